//! What is written to a live shop, from the keyboard: what became of it, and a refund the shop is to pay.

use crate::domain::OrderId;
use crate::domain::aftersale::Stage;
use crate::domain::shop_write::{ShopWrite, WriteState};

use super::super::model::Model;
use super::super::msg::Effect;
use super::super::overlays::dialog;
use super::super::update::{open, unavailable};

/// Of the case in view: settles its write, or has the shop pay what is owed.
pub(super) fn of_case(model: &mut Model) -> Vec<Effect> {
    let tr = model.tr;
    let Some(page) = model.cases.page_of_selected() else {
        model.cases.follow();
        return unavailable(model, tr.still_loading());
    };
    if let Some(write) = wants_a_person(&page.at_shop.writes) {
        let form = dialog::settle(tr, write, page.my_limit);
        return open(model, form);
    }
    let owed = page.case.amount.filter(|_| page.case.stage == Stage::Refunding && page.case.intention.is_none());
    match owed.filter(|_| page.at_shop.written) {
        Some(owed) => {
            let form = dialog::refund_there(tr, page, owed);
            open(model, form)
        }
        None => unavailable(model, tr.w_nothing()),
    }
}

/// Of an order: settles its write.
pub(super) fn of_order(model: &mut Model, order: OrderId) -> Vec<Effect> {
    let tr = model.tr;
    let page = model.orders.order.have().and_then(Option::as_ref).filter(|page| page.order.id == order);
    let Some(page) = page else {
        model.orders.order.want(order);
        return unavailable(model, tr.still_loading());
    };
    match wants_a_person(&page.at_shop.writes) {
        Some(write) => {
            let form = dialog::settle(tr, write, page.at_shop.my_limit);
            open(model, form)
        }
        None => unavailable(model, tr.w_nothing()),
    }
}

/// The write a person can do something about: one of which nobody knows, else the last when it did not happen or waits.
fn wants_a_person(writes: &[ShopWrite]) -> Option<&ShopWrite> {
    let unknown = writes.iter().rfind(|write| write.needs_a_look());
    unknown.or(writes.last().filter(|write| matches!(write.state, WriteState::Failed | WriteState::Waiting)))
}
