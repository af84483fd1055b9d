//! The part of the text that is on the screen.

use std::ops::Range;

use super::Editor;
use crate::app::input::columns;

/// A row on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownRow<'a> {
    /// What it shows; blanks at its end may hang over the edge.
    pub text: &'a str,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// The caret's cell within the window, for the terminal's cursor and the input method's list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CaretCell {
    /// Rows below the window's first.
    pub row: usize,
    /// Columns right of the window's first; at a full row the last one.
    pub col: usize,
}

impl Editor {
    /// Says how large the window is: columns to wrap at, and rows that may show.
    pub fn set_size(&mut self, cols: usize, rows: usize) {
        self.height = rows.max(1);
        self.body.set_cols(cols.max(1));
        self.follow_caret();
    }
    /// All rows of the text.
    pub fn row_count(&self) -> usize {
        self.body.row_count()
    }
    /// The first row that shows.
    pub fn top(&self) -> usize {
        self.top
    }
    /// The rows that show; a one-line editor shows the part around its caret.
    pub fn shown_rows(&self) -> impl Iterator<Item = ShownRow<'_>> {
        let left = if self.single { columns::byte_at(self.body.text(), self.left_edge()) } else { 0 };
        self.body.rows_from(self.top).take(self.height).map(move |row| {
            let mut range = row.range.start + left..row.range.end;
            if self.single {
                let shown = columns::cut(&self.body.text()[range.clone()], self.body.cols());
                range.end = range.start + shown.len();
            }
            ShownRow { text: &self.body.text()[range.clone()], range }
        })
    }
    /// Where the caret shows.
    pub fn caret_cell(&self) -> CaretCell {
        let row = self.body.place(self.caret, self.at_row_end).row.saturating_sub(self.top);
        let last = self.body.cols().saturating_sub(1);
        CaretCell { row, col: self.caret_col().saturating_sub(self.left_edge()).min(last) }
    }

    /// The first column that shows in a one-line editor: as far right as keeps the caret in the window.
    pub(super) fn left_edge(&self) -> usize {
        if !self.single {
            return 0;
        }
        let text = self.body.text();
        let need = (self.caret_col() + 1).saturating_sub(self.body.cols());
        if need == 0 {
            return 0;
        }
        let cut = columns::cut(text, need);
        let cols = columns::cols(cut);
        if cols == need { cols } else { columns::cols(&text[..self.body.after(cut.len())]) }
    }

    /// Scrolls no further than needed to show the caret.
    pub(super) fn follow_caret(&mut self) {
        let row = self.body.place(self.caret, self.at_row_end).row;
        let most = self.body.row_count().saturating_sub(self.height);
        self.top = self.top.min(row).max((row + 1).saturating_sub(self.height)).min(most);
    }
}
