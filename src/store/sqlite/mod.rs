//! SQLite behind the engine port: the one place that knows rusqlite.

mod backup;
mod check;
mod fault;
mod fulltext;
mod lease;
mod migrate;
mod open;

use std::cell::RefCell;
use std::sync::Arc;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, InterruptHandle, Statement, ToSql};

use super::engine::{Arg, Engine, Held, Pace, Result, Row, TextIndex};
use crate::domain::id::IdMaker;
use crate::domain::{Clock, Damage, Problem, Time};

pub use backup::{CopyState, Stop};
pub(super) use backup::{copy_into, make_folder, sync_file, sync_folder, verify};
pub(super) use migrate::VERSION;
pub(super) use open::{close_down, memory, reader, writer};

/// A log of 48 MB before it is folded: random index pages are then written once, not at every batch.
const BULK: &str = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -24576; PRAGMA wal_autocheckpoint = 12000;";
/// The same beside others, whose own commits would have to fold a long log.
const BESIDE: &str = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -24576; PRAGMA wal_autocheckpoint = 1000;";
const USUAL: &str = "PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 1000; \
     PRAGMA wal_checkpoint(PASSIVE);";

/// How many statements stay prepared; kefu has fewer on any one path.
const STATEMENTS: usize = 160;

/// One connection to a data file.
pub(in crate::store) struct Sqlite {
    conn: Connection,
    clock: Arc<dyn Clock>,
    ids: RefCell<Option<lease::Leased>>,
    writable: bool,
}

impl Sqlite {
    fn new(conn: Connection, clock: Arc<dyn Clock>, writable: bool) -> Self {
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Self { conn, clock, ids: RefCell::new(None), writable }
    }
    /// A handle with which another thread stops what runs here.
    pub(super) fn interrupt(&self) -> Interrupt {
        Interrupt(Arc::new(self.conn.get_interrupt_handle()))
    }
    /// Keeps few pages in memory.
    pub(super) fn spare(&self) -> Result<()> {
        self.conn.execute_batch("PRAGMA cache_size = -1024").map_err(fault::problem)
    }
    fn with_ids<T>(&self, make: impl FnOnce(&mut IdMaker) -> T) -> Result<T> {
        let now = self.clock.now();
        // Not borrowed while the lease is taken: that writes, and a write taken back looks in here.
        let held = self.ids.borrow_mut().take();
        let mut leased = match held {
            Some(leased) if leased.holds(now) => leased,
            other => lease::take(self, now, other)?,
        };
        let made = make(&mut leased.maker);
        *self.ids.borrow_mut() = Some(leased);
        Ok(made)
    }
}

/// Stops the statement that runs on a connection; it ends with [`Problem::Interrupted`].
#[derive(Clone)]
pub struct Interrupt(Arc<InterruptHandle>);

impl Interrupt {
    /// Stops what runs now; nothing running is fine.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupt")
    }
}

