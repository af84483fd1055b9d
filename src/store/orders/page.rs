//! Plain pages of orders, newest first.

use super::{COLUMNS, read};
use crate::domain::{Order, OrderFilter, OrderId, OrderStatus};
use crate::store::engine::{Arg, Engine, Result, args, list, number};

/// A page of orders, newest first.
pub fn page(db: &dyn Engine, filter: &OrderFilter, limit: usize, offset: usize) -> Result<Vec<Order>> {
    // Rows passed over are counted in an index; only the page itself is read.
    let mut sql = format!("SELECT {COLUMNS} FROM orders WHERE id IN (SELECT id FROM orders WHERE id < $1");
    let mut values =
        vec![Arg::Int(filter.below.map_or(i64::MAX, OrderId::raw)), Arg::Int(limit as i64), Arg::Int(offset as i64)];
    if let Some(status) = filter.status {
        values.push(Arg::Text(status.code()));
        sql.push_str(&format!(" AND status = ${}", values.len()));
    }
    if let Some(shop) = filter.shop {
        values.push(shop.into());
        sql.push_str(&format!(" AND shop_id = ${}", values.len()));
    }
    sql.push_str(" ORDER BY id DESC LIMIT $2 OFFSET $3) ORDER BY id DESC");
    list(db, &sql, &values, read)
}

/// A place in a list that is known: so many rows stand above this order.
pub type Anchor = (usize, OrderId);

/// The rows from `start` on and how many rows there are, counted no further than `ahead` beyond them. However far down the
/// list that is, only rows between the anchor and the window are passed over, never all those above.
pub fn page_after(
    db: &dyn Engine,
    status: Option<OrderStatus>,
    anchor: Option<Anchor>,
    (start, len): (usize, usize),
    ahead: usize,
) -> Result<(Vec<Order>, usize)> {
    let anchor = anchor.filter(|(at, _)| *at <= start);
    let (above, below) = anchor.map_or((0, None), |(at, id)| (at, Some(id)));
    let below = below.map(|id| OrderId::new(id.raw().saturating_add(1)));
    let filter = OrderFilter { status, below, ..OrderFilter::default() };
    let rows = page(db, &filter, len, start - above)?;
    let most = start - above + len + ahead;
    let values = [Arg::Int(below.map_or(i64::MAX, OrderId::raw)), Arg::Int(i64::try_from(most).unwrap_or(i64::MAX))];
    let counted = match status {
        Some(status) => number(
            db,
            "SELECT count(*) FROM (SELECT 1 FROM orders WHERE status = $3 AND id < $1 LIMIT $2) found",
            &[values[0], values[1], Arg::Text(status.code())],
        )?,
        None if anchor.is_none() => {
            number(db, "SELECT count(*) FROM (SELECT 1 FROM orders LIMIT $1) found", &values[1..])?
        }
        // The shop's index holds every order by id within each shop, and no row is read for it.
        None => number(
            db,
            "SELECT count(*) FROM (SELECT 1 FROM orders WHERE id < $1 ORDER BY id DESC LIMIT $2) found",
            &values,
        )?,
    };
    Ok((rows, above + usize::try_from(counted).unwrap_or(0)))
}

/// How many orders have a status.
pub fn count(db: &dyn Engine, status: OrderStatus) -> Result<i64> {
    number(db, "SELECT count(*) FROM orders WHERE status = $1", args![status.code()])
}
