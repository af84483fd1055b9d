//! Workbooks, under limits: what a small file may unfold to is counted before a reader is let near it.

use std::io::{self, Read, Seek, SeekFrom};

use calamine::{Data, DataRef, Reader, Xls, XlsError, Xlsx, XlsxCellReader};
use zip::ZipArchive;

use super::fault::{Fault, Limit};
use super::old_book::spans_too_much;
use super::record::{Record, Rows, Shape};

const ENTRIES_MAX: usize = 10_000;
const RATIO_MAX: u64 = 100;
/// An entry this small may be packed as tightly as it likes.
const RATIO_FREE: u64 = 1 << 20;
const TOTAL_MAX: u64 = 4 << 30;
const SHARED_MAX: u64 = 64 << 20;
const PART_MAX: u64 = 64 << 20;
const CELL_MAX: usize = 1 << 20;
/// Old workbooks and web pages are read whole.
pub(super) const WHOLE_MAX: u64 = 64 << 20;

/// What a ZIP turned out to hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Zipped {
    /// A workbook.
    Workbook,
    /// Files of its own, by index.
    Files(Vec<usize>),
}

/// Looks through a ZIP's directory and unfolds every entry once, counting: nothing is kept.
pub(super) fn check_zip<S: Read + Seek>(source: &mut S) -> Result<Zipped, Fault> {
    let size = source.seek(SeekFrom::End(0)).map_err(Fault::Io)?;
    source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
    let mut archive = ZipArchive::new(&mut *source).map_err(|_| Fault::Archive)?;
    if archive.len() > ENTRIES_MAX {
        return Err(Fault::TooBig(Limit::Entries));
    }
    let mut workbook = false;
    let mut files = Vec::new();
    let (mut packed, mut total) = (0u64, 0u64);
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i).map_err(|_| Fault::Archive)?;
        if entry.encrypted() {
            return Err(Fault::Encrypted);
        }
        let name = entry.name().map_err(|_| Fault::Archive)?;
        workbook |= name == "xl/workbook.xml";
        if entry.is_file() {
            files.push(i);
        }
        packed = packed.saturating_add(entry.compressed_size());
        total = total.saturating_add(entry.size());
        check_size(&name, entry.compressed_size(), entry.size())?;
    }
    // Entries that share their bytes add up to more than the file.
    if packed > size || total > TOTAL_MAX {
        return Err(Fault::TooBig(Limit::Unfolded));
    }
    let mut left = TOTAL_MAX;
    for i in 0..archive.len() {
        let entry = archive.by_index(i).map_err(|_| Fault::Archive)?;
        let name = entry.name().map_err(|_| Fault::Archive)?.into_owned();
        let packed = entry.compressed_size();
        let size = unfold(entry, &name, packed, workbook)?;
        left = left.checked_sub(size).ok_or(Fault::TooBig(Limit::Unfolded))?;
    }
    Ok(if workbook { Zipped::Workbook } else { Zipped::Files(files) })
}

fn check_size(name: &str, packed: u64, size: u64) -> Result<(), Fault> {
    if size > RATIO_FREE && size / packed.max(1) > RATIO_MAX {
        return Err(Fault::TooBig(Limit::Ratio));
    }
    if name.ends_with("sharedStrings.xml") && size > SHARED_MAX {
        return Err(Fault::TooBig(Limit::Strings));
    }
    let read_whole = name.starts_with("xl/") && !name.starts_with("xl/worksheets/") && name.ends_with(".xml");
    if read_whole && size > PART_MAX {
        return Err(Fault::TooBig(Limit::Strings));
    }
    Ok(())
}

