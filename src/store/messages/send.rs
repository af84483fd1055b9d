//! An answer goes out: message, outbox row and the end of the draft in one transaction.

use super::{New, by_client_key, by_id, insert};
use crate::domain::{By, ConversationId, Message, MessageId, MessageState, OrderId, Problem, RawText, Sender, Span};
use crate::store::acts::{self, Inverse};
use crate::store::agents::name_of;
use crate::store::conversations::{expect, rewait};
use crate::store::engine::{Engine, Result, args, first, write};
use crate::store::rows::missing;
use crate::store::{drafts, outbox};

/// How an answer leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// By the outbox; it can be taken back for `hold`.
    Outbox {
        /// How long it is held.
        hold: Span,
    },
    /// It is on the clipboard: a person sends it, so the wait runs on until [`mark_sent`].
    Copied,
}

/// An answer.
#[derive(Clone, Copy, Debug)]
pub struct Outbound<'a> {
    /// To which conversation.
    pub conversation: ConversationId,
    /// What.
    pub text: &'a RawText,
    /// Made when the draft was begun; a second call with it changes nothing.
    pub client_key: &'a str,
    /// The quick reply it came from.
    pub reply_code: Option<&'a str>,
    /// The order it is about.
    pub order: Option<OrderId>,
    /// How it leaves.
    pub way: Way,
}

/// Sends an answer. The conversation becomes the agent's when it was nobody's.
///
/// # Errors
/// [`Problem::Changed`] when another agent serves the conversation: taking it over is an act of its own.
pub fn send(db: &dyn Engine, by: &By, out: &Outbound<'_>) -> Result<Message> {
    write(db, || {
        if let Some(message) = by_client_key(db, out.client_key)? {
            return Ok(message);
        }
        let old = expect(db, out.conversation)?;
        if let (Some(me), Some(other)) = (by.agent, old.agent)
            && me != other
        {
            return Err(Problem::Changed { by: name_of(db, Some(other))? });
        }
        let state = match out.way {
            Way::Outbox { .. } => MessageState::Queued,
            Way::Copied => MessageState::Copied,
        };
        let new = New {
            conversation: out.conversation,
            channel: Some(&old.channel),
            external_id: None,
            at: by.at,
            from: Sender::Agent,
            agent: by.agent,
            text: out.text.unclean(),
            state,
            client_key: Some(out.client_key),
            reply_code: out.reply_code,
            order: out.order.or(old.order),
        };
        let (message, _) = insert(db, &new)?;
        db.run(
            "UPDATE conversations SET agent_id = COALESCE(agent_id, $2), unread = 0, changed_by = $2, snoozed_until = NULL, \
             state = CASE WHEN waiting_since IS NULL THEN 'open' ELSE 'waiting' END WHERE id = $1",
            args![out.conversation, by.agent],
        )?;
        if let Way::Outbox { hold } = out.way {
            let row = outbox::queue(db, by, message, out.client_key, hold)?;
            acts::record(db, by, "send", ("outbox", row, 0), Inverse::Recall)?;
        }
        if let Some(code) = out.reply_code {
            super::super::reply_uses::note(db, by, code, Some(out.conversation), new.order, Some(message))?;
        }
        drafts::clear(db, Some(out.conversation), "reply")?;
        rewait(db, out.conversation)?;
        by_id(db, message)?.ok_or_else(|| missing("message", message))
    })
}

/// A copied answer was sent by hand, or seen in a later paste: now it answers.
pub fn mark_sent(db: &dyn Engine, by: &By, id: MessageId) -> Result<Message> {
    write(db, || {
        let message = by_id(db, id)?.ok_or_else(|| missing("message", id))?;
        if message.state != MessageState::Copied {
            return Ok(message);
        }
        db.run(
            "UPDATE messages SET state = 'sent', agent_id = COALESCE(agent_id, $2), changed_at = $3 WHERE id = $1",
            args![id, by.agent, by.at],
        )?;
        let version = first(
            db,
            "UPDATE conversations SET version = version + 1, changed_by = $2 WHERE id = $1 RETURNING version",
            args![message.conversation, by.agent],
            |row| row.int(0),
        )?;
        debug_assert!(version.is_some());
        rewait(db, message.conversation)?;
        by_id(db, id)?.ok_or_else(|| missing("message", id))
    })
}
