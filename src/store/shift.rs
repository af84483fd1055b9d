//! The to-do list of the shift: what it is built from, and what was done with its rows.

mod end;
mod found;
mod list;
mod rows;

pub use end::{hand_over, log_result};
pub use list::{list, settings, urgent};
pub use rows::inputs;

use super::acts::{self, Inverse};
use super::engine::{Arg, Engine, Result, args, first, list as rows_of, write};
use super::rows::Cols;
use crate::domain::shift::{ItemKey, MarkKind, ShiftMark};
use crate::domain::{AgentId, By, Problem, SafeText, Span, Time};

/// Marks older than this are of rows that cannot be on the list any more.
const MARKS_KEPT: Span = Span::days(45);

/// What was done with rows that may still be on the list, oldest first.
pub fn marks(db: &dyn Engine, now: Time) -> Result<Vec<ShiftMark>> {
    rows_of(
        db,
        "SELECT row_key, state, until, at, agent_id, reason FROM shift_marks WHERE at >= $1 ORDER BY at, id",
        args![now.minus(MARKS_KEPT)],
        |row| {
            let mut c = Cols::new(row);
            let (key, state, until) = (ItemKey(c.string()?), c.string()?, c.opt_time()?);
            let kind = match (state.as_str(), until) {
                ("done", _) => MarkKind::Done,
                ("snoozed", Some(until)) => MarkKind::Snoozed(until),
                ("begun", _) => MarkKind::Begun,
                _ => MarkKind::Undone,
            };
            let (at, by) = (c.time()?, c.agent()?.unwrap_or(AgentId::new(0)));
            Ok(ShiftMark { key, kind, at, by, reason: c.opt_clean()? })
        },
    )
}

/// Marks a row as done or put off, in this shift; an undo brings back what stood before.
///
/// # Errors
/// [`Problem::NoReason`] for one that is put off without words.
pub fn mark(db: &dyn Engine, by: &By, key: &ItemKey, kind: MarkKind, reason: Option<&SafeText>) -> Result<()> {
    let (state, until) = match kind {
        MarkKind::Done => ("done", None),
        MarkKind::Snoozed(until) => ("snoozed", Some(until)),
        MarkKind::Undone => ("undone", None),
        MarkKind::Begun => return begin(db, by, key),
    };
    let reason = reason.filter(|words| !words.trim().is_empty());
    if until.is_some() && reason.is_none() {
        return Err(Problem::NoReason);
    }
    write(db, || {
        let old = first(
            db,
            "SELECT id, state, until, reason FROM shift_marks WHERE row_key = $1 AND shift = $2",
            args![&key.0, &by.shift],
            |row| Ok((row.int(0)?, row.text(1)?.to_owned(), row.opt_int(2)?, row.opt_text(3)?.map(str::to_owned))),
        )?;
        let id = match &old {
            Some((id, ..)) => *id,
            None => db.next_id()?,
        };
        let version = first(
            db,
            "INSERT INTO shift_marks (id, row_key, shift, state, until, reason, agent_id, at, changed_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7) ON CONFLICT (row_key, shift) DO UPDATE SET state = excluded.state, \
             until = excluded.until, reason = excluded.reason, agent_id = excluded.agent_id, at = excluded.at, \
             changed_by = excluded.changed_by, version = shift_marks.version + 1 RETURNING version",
            args![id, &key.0, &by.shift, state, until, reason, by.agent, by.at],
            |row| row.int(0),
        )?
        .unwrap_or(1);
        match &old {
            None => acts::record(db, by, state, ("shift_marks", id, version), Inverse::Remove)?,
            Some((_, was, until, why)) => {
                let inverse = Inverse::Set(&[
                    ("state", Arg::Text(was)),
                    ("until", (*until).into()),
                    ("reason", why.as_ref().into()),
                ]);
                acts::record(db, by, state, ("shift_marks", id, version), inverse)?
            }
        };
        Ok(())
    })
}

/// Notes that the act of a row was begun. It is no act to be undone: undoing what was done brings the row back by itself.
fn begin(db: &dyn Engine, by: &By, key: &ItemKey) -> Result<()> {
    write(db, || {
        let id = db.next_id()?;
        db.run(
            "INSERT INTO shift_marks (id, row_key, shift, state, agent_id, at, changed_by) \
             VALUES ($1, $2, $3, 'begun', $4, $5, $4) ON CONFLICT (row_key, shift) DO UPDATE SET state = excluded.state, \
             until = NULL, reason = NULL, agent_id = excluded.agent_id, at = excluded.at, changed_by = excluded.changed_by, \
             version = shift_marks.version + 1 WHERE shift_marks.state <> 'done'",
            args![id, &key.0, &by.shift, by.agent, by.at],
        )?;
        Ok(())
    })
}

/// When the present shift began: the latest start of `by`'s day, else this is the start and is written down.
pub fn started(db: &dyn Engine, by: &By) -> Result<Time> {
    let start = first(
        db,
        "SELECT started_at FROM shifts WHERE day = $1 AND COALESCE(agent_id, 0) = COALESCE($2, 0) AND ended_at IS NULL \
         ORDER BY started_at DESC LIMIT 1",
        args![&by.shift, by.agent],
        |row| row.int(0),
    )?;
    if let Some(at) = start {
        return Ok(Time::from_ms(at));
    }
    if !db.is_writable() {
        return Ok(by.at);
    }
    write(db, || {
        let id = db.next_id()?;
        db.run(
            "INSERT INTO shifts (id, agent_id, day, started_at) VALUES ($1, $2, $3, $4)",
            args![id, by.agent, &by.shift, by.at],
        )?;
        Ok(by.at)
    })
}

/// Ends the agent's shift with a handover text.
pub fn end(db: &dyn Engine, by: &By, handover: &SafeText) -> Result<()> {
    write(db, || {
        db.run(
            "UPDATE shifts SET ended_at = $3, handover = $4 WHERE COALESCE(agent_id, 0) = COALESCE($1, 0) AND day = $2 AND ended_at IS NULL",
            args![by.agent, &by.shift, by.at, handover],
        )?;
        Ok(())
    })
}
