//! Movements of money told of: kept by the account's own number, held against what their order says was paid.

use super::super::engine::{Engine, Result, args, first};
use super::super::payments;
use super::{Intake, Outcome, Place, RowHash};
use crate::domain::PaymentFacts;

pub(super) fn put(db: &dyn Engine, run: &Intake<'_>, place: Place, facts: &PaymentFacts) -> Result<Outcome> {
    let hash = hash(facts);
    let old = first(
        db,
        "SELECT id, row_hash FROM payments WHERE source = $1 AND serial = $2",
        args![&run.source, &facts.serial],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    let raw = (!facts.extra.is_empty()).then_some(&facts.extra);
    let outcome = match old {
        Some((_, known)) if known == hash => Outcome::Unchanged,
        Some((id, _)) => {
            db.run(
                "UPDATE payments SET trade = $2, number = $3, at = $4, amount = $5, kind = $6, note = $7, title = $8, \
                 payer = $9, row_hash = $10, raw = COALESCE($11, raw), seen_at = $12 WHERE id = $1",
                args![
                    id,
                    &facts.trade,
                    &facts.order,
                    facts.at,
                    facts.amount.minor(),
                    facts.kind.unclean(),
                    facts.note.unclean(),
                    facts.title.unclean(),
                    facts.payer.unclean(),
                    hash,
                    raw,
                    run.now
                ],
            )?;
            Outcome::Updated
        }
        None => {
            let id = db.next_id()?;
            db.run(
                "INSERT INTO payments (id, platform, serial, trade, number, at, amount, currency, kind, note, title, payer, \
                 source, row_hash, raw, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                args![
                    id,
                    place.platform.code(),
                    &facts.serial,
                    &facts.trade,
                    &facts.order,
                    facts.at,
                    facts.amount.minor(),
                    facts.amount.currency().code(),
                    facts.kind.unclean(),
                    facts.note.unclean(),
                    facts.title.unclean(),
                    facts.payer.unclean(),
                    &run.source,
                    hash,
                    raw,
                    run.now
                ],
            )?;
            Outcome::Inserted
        }
    };
    // Held against the order each time: it may have been told of since.
    let differs = facts.amount.minor() > 0 && payments::difference(db, &facts.order)?.is_some();
    Ok(if differs { Outcome::Conflicting } else { outcome })
}

fn hash(facts: &PaymentFacts) -> i64 {
    let mut h = RowHash::new();
    for text in [&facts.trade, &facts.order, &facts.extra] {
        h.text(text);
    }
    for text in [&facts.kind, &facts.note, &facts.title, &facts.payer] {
        h.text(text.unclean());
    }
    h.int(facts.amount.minor());
    h.int(facts.at.ms());
    h.done()
}
