//! The ten bits of an id that tell processes apart: a lease of a few seconds, taken when an id is wanted.
//!
//! Ids carry their time, so a lease must be exclusive only while ids are made under it. A short one lets a script
//! start thousands of commands without using the numbers up.

use super::super::engine::{Engine, Result, args, first, number, write};
use super::Sqlite;
use crate::domain::id::IdMaker;
use crate::domain::{Span, Time};

const LENGTH: Span = Span::secs(20);
/// Renewed when less than this is left.
const MARGIN: Span = Span::secs(5);
const LEASES: i64 = 1024;

/// An id maker and until when its number is ours.
pub(super) struct Leased {
    pub(super) maker: IdMaker,
    lease: i64,
    owner: String,
    until: Time,
}

impl Leased {
    /// True while ids may be made at `now`.
    pub(super) fn holds(&self, now: Time) -> bool {
        let left = self.until.since(now);
        left > MARGIN && left <= LENGTH
    }
    /// Forgets the lease, because the transaction that took it was taken back.
    pub(super) fn forget(&mut self) {
        self.until = Time::from_ms(0);
    }
}

/// Takes a free number, or renews `held`.
pub(super) fn take(db: &Sqlite, now: Time, held: Option<Leased>) -> Result<Leased> {
    write(db, || {
        if let Some(mut mine) = held
            && renew(db, &mine, now)?
        {
            mine.until = now.plus(LENGTH);
            return Ok(mine);
        }
        let (lease, owner, until) = (free(db, now)?, owner(), now.plus(LENGTH));
        db.run(
            "INSERT INTO process_leases (lease, owner, until) VALUES ($1, $2, $3) \
             ON CONFLICT (lease) DO UPDATE SET owner = excluded.owner, until = excluded.until",
            args![lease, &owner, until],
        )?;
        let maker = IdMaker::new(u16::try_from(lease).unwrap_or(0));
        Ok(Leased { maker, lease, owner, until })
    })
}

fn renew(db: &Sqlite, mine: &Leased, now: Time) -> Result<bool> {
    let changed = db.run(
        "UPDATE process_leases SET until = $3 WHERE lease = $1 AND owner = $2",
        args![mine.lease, &mine.owner, now.plus(LENGTH)],
    )?;
    Ok(changed == 1)
}

/// A number that ran out (the longest ago first), else the next unused one, else the one that runs out soonest.
fn free(db: &Sqlite, now: Time) -> Result<i64> {
    let expired = first(
        db,
        "SELECT lease FROM process_leases WHERE until < $1 ORDER BY until, lease LIMIT 1",
        args![now],
        |row| row.int(0),
    )?;
    if let Some(lease) = expired {
        return Ok(lease);
    }
    let unused = number(db, "SELECT COALESCE(max(lease), -1) + 1 FROM process_leases", &[])?;
    if unused < LEASES {
        return Ok(unused);
    }
    number(db, "SELECT lease FROM process_leases ORDER BY until, lease LIMIT 1", &[])
}

/// Process and a counter: two connections of one process need two numbers.
fn owner() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{}.{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
