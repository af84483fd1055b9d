//! How far a file has been taken in, so that a killed import goes on where it stopped.

use super::super::engine::{Engine, Result, args, first, write};
use crate::domain::{AgentId, Time};

/// Where to go on, stored with each batch.
#[derive(Clone, Copy, Debug)]
pub struct FileMark<'a> {
    /// The file's row.
    pub file: i64,
    /// Data rows done.
    pub rows: u64,
    /// Rows to pass over.
    pub resume: u64,
    /// What was found wrong in this batch.
    pub rejects: &'a [Rejected<'a>],
}

/// A cell or row found wrong.
#[derive(Clone, Copy, Debug)]
pub struct Rejected<'a> {
    /// The row.
    pub row: u64,
    /// The column; empty for the whole row.
    pub column: &'a str,
    /// A code word.
    pub problem: &'a str,
    /// What stands there.
    pub value: &'a str,
}

/// Where a run of the same content was cut off; 0 when there was none.
pub fn resume_of(db: &dyn Engine, hash: &str) -> Result<u64> {
    let sql = "SELECT resume_at FROM import_files WHERE hash = $1 AND format = '' AND state = 'running'";
    let found = first(db, sql, args![hash], |row| row.int(0))?;
    Ok(found.map_or(0, |resume| u64::try_from(resume).unwrap_or(0)))
}

/// Registers a file by its content and says where to go on: 0 unless an earlier run of the very same was cut off.
pub fn begin_file(
    db: &dyn Engine,
    hash: &str,
    name: &str,
    bytes: u64,
    agent: Option<AgentId>,
    now: Time,
) -> Result<(i64, u64)> {
    write(db, || {
        let old = first(
            db,
            "SELECT id, state, resume_at FROM import_files WHERE hash = $1 AND format = ''",
            args![hash],
            |row| Ok((row.int(0)?, row.text(1)? == "running", row.int(2)?)),
        )?;
        if let Some((id, running, resume)) = old {
            let resume = if running { resume } else { 0 };
            db.run("DELETE FROM import_rejects WHERE file_id = $1 AND line > $2", args![id, resume])?;
            db.run(
                "UPDATE import_files SET state = 'running', name = $2, resume_at = $3, started_at = $4, finished_at = NULL, \
                 agent_id = $5 WHERE id = $1",
                args![id, name, resume, now, agent],
            )?;
            return Ok((id, u64::try_from(resume).unwrap_or(0)));
        }
        let id = db.next_id()?;
        db.run(
            "INSERT INTO import_files (id, hash, name, bytes, format, state, agent_id, started_at) \
             VALUES ($1, $2, $3, $4, '', 'running', $5, $6)",
            args![id, hash, name, bytes as i64, agent, now],
        )?;
        Ok((id, 0))
    })
}

pub(super) fn advance(db: &dyn Engine, mark: &FileMark<'_>) -> Result<()> {
    for reject in mark.rejects {
        db.run(
            "INSERT INTO import_rejects (file_id, line, field, problem, value) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (file_id, line, field) DO NOTHING",
            args![mark.file, reject.row as i64, reject.column, reject.problem, reject.value],
        )?;
    }
    db.run(
        "UPDATE import_files SET done_rows = $2, resume_at = $3 WHERE id = $1",
        args![mark.file, mark.rows as i64, mark.resume as i64],
    )?;
    Ok(())
}

/// Notes that a file was read to its end (or refused), with the report as JSON.
pub fn end_file(db: &dyn Engine, file: i64, encoding: &str, report: &str, now: Time) -> Result<()> {
    write(db, || {
        db.run(
            "UPDATE import_files SET state = 'done', encoding = $2, report = $3, finished_at = $4 WHERE id = $1",
            args![file, encoding, report, now],
        )
    })?;
    Ok(())
}
