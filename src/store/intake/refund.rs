//! Refunds told of: cases opened and moved by the platform's own word.

use super::super::engine::{Engine, Result, args, first};
use super::order::{STATEMENTS, Writer};
use super::{Intake, Outcome, Place, RowHash, order_id};
use crate::domain::aftersale::{Arbitration, CaseType, GoodsState, Phase, Stage};
use crate::domain::{FactSource, Money, OrderFacts, RefundFacts, Time};

struct Existing {
    id: i64,
    hash: i64,
    stage: String,
    open: bool,
}

pub(super) fn put(db: &dyn Engine, run: &mut Intake, place: Place, facts: &RefundFacts) -> Result<Outcome> {
    let hash = hash(facts);
    let platform = place.platform.code();
    let old = first(
        db,
        "SELECT id, row_hash, stage, is_open FROM cases WHERE platform = $1 AND platform_id = $2",
        args![platform, &facts.platform_id],
        |row| Ok(Existing { id: row.int(0)?, hash: row.int(1)?, stage: row.text(2)?.to_owned(), open: row.int(3)? == 1 }),
    )?;
    match old {
        Some(old) if old.hash == hash => Ok(Outcome::Unchanged),
        Some(old) => update(db, run, facts, hash, &old),
        None => insert(db, run, place, facts, hash),
    }
}

fn insert(db: &dyn Engine, run: &mut Intake, place: Place, facts: &RefundFacts, hash: i64) -> Result<Outcome> {
    let order = match order_id(db, place, &facts.order)? {
        Some(order) => order,
        None => {
            stub(db, run, place, facts)?;
            order_id(db, place, &facts.order)?.ok_or_else(|| super::super::rows::missing("order", &facts.order))?
        }
    };
    let (customer, shop) = first(db, "SELECT customer_id, shop_id FROM orders WHERE id = $1", args![order], |row| {
        Ok((row.opt_int(0)?, row.int(1)?))
    })?
    .unwrap_or((None, place.shop.raw()));
    // An unknown word leaves the case with us: somebody has to look, and the platform's words stand beside it.
    let stage = Stage::parse(facts.stage).unwrap_or(Stage::SellerReview);
    let kind = CaseType::parse(facts.case_type).unwrap_or(CaseType::RefundOnly);
    let opened = facts.applied_at.unwrap_or(run.now);
    let clock = Clock::of(facts, stage);
    let id = db.id_at(opened)?;
    let id = if first(db, "SELECT id FROM cases WHERE id = $1", args![id], |_| Ok(()))?.is_some() { db.next_id()? } else { id };
    db.run(
        "INSERT INTO cases (id, platform, platform_id, shop_id, order_id, customer_id, kind, reason, raw_reason, phase, stage, \
         raw_status, arbitration, goods, amount, currency, return_carrier, return_tracking, opened_at, stage_since, act_by, \
         presume_at, clock_source, clock_started_at, is_open, closed_at, origin, source, source_rank, row_hash, seen_at, raw) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14, 'CNY', $15, $16, $17, $18, $19, $19, $20, $21, \
         $22, $23, 'import', $24, 1, $25, $26, $27)",
        args![
            id,
            place.platform.code(),
            &facts.platform_id,
            shop,
            order,
            customer,
            kind.code(),
            facts.reason.unclean(),
            phase(facts.phase),
            stage.code(),
            facts.raw_status.unclean(),
            arbitration(facts).unwrap_or(Arbitration::None.code()),
            goods(facts.goods),
            facts.amount.map(Money::minor),
            filled(facts.return_carrier.unclean()),
            filled(&facts.return_tracking),
            opened,
            since(facts, stage).unwrap_or(opened),
            clock.at,
            clock.source,
            clock.at.map(|_| opened),
            stage.is_open(),
            (!stage.is_open()).then_some(facts.closed_at).flatten(),
            &run.source,
            hash,
            run.now,
            filled(&facts.extra)
        ],
    )?;
    event(db, run, id, None, stage)?;
    Ok(Outcome::Inserted)
}

