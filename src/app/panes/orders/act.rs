//! Acts on the selected order, in the list or opened.

use crate::action::Action;
use crate::domain::order_act::{IntentState, OrderAct};
use crate::domain::paste::Pasted;
use crate::domain::reminder::ReminderKind;
use crate::domain::review::Review;
use crate::domain::review_case::ReviewCase;
use crate::domain::{Order, Role, mask};

use super::super::super::model::Model;
use super::super::super::msg::{Ask, Do, Effect};
use super::super::super::overlays::{Overlay, dialog};
use super::super::super::status::Tone;
use super::super::super::update::{open, unavailable};
use super::super::composer::{Purpose, write_to_buyer};
use super::super::{at_shop, case_tools, cases, half_filled_log, reminding};

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
        Action::Remind => match ReminderKind::for_money(order.status) {
            Some(kind) => reminding::start(order.id, &order.number, kind),
            None => unavailable(model, tr.nothing_to_pay()),
        },
        Action::BulkRemind => {
            let marked: Vec<_> = model.orders.marks.iter().copied().collect();
            let orders = if marked.is_empty() { vec![order.id] } else { marked };
            reminding::many(model, orders)
        }
        Action::ShipNotice if order.shipped_at.is_none() => unavailable(model, tr.not_shipped_yet()),
        Action::ShipNotice => reminding::start(order.id, &order.number, ReminderKind::Shipped),
        Action::AskReceipt => reminding::start(order.id, &order.number, ReminderKind::Received),
        Action::AskConfirm => reminding::start(order.id, &order.number, ReminderKind::Confirm),
        Action::AskReview => reminding::start(order.id, &order.number, ReminderKind::Review),
        Action::Verify => verify(model, &order),
        Action::SetFlag => {
            let overlay = dialog::flag(tr, &order, &model.settings.flags);
            open(model, overlay)
        }
        Action::Memo => open(model, dialog::memo(tr, &order)),
        Action::AddressChange => note(model, &order, OrderAct::ChangeAddress),
        Action::CancelOrder => note(model, &order, OrderAct::Cancel),
        Action::StopParcel if order.shipped_at.is_some() => note(model, &order, OrderAct::Intercept),
        Action::StopParcel => note(model, &order, OrderAct::HoldShipment),
        Action::Reprice => note(model, &order, OrderAct::Reprice),
        Action::ChangeQuantity => note(model, &order, OrderAct::ChangeQuantity),
        Action::ChangeSku => note(model, &order, OrderAct::ChangeSku),
        Action::Gift => note(model, &order, OrderAct::Gift),
        Action::PriceGuard => note(model, &order, OrderAct::PriceGuard),
        Action::Invoice => note(model, &order, OrderAct::Invoice),
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
        Action::CompensateOrder => open(model, dialog::compensate(tr, order.id, None, order.currency)),
        Action::OrderReview => review_case(model, &order),
        Action::CopyNumber => copy(model, order.number),
        Action::OrderChat => vec![Effect::Ask(Ask::Lookup(Pasted::Nick(order.buyer)))],
        Action::OrderAtShop => at_shop::of_order(model, order.id),
        Action::OrderDone => done(model, &order),
        _ => Vec::new(),
    }
}

/// Opens the dialog of an act, unless it is not possible now: then the status line says why.
fn note(model: &mut Model, order: &Order, act: OrderAct) -> Vec<Effect> {
    let page = model.orders.order.have().and_then(Option::as_ref).filter(|page| page.order.id == order.id);
    let (lines, pending) = page.map_or((&[][..], &[][..]), |page| (&page.lines[..], &page.intentions[..]));
    // Which line it is about is checked when it is chosen.
    let repeats = matches!(act, OrderAct::ChangeQuantity | OrderAct::ChangeSku);
    match act.check(order, if repeats { &[] } else { pending }, None) {
        Ok(()) => {
            let overlay = dialog::order_act(model.tr, order, lines, act, gives(model, order, act));
            open(model, overlay)
        }
        Err(refusal) => {
            let said = model.tr.act_refusal(&refusal);
            unavailable(model, &format!("{}: {}", said.what, said.hint))
        }
    }
}

/// What may be given away of an order's price without a second person, by an act that gives any.
fn gives(model: &Model, order: &Order, act: OrderAct) -> Option<dialog::Gives> {
    let role = model.desk.have().and_then(|desk| desk.role).unwrap_or(Role::Presale);
    let limits = &model.settings.act_limits;
    let (whole, alone) = match act {
        OrderAct::Reprice => order.payable.map(|price| (price, limits.may_reprice(role, price))),
        OrderAct::PriceGuard => order.paid.map(|paid| (paid, limits.may_guard(role, paid))),
        _ => None,
    }?;
    Some(dialog::Gives { whole, alone })
}

/// The next step of the case of the order's review: the one worked on already, else the poorest.
fn review_case(model: &mut Model, order: &Order) -> Vec<Effect> {
    let page = model.orders.order.have().and_then(Option::as_ref).filter(|page| page.order.id == order.id);
    let Some(page) = page else {
        model.orders.order.want(order.id);
        return unavailable(model, model.tr.still_loading());
    };
    let case_of = |review: &Review| page.review_cases.iter().find(|case| case.review == review.id);
    let rank = |review: &&Review| (!case_of(review).is_some_and(ReviewCase::is_open), review.kind, review.stars);
    let Some(review) = page.reviews.iter().min_by_key(rank) else {
        return unavailable(model, model.tr.no_review_here());
    };
    let overlay = dialog::review_case(model, &review.into(), case_of(review), None);
    open(model, overlay)
}

/// Marks what was noted as done: the one act at once, one of several by a dialog.
fn done(model: &mut Model, order: &Order) -> Vec<Effect> {
    let page = model.orders.order.have().and_then(Option::as_ref).filter(|page| page.order.id == order.id);
    let Some(page) = page else {
        model.orders.order.want(order.id);
        return unavailable(model, model.tr.still_loading());
    };
    let pending: Vec<_> = page.intentions.iter().filter(|noted| noted.is_pending()).cloned().collect();
    match pending.as_slice() {
        [] => {
            let given = page.compensations.clone();
            case_tools::paid_out(model, &given)
        }
        [one] if one.state == IntentState::ToDo => {
            vec![Effect::Do(Do::EndAct(Box::new(one.clone()), IntentState::Done))]
        }
        _ => {
            let overlay = dialog::end_act(model.tr, order, pending, mask::address);
            open(model, overlay)
        }
    }
}

/// Sends the address card to the buyer; what is other than before or than what was typed is said beside it.
fn verify(model: &mut Model, order: &Order) -> Vec<Effect> {
    let page = model.orders.order.have().and_then(Option::as_ref).filter(|page| page.order.id == order.id);
    let found = page.map(|page| model.tr.address_check(&page.address, mask::text)).unwrap_or_default();
    if !found.is_empty() {
        model.status.say(Tone::Warn, found.join("  "), model.now);
    }
    write_to_buyer(model, order, Purpose::Verify)
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
