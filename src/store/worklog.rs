//! The work log: problem, cause, fix.

use super::acts::{self, Inverse};
use super::agents::name_of;
use super::engine::{Arg, Engine, Result, Row, TextIndex, args, first, list, write};
use super::rows::{Cols, missing};
use super::search::terms;
use crate::domain::worklog::{LogEntry, LogLinks, RESULT};
use crate::domain::{AgentId, By, CaseId, ConversationId, LogId, OrderId, Problem, SafeText, Unsaid};

const COLUMNS: &str = "id, at, agent_id, shift, problem, cause, fix, kind, conversation_id, order_id, case_id";

fn read(row: &dyn Row) -> Result<LogEntry> {
    let mut c = Cols::new(row);
    Ok(LogEntry {
        id: LogId::new(c.int()?),
        at: c.time()?,
        agent: c.agent()?,
        shift: c.string()?,
        problem: c.clean()?,
        cause: c.clean()?,
        fix: c.clean()?,
        kind: c.line()?,
        links: LogLinks {
            chat: c.opt_int()?.map(ConversationId::new),
            order: c.opt_int()?.map(OrderId::new),
            case: c.opt_int()?.map(CaseId::new),
        },
    })
}

/// What a person writes in an entry.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LogText {
    /// What went wrong.
    pub problem: SafeText,
    /// Why.
    pub cause: SafeText,
    /// What was done.
    pub fix: SafeText,
    /// A free word.
    pub kind: SafeText,
}

/// Adds an entry; an undo takes it out.
pub fn add(db: &dyn Engine, by: &By, text: &LogText, links: &LogLinks) -> Result<LogEntry> {
    if text.problem.trim().is_empty() {
        return Err(Problem::Unsaid(Unsaid::Trouble));
    }
    write(db, || {
        let id = db.next_id()?;
        db.run(
            "INSERT INTO work_log (id, at, agent_id, shift, problem, cause, fix, kind, conversation_id, order_id, case_id, changed_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $3)",
            args![
                id, by.at, by.agent, &by.shift, &text.problem, &text.cause, &text.fix, &text.kind, links.chat, links.order,
                links.case
            ],
        )?;
        db.index_text(TextIndex::Log, id, &words(text), true)?;
        acts::record(db, by, "log", ("work_log", id, 1), Inverse::Remove)?;
        by_id(db, LogId::new(id))?.ok_or_else(|| missing("log", id))
    })
}

/// Writes an entry anew, if nobody else has since `seen`. The result of a to-do list stays one, whatever its words are.
pub fn edit(db: &dyn Engine, by: &By, id: LogId, seen: Option<i64>, text: &LogText) -> Result<LogEntry> {
    write(db, || {
        let old = by_id(db, id)?.ok_or_else(|| missing("log", id))?;
        let kind = if *old.kind == *RESULT { &old.kind } else { &text.kind };
        let version = first(
            db,
            "UPDATE work_log SET problem = $3, cause = $4, fix = $5, kind = $6, changed_by = $7, version = version + 1 \
             WHERE id = $1 AND ($2 IS NULL OR version = $2) RETURNING version",
            &[
                id.into(),
                seen.into(),
                (&text.problem).into(),
                (&text.cause).into(),
                (&text.fix).into(),
                kind.into(),
                by.agent.into(),
            ],
            |row| row.int(0),
        )?;
        let Some(version) = version else {
            let who = first(db, "SELECT changed_by FROM work_log WHERE id = $1", args![id], |row| row.opt_int(0))?;
            return Err(Problem::Changed { by: name_of(db, who.flatten().map(AgentId::new))? });
        };
        let inverse = Inverse::Set(&[
            ("problem", Arg::Text(&old.problem)),
            ("cause", Arg::Text(&old.cause)),
            ("fix", Arg::Text(&old.fix)),
            ("kind", Arg::Text(&old.kind)),
        ]);
        acts::record(db, by, "log_edit", ("work_log", id.raw(), version), inverse)?;
        reindex(db, id.raw())?;
        by_id(db, id)?.ok_or_else(|| missing("log", id))
    })
}

/// The entry of an id.
pub fn by_id(db: &dyn Engine, id: LogId) -> Result<Option<LogEntry>> {
    first(db, &format!("SELECT {COLUMNS} FROM work_log WHERE id = $1 AND deleted_at IS NULL"), args![id], read)
}

/// The version of an entry, for [`edit`].
pub fn version(db: &dyn Engine, id: LogId) -> Result<Option<i64>> {
    first(db, "SELECT version FROM work_log WHERE id = $1", args![id], |row| row.int(0))
}

/// Entries of a shift's day (all of them for none), newest first; a day begins with the results of its to-do lists.
pub fn page(db: &dyn Engine, shift: Option<&str>, limit: usize, offset: usize) -> Result<Vec<LogEntry>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM work_log WHERE deleted_at IS NULL AND ($1 IS NULL OR shift = $1) \
             ORDER BY CASE WHEN $1 IS NOT NULL AND kind = '{RESULT}' THEN 0 ELSE 1 END, at DESC, id DESC LIMIT $2 OFFSET $3"
        ),
        args![shift, limit as i64, offset as i64],
        read,
    )
}

/// Brings the index up to what stands in the row.
pub(super) fn reindex(db: &dyn Engine, id: i64) -> Result<()> {
    let text = match by_id(db, LogId::new(id))? {
        Some(e) => words(&LogText { problem: e.problem, cause: e.cause, fix: e.fix, kind: e.kind }),
        None => String::new(),
    };
    db.index_text(TextIndex::Log, id, &text, false)
}

fn words(text: &LogText) -> String {
    terms(&[&text.problem, &text.cause, &text.fix, &text.kind])
}
