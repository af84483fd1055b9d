//! Which quick replies were used, for ranking and statistics.

use super::engine::{Engine, Result, args, list};
use crate::domain::{By, ConversationId, MessageId, OrderId, Time};

pub(super) fn note(
    db: &dyn Engine,
    by: &By,
    code: &str,
    conversation: Option<ConversationId>,
    order: Option<OrderId>,
    message: Option<MessageId>,
) -> Result<()> {
    let id = db.next_id()?;
    db.run(
        "INSERT INTO reply_uses (id, code, at, agent_id, conversation_id, order_id, message_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, code, by.at, by.agent, conversation, order, message],
    )?;
    Ok(())
}

/// How often each reply was used since an instant, the most used first.
pub fn counts(db: &dyn Engine, since: Time) -> Result<Vec<(String, i64)>> {
    list(
        db,
        "SELECT code, count(*) FROM reply_uses WHERE at >= $1 GROUP BY code ORDER BY count(*) DESC, code",
        args![since],
        |row| Ok((row.text(0)?.to_owned(), row.int(1)?)),
    )
}
