//! Lines of orders told of.

use super::super::engine::{Engine, Result, args, list};
use super::super::search;
use super::{Intake, Outcome, Place, RowHash, order_id};
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
    hash: i64,
    taken: bool,
}

pub(super) fn put(db: &dyn Engine, run: &mut Intake<'_>, place: Place, facts: &LineFacts) -> Result<Outcome> {
    if run.lines.order.is_none() || run.lines.number != facts.order || facts.ordinal == 1 {
        run.lines = known(db, place, &facts.order)?;
    }
    let Some(order) = run.lines.order else { return Ok(Outcome::Conflicting) };
    let made = format!("{}-{}", facts.order, facts.ordinal);
    let key = if facts.line.is_empty() { &made } else { &facts.line };
    let product = product(facts.title.unclean(), facts.sku.unclean());
    let hash = hash(facts, key);
    // By its number; else by what it is, since a file without line numbers tells of the same lines as one with.
    let is_made = |line: &Line| line.line.starts_with(&facts.order) && line.line.contains('-');
    let at = run
        .lines
        .lines
        .iter()
        .position(|l| !l.taken && l.line == *key && (!facts.line.is_empty() || l.product == product))
        .or_else(|| {
            run.lines
                .lines
                .iter()
                .position(|l| !l.taken && l.product == product && (facts.line.is_empty() || is_made(l)))
        });
    let status = facts.status.unwrap_or(OrderStatus::Unknown).code();
    let outer_key = search::key(&facts.outer_id);
    let (price, paid) = (facts.price.map(Money::minor), facts.paid.map(Money::minor));
    let raw = (!facts.extra.is_empty()).then_some(&facts.extra);
    let outcome = match at {
        Some(at) => {
            let old = &mut run.lines.lines[at];
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
                     raw_status = $11, source = $12, row_hash = $13, raw = COALESCE($14, raw), version = version + 1 WHERE id = $1",
                    args![
                        old.id,
                        key,
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
                        raw
                    ],
                )?
            };
            if changed > 0 { Outcome::Updated } else { Outcome::Unchanged }
        }
        None => {
            let id = db.next_id()?;
            let position = run.lines.lines.len() as i64 + 1;
            db.run(
                "INSERT INTO order_lines (id, order_id, line, position, title, sku, outer_id, outer_key, quantity, price, paid, \
                 status, raw_status, source, row_hash, raw) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING",
                args![
                    id,
                    order,
                    key,
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
                    raw
                ],
            )?;
            run.lines.lines.push(Line { id, line: key.clone(), product, hash, taken: true });
            Outcome::Inserted
        }
    };
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
            "SELECT id, line, title, sku, row_hash FROM order_lines WHERE order_id = $1 ORDER BY position, id",
            args![order],
            |row| {
                Ok(Line {
                    id: row.int(0)?,
                    line: row.text(1)?.to_owned(),
                    product: product(row.text(2)?, row.text(3)?),
                    hash: row.int(4)?,
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
    let fold = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '：' => ':',
                '；' => ';',
                other => other,
            })
            .collect()
    };
    format!("{}\n{}", fold(title), fold(sku))
}

fn hash(facts: &LineFacts, key: &str) -> i64 {
    let mut h = RowHash::new();
    for text in [
        key,
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
