//! Money to a buyer beside the refund, for screen and command line alike: within the limits, or on a second person's word.

use crate::domain::aftersale::compensation::{Compensation, CompensationKind};
use crate::domain::aftersale::{Authority, Refusal, Rules};
use crate::domain::{By, CaseId, Money, OrderId, Problem, Role};
use crate::store::compensations::{self, NewCompensation};
use crate::store::{Engine, orders, write};

/// What is to be given.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The order.
    pub order: OrderId,
    /// The case, when there is one.
    pub case: Option<CaseId>,
    /// What it is for; one of a kind an order.
    pub kind: CompensationKind,
    /// Why, in words.
    pub reason: &'a str,
    /// How much.
    pub amount: Money,
}

/// Notes a compensation, to be paid out on the platform; a refusal says which limit is reached.
pub fn give(
    db: &dyn Engine,
    by: &By,
    rules: &Rules,
    authority: &Authority,
    asked: &Asked<'_>,
) -> Result<Result<Compensation, Refusal>, Problem> {
    write(db, || {
        let order = orders::expect(db, asked.order)?;
        let before = compensations::given_before(db, by, order.id, asked.kind, order.currency)?;
        if let Err(refusal) = rules.limits.may_compensate(asked.amount, &before, by.agent, authority) {
            return Ok(Err(refusal));
        }
        let lead = authority.role >= Role::Lead || authority.second.is_some();
        let limits = rules.limits.row(order.currency).filter(|_| !lead).map(|row| (row.per_order, row.per_day));
        let second = authority.second.filter(|_| authority.role < Role::Lead).map(|second| second.agent);
        let new = NewCompensation {
            order: order.id,
            case: asked.case,
            customer: order.customer,
            kind: asked.kind,
            reason: asked.reason,
            amount: asked.amount,
            limits,
            second,
        };
        compensations::add(db, by, &new).map(Ok)
    })
}
