//! What a step of ours gives away, and whether this person may.

use super::apply::CaseEffect;
use super::case::Case;
use super::refusal::Refusal;
use super::rules::Rules;
use super::step::{Origin, Step, StepInput};

impl Case {
    /// What a step of ours at the desk gives away, if this person may: a refund or goods, or the offer of
    /// either.
    pub(super) fn decided(&self, step: Step, input: &StepInput, rules: &Rules) -> Result<Option<CaseEffect>, Refusal> {
        let offered = step == Step::Offer && input.kind.unwrap_or(self.kind).refunds();
        if input.origin != Origin::Desk || !(offered || step.gives_money(self.kind)) {
            return self.decided_in_goods(step, input, rules);
        }
        self.given(input, rules)
    }

    /// That the amount is given away, if this person may.
    pub(super) fn given(&self, input: &StepInput, rules: &Rules) -> Result<Option<CaseEffect>, Refusal> {
        let Some(amount) = input.amount.or(self.amount) else { return Ok(None) };
        rules.limits.may_refund(amount, input.by, &input.authority)?;
        let limit = rules.limits.unasked(&input.authority, amount.currency());
        Ok(Some(CaseEffect::Decided { amount, limit, second: input.authority.second, in_goods: false }))
    }
}
