//! Copies of the data file: `VACUUM INTO` a temporary file, a full check, then its name.

use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::super::engine::Result;
use super::super::path::DbPath;
use super::fault::problem;
use super::{Sqlite, migrate};
use crate::domain::{Damage, FileTrouble, Foreign, Problem, SafeText};

/// Turned true by another thread, it ends a copy on its way.
pub type Stop = Arc<AtomicBool>;

/// Between two looks at a [`Stop`], while a copy is made.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What a check of a copy found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CopyState {
    /// Its schema version.
    pub version: i64,
    /// Orders, conversations and messages in it.
    pub rows: [i64; 3],
}

/// Writes a checked copy to `target`, which must not exist, 0600; nothing is left behind when it fails, nor when
/// `stop` turns true on the way.
pub(in crate::store) fn copy_into(db: &Sqlite, live: &DbPath, target: &Path, stop: &Stop) -> Result<CopyState> {
    copy(&db.conn, live, target, stop)
}

pub(super) fn before_migration(conn: &Connection, live: &DbPath, from: i64) -> Result<()> {
    let folder = live.folder().join("backups");
    make_folder(&folder)?;
    let name = format!("{}-schema-{from}-{}.db", live.file_name(), std::process::id());
    copy(conn, live, &folder.join(name), &Stop::default()).map(|_| ())
}

fn copy(conn: &Connection, live: &DbPath, target: &Path, stop: &Stop) -> Result<CopyState> {
    let said = |what| Problem::File { path: shown(target), what };
    if target.symlink_metadata().is_ok() {
        let same = live.is(target);
        return Err(said(if same { FileTrouble::Live } else { FileTrouble::Exists }));
    }
    let draft = beside(target, ".part");
    let _ = std::fs::remove_file(&draft);
    let done = (|| {
        std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)
            .map_err(|e| Problem::file(&draft, &e))?;
        let name = draft.to_str().ok_or_else(|| said(FileTrouble::NameNotUtf8))?;
        // A reader may not write, and SQLite counts the copy as writing.
        let reading: bool = conn.query_row("PRAGMA query_only", [], |row| row.get(0)).map_err(problem)?;
        conn.pragma_update(None, "query_only", false).map_err(problem)?;
        let copied = heeding(conn, stop, || conn.execute("VACUUM INTO ?1", [name]).map_err(problem));
        conn.pragma_update(None, "query_only", reading).map_err(problem)?;
        copied?;
        let state = check(&draft, stop)?;
        sync_file(&draft)?;
        std::fs::rename(&draft, target).map_err(|e| Problem::file(target, &e))?;
        sync_folder(target.parent().unwrap_or(Path::new(".")))?;
        Ok(state)
    })();
    if done.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    done
}

/// Checks a copy whole: that it is ours, not newer, sound, and that no row points to nothing. It is not changed.
pub(in crate::store) fn verify(copy: &Path) -> Result<CopyState> {
    check(copy, &Stop::default())
}

fn check(copy: &Path, stop: &Stop) -> Result<CopyState> {
    let path = DbPath::new(copy);
    let not_ours = |found| Problem::NotOurFile { path: path.shown(), found };
    match copy.metadata() {
        Err(e) => return Err(Problem::file(copy, &e)),
        Ok(meta) if meta.is_dir() => return Err(not_ours(Foreign::Folder)),
        Ok(meta) if meta.file_type().is_fifo() => return Err(not_ours(Foreign::Pipe)),
        Ok(meta) if !meta.is_file() => return Err(not_ours(Foreign::Device)),
        Ok(meta) if meta.len() == 0 => return Err(not_ours(Foreign::Empty)),
        Ok(_) => {}
    }
    let conn = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(problem)?;
    let version = migrate::version(&conn, &path)?;
    heeding(&conn, stop, || sound(&conn, version))
}

fn sound(conn: &Connection, version: i64) -> Result<CopyState> {
    let said: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(problem)?;
    if said != "ok" {
        return Err(Problem::Damaged(Damage::Said(SafeText::line(&said))));
    }
    let count = |sql: &str| -> Result<i64> { conn.query_row(sql, [], |row| row.get(0)).map_err(problem) };
    if count("SELECT count(*) FROM pragma_foreign_key_check")? > 0 {
        return Err(Problem::Damaged(Damage::Dangling));
    }
    let rows = [
        count("SELECT count(*) FROM orders")?,
        count("SELECT count(*) FROM conversations")?,
        count("SELECT count(*) FROM messages")?,
    ];
    Ok(CopyState { version, rows })
}

/// Does work that ends early, with an error, when `stop` turns true.
fn heeding<T>(conn: &Connection, stop: &Stop, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if stop.load(Ordering::Relaxed) {
        return Err(Problem::Stopped);
    }
    let handle = conn.get_interrupt_handle();
    let (at_work, ended) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                if stop.load(Ordering::Relaxed) {
                    handle.interrupt();
                }
            }
        });
        let done = work();
        drop(at_work);
        match done {
            Err(Problem::Interrupted) if stop.load(Ordering::Relaxed) => Err(Problem::Stopped),
            done => done,
        }
    })
}

pub(in crate::store) fn make_folder(folder: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| Problem::file(folder, &e))
}

pub(in crate::store) fn sync_folder(folder: &Path) -> Result<()> {
    // A file named without a folder stands in the present one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::File::open(folder).and_then(|f| f.sync_all()).map_err(|e| Problem::file(folder, &e))
}

pub(in crate::store) fn sync_file(file: &Path) -> Result<()> {
    std::fs::File::open(file).and_then(|f| f.sync_all()).map_err(|e| Problem::file(file, &e))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_path_buf().into_os_string();
    name.push(suffix);
    PathBuf::from(name)
}

fn shown(path: &Path) -> SafeText {
    SafeText::line(&path.to_string_lossy())
}