fn update(db: &dyn Engine, run: &Intake, facts: &RefundFacts, hash: i64, old: &Existing) -> Result<Outcome> {
    let told = Stage::parse(facts.stage);
    let was = Stage::parse(&old.stage);
    // An ended case never begins again; the platform opens a new one.
    if !old.open && told.is_some_and(|stage| Some(stage) != was) {
        return Ok(Outcome::Conflicting);
    }
    let stage = told.or(was).unwrap_or(Stage::SellerReview);
    let moved = Some(stage) != was;
    let clock = Clock::of(facts, stage);
    db.run(
        "UPDATE cases SET stage = $2, raw_status = $3, amount = COALESCE($4, amount), goods = COALESCE($5, goods), \
         arbitration = COALESCE($6, arbitration), return_carrier = COALESCE($7, return_carrier), \
         return_tracking = COALESCE($8, return_tracking), \
         stage_since = CASE WHEN $9 = 1 THEN $10 ELSE stage_since END, \
         act_by = CASE WHEN clock_source = 'manual' AND $9 = 0 THEN act_by WHEN $11 IS NULL AND $9 = 0 THEN act_by ELSE $11 END, \
         presume_at = CASE WHEN clock_source = 'manual' AND $9 = 0 THEN presume_at WHEN $11 IS NULL AND $9 = 0 THEN presume_at ELSE $11 END, \
         clock_source = CASE WHEN clock_source = 'manual' AND $9 = 0 THEN clock_source WHEN $11 IS NULL AND $9 = 0 THEN clock_source ELSE $12 END, \
         our_step = CASE WHEN $9 = 1 AND our_step = 'to_do_on_platform' THEN NULL ELSE our_step END, \
         is_open = $13, closed_at = CASE WHEN $13 = 0 THEN COALESCE($14, closed_at) ELSE closed_at END, \
         raw = COALESCE($15, raw), row_hash = $16, seen_at = $17, source = $18, version = version + 1 WHERE id = $1",
        args![
            old.id,
            stage.code(),
            facts.raw_status.unclean(),
            facts.amount.map(Money::minor),
            goods(facts.goods),
            arbitration(facts),
            filled(facts.return_carrier.unclean()),
            filled(&facts.return_tracking),
            moved,
            since(facts, stage).unwrap_or(run.now),
            clock.at,
            clock.source,
            stage.is_open(),
            facts.closed_at,
            filled(&facts.extra),
            hash,
            run.now,
            &run.source
        ],
    )?;
    if moved {
        event(db, run, old.id, was, stage)?;
    }
    Ok(Outcome::Updated)
}

/// An order known only by its refund: kept, with everything else unknown.
fn stub(db: &dyn Engine, run: &mut Intake, place: Place, facts: &RefundFacts) -> Result<()> {
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

/// The history's row. The platform's word is not a step of ours: it is a stage that was seen.
fn event(db: &dyn Engine, run: &Intake, case: i64, from: Option<Stage>, to: Stage) -> Result<()> {
    let step = if from.is_none() { "apply" } else { "observed" };
    db.run(
        "INSERT INTO case_events (id, case_id, at, source, step, from_stage, to_stage, note) VALUES ($1, $2, $3, 'import', $4, $5, $6, '')",
        args![db.next_id()?, case, run.now, step, from.map(Stage::code), to.code()],
    )?;
    Ok(())
}

/// The platform's own deadline, where the stage still runs.
struct Clock {
    at: Option<Time>,
    source: Option<&'static str>,
}

impl Clock {
    fn of(facts: &RefundFacts, stage: Stage) -> Self {
        let at = facts.deadline.filter(|_| stage.is_open());
        Self { at, source: at.map(|_| "platform") }
    }
}

fn since(facts: &RefundFacts, stage: Stage) -> Option<Time> {
    match stage {
        Stage::SellerReview => facts.applied_at,
        Stage::SellerReceive => facts.returned_at,
        Stage::Done | Stage::Closed => facts.closed_at,
        _ => None,
    }
}

fn goods(word: &'static str) -> Option<&'static str> {
    match word {
        "not_shipped" => Some(GoodsState::Unshipped.code()),
        word => GoodsState::parse(word).map(GoodsState::code),
    }
}

fn phase(word: &'static str) -> Option<&'static str> {
    match word {
        "onsale" => Some(Phase::InTrade.code()),
        word => Phase::parse(word).map(Phase::code),
    }
}

/// What is told of the platform's intervention; one that is over has ended for whom the case ended.
fn arbitration(facts: &RefundFacts) -> Option<&'static str> {
    match facts.arbitration {
        "done" => Some(if facts.stage == Stage::Done.code() { Arbitration::ForBuyer } else { Arbitration::ForSeller }.code()),
        word => Arbitration::parse(word).map(Arbitration::code),
    }
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn hash(facts: &RefundFacts) -> i64 {
    let mut h = RowHash::new();
    for word in [facts.case_type, facts.stage, facts.goods, facts.phase, facts.arbitration, &facts.return_tracking, &facts.extra] {
        h.text(word);
    }
    for text in [&facts.raw_status, &facts.reason, &facts.explanation, &facts.return_carrier, &facts.at_fault, &facts.memo] {
        h.text(text.unclean());
    }
    h.opt(facts.amount.map(Money::minor));
    for time in [facts.applied_at, facts.deadline, facts.closed_at, facts.returned_at] {
        h.opt(time.map(Time::ms));
    }
    h.done()
}
