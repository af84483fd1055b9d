//! What the import screen shows: a folder, and what came of a file.

use crate::domain::preview::TableSeen;
use crate::domain::{Problem, SafeText, Time};

/// A folder.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FolderPage {
    /// What is in it: files by when they were changed, the newest first, then folders by name.
    pub entries: Vec<FolderEntry>,
    /// Why it cannot be read.
    pub problem: Option<Problem>,
}

/// A file or a folder in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FolderEntry {
    /// Its name, as it is typed.
    pub name: String,
    /// True for a folder.
    pub is_folder: bool,
    /// Its size.
    pub bytes: u64,
    /// When it was changed.
    pub changed: Option<Time>,
}

/// What came of a file that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportTold {
    /// The path as it was typed.
    pub path: String,
    /// True when nothing was written.
    pub dry: bool,
    /// Format code words.
    pub format: SafeText,
    /// The encoding's or container's word.
    pub encoding: SafeText,
    /// Data rows.
    pub rows: u64,
    /// New rows.
    pub inserted: u64,
    /// Changed rows.
    pub updated: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows that disagree with better data, which was kept.
    pub conflicting: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// Rows taken with a status that is not known.
    pub unknown_status: u64,
    /// Rows taken with bytes that could not be read.
    pub lossy: u64,
    /// The row an earlier, cut-off run had come to; 0 when there was none.
    pub resumed: u64,
    /// How its tables were understood.
    pub tables: Vec<TableSeen>,
    /// What was found wrong, the first ones.
    pub rejects: Vec<RejectRow>,
}

/// A row, or a cell of it, that was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectRow {
    /// The row, counted as a spreadsheet does.
    pub row: u64,
    /// The column's heading.
    pub column: SafeText,
    /// Why, as a code word.
    pub problem: SafeText,
    /// What stands there.
    pub value: SafeText,
}
