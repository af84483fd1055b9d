//! Where goods go back to: one address a shop and warehouse, from the settings.

use crate::domain::SafeText;

/// A warehouse that takes returns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnAddress {
    /// The shop, by its name; empty for every shop.
    pub shop: SafeText,
    /// The warehouse, as people here call it.
    pub warehouse: SafeText,
    /// Who takes the parcel.
    pub receiver: SafeText,
    /// Their phone.
    pub phone: SafeText,
    /// The address.
    pub address: SafeText,
}

impl ReturnAddress {
    /// The address as it is sent to a buyer.
    pub fn text(&self) -> SafeText {
        SafeText::line(format!("{} {} {}", self.receiver, self.phone, self.address).trim())
    }
    /// True when it is meant for this shop.
    pub fn is_of(&self, shop: &str) -> bool {
        self.shop.is_empty() || self.shop.as_str() == shop
    }
}
