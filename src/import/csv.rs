//! Rows of delimited text, read as a stream with bounded memory.
//!
//! Lenient where exporters are sloppy: a quote in the middle of a quoted cell stands for itself unless a delimiter
//! or a line end follows, `\r` alone ends a row, the last row may lack its line end. A quote that never closes
//! would swallow the rest of the file; then reading goes on at the next line that begins like a row.

use std::io::{self, Read};

use memchr::{memchr, memchr3};

use super::record::{Record, Rows, Shape};

/// A row longer than this is broken; no export has cells of that size.
const ROW_MAX: usize = 1 << 20;
const CHUNK: usize = 256 << 10;
/// A line that is still going on after so many bytes makes the file no table: it is not read to its end.
const LINE_MAX: u64 = 64 << 20;

/// What a source says of a line that never ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a line longer than 64 MB")]
pub struct EndlessLine;

/// Reads UTF-8 delimited text.
pub struct CsvRows<R> {
    source: R,
    delimiter: u8,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    /// The number of cells a whole row has, once the header is known.
    width: usize,
    /// True when rows begin with a long number: then a torn one can be told from a cell with several lines.
    numbered: bool,
    /// True when a quote is a sign like any other, as in flat files parted by TABs.
    bare: bool,
}

enum Parsed {
    /// A whole row that ends before this offset; `stray` when a quote stood within a quoted cell.
    Row { len: usize, stray: bool },
    /// The buffer ends within the row; in an open quote or not.
    Short { in_quotes: bool },
}

impl<R: Read> CsvRows<R> {
    /// Reads `source`, which must give UTF-8, with cells parted by `delimiter`.
    pub fn new(source: R, delimiter: u8) -> Self {
        Self { source, delimiter, buffer: Vec::new(), at: 0, ended: false, width: 0, numbered: false, bare: false }
    }

    /// Tells how many cells the header has and whether rows begin with a number.
    pub fn expect(&mut self, width: usize, numbered: bool) {
        (self.width, self.numbered) = (width, numbered);
    }

    /// Takes quotes as they stand.
    pub fn without_quotes(&mut self) {
        self.bare = true;
    }

    /// The source, for its counters.
    pub fn source(&self) -> &R {
        &self.source
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let held = self.buffer.len();
        let more = CHUNK.max(held);
        self.buffer.resize(held + more, 0);
        let mut got = 0;
        while got < more / 2 {
            match self.source.read(&mut self.buffer[held + got..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(n) => got += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.buffer.truncate(held + got);
                    return Err(error);
                }
            }
        }
        self.buffer.truncate(held + got);
        Ok(())
    }

    /// Takes the line at hand as a broken row and goes on behind it.
    fn broken(&mut self, record: &mut Record, until: usize) -> Shape {
        record.clear();
        let line = &self.buffer[self.at..until];
        record.push(&String::from_utf8_lossy(&line[..line.len().min(200)]));
        self.at = until;
        Shape::Broken
    }

    /// Skips the rest of a row that is too long, without keeping it.
    fn skip_line(&mut self) -> io::Result<()> {
        let mut skipped = 0;
        loop {
            if let Some(end) = memchr(b'\n', &self.buffer[self.at..]) {
                self.at += end + 1;
                return Ok(());
            }
            skipped += (self.buffer.len() - self.at) as u64;
            if skipped > LINE_MAX {
                return Err(io::Error::new(io::ErrorKind::InvalidData, EndlessLine));
            }
            self.at = self.buffer.len();
            if self.ended {
                return Ok(());
            }
            self.fill()?;
        }
    }
}

impl<R: Read> Rows for CsvRows<R> {
    fn next(&mut self, record: &mut Record) -> io::Result<Option<Shape>> {
        loop {
            let rest = &self.buffer[self.at..];
            match parse(rest, self.delimiter, self.bare, self.ended, record) {
                Parsed::Row { len, stray } => {
                    if self.numbered
                        && (stray || record.len() != self.width)
                        && let Some(next) = row_start(&rest[..len])
                    {
                        let until = self.at + next;
                        return Ok(Some(self.broken(record, until)));
                    }
                    self.at += len;
                    return Ok(Some(Shape::Whole));
                }
                Parsed::Short { .. } if self.ended && rest.is_empty() => return Ok(None),
                Parsed::Short { in_quotes } if self.ended || rest.len() > ROW_MAX => {
                    if in_quotes && let Some(next) = row_start(rest) {
                        let until = self.at + next;
                        return Ok(Some(self.broken(record, until)));
                    }
                    let first_line = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    if first_line < rest.len() {
                        let until = self.at + first_line;
                        return Ok(Some(self.broken(record, until)));
                    }
                    let until = self.buffer.len();
                    let shape = self.broken(record, until);
                    self.skip_line()?;
                    return Ok(Some(shape));
                }
                Parsed::Short { .. } => self.fill()?,
            }
        }
    }

    fn bytes_read(&self) -> u64 {
        0
    }
}

/// The offset of the next line within `text` that begins with a number as long as an order's, after an optional
/// quote or guard.
fn row_start(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(end) = memchr(b'\n', &text[from..]) {
        from += end + 1;
        let line = &text[from..];
        let guards = line.iter().take_while(|b| matches!(b, b'"' | b'=' | b'\'' | b'\t')).count();
        let digits = line[guards..].iter().take_while(|b| b.is_ascii_digit()).count();
        let closed = line.get(guards + digits).is_some_and(|b| matches!(b, b'"' | b',' | b'\t' | b';'));
        if digits >= 12 && closed {
            return Some(from);
        }
    }
    None
}

