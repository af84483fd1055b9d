//! What is done in after-sales cases: the rules move them, the data file keeps them.

use super::act::Told;
use super::ask_cases::{return_address_in, return_address_of};
use super::basis::Basis;
use super::money::{self, authority};
use crate::app::msg::{Did, Done, NewCase};
use crate::domain::aftersale::amount::{OrderMoney, max_refund};
use crate::domain::aftersale::limits::Approval;
use crate::domain::aftersale::{Case, Change, Opening, Origin, Party, Stage, Step, StepInput};
use crate::domain::{CaseId, OrderStatus, Problem, SafeText, Time};
use crate::store::{Engine, agents, cases, conversations, orders, settings, write};

/// Opens a case on an order, with what may be refunded worked out.
pub(super) fn open(basis: &Basis, db: &dyn Engine, new: &NewCase) -> Result<Did, Problem> {
    let (by, rules) = (basis.by(), basis.rules_at(db)?);
    write(db, || {
        let order = orders::expect(db, new.order)?;
        if !order.status.is_paid() && order.status != OrderStatus::Closed && order.status != OrderStatus::Unknown {
            return Err(Problem::Usage(SafeText::line(basis.lang.cli_unpaid_case())));
        }
        let lines = orders::lines(db, order.id)?;
        let others = cases::of_order(db, order.id)?;
        let cap = OrderMoney::of(&order, &lines, &others).map(|money| max_refund(&money, new.line, None)).transpose();
        let cap = cap.map_err(Problem::other)?;
        let same_line = || others.iter().filter(|case| case.line == new.line);
        let chat = conversations::of_order(db, order.id, 1)?.into_iter().next();
        let opening = Opening {
            id: CaseId::new(0),
            shop: order.shop,
            platform: order.platform,
            platform_id: None,
            order: order.id,
            line: new.line,
            customer: order.customer.or(chat.as_ref().map(|chat| chat.customer)),
            conversation: chat.map(|chat| chat.id),
            kind: new.case_type,
            reason: rules.reason(&new.reason).0,
            goods: new.goods,
            amount: new.amount.or(cap.filter(|_| new.case_type.refunds())),
            max_amount: cap,
            currency: order.currency,
            tag: None,
            applied_at: by.at,
            platform_deadline: None,
            finished_at: order.finished_at.filter(|_| order.status == OrderStatus::Success),
            has_open_case: same_line().any(Case::is_open),
            has_done_case: same_line().any(|case| case.stage == Stage::Done),
            tries_used: same_line().map(|case| case.tries).sum(),
            by: by.agent,
            origin: Origin::Desk,
            note: Some(&new.note).filter(|note| !note.trim().is_empty()).map(|note| SafeText::clean(note)),
        };
        let change = Case::open(opening, &rules).map_err(|refusal| basis.refused(&refusal))?;
        Ok(Did::CaseOpened(cases::insert(db, &by, &change.case, &change.events)?.id))
    })
}

/// Takes a step in a case that was seen at `version`. On a platform kefu cannot write to, a step of ours is an
/// intention. What the buyer or the platform did is a fact that somebody saw there.
pub(super) fn step(
    basis: &Basis,
    db: &dyn Engine,
    id: CaseId,
    step: Step,
    mut input: StepInput,
    version: i64,
    approval: Option<&Approval>,
) -> Result<Did, Problem> {
    let second = approval.map(|approval| money::second(basis, db, approval)).transpose()?;
    let rules = basis.rules_at(db)?;
    write(db, || {
        let case = cases::fresh(db, id)?;
        if case.version != version {
            return Err(changed(db, &case)?);
        }
        input.by = Some(basis.me.id);
        input.authority = authority(db, &basis.me, second)?;
        input.reason = input.reason.take().map(|reason| rules.reason(&reason.raw).0);
        if step.by() != Party::Seller {
            input.origin = Origin::Platform;
        }
        let change = case.after(step, &input, &rules, basis.now()).map_err(|refusal| basis.refused(&refusal))?;
        if let Some(address) = &input.return_address {
            // The next return of this shop goes to the same place, unless the agent says otherwise.
            settings::save(db, &return_address_of(&case), address)?;
            settings::save(db, &return_address_in(&case), address)?;
        }
        moved(basis, db, &case, &change)
    })
}

/// What was noted before was done on the platform.
pub(super) fn done(basis: &Basis, db: &dyn Engine, id: CaseId) -> Result<Did, Problem> {
    let rules = basis.rules_at(db)?;
    write(db, || {
        let case = cases::fresh(db, id)?;
        let change =
            case.mark_done(Some(basis.me.id), &rules, basis.now()).map_err(|refusal| basis.refused(&refusal))?;
        moved(basis, db, &case, &change)
    })
}

/// Sets the due time by hand; it wins over the platform's and the rule's until the stage changes.
pub(super) fn set_due(basis: &Basis, db: &dyn Engine, id: CaseId, at: Time) -> Told {
    write(db, || {
        let case = cases::expect(db, id)?;
        let with = case.with_deadline(at, basis.now()).map_err(|refusal| basis.refused(&refusal))?;
        moved(basis, db, &case, &Change { case: with, events: Vec::new(), effects: Vec::new() })
    })?;
    Ok(Done::DueSet)
}

fn moved(basis: &Basis, db: &dyn Engine, case: &Case, change: &Change) -> Result<Did, Problem> {
    let saved = cases::save(db, &basis.by(), case.stage, change)?;
    if change.events.iter().any(|event| event.intended) {
        return Ok(Did::Done(Done::NotedForPlatform));
    }
    Ok(Did::CaseMoved(saved.id, saved.stage))
}

/// Who changed a case last.
fn changed(db: &dyn Engine, case: &Case) -> Result<Problem, Problem> {
    let last = cases::history(db, case.id)?.last().and_then(|event| event.by);
    let by = last.map(|id| agents::by_id(db, id)).transpose()?.flatten().map(|agent| agent.name);
    Ok(Problem::Changed { by: by.unwrap_or_else(|| SafeText::line("kefu")) })
}
