//! The top of a table: where its header stands, what it is, and what is no data.

use std::collections::HashSet;

use super::cell::{self, Id};
use super::columns::{Columns, Field};
use super::dispatch;
use super::fault::Fault;
use super::format::{Format, Header};
use super::record::{Record, Rows};
use super::sheets::Mapping;

/// How many rows at the top may be titles, comments and the like.
const PREAMBLE: usize = 20;
/// How many rows a preview shows.
const PREVIEW_ROWS: usize = 5;

/// A table that is known: where it begins and how it is to be read.
pub(super) struct Table {
    pub(super) header: Header,
    pub(super) format: Format,
    /// Rows above the data, the header included.
    pub(super) above: usize,
    pub(super) columns: Columns,
    /// True when some order number stands twice among the first rows: then a row speaks for an item.
    pub(super) repeats: bool,
    /// The first data rows, for a preview.
    pub(super) first: Vec<Record>,
}

impl Table {
    /// Finds the header among the first rows of a table.
    pub(super) fn of(sample: &[Record], wanted: Option<Format>, mapping: Option<&Mapping>) -> Option<Self> {
        let (header, format, above) = top_of(sample, wanted, mapping)?;
        let columns = Columns::of(dispatch::aliases(format), &header);
        let rows = sample.get(above..).unwrap_or_default();
        // A row of one cell is a broken line, a sum or a note: of a line it is not known which cell is a person's.
        let shown = rows.iter().filter(|row| row.len() > 1 && !row.is_blank());
        let first = shown.take(PREVIEW_ROWS).cloned().collect();
        Some(Self { repeats: repeats(rows, &columns), header, format, above, columns, first })
    }
    /// True when the first column holds a long number on every row.
    pub(super) fn starts_with_number(&self) -> bool {
        [Field::Number, Field::LineId].iter().any(|field| self.columns.is_first(*field))
    }
}

pub(super) fn sample(rows: &mut dyn Rows, n: usize) -> Result<Vec<Record>, Fault> {
    let mut sample = Vec::new();
    let mut record = Record::default();
    while sample.len() < n && rows.next(&mut record).map_err(Fault::Io)?.is_some() {
        sample.push(record.clone());
    }
    Ok(sample)
}

fn top_of(sample: &[Record], wanted: Option<Format>, mapping: Option<&Mapping>) -> Option<(Header, Format, usize)> {
    if let Some(mapping) = mapping {
        return mapped(sample, mapping);
    }
    sample.iter().take(PREAMBLE).enumerate().find_map(|(i, record)| {
        let header = Header::of(record);
        let format = match wanted {
            Some(format) => dispatch::is_whole(format, &header).then_some(format)?,
            None => header.format()?,
        };
        Some((header, format, i + 1))
    })
}

/// The top of a table a person has mapped: the row that has every column the mapping names.
fn mapped(sample: &[Record], mapping: &Mapping) -> Option<(Header, Format, usize)> {
    sample.iter().take(PREAMBLE).enumerate().find_map(|(i, record)| {
        let header = Header::of(record);
        let here = mapping.header_row.is_none_or(|row| row == i + 1) && mapping.fits(&header);
        here.then(|| (mapping.apply(header), mapping.format, i + 1))
    })
}

pub(super) fn first_row(sample: &[Record]) -> String {
    let row = sample.iter().find(|record| !record.is_blank());
    let text: Vec<&str> = row.map(|r| r.cells().take(6).collect()).unwrap_or_default();
    text.join(" | ").chars().take(120).collect()
}

fn repeats(sample: &[Record], columns: &Columns) -> bool {
    let mut seen = HashSet::new();
    sample.iter().any(|record| match cell::id(columns.raw(record, Field::Number)) {
        Id::Good(number) => !seen.insert(number),
        _ => false,
    })
}

/// True for a row right under the header that has no figure in it: the units of its columns.
pub(super) fn is_units(record: &Record) -> bool {
    !record.cells().any(|cell| cell.contains(|c: char| c.is_ascii_digit()))
}

/// True for a row that is no data: a sum, a comment, a count of downloads, the header again.
pub(super) fn is_trailer(record: &Record, header: &Header) -> bool {
    let first = record.cells().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
    // `#1001` is a number, `#------` and `#支出合计` are not.
    let comment = first.strip_prefix('#').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    comment
        || ["合计", "总计", "小计", "共计", "Seller ID"].iter().any(|mark| first.starts_with(mark))
        || record.cells().take(2).any(|cell| cell.contains("record(s) downloaded"))
        || header.is_repeated_in(record)
}
