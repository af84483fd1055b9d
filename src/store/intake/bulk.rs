//! The first big import: plain indexes and search text after the rows, with a durable note of what is still to do.

use super::super::engine::{Engine, Result, TextIndex, args, first, list, number, write};
use super::super::search;
use crate::domain::facts::is_masked;

/// The plain indexes that can wait, as the schema has them. Unique keys stay.
pub(super) const INDEXES: [(&str, &str); 8] = [
    ("orders_number_rev", "ON orders (number_rev)"),
    ("orders_buyer", "ON orders (buyer_key, id)"),
    ("orders_phone_tail", "ON orders (phone_tail, id) WHERE phone_tail <> ''"),
    ("orders_status", "ON orders (status, id)"),
    ("orders_customer", "ON orders (customer_id, id) WHERE customer_id IS NOT NULL"),
    ("order_tracking_rev", "ON order_tracking (number_rev)"),
    ("order_tracking_order", "ON order_tracking (order_id)"),
    ("customers_nick", "ON customers (nick_key)"),
];

const PLAIN: &str = "order_indexes";
const TEXT: &str = "order_text";
const PAGE: i64 = 500;

/// Puts plain indexes and search text off when there is no order yet; true when it did. The note of it is durable
/// before anything is dropped: [`finish_pending`] makes good whatever happens.
pub fn postpone(db: &dyn Engine) -> Result<bool> {
    write(db, || {
        if number(db, "SELECT count(*) FROM (SELECT id FROM orders ORDER BY id LIMIT 1) o", &[])? > 0 {
            return Ok(false);
        }
        for name in [PLAIN, TEXT] {
            db.run(
                "INSERT INTO rebuild_pending (name, done_to, at) VALUES ($1, 0, $2) ON CONFLICT (name) DO NOTHING",
                args![name, db.real_now()],
            )?;
        }
        for (name, _) in INDEXES {
            db.batch(&format!("DROP INDEX IF EXISTS {name}"))?;
        }
        Ok(true)
    })
}

/// True while indexes or search text are still to be built.
pub fn is_pending(db: &dyn Engine) -> Result<bool> {
    Ok(number(db, "SELECT count(*) FROM rebuild_pending", &[])? > 0)
}

/// Builds what [`postpone`] put off; at once when there is nothing to do. `progress` gets the orders indexed so
/// far and answers whether to go on; what is left then waits for the next call.
pub fn finish_pending(db: &dyn Engine, progress: &mut dyn FnMut(u64) -> bool) -> Result<bool> {
    let pending =
        |name: &str| first(db, "SELECT done_to FROM rebuild_pending WHERE name = $1", args![name], |row| row.int(0));
    if pending(PLAIN)?.is_some() {
        for (name, on) in INDEXES {
            write(db, || db.batch(&format!("CREATE INDEX IF NOT EXISTS {name} {on}")))?;
            if !progress(0) {
                return Ok(false);
            }
        }
        write(db, || db.run("DELETE FROM rebuild_pending WHERE name = $1", args![PLAIN]))?;
    }
    let Some(mut done) = pending(TEXT)? else { return Ok(true) };
    let mut count = 0u64;
    loop {
        let page = texts(db, done)?;
        let Some((last, _)) = page.last() else { break };
        let last = *last;
        count += page.len() as u64;
        write(db, || {
            for (id, terms) in &page {
                // A row may have been indexed since by somebody who changed it.
                db.index_text(TextIndex::Orders, *id, terms, true)?;
            }
            db.run("UPDATE rebuild_pending SET done_to = $2 WHERE name = $1", args![TEXT, last])
        })?;
        done = last;
        if !progress(count) {
            return Ok(false);
        }
    }
    write(db, || db.run("DELETE FROM rebuild_pending WHERE name = $1", args![TEXT]))?;
    Ok(true)
}

/// The terms of the next orders behind `after`, by id.
fn texts(db: &dyn Engine, after: i64) -> Result<Vec<(i64, String)>> {
    let mut page = list(
        db,
        "SELECT id, buyer, receiver, title, memo, buyer_message FROM orders WHERE id > $1 ORDER BY id LIMIT $2",
        args![after, PAGE],
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
