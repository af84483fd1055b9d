//! Draws the model: a pure read, from the same layout that the keys and the mouse use.

mod footer;
mod header;
mod overlays;
mod panes;
pub mod print;
pub mod theme;
pub mod widgets;
pub mod width;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::model::Shade;
use crate::app::{Layout, Model};

use self::theme::{Borders, Ground, Palette, Role, Theme};

/// Draws everything, and parks the cursor at the caret, where an input method looks for it.
pub fn draw(model: &Model, frame: &mut Frame<'_>) {
    if let Some(caret) = paint(model, frame.buffer_mut()) {
        frame.set_cursor_position(caret);
    }
}

/// Draws everything into a buffer, and tells where the caret is; nothing when no text is being written.
pub fn paint(model: &Model, buf: &mut Buffer) -> Option<Position> {
    let layout = model.layout();
    let theme = theme_of(model);
    if layout.too_small {
        let text = model.tr.too_small();
        widgets::put(buf, 0, 0, text, buf.area.width, theme.style(Role::Warn));
        return None;
    }
    header::header(model, buf, layout.header, theme);
    let under = panes::panes(model, buf, &layout, theme);
    let hinted = footer::footer(model, buf, &layout, theme);
    debug_assert!(hinted <= buf.area.width);
    if model.overlays.is_empty() { under } else { overlays::overlays(model, buf, body(&layout), theme) }
}

fn body(layout: &Layout) -> ratatui::layout::Rect {
    let all = layout.parts.iter().map(|(_, rect)| *rect);
    all.reduce(|a, b| a.union(b)).unwrap_or_default()
}

/// The looks the model asks for.
pub fn theme_of(model: &Model) -> Theme {
    Theme {
        ground: if model.shade == Shade::Light { Ground::Light } else { Ground::Dark },
        palette: if model.shade == Shade::Mono { Palette::Mono } else { Palette::Sixteen },
        borders: if model.settings.ascii { Borders::Ascii } else { Borders::Lines },
    }
}
