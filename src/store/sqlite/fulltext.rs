//! Full text by FTS5 over terms made in `store::search`: contentless, `detail=none`, docid = id of the row.

use super::super::engine::{Arg, Engine, Result, TextIndex, args, list, number};
use super::Sqlite;

fn table(index: TextIndex) -> &'static str {
    match index {
        TextIndex::Orders => "order_text",
        TextIndex::Messages => "message_text",
        TextIndex::Log => "log_text",
    }
}

fn source(index: TextIndex) -> &'static str {
    match index {
        TextIndex::Orders => "orders",
        TextIndex::Messages => "messages",
        TextIndex::Log => "work_log",
    }
}

pub(super) fn set(db: &Sqlite, index: TextIndex, id: i64, terms: &str, fresh: bool) -> Result<()> {
    if !fresh {
        db.run(
            match index {
                TextIndex::Orders => "DELETE FROM order_text WHERE rowid = $1",
                TextIndex::Messages => "DELETE FROM message_text WHERE rowid = $1",
                TextIndex::Log => "DELETE FROM log_text WHERE rowid = $1",
            },
            args![id],
        )?;
    }
    // A row without a word still gets its entry, so that rows and entries can be counted against each other.
    db.run(
        match index {
            TextIndex::Orders => "INSERT INTO order_text (rowid, terms) VALUES ($1, $2)",
            TextIndex::Messages => "INSERT INTO message_text (rowid, terms) VALUES ($1, $2)",
            TextIndex::Log => "INSERT INTO log_text (rowid, terms) VALUES ($1, $2)",
        },
        args![id, terms],
    )?;
    Ok(())
}

pub(super) fn find(db: &Sqlite, index: TextIndex, terms: &[String], below: i64, limit: usize) -> Result<Vec<i64>> {
    let sql = match index {
        TextIndex::Orders => {
            "SELECT rowid FROM order_text WHERE order_text MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3"
        }
        TextIndex::Messages => {
            "SELECT rowid FROM message_text WHERE message_text MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3"
        }
        TextIndex::Log => {
            "SELECT rowid FROM log_text WHERE log_text MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3"
        }
    };
    let expression = terms.iter().map(|term| quoted(term)).collect::<Vec<_>>().join(" AND ");
    list(db, sql, &[Arg::Text(&expression), Arg::Int(below), Arg::Int(limit as i64)], |row| row.int(0))
}

/// The one place where a term enters a MATCH expression: quoted, quotes doubled, the `*` of a prefix outside.
fn quoted(term: &str) -> String {
    let (word, star) = term.strip_suffix('*').map_or((term, ""), |word| (word, "*"));
    format!("\"{}\"{star}", word.replace('"', "\"\""))
}

pub(super) fn optimize(db: &Sqlite, index: TextIndex) -> Result<()> {
    let table = table(index);
    db.batch(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"))
}

pub(super) fn check(db: &Sqlite, index: TextIndex) -> Result<(i64, i64)> {
    let (table, source) = (table(index), source(index));
    let orphans = number(
        db,
        &format!(
            "SELECT count(*) FROM {table}_docsize d WHERE NOT EXISTS (SELECT 1 FROM {source} s WHERE s.id = d.id)"
        ),
        &[],
    )?;
    let missing = number(
        db,
        &format!(
            "SELECT count(*) FROM {source} s WHERE NOT EXISTS (SELECT 1 FROM {table}_docsize d WHERE d.id = s.id)"
        ),
        &[],
    )?;
    Ok((orphans, missing))
}
