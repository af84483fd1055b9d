//! The pieces every pane is drawn with. All of them take clean text, and any area: none is too small.

pub mod editor;
pub mod form;
pub mod hints;
pub mod list;
pub mod overlay;
pub mod panes;
#[cfg(test)]
mod tests;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Writes clean text from (`x`, `y`), at most `max` columns of it and never over the edge; gives the column after it.
pub fn put(buf: &mut Buffer, x: u16, y: u16, text: &str, max: u16, style: Style) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() || max == 0 || text.is_empty() {
        return x;
    }
    unglue(buf, x, y);
    buf.set_stringn(x, y, text, usize::from(max), style).0
}

/// Empties an area.
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        unglue(buf, area.left(), y);
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// Styles an area, what is written there included.
pub fn paint(buf: &mut Buffer, area: Rect, style: Style) {
    buf.set_style(area.intersection(buf.area), style);
}

/// A row of an area; empty when the area has no such row.
pub fn row_of(area: Rect, row: usize) -> Rect {
    match u16::try_from(row) {
        Ok(row) if row < area.height => Rect { y: area.y + row, height: 1, ..area },
        _ => Rect { height: 0, ..area },
    }
}

/// Takes a wide glyph away whose right half is about to be overwritten: the terminal would draw over the new text.
fn unglue(buf: &mut Buffer, x: u16, y: u16) {
    if x <= buf.area.left() {
        return;
    }
    if let Some(cell) = buf.cell_mut((x - 1, y)).filter(|cell| cell.symbol().cell_width() > 1) {
        cell.set_symbol(" ");
    }
}

/// Columns as the screen counts them.
fn narrow(cols: usize) -> u16 {
    u16::try_from(cols).unwrap_or(u16::MAX)
}
