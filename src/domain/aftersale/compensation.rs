//! 小额打款 and 补偿: money to the buyer beside the refund, with limits of its own.

use super::coded::coded;
use super::limits::{Authority, Limits};
use super::refusal::Refusal;
use crate::domain::{AgentId, CaseId, CompensationId, CustomerId, Money, OrderId, Role, SafeText, Time};

coded! {
    /// What a compensation is for.
    CompensationKind {
        /// 补偿
        Goodwill = "goodwill",
        /// 运费
        Freight = "freight",
        /// 差价
        PriceDiff = "price_diff",
        /// 赠品或好评之外的其他
        Other = "other",
    }
}

coded! {
    /// Where a compensation stands.
    CompensationState {
        /// Noted; still to be paid out on the platform.
        ToDo = "to_do_on_platform",
        /// Paid out.
        Paid = "paid",
        /// Not paid after all; it takes nothing.
        Withdrawn = "withdrawn",
    }
}

/// A compensation.
#[derive(Clone, PartialEq, Debug)]
pub struct Compensation {
    /// Its id.
    pub id: CompensationId,
    /// The order.
    pub order: OrderId,
    /// The case, when there is one.
    pub case: Option<CaseId>,
    /// The buyer, where known.
    pub customer: Option<CustomerId>,
    /// What it is for.
    pub kind: CompensationKind,
    /// Why, in words.
    pub reason: SafeText,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: CompensationState,
    /// Who noted it.
    pub by: Option<AgentId>,
    /// Who agreed to it, when that was needed.
    pub second: Option<AgentId>,
    /// When it was noted.
    pub at: Time,
    /// When it was paid out.
    pub paid_at: Option<Time>,
    /// Rises with every change.
    pub version: i64,
}

/// What was given before, withdrawn ones left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GivenBefore {
    /// For the order.
    pub order: Money,
    /// By the agent on the day.
    pub day: Money,
    /// True when the order had one of the same kind.
    pub same_kind: bool,
}

impl Limits {
    /// Whether `amount` more may be given. The lead and the owner may go beyond the limits of an order and a day, up to
    /// what they may refund; so may whoever has one of them at their side.
    ///
    /// # Errors
    /// [`Refusal::BadAmount`] for nothing or less; [`Refusal::SecondPayout`], [`Refusal::OverOrderLimit`],
    /// [`Refusal::OverDayLimit`] and [`Refusal::OverLimit`] when the lead is needed; [`Refusal::NotSecond`] when the
    /// second person is the same one or no lead.
    pub fn may_compensate(
        &self,
        amount: Money,
        before: &GivenBefore,
        by: Option<AgentId>,
        authority: &Authority,
    ) -> Result<(), Refusal> {
        let (Ok(order), Ok(day)) = (before.order.plus(amount), before.day.plus(amount)) else {
            return Err(Refusal::BadAmount);
        };
        if amount.minor() <= 0 {
            return Err(Refusal::BadAmount);
        }
        let Some(row) = self.row(amount.currency()) else {
            return if authority.role >= Role::Lead { Ok(()) } else { self.may_refund(amount, by, authority) };
        };
        let why = if before.same_kind {
            Some(Refusal::SecondPayout)
        } else if order.minor() > row.per_order.minor() {
            Some(Refusal::OverOrderLimit { asked: amount, limit: row.per_order })
        } else if day.minor() > row.per_day.minor() {
            Some(Refusal::OverDayLimit { asked: amount, limit: row.per_day })
        } else {
            None
        };
        match (why, authority.second) {
            (None, _) => Ok(()),
            (Some(_), _) if authority.role >= Role::Lead => self.may_refund(amount, by, authority),
            (Some(why), None) => Err(why),
            (Some(_), Some(second)) if second.role >= Role::Lead && Some(second.agent) != by => {
                self.may_refund(amount, by, authority)
            }
            (Some(_), Some(_)) => Err(Refusal::NotSecond { asked: amount }),
        }
    }
}
