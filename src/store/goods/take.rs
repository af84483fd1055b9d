//! Facts of sheets become rows. Told the same twice, nothing changes.

use super::super::engine::{Engine, Result};
use super::super::intake::Outcome;
use super::{bills, parcels, products, reviews, stock};
use crate::domain::product::GoodsFact;
use crate::domain::{Platform, ShopId, Time};

/// Who tells, and when.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Telling<'a> {
    /// The source's code word.
    pub(in crate::store) source: &'a str,
    /// The instant of the import.
    pub(in crate::store) now: Time,
    /// When the sheet was made, as far as that is known: what it counts without a time was counted then.
    pub(in crate::store) made_at: Time,
    /// The shop it speaks of, when it names one.
    pub(in crate::store) shop: Option<(ShopId, Platform)>,
}

/// Stores one fact, inside the caller's transaction.
pub(in crate::store) fn take(db: &dyn Engine, telling: &Telling<'_>, fact: &GoodsFact) -> Result<Outcome> {
    match fact {
        GoodsFact::Stock(facts) => stock::take(db, telling, facts),
        GoodsFact::Product(facts) => products::take(db, telling, facts),
        GoodsFact::Parcel(facts) => parcels::take(db, telling, facts),
        GoodsFact::Review(facts) => reviews::take(db, telling, facts),
        GoodsFact::Bill(facts) => bills::take(db, telling, facts),
    }
}

/// Finds the orders that came after their parcels and reviews. Cheap when there is nothing to find; the end of every
/// import calls it.
pub fn settle(db: &dyn Engine) -> Result<()> {
    parcels::match_late(db)?;
    reviews::match_late(db)
}
