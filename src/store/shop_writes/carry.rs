//! A write on its way, as the process that carries it out tells of it.

use super::super::engine::{Engine, Result, args, first, list, write};
use super::super::{cases, order_acts};
use super::{COLUMNS, advance, read};
use crate::domain::shop_write::{ShopAct, ShopWrite, WriteFault, WriteState};
use crate::domain::{Span, Time};

/// Waits between tries: from four seconds doubling to ten minutes.
const BACK_OFF: Span = Span::secs(4);
const BACK_OFF_MAX: Span = Span::minutes(10);
/// What a shop took is read back at once; should that be cut short, then again after so long.
const READ_BACK: Span = Span::secs(60);

/// Claims the next write of a source that is due, for `lease` by the real clock, and tells in which state it is: to be
/// checked and asked for, made and to be read back, or unknown and to be looked for. Two processes never get the same
/// one, and of one order one is under way at a time: what nobody knows of an order keeps back what comes after it.
pub fn claim(db: &dyn Engine, source: &str, owner: &str, lease: Span, at: Time) -> Result<Option<ShopWrite>> {
    let now = db.real_now();
    let due = "SELECT w.id FROM shop_writes w WHERE w.source = $1 AND w.ended_at IS NULL AND w.next_at <= $2 AND \
               w.lease_owner IS NULL AND w.state IN ('waiting', 'made', 'unknown') AND (w.state <> 'waiting' OR NOT EXISTS \
               (SELECT 1 FROM shop_writes e WHERE e.order_id = w.order_id AND e.id < w.id AND (e.state IN ('checking', \
               'asking', 'made') OR (e.state = 'unknown' AND e.what <> 'note')))) ORDER BY w.id LIMIT 1";
    let over = "SELECT 1 FROM shop_writes WHERE source = $1 AND ended_at IS NULL AND lease_until < $2 LIMIT 1";
    let there = |sql| first(db, sql, args![source, now], |row| row.int(0));
    if there(over)?.is_none() && there(due)?.is_none() {
        return Ok(None);
    }
    write(db, || {
        recover(db, source, now, at)?;
        first(
            db,
            &format!(
                "UPDATE shop_writes SET state = CASE WHEN state = 'waiting' THEN 'checking' ELSE state END, lease_owner = $3, \
                 lease_until = $4, attempts = attempts + 1, version = version + 1 WHERE id = ({due}) RETURNING {COLUMNS}"
            ),
            args![source, now, owner, now.plus(lease)],
            read,
        )
    })
}

/// Leases that ran out: the process that held them is gone. What had not left waits again; what had left without an
/// answer may have happened.
fn recover(db: &dyn Engine, source: &str, now: Time, at: Time) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS} FROM shop_writes WHERE source = $1 AND ended_at IS NULL AND lease_until < $2 ORDER BY id"
    );
    for left in list(db, &sql, args![source, now], read)? {
        let stands = match left.state {
            WriteState::Checking => (WriteState::Waiting, None),
            WriteState::Asking => (WriteState::Unknown, Some(WriteFault::Died)),
            state => (state, left.fault.clone()),
        };
        advance(db, &left, (None, at), (stands.0, stands.1.as_ref()), &[("next_at", now.into())])?;
    }
    Ok(())
}

/// Says that the request leaves now: from here on it may have happened. Nothing when it must not leave: what it was
/// for went another way here, or the claim is lost.
pub fn begin(db: &dyn Engine, seen: &ShopWrite, owner: &str, lease: Span, at: Time) -> Result<Option<ShopWrite>> {
    write(db, || {
        if !is_wanted(db, seen)? {
            advance(db, seen, (None, at), (WriteState::Failed, Some(&WriteFault::Moved)), &[])?;
            return Ok(None);
        }
        let until = db.real_now().plus(lease);
        let more = [("asked_at", at.into()), ("lease_owner", owner.into()), ("lease_until", until.into())];
        advance(db, seen, (None, at), (WriteState::Asking, None), &more)
    })
}

/// True while what a write is for still waits for it.
fn is_wanted(db: &dyn Engine, seen: &ShopWrite) -> Result<bool> {
    if let Some(id) = seen.case {
        let case = cases::expect(db, id)?;
        let noted = case.intention.as_ref().is_some_and(|noted| case.pays(noted.step));
        return Ok(noted && (seen.amount.is_none() || case.amount.is_none() || case.amount == seen.amount));
    }
    match seen.intention {
        Some(id) => Ok(order_acts::pending(db, seen.order)?.iter().any(|noted| noted.id == id)),
        None => Ok(true),
    }
}

/// The shop took it, under its own id.
pub fn made(db: &dyn Engine, seen: &ShopWrite, remote: &str, at: Time) -> Result<Option<ShopWrite>> {
    let next = db.real_now().plus(READ_BACK);
    advance(db, seen, (None, at), (WriteState::Made, None), &[("remote_id", remote.into()), ("next_at", next.into())])
}

/// It was read back and is as it was wanted.
pub fn done(db: &dyn Engine, seen: &ShopWrite, remote: Option<&str>, at: Time) -> Result<Option<ShopWrite>> {
    let remote = remote.or(seen.remote.as_deref());
    advance(db, seen, (None, at), (WriteState::Done, None), &[("remote_id", remote.into())])
}

/// It did not happen.
pub fn failed(db: &dyn Engine, seen: &ShopWrite, fault: &WriteFault, at: Time) -> Result<Option<ShopWrite>> {
    advance(db, seen, (None, at), (WriteState::Failed, Some(fault)), &[])
}

/// It may or may not have happened: it is looked for, and asked for no more.
pub fn unknown(db: &dyn Engine, seen: &ShopWrite, fault: &WriteFault, at: Time) -> Result<Option<ShopWrite>> {
    let next = db.real_now().plus(back_off(seen, Span::ZERO));
    advance(db, seen, (None, at), (WriteState::Unknown, Some(fault)), &[("next_at", next.into())])
}

/// Nothing came of this turn: tried again later, by itself. Of what had left only the looking is.
pub fn retry(
    db: &dyn Engine,
    seen: &ShopWrite,
    fault: &WriteFault,
    after: Span,
    at: Time,
) -> Result<Option<ShopWrite>> {
    let next = db.real_now().plus(back_off(seen, after));
    let state = match seen.state {
        WriteState::Checking | WriteState::Asking => WriteState::Waiting,
        state => state,
    };
    let asked = if state == WriteState::Waiting { None } else { seen.asked_at };
    advance(db, seen, (None, at), (state, Some(fault)), &[("next_at", next.into()), ("asked_at", asked.into())])
}

fn back_off(seen: &ShopWrite, after: Span) -> Span {
    // Only looking costs nothing: a note that cannot be found is looked for as seldom as a refund.
    let first = if seen.act == ShopAct::Note { BACK_OFF.ms() * 2 } else { BACK_OFF.ms() };
    let doubled = first.saturating_mul(1 << seen.attempts.clamp(0, 12)).min(BACK_OFF_MAX.ms());
    Span::from_ms(doubled.max(after.ms()))
}
