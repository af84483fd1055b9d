//! What buyers are told the shop and the agent are called.

use crate::domain::{Platform, ShopId};

/// The shop that is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhichShop {
    /// One that is known.
    Known(ShopId),
    /// The shop of a platform of which none is known yet.
    Of(Platform),
}
