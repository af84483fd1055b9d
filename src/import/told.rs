//! What reading hands over: facts with their row, and what could not be read.

use std::sync::Arc;

use crate::domain::{Fact, ShopKey};

/// One fact and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// The row of the file, counted as a spreadsheet does: the header is a row too.
    pub row: u64,
    /// True when it is what its row is about; false for what the row tells beside it (an item's order).
    pub counts: bool,
    /// The shop the file names; nothing when it names none.
    pub shop: Option<Arc<ShopKey>>,
    /// The fact.
    pub fact: Fact,
}

/// Why a cell or a row was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Code {
    /// The number was rounded by a spreadsheet, or is none.
    DamagedId,
    /// There is no number.
    MissingId,
    /// A phone or waybill that a spreadsheet has rounded; the row was taken without it.
    DamagedNumber,
    /// Not an amount.
    BadAmount,
    /// Not a time.
    BadTime,
    /// Not a count.
    BadCount,
    /// Quotes or cells do not match the header.
    BrokenRow,
    /// Bytes the encoding does not know; the row was taken, they read as U+FFFD.
    BadBytes,
    /// A status we do not know; the row was taken, with the status unknown.
    UnknownStatus,
}

impl Code {
    /// All of them.
    pub const ALL: [Code; 9] = [
        Code::DamagedId,
        Code::MissingId,
        Code::DamagedNumber,
        Code::BadAmount,
        Code::BadTime,
        Code::BadCount,
        Code::BrokenRow,
        Code::BadBytes,
        Code::UnknownStatus,
    ];
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            Code::DamagedId => "damaged_id",
            Code::MissingId => "missing_id",
            Code::DamagedNumber => "damaged_number",
            Code::BadAmount => "bad_amount",
            Code::BadTime => "bad_time",
            Code::BadCount => "bad_count",
            Code::BrokenRow => "broken_row",
            Code::BadBytes => "bad_bytes",
            Code::UnknownStatus => "unknown_status",
        }
    }
    /// True when the row was not taken.
    pub const fn rejects(self) -> bool {
        !matches!(self, Code::BadBytes | Code::UnknownStatus | Code::DamagedNumber)
    }
}

/// A cell or row that was found wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reject {
    /// The row.
    pub row: u64,
    /// The column's name; empty when it is the whole row.
    pub column: String,
    /// What is wrong.
    pub code: Code,
    /// What stands there, cut short.
    pub value: String,
}

impl Reject {
    /// A reject with its value cut to 200 bytes.
    pub fn new(row: u64, column: &str, code: Code, value: &str) -> Self {
        let mut end = value.len().min(200);
        while !value.is_char_boundary(end) {
            end -= 1;
        }
        Self { row, column: column.to_owned(), code, value: value[..end].to_owned() }
    }
}

/// What turns rows into facts. A mapper may hold rows back until their group is whole.
pub(crate) trait Mapper {
    /// Takes one row; the error is why it was not taken.
    fn row(&mut self, row: u64, record: &super::record::Record, out: &mut Sheaf) -> Result<(), Reject>;
    /// Hands over what it holds back.
    fn flush(&mut self, out: &mut Sheaf);
    /// The first row held back.
    fn held_from(&self) -> Option<u64>;
}

/// What has been read and not handed over yet.
#[derive(Default, Debug)]
pub(crate) struct Sheaf {
    pub(crate) told: Vec<Told>,
    pub(crate) rejects: Vec<Reject>,
}
