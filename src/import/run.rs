//! One reading: from a source of rows to batches of facts.

use std::io::{Cursor, Read, Seek, SeekFrom};

use super::cell;
use super::columns::ROUNDED;
use super::csv::CsvRows;
use super::dispatch;
use super::fault::{Fault, Limit};
use super::format::Format;
use super::preview::Preview;
use super::read::{Batch, Found, Options, REJECTS_MAX, Sink, Summary};
use super::record::{Record, Rows, Shape};
use super::sheets::Mapping;
use super::sniff::{self, Container, Decoded, HEAD};
use super::told::{Code, Reject, Sheaf};
use super::top::{Table, first_row, is_trailer, is_units, sample};
use super::workbook::{self, SheetRows, WholeRows, Zipped};
use crate::domain::Problem;

/// How many rows are looked at to see whether order numbers repeat.
const SAMPLE: usize = 2_000;

/// The first bytes of a source.
pub(super) fn head_of(source: &mut impl Read) -> Result<Vec<u8>, Fault> {
    let mut head = Vec::new();
    source.take(HEAD as u64).read_to_end(&mut head).map_err(Fault::Io)?;
    Ok(head)
}

/// The top of a table in which a quote is a sign like any other; nothing when it is none, seen that way.
fn bare_table(
    body: &[u8],
    encoding: &'static encoding_rs::Encoding,
    wanted: Option<Format>,
    mapping: Option<&Mapping>,
) -> Result<Option<Table>, Fault> {
    let mut rows = CsvRows::new(Decoded::new(body, encoding), b'\t');
    rows.without_quotes();
    Ok(Table::of(&sample(&mut rows, SAMPLE)?, wanted, mapping))
}

/// A reading under way.
pub(super) struct Run<'a, 'b> {
    options: &'a Options,
    sink: &'a mut Sink<'b>,
    summary: Summary,
    /// Rows of all tables so far, headers included: what `resume` counts.
    seq: u64,
}

impl<'a, 'b> Run<'a, 'b> {
    pub(super) fn new(options: &'a Options, sink: &'a mut Sink<'b>) -> Self {
        Self { options, sink, summary: Summary::default(), seq: 0 }
    }

    pub(super) fn into_summary(self) -> Summary {
        self.summary
    }

    /// Reads delimited text whose first bytes are `head`.
    pub(super) fn text(&mut self, head: &[u8], rest: impl Read, part: Option<String>) -> Result<(), Problem> {
        let mapping = self.options.mapping.as_deref();
        let (encoding, mark) = match mapping.and_then(|mapping| mapping.encoding) {
            Some(encoding) => (encoding, encoding_rs::Encoding::for_bom(head).map_or(0, |(_, mark)| mark)),
            None => sniff::encoding(head),
        };
        let body = head.get(mark..).unwrap_or_default();
        let mut seen = String::new();
        for delimiter in [b',', b'\t', b';', b'|'] {
            let mut rows = CsvRows::new(Decoded::new(body, encoding), delimiter);
            let sample = sample(&mut rows, SAMPLE)?;
            let Some(mut table) = Table::of(&sample, self.options.format, mapping) else {
                if seen.is_empty() {
                    seen = first_row(&sample);
                }
                continue;
            };
            let found = Found { format: table.format, encoding: sniff::encoding_word(encoding), part };
            let bare = table.format == Format::AmazonOrders && delimiter == b'\t';
            if bare {
                table = bare_table(body, encoding, self.options.format, mapping)?.unwrap_or(table);
            }
            let mut rows = CsvRows::new(Decoded::new(body.chain(rest), encoding), delimiter);
            if bare {
                rows.without_quotes();
            }
            let mut record = Record::default();
            for _ in 0..table.above {
                rows.next(&mut record).map_err(Fault::Io)?;
            }
            rows.expect(table.header.names.len(), table.starts_with_number());
            return self.table(&mut Counted(rows), table, found);
        }
        Err(Fault::Unknown(seen).into())
    }

