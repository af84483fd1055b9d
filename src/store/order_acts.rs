//! Acts on orders that are carried out elsewhere: noted as intentions, listed until they are done there.

mod observe;

pub(in crate::store) use observe::observe;

use super::acts::{self, Inverse};
use super::audit;
use super::compensations::{WITHIN, reached};
use super::engine::{Arg, Engine, Result, Row, args, first, list, write};
use super::orders::{self, note_event};
use super::rows::{Cols, missing};
use super::tickets;
use crate::domain::order_act::{IntentState, Intention, OrderAct, Word};
use crate::domain::ticket::StopOutcome;
use crate::domain::{By, Currency, Money, OrderId, OrderLineId, Problem};

const COLUMNS: &str = "id, order_id, order_line_id, what, state, old_value, new_value, reason, currency, amount, agent_id, approved_by, at, \
     ended_at, ended_by_import, version";

fn read(row: &dyn Row) -> Result<Intention> {
    let mut c = Cols::new(row);
    let (id, order, line) = (c.int()?, OrderId::new(c.int()?), c.opt_int()?.map(OrderLineId::new));
    let act = c.code("order act", OrderAct::parse)?;
    let state = c.code("intention state", IntentState::parse)?;
    let (old, new, reason) = (c.clean()?, c.clean()?, c.clean()?);
    let currency = c.opt_code("currency", Currency::parse)?.unwrap_or_default();
    Ok(Intention {
        id,
        order,
        line,
        act,
        state,
        old,
        new,
        reason,
        amount: c.money(currency)?,
        agent: c.agent()?,
        second: c.agent()?,
        at: c.time()?,
        ended_at: c.opt_time()?,
        by_import: c.flag()?,
        version: c.int()?,
    })
}

/// What is noted about an act.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Noted<'a> {
    /// What.
    pub act: OrderAct,
    /// Of which line.
    pub line: Option<OrderLineId>,
    /// What stands there now, and what shall.
    pub change: (&'a str, &'a str),
    /// Why.
    pub reason: &'a str,
    /// How much goes to the buyer by it.
    pub amount: Option<Money>,
    /// On whose word, where it gives something away.
    pub word: Option<Word>,
    /// What an order and a day may be given in all, for a gift that counts; nothing when the lead decides.
    pub limits: Option<(Money, Money)>,
}

/// Notes an act on an order. A second wish for the same flag takes the place of the first while that is not done.
///
/// # Errors
/// [`Problem::Changed`] when somebody gave as much meanwhile that a gift would go over the limits.
pub fn note(db: &dyn Engine, by: &By, order: OrderId, noted: &Noted<'_>) -> Result<Intention> {
    write(db, || {
        let Noted { act, line, change: (old, new), reason, amount, word, .. } = *noted;
        if act == OrderAct::Flag
            && let Some(pending) = pending(db, order)?.into_iter().find(|known| known.act == act)
        {
            return again(db, by, &pending, new);
        }
        let id = db.next_id()?;
        let currency = amount.map(Money::currency);
        let counts = act == OrderAct::Gift && amount.is_some();
        let (per_order, per_day) = match noted.limits {
            Some((order, day)) if counts => (Some(order.minor()), Some(day.minor())),
            _ => (None, None),
        };
        let kept = db.run(
            &format!(
                "INSERT INTO order_intentions (id, order_id, order_line_id, what, state, old_value, currency, amount, agent_id, \
                 approved_by, day, at, per_order, per_day, new_value, reason, own_limit, changed_by) \
                 SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $9 WHERE {WITHIN}"
            ),
            args![
                id,
                order,
                line,
                act.code(),
                act.begins().code(),
                old,
                currency.as_ref().map(Currency::code),
                amount.map(Money::minor),
                by.agent,
                word.and_then(|word| word.second),
                counts.then_some(&by.shift),
                by.at,
                per_order,
                per_day,
                new,
                reason,
                word.map(|word| word.own.minor())
            ],
        )?;
        if kept == 0 {
            return Err(reached(db, by, order)?);
        }
        if let (Some(second), Some(amount)) = (word.and_then(|word| word.second), amount) {
            let number = orders::expect(db, order)?.number;
            audit::add(db, by, None, "approve", ("order", &number), &format!("{} {amount} {second}", act.code()))?;
        }
        acts::record(db, by, act.code(), ("order_intentions", id, 1), Inverse::Remove)?;
        if !matches!(act, OrderAct::Flag | OrderAct::Memo) {
            let words: Vec<&str> = [new, reason].into_iter().filter(|text| !text.is_empty()).collect();
            note_event(db, by, order, act.code(), &words.join("; "))?;
        }
        refresh(db, order)?;
        expect(db, id)
    })
}

fn again(db: &dyn Engine, by: &By, pending: &Intention, new: &str) -> Result<Intention> {
    let version = set(db, by, pending, "new_value = $4", &[new.into()])?;
    let inverse = Inverse::Set(&[("new_value", Arg::Text(&pending.new))]);
    acts::record(db, by, pending.act.code(), ("order_intentions", pending.id, version), inverse)?;
    expect(db, pending.id)
}

