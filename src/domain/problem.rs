//! Everything that can go wrong, as types. Words and hints in both languages are in `text::problem`.

mod damage;
mod file;

use std::fmt;

pub use damage::{Damage, Unsaid};
pub use file::{FileTrouble, Foreign};

use super::facts::ImportFault;
use super::money::MoneyError;
use super::query::{Kept, QueryFault};
use super::reply::ReplyFault;
use super::safe_text::SafeText;
use super::source::SourceFault;

/// A problem a person is told of. Every variant has its words and its hint in `text::problem`.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum Problem {
    /// The data file was written by a newer kefu.
    #[error("data file has schema {theirs}, this program knows {ours}")]
    NewerFile {
        /// The file's schema version.
        theirs: i64,
        /// Ours.
        ours: i64,
        /// Where this program is.
        program: SafeText,
    },
    /// The data file has our version number and another schema: a build between two releases made it.
    #[error("{path} was made by another build")]
    OtherSchema {
        /// Which file.
        path: SafeText,
    },
    /// The file is not ours.
    #[error("{path} is not a kefu data file: {found:?}")]
    NotOurFile {
        /// Which file.
        path: SafeText,
        /// What it is instead.
        found: Foreign,
    },
    /// A file or folder cannot be used.
    #[error("{path}: {what:?}")]
    File {
        /// Which one.
        path: SafeText,
        /// Why not.
        what: FileTrouble,
    },
    /// The system refuses something that is no file of a known name: a thread, a stream.
    #[error("system: {0:?}")]
    System(FileTrouble),
    /// No room is left.
    #[error("disk full")]
    DiskFull,
    /// The data file can be read but not written.
    #[error("read-only")]
    ReadOnly,
    /// Another process holds the data file.
    #[error("data file is busy")]
    Busy,
    /// More would go back than was paid.
    #[error("refunds would exceed what was paid; {left} is left")]
    OverRefund {
        /// What is left to be refunded.
        left: SafeText,
    },
    /// What is put off needs words that say why.
    #[error("no reason given")]
    NoReason,
    /// A newer question took the place of this one.
    #[error("interrupted")]
    Interrupted,
    /// The data file is damaged.
    #[error("data file is damaged: {0:?}")]
    Damaged(Damage),
    /// Somebody was faster: the row is no longer as it was seen.
    #[error("changed meanwhile by {by}")]
    Changed {
        /// Who changed it.
        by: SafeText,
    },
    /// There is no such thing.
    #[error("no {kind} {key}")]
    NotFound {
        /// What was looked for, as a code word: `order`, `chat`, `case`, ...
        kind: &'static str,
        /// By which key.
        key: SafeText,
    },
    /// It was ended on the way; nothing half-done is left.
    #[error("stopped")]
    Stopped,
    /// Something has to be said for this act.
    #[error("unsaid: {0:?}")]
    Unsaid(Unsaid),
    /// Somebody has this name already.
    #[error("the name {name} is taken")]
    NameTaken {
        /// The name.
        name: SafeText,
    },
    /// An amount cannot be worked out.
    #[error("{0}")]
    Sum(MoneyError),
    /// The words of a command or a setting are off.
    #[error("{0}")]
    Usage(SafeText),
    /// A configuration file is wrong; the last good one stays in force.
    #[error("{file}:{line}: {what}")]
    Config {
        /// Which file.
        file: SafeText,
        /// Which line, from 1; 0 when unknown.
        line: usize,
        /// What is wrong there.
        what: SafeText,
    },
    /// Neither a flag nor the system says where files go.
    #[error("no home folder")]
    NoHome,
    /// A platform's file could not be read at all; nothing was written.
    #[error("cannot import: {0:?}")]
    Import(ImportFault),
    /// A file of quick replies has a fault; the last good set stays in force.
    #[error("{file}:{line}: {fault}")]
    Reply {
        /// Which file.
        file: SafeText,
        /// Which line, from 1; 0 when it is the file as a whole.
        line: usize,
        /// What is wrong there.
        fault: ReplyFault,
    },
    /// What was typed into the search box for orders is not understood; nothing was looked for.
    #[error("query: {0:?}")]
    Query(QueryFault),
    /// A file is not taken as evidence; nothing was kept of it.
    #[error("{name} is not taken as evidence: {fault:?}")]
    Evidence {
        /// Which file.
        name: SafeText,
        /// Why not.
        fault: FileFault,
    },
    /// The screen needs a terminal.
    #[error("no terminal")]
    NoTerminal,
    /// The terminal cannot place a cursor.
    #[error("terminal cannot draw a screen")]
    DumbTerminal {
        /// What `TERM` says; empty when it is not set.
        term: SafeText,
    },
    /// A channel wants to be signed in again; its messages wait.
    #[error("{channel}: sign in again: {why}")]
    ChannelAuth {
        /// Which channel.
        channel: SafeText,
        /// What it said.
        why: SafeText,
    },
    /// A live order source did not tell; what was known stays.
    #[error("{source_name}: {fault}")]
    Source {
        /// Which one.
        source_name: SafeText,
        /// Why.
        fault: SourceFault,
    },
    /// An act was not taken back; the next undo goes on to the act before it.
    #[error("{act} was not taken back")]
    NotUndone {
        /// The act's code word.
        act: String,
        /// The row it changed, as a person knows it: an order's number, a buyer's name; empty when it has none.
        about: SafeText,
        /// Why not.
        why: Kept,
    },
    /// A secret is not where the settings say.
    #[error("no secret in {place}")]
    NoSecret {
        /// The variable or the file.
        place: SafeText,
    },
    /// A file with a secret can be read by others.
    #[error("{path} can be read by others")]
    OpenSecret {
        /// Which file.
        path: SafeText,
    },
    /// Text is too long for the clipboard of the terminal, or no clipboard can be reached.
    #[error("cannot copy")]
    NoClipboard {
        /// True when there is a way, but not for so much text.
        too_long: bool,
    },
    /// A rule does not let it happen; the words say why and what would help.
    #[error("{what}")]
    Refused {
        /// Why not.
        what: SafeText,
        /// What would help.
        hint: SafeText,
    },
    /// More than this person may give alone: a second one has to say so with a PIN of their own.
    #[error("{what}")]
    NeedsSecond {
        /// Which limit it is over.
        what: SafeText,
        /// Who could help.
        hint: SafeText,
    },
    /// The SQLite this program was built with has faults that lose data.
    #[error("SQLite {version} is too old")]
    OldSqlite {
        /// Its version.
        version: SafeText,
        /// The oldest that will do.
        oldest: &'static str,
    },
    /// The program itself is at fault.
    #[error("fault of the program: {place} {about}")]
    Program {
        /// Where, as a code word: `store.thread`, `import.reader`, ...
        place: &'static str,
        /// What it was about; empty when nothing tells.
        about: SafeText,
    },
    /// What SQLite or a library said that has no better name.
    #[error("{0}")]
    Other(SafeText),
}

