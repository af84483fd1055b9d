//! The little of an order that a row of a list is made of, read without the texts that no row shows.

use std::collections::HashMap;

use super::super::engine::{Arg, Engine, Result, Row, args, first, list};
use super::super::reminders::ask;
use super::super::rows::Cols;
use super::{TO_SHIP, UNPAID};
use crate::domain::{CustomerId, Money, Order, OrderId, OrderStatus, Platform, SafeText, ShopId, Time};

const COLUMNS: &str = "id, shop_id, platform, number, customer_id, buyer, status, currency, payable, paid, created_at, paid_at, \
     shipped_at, finished_at, ship_by, last_scan_at, signed_at, title, seen_at";

/// What a row of the to-do list, and the decision on a reminder, need of an order.
pub(in crate::store) struct Brief {
    pub(in crate::store) id: OrderId,
    pub(in crate::store) shop: ShopId,
    pub(in crate::store) platform: Platform,
    pub(in crate::store) number: String,
    pub(in crate::store) customer: Option<CustomerId>,
    pub(in crate::store) buyer: SafeText,
    pub(in crate::store) status: OrderStatus,
    /// As [`Order::amount`] tells it.
    pub(in crate::store) amount: Option<Money>,
    pub(in crate::store) created_at: Option<Time>,
    pub(in crate::store) paid_at: Option<Time>,
    pub(in crate::store) shipped_at: Option<Time>,
    pub(in crate::store) finished_at: Option<Time>,
    pub(in crate::store) ship_by: Option<Time>,
    pub(in crate::store) last_scan_at: Option<Time>,
    pub(in crate::store) signed_at: Option<Time>,
    pub(in crate::store) title: SafeText,
    pub(in crate::store) seen_at: Time,
}

impl From<&Order> for Brief {
    fn from(order: &Order) -> Self {
        Self {
            id: order.id,
            shop: order.shop,
            platform: order.platform,
            number: order.number.clone(),
            customer: order.customer,
            buyer: order.buyer.clone(),
            status: order.status,
            amount: order.amount(),
            created_at: order.created_at,
            paid_at: order.paid_at,
            shipped_at: order.shipped_at,
            finished_at: order.finished_at,
            ship_by: order.ship_by,
            last_scan_at: order.last_scan_at,
            signed_at: order.signed_at,
            title: order.title.clone(),
            seen_at: order.seen_at,
        }
    }
}

fn read(row: &dyn Row) -> Result<Brief> {
    let mut c = Cols::new(row);
    let (id, shop) = (OrderId::new(c.int()?), ShopId::new(c.int()?));
    let platform = c.code("platform", Platform::parse)?;
    let (number, customer, buyer) = (c.string()?, c.opt_int()?.map(CustomerId::new), c.line()?);
    let status = c.code("order status", OrderStatus::parse)?;
    let currency = c.currency()?;
    let (payable, paid) = (c.money(currency)?, c.money(currency)?);
    Ok(Brief {
        id,
        shop,
        platform,
        number,
        customer,
        buyer,
        status,
        amount: status.amount(payable, paid),
        created_at: c.opt_time()?,
        paid_at: c.opt_time()?,
        shipped_at: c.opt_time()?,
        finished_at: c.opt_time()?,
        ship_by: c.opt_time()?,
        last_scan_at: c.opt_time()?,
        signed_at: c.opt_time()?,
        title: c.line()?,
        seen_at: c.time()?,
    })
}

/// The order of an id; nothing when it is gone.
pub(in crate::store) fn by_id(db: &dyn Engine, id: OrderId) -> Result<Option<Brief>> {
    first(db, &format!("SELECT {COLUMNS} FROM orders WHERE id = $1"), args![id], read)
}

/// The orders of ids, in few statements.
pub(in crate::store) fn by_ids(db: &dyn Engine, ids: &[OrderId]) -> Result<HashMap<OrderId, Brief>> {
    let wanted: Vec<Arg<'_>> = ids.iter().map(|id| (*id).into()).collect();
    let mut found = HashMap::with_capacity(ids.len());
    ask(db, &format!("SELECT {COLUMNS} FROM orders WHERE id IN (..)"), &wanted, &[], |row| {
        let order = read(row)?;
        found.insert(order.id, order);
        Ok(())
    })?;
    Ok(found)
}

/// As [`super::unpaid`].
pub(in crate::store) fn unpaid(db: &dyn Engine, before: Time, limit: usize) -> Result<Vec<Brief>> {
    list(db, &format!("SELECT {COLUMNS} FROM orders {UNPAID}"), args![before, limit as i64, 0i64], read)
}

/// Pre-sale orders whose balance is not paid, oldest first.
pub(in crate::store) fn balances(db: &dyn Engine, limit: usize) -> Result<Vec<Brief>> {
    let sql = format!("SELECT {COLUMNS} FROM orders WHERE status = 'balance_unpaid' ORDER BY id LIMIT $1");
    list(db, &sql, args![limit as i64], read)
}

/// As [`super::to_ship`].
pub(in crate::store) fn to_ship(db: &dyn Engine, before: Time, limit: usize) -> Result<Vec<Brief>> {
    list(db, &format!("SELECT {COLUMNS} FROM orders {TO_SHIP}"), args![before, limit as i64, 0i64], read)
}
