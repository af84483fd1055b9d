//! The evidence of a case, one piece after the other: photos drawn, texts read, the rest by what is known of it.

use crate::action::Action;
use crate::domain::CaseId;
use crate::keymap::{Chord, Key};

use super::super::model::{Model, Shade};
use super::super::msg::{Effect, ProofAsk};
use super::super::update::{open, unavailable};
use super::Overlay;

/// Lines above a piece that tell what it is.
pub const HEAD: u16 = 3;
/// The widest a piece is shown.
const WIDEST: u16 = 164;

/// The evidence of a case.
#[derive(Clone, Debug)]
pub struct ProofView {
    /// The case.
    pub case: CaseId,
    /// Which piece, from 0.
    pub at: usize,
    /// First line of a text on screen.
    pub scroll: usize,
}

/// Columns and rows of the whole overlay on a screen of this size.
pub fn size((cols, rows): (u16, u16)) -> (u16, u16) {
    (cols.min(WIDEST), rows)
}

/// Opens the evidence of the case in view.
pub(in crate::app) fn show(model: &mut Model) -> Vec<Effect> {
    let Some(page) = model.cases.page_of_selected() else {
        model.cases.follow();
        return unavailable(model, model.tr.still_loading());
    };
    let (case, none) = (page.case.id, page.case.evidence.is_empty());
    if none {
        return unavailable(model, model.tr.ev_none());
    }
    model.proof.clear();
    open(model, Overlay::Proof(ProofView { case, at: 0, scroll: 0 }))
}

/// What is wanted for it on this screen.
pub(in crate::app) fn wanted(model: &Model, view: &ProofView) -> ProofAsk {
    let (cols, rows) = size(model.size);
    let drawn = model.shade != Shade::Mono && !model.settings.ascii;
    let cols = if drawn { cols.saturating_sub(4) } else { 0 };
    ProofAsk { case: view.case, at: view.at, cols, rows: rows.saturating_sub(2 + HEAD) }
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let last = model.proof.have().and_then(Option::as_ref).map_or(0, |page| page.total.saturating_sub(1));
    let Some(Overlay::Proof(view)) = model.overlays.last_mut() else { return Vec::new() };
    let (mut step, mut piece) = (0, 0);
    match (chord.folded().key, action) {
        (Key::Char('q' | 'v'), _) | (_, Some(Action::Accept)) => {
            model.overlays.pop();
            return Vec::new();
        }
        (Key::Right | Key::Char('l' | 'n'), _) | (_, Some(Action::NextField)) => piece = 1,
        (Key::Left | Key::Char('h' | 'p'), _) | (_, Some(Action::PrevField)) => piece = -1,
        (Key::Char('j'), _) | (_, Some(Action::OverDown)) => step = 1,
        (Key::Char('k'), _) | (_, Some(Action::OverUp)) => step = -1,
        (Key::Char(' '), _) | (_, Some(Action::OverPageDown)) => step = 15,
        (_, Some(Action::OverPageUp)) => step = -15,
        _ => {}
    }
    view.scroll = view.scroll.saturating_add_signed(step).min(10_000);
    let at = view.at.saturating_add_signed(piece).min(last);
    if at != view.at {
        (view.at, view.scroll) = (at, 0);
    }
    Vec::new()
}
