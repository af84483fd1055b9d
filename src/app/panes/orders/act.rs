//! Acts on the selected order, in the list or opened.

use crate::action::Action;
use crate::domain::paste::Pasted;

use super::super::super::model::Model;
use super::super::super::msg::{Ask, Do, Effect};
use super::super::super::overlays::{Overlay, dialog};
use super::super::super::status::Tone;
use super::super::super::update::{open, unavailable, waits_for_money};
use super::super::composer::{Purpose, write_to_buyer};
use super::super::{cases, half_filled_log};

/// Keys of an order, in the list or opened.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let tr = model.tr;
    match action {
        Action::SortOrders => return super::sort(model),
        Action::SavedSearches => {
            let present = super::in_force(model);
            return open(model, Overlay::views(present));
        }
        _ => {}
    }
    let Some(row) = model.orders.selected() else { return unavailable(model, tr.no_order_in_view()) };
    let order = row.order.clone();
    model.orders.last = Some(action);
    match action {
        Action::Remind if !waits_for_money(order.status) => unavailable(model, tr.nothing_to_pay()),
        Action::Remind => write_to_buyer(model, &order, Purpose::Remind),
        Action::ShipNotice if order.shipped_at.is_none() => unavailable(model, tr.not_shipped_yet()),
        Action::ShipNotice => write_to_buyer(model, &order, Purpose::Shipped),
        Action::Verify => write_to_buyer(model, &order, Purpose::Verify),
        Action::SetFlag => open(model, dialog::flag(tr, &order)),
        Action::Memo => open(model, dialog::memo(tr, &order)),
        Action::AddressChange => open(model, dialog::address_change(tr, &order)),
        Action::CancelOrder => open(model, dialog::cancel_order(tr, &order)),
        Action::OrderCase => cases::open_from(model),
        Action::OrderTicket => crate::app::overlays::tickets::show(model),
        Action::OrderPromise => {
            let chat = model.orders.order.have().and_then(Option::as_ref).and_then(|page| page.chat);
            open(model, dialog::promise(tr, chat, Some(order.id), order.customer))
        }
        Action::OrderLog => {
            let log = half_filled_log(model);
            open(model, dialog::log(tr, None, log))
        }
        Action::CopyNumber => copy(model, order.number),
        Action::OrderChat => vec![Effect::Ask(Ask::Lookup(Pasted::Nick(order.buyer)))],
        Action::OrderDone if order.our_step.is_none() => unavailable(model, tr.nothing_noted()),
        Action::OrderDone => vec![Effect::Do(Do::OrderDone(order.id))],
        _ => Vec::new(),
    }
}

/// Puts a number on the clipboard, and says so.
pub(in crate::app) fn copy(model: &mut Model, text: String) -> Vec<Effect> {
    let said = model.tr.copied(&text);
    model.status.say(Tone::Done, said, model.now);
    vec![Effect::Copy(text)]
}

/// Does the last act again, on the row that is selected now.
pub(in crate::app) fn repeat(model: &mut Model) -> Vec<Effect> {
    match model.orders.last {
        Some(action) => act(model, action),
        None => unavailable(model, model.tr.nothing_to_repeat()),
    }
}
