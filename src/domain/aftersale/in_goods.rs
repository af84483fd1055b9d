//! Goods sent to the buyer in a case, an exchange or a resend: what they are worth, and whether this person may give that.

use super::apply::CaseEffect;
use super::case::Case;
use super::refusal::Refusal;
use super::rules::Rules;
use super::step::{Origin, Step, StepInput};
use super::words::CaseType;
use crate::domain::{Money, Order, OrderLine, OrderLineId};

impl CaseType {
    /// True when the buyer is sent goods of ours anew; a repaired piece was theirs before.
    pub const fn sends_goods(self) -> bool {
        matches!(self, CaseType::Exchange | CaseType::Resend)
    }
}

impl Step {
    /// True when it settles, or says anew, what the goods sent in a case of this type are worth.
    pub const fn takes_worth(self, kind: CaseType) -> bool {
        kind.sends_goods() && matches!(self, Step::Agree | Step::Offer | Step::Shipped)
    }
}

impl Case {
    /// What kind of goods a step is about: of the type offered, else of the case's own.
    fn sent_by(&self, step: Step, input: &StepInput) -> CaseType {
        input.kind.filter(|_| step == Step::Offer).unwrap_or(self.kind)
    }

    /// True when a step of this input settles what the goods sent are worth.
    pub fn takes_worth(&self, step: Step, input: &StepInput) -> bool {
        step.takes_worth(self.sent_by(step, input))
    }

    /// That goods of this worth are given away by our agreeing or offering it, if this person may: as much as they may
    /// refund, since they cost the shop as much. Sending what was agreed decides nothing anew.
    pub(super) fn decided_in_goods(
        &self,
        step: Step,
        input: &StepInput,
        rules: &Rules,
    ) -> Result<Option<CaseEffect>, Refusal> {
        let Some(worth) = input.worth.filter(|_| self.takes_worth(step, input)) else { return Ok(None) };
        if worth.currency() != self.currency || worth.minor() < 0 {
            return Err(Refusal::BadAmount);
        }
        if input.origin != Origin::Desk || step == Step::Shipped {
            return Ok(None);
        }
        rules.limits.may_refund(worth, input.by, &input.authority)?;
        let limit = rules.limits.unasked(&input.authority, worth.currency());
        Ok(Some(CaseEffect::Decided { amount: worth, limit, second: input.authority.second, in_goods: true }))
    }

    /// Takes over what the goods sent are worth, or that none are.
    pub(super) fn take_worth(&mut self, step: Step, input: &StepInput) {
        match step {
            Step::RejectOffer | Step::Edit | Step::CannotSupply => self.worth = None,
            _ if self.takes_worth(step, input) => self.worth = input.worth.or(self.worth),
            _ => {}
        }
    }
}

/// What the goods of a line, or of a whole order, are worth as far as is known: what was paid for them, else their price.
pub fn goods_worth(order: &Order, lines: &[OrderLine], line: Option<OrderLineId>) -> Option<Money> {
    let of = |line: &OrderLine| {
        let listed = || {
            let price = line.price?;
            Some(Money::new(price.minor().checked_mul(line.quantity)?, price.currency()))
        };
        line.paid.or_else(listed)
    };
    match line {
        Some(id) => lines.iter().find(|line| line.id == id).and_then(of),
        None if lines.is_empty() => order.paid,
        None => {
            lines.iter().try_fold(Money::new(0, order.currency), |sum, line| sum.plus(of(line)?).ok()).or(order.paid)
        }
    }
    .filter(|worth| worth.currency() == order.currency)
}
