//! The mouse: a press focuses a part and selects a row, the wheel scrolls what is under it.

use super::super::layout::{Part, inner};
use super::super::model::{Model, Pane};
use super::super::msg::{Effect, Mouse, MouseAct};
use super::super::panes;
use super::global;

/// Rows a notch of the wheel scrolls.
const NOTCH: isize = 3;

pub(super) fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return Vec::new();
    }
    let layout = model.layout();
    let Some((part, rect)) = layout.at(mouse.col, mouse.row) else { return Vec::new() };
    match mouse.act {
        MouseAct::ScrollDown => panes::scroll(model, part.pane(), NOTCH),
        MouseAct::ScrollUp => panes::scroll(model, part.pane(), -NOTCH),
        MouseAct::Press => {
            let effects = if model.focus == part.pane() { Vec::new() } else { global::focus(model, part.pane()) };
            if part.pane() == Pane::Chat {
                model.chat.composer.focused = matches!(part, Part::Composer | Part::Suggestions);
            }
            let body = inner(rect);
            if body.contains(ratatui::layout::Position::new(mouse.col, mouse.row)) {
                panes::press(model, part, usize::from(mouse.row - body.y));
            }
            effects
        }
    }
}
