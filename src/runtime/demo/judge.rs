//! The same agent at after-sales cases, while nobody waits for an answer: by the acts a person has, under the same rules.

use std::collections::HashSet;

use crate::app::msg::{Answer, Ask, CasePage, Did, Do, Done};
use crate::domain::aftersale::{CaseType, EvidenceKind, GoodsState, ParcelFact, Step, StepInput};
use crate::domain::{Case, CaseId, Problem, SafeText, Span, Stage, Time};
use crate::store::{Engine, cases};

use super::super::world::act::act;
use super::super::world::ask::answer;
use super::super::world::basis::Basis;

/// A step noted for the platform is done there this much later.
const AT_THE_PLATFORM: Span = Span::secs(40);
/// Cases looked at, the soonest due first.
const LOOK: usize = 60;

/// Decides cases, each once at a stage: what a rule does not let them decide alone is left
/// to a person.
#[derive(Debug, Default)]
pub(super) struct Judge {
    seen: HashSet<(CaseId, Stage, bool)>,
}

impl Judge {
    /// When there is something to decide or to do on the platform.
    pub(super) fn next_at(&self, db: &dyn Engine, now: Time) -> Result<Option<Time>, Problem> {
        let open = cases::open(db, None, LOOK, 0)?;
        Ok(open.iter().filter(|case| self.is_new(case)).map(|case| ready_at(case, now)).min())
    }

    /// Takes one step in the case that is due the soonest; false when there is nothing to do.
    pub(super) fn work(&mut self, basis: &Basis, db: &dyn Engine) -> Result<bool, Problem> {
        let now = basis.now();
        let open = cases::open(db, None, LOOK, 0)?;
        for case in open.iter().filter(|case| self.is_new(case) && ready_at(case, now) <= now).collect::<Vec<_>>() {
            self.seen.insert(key(case));
            let taken = match case.intention {
                Some(_) => refused_is_none(act(basis, db, Do::CaseDone(case.id)))?,
                None => decide(basis, db, case.id)?,
            };
            if taken {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_new(&self, case: &Case) -> bool {
        let ours = matches!(case.stage, Stage::SellerReview | Stage::SellerReceive | Stage::SellerSend);
        (ours || case.intention.is_some()) && !self.seen.contains(&key(case))
    }
}

fn key(case: &Case) -> (CaseId, Stage, bool) {
    (case.id, case.stage, case.intention.is_some())
}

fn ready_at(case: &Case, now: Time) -> Time {
    case.intention.as_ref().map_or(now, |noted| noted.at.plus(AT_THE_PLATFORM))
}

/// What a person would try, one after the other, until a rule lets one of them happen. Above their limit they leave it
/// to the lead.
fn decide(basis: &Basis, db: &dyn Engine, id: CaseId) -> Result<bool, Problem> {
    let Answer::Case(_, Some(page)) = answer(basis, db, Ask::Case(id))? else { return Ok(false) };
    for (step, input) in tries(basis, &page) {
        let what = Do::StepCase { id, step, input: Box::new(input), version: page.case.version, approval: None };
        if refused_is_none(act(basis, db, what))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn tries(basis: &Basis, page: &CasePage) -> Vec<(Step, StepInput)> {
    let case = &page.case;
    let words = |text: &str| Some(SafeText::line(text));
    let whole = StepInput { amount: case.amount, ..StepInput::default() };
    match case.stage {
        Stage::SellerReview => vec![
            (Step::Agree, StepInput { return_address: words(basis.lang.demo_return_address()), ..whole.clone() }),
            (Step::Agree, StepInput { parcel: Some(stopped(case)), ..whole }),
        ],
        Stage::SellerReceive if case.kind == CaseType::ReturnRefund => {
            let text = words(basis.lang.demo_inspected());
            vec![(Step::GoodsFine, StepInput { text, evidence: vec![EvidenceKind::InspectionVideo], ..whole })]
        }
        _ => Vec::new(),
    }
}

/// What became of the parcel a refund would leave unpaid.
fn stopped(case: &Case) -> ParcelFact {
    if case.goods == GoodsState::Unshipped { ParcelFact::Held } else { ParcelFact::Returning }
}

/// A rule that speaks against it is no failure.
fn refused_is_none(done: Result<Did, Problem>) -> Result<bool, Problem> {
    match done {
        Ok(Did::Done(Done::Quiet)) => Ok(false),
        Err(
            Problem::Refused { .. }
            | Problem::NeedsSecond { .. }
            | Problem::Usage(_)
            | Problem::Unsaid(_)
            | Problem::Changed { .. },
        ) => Ok(false),
        Ok(_) => Ok(true),
        Err(problem) => Err(problem),
    }
}
