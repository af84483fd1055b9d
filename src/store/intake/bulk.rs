//! The first big import: plain indexes and search text after the rows, with a durable note of what is still to do.

use super::super::engine::{Engine, Result, TextIndex, args, first, list, number, write};
use super::super::search;
use crate::domain::facts::is_masked;

/// The plain indexes that can wait, as the schema has them. Unique keys stay.
pub(super) const INDEXES: [(&str, &str); 24] = [
    ("orders_number_rev", "ON orders (number_rev)"),
    ("orders_buyer", "ON orders (buyer_key, id)"),
    ("orders_phone_tail", "ON orders (phone_tail, id) WHERE phone_tail <> ''"),
    ("orders_status", "ON orders (status, id, shop_id)"),
    (
        "orders_to_ship",
        "ON orders (COALESCE(paid_at, created_at, 0), id) WHERE (status || '') IN ('to_ship', 'part_shipped')",
    ),
    ("orders_shop", "ON orders (shop_id, id)"),
    ("orders_flag", "ON orders (flag, id, status, shop_id, created_at) WHERE flag <> 0"),
    ("orders_flag_created", "ON orders (flag, created_at, id, status, shop_id) WHERE flag <> 0"),
    ("orders_flag_paid", "ON orders (flag, COALESCE(paid_at, 0), id, status, shop_id, created_at) WHERE flag <> 0"),
    (
        "orders_flag_amount",
        "ON orders (flag, COALESCE(paid, payable, 0), id, status, shop_id, created_at) WHERE flag <> 0",
    ),
    ("orders_flag_ship_by", "ON orders (flag, ship_by, id, status, shop_id, created_at) WHERE flag <> 0"),
    (
        "orders_open_created",
        "ON orders (status, created_at, id, shop_id) WHERE (status || '') NOT IN ('success', 'closed')",
    ),
    (
        "orders_open_paid",
        "ON orders (status, COALESCE(paid_at, 0), id, shop_id) WHERE (status || '') NOT IN ('success', 'closed')",
    ),
    (
        "orders_open_amount",
        "ON orders (status, COALESCE(paid, payable, 0), id, shop_id) WHERE (status || '') NOT IN ('success', 'closed')",
    ),
    (
        "orders_open_ship_by",
        "ON orders (status, ship_by, id, shop_id) WHERE (status || '') NOT IN ('success', 'closed')",
    ),
    ("orders_created", "ON orders (created_at, id) WHERE created_at IS NOT NULL"),
    ("orders_paid", "ON orders (COALESCE(paid_at, 0), id)"),
    ("orders_amount", "ON orders (COALESCE(paid, payable, 0), id)"),
    ("orders_ship_by", "ON orders (ship_by, id) WHERE ship_by IS NOT NULL"),
    ("orders_customer", "ON orders (customer_id, id) WHERE customer_id IS NOT NULL"),
    ("orders_shipped", "ON orders (shipped_at, signed_at, last_scan_at, id) WHERE (status || '') = 'shipped'"),
    ("order_tracking_rev", "ON order_tracking (number_rev)"),
    ("order_tracking_order", "ON order_tracking (order_id)"),
    ("customers_nick", "ON customers (nick_key, platform)"),
];

const PLAIN: &str = "order_indexes";
const TEXT: &str = "order_text";
const MESSAGE_TEXT: &str = "message_text";
/// Orders whose words go into the index in one transaction.
const PAGE: i64 = 500;
/// The same while nobody else is at work.
const BULK_PAGE: i64 = 8_000;
/// Messages have one short text each: more of them fit into a write that nobody notices.
const MESSAGE_PAGE: i64 = 2_000;

/// What of a first import is built behind its rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Behind {
    /// Nothing: it is no first import.
    Nothing,
    /// The search text, which is built in small steps.
    Words,
    /// The plain indexes too, each of which holds the file until it is built: while nobody else has it open.
    All,
}

/// Puts search text off when there is no order yet, or an import that did so was cut off; plain indexes too where nobody
/// else has the file open. The note of it is durable before anything is dropped: [`finish_pending`] makes good whatever
/// happens.
pub fn postpone(db: &dyn Engine) -> Result<Behind> {
    let has_orders = || number(db, "SELECT count(*) FROM (SELECT id FROM orders ORDER BY id LIMIT 1) o", &[]);
    let alone = has_orders()? == 0 && db.is_alone()?;
    write(db, || {
        if indexed_to(db)? == Some(0) {
            return Ok(if plain_pending(db)? { Behind::All } else { Behind::Words });
        }
        if has_orders()? > 0 {
            return Ok(Behind::Nothing);
        }
        note(db, TEXT)?;
        if !alone {
            return Ok(Behind::Words);
        }
        note(db, PLAIN)?;
        for (name, _) in INDEXES {
            db.batch(&format!("DROP INDEX IF EXISTS {name}"))?;
        }
        Ok(Behind::All)
    })
}

fn plain_pending(db: &dyn Engine) -> Result<bool> {
    Ok(number(db, "SELECT count(*) FROM rebuild_pending WHERE name = $1", args![PLAIN])? > 0)
}

