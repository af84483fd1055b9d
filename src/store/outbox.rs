//! What is to be sent: queued, claimed under a lease, and then sent, failed or uncertain. Nothing is sent silently twice.

use super::agents::name_of;
use super::engine::{Engine, Result, Row, args, first, list, write};
use super::messages::{self, advance};
use super::rows::{Cols, missing};
use crate::domain::channel::Fault;
use crate::domain::{
    AgentId, By, ConversationId, Draft, MessageId, MessageState, Outgoing, Problem, SafeText, Span, Time,
};

const COLUMNS: &str =
    "id, message_id, conversation_id, channel, peer, client_key, body, state, attempts, next_at, hold_until, error";
/// Waits between tries: from two seconds doubling to ten minutes.
const BACK_OFF: Span = Span::secs(2);
const BACK_OFF_MAX: Span = Span::minutes(10);

fn read(row: &dyn Row) -> Result<Outgoing> {
    let mut c = Cols::new(row);
    Ok(Outgoing {
        id: c.int()?,
        message: MessageId::new(c.int()?),
        conversation: ConversationId::new(c.int()?),
        channel: c.string()?,
        peer: c.string()?,
        client_key: c.string()?,
        text: c.string()?,
        state: c.code("outbox state", MessageState::parse)?,
        attempts: c.int()?,
        next_at: c.time()?,
        hold_until: c.opt_time()?,
        error: c.opt_clean()?,
    })
}

/// Puts a message into the outbox, held for `hold` by the real clock; the row's id.
pub(super) fn queue(db: &dyn Engine, by: &By, message: MessageId, client_key: &str, hold: Span) -> Result<i64> {
    let (id, now) = (db.next_id()?, db.real_now());
    let until = now.plus(hold);
    db.run(
        "INSERT INTO outbox (id, message_id, conversation_id, channel, peer, client_key, body, state, next_at, hold_until, agent_id, \
         created_at, changed_at) SELECT $1, m.id, c.id, c.channel, c.peer, $3, m.body, 'queued', $4, $4, $5, $6, $6 \
         FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.id = $2",
        args![id, message, client_key, until, by.agent, now],
    )?;
    Ok(id)
}

/// The outbox row of an id.
pub fn by_id(db: &dyn Engine, id: i64) -> Result<Option<Outgoing>> {
    first(db, &format!("SELECT {COLUMNS} FROM outbox WHERE id = $1"), args![id], read)
}

/// The outbox row of a message.
pub fn of_message(db: &dyn Engine, message: MessageId) -> Result<Option<Outgoing>> {
    first(
        db,
        &format!("SELECT {COLUMNS} FROM outbox WHERE message_id = $1 ORDER BY id DESC LIMIT 1"),
        args![message],
        read,
    )
}

/// The latest message to a conversation that is still held or queued and was never handed to the channel.
pub fn held(db: &dyn Engine, conversation: ConversationId) -> Result<Option<Outgoing>> {
    first(
        db,
        &format!(
            "SELECT {COLUMNS} FROM outbox WHERE state = 'queued' AND conversation_id = $1 AND attempts = 0 ORDER BY id DESC LIMIT 1"
        ),
        args![conversation],
        read,
    )
}

/// Claims the next message of a channel whose time has come, for `lease` by the real clock. Two claimers never get the
/// same one, and a conversation's messages keep their order: one waits while an earlier one is under way.
pub fn claim(db: &dyn Engine, channel: &str, owner: &str, lease: Span) -> Result<Option<Outgoing>> {
    let now = db.real_now();
    let due = "SELECT o.id FROM outbox o WHERE o.channel = $1 AND o.state = 'queued' AND o.next_at <= $2 AND NOT EXISTS \
               (SELECT 1 FROM outbox e WHERE e.conversation_id = o.conversation_id AND e.id < o.id AND e.state IN ('queued', 'sending')) \
               ORDER BY o.next_at, o.id LIMIT 1";
    if first(db, due, args![channel, now], |row| row.int(0))?.is_none() {
        return Ok(None);
    }
    write(db, || {
        let claimed = first(
            db,
            &format!(
                "UPDATE outbox SET state = 'sending', lease_owner = $3, lease_until = $4, attempts = attempts + 1, changed_at = $2 \
                 WHERE id = ({due}) AND state = 'queued' RETURNING {COLUMNS}"
            ),
            args![channel, now, owner, now.plus(lease)],
            read,
        )?;
        if let Some(out) = &claimed {
            advance(db, out.message, MessageState::Sending, now)?;
        }
        Ok(claimed)
    })
}

