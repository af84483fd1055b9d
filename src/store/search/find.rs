//! Finding orders, messages and log entries.

use std::collections::HashSet;

use super::{Query, key, order_texts, phone_tail, reversed};
use crate::domain::worklog::LogEntry;
use crate::domain::{ConversationId, Found, MessageHit, MessageId, Order, OrderHit, OrderId, SafeText, Time};
use crate::store::engine::{Arg, Engine, Result, TextIndex, args, first, list};
use crate::store::{orders, worklog};

/// Candidates asked of the index at a time; rows that fail the check are few.
const BATCH: usize = 64;
/// Rows looked at from the newest back before a single character goes to the index by prefix: a common one is found here
/// at once, a rare one has a short list there.
const RECENT: usize = 1200;
const RECENT_STEP: usize = 200;

/// Orders by number, tracking number, phone, nick or outer id (exact, then by prefix, then by tail), then by words;
/// newest first within each.
pub fn find_orders(db: &dyn Engine, typed: &str, limit: usize) -> Result<Vec<OrderHit>> {
    let typed = typed.trim();
    if typed.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut hits = Hits { db, limit, ids: HashSet::new(), found: Vec::new() };
    let code = !typed.contains(char::is_whitespace);
    if code {
        by_code(&mut hits, typed)?;
    }
    if !hits.full()
        && let Some(query) = Query::new(typed)
    {
        by_words(&mut hits, &query)?;
    }
    Ok(hits.found)
}

struct Hits<'e> {
    db: &'e dyn Engine,
    limit: usize,
    ids: HashSet<i64>,
    found: Vec<OrderHit>,
}

impl Hits<'_> {
    fn full(&self) -> bool {
        self.found.len() >= self.limit
    }
    fn take(&mut self, order: Order, how: Found) {
        if !self.full() && self.ids.insert(order.id.raw()) {
            self.found.push(OrderHit { order, how });
        }
    }
    /// Runs a statement that gives order ids, and takes their orders, newest first.
    fn ask(&mut self, how: Found, sql: &str, values: &[Arg<'_>]) -> Result<()> {
        if self.full() {
            return Ok(());
        }
        let mut ids = list(self.db, sql, values, |row| row.int(0))?;
        ids.sort_unstable_by(|a, b| b.cmp(a));
        for id in ids {
            if !self.ids.contains(&id)
                && let Some(order) = orders::by_id(self.db, OrderId::new(id))?
            {
                self.take(order, how);
            }
        }
        Ok(())
    }
}

fn by_code(hits: &mut Hits<'_>, typed: &str) -> Result<()> {
    let (nick, upper, limit) = (key(typed), typed.to_ascii_uppercase(), hits.limit as i64);
    let digits = typed.bytes().all(|b| b.is_ascii_digit());
    let exact = Found::Exact;
    hits.ask(exact, "SELECT id FROM orders WHERE number = $1", args![typed])?;
    hits.ask(exact, "SELECT order_id FROM order_tracking WHERE number = $1", args![&upper])?;
    hits.ask(exact, "SELECT id FROM orders WHERE buyer_key = $1 ORDER BY id DESC LIMIT $2", args![&nick, limit])?;
    hits.ask(
        exact,
        "SELECT order_id FROM order_lines WHERE outer_key = $1 ORDER BY order_id DESC LIMIT $2",
        args![&nick, limit],
    )?;
    if digits && typed.len() == 11 {
        let sql = "SELECT id FROM orders WHERE phone_tail = $1 AND phone_tail <> '' AND phone LIKE $2 ORDER BY id DESC LIMIT $3";
        hits.ask(exact, sql, args![phone_tail(typed), &format!("{typed}%"), limit])?;
    }
    let long_enough = typed.len() >= 3;
    if long_enough && digits && typed.len() == 4 {
        let sql = "SELECT id FROM orders WHERE phone_tail = $1 AND phone_tail <> '' ORDER BY id DESC LIMIT $2";
        hits.ask(Found::Tail, sql, args![typed, limit])?;
    }
    let prefix = Found::Prefix;
    if typed.is_ascii() {
        let sql = "SELECT id FROM orders WHERE number >= $1 AND number < $2 ORDER BY number DESC LIMIT $3";
        hits.ask(prefix, sql, args![typed, &after(typed), limit])?;
        let sql =
            "SELECT order_id FROM order_tracking WHERE number >= $1 AND number < $2 ORDER BY number DESC LIMIT $3";
        hits.ask(prefix, sql, args![&upper, &after(&upper), limit])?;
    }
    let sql = "SELECT id FROM orders WHERE buyer_key >= $1 AND buyer_key < $2 ORDER BY buyer_key, id LIMIT $3";
    hits.ask(prefix, sql, args![&nick, &after(&nick), limit])?;
    let sql = "SELECT order_id FROM order_lines WHERE outer_key >= $1 AND outer_key < $2 AND outer_key <> '' ORDER BY outer_key, order_id LIMIT $3";
    hits.ask(prefix, sql, args![&nick, &after(&nick), limit])?;
    if long_enough && typed.is_ascii() {
        let (tail, upper_tail) = (reversed(typed), reversed(&upper));
        let sql = "SELECT id FROM orders WHERE number_rev >= $1 AND number_rev < $2 ORDER BY number_rev DESC LIMIT $3";
        hits.ask(Found::Tail, sql, args![&tail, &after(&tail), limit])?;
        let sql = "SELECT order_id FROM order_tracking WHERE number_rev >= $1 AND number_rev < $2 ORDER BY number_rev DESC LIMIT $3";
        hits.ask(Found::Tail, sql, args![&upper_tail, &after(&upper_tail), limit])?;
    }
    Ok(())
}

