//! What is done in after-sales cases: the rules move them, the data file keeps them.

use super::act::Told;
use super::ask_cases::{return_address_in, return_address_of};
use super::basis::Basis;
use super::money::{self, authority};
use crate::app::msg::{Did, Done, NewCase, WriteAnswer};
use crate::domain::aftersale::limits::Approval;
use crate::domain::aftersale::{Case, Change, Origin, Party, Step, StepInput};
use crate::domain::shop_write::ShopWrite;
use crate::domain::{CaseId, Money, Problem, SafeText, Time};
use crate::runtime::at_shop::{Deciding, not_under_way};
use crate::runtime::case_open::{self, Asked};
use crate::store::shop_writes::Settled;
use crate::store::{Engine, agents, cases, settings, write};

/// Opens a case on an order, with what may be refunded worked out.
pub(super) fn open(basis: &Basis, db: &dyn Engine, new: &NewCase) -> Result<Did, Problem> {
    let (by, rules) = (basis.by(), basis.rules_at(db)?);
    let asked = Asked {
        order: new.order,
        line: new.line,
        kind: new.case_type,
        reason: &new.reason,
        goods: new.goods,
        amount: new.amount,
        chat: None,
        platform_id: None,
        note: &new.note,
        apart: &new.apart,
    };
    let opened = case_open::open(db, &by, &rules, basis.lang, &asked)?;
    opened.map(|case| Did::CaseOpened(case.id)).map_err(|refusal| basis.refused(&refusal))
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
        let case = as_seen(db, id, version)?;
        input.by = Some(basis.me.id);
        input.authority = authority(db, &basis.me, second)?;
        input.reason = input.reason.take().map(|reason| rules.reason(&reason.raw).0);
        if step.by() != Party::Seller {
            input.origin = Origin::Platform;
        }
        let (by, config) = (basis.by(), basis.config());
        let deciding = Deciding { by: &by, rules: &rules, sources: &config.sources, lang: basis.lang };
        let saved = deciding.step(db, &case, step, &input)?.map_err(|refusal| basis.refused(&refusal))?;
        if let Some(address) = &input.return_address {
            // The next return of this shop goes to the same place, unless the agent says otherwise.
            settings::save(db, &return_address_of(&case), address)?;
            settings::save(db, &return_address_in(&case), address)?;
        }
        Ok(told(&case, &saved))
    })
}

/// Has the shop pay a refund that is owed already: typed, within the same limits.
pub(super) fn refund(
    basis: &Basis,
    db: &dyn Engine,
    (id, version): (CaseId, i64),
    amount: Money,
    approval: Option<&Approval>,
) -> Result<Did, Problem> {
    let second = approval.map(|approval| money::second(basis, db, approval)).transpose()?;
    let rules = basis.rules_at(db)?;
    write(db, || {
        let case = as_seen(db, id, version)?;
        let authority = authority(db, &basis.me, second)?;
        let input = StepInput { by: Some(basis.me.id), amount: Some(amount), authority, ..StepInput::default() };
        let (by, config) = (basis.by(), basis.config());
        let deciding = Deciding { by: &by, rules: &rules, sources: &config.sources, lang: basis.lang };
        let saved = deciding.refund(db, &case, &input)?.map_err(|refusal| basis.refused(&refusal))?;
        Ok(told(&case, &saved))
    })
}

/// What a person says of a write to a shop, or has the shop be asked once more.
pub(super) fn settle(
    basis: &Basis,
    db: &dyn Engine,
    seen: &ShopWrite,
    answer: &WriteAnswer,
    approval: Option<&Approval>,
) -> Told {
    let second = approval.map(|approval| money::second(basis, db, approval)).transpose()?;
    let (rules, by, config) = (basis.rules_at(db)?, basis.by(), basis.config());
    let deciding = Deciding { by: &by, rules: &rules, sources: &config.sources, lang: basis.lang };
    let settled = match answer {
        WriteAnswer::Again(typed) => {
            let authority = authority(db, &basis.me, second)?;
            deciding.again(db, seen, *typed, &authority)?;
            return Ok(Done::AskedShop);
        }
        WriteAnswer::Happened => Settled::Happened,
        WriteAnswer::NotThere => Settled::NotThere,
        WriteAnswer::Dropped => Settled::Dropped,
    };
    deciding.settle(db, seen, settled)?;
    Ok(Done::WriteSettled)
}

fn told(before: &Case, saved: &Case) -> Did {
    match (&before.intention, &saved.intention) {
        (None, Some(_)) if saved.platform.is_closed() => Did::Done(Done::NotedForPlatform),
        (None, Some(_)) => Did::Done(Done::AskedShop),
        _ => Did::CaseMoved(saved.id, saved.stage),
    }
}

/// What was noted before was done on the platform.
pub(super) fn done(basis: &Basis, db: &dyn Engine, id: CaseId) -> Result<Did, Problem> {
    let rules = basis.rules_at(db)?;
    write(db, || {
        let case = cases::fresh(db, id)?;
        not_under_way(db, &case, basis.lang)?;
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

/// The case with its cap, if it is still of the version the agent saw; else who changed it last.
fn as_seen(db: &dyn Engine, id: CaseId, version: i64) -> Result<Case, Problem> {
    let case = cases::fresh(db, id)?;
    if case.version == version {
        return Ok(case);
    }
    let last = cases::history(db, case.id)?.last().and_then(|event| event.by);
    let by = last.map(|id| agents::by_id(db, id)).transpose()?.flatten().map(|agent| agent.name);
    Err(Problem::Changed { by: by.unwrap_or_else(|| SafeText::line("kefu")) })
}
