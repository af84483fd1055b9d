//! The engine port: the little that a database must be able to do for the repositories.
//!
//! A statement is written once, with `$1`..`$n`, in the subset that SQLite and PostgreSQL share: BIGINT and TEXT only,
//! `ON CONFLICT` instead of catching errors, `RETURNING`, an explicit `ORDER BY`, `COALESCE`. `$` stands nowhere else.

use crate::domain::{Problem, Time};

/// What every store function returns.
pub type Result<T> = std::result::Result<T, Problem>;

/// A value bound to `$n`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arg<'a> {
    /// NULL.
    Null,
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(&'a str),
}

/// One row of an answer; columns count from 0.
pub trait Row {
    /// A BIGINT that may be NULL.
    fn opt_int(&self, column: usize) -> Result<Option<i64>>;
    /// A TEXT that may be NULL.
    fn opt_text(&self, column: usize) -> Result<Option<&str>>;
    /// A BIGINT; NULL is damage.
    fn int(&self, column: usize) -> Result<i64> {
        self.opt_int(column)?.ok_or_else(|| null_in(column))
    }
    /// A TEXT; NULL is damage.
    fn text(&self, column: usize) -> Result<&str> {
        self.opt_text(column)?.ok_or_else(|| null_in(column))
    }
}

/// Statements kept prepared for a run over many rows: a call costs the binding and the step, nothing else.
pub trait Held {
    /// Runs statement `which` and tells how many rows it changed.
    fn run(&mut self, which: usize, args: &[Arg<'_>]) -> Result<usize>;
    /// Runs statement `which` and hands out its rows.
    fn each(&mut self, which: usize, args: &[Arg<'_>], row: &mut dyn FnMut(&dyn Row) -> Result<()>) -> Result<()>;
}

/// A full-text table; its docid is the id of the row it speaks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextIndex {
    /// Orders.
    Orders,
    /// Messages.
    Messages,
    /// Work log entries.
    Log,
}

/// How this connection writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pace {
    /// Every commit is on the disk when it returns.
    Usual,
    /// Much, beside others who want to write: a commit waits for no disk, so that nobody waits for one. A crash of the
    /// machine may lose the last commits, never the file.
    Beside,
    /// Much, with nobody else there: the same, and more room for pages before the log is folded.
    Alone,
}

/// One connection.
pub trait Engine {
    /// Runs a statement and tells how many rows it changed.
    fn run(&self, sql: &str, args: &[Arg<'_>]) -> Result<usize>;
    /// Runs a statement and hands out its rows; an error of `row` stops it.
    fn each(&self, sql: &str, args: &[Arg<'_>], row: &mut dyn FnMut(&dyn Row) -> Result<()>) -> Result<()>;
    /// Runs several statements without arguments: migrations, index work.
    fn batch(&self, sql: &str) -> Result<()>;
    /// Keeps `statements` prepared while `body` runs.
    fn hold(&self, statements: &[&str], body: &mut dyn FnMut(&mut dyn Held) -> Result<()>) -> Result<()>;

    /// Starts a write transaction at once, so that it can fail only here. Use [`write()`].
    fn begin(&self) -> Result<()>;
    /// Starts a look at the file as it stands now, which a write of others does not change. Use [`read()`].
    fn begin_look(&self) -> Result<()>;
    /// Ends it.
    fn end_look(&self) -> Result<()>;
    /// Makes the transaction durable.
    fn commit(&self) -> Result<()>;
    /// Takes the transaction back.
    fn rollback(&self) -> Result<()>;
    /// True between `begin` and `commit` or `rollback`.
    fn in_transaction(&self) -> bool;

    /// A new id of the real clock, unique in the file.
    fn next_id(&self) -> Result<i64>;
    /// An id for a fact with a time of its own; two runs can make the same one: see [`fresh_id`].
    fn id_at(&self, at: Time) -> Result<i64>;
    /// The real clock: for ids, leases, holds and the audit, whatever `--now` says.
    fn real_now(&self) -> Time;
    /// False when the file can only be read.
    fn is_writable(&self) -> bool;

    /// Sets the search terms of a row (`fresh`: it had none, which is cheaper); no terms takes it out.
    fn index_text(&self, index: TextIndex, id: i64, terms: &str, fresh: bool) -> Result<()>;
    /// Ids below `below` that hold all `terms` (the last ones with `*` by prefix), newest first. Terms come from
    /// `store::search` alone.
    fn find_text(&self, index: TextIndex, terms: &[String], below: i64, limit: usize) -> Result<Vec<i64>>;
    /// Before and after much is written: see [`Pace`]. Back to [`Pace::Usual`] folds the log.
    fn set_pace(&self, pace: Pace) -> Result<()>;
    /// True when no other connection, of this or another process, has the file open. Outside a transaction.
    fn is_alone(&self) -> Result<bool>;
    /// Folds the index's parts into one: the end of an erasure, or of a bulk import.
    fn optimize_text(&self, index: TextIndex) -> Result<()>;
    /// How many index rows have no row, and how many rows (up to the pending mark) have no index row.
    fn check_text(&self, index: TextIndex) -> Result<(i64, i64)>;
    /// What is wrong with the file itself and with rows that point to others; nothing when all is well.
    fn integrity(&self) -> Result<Vec<String>>;
    /// Changes when another connection wrote.
    fn change_mark(&self) -> Result<i64>;
}

/// Runs `body` in one write transaction; inside another one it simply runs. An error takes everything back.
pub fn write<T>(db: &dyn Engine, body: impl FnOnce() -> Result<T>) -> Result<T> {
    if db.in_transaction() {
        return body();
    }
    db.begin()?;
    match body() {
        Ok(value) => match db.commit() {
            Ok(()) => Ok(value),
            Err(problem) => {
                // A failed commit may leave the transaction open; what it says next no longer matters.
                let _ = db.rollback();
                Err(problem)
            }
        },
        Err(problem) => {
            let _ = db.rollback();
            Err(problem)
        }
    }
}

/// Runs `body`, which only reads, on the file as it stands now: its statements agree with each other, and the file is locked
/// and unlocked once instead of for each. Inside a transaction it simply runs.
pub fn read<T>(db: &dyn Engine, body: impl FnOnce() -> Result<T>) -> Result<T> {
    if db.in_transaction() {
        return body();
    }
    db.begin_look()?;
    let found = body();
    let ended = db.end_look();
    found.and_then(|found| ended.map(|()| found))
}

/// The first row of an answer, read by `read`; none when there is none.
pub fn first<T>(
    db: &dyn Engine,
    sql: &str,
    args: &[Arg<'_>],
    read: impl Fn(&dyn Row) -> Result<T>,
) -> Result<Option<T>> {
    let mut found = None;
    db.each(sql, args, &mut |row| {
        if found.is_none() {
            found = Some(read(row)?);
        }
        Ok(())
    })?;
    Ok(found)
}

/// All rows of an answer, read by `read`.
pub fn list<T>(db: &dyn Engine, sql: &str, args: &[Arg<'_>], read: impl Fn(&dyn Row) -> Result<T>) -> Result<Vec<T>> {
    let mut found = Vec::new();
    db.each(sql, args, &mut |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// The number a statement such as `SELECT count(*)` answers with; 0 for no row or NULL.
pub fn number(db: &dyn Engine, sql: &str, args: &[Arg<'_>]) -> Result<i64> {
    Ok(first(db, sql, args, |row| row.opt_int(0))?.flatten().unwrap_or(0))
}

/// An id at `at` that `exists` (a `SELECT ... WHERE id = $1`) does not find.
pub fn fresh_id(db: &dyn Engine, exists: &str, at: Time) -> Result<i64> {
    for _ in 0..4096 {
        let id = db.id_at(at)?;
        if first(db, exists, &[Arg::Int(id)], |_| Ok(()))?.is_none() {
            return Ok(id);
        }
    }
    db.next_id()
}

impl<'a> From<i64> for Arg<'a> {
    fn from(value: i64) -> Self {
        Arg::Int(value)
    }
}
impl<'a> From<bool> for Arg<'a> {
    fn from(value: bool) -> Self {
        Arg::Int(i64::from(value))
    }
}
impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Arg::Text(value)
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(value: &'a String) -> Self {
        Arg::Text(value)
    }
}
impl<'a> From<&'a crate::domain::SafeText> for Arg<'a> {
    fn from(value: &'a crate::domain::SafeText) -> Self {
        Arg::Text(value.as_str())
    }
}
impl<'a> From<Time> for Arg<'a> {
    fn from(value: Time) -> Self {
        Arg::Int(value.ms())
    }
}
impl<'a, T: Into<Arg<'a>>> From<Option<T>> for Arg<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Arg::Null, Into::into)
    }
}

macro_rules! id_args {
    ($($name:ident)+) => {$(
        impl<'a> From<crate::domain::$name> for Arg<'a> {
            fn from(value: crate::domain::$name) -> Self {
                Arg::Int(value.raw())
            }
        }
    )+};
}
id_args! {
    AgentId ShopId CustomerId OrderId OrderLineId ConversationId MessageId CaseId LogId PromiseId ProductId ReviewId
    ReviewCaseId
    CompensationId
    TicketId HandoverId
}

fn null_in(column: usize) -> Problem {
    Problem::Damaged(crate::domain::Damage::Empty { column })
}

/// Builds the arguments of a statement from ids, numbers, texts, times and options of them.
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::store::engine::Arg::from($value)),*] };
}
pub(crate) use args;
