//! Messages: in once each, out by the outbox, and what they do to the wait clock.

mod history;
mod receive;
mod send;

pub use history::{History, Past, keep_history};
pub use receive::{Peer, receive};
pub use send::{Outbound, Way, mark_sent, send};

use super::conversations::rewait;
use super::engine::{Engine, Result, Row, TextIndex, args, first, list, number, write};
use super::rows::{Cols, missing};
use super::search::terms;
use crate::domain::{
    AgentId, By, ConversationId, Message, MessageId, MessageState, OrderId, RawText, SafeText, Sender, Time,
};

const COLUMNS: &str = "id, conversation_id, seq, at, sender, agent_id, body, state, client_key, reply_code";

fn read(row: &dyn Row) -> Result<Message> {
    let mut c = Cols::new(row);
    Ok(Message {
        id: MessageId::new(c.int()?),
        conversation: ConversationId::new(c.int()?),
        seq: c.int()?,
        at: c.time()?,
        from: c.code("sender", Sender::parse)?,
        agent: c.agent()?,
        text: c.clean()?,
        state: c.code("message state", MessageState::parse)?,
        client_key: c.opt_string()?,
        reply_code: c.opt_string()?,
    })
}

/// The message of an id.
pub fn by_id(db: &dyn Engine, id: MessageId) -> Result<Option<Message>> {
    first(db, &format!("SELECT {COLUMNS} FROM messages WHERE id = $1"), args![id], read)
}

/// The message sent under a client key.
pub fn by_client_key(db: &dyn Engine, key: &str) -> Result<Option<Message>> {
    first(db, &format!("SELECT {COLUMNS} FROM messages WHERE client_key = $1"), args![key], read)
}

/// The last `limit` messages of a conversation below `below` (all of them for none), oldest first.
pub fn page(db: &dyn Engine, conversation: ConversationId, below: Option<i64>, limit: usize) -> Result<Vec<Message>> {
    let mut page = list(
        db,
        &format!("SELECT {COLUMNS} FROM messages WHERE conversation_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"),
        args![conversation, below.unwrap_or(i64::MAX), limit as i64],
        read,
    )?;
    page.reverse();
    Ok(page)
}

/// The latest internal notes of a conversation, newest first.
pub fn notes(db: &dyn Engine, conversation: ConversationId, limit: usize) -> Result<Vec<Message>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM messages WHERE conversation_id = $1 AND sender = 'note' ORDER BY seq DESC LIMIT $2"
        ),
        args![conversation, limit as i64],
        read,
    )
}

/// Messages of a conversation from `seq` on, oldest first: what is new since the last look.
pub fn since(db: &dyn Engine, conversation: ConversationId, seq: i64, limit: usize) -> Result<Vec<Message>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM messages WHERE conversation_id = $1 AND seq >= $2 ORDER BY seq LIMIT $3"),
        args![conversation, seq, limit as i64],
        read,
    )
}

/// Answers that were copied and not yet marked as sent, oldest first.
pub fn copied(db: &dyn Engine, conversation: ConversationId) -> Result<Vec<Message>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM messages WHERE conversation_id = $1 AND state = 'copied' ORDER BY seq"),
        args![conversation],
        read,
    )
}

/// A message that only has to be kept: a note, a system line, an answer seen in a paste.
#[derive(Clone, Debug)]
pub struct Kept<'a> {
    /// Who wrote it.
    pub from: Sender,
    /// What.
    pub text: &'a RawText,
    /// When, by the source's word.
    pub at: Time,
    /// How far it has come: `Received` for what others wrote, `Sent` for what we are known to have sent.
    pub state: MessageState,
    /// The source's own id of it, so that it is kept once.
    pub external_id: Option<&'a str>,
    /// The quick reply it came from.
    pub reply_code: Option<&'a str>,
}

/// Keeps a message in a conversation; one that is there already (by `external_id`) is left and answered with.
pub fn keep(db: &dyn Engine, by: &By, conversation: ConversationId, kept: &Kept<'_>) -> Result<Message> {
    write(db, || {
        let agent = by.agent.filter(|_| matches!(kept.from, Sender::Agent | Sender::Note));
        let new = New {
            conversation,
            channel: None,
            external_id: kept.external_id,
            at: kept.at,
            from: kept.from,
            agent,
            text: kept.text.unclean(),
            state: kept.state,
            client_key: None,
            reply_code: kept.reply_code,
            order: None,
        };
        let (id, _) = insert(db, &new)?;
        rewait(db, conversation)?;
        by_id(db, id)?.ok_or_else(|| missing("message", id))
    })
}

