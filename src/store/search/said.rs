//! Finding what was said in chats, and how a problem was solved before.

use super::Query;
use super::find::{candidates, recent};
use crate::domain::worklog::LogEntry;
use crate::domain::{ConversationId, LogId, MessageHit, MessageId, SafeText, Time};
use crate::store::engine::{Engine, Result, TextIndex, args, first, read};
use crate::store::worklog;

/// As many rows as cost about what the index costs for a character that rare.
const MESSAGES_AT_MOST: usize = 12_000;

/// Messages that hold the words, newest first.
pub fn find_messages(db: &dyn Engine, typed: &str, limit: usize) -> Result<Vec<MessageHit>> {
    let Some(query) = Query::new(typed) else { return Ok(Vec::new()) };
    read(db, || messages_of(db, &query, limit))
}

fn messages_of(db: &dyn Engine, query: &Query, limit: usize) -> Result<Vec<MessageHit>> {
    let mut hits = Vec::new();
    let sql = "SELECT m.conversation_id, m.seq, m.at, k.nick, m.body FROM messages m JOIN conversations c ON c.id = m.conversation_id \
               JOIN customers k ON k.id = c.customer_id WHERE m.id = $1";
    let mut take = |id: i64| {
        let hit = first(db, sql, args![id], |row| {
            let body = row.text(4)?;
            if !query.holds(&[body]) {
                return Ok(None);
            }
            Ok(Some(MessageHit {
                id: MessageId::new(id),
                conversation: ConversationId::new(row.int(0)?),
                seq: row.int(1)?,
                at: Time::from_ms(row.int(2)?),
                nick: SafeText::line(row.text(3)?),
                text: SafeText::line(body),
            }))
        })?;
        hits.extend(hit.flatten());
        Ok(hits.len() < limit)
    };
    if let Some(all) = query.characters() {
        let sql = "SELECT id, body FROM messages WHERE id < $1 ORDER BY id DESC LIMIT $2";
        let recent = recent(db, sql, 1..2, &all, limit, MESSAGES_AT_MOST)?;
        if recent.len() >= limit {
            // The list is full of rows that have it; a row with another form of it (full-width, say) may be left out.
            for id in recent {
                if !take(id)? {
                    break;
                }
            }
            return Ok(hits);
        }
    }
    candidates(db, TextIndex::Messages, query, limit, &mut take)?;
    Ok(hits)
}

/// Work log entries that hold the words, newest first: how it was solved before.
pub fn find_log(db: &dyn Engine, typed: &str, limit: usize) -> Result<Vec<LogEntry>> {
    let Some(query) = Query::new(typed) else { return Ok(Vec::new()) };
    let mut hits = Vec::new();
    candidates(db, TextIndex::Log, &query, limit, &mut |id| {
        if let Some(entry) = worklog::by_id(db, LogId::new(id))?
            && query.holds(&[&entry.problem, &entry.cause, &entry.fix, &entry.kind])
        {
            hits.push(entry);
        }
        Ok(hits.len() < limit)
    })?;
    Ok(hits)
}
