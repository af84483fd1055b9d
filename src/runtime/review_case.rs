//! Reviews worked on like cases, for screen and command line alike: what is said to the buyer passes the guard, money
//! passes the limits of compensation, and what was agreed becomes a compensation to be paid out.

use super::compensate::{Asked, give};
use crate::domain::aftersale::compensation::{CompensationKind, CompensationState};
use crate::domain::aftersale::{Authority, Rules, Second};
use crate::domain::review_case::{ReviewCase, ReviewMove, ReviewRefusal, ReviewStep, stopped};
use crate::domain::{By, CompensationId, Money, Problem, ReviewId, Role, SafeText};
use crate::replies::guard_rules;
use crate::store::compensations::{self, given_before};
use crate::store::review_cases::{self, Moved};
use crate::store::{Engine, acts, agents, orders};

/// Opens the case of a review if it is not open, and takes a step in it. `seen` is the version the agent looked at.
///
/// # Errors
/// [`Problem::Changed`] when somebody was faster. A step that is not possible, words that must not be said and limits
/// come back as a refusal; nothing is written then.
pub fn work(
    db: &dyn Engine,
    by: &By,
    rules: &Rules,
    authority: &Authority,
    review: ReviewId,
    seen: Option<i64>,
    what: &ReviewMove,
) -> Result<Result<ReviewCase, ReviewRefusal>, Problem> {
    let mut refused = None;
    let done = acts::bulk(db, by, || {
        if let Some(known) = review_cases::of_review(db, review)?
            && seen.map_or(known.is_open(), |seen| seen != known.version)
        {
            return Err(review_cases::changed(db, known.id)?);
        }
        let case = review_cases::open(db, by, review)?;
        match step(db, by, rules, authority, &case, what)? {
            Ok(moved) => Ok(moved),
            Err(why) => {
                refused = Some(why);
                // Nothing stays of it, the opening neither.
                Err(Problem::program("review_case.refused"))
            }
        }
    });
    match (refused, done) {
        (Some(why), _) => Ok(Err(why)),
        (None, done) => done.map(Ok),
    }
}

fn step(
    db: &dyn Engine,
    by: &By,
    rules: &Rules,
    authority: &Authority,
    case: &ReviewCase,
    what: &ReviewMove,
) -> Result<Result<ReviewCase, ReviewRefusal>, Problem> {
    let (to, amount) = match case.check(what) {
        Ok(checked) => checked,
        Err(why) => return Ok(Err(why)),
    };
    if matches!(what.step, ReviewStep::Offer | ReviewStep::Agree)
        && let Some(why) = stopped(&what.words, guard_rules())
    {
        return Ok(Err(why));
    }
    let mut moved =
        Moved { step: what.step, to, amount, words: &what.words, approver: None, own_limit: None, compensation: None };
    match (what.step, amount) {
        (ReviewStep::Offer, Some(amount)) => {
            if let Err(why) = may_offer(db, by, rules, authority, case, amount)? {
                return Ok(Err(why));
            }
            let lead = authority.role >= Role::Lead;
            moved.approver = authority.second.filter(|_| !lead).map(|second| second.agent);
            let row = rules.limits.row(amount.currency()).filter(|_| !lead);
            moved.own_limit =
                row.map(|row| if row.per_order.minor() < row.per_day.minor() { row.per_order } else { row.per_day });
        }
        (ReviewStep::Agree, Some(amount)) => match pay(db, by, rules, authority, case, (amount, &what.words))? {
            Ok(compensation) => moved.compensation = Some(compensation),
            Err(why) => return Ok(Err(why)),
        },
        (ReviewStep::Close, _) => {
            let owed = case.compensation.map(|id| compensations::expect(db, id)).transpose()?;
            if let Some(owed) = owed.filter(|owed| owed.state == CompensationState::ToDo) {
                return Ok(Err(ReviewRefusal::Unpaid(owed.amount)));
            }
        }
        _ => {}
    }
    review_cases::moved(db, by, case, &moved).map(Ok)
}

fn may_offer(
    db: &dyn Engine,
    by: &By,
    rules: &Rules,
    authority: &Authority,
    case: &ReviewCase,
    amount: Money,
) -> Result<Result<(), ReviewRefusal>, Problem> {
    let Some(order) = case.order else { return Ok(Err(ReviewRefusal::NoOrder)) };
    let order = orders::expect(db, order)?;
    let before = given_before(db, by, order.id, CompensationKind::Goodwill, order.currency)?;
    Ok(rules.limits.may_compensate(amount, &before, by.agent, authority).map_err(ReviewRefusal::Limit))
}

/// Notes what was agreed as a compensation. Who approved the offer, or made it as the lead, has approved all of it.
fn pay(
    db: &dyn Engine,
    by: &By,
    rules: &Rules,
    authority: &Authority,
    case: &ReviewCase,
    (amount, words): (Money, &SafeText),
) -> Result<Result<CompensationId, ReviewRefusal>, Problem> {
    let Some(order) = case.order else { return Ok(Err(ReviewRefusal::NoOrder)) };
    let approver = case.approver.or(case.offered_by).filter(|who| Some(*who) != by.agent);
    let approver = approver.map(|id| agents::by_id(db, id)).transpose()?.flatten();
    let approver = approver.filter(|agent| agent.role >= Role::Lead);
    let second = authority.second.or(approver.map(|agent| Second { agent: agent.id, role: agent.role }));
    let authority = Authority { second, ..*authority };
    let asked = Asked { order, case: None, kind: CompensationKind::Goodwill, reason: words, amount };
    let given = give(db, by, rules, &authority, &asked)?;
    Ok(given.map(|one| one.id).map_err(ReviewRefusal::Limit))
}
