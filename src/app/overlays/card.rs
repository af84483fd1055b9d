//! The card of a customer over the panes: read it, set marks, merge accounts and take them apart.

use crate::action::Action;
use crate::domain::card::Card;
use crate::keymap::{Chord, Key};
use crate::text::CardLine;

use super::super::Pane;
use super::super::model::Model;
use super::super::msg::{Effect, Whose};
use super::super::panes::order_in_view;
use super::super::update::{open, unavailable};
use super::Overlay;
use super::dialog;

/// The card.
#[derive(Clone, Debug)]
pub struct CardView {
    /// Whose it is.
    pub whose: Whose,
    /// First line on screen.
    pub scroll: usize,
}

/// Opens the card of whoever is in view.
pub(in crate::app) fn show(model: &mut Model) -> Vec<Effect> {
    let Some(whose) = in_view(model) else { return unavailable(model, model.tr.no_customer_here()) };
    model.card.clear();
    model.card.want(whose);
    open(model, Overlay::Card(CardView { whose, scroll: 0 }))
}

fn in_view(model: &Model) -> Option<Whose> {
    let buyer = |model: &Model| {
        let order = order_in_view(model)?;
        Some(order.customer.map_or(Whose::Buyer(order.id), Whose::Customer))
    };
    match model.focus {
        Pane::Queue => model.queue.selected().map(|row| Whose::Customer(row.chat.customer)),
        Pane::Todo => {
            let about = &model.todo.selected()?.about;
            about.customer.map(Whose::Customer).or(about.order.map(Whose::Buyer))
        }
        Pane::Orders | Pane::Cases => buyer(model),
        Pane::Chat | Pane::Log => {
            model.chat.page().map(|page| Whose::Customer(page.customer.id)).or_else(|| buyer(model))
        }
    }
}

/// The card as far as it is loaded.
pub fn loaded(model: &Model) -> Option<&Card> {
    model.card.current()?.as_deref()
}

/// Its lines.
pub fn lines(model: &Model) -> Vec<CardLine> {
    let Some(card) = loaded(model) else { return Vec::new() };
    let name = |agent: Option<_>| agent.map(|id| model.agent_name(id)).unwrap_or_default();
    model.tr.card_lines(card, model.settings.zone, model.now, &name)
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Card(view)) = model.overlays.last() else { return Vec::new() };
    let whose = view.whose;
    let last = lines(model).len().saturating_sub(1);
    let step = match (chord.folded().key, action) {
        (Key::Char('j'), _) | (_, Some(Action::OverDown)) => 1,
        (Key::Char('k'), _) | (_, Some(Action::OverUp)) => -1,
        (_, Some(Action::OverPageDown)) | (Key::Char(' '), _) => 15,
        (_, Some(Action::OverPageUp)) => -15,
        (Key::Char('g'), _) => {
            let dialog = loaded(model).and_then(|card| dialog::merge(model.tr, whose, card));
            return match dialog {
                Some(dialog) => open(model, dialog),
                None => unavailable(model, model.tr.nobody_alike()),
            };
        }
        (Key::Char('e'), _) => {
            let zone = model.settings.zone;
            let dialog = loaded(model).map(|card| dialog::mark(model.tr, whose, card, zone));
            return dialog.map_or_else(Vec::new, |dialog| open(model, dialog));
        }
        (Key::Char('q' | 'i'), _) | (_, Some(Action::Accept)) => {
            model.overlays.pop();
            return Vec::new();
        }
        _ => 0,
    };
    if let Some(Overlay::Card(view)) = model.overlays.last_mut() {
        view.scroll = view.scroll.saturating_add_signed(step).min(last);
    }
    Vec::new()
}
