//! Reminders given: who was written to about what, when and by whom, so that nobody is written to twice.

mod claim;
mod facts;
mod many;
mod outcome;

pub use claim::{claim, claimed_by_another};
pub use facts::{about_chat, about_order, candidates, inquiries};
pub use outcome::{answered, settle, tally};

pub(super) use many::{Asked, ChatOf, about_orders, ask};

use super::acts::{self, Inverse};
use super::engine::{Engine, Result, args, first, list, number, write};
use crate::domain::reminder::ReminderKind;
use crate::domain::{By, ConversationId, MessageId, OrderId, ShopId, Span, Time};

/// One reminder or notice.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Given<'a> {
    /// About which order; none for an inquiry.
    pub order: Option<OrderId>,
    /// What kind.
    pub kind: ReminderKind,
    /// In which chat, if one.
    pub conversation: Option<ConversationId>,
    /// By which message, if one.
    pub message: Option<MessageId>,
    /// By which quick reply.
    pub reply_code: Option<&'a str>,
    /// Why it was sent against a stop rule.
    pub forced: Option<&'a str>,
    /// The bulk it was sent in.
    pub batch: Option<i64>,
}

/// Writes a reminder down unless the buyer was given one of its kind about the order, or anything by somebody else,
/// within `apart` before; false then, and nothing is written. The look and the write are one transaction: two agents
/// cannot both remind.
pub fn give(db: &dyn Engine, by: &By, given: &Given<'_>, apart: Span) -> Result<bool> {
    write(db, || {
        let buyer = buyer_of(db, given.order, given.conversation)?;
        let recent = number(
            db,
            "SELECT count(*) FROM reminders WHERE at > $4 AND ((order_id = $1 AND kind = $2) OR \
             (buyer = $3 AND buyer <> '' AND COALESCE(agent_id, 0) <> COALESCE($5, 0)))",
            args![given.order, given.kind.code(), &buyer, by.at.minus(apart), by.agent],
        )?;
        if recent > 0 {
            return Ok(false);
        }
        let id = db.next_id()?;
        db.run(
            "INSERT INTO reminders (id, order_id, kind, conversation_id, message_id, reply_code, at, agent_id, changed_by, \
             buyer, batch, forced) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11)",
            args![
                id,
                given.order,
                given.kind.code(),
                given.conversation,
                given.message,
                given.reply_code,
                by.at,
                by.agent,
                &buyer,
                given.batch,
                given.forced
            ],
        )?;
        if let Some(order) = given.order {
            // A notice that something was shipped is not the shipment.
            let what = format!("remind_{}", given.kind.code());
            super::orders::note_event(db, by, order, &what, given.reply_code.unwrap_or_default())?;
            if let Some(reason) = given.forced {
                super::orders::note_event(db, by, order, "forced", reason)?;
            }
        }
        claim::release(db, &buyer)?;
        acts::record(db, by, "remind", ("reminders", id, 1), Inverse::Remove)?;
        Ok(true)
    })
}

/// When an order's buyer was written to about one kind of thing, oldest first.
pub fn of_order(db: &dyn Engine, order: OrderId, kind: ReminderKind) -> Result<Vec<Time>> {
    list(
        db,
        "SELECT at FROM reminders WHERE order_id = $1 AND kind = $2 ORDER BY at",
        args![order, kind.code()],
        |row| row.int(0).map(Time::from_ms),
    )
}

/// What an order's buyer is known by over all their orders and chats on a platform.
pub fn buyer(db: &dyn Engine, order: OrderId) -> Result<String> {
    buyer_of(db, Some(order), None)
}

/// How many bulk messages each shop has sent since an instant.
pub fn bulk_since(db: &dyn Engine, since: Time) -> Result<Vec<(ShopId, usize)>> {
    list(
        db,
        "SELECT o.shop_id, count(*) FROM reminders r JOIN orders o ON o.id = r.order_id \
         WHERE r.at >= $1 AND r.batch IS NOT NULL GROUP BY o.shop_id ORDER BY o.shop_id",
        args![since],
        |row| Ok((ShopId::new(row.int(0)?), usize::try_from(row.int(1)?).unwrap_or(0))),
    )
}

/// What came of the latest reminder of an order, in the words of a person: `no` ends them.
pub fn outcome(db: &dyn Engine, order: OrderId, outcome: &str) -> Result<()> {
    write(db, || {
        db.run(
            "UPDATE reminders SET outcome = $2, version = version + 1 WHERE id = \
             (SELECT id FROM reminders WHERE order_id = $1 ORDER BY at DESC, id DESC LIMIT 1)",
            args![order, outcome],
        )?;
        Ok(())
    })
}

/// One name for a buyer over all their orders and chats on a platform; a hidden buyer is known by the order alone.
fn buyer_of(db: &dyn Engine, order: Option<OrderId>, chat: Option<ConversationId>) -> Result<String> {
    let named = match (order, chat) {
        (Some(id), _) => first(
            db,
            "SELECT CASE WHEN platform = 'tmall' THEN 'taobao' ELSE platform END, buyer_key FROM orders WHERE id = $1",
            args![id],
            |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())),
        )?,
        (None, Some(id)) => first(
            db,
            "SELECT CASE WHEN k.platform = 'tmall' THEN 'taobao' ELSE k.platform END, k.nick_key FROM conversations c \
             JOIN customers k ON k.id = c.customer_id WHERE c.id = $1",
            args![id],
            |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())),
        )?,
        (None, None) => None,
    };
    Ok(match (named, order, chat) {
        (Some((platform, key)), ..) if !key.is_empty() => format!("{platform}:{key}"),
        (_, Some(id), _) => format!("order:{id}"),
        (_, None, Some(id)) => format!("chat:{id}"),
        _ => String::new(),
    })
}
