//! The data file: the bus between the screen, the command line, importers and channels.
//!
//! Repositories are plain functions over a [`engine::Engine`], one file per aggregate. A process holds one [`Writer`] on its
//! store thread and [`Reader`]s elsewhere. What must not be lost is a row before it is anything else.

pub mod acts;
pub mod agents;
pub mod audit;
pub mod backups;
pub mod cases;
pub mod channels;
pub mod compensations;
pub mod conversations;
pub mod customers;
pub mod desk;
mod doctor;
pub mod drafts;
pub mod engine;
pub mod goods;
pub mod handovers;
pub mod intake;
pub mod messages;
pub mod order_acts;
pub mod orders;
pub mod outbox;
mod path;
pub mod payments;
pub mod pins;
pub mod promises;
pub mod reminders;
pub mod reply_uses;
pub mod review_cases;
mod rows;
pub mod search;
pub mod settings;
pub mod shift;
pub mod shop_writes;
pub mod shops;
pub mod sources;
mod sqlite;
pub mod tickets;
pub mod worklog;

use std::path::Path;
use std::sync::Arc;

pub use doctor::{Check, doctor};
pub use engine::{Arg, Engine, Held, Pace, Result, Row, TextIndex, read, write};
pub use path::DbPath;
pub use sqlite::{CopyState, Interrupt, Stop};

use crate::domain::{Clock, Problem};

/// The schema version this program reads and writes.
pub const SCHEMA_VERSION: i64 = sqlite::VERSION;

/// The connection that writes. Only readable when the file or its folder is: see [`Writer::is_writable`].
pub struct Writer {
    db: sqlite::Sqlite,
    path: Option<DbPath>,
    clock: Arc<dyn Clock>,
}

/// A connection that only reads, for another thread.
pub struct Reader {
    db: sqlite::Sqlite,
}

/// Opens data files.
#[derive(Clone, Copy, Debug)]
pub struct Store;

impl Store {
    /// Opens a data file, made when missing and migrated when old. `clock` is the real one: ids, leases and the audit
    /// follow it.
    ///
    /// # Errors
    /// [`Problem::NewerFile`], [`Problem::OtherSchema`], [`Problem::NotOurFile`], [`Problem::DiskFull`], [`Problem::File`];
    /// the file is then as it was.
    pub fn open(path: &DbPath, clock: Arc<dyn Clock>) -> Result<Writer> {
        let db = sqlite::writer(path, Arc::clone(&clock))?;
        Ok(Writer { db, path: Some(path.clone()), clock })
    }
    /// A store in memory that is gone with its handle.
    pub fn memory(clock: Arc<dyn Clock>) -> Result<Writer> {
        Ok(Writer { db: sqlite::memory(Arc::clone(&clock))?, path: None, clock })
    }
    /// Checks a backup whole without changing it.
    pub fn verify(copy: &Path) -> Result<CopyState> {
        sqlite::verify(copy)
    }
}

impl Writer {
    /// The engine, for the repositories.
    pub fn db(&self) -> &dyn Engine {
        &self.db
    }
    /// False in read-only mode; a write then fails with [`Problem::ReadOnly`].
    pub fn is_writable(&self) -> bool {
        self.db.is_writable()
    }
    /// Where the file is; nothing for a store in memory.
    pub fn path(&self) -> Option<&DbPath> {
        self.path.as_ref()
    }
    /// Another connection that only reads.
    pub fn reader(&self) -> Result<Reader> {
        let path = self.path.as_ref().ok_or_else(|| Problem::program("store.memory"))?;
        Reader::open(path, Arc::clone(&self.clock))
    }
    /// A handle with which another thread stops what runs here.
    pub fn interrupt(&self) -> Interrupt {
        self.db.interrupt()
    }
    /// All checks: [`doctor`], and the modes of the files (0600, their folder 0700).
    pub fn doctor(&self) -> Result<Vec<Check>> {
        let mut checks = doctor(&self.db)?;
        if let Some(path) = &self.path {
            checks.push(Check::of("modes", path.loose_modes()));
        }
        Ok(checks)
    }
    /// Writes a checked copy to a new file.
    pub fn copy_into(&self, target: &Path) -> Result<CopyState> {
        let path = self.path.as_ref().ok_or_else(|| Problem::program("store.memory"))?;
        sqlite::copy_into(&self.db, path, target, &Stop::default())
    }
}

impl Reader {
    /// Opens an existing data file for reading.
    pub fn open(path: &DbPath, clock: Arc<dyn Clock>) -> Result<Reader> {
        Ok(Reader { db: sqlite::reader(path, clock)? })
    }
    /// The same with room for few pages: for what is read seldom and whole.
    pub fn open_sparing(path: &DbPath, clock: Arc<dyn Clock>) -> Result<Reader> {
        let reader = Self::open(path, clock)?;
        reader.db.spare()?;
        Ok(reader)
    }
    /// The engine, for the repositories that only read.
    pub fn db(&self) -> &dyn Engine {
        &self.db
    }
    /// A handle with which another thread stops what runs here.
    pub fn interrupt(&self) -> Interrupt {
        self.db.interrupt()
    }
    /// Writes a checked copy of `live` (the file this reads) to a new file; ends with an error, leaving nothing
    /// behind, when `stop` turns true.
    pub fn copy_into(&self, live: &DbPath, target: &Path, stop: &Stop) -> Result<CopyState> {
        sqlite::copy_into(&self.db, live, target, stop)
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Writer({:?})", self.path)
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}