/// When the next message of a channel (any channel for none) falls due; for the worker's sleep.
pub fn next_due(db: &dyn Engine, channel: Option<&str>) -> Result<Option<Time>> {
    let at = first(
        db,
        "SELECT min(next_at) FROM outbox WHERE state = 'queued' AND ($1 IS NULL OR channel = $1)",
        args![channel],
        |row| row.opt_int(0),
    )?;
    Ok(at.flatten().map(Time::from_ms))
}

/// The channel took the message of this key.
pub fn sent(db: &dyn Engine, client_key: &str, external_id: Option<&str>) -> Result<()> {
    settle(db, client_key, MessageState::Sent, external_id, None)
}

/// A message went further (`Delivered`, `Read`); never back. Known by our key or by the channel's id.
pub fn status(db: &dyn Engine, channel: &str, key: &str, state: MessageState) -> Result<()> {
    let row = first(
        db,
        "SELECT client_key FROM outbox WHERE client_key = $2 OR (channel = $1 AND external_id = $2) LIMIT 1",
        args![channel, key],
        |row| Ok(row.text(0)?.to_owned()),
    )?;
    match row {
        Some(key) => settle(db, &key, state, None, None),
        None => Err(missing("message", key)),
    }
}

/// The channel did not take it: tried again later, or given up, or for a person to decide.
pub fn refused(db: &dyn Engine, client_key: &str, fault: &Fault) -> Result<()> {
    match fault {
        Fault::Retry(after) => retry(db, client_key, Span::from_ms(i64::try_from(*after).unwrap_or(i64::MAX)), ""),
        Fault::Auth(why) => retry(db, client_key, BACK_OFF_MAX, why),
        Fault::Fatal(why) | Fault::Window(why) => settle(db, client_key, MessageState::Failed, None, Some(why)),
        Fault::Uncertain => settle(db, client_key, MessageState::Uncertain, None, None),
    }
}

fn retry(db: &dyn Engine, client_key: &str, after: Span, why: &str) -> Result<()> {
    let now = db.real_now();
    write(db, || {
        let row = by_key(db, client_key)?;
        let doubled = BACK_OFF.ms().saturating_mul(1 << row.attempts.clamp(0, 12)).min(BACK_OFF_MAX.ms());
        // The key's own digits spread retries of many messages, and need no random numbers.
        let jitter = client_key.bytes().fold(0i64, |sum, b| (sum * 31 + i64::from(b)) % 1000);
        let next = now.plus(Span::from_ms(doubled.max(after.ms()) + jitter));
        db.run(
            "UPDATE outbox SET state = 'queued', next_at = $2, lease_owner = NULL, lease_until = NULL, error = $3, changed_at = $4 \
             WHERE client_key = $1 AND state IN ('sending', 'queued')",
            args![client_key, next, (!why.is_empty()).then_some(why), now],
        )?;
        db.run(
            "UPDATE messages SET state = 'queued', changed_at = $2 WHERE id = $1 AND state = 'sending'",
            args![row.message, now],
        )?;
        Ok(())
    })
}

fn settle(
    db: &dyn Engine,
    client_key: &str,
    state: MessageState,
    external: Option<&str>,
    why: Option<&str>,
) -> Result<()> {
    let now = db.real_now();
    write(db, || {
        let row = by_key(db, client_key)?;
        advance(db, row.message, state, now)?;
        db.run(
            "UPDATE outbox SET state = (SELECT state FROM messages WHERE id = $2), lease_owner = NULL, lease_until = NULL, \
             external_id = COALESCE($3, external_id), error = $4, changed_at = $5 WHERE client_key = $1",
            args![client_key, row.message, external, why, now],
        )?;
        if let Some(external) = external {
            db.run(
                "UPDATE messages SET external_id = $2 WHERE id = $1 AND external_id IS NULL \
                 AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.channel = messages.channel AND m.external_id = $2)",
                args![row.message, external],
            )?;
        }
        Ok(())
    })
}

