//! Where commands write: buffered standard output, tables padded by display width, JSON documents.

use std::io::{BufWriter, Stdout, Write};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// Standard output of one command.
#[derive(Debug)]
pub(crate) struct Out(BufWriter<Stdout>);

impl Out {
    /// Standard output, buffered until [`Out::flush`].
    pub(crate) fn new() -> Self {
        Self(BufWriter::new(std::io::stdout()))
    }
    /// One line.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> std::io::Result<()> {
        self.0.write_all(text.as_ref().as_bytes())?;
        self.0.write_all(b"\n")
    }
    /// Bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.write_all(bytes)
    }
    /// One JSON document.
    pub(crate) fn json(&mut self, value: &Value) -> std::io::Result<()> {
        serde_json::to_writer_pretty(&mut self.0, value)?;
        self.0.write_all(b"\n")
    }
    /// A table for people; an empty one says `nothing` instead.
    pub(crate) fn table(&mut self, table: &Table, nothing: &str) -> std::io::Result<()> {
        if table.rows.is_empty() {
            return self.line(nothing);
        }
        let text = table.drawn();
        self.0.write_all(text.as_bytes())
    }
    /// The rows of a table without its headings.
    pub(crate) fn list(&mut self, table: &Table) -> std::io::Result<()> {
        let text = table.drawn();
        self.0.write_all(text.split_once('\n').map_or("", |(_, rows)| rows).as_bytes())
    }
    /// Hands everything over.
    pub(crate) fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// Rows of words under headings.
#[derive(Debug, Default)]
pub(crate) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub(crate) fn new(heads: &[&str]) -> Self {
        Self { heads: heads.iter().map(|h| (*h).to_owned()).collect(), rows: Vec::new() }
    }
    /// Adds a row; line breaks within a cell become spaces.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|c| c.replace('\n', " ")).collect());
    }

    fn drawn(&self) -> String {
        let mut widths: Vec<usize> = self.heads.iter().map(|h| h.width()).collect();
        for row in &self.rows {
            for (i, cell) in row.iter().enumerate().take(widths.len()) {
                widths[i] = widths[i].max(cell.width());
            }
        }
        let mut text = String::new();
        for row in std::iter::once(&self.heads).chain(&self.rows) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn columns_line_up_by_display_width() {
        let mut table = Table::new(&["买家", "No."]);
        table.row(["拾光10001".into(), "400".into()]);
        table.row(["Amy".into(), "4\n5".into()]);
        expect![[r#"
            买家       No.
            拾光10001  400
            Amy        4 5
        "#]]
        .assert_eq(&table.drawn());
    }
}
