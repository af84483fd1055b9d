//! Reading a file: find out what it is, then hand over its facts batch by batch.

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::cell;
use super::csv::CsvRows;
use super::fault::{Fault, Limit};
use super::format::Format;
use super::record::{Record, Rows, Shape};
use super::sheets::{self, Mapping};
use super::sniff::{self, Container, Decoded, HEAD};
use super::taobao::columns::Columns;
use super::taobao::{Items, Orders, Refunds};
use super::told::{Code, Mapper, Reject, Sheaf, Told};
use super::top::{Top, first_row, is_trailer, repeats, sample, starts_with_number, top_of};
use super::workbook::{self, SheetRows, WholeRows, Zipped};
use crate::domain::Problem;

/// How many rows are looked at to see whether order numbers repeat.
const SAMPLE: usize = 2_000;
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
    /// A person's own mapping, which says the format too.
    pub mapping: Option<Arc<Mapping>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, batch: 500, resume: 0, mapping: None }
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
    let mut run = Run { options, sink, summary: Summary::default(), seq: 0 };
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
            Zipped::Workbook => run.sheets(source)?,
            Zipped::Files(files) => run.archive(source, &files)?,
        },
    }
    Ok(run.summary)
}

fn head_of(source: &mut impl Read) -> Result<Vec<u8>, Fault> {
    let mut head = Vec::new();
    source.take(HEAD as u64).read_to_end(&mut head).map_err(Fault::Io)?;
    Ok(head)
}

struct Run<'a, 'b> {
    options: &'a Options,
    sink: &'a mut Sink<'b>,
    summary: Summary,
    /// Rows of all tables so far, headers included: what `resume` counts.
    seq: u64,
}

impl Run<'_, '_> {
    /// Reads delimited text whose first bytes are `head`.
    fn text(&mut self, head: &[u8], rest: impl Read, part: Option<String>) -> Result<(), Problem> {
        let (encoding, mark) = match self.options.mapping.as_ref().and_then(|mapping| mapping.encoding) {
            Some(encoding) => (encoding, encoding_rs::Encoding::for_bom(head).map_or(0, |(_, mark)| mark)),
            None => sniff::encoding(head),
        };
        let body = head.get(mark..).unwrap_or_default();
        let mut seen = String::new();
        for delimiter in [b',', b'\t', b';', b'|'] {
            let mut rows = CsvRows::new(Decoded::new(body, encoding), delimiter);
            let sample = sample(&mut rows, SAMPLE)?;
            let Some(top) = top_of(&sample, self.options.format, self.options.mapping.as_deref()) else {
                if seen.is_empty() {
                    seen = first_row(&sample);
                }
                continue;
            };
            let found = Found { format: top.format, encoding: sniff::encoding_word(encoding), part };
            let columns = Columns::of(top.format, &top.header);
            let repeats = repeats(&sample[top.above..], &columns);
            let mut rows = CsvRows::new(Decoded::new(body.chain(rest), encoding), delimiter);
            let mut record = Record::default();
            for _ in 0..top.above {
                rows.next(&mut record).map_err(Fault::Io)?;
            }
            rows.expect(top.header.names.len(), starts_with_number(&columns));
            return self.table(&mut Counted(rows), top, columns, repeats, found);
        }
        Err(Fault::Unknown(seen).into())
    }

    fn sheets<S: Read + Seek>(&mut self, mut source: S) -> Result<(), Problem> {
        source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
        let mut book = workbook::open_xlsx(source)?;
        let names = calamine::Reader::sheet_names(&book);
        let several = names.len() > 1;
        let mut known = Vec::new();
        let mut seen = String::new();
        let wanted = self.options.mapping.as_ref().and_then(|mapping| mapping.sheet.as_deref());
        for name in names {
            if wanted.is_some_and(|wanted| wanted != name) {
                continue;
            }
            // A chart sheet has no cells.
            let Ok(mut rows) = SheetRows::open(&mut book, &name) else { continue };
            let sample = sample(&mut rows, SAMPLE)?;
            match top_of(&sample, self.options.format, self.options.mapping.as_deref()) {
                Some(top) => {
                    let columns = Columns::of(top.format, &top.header);
                    let repeats = repeats(&sample[top.above..], &columns);
                    known.push((name, top, columns, repeats));
                }
                None if seen.is_empty() => seen = first_row(&sample),
                None => {}
            }
        }
        if known.is_empty() {
            return Err(Fault::Unknown(seen).into());
        }
        // Orders before their items, whatever the order of the sheets.
        known.sort_by_key(|(_, top, ..)| Format::ALL.iter().position(|f| *f == top.format));
        for (name, top, columns, repeats) in known {
            if self.summary.stopped {
                break;
            }
            let mut rows = SheetRows::open(&mut book, &name)?;
            let mut record = Record::default();
            for _ in 0..top.above {
                rows.next(&mut record).map_err(Fault::Io)?;
            }
            let found = Found { format: top.format, encoding: "xlsx", part: several.then_some(name) };
            self.table(&mut rows, top, columns, repeats, found)?;
        }
        Ok(())
    }

