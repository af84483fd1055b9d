//! Reminders given: who was reminded of what, when and by whom, so that nobody is reminded twice.

use super::acts::{self, Inverse};
use super::engine::{Engine, Result, args, list, number, write};
use crate::domain::{By, ConversationId, MessageId, OrderId, Span, Time};

/// One reminder.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Given<'a> {
    /// Of which order.
    pub order: OrderId,
    /// What kind: `payment`, `receipt`, ...
    pub kind: &'a str,
    /// In which chat, if one.
    pub conversation: Option<ConversationId>,
    /// By which message, if one.
    pub message: Option<MessageId>,
    /// By which quick reply.
    pub reply_code: Option<&'a str>,
}

/// Writes a reminder down unless one of its kind was given within `apart` before; false then, and nothing is written.
/// The look and the write are one transaction: two agents cannot both remind.
pub fn give(db: &dyn Engine, by: &By, given: &Given<'_>, apart: Span) -> Result<bool> {
    write(db, || {
        let recent = number(
            db,
            "SELECT count(*) FROM reminders WHERE order_id = $1 AND kind = $2 AND at > $3",
            args![given.order, given.kind, by.at.minus(apart)],
        )?;
        if recent > 0 {
            return Ok(false);
        }
        let id = db.next_id()?;
        db.run(
            "INSERT INTO reminders (id, order_id, kind, conversation_id, message_id, reply_code, at, agent_id, changed_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
            args![
                id,
                given.order,
                given.kind,
                given.conversation,
                given.message,
                given.reply_code,
                by.at,
                by.agent
            ],
        )?;
        super::orders::note_event(db, by, given.order, "remind", given.reply_code.unwrap_or_default())?;
        acts::record(db, by, "remind", ("reminders", id, 1), Inverse::Remove)?;
        Ok(true)
    })
}

/// When an order's buyer was reminded, oldest first.
pub fn of_order(db: &dyn Engine, order: OrderId, kind: &str) -> Result<Vec<Time>> {
    list(db, "SELECT at FROM reminders WHERE order_id = $1 AND kind = $2 ORDER BY at", args![order, kind], |row| {
        row.int(0).map(Time::from_ms)
    })
}

/// What came of the latest reminder of an order: `paid`, `no`, `later`, ... `no` ends them.
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
