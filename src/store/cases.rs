//! After-sales cases: opened, listed by their clocks, moved only from where the caller saw them.

mod detail;
mod files;
mod listing;
mod money;
mod recompute;
mod returned;
mod row;

pub use returned::note_returns_signed;

pub use recompute::{RECOMPUTE_BATCH, Recomputed, is_outdated, note_recomputed, recompute};

use std::collections::HashMap;

use super::acts::{self, Inverse};
use super::agents::name_of;
use super::audit;
use super::engine::{Arg, Engine, Result, args, first, list, number, write};
use super::orders::note_event;
use super::reminders::ask;
use super::rows::{Cols, missing};
use crate::domain::aftersale::{Case, CaseEffect, CaseEvent, Change, Party, Stage, Step};
use crate::domain::{
    AgentId, By, CaseId, ConversationId, Money, OrderId, OrderLineId, Platform, Problem, SafeText, Time,
};

pub use files::{EvidenceFile, NewFile, add_evidence, add_file, evidence, files_held, return_facts};
pub use listing::{all, harmful, open, page, week};
pub use money::{cap, fresh, order_money, parcel, worth};

use row::{COLUMNS, read, values};

/// The case of an id, with its evidence.
pub fn by_id(db: &dyn Engine, id: CaseId) -> Result<Option<Case>> {
    one(db, "id = $1", args![id])
}

/// The case of an id, or [`Problem::NotFound`].
pub fn expect(db: &dyn Engine, id: CaseId) -> Result<Case> {
    by_id(db, id)?.ok_or_else(|| missing("case", id))
}

/// The case a platform knows by its own number.
pub fn by_platform_id(db: &dyn Engine, platform: Platform, number: &str) -> Result<Option<Case>> {
    one(db, "platform = $1 AND platform_id = $2", args![platform.code(), number])
}