/// Leases that ran out: the sender died between handing over and hearing back. A channel that takes a key twice
/// gets it again; on any other the message is uncertain, and a person decides. Tells how many of each.
pub fn recover(db: &dyn Engine, channel: &str, idempotent: bool) -> Result<usize> {
    let now = db.real_now();
    write(db, || {
        let keys = list(
            db,
            "SELECT client_key FROM outbox WHERE state = 'sending' AND channel = $1 AND lease_until < $2 ORDER BY id",
            args![channel, now],
            |row| Ok(row.text(0)?.to_owned()),
        )?;
        for key in &keys {
            let fault = if idempotent { Fault::Retry(0) } else { Fault::Uncertain };
            refused(db, key, &fault)?;
        }
        Ok(keys.len())
    })
}

/// Messages a person must decide on, oldest first: failed and uncertain ones.
pub fn troubled(db: &dyn Engine) -> Result<Vec<Outgoing>> {
    list(db, &format!("SELECT {COLUMNS} FROM outbox WHERE state IN ('failed', 'uncertain') ORDER BY id"), &[], read)
}

/// A person decides on a failed or uncertain message: send it again under the same key, or take it as sent.
pub fn decide(db: &dyn Engine, by: &By, id: i64, resend: bool) -> Result<()> {
    write(db, || {
        let row = by_id(db, id)?.ok_or_else(|| missing("message", id))?;
        if !matches!(row.state, MessageState::Failed | MessageState::Uncertain) {
            return Err(Problem::Changed { by: name_of(db, None)? });
        }
        let (now, state) = (db.real_now(), if resend { "queued" } else { "sent" });
        db.run(
            "UPDATE outbox SET state = $2, next_at = $3, error = NULL, agent_id = COALESCE($4, agent_id), changed_at = $3 WHERE id = $1",
            args![id, state, now, by.agent],
        )?;
        db.run("UPDATE messages SET state = $2, changed_at = $3 WHERE id = $1", args![row.message, state, now])?;
        super::conversations::rewait(db, row.conversation)
    })
}

/// Takes a message back that is still held or queued: its text is a draft again, under a new key made from the old.
///
/// # Errors
/// [`Problem::Changed`] when it is already under way.
pub fn recall(db: &dyn Engine, by: &By, id: i64) -> Result<Outgoing> {
    write(db, || {
        let row = by_id(db, id)?.ok_or_else(|| missing("message", id))?;
        let now = db.real_now();
        let taken = db.run(
            "UPDATE outbox SET state = 'recalled', changed_at = $2 WHERE id = $1 AND state = 'queued' AND attempts = 0",
            args![id, now],
        )?;
        if taken == 0 {
            let who = first(db, "SELECT agent_id FROM outbox WHERE id = $1", args![id], |row| row.opt_int(0))?;
            return Err(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? });
        }
        advance(db, row.message, MessageState::Recalled, now)?;
        db.run(
            "UPDATE acts SET undone_at = $2, undone_by = $3 WHERE subject = 'outbox' AND subject_id = $1 AND undone_at IS NULL",
            args![id, by.at, by.agent],
        )?;
        if super::drafts::load(db, Some(row.conversation), "reply")?.is_none() {
            let message = messages::by_id(db, row.message)?;
            super::drafts::save(
                db,
                &Draft {
                    conversation: Some(row.conversation),
                    kind: "reply".into(),
                    caret: graphemes(&row.text),
                    text: row.text.clone(),
                    client_key: format!("{}+", row.client_key),
                    reply_code: message.and_then(|m| m.reply_code),
                    fill: None,
                    agent: by.agent,
                    saved_at: by.at,
                },
            )?;
        }
        by_id(db, id)?.ok_or_else(|| missing("message", id))
    })
}

fn by_key(db: &dyn Engine, client_key: &str) -> Result<Outgoing> {
    first(db, &format!("SELECT {COLUMNS} FROM outbox WHERE client_key = $1"), args![client_key], read)?
        .ok_or_else(|| Problem::NotFound { kind: "message", key: SafeText::line(client_key) })
}

fn graphemes(text: &str) -> i64 {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).count() as i64
}