/// Parses one row off the front of `text`; `last` when nothing follows it.
fn parse(text: &[u8], delimiter: u8, bare: bool, last: bool, record: &mut Record) -> Parsed {
    record.clear();
    let mut at = 0;
    let mut stray = false;
    loop {
        if !bare && text.get(at) == Some(&b'"') {
            match quoted(text, at + 1, delimiter, last, record, &mut stray) {
                Quoted::Cell(end) => at = end,
                Quoted::Open => return Parsed::Short { in_quotes: true },
            }
        } else {
            match memchr3(delimiter, b'\n', b'\r', &text[at..]) {
                Some(len) => {
                    record.push_bytes(&text[at..at + len]);
                    at += len;
                }
                None if last && !(text.is_empty() && record.is_empty()) => {
                    record.push_bytes(&text[at..]);
                    return Parsed::Row { len: text.len(), stray };
                }
                None => return Parsed::Short { in_quotes: false },
            }
        }
        match text.get(at) {
            Some(b) if *b == delimiter => at += 1,
            Some(b'\n') => return Parsed::Row { len: at + 1, stray },
            Some(b'\r') => match text.get(at + 1) {
                Some(b'\n') => return Parsed::Row { len: at + 2, stray },
                None if !last => return Parsed::Short { in_quotes: false },
                _ => return Parsed::Row { len: at + 1, stray },
            },
            _ => return Parsed::Row { len: at, stray },
        }
    }
}

enum Quoted {
    /// The cell is pushed; the delimiter, line end or end of text is here.
    Cell(usize),
    Open,
}

fn quoted(text: &[u8], from: usize, delimiter: u8, last: bool, record: &mut Record, stray: &mut bool) -> Quoted {
    let mut start = from;
    let mut at = from;
    loop {
        let Some(len) = memchr(b'"', &text[at..]) else { return Quoted::Open };
        at += len;
        match text.get(at + 1) {
            Some(b'"') => {
                // `""` is one quote, unless it is a stray quote before the closing one.
                record.add_bytes(&text[start..=at]);
                at += 2;
                start = at;
            }
            Some(b) if *b == delimiter || *b == b'\n' || *b == b'\r' => {
                record.add_bytes(&text[start..at]);
                record.close();
                return Quoted::Cell(at + 1);
            }
            Some(_) => {
                *stray = true;
                at += 1;
            }
            None if last => {
                record.add_bytes(&text[start..at]);
                record.close();
                return Quoted::Cell(at + 1);
            }
            None => return Quoted::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, width: usize) -> Vec<(Shape, Vec<String>)> {
        let mut csv = CsvRows::new(text.as_bytes(), b',');
        csv.expect(width, width > 0);
        let mut record = Record::default();
        let mut all = Vec::new();
        while let Some(shape) = csv.next(&mut record).expect("memory cannot fail") {
            all.push((shape, record.cells().map(str::to_owned).collect()));
        }
        all
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text, 0).into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn a_cell_may_hold_lines_commas_and_quotes() {
        assert_eq!(cells("a,\"b\nc,\"\"d\"\"\",e\r\nf,g,h"), [vec!["a", "b\nc,\"d\"", "e"], vec!["f", "g", "h"]]);
    }

    #[test]
    fn a_badly_escaped_quote_stands_for_itself() {
        assert_eq!(cells("1,\"儿童\"不漏\"保温杯\",2\n"), [vec!["1", "儿童\"不漏\"保温杯", "2"]]);
    }

    #[test]
    fn carriage_returns_alone_end_rows() {
        assert_eq!(cells("a,b\rc,d\r"), [vec!["a", "b"], vec!["c", "d"]]);
    }

    #[test]
    fn an_open_quote_loses_its_row_only() {
        let text = "4000000000000000101,\"open,1\n4000000000000000102,\"b\",2\n4000000000000000103,c,3\n";
        let all = rows(text, 3);
        assert_eq!(all[0].0, Shape::Broken);
        assert_eq!(all[1], (Shape::Whole, vec!["4000000000000000102".into(), "b".into(), "2".into()]));
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn a_message_that_quotes_an_order_number_is_no_new_row() {
        let text = "4000000000000000101,\"also\n4000000000000000109, please\",1\n";
        assert_eq!(rows(text, 3).len(), 1);
    }

    #[test]
    fn a_line_without_end_is_refused_in_bounded_memory() {
        let mut csv = CsvRows::new(io::repeat(b'x').take(64 << 20).chain(&b"\na,b\n"[..]), b',');
        let mut record = Record::default();
        assert_eq!(csv.next(&mut record).expect("io"), Some(Shape::Broken));
        assert!(csv.buffer.capacity() < 8 << 20, "{}", csv.buffer.capacity());
        assert_eq!(csv.next(&mut record).expect("io"), Some(Shape::Whole));
        assert_eq!(record.cells().collect::<Vec<_>>(), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn what_a_good_writer_wrote_is_read_back(table in prop::collection::vec(prop::collection::vec("[a-c,\"\n\r 客服]{0,6}", 2..5), 1..6)) {
            let mut writer = ::csv::WriterBuilder::new().flexible(true).quote_style(::csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).expect("memory");
            }
            let text = String::from_utf8(writer.into_inner().expect("memory")).expect("text");
            prop_assert_eq!(cells(&text), table);
        }
    }
}