/// Puts the search text of messages off when there is none yet; true when it did. Chats are then kept with
/// [`History::text_follows`](crate::store::messages::History), whose ids need not come in order: an index by id is built
/// many times faster behind them.
pub fn postpone_messages(db: &dyn Engine) -> Result<bool> {
    write(db, || {
        if number(db, "SELECT count(*) FROM (SELECT id FROM messages ORDER BY id LIMIT 1) m", &[])? > 0 {
            return Ok(false);
        }
        note(db, MESSAGE_TEXT)?;
        Ok(true)
    })
}

fn note(db: &dyn Engine, name: &str) -> Result<usize> {
    db.run(
        "INSERT INTO rebuild_pending (name, done_to, at) VALUES ($1, 0, $2) ON CONFLICT (name) DO NOTHING",
        args![name, db.real_now()],
    )
}

/// While search text is behind: the id up to which orders have theirs. Later ones get it from [`finish_pending`].
pub(in crate::store) fn indexed_to(db: &dyn Engine) -> Result<Option<i64>> {
    first(db, "SELECT done_to FROM rebuild_pending WHERE name = $1", args![TEXT], |row| row.int(0))
}

/// True while indexes or search text are still to be built.
pub fn is_pending(db: &dyn Engine) -> Result<bool> {
    Ok(number(db, "SELECT count(*) FROM rebuild_pending", &[])? > 0)
}

/// Builds what [`postpone`] and [`postpone_messages`] put off; at once when there is nothing to do. `progress` gets the rows indexed so far and
/// answers whether to go on; what is left then waits for the next call. False when something is left. `alone` when no
/// agent waits for the file: the transactions are then longer.
pub fn finish_pending(db: &dyn Engine, alone: bool, progress: &mut dyn FnMut(u64) -> bool) -> Result<bool> {
    if plain_pending(db)? {
        for (name, on) in INDEXES {
            write(db, || db.batch(&format!("CREATE INDEX IF NOT EXISTS {name} {on}")))?;
            if !progress(0) {
                return Ok(false);
            }
        }
        write(db, || db.run("DELETE FROM rebuild_pending WHERE name = $1", args![PLAIN]))?;
    }
    let limit = if alone { BULK_PAGE } else { PAGE };
    let mut count = 0;
    Ok(words(db, TEXT, TextIndex::Orders, limit, &mut count, progress)?
        && words(db, MESSAGE_TEXT, TextIndex::Messages, MESSAGE_PAGE, &mut count, progress)?)
}

/// Indexes the rows behind the note of `name`, in the order of their ids; false when it was stopped.
fn words(
    db: &dyn Engine,
    name: &str,
    index: TextIndex,
    limit: i64,
    count: &mut u64,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<bool> {
    loop {
        // Read and written in one transaction: nobody changes a row, or goes on here, in between.
        let done = write(db, || {
            let done = first(db, "SELECT done_to FROM rebuild_pending WHERE name = $1", args![name], |row| row.int(0))?;
            let Some(done) = done else { return Ok(None) };
            let page = if index == TextIndex::Orders { texts(db, done, limit)? } else { bodies(db, done)? };
            for (id, terms) in &page {
                db.index_text(index, *id, terms, true)?;
            }
            match page.last() {
                Some((last, _)) => {
                    db.run("UPDATE rebuild_pending SET done_to = $2 WHERE name = $1", args![name, *last])?;
                    Ok(Some(page.len()))
                }
                None => {
                    db.run("DELETE FROM rebuild_pending WHERE name = $1", args![name])?;
                    Ok(None)
                }
            }
        })?;
        let Some(done) = done else { return Ok(true) };
        *count += done as u64;
        if !progress(*count) {
            return Ok(false);
        }
    }
}

/// The terms of the next messages behind `after`, by id.
fn bodies(db: &dyn Engine, after: i64) -> Result<Vec<(i64, String)>> {
    list(db, "SELECT id, body FROM messages WHERE id > $1 ORDER BY id LIMIT $2", args![after, MESSAGE_PAGE], |row| {
        Ok((row.int(0)?, search::terms(&[row.text(1)?])))
    })
}

/// The terms of the next orders behind `after`, by id.
fn texts(db: &dyn Engine, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    let mut page = list(
        db,
        "SELECT id, buyer, receiver, title, memo, buyer_message FROM orders WHERE id > $1 ORDER BY id LIMIT $2",
        args![after, limit],
        |row| {
            let mut terms = String::with_capacity(256);
            for column in 1..6 {
                let text = row.text(column)?;
                if column > 2 || !is_masked(text) {
                    search::add_terms(&mut terms, text);
                }
            }
            Ok((row.int(0)?, terms))
        },
    )?;
    let Some((last, _)) = page.last() else { return Ok(page) };
    let last = *last;
    let mut at = 0;
    db.each(
        "SELECT order_id, title, sku, outer_id FROM order_lines WHERE order_id > $1 AND order_id <= $2 ORDER BY order_id, id",
        args![after, last],
        &mut |row| {
            let order = row.int(0)?;
            while page.get(at).is_some_and(|(id, _)| *id < order) {
                at += 1;
            }
            if let Some((id, terms)) = page.get_mut(at)
                && *id == order
            {
                for column in 1..4 {
                    search::add_terms(terms, row.text(column)?);
                }
            }
            Ok(())
        },
    )?;
    Ok(page)
}
