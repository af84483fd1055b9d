//! The top of a table: where its header stands, what it is, and what is no data.

use std::collections::HashSet;

use super::cell::{self, Id};
use super::fault::Fault;
use super::format::{Format, Header};
use super::record::{Record, Rows};
use super::sheets::{self, Mapping};
use super::taobao::columns::{Columns, Field};

/// How many rows at the top may be titles, comments and the like.
const PREAMBLE: usize = 20;

/// A header and where it stands.
pub(super) struct Top {
    pub(super) header: Header,
    pub(super) format: Format,
    /// Rows above the data, the header included.
    pub(super) above: usize,
}

pub(super) fn sample(rows: &mut dyn Rows, n: usize) -> Result<Vec<Record>, Fault> {
    let mut sample = Vec::new();
    let mut record = Record::default();
    while sample.len() < n && rows.next(&mut record).map_err(Fault::Io)?.is_some() {
        sample.push(record.clone());
    }
    Ok(sample)
}

pub(super) fn top_of(sample: &[Record], wanted: Option<Format>, mapping: Option<&Mapping>) -> Option<Top> {
    if let Some(mapping) = mapping {
        return mapped(sample, mapping);
    }
    sample.iter().take(PREAMBLE).enumerate().find_map(|(i, record)| {
        let header = Header::of(record);
        let format = match wanted {
            Some(format) if format.is_sheet() => sheets::is_whole(format, &header).then_some(format)?,
            Some(format) => {
                let columns = Columns::of(format, &header);
                let keyed =
                    columns.has(Field::Number) && (format != Format::TaobaoRefunds || columns.has(Field::RefundId));
                (keyed && columns.has(Field::Status)).then_some(format)?
            }
            None => header.format()?,
        };
        Some(Top { header, format, above: i + 1 })
    })
}

/// The top of a table a person has mapped: the row that has every column the mapping names.
fn mapped(sample: &[Record], mapping: &Mapping) -> Option<Top> {
    sample.iter().take(PREAMBLE).enumerate().find_map(|(i, record)| {
        let header = Header::of(record);
        let here = mapping.header_row.is_none_or(|row| row == i + 1) && mapping.fits(&header);
        here.then(|| Top { header: mapping.apply(header), format: mapping.format, above: i + 1 })
    })
}

pub(super) fn first_row(sample: &[Record]) -> String {
    let row = sample.iter().find(|record| !record.is_blank());
    let text: Vec<&str> = row.map(|r| r.cells().take(6).collect()).unwrap_or_default();
    text.join(" | ").chars().take(120).collect()
}

/// True when some order number stands twice among the first rows: then a row speaks for an item.
pub(super) fn repeats(sample: &[Record], columns: &Columns) -> bool {
    let mut seen = HashSet::new();
    sample.iter().any(|record| match cell::id(columns.raw(record, Field::Number)) {
        Id::Good(number) => !seen.insert(number),
        _ => false,
    })
}

/// True when the first column holds a long number on every row.
pub(super) fn starts_with_number(columns: &Columns) -> bool {
    [Field::Number, Field::LineId].iter().any(|field| columns.is_first(*field))
}

/// True for a row that is no data: a sum, a comment, a count of downloads, the header again.
pub(super) fn is_trailer(record: &Record, header: &Header) -> bool {
    let first = record.cells().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
    ["#", "合计", "总计", "小计", "共计", "Seller ID"].iter().any(|mark| first.starts_with(mark))
        || first.contains("record(s) downloaded")
        || header.is_repeated_in(record)
}