    pub(super) fn sheets<S: Read + Seek>(&mut self, mut source: S, within: Option<&str>) -> Result<(), Problem> {
        source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
        let mut book = workbook::open_xlsx(source)?;
        let names = calamine::Reader::sheet_names(&book);
        let several = names.len() > 1;
        let mut known = Vec::new();
        let mut seen = String::new();
        let mapping = self.options.mapping.as_deref();
        let wanted = mapping.and_then(|mapping| mapping.sheet.as_deref());
        for name in names {
            if wanted.is_some_and(|wanted| wanted != name) {
                continue;
            }
            // A chart sheet has no cells.
            let Ok(mut rows) = SheetRows::open(&mut book, &name) else { continue };
            let sample = sample(&mut rows, SAMPLE)?;
            match Table::of(&sample, self.options.format, mapping) {
                Some(table) => known.push((name, table)),
                None if seen.is_empty() => seen = first_row(&sample),
                None => {}
            }
        }
        if known.is_empty() {
            return Err(Fault::Unknown(seen).into());
        }
        // Orders before their items, whatever the order of the sheets.
        known.sort_by_key(|(_, table)| Format::ALL.iter().position(|f| *f == table.format));
        for (name, table) in known {
            if self.summary.stopped {
                break;
            }
            let mut rows = SheetRows::open(&mut book, &name)?;
            let mut record = Record::default();
            for _ in 0..table.above {
                rows.next(&mut record).map_err(Fault::Io)?;
            }
            let part = match (within, several) {
                (Some(file), true) => Some(format!("{file}/{name}")),
                (Some(file), false) => Some(file.to_owned()),
                (None, _) => several.then_some(name),
            };
            let found = Found { format: table.format, encoding: "xlsx", part };
            self.table(&mut rows, table, found)?;
        }
        Ok(())
    }

    pub(super) fn whole(&mut self, sheets: Vec<(String, WholeRows)>, encoding: &'static str) -> Result<(), Problem> {
        let several = sheets.len() > 1;
        let mut seen = None;
        let options = self.options;
        let mapping = options.mapping.as_deref();
        let wanted = mapping.and_then(|mapping| mapping.sheet.as_deref());
        for (name, mut rows) in sheets {
            if wanted.is_some_and(|wanted| !name.is_empty() && wanted != name) {
                continue;
            }
            let sample = rows.peek(SAMPLE);
            let Some(table) = Table::of(&sample, self.options.format, mapping) else {
                seen = seen.or_else(|| Some(first_row(&sample)));
                continue;
            };
            let mut record = Record::default();
            for _ in 0..table.above {
                rows.next(&mut record).map_err(Fault::Io)?;
            }
            let found = Found { format: table.format, encoding, part: several.then_some(name) };
            self.table(&mut rows, table, found)?;
        }
        if self.summary.found.is_empty() {
            return Err(Fault::Unknown(seen.unwrap_or_default()).into());
        }
        Ok(())
    }

    /// Reads the text files of a wrapper; what is no table of ours (a summary beside the details) is passed over.
    pub(super) fn archive<S: Read + Seek>(&mut self, mut source: S, files: &[usize]) -> Result<(), Problem> {
        source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
        let mut archive = zip::ZipArchive::new(source).map_err(|_| Fault::Archive)?;
        let mut last = Problem::from(Fault::NotATable);
        for index in files {
            let mut entry = archive.by_index(*index).map_err(|_| Fault::Archive)?;
            let part = entry.name().ok().map(std::borrow::Cow::into_owned);
            let head = head_of(&mut entry)?;
            let read = match sniff::container(&head) {
                Container::Text => self.text(&head, entry, part),
                Container::Zip => self.packed_workbook(head, entry, part.as_deref()),
                _ => continue,
            };
            match read {
                Err(problem @ Problem::Import(_)) => last = problem,
                other => other?,
            }
            if self.summary.stopped {
                break;
            }
        }
        if self.summary.found.is_empty() { Err(last) } else { Ok(()) }
    }

    /// Reads a workbook within an archive; an archive within an archive is not looked into.
    fn packed_workbook(&mut self, head: Vec<u8>, entry: impl Read, name: Option<&str>) -> Result<(), Problem> {
        let mut whole = head;
        entry.take(workbook::WHOLE_MAX).read_to_end(&mut whole).map_err(Fault::Io)?;
        if whole.len() as u64 >= workbook::WHOLE_MAX {
            return Err(Fault::TooBig(Limit::Whole).into());
        }
        let mut source = Cursor::new(whole);
        match workbook::check_zip(&mut source)? {
            Zipped::Workbook => self.sheets(source, name),
            Zipped::Files(_) => Err(Fault::NotATable.into()),
        }
    }

