//! 回评: the review, an answer to start from, and the guard before it is copied: all can read what stands there.

use crate::domain::guard::{GuardContext, Level, check};
use crate::domain::reply::{Fields, Placeholder, fill};
use crate::domain::shift::{Item, ReviewAnswer};
use crate::domain::{ReviewId, SafeText};
use crate::replies::guard_rules;
use crate::text::Lang;

use super::super::super::input::{Field, Form};
use super::super::super::model::Model;
use super::super::super::msg::{Do, Effect};
use super::super::super::panes::suggest;
use super::super::Overlay;
use super::submit::Fault;
use super::{Dialog, Purpose};

/// Stars of a review that is no complaint.
const CONTENT: u8 = 4;

/// The answer to a review: what was written before, else the quick reply for such a review.
pub fn review(model: &Model, item: &Item, answer: &ReviewAnswer, stars: Option<u8>, words: &SafeText) -> Overlay {
    let tr = model.tr;
    let code = if stars.is_none_or(|stars| stars >= CONTENT) { "hphf" } else { "hpzl" };
    let draft = if answer.draft.is_empty() { started(model, code) } else { answer.draft.to_string() };
    let lead = stars.map_or_else(|| tr.w_review_bare(words), |stars| tr.w_review(&stars.to_string(), words));
    let form = Form::new(vec![Field::lines("answer", tr.review_answer(), &draft).needed()]);
    let purpose = Purpose::Review(answer.id, answer.version);
    Overlay::Dialog(Dialog {
        purpose,
        title: tr.review_dialog(&item.about.nick),
        lead,
        form,
        files: None,
        below: Vec::new(),
    })
}

/// The quick reply with its gaps: a person says what the review was about.
fn started(model: &Model, code: &str) -> String {
    let own = suggest::own(model.tr);
    let reply = model.replies.by_code(code, own);
    reply.map(|reply| fill(reply, &Fields::new(own), |place| model.tr.placeholder(place)).text).unwrap_or_default()
}

/// What an accepted one does: nothing with a gap, a number or a word that must not be public.
pub(super) fn effect(tr: Lang, dialog: &Dialog, id: ReviewId, version: i64) -> Result<Vec<Effect>, Fault> {
    let text = dialog.form.value("answer");
    let gap = Placeholder::ALL.iter().find(|place| text.contains(&suggest::gap(tr, **place)));
    if let Some(place) = gap {
        return Err(("answer", tr.gap_left(tr.placeholder(*place))));
    }
    let public = GuardContext { review: true, ..GuardContext::default() };
    if let Some(found) = check(&text, guard_rules(), public).into_iter().find(|found| found.level != Level::Tell) {
        let why = found.rule.why(suggest::own(tr));
        return Err(("answer", tr.review_stopped(&text[found.range.clone()], why)));
    }
    Ok(vec![Effect::Copy(text.to_string()), Effect::Do(Do::AnswerReview(id, version, text))])
}
