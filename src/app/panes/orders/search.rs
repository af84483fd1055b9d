//! The search box over all shops, and the filters `f` goes through.

use crate::action::Scope;
use crate::domain::{OrderStatus, RawText};
use crate::keymap::{Chord, Key};

use super::super::super::model::Model;
use super::super::super::msg::Effect;
use super::super::super::update::chord_in_text;
use super::open_selected;

/// Puts the caret into the search box.
pub(in crate::app) fn start_search(model: &mut Model) -> Vec<Effect> {
    model.orders.leave_search();
    model.orders.searching = true;
    model.orders.detail = false;
    model.orders.search.set_text("");
    Vec::new()
}

/// Searches for a text.
pub(in crate::app) fn search_for(model: &mut Model, raw: &RawText) {
    model.orders.leave_search();
    model.orders.search.paste(raw.unclean());
    model.orders.go_first();
    model.orders.detail = false;
}

/// A key in the search box: it finds as it is typed; the arrows move in what was found.
pub(in crate::app) fn search_key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    match chord.key {
        Key::Enter => {
            model.orders.searching = false;
            open_selected(model);
        }
        Key::Esc => {
            model.orders.leave_search();
        }
        Key::Down => model.orders.list.step(1),
        Key::Up => model.orders.list.step(-1),
        Key::PageDown => model.orders.list.turn(true),
        Key::PageUp => model.orders.list.turn(false),
        Key::Tab => model.orders.searching = false,
        _ => {
            if model.orders.search.press(chord) {
                model.orders.go_first();
            } else if let Some(effects) = chord_in_text(model, chord, Scope::Orders) {
                return effects;
            }
        }
    }
    Vec::new()
}

/// A paste into the search box.
pub(in crate::app) fn search_paste(model: &mut Model, raw: &RawText) -> Vec<Effect> {
    model.orders.search.paste(raw.unclean());
    model.orders.go_first();
    Vec::new()
}

/// The filters `f` goes through: the customer in view, all, unpaid, to ship, shipped, done.
pub(super) fn next_filter(now: Option<Option<OrderStatus>>) -> Option<Option<OrderStatus>> {
    match now {
        None => Some(None),
        Some(None) => Some(Some(OrderStatus::Unpaid)),
        Some(Some(OrderStatus::Unpaid)) => Some(Some(OrderStatus::ToShip)),
        Some(Some(OrderStatus::ToShip)) => Some(Some(OrderStatus::Shipped)),
        Some(Some(OrderStatus::Shipped)) => Some(Some(OrderStatus::Success)),
        Some(Some(_)) => None,
    }
}
