//! The work log, the rows of the to-do list, and undo.

use super::act::Told;
use super::basis::Basis;
use crate::app::msg::{Did, Done, NewLog};
use crate::domain::shift::{Item, ItemKey, MarkKind};
use crate::domain::{HandoverId, LogId, Problem, SafeText, Time};
use crate::store::worklog::{self, LogText};
use crate::store::{Engine, acts, handovers, shift};

/// Writes a log entry.
pub(super) fn add_log(basis: &Basis, db: &dyn Engine, log: &NewLog) -> Told {
    worklog::add(db, &basis.by(), &text(log), &log.links)?;
    Ok(Done::Logged)
}

/// Changes a log entry.
pub(super) fn edit_log(basis: &Basis, db: &dyn Engine, id: LogId, log: &NewLog) -> Told {
    worklog::edit(db, &basis.by(), id, None, &text(log))?;
    Ok(Done::Logged)
}

fn text(log: &NewLog) -> LogText {
    LogText {
        problem: SafeText::clean(&log.problem),
        cause: SafeText::clean(&log.cause),
        fix: SafeText::clean(&log.fix),
        kind: SafeText::line(&log.kind),
    }
}

/// A row of the to-do list is done.
pub(super) fn row_done(basis: &Basis, db: &dyn Engine, key: &ItemKey) -> Told {
    shift::mark(db, &basis.by(), key, MarkKind::Done, None)?;
    Ok(Done::RowDone)
}

/// The act of a row of the to-do list was begun.
pub(super) fn row_begun(basis: &Basis, db: &dyn Engine, key: &ItemKey) -> Told {
    shift::mark(db, &basis.by(), key, MarkKind::Begun, None)?;
    Ok(Done::Quiet)
}

/// A row of the to-do list is put off, with why.
pub(super) fn row_snoozed(basis: &Basis, db: &dyn Engine, key: &ItemKey, until: Time, why: &str) -> Told {
    shift::mark(db, &basis.by(), key, MarkKind::Snoozed(until), Some(&SafeText::clean(why)))?;
    Ok(Done::RowSnoozed)
}

/// Takes a row of the shift before over.
pub(super) fn accept(basis: &Basis, db: &dyn Engine, id: HandoverId) -> Told {
    handovers::accept(db, &basis.by(), id)?;
    Ok(Done::Accepted)
}

/// Puts the result of the finished to-do list into the log.
pub(super) fn log_result(basis: &Basis, db: &dyn Engine) -> Told {
    let (list, lang, line) = (super::ask_shift::shift(basis, db)?, basis.lang, SafeText::line);
    if !list.is_finished() {
        let what = line(&lang.todo_not_finished(list.open()));
        return Err(Problem::Refused { what, hint: SafeText::default() });
    }
    shift::log_result(db, &basis.by(), &line(lang.result_problem()), &line(&lang.shift_result(&list)))?;
    Ok(Done::ResultLogged)
}

/// Ends the shift; what is open is left to the next one.
pub(super) fn end_shift(basis: &Basis, db: &dyn Engine, note: &str) -> Result<Did, Problem> {
    let list = super::ask_shift::shift(basis, db)?;
    let why = |item: &Item| basis.lang.why(item, basis.zone, basis.now());
    Ok(Did::ShiftEnded(shift::hand_over(db, &basis.by(), &list, &SafeText::line(note), &why)?))
}

/// Takes my latest act back.
pub(super) fn undo(basis: &Basis, db: &dyn Engine) -> Result<Did, Problem> {
    match acts::undo(db, &basis.by(), None) {
        Ok(undone) => {
            let act = basis.lang.act_done_before(&undone.what);
            Ok(Did::Undone(match undone.kept.first() {
                None => SafeText::line(act),
                Some((.., why)) => {
                    SafeText::line(&basis.lang.act_partly(act, undone.kept.len(), &basis.lang.kept(why)))
                }
            }))
        }
        Err(Problem::NotFound { kind: "act", .. }) => Ok(Did::NothingToUndo),
        Err(problem) => Err(problem),
    }
}
