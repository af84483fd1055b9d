//! Refunds told of for the first time, and the cases people here opened for the same goods before the platform's numbers
//! of them were known. Which refund a case is goes by all that is told of its order, not by which file was read first: one
//! that fits better takes the number's place, and the other has a case of its own.

use super::super::engine::{Engine, Result, args, list};
use super::super::rows::Cols;
use super::super::{acts, cases};
use super::{Intake, Outcome, Place, case_line, order_id, refund, refund_facts};
use crate::domain::aftersale::observe::Observed;
use crate::domain::aftersale::{Anomaly, Case, CaseType, Change, Meant, Numbered, Stage, meant};
use crate::domain::{By, CaseId, Money, OrderId, RefundFacts, SafeText, Time};

/// A refund told of while its order had a case people here opened.
struct Known {
    facts: RefundFacts,
    latest: RefundFacts,
    told_at: Time,
    /// The case it has.
    case: CaseId,
    /// The version and the state of a case opened here before it took the number.
    joined: Option<Was>,
}

struct Was {
    version: i64,
    stage: Stage,
    kind: CaseType,
    amount: Option<i64>,
}

/// Takes in a refund that no case has the number of: it joins one opened here, or has one of its own.
pub(super) fn take(
    db: &dyn Engine,
    run: &mut Intake<'_>,
    place: Place,
    facts: &RefundFacts,
    told: &Observed,
    by: &By,
) -> Result<(CaseId, Outcome)> {
    let order = order_id(db, place, &facts.order)?;
    let mut ours = order.map_or(Ok(Vec::new()), |order| ours(db, order))?;
    let Some(order) = order.filter(|_| !ours.is_empty()) else {
        return Ok((refund::open(db, run, place, facts, told, by)?, Outcome::Inserted));
    };
    let known = loose(db, known(db, order)?, &mut ours)?;
    ours.retain(|case| case.platform_id.is_none());
    // Whatever is open now was there when it was told of.
    let told_at = ours.iter().map(|case| case.opened_at).fold(run.now, Time::max);
    let new = Known { facts: facts.clone(), latest: facts.clone(), told_at, case: CaseId::new(0), joined: None };
    let mut all: Vec<Known> = known.into_iter().chain(std::iter::once(new)).collect();
    let mut found = all_meant(db, run, order, &all, &ours)?;
    let lost = give_back(db, &mut all, &mut found, by)?;
    let joins = match found.last() {
        Some(Meant::Same(id)) => Some(*id),
        _ => None,
    };
    let (id, was) = match joins {
        Some(id) => (id, Some(join(db, run, id, facts, told, by)?)),
        None => (refund::open(db, run, place, facts, told, by)?, None),
    };
    for at in lost {
        let told = Observed::of(&all[at].latest, run.rules);
        let own = refund::open(db, run, place, &all[at].latest, &told, by)?;
        refund::mark(db, run, own, &all[at].latest)?;
        let number = all[at].facts.platform_id.as_str();
        let sql = "UPDATE refunds_told SET case_id = $3, joined = NULL WHERE platform = $1 AND platform_id = $2";
        db.run(sql, args![place.platform.code(), number, own])?;
        all[at].case = own;
    }
    keep(db, place, (order, id), (facts, told_at), was.as_ref())?;
    if let Some(last) = all.last_mut() {
        (last.case, last.joined) = (id, was);
    }
    say_doubts(db, run, &all, &found, &ours, by)?;
    Ok((id, if joins.is_some() { Outcome::Updated } else { Outcome::Inserted }))
}

/// Puts the cases back whose refund turns out to be another matter; which ones those are.
fn give_back(db: &dyn Engine, all: &mut [Known], found: &mut [Meant], by: &By) -> Result<Vec<usize>> {
    let mut lost = Vec::new();
    for (at, one) in all.iter_mut().enumerate() {
        let Some(was) = one.joined.take_if(|_| found[at] != Meant::Same(one.case)) else { continue };
        if acts::restore(db, by, ("cases", one.case.raw()), was.version)? {
            refund::clear_mark(db, one.case)?;
            lost.push(at);
        } else {
            // Somebody took its goods up meanwhile: it stays what it is, and nothing else takes its place.
            found.iter_mut().filter(|meant| **meant == Meant::Same(one.case)).for_each(|meant| *meant = Meant::New);
            one.joined = Some(was);
        }
    }
    Ok(lost)
}

/// What is told of a refund that is known stands beside what was told first, where that is kept.
pub(super) fn told_again(db: &dyn Engine, place: Place, facts: &RefundFacts) -> Result<()> {
    let sql = "UPDATE refunds_told SET facts = $3 WHERE platform = $1 AND platform_id = $2";
    db.run(sql, args![place.platform.code(), &facts.platform_id, &refund_facts::write(facts)]).map(drop)
}

/// The cases of an order people here opened.
fn ours(db: &dyn Engine, order: OrderId) -> Result<Vec<Case>> {
    let sql = "SELECT id FROM cases WHERE order_id = $1 AND origin = 'person' ORDER BY id";
    let ids = list(db, sql, args![order], |row| row.int(0).map(CaseId::new))?;
    ids.into_iter().map(|id| cases::expect(db, id)).collect()
}

