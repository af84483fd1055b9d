//! Orders: looked up by their keys, listed by status, marked by a person.

pub(super) mod brief;
mod doubts;
pub(super) mod filter;
mod mark;
mod page;
mod parcels;
pub mod views;

pub use doubts::{Doubt, conflicts, doubts};
pub(super) use mark::after_undo;
pub use mark::{append_memo, done_on_platform, set_balance, set_flag, verify};
pub use page::{Anchor, count, page, page_after};
pub use parcels::{Parcel, parcels};

use std::collections::HashMap;

use super::customers::PERSON;
use super::engine::{Arg, Engine, Result, Row, args, first, list};
use super::rows::{Cols, missing};
use crate::domain::facts::is_masked;
use crate::domain::order::ReturnFreight;
use crate::domain::{
    By, CustomerId, Flag, Order, OrderEvent, OrderId, OrderLine, OrderLineId, OrderStatus, Platform, ShopId, Time,
};

pub(super) const COLUMNS: &str = "id, shop_id, platform, number, customer_id, buyer, status, raw_status, currency, payable, paid, freight, \
     refunded, created_at, paid_at, shipped_at, finished_at, ship_by, picked_up_at, last_scan_at, signed_at, return_freight, \
     our_step, receiver, phone, address, carrier, tracking, flag, memo, buyer_message, verified_at, title, pieces, seen_at, version";

pub(super) fn read(row: &dyn Row) -> Result<Order> {
    let mut c = Cols::new(row);
    let (id, shop) = (OrderId::new(c.int()?), ShopId::new(c.int()?));
    let platform = c.code("platform", Platform::parse)?;
    let number = c.string()?;
    let customer = c.opt_int()?.map(CustomerId::new);
    let buyer = c.line()?;
    let status = c.code("order status", OrderStatus::parse)?;
    let raw_status = c.line()?;
    let currency = c.currency()?;
    Ok(Order {
        id,
        shop,
        platform,
        number,
        customer,
        buyer,
        status,
        raw_status,
        payable: c.money(currency)?,
        paid: c.money(currency)?,
        freight: c.money(currency)?,
        refunded: c.money(currency)?,
        currency,
        created_at: c.opt_time()?,
        paid_at: c.opt_time()?,
        shipped_at: c.opt_time()?,
        finished_at: c.opt_time()?,
        ship_by: c.opt_time()?,
        picked_up_at: c.opt_time()?,
        last_scan_at: c.opt_time()?,
        signed_at: c.opt_time()?,
        return_freight: ReturnFreight::parse(c.text()?),
        our_step: c.opt_clean()?,
        receiver: c.line()?,
        phone: c.line()?,
        address: c.clean()?,
        carrier: c.line()?,
        tracking: c.text()?.split_whitespace().map(str::to_owned).collect(),
        flag: Flag::from_number(c.int()?),
        memo: c.clean()?,
        buyer_message: c.clean()?,
        verified_at: c.opt_time()?,
        title: c.line()?,
        pieces: c.int()?,
        seen_at: c.time()?,
        version: c.int()?,
    })
}

/// The order of an id.
pub fn by_id(db: &dyn Engine, id: OrderId) -> Result<Option<Order>> {
    first(db, &format!("SELECT {COLUMNS} FROM orders WHERE id = $1"), args![id], read)
}

/// The orders of ids, in few statements.
pub(super) fn by_ids(db: &dyn Engine, ids: &[OrderId]) -> Result<HashMap<OrderId, Order>> {
    let wanted: Vec<Arg<'_>> = ids.iter().map(|id| (*id).into()).collect();
    let mut found = HashMap::new();
    super::reminders::ask(db, &format!("SELECT {COLUMNS} FROM orders WHERE id IN (..)"), &wanted, &[], |row| {
        let order = read(row)?;
        found.insert(order.id, order);
        Ok(())
    })?;
    Ok(found)
}

/// The numbers of orders, in few statements.
pub(super) fn numbers(db: &dyn Engine, ids: &[OrderId]) -> Result<HashMap<OrderId, String>> {
    let wanted: Vec<Arg<'_>> = ids.iter().map(|id| (*id).into()).collect();
    let mut found = HashMap::new();
    super::reminders::ask(db, "SELECT id, number FROM orders WHERE id IN (..)", &wanted, &[], |row| {
        found.insert(OrderId::new(row.int(0)?), row.text(1)?.to_owned());
        Ok(())
    })?;
    Ok(found)
}

/// The order of an id, and what `holds` says of its own searched texts (buyer and receiver where clear, title, memo,
/// buyer's message), in one read.
pub(super) fn by_id_if(
    db: &dyn Engine,
    id: OrderId,
    holds: &mut dyn FnMut(&[&str]) -> bool,
) -> Result<Option<(Order, bool)>> {
    let mut found = None;
    db.each(&format!("SELECT {COLUMNS} FROM orders WHERE id = $1"), args![id], &mut |row| {
        let clear = |column| row.text(column).map(|text| if is_masked(text) { "" } else { text });
        let texts = [clear(5)?, clear(23)?, row.text(32)?, row.text(29)?, row.text(30)?];
        found = Some((read(row)?, holds(&texts)));
        Ok(())
    })?;
    Ok(found)
}

