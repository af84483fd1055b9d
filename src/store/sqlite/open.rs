//! Opening a data file: what it is, whether it is ours, and how it is used.

use std::cell::Cell;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::super::engine::Result;
use super::super::path::DbPath;
use super::fault::problem;
use super::{Sqlite, backup, migrate};
use crate::domain::{Clock, FileTrouble, Foreign, Problem, SafeText};

/// The first SQLite without the WAL-reset fault: older ones may lose a commit when two processes write.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How often, and for how many times, a lock is asked for again. SQLite's own waiting asks ever more seldom, up to ten times
/// a second: beside an import, which is away for a blink between two batches, an agent's key would wait for luck.
const BUSY_POLL: Duration = Duration::from_millis(1);
const BUSY_POLLS: i32 = 5_000;
const WRITER: &str = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
     PRAGMA cache_size = -8192; PRAGMA mmap_size = 0; PRAGMA synchronous = FULL; \
     PRAGMA journal_size_limit = 67108864; PRAGMA journal_mode = WAL;";
const READER: &str = "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
     PRAGMA cache_size = -8192; PRAGMA mmap_size = 0;";
const LIKE_PATTERN_MAX: i32 = 500;

/// Opens for writing; makes the file when it is missing, and an old one new. What cannot be written is opened for
/// reading, which the connection then says.
pub(in crate::store) fn writer(path: &DbPath, clock: Arc<dyn Clock>) -> Result<Sqlite> {
    newer_library()?;
    if !look(path)? {
        create(path)?;
    }
    let mut conn = match Connection::open_with_flags(path.raw(), flags(OpenFlags::SQLITE_OPEN_READ_WRITE)) {
        Ok(conn) => conn,
        Err(_) => return immutable(path, clock),
    };
    conn.busy_handler(Some(busy)).map_err(problem)?;
    // A file that is not ours, or newer, is left as it is: not even a checkpoint at the end.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(problem)?;
    let version = match migrate::version(&conn, path) {
        Ok(version) => version,
        Err(fault) if is_final(&fault) => {
            return Err(fault);
        }
        Err(_) => return immutable(path, clock),
    };
    if conn.is_readonly("main").map_err(problem)? {
        drop(conn);
        return reader(path, clock);
    }
    match conn.execute_batch(WRITER).map_err(problem) {
        Ok(()) => {}
        Err(Problem::ReadOnly) => return immutable(path, clock),
        Err(fault) => return Err(fault),
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false).map_err(problem)?;
    if version < migrate::VERSION {
        migrate::migrate(&conn, path, |from| backup::before_migration(&conn, path, from))?;
    }
    path.share_all();
    settle(&conn)?;
    Ok(Sqlite::new(conn, clock, true))
}

/// True when no other way of opening would do better.
fn is_final(fault: &Problem) -> bool {
    matches!(
        fault,
        Problem::NotOurFile { .. } | Problem::OtherSchema { .. } | Problem::NewerFile { .. } | Problem::Damaged(_)
    )
}

/// Opens for reading only.
pub(in crate::store) fn reader(path: &DbPath, clock: Arc<dyn Clock>) -> Result<Sqlite> {
    newer_library()?;
    if !look(path)? {
        return Err(Problem::File { path: path.shown(), what: FileTrouble::NotThere });
    }
    let opened = Connection::open_with_flags(path.raw(), flags(OpenFlags::SQLITE_OPEN_READ_ONLY))
        .map_err(problem)
        .and_then(|mut conn| {
            conn.busy_handler(Some(busy)).map_err(problem)?;
            migrate::version(&conn, path)?;
            conn.execute_batch(READER).map_err(problem)?;
            Ok(conn)
        });
    match opened {
        Ok(conn) => {
            settle(&conn)?;
            Ok(Sqlite::new(conn, clock, false))
        }
        Err(fault) if is_final(&fault) => Err(fault),
        Err(_) => immutable(path, clock),
    }
}

thread_local! {
    /// A lock is only tried for.
    static IMPATIENT: Cell<bool> = const { Cell::new(false) };
}

fn busy(asked: i32) -> bool {
    if IMPATIENT.get() {
        return false;
    }
    std::thread::sleep(BUSY_POLL);
    asked < BUSY_POLLS
}

/// True when no other connection has the file open: only then it can leave WAL, to which it comes back at once. One that
/// is killed in between is put right by the next to open it.
pub(super) fn is_alone(conn: &Connection) -> Result<bool> {
    IMPATIENT.set(true);
    let left = conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()));
    IMPATIENT.set(false);
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).map_err(problem)?;
    match left.map_err(problem) {
        Ok(()) => Ok(true),
        Err(Problem::Busy) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Folds the log into the file, so that it can be put aside whole; busy while another process has it open. A file that
/// cannot be opened at all needs no folding.
pub(in crate::store) fn close_down(path: &DbPath) -> Result<()> {
    let Ok(conn) = Connection::open_with_flags(path.raw(), flags(OpenFlags::SQLITE_OPEN_READ_WRITE)) else {
        return Ok(());
    };
    if migrate::version(&conn, path).is_err() {
        return Ok(());
    }
    // Leaving WAL needs the file alone: another connection of any process makes this fail.
    conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).map_err(problem)
}