fn by_words(hits: &mut Hits<'_>, query: &Query) -> Result<()> {
    let db = hits.db;
    if let Some(one) = query.single() {
        let sql = "SELECT id, buyer, receiver, title, memo, buyer_message FROM orders WHERE id < $1 ORDER BY id DESC LIMIT $2";
        let wanted = hits.limit - hits.found.len();
        let recent = recent(db, sql, one, wanted + hits.ids.len())?;
        if recent.len() >= wanted {
            for id in recent {
                if !hits.ids.contains(&id) {
                    take_checked(hits, query, id)?;
                }
            }
        }
        if hits.full() {
            return Ok(());
        }
    }
    candidates(db, TextIndex::Orders, query, &mut |id| {
        if !hits.ids.contains(&id) {
            take_checked(hits, query, id)?;
        }
        Ok(!hits.full())
    })
}

/// Takes the order when its own row holds the words, which is one read; else its lines have a say.
fn take_checked(hits: &mut Hits<'_>, query: &Query, id: i64) -> Result<()> {
    let id = OrderId::new(id);
    let Some((order, holds)) = orders::by_id_if(hits.db, id, &mut |texts| query.holds(texts))? else { return Ok(()) };
    if holds || query.holds(&order_texts(hits.db, id)?.iter().map(String::as_str).collect::<Vec<_>>()) {
        hits.take(order, Found::Text);
    }
    Ok(())
}

/// Ids of the newest rows in whose texts a character stands, at most `wanted`, from the last [`RECENT`] rows. `sql` gives id
/// and texts below `$1`, `$2` of them.
fn recent(db: &dyn Engine, sql: &str, one: char, wanted: usize) -> Result<Vec<i64>> {
    let (mut below, mut ids) = (i64::MAX, Vec::new());
    for _ in 0..RECENT / RECENT_STEP {
        let mut rows = 0;
        db.each(sql, &[Arg::Int(below), Arg::Int(RECENT_STEP as i64)], &mut |row| {
            rows += 1;
            below = row.int(0)?;
            let texts = if sql.contains("FROM orders") { 1..6 } else { 1..2 };
            for column in texts {
                if row.text(column)?.contains(one) {
                    ids.push(below);
                    break;
                }
            }
            Ok(())
        })?;
        if rows < RECENT_STEP || ids.len() >= wanted {
            break;
        }
    }
    Ok(ids)
}

/// Messages that hold the words, newest first.
pub fn find_messages(db: &dyn Engine, typed: &str, limit: usize) -> Result<Vec<MessageHit>> {
    let Some(query) = Query::new(typed) else { return Ok(Vec::new()) };
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
    if let Some(one) = query.single() {
        let sql = "SELECT id, body FROM messages WHERE id < $1 ORDER BY id DESC LIMIT $2";
        let recent = recent(db, sql, one, limit)?;
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
    candidates(db, TextIndex::Messages, &query, &mut take)?;
    Ok(hits)
}

/// Work log entries that hold the words, newest first: how it was solved before.
pub fn find_log(db: &dyn Engine, typed: &str, limit: usize) -> Result<Vec<LogEntry>> {
    let Some(query) = Query::new(typed) else { return Ok(Vec::new()) };
    let mut hits = Vec::new();
    candidates(db, TextIndex::Log, &query, &mut |id| {
        if let Some(entry) = worklog::by_id(db, crate::domain::LogId::new(id))?
            && query.holds(&[&entry.problem, &entry.cause, &entry.fix, &entry.kind])
        {
            hits.push(entry);
        }
        Ok(hits.len() < limit)
    })?;
    Ok(hits)
}

/// Hands out candidates of the index, newest first, until `take` says it has enough.
fn candidates(
    db: &dyn Engine,
    index: TextIndex,
    query: &Query,
    take: &mut dyn FnMut(i64) -> Result<bool>,
) -> Result<()> {
    let mut below = i64::MAX;
    loop {
        let ids = db.find_text(index, query.terms(), below, BATCH)?;
        for id in &ids {
            if !take(*id)? {
                return Ok(());
            }
        }
        match ids.last() {
            Some(last) if ids.len() == BATCH => below = *last,
            _ => return Ok(()),
        }
    }
}

/// The first text after all that start with `prefix`.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}
