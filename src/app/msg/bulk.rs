//! What one message each to many buyers would be.

use crate::domain::{OrderId, SafeText};

/// What a bulk would send, in words a person can check.
#[derive(Clone, PartialEq, Debug)]
pub struct BulkView {
    /// The orders it was asked for.
    pub orders: Vec<OrderId>,
    /// How many messages.
    pub count: usize,
    /// The first text.
    pub first: SafeText,
    /// The orders passed over: number and why.
    pub skipped: Vec<(SafeText, SafeText)>,
}
