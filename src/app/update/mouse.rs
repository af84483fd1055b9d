//! The mouse: a press focuses a part and selects a row or puts the caret, the wheel scrolls what is under it.

use crate::keymap::{Chord, Key};

use super::super::layout::{Part, inner};
use super::super::model::{Model, Pane};
use super::super::msg::{Effect, Mouse, MouseAct};
use super::super::overlays::{self, Overlay};
use super::super::panes;
use super::global;

/// Rows a notch of the wheel scrolls.
const NOTCH: isize = 3;

pub(super) fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return over(model, mouse.act);
    }
    let layout = model.layout();
    let Some((part, rect)) = layout.at(mouse.col, mouse.row) else { return Vec::new() };
    match mouse.act {
        MouseAct::ScrollDown => panes::scroll(model, part, NOTCH),
        MouseAct::ScrollUp => panes::scroll(model, part, -NOTCH),
        MouseAct::Press => {
            let body = inner(rect);
            let mut effects = Vec::new();
            if body.contains(ratatui::layout::Position::new(mouse.col, mouse.row)) {
                let (row, col) = (usize::from(mouse.row - body.y), usize::from(mouse.col - body.x));
                effects = panes::press(model, part, row, col);
            }
            if model.focus != part.pane() {
                effects.extend(global::focus(model, part.pane()));
            }
            if part.pane() == Pane::Chat {
                model.chat.composer.focused = matches!(part, Part::Composer | Part::Suggestions);
            }
            return effects;
        }
    }
    Vec::new()
}

/// The wheel over a list or a page that lies over the panes is its arrow keys. A form is not turned by it, for there
/// the arrows choose; a press means nothing.
fn over(model: &mut Model, act: MouseAct) -> Vec<Effect> {
    if matches!(model.overlays.last(), Some(Overlay::Dialog(_))) {
        return Vec::new();
    }
    let key = match act {
        MouseAct::ScrollDown => Key::Down,
        MouseAct::ScrollUp => Key::Up,
        MouseAct::Press => return Vec::new(),
    };
    overlays::key(model, Chord { key, ctrl: false, alt: false, shift: false })
}