/// Unfolds an entry into nothing; its true size, which the directory may lie about.
fn unfold(mut entry: impl Read, name: &str, packed: u64, workbook: bool) -> Result<u64, Fault> {
    let mut chunk = vec![0; 64 << 10];
    let (mut size, mut run) = (0u64, 0usize);
    let mut tail: Vec<u8> = Vec::new();
    loop {
        let n = match entry.read(&mut chunk) {
            Ok(0) => return Ok(size),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(Fault::Archive),
        };
        size += n as u64;
        check_size(name, packed, size)?;
        if size > TOTAL_MAX {
            return Err(Fault::TooBig(Limit::Unfolded));
        }
        if workbook && name.ends_with(".xml") {
            if defines_entities(&tail, &chunk[..n]) {
                return Err(Fault::Entities);
            }
            tail = chunk[..n][n.saturating_sub(MARK)..].to_vec();
            // A text without a tag for this long is one cell, and cells are held in memory.
            let part = &chunk[..n];
            match (memchr::memchr(b'<', part), memchr::memrchr(b'<', part)) {
                (Some(first), Some(last)) => {
                    run = if run + first > CELL_MAX { usize::MAX } else { n - last };
                }
                _ => run += n,
            }
            if run > CELL_MAX {
                return Err(Fault::TooBig(Limit::Cell));
            }
        }
    }
}

const MARK: usize = 8;

/// True when a document type or an entity is defined within a part or across its beginning.
fn defines_entities(tail: &[u8], part: &[u8]) -> bool {
    let across: Vec<u8> = tail.iter().chain(part.iter().take(MARK)).copied().collect();
    [&b"<!DOCTYPE"[..], b"<!ENTITY"]
        .iter()
        .any(|mark| memchr::memmem::find(part, mark).is_some() || memchr::memmem::find(&across, mark).is_some())
}

/// Opens a checked workbook.
pub(super) fn open_xlsx<S: Read + Seek>(source: S) -> Result<Xlsx<S>, Fault> {
    Xlsx::new(source).map_err(|_| Fault::Archive)
}

/// The rows of one sheet, cell by cell.
pub(super) struct SheetRows<'a, S: Read + Seek> {
    cells: XlsxCellReader<'a, S>,
    row: u32,
    ahead: Option<(u32, u32, String)>,
    ended: bool,
}

impl<'a, S: Read + Seek> SheetRows<'a, S> {
    pub(super) fn open(book: &'a mut Xlsx<S>, sheet: &str) -> Result<Self, Fault> {
        let cells = book.worksheet_cells_reader(sheet).map_err(|_| Fault::Archive)?;
        Ok(Self { cells, row: 0, ahead: None, ended: false })
    }

    fn take(&mut self) -> io::Result<Option<(u32, u32, String)>> {
        if let Some(cell) = self.ahead.take() {
            return Ok(Some(cell));
        }
        if self.ended {
            return Ok(None);
        }
        loop {
            match self.cells.next_cell().map_err(io::Error::other)? {
                Some(cell) => {
                    let (row, column) = cell.get_position();
                    let text = shown(cell.get_value());
                    if !text.is_empty() {
                        return Ok(Some((row, column, text)));
                    }
                }
                None => {
                    self.ended = true;
                    return Ok(None);
                }
            }
        }
    }
}

impl<S: Read + Seek> Rows for SheetRows<'_, S> {
    fn next(&mut self, record: &mut Record) -> io::Result<Option<Shape>> {
        record.clear();
        while let Some((row, column, text)) = self.take()? {
            if row > self.row {
                self.ahead = Some((row, column, text));
                self.row += 1;
                return Ok(Some(Shape::Whole));
            }
            let column = column as usize;
            // A cell out of order cannot be put in its place any more; a file that does this is made by hand.
            if column >= record.len() {
                record.pad_to(column);
                record.push(&text);
            }
        }
        if record.is_empty() {
            return Ok(None);
        }
        self.row += 1;
        Ok(Some(Shape::Whole))
    }

    fn bytes_read(&self) -> u64 {
        0
    }
    fn is_ragged(&self) -> bool {
        true
    }
}