    fn whole(&mut self, sheets: Vec<(String, WholeRows)>, encoding: &'static str) -> Result<(), Problem> {
        let several = sheets.len() > 1;
        let mut seen = None;
        let wanted = self.options.mapping.as_ref().and_then(|mapping| mapping.sheet.as_deref());
        for (name, mut rows) in sheets {
            if wanted.is_some_and(|wanted| !name.is_empty() && wanted != name) {
                continue;
            }
            let sample = rows.peek(SAMPLE);
            let Some(top) = top_of(&sample, self.options.format, self.options.mapping.as_deref()) else {
                seen = seen.or_else(|| Some(first_row(&sample)));
                continue;
            };
            let columns = Columns::of(top.format, &top.header);
            let repeats = repeats(&sample[top.above..], &columns);
            let mut record = Record::default();
            for _ in 0..top.above {
                rows.next(&mut record).map_err(Fault::Io)?;
            }
            let found = Found { format: top.format, encoding, part: several.then_some(name) };
            self.table(&mut rows, top, columns, repeats, found)?;
        }
        if self.summary.found.is_empty() {
            return Err(Fault::Unknown(seen.unwrap_or_default()).into());
        }
        Ok(())
    }

    /// Reads the text files of a wrapper; what is no table of ours (a summary beside the details) is passed over.
    fn archive<S: Read + Seek>(&mut self, mut source: S, files: &[usize]) -> Result<(), Problem> {
        source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
        let mut archive = zip::ZipArchive::new(source).map_err(|_| Fault::Archive)?;
        let mut last = Problem::from(Fault::NotATable);
        for index in files {
            let mut entry = archive.by_index(*index).map_err(|_| Fault::Archive)?;
            let part = entry.name().ok().map(std::borrow::Cow::into_owned);
            let head = head_of(&mut entry)?;
            if sniff::container(&head) != Container::Text {
                continue;
            }
            match self.text(&head, entry, part) {
                Err(problem @ Problem::Import(_)) => last = problem,
                other => other?,
            }
        }
        if self.summary.found.is_empty() { Err(last) } else { Ok(()) }
    }

    /// Reads the data rows of one table.
    fn table(
        &mut self,
        rows: &mut dyn Rows,
        top: Top,
        columns: Columns,
        repeats: bool,
        found: Found,
    ) -> Result<(), Problem> {
        let (needed, width) = (columns.needed(), columns.width());
        let mut mapper: Box<dyn Mapper> = match (top.format, sheets::mapper(top.format, &top.header)) {
            (_, Some(sheet)) => sheet,
            (Format::TaobaoOrders, _) => Box::new(Orders::new(columns, repeats)),
            (Format::TaobaoRefunds, _) => Box::new(Refunds::new(columns)),
            _ => Box::new(Items::new(columns)),
        };
        self.summary.found.push(found.clone());
        let base = self.seq;
        let mut sheaf = Sheaf::default();
        let mut record = Record::default();
        let mut row = top.above as u64;
        while let Some(shape) = rows.next(&mut record).map_err(Fault::Io)? {
            row += 1;
            if base + row <= self.options.resume {
                continue;
            }
            let told = sheaf.told.len();
            let beyond = (width..record.len()).any(|i| !cell::text(record.cell(i)).is_empty());
            let outcome = if shape == Shape::Broken || (!record.is_blank() && (record.len() < needed || beyond)) {
                if shape == Shape::Whole && is_trailer(&record, &top.header) {
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
                    if record.has_bad_bytes() {
                        let bad = record.cells().find(|cell| cell.contains('\u{fffd}')).unwrap_or_default();
                        sheaf.rejects.push(Reject::new(row, "", Code::BadBytes, bad));
                    }
                }
                Err(reject)
                    if matches!(reject.code, Code::DamagedId | Code::MissingId) && is_trailer(&record, &top.header) => {
                }
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