/// A store in memory, for tests and trials.
pub(in crate::store) fn memory(clock: Arc<dyn Clock>) -> Result<Sqlite> {
    let conn = Connection::open_in_memory().map_err(problem)?;
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;").map_err(problem)?;
    migrate::create(&conn)?;
    settle(&conn)?;
    Ok(Sqlite::new(conn, clock, true))
}

/// In a folder that cannot be written, WAL cannot even be read: SQLite is told that nobody changes the file. That is
/// true only when no log stands beside it.
fn immutable(path: &DbPath, clock: Arc<dyn Clock>) -> Result<Sqlite> {
    let log = path.beside("-wal").metadata().map(|m| m.len()).unwrap_or(0);
    if log > 0 {
        return Err(Problem::ReadOnly);
    }
    let full = std::path::absolute(path.raw()).map_err(|e| Problem::file(path.raw(), &e))?;
    let uri = format!("file:{}?immutable=1", encoded(&full));
    let conn = Connection::open_with_flags(uri, flags(OpenFlags::SQLITE_OPEN_READ_ONLY) | OpenFlags::SQLITE_OPEN_URI)
        .map_err(problem)?;
    migrate::version(&conn, path)?;
    conn.execute_batch(READER).map_err(problem)?;
    settle(&conn)?;
    Ok(Sqlite::new(conn, clock, false))
}

/// True when there is a file to open; asked by `stat` alone.
fn look(path: &DbPath) -> Result<bool> {
    if !path.exists() {
        return Ok(false);
    }
    let not_ours = |found| Err(Problem::NotOurFile { path: path.shown(), found });
    let Ok(meta) = path.raw().metadata() else { return not_ours(Foreign::DeadLink) };
    let kind = meta.file_type();
    match () {
        () if kind.is_dir() => not_ours(Foreign::Folder),
        () if kind.is_fifo() => not_ours(Foreign::Pipe),
        () if !kind.is_file() => not_ours(Foreign::Device),
        () if meta.len() == 0 => not_ours(Foreign::Empty),
        () => Ok(true),
    }
}

/// Makes a new file whole under another name and gives it its own at the end: a kill in between leaves no half file,
/// and of two that start at once the slower takes the other's.
fn create(path: &DbPath) -> Result<()> {
    let folder = path.folder();
    if !folder.is_dir() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .and_then(|()| path.share_folder(&folder))
            .map_err(|e| Problem::file(&folder, &e))?;
    }
    let draft = path.beside(&format!(".new-{}-{:?}", std::process::id(), std::thread::current().id()));
    let made = build(&draft)
        .and_then(|()| path.share(&draft).map_err(|e| Problem::file(path.raw(), &e)))
        .and_then(|()| match std::fs::hard_link(&draft, path.raw()) {
            Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(Problem::file(path.raw(), &e)),
            _ => Ok(()),
        })
        .and_then(|()| backup::sync_folder(&folder));
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = draft.clone().into_os_string();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
    made
}

fn build(draft: &Path) -> Result<()> {
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(draft)
        .map_err(|e| Problem::file(draft, &e))?;
    let conn = Connection::open_with_flags(draft, flags(OpenFlags::SQLITE_OPEN_READ_WRITE)).map_err(problem)?;
    // Nobody can see the file yet, so one flush at the end is enough.
    conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;").map_err(problem)?;
    migrate::create(&conn)?;
    conn.execute_batch("PRAGMA journal_mode = WAL;").map_err(problem)?;
    conn.close().map_err(|(_, error)| problem(error))?;
    backup::sync_file(draft)
}

fn flags(access: OpenFlags) -> OpenFlags {
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE
}

/// What holds for every connection, once the file is known to be ours.
fn settle(conn: &Connection) -> Result<()> {
    // Else the engine peeks at the values bound to a statement, and prepares it anew for nearly every run: four of five
    // preparations of a to-do list were such. Our statements name what chooses their index as words.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(problem)?;
    conn.set_limit(rusqlite::limits::Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LIKE_PATTERN_MAX).map_err(problem)?;
    Ok(())
}

fn newer_library() -> Result<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Problem::OldSqlite { version: SafeText::line(rusqlite::version()), oldest: "3.51.3" });
    }
    Ok(())
}

/// A path inside a `file:` URI.
fn encoded(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut out = String::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => out.push(char::from(*byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
