//! Saved searches: opened by Enter, made by typing a new name, forgotten by Delete.

use crate::action::Action;
use crate::domain::{RawText, SafeText};
use crate::keymap::{Chord, Key};
use crate::text::Lang;

use super::super::input::Editor;
use super::super::list::ListState;
use super::super::model::{Model, Pane};
use super::super::msg::{Ask, Do, Effect};
use super::super::panes::orders;
use super::super::update::{focus, unavailable};
use super::Overlay;

/// The list of saved searches.
#[derive(Debug)]
pub struct Views {
    /// What is typed: a part of a name, or a new one.
    pub query: Editor,
    /// The search in force when it was opened; empty when there was none.
    pub present: String,
    /// Those that are kept.
    pub kept: Vec<(SafeText, String)>,
    /// What is on offer for what is typed.
    pub found: Vec<View>,
    /// Position among them.
    pub list: ListState,
}

/// One row of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum View {
    /// One that is kept: its name and what it looks for.
    Kept(SafeText, String),
    /// One that every shop needs.
    Shipped(&'static str, &'static str),
    /// The present search, to be kept under this name.
    New(String),
}

/// Searches that every shop needs.
fn shipped(tr: Lang) -> [(&'static str, &'static str); 5] {
    [
        (tr.view_unpaid(), "status:unpaid >12h"),
        (tr.view_to_ship(), "status:to_ship,part_shipped sort:ship-by"),
        (tr.view_red(), "flag:red status:unpaid,to_ship,part_shipped"),
        (tr.view_cases(), "case:open"),
        (tr.view_pending(), "step:pending"),
    ]
}

impl Views {
    /// The list, over the search in force.
    pub fn new(present: String) -> Self {
        Self { query: Editor::single(), present, kept: Vec::new(), found: Vec::new(), list: ListState::default() }
    }
}

/// Takes the kept searches, if the list is still open.
pub(in crate::app) fn take(model: &mut Model, kept: Vec<(SafeText, String)>) {
    if let Some(Overlay::Views(views)) = model.overlays.last_mut() {
        views.kept = kept;
    }
    search(model);
}

/// Asks for what is kept, when the list was opened; on every change the rows are made anew.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    let fresh = matches!(model.overlays.last(), Some(Overlay::Views(views)) if views.found.is_empty() && views.query.is_empty());
    search(model);
    if fresh { vec![Effect::Ask(Ask::Views)] } else { Vec::new() }
}

fn search(model: &mut Model) {
    let tr = model.tr;
    let Some(Overlay::Views(views)) = model.overlays.last_mut() else { return };
    let typed = views.query.text().trim().to_owned();
    let fits = |name: &str| typed.is_empty() || name.to_lowercase().contains(&typed.to_lowercase());
    let kept =
        views.kept.iter().filter(|(name, _)| fits(name)).map(|(name, query)| View::Kept(name.clone(), query.clone()));
    let mut found: Vec<View> = kept.collect();
    found
        .extend(shipped(tr).into_iter().filter(|(name, _)| fits(name)).map(|(name, query)| View::Shipped(name, query)));
    let taken = views.kept.iter().any(|(name, _)| name.as_str() == typed);
    if !typed.is_empty() && !views.present.is_empty() && !taken {
        found.push(View::New(typed));
    }
    views.found = found;
    views.list.fit(views.found.len(), views.list.page.max(10));
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Views(views)) = model.overlays.last_mut() else { return Vec::new() };
    match action {
        Some(Action::OverDown) => views.list.step(1),
        Some(Action::OverUp) => views.list.step(-1),
        Some(Action::OverPageDown) => views.list.turn(true),
        Some(Action::OverPageUp) => views.list.turn(false),
        Some(Action::Accept) => {
            let chosen = views.found.get(views.list.selected).cloned();
            let present = views.present.clone();
            return chosen.map(|view| open(model, view, present)).unwrap_or_default();
        }
        _ if chord.key == Key::Delete && views.query.is_empty() => {
            let Some(View::Kept(name, _)) = views.found.get(views.list.selected).cloned() else { return Vec::new() };
            views.kept.retain(|(kept, _)| *kept != name);
            search(model);
            return vec![Effect::Do(Do::RemoveView(name.to_string()))];
        }
        _ if views.query.press(chord) => {
            views.list.go(0);
            search(model);
        }
        _ => {}
    }
    Vec::new()
}

fn open(model: &mut Model, view: View, present: String) -> Vec<Effect> {
    model.overlays.pop();
    let query = match view {
        View::New(name) if present.is_empty() || name.is_empty() => {
            return unavailable(model, model.tr.nothing_to_save());
        }
        View::New(name) => return vec![Effect::Do(Do::SaveView(name, present))],
        View::Kept(_, query) => query,
        View::Shipped(_, query) => query.to_owned(),
    };
    let effects = focus(model, Pane::Orders);
    orders::search_for(model, &RawText::new(query));
    effects
}
