//! What a person says of a write: that it happened, that it did not, that it is given up or asked for again.

use super::super::agents::name_of;
use super::super::engine::{Engine, Result, args, number, write};
use super::{NewWrite, advance, by_id, expect, queue, reach};
use crate::domain::shop_write::{ShopWrite, WriteFault, WriteState};
use crate::domain::{By, Problem};

/// What a person says of a write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settled {
    /// They looked at the shop: it happened.
    Happened,
    /// They looked at the shop: it did not.
    NotThere,
    /// It shall not be tried any more.
    Dropped,
}

/// Settles a write by hand. What nobody knows can be said to have happened or not; what has not left, or surely did not
/// happen, can be given up.
///
/// # Errors
/// [`Problem::Changed`] when it is not as it was seen, or stands where this says nothing of it.
pub fn settle(db: &dyn Engine, by: &By, seen: &ShopWrite, settled: Settled) -> Result<ShopWrite> {
    let (state, fault) = match (settled, seen.state) {
        (Settled::Happened, WriteState::Unknown) => (WriteState::Done, None),
        (Settled::NotThere, WriteState::Unknown) => (WriteState::Failed, Some(WriteFault::NotThere)),
        (Settled::Dropped, WriteState::Waiting | WriteState::Failed) => (WriteState::Dropped, None),
        _ => return Err(changed(db, seen)?),
    };
    let more = [("settled_by", by.agent.into())];
    let moved = advance(db, seen, (by.agent, by.at), (state, fault.as_ref()), &more)?;
    moved.map_or_else(|| Err(changed(db, seen)?), Ok)
}

/// Notes a write once more that surely did not happen, under a new key and against the order as it is known now.
///
/// # Errors
/// [`Problem::Changed`] when it may have happened, or was asked for again already.
pub fn again(db: &dyn Engine, by: &By, seen: &ShopWrite) -> Result<ShopWrite> {
    write(db, || {
        let now = expect(db, seen.id)?;
        let sql = "SELECT count(*) FROM shop_writes WHERE order_id = $1 AND id > $2 AND what = $3 AND body = $4 AND \
                   COALESCE(case_id, 0) = COALESCE($5, 0) AND COALESCE(intention_id, 0) = COALESCE($6, 0)";
        let later = number(db, sql, args![now.order, now.id, now.act.code(), &now.text, now.case, now.intention])?;
        if now.version != seen.version || !now.may_go_again() || later > 0 {
            return Err(changed(db, seen)?);
        }
        let at = reach(db, now.order, &now.source)?.ok_or_else(|| super::missing("order", now.order))?;
        let new = NewWrite {
            order: now.order,
            case: now.case,
            intention: now.intention,
            act: now.act,
            text: &now.text,
            amount: now.amount,
        };
        queue(db, by, &at, &new)
    })
}

/// True when an undo may take the write with it: nothing has left, or surely nothing came of it.
pub(in crate::store) fn may_take_back(db: &dyn Engine, id: i64) -> Result<bool> {
    Ok(by_id(db, id)?.is_none_or(|write| write.state.is_ours()))
}

/// An undo took back what a write was for: one that has not left goes with it.
pub(in crate::store) fn take_back(db: &dyn Engine, id: i64) -> Result<()> {
    db.run("DELETE FROM shop_writes WHERE id = $1 AND state = 'waiting'", args![id])?;
    Ok(())
}

fn changed(db: &dyn Engine, seen: &ShopWrite) -> Result<Problem> {
    let last = by_id(db, seen.id)?.and_then(|write| write.settled_by);
    Ok(Problem::Changed { by: name_of(db, last)? })
}
