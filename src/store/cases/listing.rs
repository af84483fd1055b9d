//! Open cases in the orders they are worked in; every window comes from an index.

use super::super::engine::{Arg, Engine, Result, args, list, number};
use super::many;
use crate::domain::CaseId;
use crate::domain::aftersale::{Case, CaseOrder, CaseWeek};
use crate::domain::{Span, Time};

/// A run of open cases that one index holds in order: what belongs to it, and its order.
struct Part {
    which: &'static str,
    order: &'static str,
}

/// Open cases by time, each part behind the one before: those the platform has presumably acted on (to be checked),
/// those with a clock, those without one.
const BY_TIME: [Part; 3] = [
    Part { which: "presume_next IS NOT NULL AND presume_next <= $1", order: "presume_next, id" },
    Part { which: "next_at > -9000000000000000 AND (presume_next IS NULL OR presume_next > $1)", order: "next_at, id" },
    Part { which: "next_at IS NULL AND $1 IS NOT NULL", order: "id" },
];

/// Open cases by what doing nothing costs.
const BY_HARM: [Part; 1] = [Part { which: "$1 IS NOT NULL", order: "harm DESC, id" }];

/// Open cases by their running clock up to an instant; the second part only where there is no such instant.
const BY_CLOCK: [Part; 2] = [
    Part { which: "next_at > -9000000000000000 AND next_at <= $1", order: "next_at, id" },
    Part { which: "next_at IS NULL AND $1 IS NOT NULL", order: "id" },
];

/// A window of the open cases in this order as of `now`.
pub fn page(db: &dyn Engine, order: CaseOrder, now: Time, limit: usize, offset: usize) -> Result<Vec<Case>> {
    match order {
        CaseOrder::Time => window(db, &BY_TIME, now, limit, offset),
        CaseOrder::Harm => window(db, &BY_HARM, now, limit, offset),
    }
}

/// Open cases by their running clock, the soonest first; those without a clock come last, oldest first. `due_before`
/// leaves only clocks that run out by then.
pub fn open(db: &dyn Engine, due_before: Option<Time>, limit: usize, offset: usize) -> Result<Vec<Case>> {
    match due_before {
        Some(until) => window(db, &BY_CLOCK[..1], until, limit, offset),
        None => window(db, &BY_CLOCK, Time::from_ms(i64::MAX), limit, offset),
    }
}

/// A window over the parts, one behind the other; `$1` of them is `at`.
fn window(db: &dyn Engine, parts: &[Part], at: Time, limit: usize, offset: usize) -> Result<Vec<Case>> {
    let (mut ids, mut skip): (Vec<CaseId>, usize) = (Vec::new(), offset);
    for (n, part) in parts.iter().enumerate() {
        let sql = format!(
            "SELECT id FROM cases WHERE is_open = 1 AND {} ORDER BY {} LIMIT $2 OFFSET $3",
            part.which, part.order
        );
        let room = limit - ids.len();
        let found = list(db, &sql, args![at, room as i64, skip as i64], |row| row.int(0).map(CaseId::new))?;
        if found.len() == room {
            ids.extend(found);
            break;
        }
        let last = n + 1 == parts.len();
        skip = match (skip, last) {
            (0, _) | (_, true) => 0,
            (skip, false) if found.is_empty() => skip - counted(db, part, at)?.min(skip),
            _ => 0,
        };
        ids.extend(found);
    }
    super::by_ids(db, &ids)
}

fn counted(db: &dyn Engine, part: &Part, at: Time) -> Result<usize> {
    let count = number(db, &format!("SELECT count(*) FROM cases WHERE is_open = 1 AND {}", part.which), args![at])?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// All cases, ended ones too, newest first.
pub fn all(db: &dyn Engine, limit: usize, offset: usize) -> Result<Vec<Case>> {
    many(
        db,
        "id > $1 ORDER BY opened_at DESC, id DESC LIMIT $2 OFFSET $3",
        args![i64::MIN, limit as i64, offset as i64],
    )
}

/// What came, what ended, and what the platform has, since the week began.
pub fn week(db: &dyn Engine, since: Time) -> Result<CaseWeek> {
    let count = |sql: &str| number(db, sql, args![since]).map(|n| usize::try_from(n).unwrap_or(0));
    Ok(CaseWeek {
        opened: count("SELECT count(*) FROM cases WHERE opened_at >= $1")?,
        ended: count("SELECT count(*) FROM cases WHERE ended_at >= $1")?,
        with_platform: count(
            "SELECT count(*) FROM cases WHERE is_open = 1 AND arbitration IN ('requested', 'evidence', 'judging') \
             AND $1 IS NOT NULL",
        )?,
    })
}

/// From so many rows on, those of a time span are looked for by what they cost instead of being sorted.
const FEW: i64 = 500;

/// Open cases that do harm, for the one most urgent thing: in each span between two instants the costliest and, among
/// equals, the soonest `limit`; then those presumably acted on. Nothing of what ends in our favour.
pub fn harmful(db: &dyn Engine, now: Time, steps: &[Span], limit: usize) -> Result<Vec<Case>> {
    let mut ids = list(
        db,
        "SELECT id FROM cases WHERE is_open = 1 AND presume_next IS NOT NULL AND presume_next <= $1 \
         ORDER BY presume_next, id LIMIT $2",
        args![now, limit as i64],
        |row| row.int(0).map(CaseId::new),
    )?;
    let mut from = i64::MIN + 1;
    for until in steps.iter().map(|step| now.plus(*step).ms()).chain([i64::MAX]) {
        let span = [Arg::Int(from), Arg::Int(until), Arg::Int(now.ms())];
        let within = "is_open = 1 AND next_at > $1 AND next_at <= $2 AND presume_next > $3";
        let many =
            number(db, &format!("SELECT count(*) FROM (SELECT 1 FROM cases WHERE {within} LIMIT {FEW}) s"), &span)?
                >= FEW;
        // Where there are many, one of the costliest is soon met; where there are few, sorting them is quick.
        let sql = if many {
            // The signs keep the engine from the index of times, which would have it sort them all.
            format!(
                "SELECT id FROM cases WHERE is_open = 1 AND +next_at > $1 AND +next_at <= $2 AND +presume_next > $3 \
                 ORDER BY harm DESC, id LIMIT {limit}"
            )
        } else {
            format!("SELECT id FROM cases WHERE {within} ORDER BY +harm DESC, next_at, id LIMIT {limit}")
        };
        ids.extend(list(db, &sql, &span, |row| row.int(0).map(CaseId::new))?);
        from = until;
    }
    super::by_ids(db, &ids)
}
