//! `?`: the keys that work here first, then all others. Made from the action table.

use crate::action::{Action, Row, Scope, rows_of};
use crate::keymap::{Chord, Key};

use super::super::model::Model;
use super::super::msg::Effect;
use super::Overlay;

/// The help.
#[derive(Clone, Debug)]
pub struct Help {
    scope: Scope,
    /// First line on screen.
    pub scroll: usize,
}

/// A line of the help.
#[derive(Clone, Copy, Debug)]
pub enum Line {
    /// A heading.
    Title(Scope),
    /// An action.
    Row(&'static Row),
}

impl Help {
    /// The help for what was focused.
    pub fn new(scope: Scope) -> Self {
        Self { scope, scroll: 0 }
    }
    /// All lines: the focused scope, the wider ones, then the rest.
    pub fn lines(&self) -> Vec<Line> {
        let mut scopes: Vec<Scope> = self.scope.wider().to_vec();
        scopes.extend(Scope::ALL.into_iter().filter(|s| !self.scope.wider().contains(s)));
        scopes.into_iter().flat_map(|s| std::iter::once(Line::Title(s)).chain(rows_of(s).map(Line::Row))).collect()
    }
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Help(help)) = model.overlays.last_mut() else { return Vec::new() };
    let last = help.lines().len().saturating_sub(1);
    let step = match (chord.folded().key, action) {
        (Key::Char('j'), _) | (_, Some(Action::OverDown)) => 1,
        (Key::Char('k'), _) | (_, Some(Action::OverUp)) => -1,
        (_, Some(Action::OverPageDown)) | (Key::Char(' '), _) => 15,
        (_, Some(Action::OverPageUp)) => -15,
        (Key::Char('g') | Key::Home, _) => isize::MIN / 2,
        (Key::Char('G') | Key::End, _) => isize::MAX / 2,
        (Key::Char('q' | '?'), _) | (_, Some(Action::Accept)) => {
            model.overlays.pop();
            return Vec::new();
        }
        _ => 0,
    };
    help.scroll = help.scroll.saturating_add_signed(step).min(last);
    Vec::new()
}
