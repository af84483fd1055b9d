//! The editor's rows, its holes, and the cell of its caret.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{narrow, put, row_of};
use crate::app::input::Editor;
use crate::app::input::editor::{ShownRow, SlotState};
use crate::view::theme::{Role, Theme};
use crate::view::width;

/// Draws the editor, or `empty` in a muted tone when nothing is typed, and gives the caret's cell for the terminal's
/// cursor: the input method opens its list there. No cell when there is no room.
pub fn editor(buf: &mut Buffer, area: Rect, theme: Theme, editor: &Editor, empty: &str) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return None;
    }
    if editor.is_empty() {
        put(buf, area.x, area.y, &width::shorten(empty, usize::from(area.width)), area.width, theme.style(Role::Muted));
    }
    for (i, row) in editor.shown_rows().enumerate() {
        let line = row_of(area, i);
        if line.is_empty() {
            break;
        }
        draw_row(buf, line, theme, editor, &row);
    }
    let cell = editor.caret_cell();
    Some(Position {
        x: area.x + narrow(cell.col).min(area.width - 1),
        y: area.y + narrow(cell.row).min(area.height - 1),
    })
}

fn draw_row(buf: &mut Buffer, line: Rect, theme: Theme, editor: &Editor, row: &ShownRow<'_>) {
    let mut x = line.x;
    let mut at = row.range.start;
    let current = editor.current_hole().map(|hole| hole.range.clone());
    let mut write = |range: Range<usize>, role: Role| {
        let Some(text) = row.text.get(range.start - row.range.start..range.end - row.range.start) else { return };
        let style = if role == Role::Text { ratatui::style::Style::new() } else { theme.style(role) };
        x = put(buf, x, line.y, text, line.right().saturating_sub(x), style);
    };
    for slot in editor.slots() {
        let role = match slot.state {
            SlotState::Hole if Some(&slot.range) == current.as_ref() => Role::HoleCurrent,
            SlotState::Hole => Role::Hole,
            SlotState::Filled => Role::Filled,
            SlotState::ByHand => continue,
        };
        let (start, end) = (slot.range.start.max(at), slot.range.end.min(row.range.end));
        if start < end {
            write(at..start, Role::Text);
            write(start..end, role);
            at = end;
        }
    }
    write(at..row.range.end, Role::Text);
}
