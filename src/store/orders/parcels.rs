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

/// Where sources differ about an order: the field, and what the one says that was not believed.
pub fn conflicts(db: &dyn Engine, order: OrderId) -> Result<Vec<(String, String)>> {
    let told = list(db, "SELECT conflict FROM orders WHERE id = $1 AND conflict IS NOT NULL", args![order], |row| {
        Ok(row.text(0)?.to_owned())
    })?;
    let parts = told.iter().flat_map(|text| text.split(['\n', ';']));
    Ok(parts.filter_map(|part| part.trim().split_once(':')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect())
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
