//! Refunds told of: cases opened and moved by the platform's own word.

use super::super::cases;
use super::super::engine::{Engine, Result, args, first};
use super::super::rows::missing;
use super::order::{STATEMENTS, Writer};
use super::{Intake, Outcome, Place, RowHash, case_line, join, live, order_id};
use crate::domain::aftersale::amount::max_refund;
use crate::domain::aftersale::observe::Observed;
use crate::domain::aftersale::open::Opening;
use crate::domain::aftersale::{Anomaly, Case, CaseEffect, CaseType, Change, GoodsState, Phase, Stage};
use crate::domain::{
    By, CaseId, Currency, CustomerId, FactSource, Money, OrderFacts, OrderId, OrderLineId, Problem, RefundFacts,
    SafeText, ShopId, Time,
};

pub(super) fn put(db: &dyn Engine, run: &mut Intake<'_>, place: Place, facts: &RefundFacts) -> Result<Outcome> {
    let hash = hash(facts);
    let known = first(
        db,
        "SELECT id, row_hash FROM cases WHERE platform = $1 AND platform_id = $2",
        args![place.platform.code(), &facts.platform_id],
        |row| Ok((CaseId::new(row.int(0)?), row.opt_int(1)?)),
    )?;
    let by = By::new(None, run.now, run.zone);
    let paid = live::paid_for(db, run, place, facts)?;
    let old = known.or(paid.case.map(|id| (id, None)));
    let mut told = Observed::of(facts, run.rules);
    let (id, outcome) = match old {
        Some((_, Some(known))) if known == hash => return Ok(Outcome::Unchanged),
        Some((id, _)) => {
            // Of what was paid for here the order itself tells already: its cap is the one it was decided under.
            let mut case = cases::expect(db, id)?;
            if paid.case.is_none() {
                case.max_amount = cap(db, &told, case.order, Some(&case))?;
            }
            // An ended case never begins again; the platform opens a new one.
            let again = !case.is_open() && told.stage.is_some_and(|stage| stage != case.stage);
            if again || paid.is_void(&told) {
                return Ok(Outcome::Conflicting);
            }
            live::leave_our_own(place, &mut told);
            let mut change = paid.observe(&case, &told, run.rules, run.now);
            if change.case.platform_id.is_none() {
                change.case.platform_id = Some(facts.platform_id.clone());
            }
            keep_what_counts(&mut change);
            // Two forms of one report differ in words and columns: that alone changes nothing.
            let same = Case { seen_at: case.seen_at, ..change.case.clone() } == case;
            if !same {
                cases::save(db, &by, case.stage, &change)?;
            }
            (id, if same { Outcome::Unchanged } else { Outcome::Updated })
        }
        None => {
            if live::is_live(place) {
                (open(db, run, place, facts, &told, &by)?, Outcome::Inserted)
            } else {
                join::take(db, run, place, facts, &told, &by)?
            }
        }
    };
    if known.is_some() {
        join::told_again(db, place, facts)?;
    }
    mark(db, run, id, facts)?;
    Ok(outcome)
}

/// Keeps beside a case what it is only known by: the platform's words and the source.
pub(super) fn mark(db: &dyn Engine, run: &mut Intake<'_>, id: CaseId, facts: &RefundFacts) -> Result<()> {
    run.names_lines |= case_line::note(db, id, facts)?;
    db.run(
        "UPDATE cases SET raw_status = $2, row_hash = $3, seen_at = $4, source = $5, source_rank = 1, \
         raw = COALESCE(raw, $6), advance_status = COALESCE($7, advance_status) WHERE id = $1",
        args![
            id,
            facts.raw_status.unclean(),
            hash(facts),
            run.now,
            &run.source,
            (!facts.extra.is_empty()).then_some(&facts.extra),
            Some(facts.advance).filter(|word| !word.is_empty())
        ],
    )
    .map(drop)
}

/// Takes that away again from a case the platform does not know after all.
pub(super) fn clear_mark(db: &dyn Engine, id: CaseId) -> Result<()> {
    let sql = "UPDATE cases SET raw_status = '', row_hash = 0, source = '', source_rank = 0, raw = NULL, advance_status = NULL, line_said = NULL \
               WHERE id = $1";
    db.run(sql, args![id]).map(drop)
}

/// What went back stands in the order's own file; adding it here would count it twice.
pub(super) fn keep_what_counts(change: &mut Change) {
    change.effects.retain(|effect| *effect == CaseEffect::TradeGoesOn);
}

/// What may be refunded on a case that is told of; what was last worked out when it is not known what was paid.
pub(super) fn cap(db: &dyn Engine, told: &Observed, order: OrderId, case: Option<&Case>) -> Result<Option<Money>> {
    let back = told.amount.filter(|_| matches!(told.stage, Some(Stage::Done | Stage::Refunding)));
    let money = cases::order_money(db, order)?.map(|money| money.counting(back));
    // What the platform pays on a line of its own choosing is held to what was paid for the order alone.
    let ours = "SELECT order_line_id FROM cases WHERE id = $1 AND origin = 'person'";
    let this = case.map(|case| case.id);
    let line = first(db, ours, args![this], |row| row.opt_int(0))?.flatten().map(OrderLineId::new);
    let cap = money.map(|money| max_refund(&money, line, this)).transpose().map_err(Problem::Sum)?;
    Ok(cap.or(case.and_then(|case| case.max_amount)))
}

