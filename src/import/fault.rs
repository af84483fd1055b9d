//! Why a file as a whole could not be read.

use std::io;

use super::csv::EndlessLine;
use crate::domain::Problem;
use crate::domain::facts::ImportFault;

/// A limit a file went over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Limit {
    /// Entries of an archive.
    Entries,
    /// Unfolded size against packed size.
    Ratio,
    /// Unfolded size.
    Unfolded,
    /// Texts a workbook keeps in one place.
    Strings,
    /// One cell.
    Cell,
    /// A file that can only be read whole.
    Whole,
    /// A line of text.
    Line,
}

/// Why a file could not be read.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The system's word.
    Io(io::Error),
    /// Under a password.
    Encrypted,
    /// Over a limit.
    TooBig(Limit),
    /// A workbook that defines entities of its own, which no exporter does.
    Entities,
    /// Not a whole archive or workbook.
    Archive,
    /// Nothing in it.
    Empty,
    /// Not a table at all.
    NotATable,
    /// A table of no format we know; what its first row says.
    Unknown(String),
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let why = match fault {
            Fault::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<EndlessLine>()) => {
                return Fault::TooBig(Limit::Line).into();
            }
            Fault::Io(error) => return Problem::system(&error),
            Fault::Encrypted => ImportFault::Encrypted,
            Fault::TooBig(limit) => ImportFault::TooBig(match limit {
                Limit::Entries => "10,000 entries",
                Limit::Ratio => "100:1",
                Limit::Unfolded => "4 GB",
                Limit::Strings | Limit::Whole | Limit::Line => "64 MB",
                Limit::Cell => "1 MB",
            }),
            Fault::Entities => ImportFault::Entities,
            Fault::Archive => ImportFault::Broken,
            Fault::Empty => ImportFault::Empty,
            Fault::NotATable => ImportFault::NotATable,
            Fault::Unknown(seen) => ImportFault::UnknownFormat((&*seen).into()),
        };
        Problem::Import(why)
    }
}
