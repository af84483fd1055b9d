//! What is written to a live shop, and what a person says of it.

use crate::domain::Money;
use crate::domain::shop_write::ShopWrite;

/// What an order's or a case's page knows of its shop.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AtShop {
    /// True when the shop may be written to.
    pub written: bool,
    /// What was written or is to be, oldest first.
    pub writes: Vec<ShopWrite>,
    /// What I may give away alone; nothing means without limit.
    pub my_limit: Option<Money>,
}

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