/// Opens the case of a refund told of.
pub(super) fn open(
    db: &dyn Engine,
    run: &mut Intake<'_>,
    place: Place,
    facts: &RefundFacts,
    told: &Observed,
    by: &By,
) -> Result<CaseId> {
    let order = match order_id(db, place, &facts.order)? {
        Some(order) => order,
        None => {
            stub(db, run, place, facts)?;
            order_id(db, place, &facts.order)?.ok_or_else(|| missing("order", &facts.order))?
        }
    };
    let (customer, shop, finished) =
        first(db, "SELECT customer_id, shop_id, finished_at FROM orders WHERE id = $1", args![order], |row| {
            Ok((row.opt_int(0)?, row.int(1)?, row.opt_int(2)?))
        })?
        .unwrap_or((None, place.shop.raw(), None));
    let cap = cap(db, told, order, None)?;
    let opened = facts.applied_at.unwrap_or(run.now);
    let what = (told.kind.unwrap_or(CaseType::RefundOnly), told.goods.unwrap_or(GoodsState::Unknown));
    let opening = Opening {
        platform_id: Some(facts.platform_id.clone()),
        customer: customer.map(CustomerId::new),
        reason: told.reason.clone().unwrap_or_default(),
        amount: facts.amount,
        max_amount: cap,
        currency: facts.amount.map_or(Currency::CNY, Money::currency),
        platform_deadline: facts.deadline,
        finished_at: finished.map(Time::from_ms),
        note: Some(SafeText::from(&facts.explanation)).filter(|note| !note.is_empty()),
        ..Opening::told(CaseId::new(0), (ShopId::new(shop), place.platform), order, what, opened)
    };
    let change = Case::open(opening, run.rules)
        .map_err(|_| Problem::Program { place: "case.told", about: SafeText::line(&facts.platform_id) })?;
    let mut events = change.events;
    let mut case = change.case;
    if let Some(phase) = phase(facts.phase) {
        case.phase = phase;
    }
    // The first sight of a case is no jump: its stage is where we met it.
    let seen = case.observe(told, run.rules, run.now);
    events.extend(seen.events);
    case = seen.case;
    case.anomalies.retain(|anomaly| matches!(anomaly, Anomaly::OverCap { .. }));
    // A live shop's refund of money alone, kept as told and said: one of these goods is open, and this makes it two.
    if live::is_live(place) && case.is_open() {
        case.anomalies.extend(beside(db, order)?.map(|other| Anomaly::Beside { at: run.now, other }));
    }
    Ok(cases::insert(db, by, &case, &events)?.id)
}

/// The open case people here opened for the whole order, or for its only line.
fn beside(db: &dyn Engine, order: OrderId) -> Result<Option<CaseId>> {
    first(
        db,
        "SELECT c.id FROM cases c WHERE c.order_id = $1 AND c.is_open = 1 AND c.origin = 'person' AND (c.order_line_id IS NULL \
         OR (SELECT count(*) FROM order_lines l WHERE l.order_id = c.order_id) = 1) ORDER BY c.id LIMIT 1",
        args![order],
        |row| row.int(0).map(CaseId::new),
    )
}

/// An order known only by its refund: kept, with everything else unknown.
fn stub(db: &dyn Engine, run: &mut Intake<'_>, place: Place, facts: &RefundFacts) -> Result<()> {
    let order = OrderFacts {
        source: FactSource::Other,
        number: facts.order.clone(),
        buyer: facts.buyer.clone(),
        paid: facts.paid,
        title: facts.title.clone(),
        ..OrderFacts::default()
    };
    db.hold(&STATEMENTS, &mut |held| Writer { db, held }.put(run, place, &order).map(|_| ()))
}

fn phase(word: &str) -> Option<Phase> {
    match word {
        "onsale" => Some(Phase::InTrade),
        word => Phase::parse(word),
    }
}

fn hash(facts: &RefundFacts) -> i64 {
    let mut h = RowHash::new();
    for word in [
        facts.case_type,
        facts.stage,
        facts.goods,
        facts.phase,
        facts.arbitration,
        facts.advance,
        &facts.return_tracking,
        &facts.line,
        &facts.outer_id,
        &facts.extra,
    ] {
        h.text(word);
    }
    for text in [
        &facts.raw_status,
        &facts.reason,
        &facts.explanation,
        &facts.return_carrier,
        &facts.at_fault,
        &facts.memo,
        &facts.title,
    ] {
        h.text(text.unclean());
    }
    h.opt(facts.amount.map(Money::minor));
    for time in [facts.applied_at, facts.deadline, facts.closed_at, facts.returned_at] {
        h.opt(time.map(Time::ms));
    }
    h.done()
}
