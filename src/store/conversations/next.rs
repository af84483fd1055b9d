//! Which chat is to be answered next.

use super::super::engine::{Engine, Result, args, first};
use super::waiting;
use crate::domain::{Conversation, ConversationId, Sender, Time};

/// Chats looked at together.
const PAGE: usize = 32;

/// The most urgent chat that waits, but for `but`. One whose answer was copied waits for its platform and not for words:
/// its clock runs on and it keeps its place in the queue, yet it is only next when nobody waits for words.
pub fn most_urgent(db: &dyn Engine, now: Time, but: &[ConversationId]) -> Result<Option<Conversation>> {
    let mut copied = None;
    for from in (0..).step_by(PAGE) {
        let page = waiting(db, now, PAGE, from)?;
        let last = page.len() < PAGE;
        for chat in page.into_iter().filter(|chat| !but.contains(&chat.id)) {
            if !is_copied(db, &chat)? {
                return Ok(Some(chat));
            }
            copied = copied.or(Some(chat));
        }
        if last {
            break;
        }
    }
    Ok(copied)
}

/// True when the last word of a chat is an answer that was copied and not marked as sent.
pub(in crate::store) fn is_copied(db: &dyn Engine, chat: &Conversation) -> Result<bool> {
    if chat.last_from != Sender::Agent {
        return Ok(false);
    }
    let sql = "SELECT state FROM messages WHERE conversation_id = $1 AND sender <> 'note' ORDER BY seq DESC LIMIT 1";
    let state = first(db, sql, args![chat.id], |row| row.text(0).map(str::to_owned))?;
    Ok(state.as_deref() == Some("copied"))
}