/// Why a file is not taken as evidence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileFault {
    /// There is nothing in it, or it is no file.
    Empty,
    /// Its content is no picture, video, PDF or text.
    NotTaken,
    /// It is larger than one file may be.
    TooLarge {
        /// The limit, in MiB.
        mib: u64,
    },
    /// With it a case would have more than it may.
    TooMuch {
        /// The limit, in MiB.
        mib: u64,
    },
    /// The case has this content already.
    Twice,
}

impl Problem {
    /// A problem with a file, from what the system said.
    pub fn file(path: impl AsRef<std::path::Path>, error: &std::io::Error) -> Self {
        if is_full(error) {
            return Problem::DiskFull;
        }
        Problem::File { path: SafeText::line(&path.as_ref().to_string_lossy()), what: error.into() }
    }
    /// A problem with something that is no file of a known name, from what the system said.
    pub fn system(error: &std::io::Error) -> Self {
        if is_full(error) { Problem::DiskFull } else { Problem::System(error.into()) }
    }
    /// A fault of the program itself, at a place named by a code word.
    pub fn program(place: &'static str) -> Self {
        Problem::Program { place, about: SafeText::default() }
    }
    /// Anything a library says in words of its own.
    pub fn other(what: impl fmt::Display) -> Self {
        Problem::Other(SafeText::line(&what.to_string()))
    }
}

fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}
