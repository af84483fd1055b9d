//! The parcels of an order, and the other orders that travel in one of them.

use crate::domain::OrderId;
use crate::store::engine::{Engine, Result, args, list};

/// Orders named beside a parcel at most.
const NAMED: i64 = 5;

/// A parcel of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parcel {
    /// Its tracking number.
    pub number: String,
    /// The courier a file named for it; empty when none did.
    pub carrier: String,
    /// Numbers of other orders with the same tracking number: one parcel for all of them.
    pub with: Vec<String>,
}

/// The parcels of an order, in the order their numbers were told.
pub fn parcels(db: &dyn Engine, order: OrderId, tracking: &[String]) -> Result<Vec<Parcel>> {
    tracking
        .iter()
        .map(|number| {
            let key = number.to_ascii_uppercase();
            let carrier = list(
                db,
                "SELECT carrier FROM order_tracking WHERE number = $1 AND order_id = $2",
                args![&key, order],
                |row| Ok(row.text(0)?.to_owned()),
            )?;
            let with = list(
                db,
                "SELECT o.number FROM order_tracking t JOIN orders o ON o.id = t.order_id WHERE t.number = $1 AND t.order_id <> $2 \
                 ORDER BY o.id DESC LIMIT $3",
                args![&key, order, NAMED],
                |row| Ok(row.text(0)?.to_owned()),
            )?;
            Ok(Parcel { number: number.clone(), carrier: carrier.into_iter().next().unwrap_or_default(), with })
        })
        .collect()
}
