//! What SQLite says, as problems a person can act on.

use rusqlite::{Error, ErrorCode};

use crate::domain::{Damage, Problem, SafeText};

/// The problem behind an error of SQLite.
pub(super) fn problem(error: Error) -> Problem {
    let code = error.sqlite_error_code();
    match code {
        Some(ErrorCode::DiskFull) => Problem::DiskFull,
        Some(ErrorCode::ReadOnly) => Problem::ReadOnly,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Problem::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Problem::Damaged(Damage::Said(SafeText::line(&error.to_string())))
        }
        Some(ErrorCode::OperationInterrupted) => Problem::Interrupted,
        _ => Problem::other(error),
    }
}
