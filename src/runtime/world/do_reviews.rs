//! Reviews from the screen: the public answer, kept as copied and later said to stand on the platform; review cases.

use super::act::Told;
use super::basis::Basis;
use super::money;
use crate::app::msg::{Did, Done};
use crate::domain::aftersale::limits::Approval;
use crate::domain::review_case::{ReviewMove, ReviewRefusal};
use crate::domain::{Money, Problem, ReviewId, SafeText};
use crate::runtime::review_case;
use crate::store::goods::{answer_copied, answer_done, draft_answer, reviews};
use crate::store::{Engine, acts, orders};

/// Keeps an answer that was copied; one undo takes both back.
pub(super) fn answer(basis: &Basis, db: &dyn Engine, id: ReviewId, version: i64, text: &SafeText) -> Told {
    let by = basis.by();
    acts::bulk(db, &by, || {
        let drafted = draft_answer(db, &by, id, Some(version), text)?;
        answer_copied(db, &by, id, Some(drafted.version)).map(drop)
    })?;
    Ok(Done::ReviewCopied)
}

/// The answer stands on the platform.
pub(super) fn done(basis: &Basis, db: &dyn Engine, id: ReviewId, version: i64) -> Told {
    answer_done(db, &basis.by(), id, Some(version))?;
    Ok(Done::DoneOnPlatform)
}

/// Takes a step in the case of a review, within the limits or on the lead's word.
pub(super) fn work(
    basis: &Basis,
    db: &dyn Engine,
    review: ReviewId,
    seen: Option<i64>,
    what: &ReviewMove,
    approval: Option<&Approval>,
) -> Result<Did, Problem> {
    let second = approval.map(|approval| money::second(basis, db, approval)).transpose()?;
    let (rules, authority) = (basis.rules_at(db)?, money::authority(db, &basis.me, second)?);
    let what = &ReviewMove { amount: in_its_currency(db, review, what.amount)?, ..what.clone() };
    match review_case::work(db, &basis.by(), &rules, &authority, review, seen, what)? {
        Ok(case) => Ok(Did::ReviewMoved(case.stage)),
        Err(ReviewRefusal::Limit(refusal)) => Err(basis.refused(&refusal)),
        Err(refusal) => {
            let said = basis.lang.review_refusal(&refusal, basis.zone, basis.now());
            Err(Problem::Refused { what: SafeText::line(&said.what), hint: SafeText::line(&said.hint) })
        }
    }
}

/// An amount as it was typed, in the currency of the review's order.
fn in_its_currency(db: &dyn Engine, review: ReviewId, typed: Option<Money>) -> Result<Option<Money>, Problem> {
    let order = reviews::expect(db, review)?.order.map(|id| orders::by_id(db, id)).transpose()?.flatten();
    match (typed, order) {
        (Some(typed), Some(order)) if order.currency != typed.currency() => {
            Money::parse(&typed.to_string(), order.currency).map(Some).map_err(Problem::Sum)
        }
        (typed, _) => Ok(typed),
    }
}
