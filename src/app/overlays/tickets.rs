//! The nine kinds of tickets: a digit opens one with what is usual, Enter fills it in first.

use crate::action::Action;
use crate::domain::shift::ItemKey;
use crate::domain::ticket::{NewTicket, TicketKind};
use crate::domain::{CaseId, ConversationId, CustomerId, Order, OrderId, SafeText};
use crate::keymap::{Chord, Key};

use super::super::Pane;
use super::super::list::ListState;
use super::super::model::Model;
use super::super::msg::{Do, Effect};
use super::super::panes::order_in_view;
use super::super::update::{open, unavailable};
use super::Overlay;
use super::dialog;

/// What a ticket is about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TicketAbout {
    /// The order.
    pub order: Option<OrderId>,
    /// The chat.
    pub chat: Option<ConversationId>,
    /// The case.
    pub case: Option<CaseId>,
    /// The buyer.
    pub customer: Option<CustomerId>,
    /// The order's number or the buyer, for the heading.
    pub whose: SafeText,
    /// The row of the to-do list it is opened from.
    pub row: Option<ItemKey>,
}

/// The menu.
#[derive(Debug)]
pub struct TicketMenu {
    /// What the ticket is about.
    pub about: TicketAbout,
    /// Position among the kinds.
    pub list: ListState,
}

/// Opens the menu for what is in view.
pub(in crate::app) fn show(model: &mut Model) -> Vec<Effect> {
    let chat = model.chat.page().filter(|_| model.focus == Pane::Chat);
    let order: Option<&Order> = order_in_view(model);
    let about = TicketAbout {
        order: order.map(|order| order.id),
        chat: chat.map(|page| page.chat.id),
        case: None,
        customer: order.and_then(|o| o.customer).or(chat.map(|page| page.customer.id)),
        whose: order.map(|o| SafeText::line(o.tail())).or(chat.map(|p| p.chat.nick.clone())).unwrap_or_default(),
        row: None,
    };
    if about.order.is_none() && about.chat.is_none() {
        return unavailable(model, model.tr.no_order_in_view());
    }
    let mut list = ListState::default();
    list.fit(TicketKind::OF_ORDERS.len(), TicketKind::OF_ORDERS.len());
    open(model, Overlay::Tickets(TicketMenu { about, list }))
}

pub(super) fn key(model: &mut Model, chord: Chord, action: Option<Action>) -> Vec<Effect> {
    let Some(Overlay::Tickets(menu)) = model.overlays.last_mut() else { return Vec::new() };
    let digit = match chord.folded().key {
        Key::Char(c @ '1'..='9') if !chord.ctrl => Some(c as usize - '1' as usize),
        _ => None,
    };
    if let Some(kind) = digit.and_then(|at| TicketKind::OF_ORDERS.get(at)) {
        return take(model, *kind, true);
    }
    match (chord.folded().key, action) {
        (Key::Char('j'), _) | (_, Some(Action::OverDown)) => menu.list.step(1),
        (Key::Char('k'), _) | (_, Some(Action::OverUp)) => menu.list.step(-1),
        (_, Some(Action::Accept)) => {
            let at = menu.list.selected;
            return TicketKind::OF_ORDERS.get(at).map_or_else(Vec::new, |kind| take(model, *kind, false));
        }
        (Key::Char('q'), _) => {
            model.overlays.pop();
        }
        _ => {}
    }
    Vec::new()
}

/// Opens it at once when nothing has to be said, else after its fields are filled in.
fn take(model: &mut Model, kind: TicketKind, at_once: bool) -> Vec<Effect> {
    let Some(Overlay::Tickets(menu)) = model.overlays.last() else { return Vec::new() };
    let about = menu.about.clone();
    if about.order.is_none() && kind.needs_order() {
        let why = model.tr.ticket_needs_order(model.tr.ticket_kind(kind));
        return unavailable(model, &why);
    }
    model.overlays.pop();
    if !at_once || kind.needs_words() || about.order.is_none() {
        return open(model, dialog::ticket(model.tr, kind, about, ""));
    }
    let new = NewTicket {
        kind,
        desk: kind.usual_desk(),
        body: SafeText::default(),
        order: about.order,
        chat: about.chat,
        case: about.case,
        customer: about.customer,
        fault: None,
        due_at: model.now.plus(kind.usual_time()),
    };
    vec![Effect::Do(Do::OpenTicket(Box::new(new), about.row))]
}