fn known(db: &dyn Engine, order: OrderId) -> Result<Vec<Known>> {
    list(
        db,
        "SELECT first_facts, facts, told_at, case_id, joined, was_stage, was_kind, was_amount FROM refunds_told \
         WHERE order_id = $1 ORDER BY platform, platform_id",
        args![order],
        |row| {
            let mut c = Cols::new(row);
            let (facts, latest) = (refund_facts::read(c.text()?)?, refund_facts::read(c.text()?)?);
            let (told_at, case, version) = (c.time()?, CaseId::new(c.int()?), c.opt_int()?);
            let stage = c.opt_code("stage", Stage::parse)?;
            let (kind, amount) = (c.opt_code("case type", CaseType::parse)?, c.opt_int()?);
            let joined = version.zip(stage).zip(kind);
            let joined = joined.map(|((version, stage), kind)| Was { version, stage, kind, amount });
            Ok(Known { facts, latest, told_at, case, joined })
        },
    )
}

/// Those whose case may still turn out to be another one's; `ours` stand as they did before they took a number. What
/// people worked on since stays together.
fn loose(db: &dyn Engine, known: Vec<Known>, ours: &mut Vec<Case>) -> Result<Vec<Known>> {
    let mut all = Vec::new();
    for one in known {
        let Some(was) = &one.joined else {
            all.push(one);
            continue;
        };
        let Some(at) = ours.iter().position(|case| case.id == one.case) else { continue };
        if acts::only_imports_since(db, ("cases", one.case.raw()), was.version)? {
            let case = &mut ours[at];
            (case.platform_id, case.stage, case.kind) = (None, was.stage, was.kind);
            case.amount = was.amount.map(|minor| Money::new(minor, case.currency));
            all.push(one);
        } else {
            ours.remove(at);
        }
    }
    Ok(all)
}

fn all_meant(db: &dyn Engine, run: &Intake<'_>, order: OrderId, all: &[Known], ours: &[Case]) -> Result<Vec<Meant>> {
    let told: Vec<Observed> = all.iter().map(|one| Observed::of(&one.facts, run.rules)).collect();
    let mut refunds = Vec::new();
    for (one, told) in all.iter().zip(&told) {
        refunds.push(Numbered {
            number: &one.facts.platform_id,
            told,
            line: case_line::of(db, order, &one.facts)?,
            applied_at: one.facts.applied_at,
            told_at: one.told_at,
            note: None,
        });
    }
    Ok(meant(&refunds, ours))
}

/// Gives a case the platform's number and what is told under it; its history, proof and owner stay its own.
fn join(db: &dyn Engine, run: &Intake<'_>, id: CaseId, facts: &RefundFacts, told: &Observed, by: &By) -> Result<Was> {
    let mut case = cases::expect(db, id)?;
    let (stage, kind, amount) = (case.stage, case.kind, case.amount.map(Money::minor));
    case.max_amount = refund::cap(db, told, case.order, Some(&case))?;
    let note = Some(SafeText::from(&facts.explanation)).filter(|note| !note.is_empty());
    let (number, applied_at) = (facts.platform_id.as_str(), facts.applied_at);
    let (line, told_at) = (case.line, run.now);
    let refund = Numbered { number, told, line, applied_at, told_at, note: note.as_ref() };
    let mut change = case.joined(&refund, run.rules, run.now);
    refund::keep_what_counts(&mut change);
    let version = cases::save(db, by, case.stage, &change)?.version;
    Ok(Was { version, stage, kind, amount })
}

fn keep(
    db: &dyn Engine,
    place: Place,
    (order, case): (OrderId, CaseId),
    (facts, now): (&RefundFacts, Time),
    was: Option<&Was>,
) -> Result<()> {
    let told = refund_facts::write(facts);
    db.run(
        "INSERT INTO refunds_told (platform, platform_id, order_id, case_id, told_at, first_facts, facts, joined, was_stage, \
         was_kind, was_amount) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)",
        args![
            place.platform.code(),
            &facts.platform_id,
            order,
            case,
            now,
            &told,
            was.map(|was| was.version),
            was.map(|was| was.stage.code()),
            was.map(|was| was.kind.code()),
            was.and_then(|was| was.amount)
        ],
    )
    .map(drop)
}

/// Says on both which two may be one matter, and takes back what was said before and is settled now.
fn say_doubts(db: &dyn Engine, run: &Intake<'_>, all: &[Known], found: &[Meant], ours: &[Case], by: &By) -> Result<()> {
    let own = || all.iter().filter(|one| one.joined.is_none()).map(|one| one.case);
    let doubts: Vec<(CaseId, CaseId)> = all
        .iter()
        .zip(found)
        .filter_map(|(one, meant)| match meant {
            Meant::Beside(case) => Some((one.case, *case)),
            _ => None,
        })
        .collect();
    let involved: Vec<CaseId> = own().chain(ours.iter().map(|case| case.id)).collect();
    for id in &involved {
        let of = |(one, other): &(CaseId, CaseId)| if one == id { Some(*other) } else { (other == id).then_some(*one) };
        let wanted: Vec<CaseId> = doubts.iter().filter_map(of).collect();
        let old = cases::expect(db, *id)?;
        let mut case = old.clone();
        case.anomalies.retain(|anomaly| match anomaly {
            Anomaly::Beside { other, .. } => wanted.contains(other) || !involved.contains(other),
            _ => true,
        });
        wanted.into_iter().for_each(|other| case.note_anomaly(Anomaly::Beside { at: run.now, other }));
        if case != old {
            cases::save(db, by, old.stage, &Change { case, events: Vec::new(), effects: Vec::new() })?;
        }
    }
    Ok(())
}
