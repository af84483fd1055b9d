//! The tools of a case: a file of evidence, the arbitration pack.

use crate::action::Action;
use crate::domain::aftersale::compensation::{Compensation, CompensationState};

use super::super::model::Model;
use super::super::msg::Effect;
use super::super::overlays::dialog;
use super::super::update::{open, unavailable};

/// Opens the tool an action names, for the case in view.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let tr = model.tr;
    let Some(page) = model.cases.page_of_selected() else {
        model.cases.follow();
        return unavailable(model, tr.still_loading());
    };
    match action {
        Action::AddEvidence => {
            let form = dialog::evidence(tr, &page.case, &page.missing());
            open(model, form)
        }
        Action::MakePack => {
            let form = dialog::pack(tr, page.case.id, &page.pack_path);
            open(model, form)
        }
        Action::Compensate => {
            let form = dialog::compensate(tr, page.case.order, Some(page.case.id), page.case.currency);
            open(model, form)
        }
        Action::AgreeFreight if page.said.is_empty() => unavailable(model, tr.freight_no_chat()),
        Action::AgreeFreight => {
            let form = dialog::freight(tr, &page.case, &page.said);
            open(model, form)
        }
        _ => Vec::new(),
    }
}

/// Keeps what the message at the foot of the chat says about the freight, for the open case of its buyer.
pub(super) fn freight_of_chat(model: &mut Model) -> Vec<Effect> {
    let tr = model.tr;
    let case = model.chat.page().and_then(|page| page.cases.iter().find(|case| case.is_open()));
    let Some(case) = case else { return unavailable(model, tr.no_case_here()) };
    let Some(message) = model.chat.message_at_foot() else { return unavailable(model, tr.freight_no_chat()) };
    let form = dialog::freight(tr, case, &[(message.id, message.text.to_line())]);
    open(model, form)
}

/// Says of a compensation of the case in view that it was paid out.
pub(super) fn paid(model: &mut Model) -> Vec<Effect> {
    let given = model.cases.page_of_selected().map(|page| page.compensations.clone()).unwrap_or_default();
    paid_out(model, &given)
}

/// Asks which of those that wait was paid out on the platform, or will not be.
pub(super) fn paid_out(model: &mut Model, given: &[Compensation]) -> Vec<Effect> {
    let tr = model.tr;
    let waiting: Vec<_> = given.iter().filter(|one| one.state == CompensationState::ToDo).cloned().collect();
    if waiting.is_empty() {
        return unavailable(model, tr.nothing_noted());
    }
    open(model, dialog::paid_out(tr, waiting))
}
