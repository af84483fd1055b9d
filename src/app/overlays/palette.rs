//! The palette: every action by name, in both languages, by alias and by pinyin.

use crate::action::{Action, Row, TABLE};
use crate::keymap::Chord;
use crate::replies::pinyin::Matcher;
use crate::text::Lang;

use super::super::input::Editor;
use super::super::list::ListState;
use super::super::model::Model;
use super::super::msg::Effect;
use super::super::update;
use super::Overlay;

/// The palette.
#[derive(Debug)]
pub struct Palette {
    /// What is typed.
    pub query: Editor,
    /// The actions found, best first.
    pub found: Vec<&'static Row>,
    /// Position among them.
    pub list: ListState,
}

impl Default for Palette {
    fn default() -> Self {
        Self { query: Editor::single(), found: Vec::new(), list: ListState::default() }
    }
}

pub(super) fn search(model: &mut Model) {
    let here = model.scope();
    let Some(Overlay::Palette(palette)) = model.overlays.last_mut() else { return };
    let matcher = Matcher::new(palette.query.text());
    let reachable = |row: &&Row| here.wider().contains(&row.scope) && row.action != Action::Palette;
    let mut ranked: Vec<(u32, &'static Row)> = TABLE
        .iter()
        .filter(reachable)
        .filter_map(|row| {
            let words =
                [row.short(Lang::Zh), row.long(Lang::Zh), row.short(Lang::En), row.long(Lang::En), row.aliases, row.id];
            let best = words.into_iter().filter_map(|text| matcher.rank(text)).min();
            best.or(matcher.is_empty().then_some(0)).map(|rank| (rank, row))
        })
        .collect();
    ranked.sort_by_key(|(rank, row)| (*rank, row.action));
    palette.found = ranked.into_iter().map(|(_, row)| row).collect();
    palette.list.fit(palette.found.len(), palette.list.page.max(10));
    palette.list.go(0);
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = model.overlays.last_mut() else { return Vec::new() };
    match action {
        Some(Action::OverDown) => palette.list.step(1),
        Some(Action::OverUp) => palette.list.step(-1),
        Some(Action::OverPageDown) => palette.list.turn(true),
        Some(Action::OverPageUp) => palette.list.turn(false),
        Some(Action::Accept) => {
            let chosen = palette.found.get(palette.list.selected).map(|row| row.action);
            model.overlays.pop();
            return chosen.map(|action| update::act(model, action)).unwrap_or_default();
        }
        _ if palette.query.press(chord) => search(model),
        _ => {}
    }
    Vec::new()
}