impl Engine for Sqlite {
    fn run(&self, sql: &str, args: &[Arg<'_>]) -> Result<usize> {
        let mut statement = self.conn.prepare_cached(&numbered(sql)).map_err(fault::problem)?;
        changed(&mut statement, args)
    }
    fn each(&self, sql: &str, args: &[Arg<'_>], row: &mut dyn FnMut(&dyn Row) -> Result<()>) -> Result<()> {
        let mut statement = self.conn.prepare_cached(&numbered(sql)).map_err(fault::problem)?;
        rows(&mut statement, args, row)
    }
    fn batch(&self, sql: &str) -> Result<()> {
        self.conn.execute_batch(sql).map_err(fault::problem)
    }
    fn hold(&self, statements: &[&str], body: &mut dyn FnMut(&mut dyn Held) -> Result<()>) -> Result<()> {
        let held: rusqlite::Result<Vec<_>> = statements.iter().map(|sql| self.conn.prepare(&numbered(sql))).collect();
        body(&mut HeldStatements(held.map_err(fault::problem)?))
    }
    fn begin(&self) -> Result<()> {
        if !self.writable {
            return Err(Problem::ReadOnly);
        }
        self.conn.execute_batch("BEGIN IMMEDIATE").map_err(fault::problem)
    }
    fn begin_look(&self) -> Result<()> {
        self.conn.prepare_cached("BEGIN").and_then(|mut begin| begin.raw_execute()).map(drop).map_err(fault::problem)
    }
    fn end_look(&self) -> Result<()> {
        // An interrupt or a fault may have ended it already.
        if self.conn.is_autocommit() {
            return Ok(());
        }
        self.conn.prepare_cached("COMMIT").and_then(|mut end| end.raw_execute()).map(drop).map_err(fault::problem)
    }
    fn commit(&self) -> Result<()> {
        self.conn.execute_batch("COMMIT").map_err(fault::problem)
    }
    fn rollback(&self) -> Result<()> {
        // The lease of the ids may have been taken in this very transaction.
        if let Some(leased) = self.ids.borrow_mut().as_mut() {
            leased.forget();
        }
        if self.conn.is_autocommit() {
            return Ok(());
        }
        self.conn.execute_batch("ROLLBACK").map_err(fault::problem)
    }
    fn in_transaction(&self) -> bool {
        !self.conn.is_autocommit()
    }
    fn next_id(&self) -> Result<i64> {
        let now = self.clock.now();
        self.with_ids(|ids| ids.next_raw(now))
    }
    fn id_at(&self, at: Time) -> Result<i64> {
        self.with_ids(|ids| ids.raw_at(at))
    }
    fn real_now(&self) -> Time {
        self.clock.now()
    }
    fn is_writable(&self) -> bool {
        self.writable
    }
    fn index_text(&self, index: TextIndex, id: i64, terms: &str, fresh: bool) -> Result<()> {
        fulltext::set(self, index, id, terms, fresh)
    }
    fn find_text(&self, index: TextIndex, terms: &[String], below: i64, limit: usize) -> Result<Vec<i64>> {
        fulltext::find(self, index, terms, below, limit)
    }
    fn set_pace(&self, pace: Pace) -> Result<()> {
        let settings = match pace {
            Pace::Usual => USUAL,
            Pace::Beside => BESIDE,
            Pace::Alone => BULK,
        };
        self.conn.execute_batch(settings).map_err(fault::problem)
    }
    fn is_alone(&self) -> Result<bool> {
        open::is_alone(&self.conn)
    }
    fn optimize_text(&self, index: TextIndex) -> Result<()> {
        fulltext::optimize(self, index)
    }
    fn check_text(&self, index: TextIndex) -> Result<(i64, i64)> {
        fulltext::check(self, index)
    }
    fn integrity(&self) -> Result<Vec<String>> {
        check::checks(self)
    }
    fn change_mark(&self) -> Result<i64> {
        let mut statement = self.conn.prepare_cached("PRAGMA data_version").map_err(fault::problem)?;
        statement.query_row([], |row| row.get(0)).map_err(fault::problem)
    }
}

struct HeldStatements<'c>(Vec<Statement<'c>>);

impl HeldStatements<'_> {
    fn of(&mut self, which: usize) -> Result<usize> {
        if which < self.0.len() { Ok(which) } else { Err(Problem::program("store.statement")) }
    }
}

impl Held for HeldStatements<'_> {
    fn run(&mut self, which: usize, args: &[Arg<'_>]) -> Result<usize> {
        let which = self.of(which)?;
        changed(&mut self.0[which], args)
    }
    fn each(&mut self, which: usize, args: &[Arg<'_>], row: &mut dyn FnMut(&dyn Row) -> Result<()>) -> Result<()> {
        let which = self.of(which)?;
        rows(&mut self.0[which], args, row)
    }
}

fn changed(statement: &mut Statement<'_>, args: &[Arg<'_>]) -> Result<usize> {
    bind(statement, args)?;
    if statement.column_count() > 0 {
        // A RETURNING whose rows nobody wants still has to be stepped to its end.
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next().map_err(fault::problem)?.is_some() {
            count += 1;
        }
        return Ok(count);
    }
    statement.raw_execute().map_err(fault::problem)
}

fn rows(statement: &mut Statement<'_>, args: &[Arg<'_>], take: &mut dyn FnMut(&dyn Row) -> Result<()>) -> Result<()> {
    bind(statement, args)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(fault::problem)? {
        take(&SqliteRow(row))?;
    }
    Ok(())
}

fn bind(statement: &mut Statement<'_>, args: &[Arg<'_>]) -> Result<()> {
    for (i, arg) in args.iter().enumerate() {
        statement.raw_bind_parameter(i + 1, Bound(arg)).map_err(fault::problem)?;
    }
    Ok(())
}

struct Bound<'a>(&'a Arg<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Arg::Null => ToSqlOutput::Owned(Value::Null),
            Arg::Int(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Arg::Text(t) => ToSqlOutput::Borrowed(ValueRef::Text(t.as_bytes())),
        })
    }
}

struct SqliteRow<'a>(&'a rusqlite::Row<'a>);

impl Row for SqliteRow<'_> {
    fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self.0.get_ref(column).map_err(fault::problem)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(n) => Ok(Some(n)),
            _ => Err(wrong_type(column)),
        }
    }
    fn opt_text(&self, column: usize) -> Result<Option<&str>> {
        match self.0.get_ref(column).map_err(fault::problem)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes).map(Some).map_err(|_| wrong_type(column)),
            _ => Err(wrong_type(column)),
        }
    }
}

fn wrong_type(column: usize) -> Problem {
    Problem::Damaged(Damage::WrongType { column })
}

/// `$n` is the portable form; SQLite numbers by position only under `?n` (`$n` is a name there).
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}
