//! One message. What a customer wrote stands right of a gutter of its own and can never look like the program's words.
//!
//! ```text
//! │ 拾光10001  14:00
//! │   在吗
//!                        小林  14:01  已读 ┃
//!            您好，在的，马上帮您看一下    ┃
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{narrow, put, row_of};
use crate::app::input::wrap::Row;
use crate::domain::Sender;
use crate::view::theme::{Borders, Role, Theme};
use crate::view::width;

/// A message, wrapped at [`text_cols`] by the caller, who keeps the rows.
#[derive(Clone, Copy, Debug)]
pub struct Bubble<'a> {
    /// Who wrote it.
    pub from: Sender,
    /// The writer's name.
    pub name: &'a str,
    /// When, and how far it has come: `14:01  已读`.
    pub at: &'a str,
    /// On the far side of the name's row: `等待 2:41`.
    pub aside: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Its rows.
    pub rows: &'a [Row],
}

/// Columns between the gutter and the text.
const INDENT: usize = 4;
/// Columns a message leaves free on its far side, so that the sides are told apart at a glance.
const FAR: usize = 8;

/// The columns a message of this width is wrapped at.
pub fn text_cols(width: u16) -> usize {
    let width = usize::from(width);
    let far = if width >= 48 { FAR } else { 0 };
    width.saturating_sub(INDENT + 1 + far).max(2)
}

/// Rows a message takes: its head, its text.
pub fn height(bubble: &Bubble<'_>) -> usize {
    1 + bubble.rows.len()
}

/// Draws the message from its row `skip` on and gives the number of rows drawn.
pub fn bubble(buf: &mut Buffer, area: Rect, theme: Theme, bubble: &Bubble<'_>, skip: usize) -> usize {
    let area = area.intersection(buf.area);
    let shown = height(bubble).saturating_sub(skip).min(usize::from(area.height));
    let ours = matches!(bubble.from, Sender::Agent | Sender::Bot);
    for row in 0..shown {
        let line = row_of(area, row);
        gutter(buf, line, theme, bubble.from, ours);
        match (row + skip).checked_sub(1) {
            None => head(buf, line, theme, bubble, ours),
            Some(index) => text(buf, line, bubble, index, ours),
        }
    }
    shown
}

fn gutter(buf: &mut Buffer, line: Rect, theme: Theme, from: Sender, ours: bool) {
    let (lines, ascii, role) = match from {
        Sender::Customer => ("│", "|", Role::GutterCustomer),
        Sender::Agent => ("┃", "#", Role::GutterAgent),
        Sender::Bot => ("┃", ":", Role::Muted),
        Sender::Note => ("┊", "%", Role::GutterNote),
        Sender::System => (" ", " ", Role::Muted),
    };
    let glyph = if theme.borders == Borders::Ascii { ascii } else { lines };
    if line.width > 0 {
        let x = if ours { line.right() - 1 } else { line.x };
        put(buf, x, line.y, glyph, 1, theme.style(role));
    }
}

fn head(buf: &mut Buffer, line: Rect, theme: Theme, bubble: &Bubble<'_>, ours: bool) {
    let room = usize::from(line.width).saturating_sub(3);
    let at_cols = width::cols(bubble.at);
    let name = width::shorten(bubble.name, room.saturating_sub(at_cols + 2));
    let name_role = if ours { Role::GutterAgent } else { Role::Title };
    let gap = if name.is_empty() { 0 } else { 2 };
    let cols = width::cols(&name) + gap + at_cols.min(room);
    let (muted, warn) = (theme.style(Role::Muted), theme.style(Role::Warn));
    let start = if ours { line.right().saturating_sub(narrow(cols + 2)).max(line.x) } else { line.x + 2 };
    let limit = if ours { line.right().saturating_sub(2) } else { line.right() };
    let x = put(buf, start, line.y, &name, limit.saturating_sub(start), theme.style(name_role));
    let x = x + narrow(gap);
    let end = put(buf, x, line.y, bubble.at, limit.saturating_sub(x), muted);
    let aside = narrow(width::cols(bubble.aside));
    if ours && start > line.x + aside + 2 {
        put(buf, line.x + 2, line.y, bubble.aside, aside, warn);
    } else if !ours && end + aside + 2 < line.right() {
        put(buf, line.right() - aside - 1, line.y, bubble.aside, aside, warn);
    }
}

fn text(buf: &mut Buffer, line: Rect, bubble: &Bubble<'_>, index: usize, ours: bool) {
    let Some(row) = bubble.rows.get(index) else { return };
    let Some(words) = bubble.text.get(row.range.clone()) else { return };
    let max = narrow(text_cols(line.width));
    let style = ratatui::style::Style::new();
    if ours {
        // One block, as wide as its widest row, at the right: lines of one message start in one column.
        let widest = bubble.rows.iter().map(|row| row.cols).max().unwrap_or(0);
        let x = line.right().saturating_sub(narrow(widest + INDENT)).max(line.x);
        let room = line.right().saturating_sub(2).saturating_sub(x);
        put(buf, x, line.y, words, max.min(room), style);
    } else {
        let x = line.x.saturating_add(narrow(INDENT));
        put(buf, x, line.y, words, max.min(line.right().saturating_sub(x)), style);
    }
}
