//! Keys and what they do, on one line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{narrow, put};
use crate::view::theme::{Role, Theme};
use crate::view::width;

/// A key, and what it does here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The key as it is read: `Enter`, `Ctrl-P`.
    pub key: String,
    /// What it does, in a word or two.
    pub label: String,
}

/// The hints as words, for a pane's lower edge: `Enter 打开  z 稍后处理`.
pub fn words(hints: &[Hint]) -> String {
    hints.iter().map(|hint| format!("{} {}", hint.key, hint.label)).collect::<Vec<_>>().join("  ")
}

/// Draws the hints that fit whole, from the left; gives the column after them.
pub fn hints(buf: &mut Buffer, area: Rect, theme: Theme, hints: &[Hint]) -> u16 {
    let area = area.intersection(buf.area);
    let mut x = area.x;
    if area.is_empty() {
        return x;
    }
    for (i, hint) in hints.iter().enumerate() {
        let gap = if i == 0 { 0 } else { 2 };
        let cols = narrow(width::cols(&hint.key) + 1 + width::cols(&hint.label));
        if cols.saturating_add(gap) > area.right().saturating_sub(x) {
            break;
        }
        x = put(buf, x + gap, area.y, &hint.key, cols, theme.style(Role::Key));
        x = put(buf, x + 1, area.y, &hint.label, cols, theme.style(Role::Muted));
    }
    x
}
