//! Refunds of live shops, which know of money and nothing of cases: which case of ours each was given for.

use super::super::engine::{Engine, Result};
use super::super::shop_writes;
use super::{Intake, Place, order_id};
use crate::domain::aftersale::observe::Observed;
use crate::domain::aftersale::{Case, Change, Rules, Stage, Step};
use crate::domain::shop_write::WriteState;
use crate::domain::source::SourceKind;
use crate::domain::{AgentId, CaseId, RefundFacts, Time};

/// What a refund was given for.
#[derive(Default)]
pub(super) struct PaidFor {
    /// The case, when it is one of ours that the shop has not numbered.
    pub(super) case: Option<CaseId>,
    /// Who asked for it from here.
    agent: Option<AgentId>,
    /// True when it was asked for from here.
    ours: bool,
    /// True when the shop shows another amount than was asked for: a person has to look first.
    differs: bool,
}

/// Finds it: by the key of our own write, else by hand for the one case that awaits just this amount.
pub(super) fn paid_for(db: &dyn Engine, run: &Intake<'_>, place: Place, facts: &RefundFacts) -> Result<PaidFor> {
    if !is_live(place) {
        return Ok(PaidFor::default());
    }
    if let Some(write) = shop_writes::told(db, facts, run.now)? {
        let differs = write.state == WriteState::Unknown;
        return Ok(PaidFor { case: write.case, agent: write.agent, ours: true, differs });
    }
    let Some(order) = order_id(db, place, &facts.order)? else { return Ok(PaidFor::default()) };
    let gives = matches!(facts.stage, "done" | "refunding");
    let case = if gives { shop_writes::meant(db, order, facts.amount)? } else { None };
    Ok(PaidFor { case, ..PaidFor::default() })
}

/// A live refund says when and how much; what kind of case it is, why, and where the goods are we know ourselves.
pub(super) fn leave_our_own(place: Place, told: &mut Observed) {
    if is_live(place) {
        (told.kind, told.reason, told.goods) = (None, None, None);
    }
}

impl PaidFor {
    /// True for a refund of ours that came to nothing, or to another amount: the case stands where it stood, and the write
    /// says why.
    pub(super) fn is_void(&self, told: &Observed) -> bool {
        self.ours && (self.differs || told.stage == Some(Stage::Closed))
    }

    /// The case with what was told. A step that was to be carried out at the shop has then been, by who decided it.
    pub(super) fn observe(&self, case: &Case, told: &Observed, rules: &Rules, now: Time) -> Change {
        let shown = |step: Step| match told.stage {
            Some(Stage::Done) => true,
            Some(Stage::Refunding) => step != Step::Paid,
            _ => false,
        };
        let noted = case.intention.as_ref().filter(|noted| case.pays(noted.step) && shown(noted.step));
        let Some(Ok(mut change)) = noted.map(|noted| {
            let by = self.agent.or(noted.input.by);
            case.mark_done(by, rules, now)
        }) else {
            return case.observe(told, rules, now);
        };
        let after = change.case.observe(told, rules, now);
        change.events.extend(after.events);
        change.effects.extend(after.effects);
        change.case = after.case;
        change
    }
}

pub(super) fn is_live(place: Place) -> bool {
    SourceKind::ALL.iter().any(|kind| kind.platform() == place.platform)
}
