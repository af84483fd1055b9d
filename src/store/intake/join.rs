//! A refund told of for the first time, and the case people here opened for the same goods before the platform's number
//! of it was known.

use super::super::cases;
use super::super::engine::{Engine, Result, args, first, list};
use super::{Intake, Place, order_id};
use crate::domain::aftersale::observe::Observed;
use crate::domain::aftersale::{Anomaly, Change, Meant, Numbered};
use crate::domain::{By, CaseId, OrderId, OrderLineId, RefundFacts, SafeText};

/// Which case a refund is about that no case has the number of yet.
pub(super) fn meant(db: &dyn Engine, place: Place, facts: &RefundFacts, told: &Observed) -> Result<Meant> {
    let Some(order) = order_id(db, place, &facts.order)? else { return Ok(Meant::New) };
    let sql = "SELECT 1 FROM cases WHERE order_id = $1 AND platform_id IS NULL LIMIT 1";
    if first(db, sql, args![order], |row| row.int(0))?.is_none() {
        return Ok(Meant::New);
    }
    let line = line_of(db, order, facts)?;
    Ok(Numbered { number: &facts.platform_id, told, line, applied_at: facts.applied_at, note: None }
        .meant(&cases::of_order(db, order)?))
}

/// Gives a case the platform's number and what is told under it; its history, proof and owner stay its own.
pub(super) fn join(
    db: &dyn Engine,
    run: &Intake<'_>,
    id: CaseId,
    facts: &RefundFacts,
    told: &Observed,
    by: &By,
) -> Result<()> {
    let mut case = cases::expect(db, id)?;
    case.max_amount = super::refund::cap(db, told, case.order, Some(&case))?;
    let note = Some(SafeText::from(&facts.explanation)).filter(|note| !note.is_empty());
    let (number, applied_at) = (facts.platform_id.as_str(), facts.applied_at);
    let refund = Numbered { number, told, line: case.line, applied_at, note: note.as_ref() };
    let mut change = case.joined(&refund, run.rules, run.now);
    super::refund::keep_what_counts(&mut change);
    cases::save(db, by, case.stage, &change).map(|_| ())
}

/// Says on both that another case may be about the same matter.
pub(super) fn beside(db: &dyn Engine, run: &Intake<'_>, ours: CaseId, theirs: CaseId, by: &By) -> Result<()> {
    for (id, other) in [(theirs, ours), (ours, theirs)] {
        let old = cases::expect(db, id)?;
        let mut case = old.clone();
        case.note_anomaly(Anomaly::Beside { at: run.now, other });
        if case != old {
            cases::save(db, by, old.stage, &Change { case, events: Vec::new(), effects: Vec::new() })?;
        }
    }
    Ok(())
}

/// The line of an order a refund is for: by its number, as the only one, by the seller's code, by the title.
fn line_of(db: &dyn Engine, order: OrderId, facts: &RefundFacts) -> Result<Option<OrderLineId>> {
    let sql = "SELECT id, line, outer_id, title FROM order_lines WHERE order_id = $1 ORDER BY position, id";
    let lines = list(db, sql, args![order], |row| {
        Ok((OrderLineId::new(row.int(0)?), [row.text(1)?.to_owned(), row.text(2)?.to_owned(), row.text(3)?.to_owned()]))
    })?;
    if let [(only, _)] = lines.as_slice() {
        return Ok(Some(*only));
    }
    let said = [facts.line.trim(), facts.outer_id.trim(), facts.title.unclean().trim()];
    for (at, said) in said.iter().enumerate().filter(|(_, said)| !said.is_empty()) {
        let mut same = lines.iter().filter(|(_, known)| known[at].trim() == *said);
        if let (Some((line, _)), None) = (same.next(), same.next()) {
            return Ok(Some(*line));
        }
    }
    Ok(None)
}