/// A cell as text. A number beyond fifteen digits has lost the rest: it is written so that no id is read from it.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(x) => float(*x),
        DataRef::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
            // A clock of 09:04:59.9996 is 09:05:00 kept as a fraction of a day.
            let second = if milli >= 500 && second < 59 { second + 1 } else { second };
            if at.is_datetime() && year >= 1990 {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            } else {
                float(at.as_f64())
            }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn shown_whole(value: &Data) -> String {
    match value {
        Data::String(text) => shown(&DataRef::SharedString(text)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => shown(&DataRef::SharedString(text)),
        Data::Int(n) => shown(&DataRef::Int(*n)),
        Data::Float(x) => shown(&DataRef::Float(*x)),
        Data::Bool(b) => shown(&DataRef::Bool(*b)),
        Data::DateTime(at) => shown(&DataRef::DateTime(*at)),
        _ => String::new(),
    }
}

fn float(x: f64) -> String {
    if x.abs() >= 1e15 { format!("{x:E}") } else { format!("{x}") }
}

/// True when an OLE file is a workbook under a password.
pub(super) fn is_encrypted<S: Read + Seek>(source: &mut S) -> Result<bool, Fault> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
    let mut window = Vec::new();
    let mut source = source.take(WHOLE_MAX);
    let mut chunk = vec![0; 1 << 20];
    loop {
        let n = source.read(&mut chunk).map_err(Fault::Io)?;
        if n == 0 {
            return Ok(false);
        }
        window.extend_from_slice(&chunk[..n]);
        if memchr::memmem::find(&window, &name).is_some() {
            return Ok(true);
        }
        let keep = window.len().saturating_sub(name.len());
        window.drain(..keep);
    }
}

/// The sheets of an old workbook, read whole: their names and rows.
pub(super) fn old_sheets<S: Read + Seek>(mut source: S) -> Result<Vec<(String, WholeRows)>, Fault> {
    let size = source.seek(SeekFrom::End(0)).map_err(Fault::Io)?;
    if size > WHOLE_MAX {
        return Err(Fault::TooBig(Limit::Whole));
    }
    source.seek(SeekFrom::Start(0)).map_err(Fault::Io)?;
    let mut bytes = Vec::new();
    source.take(WHOLE_MAX).read_to_end(&mut bytes).map_err(Fault::Io)?;
    if spans_too_much(&bytes) {
        return Err(Fault::TooBig(Limit::Whole));
    }
    // The reader trusts the places a broken file names, and goes down on some of them.
    let read = std::panic::catch_unwind(|| all_sheets(bytes));
    read.unwrap_or(Err(Fault::Archive))
}

fn all_sheets(bytes: Vec<u8>) -> Result<Vec<(String, WholeRows)>, Fault> {
    let mut book = Xls::new(io::Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Fault::Encrypted,
        _ => Fault::Archive,
    })?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_| Fault::Archive)?;
        let above = range.start().map_or(0, |(row, _)| row as usize);
        let mut rows: Vec<Vec<String>> = vec![Vec::new(); above];
        let indent = range.start().map_or(0, |(_, column)| column as usize);
        rows.extend(range.rows().map(|row| {
            let cells = row.iter().map(|cell: &Data| shown_whole(cell));
            std::iter::repeat_n(String::new(), indent).chain(cells).collect()
        }));
        sheets.push((name, WholeRows::new(rows)));
    }
    Ok(sheets)
}

/// Rows that are in memory already.
pub(super) struct WholeRows {
    rows: std::vec::IntoIter<Vec<String>>,
}

impl WholeRows {
    pub(super) fn new(rows: Vec<Vec<String>>) -> Self {
        Self { rows: rows.into_iter() }
    }
    /// The first `n` rows, left where they are.
    pub(super) fn peek(&self, n: usize) -> Vec<Record> {
        self.rows.as_slice().iter().take(n).map(|row| record_of(row)).collect()
    }
}

fn record_of(row: &[String]) -> Record {
    let mut record = Record::default();
    for cell in row {
        record.push(cell);
    }
    record
}

impl Rows for WholeRows {
    fn next(&mut self, record: &mut Record) -> io::Result<Option<Shape>> {
        let Some(row) = self.rows.next() else { return Ok(None) };
        record.clear();
        for cell in &row {
            record.push(cell);
        }
        Ok(Some(Shape::Whole))
    }
    fn bytes_read(&self) -> u64 {
        0
    }
    fn is_ragged(&self) -> bool {
        true
    }
}
