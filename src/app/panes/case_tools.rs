//! The tools of a case: a file of evidence, the arbitration pack.

use crate::action::Action;

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
        _ => Vec::new(),
    }
}
