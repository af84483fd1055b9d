//! What a person says of a write to a live shop.

use crate::domain::Money;

/// What is to become of a write that nobody knows of, or that did not happen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum WriteAnswer {
    /// Looked at the shop: it happened.
    Happened,
    /// Looked at the shop: it did not.
    NotThere,
    /// Ask the shop once more; the amount of a refund is typed again.
    Again(Option<Money>),
    /// Give it up.
    Dropped,
}
