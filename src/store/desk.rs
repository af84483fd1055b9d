//! What only the screen asks: numbers for the header and for the length of a list, and when the queue changes by itself.

use super::engine::{Arg, Engine, Result, Row, args, first, number};
use super::rows::Cols;
use crate::domain::aftersale::Stage;
use crate::domain::{By, ChatState, Conversation, Money, OrderStatus, Platform, Shop, Span, Time};

/// How many of the newest orders tell how old the order data is.
const NEWEST: i64 = 200;

/// When order data last came in: by the newest orders, or by a live source that told nothing new.
pub fn orders_seen_at(db: &dyn Engine) -> Result<Option<Time>> {
    let sql = "SELECT max(at) FROM (SELECT seen_at AS at FROM (SELECT seen_at FROM orders ORDER BY id DESC LIMIT $1) newest \
               UNION ALL SELECT synced_at AS at FROM sources) known";
    Ok(first(db, sql, &[Arg::Int(NEWEST)], |row| row.opt_int(0))?.flatten().map(Time::from_ms))
}

/// The shops of closed platforms from which no chat has ever come: how many wait there is not known.
pub fn unconnected(db: &dyn Engine, shops: &[Shop]) -> Result<Vec<Shop>> {
    let mut heard: Vec<Platform> = Vec::new();
    let mut after = String::new();
    // From channel to channel along the index: there are few, with many chats each.
    while let Some(channel) = first(
        db,
        "SELECT channel FROM conversations WHERE channel > $1 ORDER BY channel LIMIT 1",
        args![&after],
        |row| Ok(row.text(0)?.to_owned()),
    )? {
        let platform =
            first(db, "SELECT platform FROM conversations WHERE channel = $1 LIMIT 1", args![&channel], |row| {
                Ok(Platform::parse(row.text(0)?))
            })?;
        heard.extend(platform.flatten());
        after = channel;
    }
    let unheard = shops.iter().filter(|shop| shop.platform.is_closed() && !heard.contains(&shop.platform));
    Ok(unheard.cloned().collect())
}

/// What stands beside a chat in the queue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Beside {
    /// Where the order stands that the chat is about, or its customer's newest.
    pub status: OrderStatus,
    /// What the order is worth: paid, or to be paid.
    pub amount: Option<Money>,
    /// The stage of the order's open case.
    pub case: Option<Stage>,
}

/// The order and the open case to show beside a chat, by one statement that reads no more than is shown; nothing when the
/// customer has no order.
pub fn beside(db: &dyn Engine, chat: &Conversation) -> Result<Option<Beside>> {
    const SHOWN: &str = "SELECT o.status, o.currency, o.payable, o.paid, (SELECT s.stage FROM cases s WHERE s.order_id = o.id \
                         AND s.is_open = 1 ORDER BY s.opened_at DESC, s.id DESC LIMIT 1) FROM orders o WHERE o.id = ";
    let read = |row: &dyn Row| {
        let mut c = Cols::new(row);
        let status = c.code("order status", OrderStatus::parse)?;
        let currency = c.currency()?;
        let (payable, paid) = (c.money(currency)?, c.money(currency)?);
        let amount = if status.is_unpaid() { payable.or(paid) } else { paid.or(payable) };
        Ok(Beside { status, amount, case: c.opt_code("case stage", Stage::parse)? })
    };
    match chat.order {
        Some(order) => first(db, &format!("{SHOWN}$1"), args![order], read),
        None => first(
            db,
            &format!(
                "{SHOWN}(SELECT max(newest) FROM (SELECT max(id) AS newest FROM orders WHERE customer_id = $1 UNION ALL \
                 SELECT max(b.id) FROM customers k JOIN orders b ON b.buyer_key = k.nick_key AND (b.platform = k.platform OR \
                 (b.platform IN ('taobao', 'tmall') AND k.platform IN ('taobao', 'tmall'))) WHERE k.id = $1 AND k.nick_key <> '') n)"
            ),
            args![chat.customer],
            read,
        ),
    }
}

/// How many conversations stand in a state.
pub fn chats_in(db: &dyn Engine, state: ChatState) -> Result<usize> {
    // The state stands in the text of the statement, so that the index over just that state is used.
    count(db, &format!("SELECT count(*) FROM conversations WHERE state = '{}'", state.code()), &[])
}

/// How many cases there are, ended ones too.
pub fn all_cases(db: &dyn Engine) -> Result<usize> {
    count(db, "SELECT count(*) FROM cases", &[])
}

/// How many open cases fall due by an instant.
pub fn cases_due(db: &dyn Engine, by: Time) -> Result<usize> {
    count(db, "SELECT count(*) FROM cases WHERE is_open = 1 AND next_at <= $1", args![by])
}

/// How many log entries there are, of one shift's day or of all.
pub fn logged(db: &dyn Engine, shift: Option<&str>) -> Result<usize> {
    match shift {
        Some(day) => count(db, "SELECT count(*) FROM work_log WHERE shift = $1 AND deleted_at IS NULL", args![day]),
        None => count(db, "SELECT count(*) FROM work_log WHERE deleted_at IS NULL", &[]),
    }
}

/// True when the agent's shift of that day has begun.
pub fn shift_has_begun(db: &dyn Engine, by: &By) -> Result<bool> {
    let sql = "SELECT 1 FROM shifts WHERE day = $1 AND COALESCE(agent_id, 0) = COALESCE($2, 0) LIMIT 1";
    Ok(first(db, sql, args![&by.shift, by.agent], |row| row.int(0))?.is_some())
}

/// When the queue next changes by time alone: a snoozed chat comes back, a wait comes near its promise or passes it.
pub fn next_turn(db: &dyn Engine, now: Time, soon: Span) -> Result<Option<Time>> {
    let near = now.plus(soon);
    let turns = [
        (
            "SELECT min(snoozed_until) FROM conversations WHERE state = 'snoozed' AND snoozed_until > $1",
            now,
            Span::secs(0),
        ),
        ("SELECT min(due_at) FROM conversations WHERE state = 'waiting' AND due_at > $1", now, Span::secs(0)),
        ("SELECT min(due_at) FROM conversations WHERE state = 'waiting' AND due_at > $1", near, soon),
    ];
    let mut next: Option<Time> = None;
    for (sql, after, before) in turns {
        let at = first(db, sql, args![after], |row| row.opt_int(0))?.flatten();
        let at = at.map(|at| Time::from_ms(at).minus(before));
        next = [next, at].into_iter().flatten().min();
    }
    Ok(next)
}

/// True when a snoozed chat should be back by now.
pub fn oversleeps(db: &dyn Engine, now: Time) -> Result<bool> {
    let sql = "SELECT 1 FROM conversations WHERE state = 'snoozed' AND snoozed_until <= $1 LIMIT 1";
    Ok(first(db, sql, args![now], |row| row.int(0))?.is_some())
}

/// How often the buyers of these orders were reminded to pay, in their order.
pub fn reminded(db: &dyn Engine, orders: &[crate::domain::OrderId]) -> Result<Vec<i64>> {
    let sql = "SELECT count(*) FROM reminders WHERE order_id = $1 AND kind = 'payment'";
    orders.iter().map(|order| number(db, sql, args![*order])).collect()
}

fn count(db: &dyn Engine, sql: &str, values: &[Arg<'_>]) -> Result<usize> {
    Ok(usize::try_from(number(db, sql, values)?).unwrap_or(0))
}
