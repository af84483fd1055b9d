//! Reading a file: find out what it is, then hand over its facts batch by batch.

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::fault::{Fault, Limit};
use super::format::Format;
use super::preview::Preview;
use super::run::{Run, head_of};
use super::sheets::Mapping;
use super::sniff::{self, Container};
use super::told::{Reject, Told};
use super::workbook::{self, WholeRows, Zipped};
use crate::domain::{Problem, Zone};

/// How many rejects are kept; the rest are only counted.
pub const REJECTS_MAX: usize = 1_000;

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Take this format, whatever the header says; a table without its columns is refused all the same.
    pub format: Option<Format>,
    /// Facts in a batch, about.
    pub batch: usize,
    /// Rows to pass over: the `resume` of the last batch that was stored.
    pub resume: u64,
    /// The zone of times that name none, in files from outside China.
    pub zone: Zone,
    /// A person's own mapping, which says the format too.
    pub mapping: Option<Arc<Mapping>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, batch: 500, resume: 0, zone: Zone::default(), mapping: None }
    }
}

/// What a table turned out to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its format.
    pub format: Format,
    /// `utf-8`, `gb18030`, `utf-16`, `xlsx`, `xls` or `html`.
    pub encoding: &'static str,
    /// The sheet or archive entry, where there are several.
    pub part: Option<String>,
}

/// A piece of a file, ready to be stored in one transaction.
#[derive(Clone, Debug)]
pub struct Batch {
    /// What the table is.
    pub found: Found,
    /// The facts, in the order of the file; an order's own fact stands before its lines.
    pub told: Vec<Told>,
    /// What was found wrong on the way.
    pub rejects: Vec<Reject>,
    /// Data rows seen so far.
    pub rows: u64,
    /// Where to go on, should this batch be the last one stored.
    pub resume: u64,
    /// Bytes of the file behind these rows; 0 where that cannot be told.
    pub bytes: u64,
}

/// What came of a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// The tables read.
    pub found: Vec<Found>,
    /// How their columns were understood, and their first rows.
    pub previews: Vec<Preview>,
    /// Data rows, rejected ones included.
    pub rows: u64,
    /// Rows not taken.
    pub rejected: u64,
    /// Rows taken whose status is unknown.
    pub unknown_status: u64,
    /// Rows taken with bytes the encoding does not know.
    pub lossy: u64,
    /// The first [`REJECTS_MAX`] of what was found wrong.
    pub rejects: Vec<Reject>,
    /// True when the sink asked to stop.
    pub stopped: bool,
}

/// Takes a batch; `Break` stops the reading.
pub type Sink<'a> = dyn FnMut(Batch) -> Result<ControlFlow<()>, Problem> + 'a;

/// Reads a whole file, streaming. Fails when it is not a file we know, or when `sink` does; what `sink` took
/// before stays taken.
pub fn read<S: Read + Seek>(mut source: S, options: &Options, sink: &mut Sink<'_>) -> Result<Summary, Problem> {
    source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
    let head = head_of(&mut source)?;
    let mut run = Run::new(options, sink);
    match sniff::container(&head) {
        Container::Empty => return Err(Fault::Empty.into()),
        Container::Other => return Err(Fault::NotATable.into()),
        Container::Text => run.text(&head, source, None)?,
        Container::Html => {
            let mut page = head;
            source.by_ref().take(workbook::WHOLE_MAX).read_to_end(&mut page).map_err(Fault::Io)?;
            if page.len() as u64 >= workbook::WHOLE_MAX {
                return Err(Fault::TooBig(Limit::Whole).into());
            }
            let (encoding, mark) = sniff::encoding(&page);
            let (text, _, _) = encoding.decode(page.get(mark..).unwrap_or_default());
            run.whole(vec![(String::new(), WholeRows::new(super::html::rows(&text)))], "html")?;
        }
        Container::Cfb => {
            if workbook::is_encrypted(&mut source)? {
                return Err(Fault::Encrypted.into());
            }
            run.whole(workbook::old_sheets(source)?, "xls")?;
        }
        Container::Zip => match workbook::check_zip(&mut source)? {
            Zipped::Workbook => run.sheets(source, None)?,
            Zipped::Files(files) => run.archive(source, &files)?,
        },
    }
    Ok(run.into_summary())
}
