//! What a person marks on an order. Where kefu cannot write to the platform it is noted besides as an intention, until
//! it is done there.

use super::{expect, note_event};
use crate::domain::order_act::{IntentState, OrderAct};
use crate::domain::{AgentId, By, Flag, Order, OrderId, Problem, Time};
use crate::store::acts::{self, Inverse};
use crate::store::agents::name_of;
use crate::store::engine::{Arg, Engine, Result, args, first, number, write};
use crate::store::order_acts::{self, Noted};
use crate::store::search::index_order;

/// Puts a flag on an order, if it is as the caller saw it.
pub fn set_flag(db: &dyn Engine, by: &By, id: OrderId, seen: Option<i64>, flag: Flag) -> Result<Order> {
    acts::bulk(db, by, || {
        let old = seen_as(db, id, seen)?;
        let columns = [("flag", Arg::from(flag.number()), Arg::from(old.flag.number()))];
        change(db, by, id, ("flag", flag.code()), &columns)?;
        outside(db, by, &old, OrderAct::Flag, (old.flag.code(), flag.code()))?;
        expect(db, id)
    })
}

/// Adds a line to the memo as it stands at that moment; what colleagues and the ERP wrote stays.
pub fn append_memo(db: &dyn Engine, by: &By, id: OrderId, seen: Option<i64>, line: &str) -> Result<Order> {
    acts::bulk(db, by, || {
        let old = seen_as(db, id, seen)?;
        let memo = first(db, "SELECT memo FROM orders WHERE id = $1", args![id], |row| Ok(row.text(0)?.to_owned()))?;
        let memo = memo.unwrap_or_default();
        let joined = if memo.is_empty() { line.to_owned() } else { format!("{memo}\n{line}") };
        change(db, by, id, ("memo", line), &[("memo", Arg::Text(&joined), Arg::Text(&memo))])?;
        outside(db, by, &old, OrderAct::Memo, ("", line))?;
        index_order(db, id, false)?;
        expect(db, id)
    })
}

/// Notes that the address was checked with the buyer, by whom and when.
pub fn verify(db: &dyn Engine, by: &By, id: OrderId, seen: Option<i64>) -> Result<Order> {
    write(db, || {
        let old = seen_as(db, id, seen)?;
        let who = first(db, "SELECT verified_by FROM orders WHERE id = $1", args![id], |row| row.opt_int(0))?.flatten();
        let columns =
            [("verified_at", by.at.into(), old.verified_at.into()), ("verified_by", by.agent.into(), Arg::from(who))];
        change(db, by, id, ("verify", ""), &columns)?;
        expect(db, id)
    })
}

/// Says from when to when the balance of a pre-sale may be paid; no file tells.
pub fn set_balance(db: &dyn Engine, by: &By, id: OrderId, from: Option<Time>, until: Option<Time>) -> Result<Order> {
    write(db, || {
        let was = first(db, "SELECT balance_from, balance_until FROM orders WHERE id = $1", args![id], |row| {
            Ok((row.opt_int(0)?, row.opt_int(1)?))
        })?;
        let (was_from, was_until) = was.unwrap_or_default();
        let columns =
            [("balance_from", from.into(), Arg::from(was_from)), ("balance_until", until.into(), Arg::from(was_until))];
        change(db, by, id, ("balance", ""), &columns)?;
        expect(db, id)
    })
}

/// A person did on the platform what had been noted here: one act by its code word, or with an empty word all of them.
/// 截单 and 拦截 are confirmed only by name.
///
/// # Errors
/// [`Problem::NotFound`] when nothing of the kind is pending.
pub fn done_on_platform(db: &dyn Engine, by: &By, id: OrderId, what: &str) -> Result<Order> {
    write(db, || {
        let meant = |act: OrderAct, state: IntentState| match what {
            "" => state == IntentState::ToDo,
            word => act.code() == word,
        };
        let found: Vec<_> =
            order_acts::pending(db, id)?.into_iter().filter(|known| meant(known.act, known.state)).collect();
        if found.is_empty() {
            return Err(crate::store::rows::missing("intention", what));
        }
        for known in found {
            let state = known.act.ends().first().copied().unwrap_or(IntentState::Done);
            order_acts::end(db, by, &known, state)?;
        }
        expect(db, id)
    })
}

/// An undo wrote old values back: the index and the timeline follow.
pub(in crate::store) fn after_undo(db: &dyn Engine, by: &By, id: OrderId) -> Result<()> {
    index_order(db, id, false)?;
    note_event(db, by, id, "undo", "")
}

/// The order, unless somebody changed it since it was seen at a version.
fn seen_as(db: &dyn Engine, id: OrderId, seen: Option<i64>) -> Result<Order> {
    let order = expect(db, id)?;
    if seen.is_some_and(|seen| seen != order.version) {
        let who = first(db, "SELECT changed_by FROM orders WHERE id = $1", args![id], |row| row.opt_int(0))?;
        return Err(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? });
    }
    Ok(order)
}

/// What was marked here has to be done on a closed platform too.
fn outside(db: &dyn Engine, by: &By, order: &Order, act: OrderAct, change: (&str, &str)) -> Result<()> {
    if act.is_done_outside(order.platform) {
        order_acts::note(
            db,
            by,
            order.id,
            &Noted { act, line: None, change, reason: "", amount: None, word: None, limits: None },
        )?;
    }
    Ok(())
}

/// Writes columns, each with its new and its old value.
fn change(
    db: &dyn Engine,
    by: &By,
    id: OrderId,
    said: (&str, &str),
    columns: &[(&'static str, Arg<'_>, Arg<'_>)],
) -> Result<()> {
    let mut values = vec![id.into(), by.agent.into(), by.at.into()];
    let mut set = String::new();
    for (name, new, _) in columns {
        values.push(*new);
        set.push_str(&format!("{name} = ${}, ", values.len()));
    }
    let version = number(
        db,
        &format!(
            "UPDATE orders SET {set}changed_by = $2, changed_at = $3, version = version + 1 WHERE id = $1 RETURNING version"
        ),
        &values,
    )?;
    let inverse: Vec<_> = columns.iter().map(|(name, _, old)| (*name, *old)).collect();
    acts::record(db, by, said.0, ("orders", id.raw(), version), Inverse::Set(&inverse))?;
    note_event(db, by, id, said.0, said.1)
}