/// Writes an internal note; it never leaves the shop and answers nobody.
pub fn note(db: &dyn Engine, by: &By, conversation: ConversationId, text: &RawText) -> Result<Message> {
    let kept =
        Kept { from: Sender::Note, text, at: by.at, state: MessageState::Sent, external_id: None, reply_code: None };
    keep(db, by, conversation, &kept)
}

/// Takes a message to a state, never back: a late `delivered` does not undo `read`. The wait clock follows.
pub(super) fn advance(db: &dyn Engine, id: MessageId, state: MessageState, now: Time) -> Result<()> {
    let Some(message) = by_id(db, id)? else { return Err(missing("message", id)) };
    let final_word = matches!(state, MessageState::Failed | MessageState::Uncertain | MessageState::Recalled);
    let reached = matches!(message.state, MessageState::Delivered | MessageState::Read);
    if message.state == state
        || (!final_word && message.state > state && message.state <= MessageState::Read)
        || (final_word && reached)
    {
        return Ok(());
    }
    db.run("UPDATE messages SET state = $2, changed_at = $3 WHERE id = $1", args![id, state.code(), now])?;
    db.run("UPDATE conversations SET version = version + 1 WHERE id = $1", args![message.conversation])?;
    rewait(db, message.conversation)
}

/// What one new row of `messages` says.
struct New<'a> {
    conversation: ConversationId,
    /// Known when the caller has just looked; else the conversation's.
    channel: Option<&'a str>,
    external_id: Option<&'a str>,
    at: Time,
    from: Sender,
    agent: Option<AgentId>,
    text: &'a str,
    state: MessageState,
    client_key: Option<&'a str>,
    reply_code: Option<&'a str>,
    order: Option<OrderId>,
}

/// Inserts with the next dense number, brings the conversation's last line up to date and indexes the words; the id,
/// and whether it is new.
fn insert(db: &dyn Engine, new: &New<'_>) -> Result<(MessageId, bool)> {
    let own = match new.channel {
        Some(channel) => channel.to_owned(),
        None => first(db, "SELECT channel FROM conversations WHERE id = $1", args![new.conversation], |row| {
            Ok(row.text(0)?.to_owned())
        })?
        .ok_or_else(|| missing("chat", new.conversation))?,
    };
    if let Some(external) = new.external_id {
        let known = first(
            db,
            "SELECT id FROM messages WHERE channel = $1 AND external_id = $2",
            args![&own, external],
            |row| row.int(0),
        )?;
        if let Some(id) = known {
            return Ok((MessageId::new(id), false));
        }
    }
    let id = super::engine::fresh_id(db, "SELECT 1 FROM messages WHERE id = $1", new.at)?;
    let seq = 1 + number(db, "SELECT last_seq FROM conversations WHERE id = $1", args![new.conversation])?;
    db.run(
        "INSERT INTO messages (id, conversation_id, seq, channel, external_id, at, sender, agent_id, body, state, client_key, \
         reply_code, order_id, body_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            id,
            new.conversation,
            seq,
            &own,
            new.external_id,
            new.at,
            new.from.code(),
            new.agent,
            new.text,
            new.state.code(),
            new.client_key,
            new.reply_code,
            new.order,
            body_hash(new.text)
        ],
    )?;
    let line = SafeText::line(head(new.text));
    let silent = new.from == Sender::Note;
    db.run(
        "UPDATE conversations SET last_seq = $2, version = version + 1, \
         last_at = CASE WHEN $6 = 1 OR last_at > $3 THEN last_at ELSE $3 END, \
         last_text = CASE WHEN $6 = 1 THEN last_text ELSE $4 END, last_from = CASE WHEN $6 = 1 THEN last_from ELSE $5 END \
         WHERE id = $1",
        args![new.conversation, seq, new.at, &line, new.from.code(), silent],
    )?;
    db.index_text(TextIndex::Messages, id, &terms(&[new.text]), true)?;
    Ok((MessageId::new(id), true))
}

/// The part of a text that a queue row can show.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(200).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

/// FNV-1a: tells two texts under one id apart, nothing more.
fn body_hash(text: &str) -> i64 {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    hash.cast_signed()
}
