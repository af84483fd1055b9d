//! A row of any table, CSV or spreadsheet, as text cells in one buffer that is used again for every row.

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Record {
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// Forgets the row, keeps the room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
    /// True when there is no cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
    /// The cell at `index`, from 0; empty beyond the end.
    pub fn cell(&self, index: usize) -> &str {
        let Some(end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends.get(index - 1).copied().unwrap_or(0) };
        self.text.get(start..*end).unwrap_or("")
    }
    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.cell(i))
    }
    /// Appends a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }
    /// Appends a cell of bytes, which should be UTF-8: what is not becomes U+FFFD.
    pub fn push_bytes(&mut self, cell: &[u8]) {
        self.add_bytes(cell);
        self.close();
    }
    /// Adds a part to the cell under way.
    pub fn add_bytes(&mut self, part: &[u8]) {
        match std::str::from_utf8(part) {
            Ok(text) => self.text.push_str(text),
            Err(_) => self.text.push_str(&String::from_utf8_lossy(part)),
        }
    }
    /// Ends the cell under way.
    pub fn close(&mut self) {
        self.ends.push(self.text.len());
    }
    /// Appends empty cells until there are `len`.
    pub fn pad_to(&mut self, len: usize) {
        while self.ends.len() < len {
            self.ends.push(self.text.len());
        }
    }
    /// True when no cell has anything but blanks.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
    /// True when some cell holds bytes the encoding does not know.
    pub fn has_bad_bytes(&self) -> bool {
        self.text.contains('\u{fffd}')
    }
}

/// Where rows come from.
pub trait Rows {
    /// Reads the next row into `record`; nothing left is `None`.
    fn next(&mut self, record: &mut Record) -> std::io::Result<Option<Shape>>;
    /// Bytes of the file behind the rows read so far.
    fn bytes_read(&self) -> u64;
    /// True when blank cells at a row's end may be left out, as in spreadsheets.
    fn is_ragged(&self) -> bool {
        false
    }
}

/// Whether a row was whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// As the format wants it.
    Whole,
    /// Quotes do not match, or the row is longer than any row can be; what was read is in the record.
    Broken,
}
