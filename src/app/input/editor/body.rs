//! The text of an editor and the rows it is shown in; an edit wraps only the paragraphs it touches.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::app::input::columns;
use crate::app::input::wrap::{Row, wrap_paragraph};

#[derive(Clone, Debug)]
pub(super) struct Body {
    text: String,
    cols: usize,
    wraps: bool,
    paragraphs: Vec<Paragraph>,
}

/// A line of the text without its break, and its rows, counted from its own start.
#[derive(Clone, Debug)]
struct Paragraph {
    len: usize,
    rows: Vec<Row>,
}

/// Where a byte is shown.
pub(super) struct Place {
    /// The row's number in the whole text.
    pub(super) row: usize,
    /// The row's bytes in the whole text.
    pub(super) range: Range<usize>,
}

impl Body {
    pub(super) fn new(wraps: bool, cols: usize) -> Self {
        let mut body = Self { text: String::new(), cols, wraps, paragraphs: Vec::new() };
        body.paragraphs = body.wrapped("");
        body
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn set_cols(&mut self, cols: usize) {
        if self.cols != cols {
            self.cols = cols;
            if self.wraps {
                self.paragraphs = self.wrapped(&self.text);
            }
        }
    }

    pub(super) fn cols(&self) -> usize {
        self.cols
    }

    /// Puts `new` where `range` was and gives back what stood there.
    pub(super) fn replace(&mut self, range: Range<usize>, new: &str) -> String {
        let (first, start) = self.paragraph_at(range.start);
        let (mut last, mut end) = (first, start + self.paragraphs[first].len);
        while end < range.end && last + 1 < self.paragraphs.len() {
            last += 1;
            end += 1 + self.paragraphs[last].len;
        }
        let removed = self.text[range.clone()].to_owned();
        self.text.replace_range(range.clone(), new);
        let end = end - removed.len() + new.len();
        let fresh = self.wrapped(&self.text[start..end]);
        self.paragraphs.splice(first..=last, fresh);
        removed
    }

    pub(super) fn row_count(&self) -> usize {
        self.paragraphs.iter().map(|p| p.rows.len()).sum()
    }

    /// The bytes of row `row`, and of those after it.
    pub(super) fn rows_from(&self, row: usize) -> impl Iterator<Item = Row> + '_ {
        let (mut skip, mut start, mut first) = (row, 0, self.paragraphs.len());
        for (i, paragraph) in self.paragraphs.iter().enumerate() {
            if skip < paragraph.rows.len() {
                first = i;
                break;
            }
            skip -= paragraph.rows.len();
            start += paragraph.len + 1;
        }
        self.paragraphs[first..]
            .iter()
            .scan(start, |start, paragraph| {
                let at = *start;
                *start += paragraph.len + 1;
                Some(paragraph.rows.iter().map(move |row| shifted(row, at)))
            })
            .flatten()
            .skip(skip)
    }

    /// The row a byte is shown in. Where a row is full the byte after it belongs to the next one, unless `at_end`.
    pub(super) fn place(&self, at: usize, at_end: bool) -> Place {
        let (index, start) = self.paragraph_at(at);
        let before: usize = self.paragraphs[..index].iter().map(|p| p.rows.len()).sum();
        let rows = &self.paragraphs[index].rows;
        let at = at - start;
        let here = rows.partition_point(|row| if at_end { row.range.end < at } else { row.range.end <= at });
        let here = here.min(rows.len() - 1);
        Place { row: before + here, range: shifted(&rows[here], start).range }
    }

    /// The grapheme boundary before `at`.
    pub(super) fn before(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    /// The grapheme boundary after `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    /// `at` itself when it is a grapheme boundary, else the one after it.
    pub(super) fn snapped(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        if cursor.is_boundary(&self.text, 0).unwrap_or(true) { at } else { self.after(at) }
    }

    /// The number of the paragraph that holds `at`, and its first byte.
    fn paragraph_at(&self, at: usize) -> (usize, usize) {
        let mut start = 0;
        for (i, paragraph) in self.paragraphs.iter().enumerate() {
            if at <= start + paragraph.len {
                return (i, start);
            }
            start += paragraph.len + 1;
        }
        let last = self.paragraphs.len() - 1;
        (last, self.text.len() - self.paragraphs[last].len)
    }

    fn wrapped(&self, text: &str) -> Vec<Paragraph> {
        text.split('\n')
            .map(|line| {
                let mut rows = Vec::with_capacity(1);
                if self.wraps {
                    wrap_paragraph(line, self.cols, |row| rows.push(row));
                } else {
                    rows.push(Row { range: 0..line.len(), cols: columns::cols(line) });
                }
                Paragraph { len: line.len(), rows }
            })
            .collect()
    }
}

fn shifted(row: &Row, by: usize) -> Row {
    Row { range: row.range.start + by..row.range.end + by, cols: row.cols }
}