fn one(db: &dyn Engine, which: &str, values: &[Arg<'_>]) -> Result<Option<Case>> {
    let Some(mut case) = first(db, &format!("SELECT {COLUMNS} FROM cases WHERE {which}"), values, read)? else {
        return Ok(None);
    };
    case.evidence = evidence(db, case.id)?.into_iter().map(|file| file.item).collect();
    Ok(Some(case))
}

fn many(db: &dyn Engine, rest: &str, values: &[Arg<'_>]) -> Result<Vec<Case>> {
    let mut cases = list(db, &format!("SELECT {COLUMNS} FROM cases WHERE {rest}"), values, read)?;
    let ids: Vec<Arg<'_>> = cases.iter().map(|case| case.id.into()).collect();
    let mut held = files::items_of(db, &ids)?;
    for case in &mut cases {
        case.evidence = held.remove(&case.id).unwrap_or_default();
    }
    Ok(cases)
}

/// The cases of these ids, in their order, in few statements.
fn by_ids(db: &dyn Engine, ids: &[CaseId]) -> Result<Vec<Case>> {
    let wanted: Vec<Arg<'_>> = ids.iter().map(|id| (*id).into()).collect();
    let mut held = files::items_of(db, &wanted)?;
    let mut found = HashMap::new();
    ask(db, &format!("SELECT {COLUMNS} FROM cases WHERE id IN (..)"), &wanted, &[], |row| {
        let case = read(row)?;
        let evidence = held.remove(&case.id).unwrap_or_default();
        found.insert(case.id, Case { evidence, ..case });
        Ok(())
    })?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// An order's cases, newest first.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Case>> {
    many(db, "order_id = $1 ORDER BY opened_at DESC, id DESC", args![order])
}

/// A chat's cases, newest first.
pub fn of_conversation(db: &dyn Engine, conversation: ConversationId) -> Result<Vec<Case>> {
    many(db, "conversation_id = $1 ORDER BY opened_at DESC, id DESC", args![conversation])
}

/// True when the platform has paid the buyer in advance (极速退款): our own clock runs on all the same.
pub fn is_advanced(db: &dyn Engine, id: CaseId) -> Result<bool> {
    Ok(number(db, "SELECT count(*) FROM cases WHERE id = $1 AND advance_status = 'paid'", args![id])? > 0)
}

/// How many cases are open, and how many of them are past their clock.
pub fn counts(db: &dyn Engine, now: Time) -> Result<(i64, i64)> {
    Ok((
        number(db, "SELECT count(*) FROM cases WHERE is_open = 1", &[])?,
        number(db, "SELECT count(*) FROM cases WHERE is_open = 1 AND next_at <= $1", args![now])?,
    ))
}

/// How many cases are open.
pub fn open_count(db: &dyn Engine) -> Result<i64> {
    number(db, "SELECT count(*) FROM cases WHERE is_open = 1", &[])
}

/// Opens a case; its id, evidence rows and history are made here. A platform's number that exists already is told by
/// [`Problem::Changed`]: look it up and let it observe instead. So is the open case a colleague opened of the same line a
/// moment before; without an agent it is what a platform tells of, and is kept whatever stands beside it.
pub fn insert(db: &dyn Engine, by: &By, case: &Case, events: &[CaseEvent]) -> Result<Case> {
    write(db, || {
        let id = super::engine::fresh_id(db, "SELECT 1 FROM cases WHERE id = $1", case.opened_at)?;
        let detail = detail::write(case);
        let mut fields: Vec<(&str, Arg<'_>)> = vec![
            ("id", Arg::Int(id)),
            ("shop_id", case.shop.into()),
            ("platform", case.platform.code().into()),
            ("order_id", case.order.into()),
            ("order_line_id", case.line.into()),
            ("opened_at", case.opened_at.into()),
            ("agent_id", by.agent.into()),
            ("origin", Arg::Text(if by.agent.is_some() { "person" } else { "import" })),
            ("changed_by", by.agent.into()),
            ("changed_at", by.at.into()),
        ];
        fields.extend(values(case, &detail));
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let marks: Vec<String> = (1..=fields.len()).map(|n| format!("${n}")).collect();
        let all: Vec<Arg<'_>> = fields.iter().map(|(_, value)| *value).collect();
        let sql =
            format!("INSERT INTO cases ({}) VALUES ({}) ON CONFLICT DO NOTHING", names.join(", "), marks.join(", "));
        if db.run(&sql, &all)? == 0 {
            let goods = (case.order, case.line.map(OrderLineId::raw), true);
            let other = open_beside(db, goods, (None, by.agent.is_some()))?;
            return Err(Problem::Changed { by: name_of(db, other.flatten())? });
        }
        let id = CaseId::new(id);
        for item in &case.evidence {
            files::add_row(db, by, id, item, None, "")?;
        }
        history_rows(db, id, 1, events)?;
        if let Some(why) = &case.apart {
            audit::add(db, by, None, "case_apart", ("case", &id.to_string()), why)?;
        }
        note_event(db, by, case.order, "case", case.kind.code())?;
        expect(db, id)
    })
}

/// Writes what a step made of a case, if it still stands in `from` and is of the version that was seen; history, the
/// order's refunded sum and the inverse go with it.
///
/// # Errors
/// [`Problem::Changed`] when somebody was faster; [`Problem::OverRefund`] when the order's refunds would exceed what was paid.
pub fn save(db: &dyn Engine, by: &By, from: Stage, change: &Change) -> Result<Case> {
    acts::bulk(db, by, || {
        let (case, detail) = (&change.case, detail::write(&change.case));
        let old = expect(db, case.id)?;
        let old_detail = detail::write(&old);
        let mut all: Vec<Arg<'_>> =
            vec![case.id.into(), case.version.into(), from.code().into(), by.agent.into(), by.at.into()];
        let mut sets = String::new();
        for (name, value) in values(case, &detail) {
            all.push(value);
            sets.push_str(&format!("{name} = ${}, ", all.len()));
        }
        let sql = format!(
            "UPDATE cases SET {sets}changed_by = $4, changed_at = $5, version = version + 1 \
             WHERE id = $1 AND version = $2 AND stage = $3 RETURNING version"
        );
        let Some(version) = first(db, &sql, &all, |row| row.int(0))? else {
            let who = first(db, "SELECT changed_by FROM cases WHERE id = $1", args![case.id], |row| row.opt_int(0))?;
            return Err(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? });
        };
        for item in case.evidence.iter().skip(old.evidence.len()) {
            files::add_row(db, by, case.id, item, None, "")?;
        }
        history_rows(db, case.id, version, &change.events)?;
        for effect in &change.effects {
            match effect {
                CaseEffect::RefundPaid(amount) => refund(db, by, case.order, *amount)?,
                CaseEffect::Decided { amount, limit, second, in_goods } => {
                    let step = change.events.last().map_or("", |event| event.step.code());
                    money::decided(db, by, case, step, (*amount, *in_goods), (*limit, *second))?;
                }
                // Only the last one lets the order's own clock go on.
                CaseEffect::TradeGoesOn if !others_open(db, case)? => {
                    note_event(db, by, case.order, "trade_goes_on", "")?;
                }
                _ => {}
            }
        }
        let what = change.events.last().map_or("case", |event| event.step.code());
        acts::record(db, by, what, ("cases", case.id.raw(), version), Inverse::Set(&values(&old, &old_detail)))?;
        // The steps of a case are told by its own history: a refund that was paid is no payment of the order.
        if change.events.is_empty() {
            note_event(db, by, case.order, what, case.kind.code())?;
        }
        expect(db, case.id)
    })
}

/// Who opened the open case of a line, or of a whole order, that people here opened; nothing when there is none but
/// `but`. A person `minds_told` ones of the very line too. Unless this one is `apart`, an open case that may be about the same goods is one too, whoever tells of it.
fn open_beside(
    db: &dyn Engine,
    (order, line, apart): (OrderId, Option<i64>, bool),
    (but, minds_told): (Option<CaseId>, bool),
) -> Result<Option<Option<AgentId>>> {
    first(
        db,
        "SELECT agent_id FROM cases WHERE order_id = $1 AND is_open = 1 AND id <> COALESCE($3, 0) AND \
         ((COALESCE(order_line_id, 0) = COALESCE($2, 0) AND (origin = 'person' OR ($5 = 1 AND $2 IS NOT NULL))) OR \
         ($4 = 0 AND (order_line_id IS NULL) <> ($2 IS NULL))) ORDER BY id LIMIT 1",
        args![order, line, but, apart, minds_told],
        |row| Ok(row.opt_int(0)?.map(AgentId::new)),
    )
}

/// Who has an open case of the same line, so that an undo cannot open this one again; nothing when it can. An import that
/// takes its own word back minds no case that only may be about the same goods.
pub(super) fn blocks_undo(db: &dyn Engine, by: &By, id: i64) -> Result<Option<SafeText>> {
    let ended = first(
        db,
        "SELECT order_id, order_line_id, apart FROM cases WHERE id = $1 AND is_open = 0 AND origin = 'person'",
        args![id],
        |row| Ok((OrderId::new(row.int(0)?), row.opt_int(1)?, row.opt_text(2)?.is_some() || by.agent.is_none())),
    )?;
    let Some(ended) = ended else { return Ok(None) };
    match open_beside(db, ended, (Some(CaseId::new(id)), by.agent.is_some()))? {
        Some(agent) => name_of(db, agent).map(Some),
        None => Ok(None),
    }
}

/// True while another case of the same order is open.
fn others_open(db: &dyn Engine, case: &Case) -> Result<bool> {
    let sql = "SELECT count(*) FROM cases WHERE order_id = $1 AND is_open = 1 AND id <> $2";
    Ok(number(db, sql, args![case.order, case.id])? > 0)
}

/// The refunded sum of an order grows, never above what was paid.
fn refund(db: &dyn Engine, by: &By, order: OrderId, amount: Money) -> Result<()> {
    let old = super::orders::expect(db, order)?;
    let before = old.refunded.map_or(0, Money::minor);
    let version = first(
        db,
        "UPDATE orders SET refunded = COALESCE(refunded, 0) + $2, changed_by = $3, changed_at = $4, version = version + 1 \
         WHERE id = $1 AND (paid IS NULL OR COALESCE(refunded, 0) + $2 <= paid) RETURNING version",
        args![order, amount.minor(), by.agent, by.at],
        |row| row.int(0),
    )?;
    let Some(version) = version else {
        let left = old.paid.map_or(0, Money::minor).saturating_sub(before);
        return Err(Problem::OverRefund { left: SafeText::line(&Money::new(left, old.currency).shown()) });
    };
    let refunded = old.refunded.map_or(Arg::Null, |m| Arg::Int(m.minor()));
    acts::record(db, by, "refund", ("orders", order.raw(), version), Inverse::Set(&[("refunded", refunded)]))?;
    Ok(())
}

/// What happened to a case, oldest first.
pub fn history(db: &dyn Engine, id: CaseId) -> Result<Vec<CaseEvent>> {
    list(
        db,
        "SELECT c.currency, e.at, e.agent_id, e.party, e.step, e.from_stage, e.to_stage, e.intended, e.amount, e.note \
         FROM case_events e JOIN cases c ON c.id = e.case_id WHERE e.case_id = $1 ORDER BY e.id",
        args![id],
        |row| {
            let mut c = Cols::new(row);
            let currency = c.currency()?;
            Ok(CaseEvent {
                at: c.time()?,
                by: c.agent()?,
                party: c.code("party", Party::parse)?,
                step: c.code("step", Step::parse)?,
                from: c.opt_code("stage", Stage::parse)?,
                to: c.code("stage", Stage::parse)?,
                intended: c.flag()?,
                amount: c.money(currency)?,
                note: c.opt_clean()?,
            })
        },
    )
}

fn history_rows(db: &dyn Engine, id: CaseId, version: i64, events: &[CaseEvent]) -> Result<()> {
    for e in events {
        let row = db.next_id()?;
        db.run(
            "INSERT INTO case_events (id, case_id, at, agent_id, party, step, from_stage, to_stage, intended, amount, note, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            args![
                row,
                id,
                e.at,
                e.by,
                e.party.code(),
                e.step.code(),
                e.from.map(Stage::code),
                e.to.code(),
                e.intended,
                e.amount.map(Money::minor),
                e.note.as_ref(),
                version
            ],
        )?;
    }
    Ok(())
}

/// An undo put a case back: what was written of the step goes too (the audit keeps it).
pub(super) fn after_undo(db: &dyn Engine, id: i64, undone: i64) -> Result<()> {
    db.run("DELETE FROM case_events WHERE case_id = $1 AND version = $2", args![id, undone])?;
    Ok(())
}
