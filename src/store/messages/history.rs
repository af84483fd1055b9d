//! A chat that was led elsewhere comes in whole: one conversation, many messages, one look at the wait clock.

use super::receive::{Peer, conversation, order_of};
use super::{body_hash, head};
use crate::domain::channel::Incoming;
use crate::domain::{AgentId, ChatState, ConversationId, MessageState, RawText, SafeText, Sender, Time};
use crate::store::conversations::rewait;
use crate::store::customers;
use crate::store::engine::{Engine, Result, TextIndex, args, first, fresh_id, write};
use crate::store::search::add_terms;

/// A message of the past.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// When it was written.
    pub at: Time,
    /// Who wrote it.
    pub from: Sender,
    /// What.
    pub text: &'a str,
    /// How far it came.
    pub state: MessageState,
}

/// A chat of the past.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// Where it was led.
    pub peer: Peer<'a>,
    /// The channel's key of the customer.
    pub key: &'a str,
    /// The customer's nick.
    pub nick: &'a RawText,
    /// The number of the order it is about.
    pub order: Option<&'a str>,
    /// Where it stands. `Waiting` and `Open` follow from the messages, whichever is said.
    pub state: ChatState,
    /// Until when it is out of the way.
    pub snoozed_until: Option<Time>,
    /// Who wrote the answers.
    pub agent: Option<AgentId>,
    /// The messages, oldest first.
    pub messages: &'a [Past<'a>],
    /// True when their words are indexed later: only after
    /// [`postpone_messages`](crate::store::intake::postpone_messages).
    pub text_follows: bool,
}

/// Keeps a chat of the past with all its messages. One with that customer on that channel is left as it is.
pub fn keep_history(db: &dyn Engine, history: &History<'_>) -> Result<ConversationId> {
    write(db, || {
        let known = first(
            db,
            "SELECT id FROM conversations WHERE channel = $1 AND peer = $2",
            args![history.peer.channel, history.key],
            |row| row.int(0),
        )?;
        if let Some(id) = known {
            return Ok(ConversationId::new(id));
        }
        let begun = history.messages.first().map_or_else(|| db.real_now(), |m| m.at);
        let platform = history.peer.platform;
        let customer = customers::ensure(db, platform, history.key, history.nick, begun)?;
        let order = order_of(db, platform, history.order)?;
        let opening = Incoming {
            external_id: String::new(),
            peer: history.key.to_owned(),
            name: history.nick.clone(),
            text: RawText::default(),
            at: begun,
            order: None,
        };
        let id = conversation(db, &history.peer, &opening, customer, order)?;
        let mut terms = String::new();
        for (seq, past) in (1i64..).zip(history.messages) {
            let message = fresh_id(db, "SELECT 1 FROM messages WHERE id = $1", past.at)?;
            let agent = history.agent.filter(|_| matches!(past.from, Sender::Agent | Sender::Note));
            db.run(
                "INSERT INTO messages (id, conversation_id, seq, channel, at, sender, agent_id, body, state, order_id, body_hash) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                args![
                    message,
                    id,
                    seq,
                    history.peer.channel,
                    past.at,
                    past.from.code(),
                    agent,
                    past.text,
                    past.state.code(),
                    order,
                    body_hash(past.text)
                ],
            )?;
            if !history.text_follows {
                terms.clear();
                add_terms(&mut terms, past.text);
                db.index_text(TextIndex::Messages, message, &terms, true)?;
            }
        }
        let Some(last) = history.messages.last() else { return Ok(id) };
        let unread = history.messages.iter().rev().take_while(|m| m.from == Sender::Customer).count();
        db.run(
            "UPDATE conversations SET last_seq = $2, last_at = $3, last_text = $4, last_from = $5, unread = $6 WHERE id = $1",
            args![
                id,
                history.messages.len() as i64,
                last.at,
                &SafeText::line(head(last.text)),
                last.from.code(),
                unread as i64
            ],
        )?;
        rewait(db, id)?;
        if matches!(history.state, ChatState::Snoozed | ChatState::Resolved) {
            db.run(
                "UPDATE conversations SET state = $2, snoozed_until = $3, unread = 0, waiting_since = NULL, due_at = NULL, \
                 settled_seq = last_seq WHERE id = $1",
                args![id, history.state.code(), history.snoozed_until],
            )?;
        }
        Ok(id)
    })
}