    /// Reads the data rows of one table.
    fn table(&mut self, rows: &mut dyn Rows, table: Table, found: Found) -> Result<(), Problem> {
        self.summary.previews.push(Preview::of(&found, &table));
        let Table { header, format, above, columns, repeats, .. } = table;
        let (needed, width) = (dispatch::needed(format, &columns), columns.width());
        let known = dispatch::settled(format, &columns);
        let long: Vec<usize> = ROUNDED.into_iter().filter_map(|field| known.place(field)).collect();
        let mut mapper = dispatch::mapper(format, &header, columns, repeats, self.options.zone);
        self.summary.found.push(found.clone());
        let base = self.seq;
        let mut sheaf = Sheaf::default();
        let mut record = Record::default();
        let mut row = above as u64;
        while let Some(shape) = rows.next(&mut record).map_err(Fault::Io)? {
            row += 1;
            if base + row <= self.options.resume {
                continue;
            }
            if rows.is_ragged() {
                record.pad_to(width);
            }
            let told = sheaf.told.len();
            let beyond = (width..record.len()).any(|i| !cell::text(record.cell(i)).is_empty());
            let outcome = if shape == Shape::Broken || (!record.is_blank() && (record.len() < needed || beyond)) {
                if shape == Shape::Whole && is_trailer(&record, &header) {
                    continue;
                }
                Err(Reject::new(row, "", Code::BrokenRow, record.cell(0)))
            } else if record.is_blank() {
                continue;
            } else {
                mapper.row(row, &record, &mut sheaf)
            };
            match outcome {
                Ok(()) => {
                    self.summary.rows += 1;
                    for at in long.iter().copied().filter(|at| cell::is_power(cell::text(record.cell(*at)))) {
                        let name = header.names.get(at).map_or("", String::as_str);
                        sheaf.rejects.push(Reject::new(row, name, Code::DamagedNumber, record.cell(at)));
                    }
                    if record.has_bad_bytes() {
                        let bad = record.cells().find(|cell| cell.contains('\u{fffd}')).unwrap_or_default();
                        sheaf.rejects.push(Reject::new(row, "", Code::BadBytes, bad));
                    }
                }
                Err(reject)
                    if matches!(reject.code, Code::DamagedId | Code::MissingId) && is_trailer(&record, &header) => {}
                Err(reject) if reject.code == Code::MissingId && row == above as u64 + 1 && is_units(&record) => {}
                Err(reject) => {
                    self.summary.rows += 1;
                    sheaf.told.truncate(told);
                    sheaf.rejects.push(reject);
                }
            }
            if sheaf.told.len() >= self.options.batch {
                let resume = base + mapper.held_from().unwrap_or(row + 1) - 1;
                if self.hand_over(&mut sheaf, &found, resume, rows.bytes_read())? {
                    return Ok(());
                }
            }
        }
        mapper.flush(&mut sheaf);
        self.seq = base + row;
        self.hand_over(&mut sheaf, &found, base + row, rows.bytes_read())?;
        Ok(())
    }

    /// Gives the batch to the sink; true when it wants no more.
    fn hand_over(&mut self, sheaf: &mut Sheaf, found: &Found, resume: u64, bytes: u64) -> Result<bool, Problem> {
        let told = std::mem::take(&mut sheaf.told);
        let rejects = std::mem::take(&mut sheaf.rejects);
        for reject in &rejects {
            match reject.code {
                Code::UnknownStatus => self.summary.unknown_status += 1,
                Code::BadBytes => self.summary.lossy += 1,
                _ => self.summary.rejected += 1,
            }
            if self.summary.rejects.len() < REJECTS_MAX {
                self.summary.rejects.push(reject.clone());
            }
        }
        let batch = Batch { found: found.clone(), told, rejects, rows: self.summary.rows, resume, bytes };
        self.summary.stopped = (self.sink)(batch)?.is_break();
        Ok(self.summary.stopped)
    }
}

/// Rows of text, with the bytes behind them.
struct Counted<R: Read>(CsvRows<Decoded<R>>);

impl<R: Read> Rows for Counted<R> {
    fn next(&mut self, record: &mut Record) -> std::io::Result<Option<Shape>> {
        self.0.next(record)
    }
    fn bytes_read(&self) -> u64 {
        self.0.source().bytes_read()
    }
}
