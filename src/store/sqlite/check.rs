//! What only SQLite can say about the soundness of its file.

use super::super::engine::{Engine, Result, first, number};
use super::Sqlite;

/// Integrity and foreign keys: what was found, nothing when all is well.
pub(super) fn checks(db: &Sqlite) -> Result<Vec<String>> {
    let mut found = Vec::new();
    db.each("PRAGMA integrity_check(20)", &[], &mut |row| {
        let said = row.text(0)?;
        if said != "ok" {
            found.push(said.to_owned());
        }
        Ok(())
    })?;
    let broken = number(db, "SELECT count(*) FROM pragma_foreign_key_check", &[])?;
    if broken > 0 {
        let table = first(db, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", &[], |row| {
            Ok(row.text(0)?.to_owned())
        })?;
        found.push(format!("{broken} rows of {} point to rows that are not there", table.unwrap_or_default()));
    }
    Ok(found)
}
