//! A box over everything else: help, palette, forms, questions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::clear;
use super::panes::{Pane, inside, panes};
use crate::view::theme::Theme;

/// The middle of `bounds`, at most `cols` by `rows` with the frame.
pub fn centered(bounds: Rect, cols: u16, rows: u16) -> Rect {
    let (width, height) = (cols.min(bounds.width), rows.min(bounds.height));
    Rect { x: bounds.x + (bounds.width - width) / 2, y: bounds.y + (bounds.height - height) / 2, width, height }
}

/// Empties `area`, frames it as the focus, and gives what is inside.
pub fn overlay(buf: &mut Buffer, area: Rect, theme: Theme, title: &str, bottom: &str) -> Rect {
    let area = area.intersection(buf.area);
    clear(buf, area);
    panes(buf, theme, &[Pane { area, title, bottom, focused: true, ..Pane::default() }]);
    inside(area)
}
