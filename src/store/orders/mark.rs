//! What a person marks on an order. Where kefu cannot write to the platform it is an intention: `our_step` says so until
//! it is done there.

use super::{expect, note_event};
use crate::domain::{AgentId, By, Flag, Order, OrderId, Problem};
use crate::store::acts::{self, Inverse};
use crate::store::agents::name_of;
use crate::store::engine::{Arg, Engine, Result, args, first, number, write};
use crate::store::search::index_order;

const TO_DO: &str = "to_do_on_platform";

/// Puts a flag on an order, if it is as the caller saw it.
pub fn set_flag(db: &dyn Engine, by: &By, id: OrderId, seen: Option<i64>, flag: Flag) -> Result<Order> {
    change(db, by, id, seen, ("flag", flag.code()), |old| Plan {
        column: Some(("flag", flag.number().into(), old.flag.number().into())),
        step: Next::Outside,
    })
}

/// Adds a line to the memo; what colleagues and the ERP wrote stays.
pub fn append_memo(db: &dyn Engine, by: &By, id: OrderId, seen: Option<i64>, line: &str) -> Result<Order> {
    write(db, || {
        let memo = first(db, "SELECT memo FROM orders WHERE id = $1", args![id], |row| Ok(row.text(0)?.to_owned()))?;
        let memo = memo.unwrap_or_default();
        let joined = if memo.is_empty() { line.to_owned() } else { format!("{memo}\n{line}") };
        change(db, by, id, seen, ("memo", line), |_| Plan {
            column: Some(("memo", Arg::Text(&joined), Arg::Text(&memo))),
            step: Next::Outside,
        })?;
        index_order(db, id, false)?;
        expect(db, id)
    })
}

/// Notes that the address was checked with the buyer.
pub fn verify(db: &dyn Engine, by: &By, id: OrderId, seen: Option<i64>) -> Result<Order> {
    change(db, by, id, seen, ("verify", ""), |old| Plan {
        column: Some(("verified_at", by.at.into(), old.verified_at.into())),
        step: Next::Keep,
    })
}

/// Sets our own step beside the status, such as `intercept_requested`; none clears it.
pub fn set_our_step(db: &dyn Engine, by: &By, id: OrderId, seen: Option<i64>, step: Option<&str>) -> Result<Order> {
    let said = ("step", step.unwrap_or("none"));
    change(db, by, id, seen, said, |_| Plan { column: None, step: Next::Set(step.into()) })
}

/// A person did on the platform what had been noted here.
pub fn done_on_platform(db: &dyn Engine, by: &By, id: OrderId, what: &str) -> Result<Order> {
    change(db, by, id, None, ("done", what), |_| Plan { column: None, step: Next::Set(Arg::Null) })
}

/// An undo wrote old values back: the index and the timeline follow.
pub(in crate::store) fn after_undo(db: &dyn Engine, by: &By, id: OrderId) -> Result<()> {
    index_order(db, id, false)?;
    note_event(db, by, id, "undo", "")
}

struct Plan<'a> {
    /// A column, its new and its old value.
    column: Option<(&'static str, Arg<'a>, Arg<'a>)>,
    step: Next<'a>,
}

/// What becomes of `our_step`.
enum Next<'a> {
    Keep,
    /// It has to be done on a closed platform too.
    Outside,
    Set(Arg<'a>),
}

fn change<'a>(
    db: &dyn Engine,
    by: &By,
    id: OrderId,
    seen: Option<i64>,
    said: (&str, &str),
    plan: impl FnOnce(&Order) -> Plan<'a>,
) -> Result<Order> {
    write(db, || {
        let old = expect(db, id)?;
        if seen.is_some_and(|seen| seen != old.version) {
            let who = first(db, "SELECT changed_by FROM orders WHERE id = $1", args![id], |row| row.opt_int(0))?;
            return Err(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? });
        }
        let Plan { column, step } = plan(&old);
        let before = Arg::from(old.our_step.as_ref());
        let next = match step {
            Next::Set(step) => step,
            Next::Outside if old.platform.is_closed() && old.our_step.is_none() => Arg::Text(TO_DO),
            Next::Outside | Next::Keep => before,
        };
        let mut inverse = vec![("our_step", before)];
        let mut values = vec![id.into(), next, by.agent.into(), by.at.into()];
        let mut set = String::new();
        if let Some((name, new, was)) = column {
            set = format!("{name} = $5, ");
            values.push(new);
            inverse.push((name, was));
        }
        let version = number(
            db,
            &format!(
                "UPDATE orders SET {set}our_step = $2, changed_by = $3, changed_at = $4, version = version + 1 \
                 WHERE id = $1 RETURNING version"
            ),
            &values,
        )?;
        acts::record(db, by, said.0, ("orders", id.raw(), version), Inverse::Set(&inverse))?;
        note_event(db, by, id, said.0, said.1)?;
        expect(db, id)
    })
}