/// Ends an intention: it is done there, the warehouse or the courier confirmed it, or it failed.
///
/// # Errors
/// [`Problem::Changed`] when somebody ended it meanwhile.
pub fn end(db: &dyn Engine, by: &By, pending: &Intention, state: IntentState) -> Result<Intention> {
    acts::bulk(db, by, || {
        let values = &[Arg::from(state.code()), by.at.into(), by.agent.into()];
        let version = set(db, by, pending, "state = $4, ended_at = $5, ended_by = $6", values)?;
        let inverse = Inverse::Set(&[
            ("state", Arg::Text(pending.state.code())),
            ("ended_at", Arg::Null),
            ("ended_by", Arg::Null),
        ]);
        acts::record(db, by, "done", ("order_intentions", pending.id, version), inverse)?;
        let what = if state == IntentState::Failed { "failed" } else { "done" };
        note_event(db, by, pending.order, what, pending.act.code())?;
        refresh(db, pending.order)?;
        let outcome = match (pending.act, state) {
            (OrderAct::HoldShipment | OrderAct::Intercept, IntentState::Confirmed) => Some(StopOutcome::Confirmed),
            (OrderAct::HoldShipment | OrderAct::Intercept, IntentState::Failed) => Some(StopOutcome::Failed),
            _ => None,
        };
        if let Some(outcome) = outcome {
            tickets::answered_by_act(db, by, pending.order, outcome)?;
        }
        expect(db, pending.id)
    })
}

/// Everything noted about an order, oldest first.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Intention>> {
    list(db, &format!("SELECT {COLUMNS} FROM order_intentions WHERE order_id = $1 ORDER BY id"), args![order], read)
}

/// As [`of_order`], without an act that an open ticket of the order stands for: the two are one fact.
pub fn untold(db: &dyn Engine, order: OrderId) -> Result<Vec<Intention>> {
    let stops = tickets::open_of_order(db, order)?.iter().any(|ticket| ticket.kind.stops_a_parcel());
    let stands = |noted: &Intention| stops && noted.state == IntentState::Asked;
    Ok(of_order(db, order)?.into_iter().filter(|noted| !stands(noted)).collect())
}

/// What is noted about an order and not done, oldest first.
pub fn pending(db: &dyn Engine, order: OrderId) -> Result<Vec<Intention>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM order_intentions WHERE order_id = $1 AND ended_at IS NULL ORDER BY id"),
        args![order],
        read,
    )
}

/// What is noted about any order and not done, oldest first.
pub fn all_pending(db: &dyn Engine, limit: usize) -> Result<Vec<Intention>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM order_intentions WHERE ended_at IS NULL ORDER BY id LIMIT $1"),
        args![limit as i64],
        read,
    )
}

/// How the parcel of an order was last stopped, by 截单 or 拦截; none when nobody asked for it.
pub fn stopped(db: &dyn Engine, order: OrderId) -> Result<Option<(OrderAct, IntentState)>> {
    let last = of_order(db, order)?
        .into_iter()
        .rfind(|known| matches!(known.act, OrderAct::HoldShipment | OrderAct::Intercept));
    Ok(last.map(|known| (known.act, known.state)))
}

/// The order's own step follows from what is noted: what is to be done on the platform first, then how its parcel is
/// being stopped.
pub(in crate::store) fn refresh(db: &dyn Engine, order: OrderId) -> Result<()> {
    let all = of_order(db, order)?;
    let step = if all.iter().any(|known| known.state == IntentState::ToDo) {
        Some(IntentState::ToDo.code())
    } else {
        all.iter().rfind(|k| matches!(k.act, OrderAct::HoldShipment | OrderAct::Intercept)).map(|k| match k.state {
            IntentState::Confirmed => "intercepted",
            IntentState::Failed => "intercept_failed",
            _ => "intercept_requested",
        })
    };
    db.run("UPDATE orders SET our_step = $2 WHERE id = $1", args![order, step])?;
    Ok(())
}

/// The order of an intention, for an undo.
pub(in crate::store) fn order_of(db: &dyn Engine, id: i64) -> Result<Option<OrderId>> {
    first(db, "SELECT order_id FROM order_intentions WHERE id = $1", args![id], |row| row.int(0).map(OrderId::new))
}

/// An undo changed an order's intentions: its step and its timeline follow.
pub(in crate::store) fn after_undo(db: &dyn Engine, by: &By, order: OrderId) -> Result<()> {
    refresh(db, order)?;
    note_event(db, by, order, "undo", "")
}

fn expect(db: &dyn Engine, id: i64) -> Result<Intention> {
    first(db, &format!("SELECT {COLUMNS} FROM order_intentions WHERE id = $1"), args![id], read)?
        .ok_or_else(|| missing("intention", id))
}

fn set(db: &dyn Engine, by: &By, pending: &Intention, what: &str, values: &[Arg<'_>]) -> Result<i64> {
    let mut all = vec![Arg::Int(pending.id), Arg::Int(pending.version), Arg::from(by.agent)];
    all.extend_from_slice(values);
    let changed = first(
        db,
        &format!(
            "UPDATE order_intentions SET {what}, changed_by = $3, version = version + 1 \
             WHERE id = $1 AND version = $2 AND ended_at IS NULL RETURNING version"
        ),
        &all,
        |row| row.int(0),
    )?;
    let Some(version) = changed else {
        let who = first(db, "SELECT changed_by FROM order_intentions WHERE id = $1", args![pending.id], |row| {
            row.opt_int(0)
        })?;
        let who = who.flatten().map(crate::domain::AgentId::new);
        return Err(Problem::Changed { by: super::agents::name_of(db, who)? });
    };
    Ok(version)
}
