//! Lines of orders told of.

use super::super::engine::{Engine, Result, args, list};
use super::super::search;
use super::{Intake, Outcome, Place, RowHash, case_line, order_id};
use crate::domain::{LineFacts, Money, OrderId, OrderStatus};

/// The lines of the order at hand, read once for all its rows.
#[derive(Default)]
pub(super) struct Known {
    number: String,
    order: Option<OrderId>,
    lines: Vec<Line>,
}

struct Line {
    id: i64,
    line: String,
    product: String,
    outer: String,
    hash: i64,
    taken: bool,
}

pub(super) fn put(db: &dyn Engine, run: &mut Intake<'_>, place: Place, facts: &LineFacts) -> Result<Outcome> {
    if run.lines.order.is_none() || run.lines.number != facts.order || facts.ordinal == 1 {
        run.lines = known(db, place, &facts.order)?;
    }
    let Some(order) = run.lines.order else { return Ok(Outcome::Conflicting) };
    let product = product(facts.title.unclean(), facts.sku.unclean());
    let hash = hash(facts);
    let lines = &mut run.lines.lines;
    let key = if facts.line.is_empty() { format!("{}-{}", facts.order, facts.ordinal) } else { facts.line.clone() };
    // By its number; else by what it is, since a file without line numbers tells of the same lines as one with; at
    // last by the seller's own code, for a title that was written anew.
    let is_made = |line: &Line| line.line.starts_with(&facts.order) && line.line.contains('-');
    let numbered = !facts.line.is_empty();
    let at = lines
        .iter()
        .position(|l| !l.taken && l.line == key && (numbered || l.product == product))
        .or_else(|| lines.iter().position(|l| !l.taken && l.product == product && (!numbered || is_made(l))))
        .or_else(|| {
            let same = |l: &Line| l.line == key && !facts.outer_id.is_empty() && l.outer == facts.outer_id;
            lines.iter().position(|l| !l.taken && same(l))
        });
    let status = facts.status.unwrap_or(OrderStatus::Unknown).code();
    let outer_key = search::key(&facts.outer_id);
    let (price, paid) = (facts.price.map(Money::minor), facts.paid.map(Money::minor));
    let refunded = facts.refunded.map(Money::minor);
    let raw = (!facts.extra.is_empty()).then_some(&facts.extra);
    let outcome = match at {
        Some(at) => {
            let Some(old) = lines.get_mut(at) else { return Ok(Outcome::Unchanged) };
            old.taken = true;
            // What has no number tells less: it may only move the status of a line that has one.
            let lesser = facts.line.is_empty() && !is_made(old);
            if old.hash == hash {
                return Ok(Outcome::Unchanged);
            }
            let changed = if lesser {
                db.run(
                    "UPDATE order_lines SET sku = CASE WHEN sku = '' THEN $2 ELSE sku END, \
                     outer_id = CASE WHEN outer_id = '' THEN $3 ELSE outer_id END, \
                     outer_key = CASE WHEN outer_key = '' THEN $4 ELSE outer_key END, price = COALESCE(price, $5), \
                     version = version + 1 WHERE id = $1 AND ((sku = '' AND $2 <> '') OR (outer_id = '' AND $3 <> '') \
                     OR (price IS NULL AND $5 IS NOT NULL))",
                    args![old.id, facts.sku.unclean(), &facts.outer_id, &outer_key, price],
                )?
            } else {
                db.run(
                    "UPDATE order_lines SET line = $2, title = $3, sku = $4, outer_id = $5, outer_key = $6, \
                     quantity = COALESCE($7, quantity), price = COALESCE($8, price), paid = COALESCE($9, paid), status = $10, \
                     raw_status = $11, source = $12, row_hash = $13, raw = COALESCE($14, raw), refund_status = $15, \
                     refunded = COALESCE($16, refunded), version = version + 1 WHERE id = $1",
                    args![
                        old.id,
                        if numbered { &key } else { &old.line },
                        facts.title.unclean(),
                        facts.sku.unclean(),
                        &facts.outer_id,
                        &outer_key,
                        facts.quantity,
                        price,
                        paid,
                        status,
                        facts.raw_status.unclean(),
                        &run.source,
                        hash,
                        raw,
                        facts.refund_status.unclean(),
                        refunded
                    ],
                )?
            };
            if changed > 0 { Outcome::Updated } else { Outcome::Unchanged }
        }
        None => {
            let id = db.next_id()?;
            let position = lines.len() as i64 + 1;
            let mut key = key;
            let mut next = lines.len() + 1;
            while lines.iter().any(|l| l.line == key) {
                key = format!("{}-{next}", facts.order);
                next += 1;
            }
            db.run(
                "INSERT INTO order_lines (id, order_id, line, position, title, sku, outer_id, outer_key, quantity, price, paid, \
                 status, raw_status, source, row_hash, raw, refund_status, refunded) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT DO NOTHING",
                args![
                    id,
                    order,
                    &key,
                    position,
                    facts.title.unclean(),
                    facts.sku.unclean(),
                    &facts.outer_id,
                    &outer_key,
                    facts.quantity.unwrap_or(1),
                    price,
                    paid,
                    status,
                    facts.raw_status.unclean(),
                    &run.source,
                    hash,
                    raw,
                    facts.refund_status.unclean(),
                    refunded
                ],
            )?;
            lines.push(Line { id, line: key, product, outer: facts.outer_id.clone(), hash, taken: true });
            Outcome::Inserted
        }
    };
    if outcome != Outcome::Unchanged && run.names_lines {
        case_line::settle(db, order)?;
    }
    if outcome != Outcome::Unchanged && run.indexes(order.raw()) {
        search::index_order(db, order, false)?;
    }
    Ok(outcome)
}

fn known(db: &dyn Engine, place: Place, number: &str) -> Result<Known> {
    let order = order_id(db, place, number)?;
    let lines = match order {
        Some(order) => list(
            db,
            "SELECT id, line, title, sku, row_hash, outer_id FROM order_lines WHERE order_id = $1 ORDER BY position, id",
            args![order],
            |row| {
                Ok(Line {
                    id: row.int(0)?,
                    line: row.text(1)?.to_owned(),
                    product: product(row.text(2)?, row.text(3)?),
                    hash: row.int(4)?,
                    outer: row.text(5)?.to_owned(),
                    taken: false,
                })
            },
        )?,
        None => Vec::new(),
    };
    Ok(Known { number: number.to_owned(), order, lines })
}

/// What a line is, however the file spells it: `颜色分类：白色` and `颜色分类:白色` are one.
fn product(title: &str, sku: &str) -> String {
    format!("{}\n{}", fold(title), fold(sku))
}

/// A title or SKU without what files spell in two ways.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '：' => ':',
            '；' => ';',
            other => other,
        })
        .collect()
}

/// Of what a row says; a number that is made of its place says nothing.
fn hash(facts: &LineFacts) -> i64 {
    let mut h = RowHash::new();
    for text in [
        facts.line.as_str(),
        facts.title.unclean(),
        facts.sku.unclean(),
        &facts.outer_id,
        facts.raw_status.unclean(),
        facts.refund_status.unclean(),
        &facts.extra,
    ] {
        h.text(text);
    }
    for n in
        [facts.quantity, facts.price.map(Money::minor), facts.paid.map(Money::minor), facts.refunded.map(Money::minor)]
    {
        h.opt(n);
    }
    h.done()
}