/// The order of an id, or [`crate::domain::Problem::NotFound`].
pub fn expect(db: &dyn Engine, id: OrderId) -> Result<Order> {
    by_id(db, id)?.ok_or_else(|| missing("order", id))
}

/// Orders of a number: one, unless two shops use the same, newest first.
pub fn by_number(db: &dyn Engine, number: &str) -> Result<Vec<Order>> {
    list(db, &format!("SELECT {COLUMNS} FROM orders WHERE number = $1 ORDER BY id DESC"), args![number.trim()], read)
}

/// Behind `FROM orders`: the row's own time decides, for an order known from a file of its items first has the id of that day.
const UNPAID: &str = "WHERE status IN ('unpaid', 'deposit_unpaid') AND created_at <= $1 ORDER BY id LIMIT $2 OFFSET $3";

/// Behind `FROM orders`: the index alone tells which.
const TO_SHIP: &str = "WHERE id IN (SELECT id FROM orders WHERE (status || '') IN ('to_ship', 'part_shipped') \
     AND COALESCE(paid_at, created_at, 0) <= $1 ORDER BY COALESCE(paid_at, created_at, 0), id LIMIT $2 OFFSET $3) \
     ORDER BY COALESCE(paid_at, created_at, 0), id";

/// Orders whose price or deposit has waited for the buyer's money since `before` or longer, oldest first.
pub fn unpaid(db: &dyn Engine, before: Time, limit: usize, offset: usize) -> Result<Vec<Order>> {
    list(db, &format!("SELECT {COLUMNS} FROM orders {UNPAID}"), args![before, limit as i64, offset as i64], read)
}

/// Paid orders to be shipped that were paid at `before` or earlier, oldest first.
pub fn to_ship(db: &dyn Engine, before: Time, limit: usize, offset: usize) -> Result<Vec<Order>> {
    list(db, &format!("SELECT {COLUMNS} FROM orders {TO_SHIP}"), args![before, limit as i64, offset as i64], read)
}

/// A person's orders over all their accounts, newest first: those named to be theirs, and those of their nicks on the
/// same platform.
pub fn of_customer(db: &dyn Engine, customer: CustomerId, limit: usize) -> Result<Vec<Order>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM orders WHERE id IN (SELECT id FROM orders WHERE customer_id IN {PERSON} UNION \
             SELECT o.id FROM customers k JOIN orders o ON o.buyer_key = k.nick_key AND \
             (o.platform = k.platform OR (o.platform IN ('taobao', 'tmall') AND k.platform IN ('taobao', 'tmall'))) \
             WHERE k.id IN {PERSON} AND k.nick_key <> '') ORDER BY id DESC LIMIT $2"
        ),
        args![customer, limit as i64],
        read,
    )
}

/// The lines of an order, as the platform orders them.
pub fn lines(db: &dyn Engine, order: OrderId) -> Result<Vec<OrderLine>> {
    list(
        db,
        "SELECT o.currency, l.id, l.order_id, l.line, l.title, l.sku, l.outer_id, l.quantity, l.price, l.paid, l.status, l.raw_status \
         FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.order_id = $1 ORDER BY l.position, l.id",
        args![order],
        |row| {
            let mut c = Cols::new(row);
            let currency = c.currency()?;
            Ok(OrderLine {
                id: OrderLineId::new(c.int()?),
                order: OrderId::new(c.int()?),
                line: c.string()?,
                title: c.line()?,
                sku: c.line()?,
                outer_id: c.string()?,
                quantity: c.int()?,
                price: c.money(currency)?,
                paid: c.money(currency)?,
                status: c.code("order status", OrderStatus::parse)?,
                raw_status: c.line()?,
            })
        },
    )
}

/// What happened to an order, oldest first.
pub fn timeline(db: &dyn Engine, order: OrderId) -> Result<Vec<OrderEvent>> {
    list(
        db,
        "SELECT at, agent_id, what, body FROM order_events WHERE order_id = $1 ORDER BY at, id",
        args![order],
        |row| {
            let mut c = Cols::new(row);
            Ok(OrderEvent { at: c.time()?, by: c.agent()?, what: c.line()?, text: c.clean()? })
        },
    )
}

/// Adds to an order's timeline.
pub fn note_event(db: &dyn Engine, by: &By, order: OrderId, what: &str, text: &str) -> Result<()> {
    let id = db.next_id()?;
    db.run(
        "INSERT INTO order_events (id, order_id, at, agent_id, source, what, body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, order, by.at, by.agent, if by.agent.is_some() { "person" } else { "kefu" }, what, text],
    )?;
    Ok(())
}
