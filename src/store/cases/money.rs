//! The money side of a case: what may still be refunded, and every decision made here to give some away.

use super::super::acts::{self, Inverse};
use super::super::audit;
use super::super::engine::{Engine, Result, args, number};
use super::super::orders;
use super::{expect, of_order};
use crate::domain::aftersale::amount::{OrderMoney, max_refund};
use crate::domain::aftersale::freight::Parcel;
use crate::domain::aftersale::in_goods::goods_worth;
use crate::domain::aftersale::{Case, CaseType, Second};
use crate::domain::{By, CaseId, Money, Order, OrderId, Problem, SafeText};

/// The money side of an order with all its cases; nothing when it is not known what was paid.
pub fn order_money(db: &dyn Engine, order: OrderId) -> Result<Option<OrderMoney>> {
    let Some(found) = orders::by_id(db, order)? else { return Ok(None) };
    Ok(OrderMoney::of(&found, &orders::lines(db, order)?, &of_order(db, order)?))
}

/// What may be refunded on a case now; what was last worked out when it is not known what was paid.
pub fn cap(db: &dyn Engine, case: &Case) -> Result<Option<Money>> {
    let money = order_money(db, case.order)?;
    let cap = money.map(|money| max_refund(&money, case.line, Some(case.id))).transpose().map_err(Problem::Sum)?;
    Ok(cap.or(case.max_amount))
}

/// The case of an id with its cap worked out anew, as every step wants it.
pub fn fresh(db: &dyn Engine, id: CaseId) -> Result<Case> {
    let mut case = expect(db, id)?;
    case.max_amount = cap(db, &case)?;
    Ok(case)
}

/// What the goods sent in a case are worth: as was settled, else what was paid for its line, or its price. Nothing for a
/// type that sends none.
pub fn worth(db: &dyn Engine, case: &Case, kind: CaseType) -> Result<Option<Money>> {
    if case.worth.is_some() || !kind.sends_goods() {
        return Ok(case.worth.filter(|_| kind.sends_goods()));
    }
    let Some(found) = orders::by_id(db, case.order)? else { return Ok(None) };
    Ok(goods_worth(&found, &orders::lines(db, case.order)?, case.line)
        .filter(|worth| worth.currency() == case.currency))
}

/// What the freight of a case needs to know of its order.
pub fn parcel(db: &dyn Engine, order: &Order) -> Result<Parcel> {
    let noted = number(
        db,
        "SELECT count(*) FROM order_events WHERE order_id = $1 AND what = 'change_address' AND ($2 IS NULL OR at <= $2)",
        args![order.id, order.shipped_at],
    )?;
    Ok(Parcel::of(order, noted > 0 && order.shipped_at.is_some()))
}

/// Keeps a decision to give money away, or goods. For money the statement itself compares it with what was paid and taken, whatever was
/// worked out before; the table refuses one above a person's limit without a second one.
pub(super) fn decided(
    db: &dyn Engine,
    by: &By,
    case: &Case,
    step: &str,
    (amount, in_goods): (Money, bool),
    (limit, second): (Option<Money>, Option<Second>),
) -> Result<()> {
    let id = db.next_id()?;
    let asked = limit.is_some_and(|limit| amount.minor() > limit.minor());
    let second = second.filter(|_| asked).map(|second| second.agent);
    let kept = db.run(
        "INSERT INTO refund_decisions (id, case_id, order_id, step, amount, cap, own_limit, agent_id, second_id, at, \
         in_goods) SELECT $1, $2, o.id, $4, $5, $6, $7, $8, $9, $10, $11 FROM orders o WHERE o.id = $3 AND ($11 = 1 OR o.paid IS NULL OR $5 + \
         (SELECT COALESCE(sum(c.amount), 0) FROM cases c WHERE c.order_id = o.id AND c.id <> $2 AND c.stage <> 'closed' \
         AND c.kind IN ('refund_only', 'return_refund')) <= o.paid)",
        args![
            id,
            case.id,
            case.order,
            step,
            amount.minor(),
            case.max_amount.filter(|_| !in_goods).map(Money::minor),
            limit.map(Money::minor),
            by.agent,
            second,
            by.at,
            in_goods
        ],
    )?;
    if kept == 0 {
        let left = case.max_amount.unwrap_or(Money::new(0, amount.currency()));
        return Err(Problem::OverRefund { left: SafeText::line(&left.shown()) });
    }
    if let Some(second) = second {
        let detail = format!("{step} {amount} {second}");
        audit::add(db, by, None, "approve", ("case", &case.id.to_string()), &detail)?;
    }
    acts::record(db, by, step, ("refund_decisions", id, 1), Inverse::Remove)?;
    Ok(())
}
