//! Steps of a case from the keyboard: what is possible opens its dialog, what is not says why.

use crate::domain::aftersale::{Choice, Step};

use super::super::super::model::Model;
use super::super::super::msg::{CasePage, Effect};
use super::super::super::overlays::dialog;
use super::super::super::update::{open, unavailable};
use super::super::composer::{Purpose, write_to_buyer};
use super::is_keyed;

/// Asks for what a step needs; a step that is not possible says why.
pub(super) fn take(model: &mut Model, step: Step) -> Vec<Effect> {
    let tr = model.tr;
    let Some(page) = model.cases.page_of_selected() else {
        model.cases.follow();
        return unavailable(model, tr.still_loading());
    };
    if let Some(refusal) = page.choices.iter().find(|choice| choice.step == step).and_then(|choice| choice.refusal) {
        let said = tr.refusal(&refusal, model.settings.zone, model.now);
        return unavailable(model, &format!("{} {}", said.what, said.hint));
    }
    let form = dialog::step(tr, page, step);
    open(model, form)
}

/// The dialog of a step that was chosen in a list of steps.
pub(in crate::app) fn chosen(model: &mut Model, step: Step) -> Vec<Effect> {
    take(model, step)
}

/// The steps without a key of their own: which one?
pub(super) fn others(model: &mut Model) -> Vec<Effect> {
    let tr = model.tr;
    let Some(page) = model.cases.page_of_selected() else {
        model.cases.follow();
        return unavailable(model, tr.still_loading());
    };
    let steps = unkeyed(page);
    match steps.as_slice() {
        [] => unavailable(model, tr.no_other_step()),
        [one] => take(model, *one),
        _ => {
            let form = dialog::other_step(tr, page, &steps, (model.now, model.settings.zone));
            open(model, form)
        }
    }
}

/// The possible steps without a key of their own, the likeliest first.
fn unkeyed(page: &CasePage) -> Vec<Step> {
    let free = |choice: &&Choice| choice.refusal.is_none() && !is_keyed(choice.step);
    let mut steps: Vec<Step> = page.choices.iter().filter(free).map(|choice| choice.step).collect();
    page.case.by_likelihood(&mut steps);
    steps
}

/// Puts the return address into the composer, for the buyer.
pub(super) fn say_address(model: &mut Model) -> Vec<Effect> {
    let tr = model.tr;
    match model.cases.page_of_selected() {
        None => unavailable(model, tr.no_case_here()),
        Some(page) if page.return_address.is_none() => unavailable(model, tr.no_return_address()),
        Some(page) => match page.order.clone() {
            Some((order, _)) => write_to_buyer(model, &order, Purpose::ReturnAddress),
            None => unavailable(model, tr.no_order_in_view()),
        },
    }
}
