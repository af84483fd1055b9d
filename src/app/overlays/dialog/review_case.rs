//! 差评跟进: the next step of a review case, with the lead's name and PIN where its money goes over the limit.

use crate::domain::review::Review;
use crate::domain::review_case::{ReviewCase, ReviewMove, ReviewRefusal, ReviewStep, stopped};
use crate::domain::{Currency, Money, ReviewId, SafeText};
use crate::replies::guard_rules;
use crate::text::Lang;

use super::super::super::input::Field;
use super::super::super::model::Model;
use super::super::super::msg::{Do, Effect};
use super::super::Overlay;
use super::Purpose;
use super::case_submit::approval;
use super::make::{amount, dialog};
use super::submit::Fault;

/// A review to work on: its id, whose it is, stars and words.
#[derive(Clone, PartialEq, Debug)]
pub struct About<'a> {
    /// The review.
    pub review: ReviewId,
    /// The buyer's nick.
    pub nick: &'a SafeText,
    /// Its stars.
    pub stars: Option<u8>,
    /// The words that matter most.
    pub words: &'a SafeText,
}

impl<'a> From<&'a Review> for About<'a> {
    fn from(review: &'a Review) -> Self {
        Self { review: review.id, nick: &review.buyer, stars: review.stars, words: review.words() }
    }
}

/// The next step of the case of a review, the wanted one chosen, else the likeliest; a review without one is offered for
/// at once.
pub fn review_case(model: &Model, about: &About<'_>, case: Option<&ReviewCase>, wanted: Option<ReviewStep>) -> Overlay {
    let tr = model.tr;
    let open = case.filter(|case| case.is_open());
    let steps = open.map_or_else(first_steps, ReviewCase::steps);
    let named: Vec<_> = steps.iter().map(|step| (step.code(), tr.review_step(*step))).collect();
    let fields = vec![
        Field::choice("step", tr.review_case_step(), &named, wanted.map_or("", ReviewStep::code)),
        Field::line("words", tr.review_case_words(), ""),
        Field::line("amount", tr.review_case_amount(), ""),
    ];
    let lead = match open {
        Some(case) => format!("{}  {}", owner(model, case), tr.review_case_so_far(case)),
        None => {
            let words = about.words.to_line();
            let said = about.stars.map_or_else(|| tr.w_review_bare(&words), |n| tr.w_review(&n.to_string(), &words));
            format!("{said}  {}", tr.review_case_lead_new())
        }
    };
    let purpose = Purpose::ReviewCase(about.review, case.map(|case| case.version));
    dialog(purpose, tr.review_case_title(about.nick), lead, fields)
}

/// What can be done with a review nobody works on yet.
fn first_steps() -> Vec<ReviewStep> {
    vec![ReviewStep::Offer, ReviewStep::Take]
}

fn owner(model: &Model, case: &ReviewCase) -> String {
    let tr = model.tr;
    let name = |id| {
        let all = model.desk.have().map_or(&[][..], |desk| &desk.agents);
        all.iter().find(|(known, _)| *known == id).map(|(_, name)| name.to_string()).unwrap_or_default()
    };
    let owned = case.owner.map_or_else(|| tr.review_case_nobody().to_owned(), |id| tr.review_case_owner(&name(id)));
    match case.approver {
        Some(approver) => format!("{owned}  {}", tr.review_case_approved(&name(approver))),
        None => owned,
    }
}

/// What an accepted one does. Words that must not be said are refused here, so that nothing typed is lost.
pub(super) fn effect(
    tr: Lang,
    dialog: &super::Dialog,
    (review, seen): (ReviewId, Option<i64>),
) -> Result<Vec<Effect>, Fault> {
    let text = |field: &str| dialog.form.said(field);
    let step = ReviewStep::parse(&text("step")).unwrap_or(ReviewStep::Take);
    let words = SafeText::clean(&text("words"));
    if words.trim().is_empty() && !matches!(step, ReviewStep::Take | ReviewStep::FollowUp) {
        return Err(("words", tr.hr_no_words().to_owned()));
    }
    if let Some(ReviewRefusal::Words { found, why }) = stopped(&words, guard_rules())
        && matches!(step, ReviewStep::Offer | ReviewStep::Agree)
    {
        return Err(("words", tr.rr_words(&found, &why[usize::from(tr == Lang::En)])));
    }
    let like = Some(Money::new(0, Currency::CNY));
    let amount = amount(&text("amount"), like).map_err(|()| ("amount", tr.not_an_amount().to_owned()))?;
    let what = Box::new(ReviewMove { step, amount, words });
    Ok(vec![Effect::Do(Do::WorkReview { review, seen, what, approval: approval(dialog) })])
}
