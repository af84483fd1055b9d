//! Steps that are carried out at the shop itself, where kefu may write to it.

use super::apply::Change;
use super::case::Case;
use super::guard;
use super::refusal::Refusal;
use super::rules::Rules;
use super::step::{Step, StepInput};
use super::words::{Party, Stage};
use crate::domain::Time;

impl Case {
    /// True when a step of ours gives the money back: the shop itself can be asked to.
    pub fn pays(&self, step: Step) -> bool {
        let there = self.leads_to(step);
        match step {
            Step::Paid => self.stage == Stage::Refunding && there.is_ok(),
            step => step.by() == Party::Seller && there == Ok(Stage::Refunding),
        }
    }

    /// A step that [pays](Case::pays), to be carried out at the shop itself: the same guards and limits, and an
    /// intention until the money is seen there. In a refund that is under way, the step is [`Step::Paid`].
    pub fn through_shop(&self, step: Step, input: &StepInput, rules: &Rules, now: Time) -> Result<Change, Refusal> {
        if !self.pays(step) {
            self.leads_to(step)?;
            return Err(Refusal::NotFromHere { stage: self.stage, step });
        }
        guard::check(self, step, input, rules, now)?;
        guard::typed_amount(self, input)?;
        let decided = self.given(input, rules)?;
        let mut change = self.intended(step, input, now)?;
        change.effects.extend(decided);
        Ok(change)
    }
}
