//! What a live refund says of the case it was given for.

use super::super::engine::{Engine, Result, args, first, list};
use super::super::{cases, orders};
use super::{COLUMNS, advance, read};
use crate::domain::aftersale::{Case, Stage};
use crate::domain::shop_write::{ShopWrite, WriteFault, WriteState, key_in};
use crate::domain::{CaseId, Money, OrderId, RefundFacts, Time};

/// The write whose key a refund carries, moved on by what the refund says; none when it was not asked for from here.
pub(in crate::store) fn told(db: &dyn Engine, facts: &RefundFacts, now: Time) -> Result<Option<ShopWrite>> {
    let Some(key) = key_in(facts.reason.unclean()) else { return Ok(None) };
    let sql = format!("SELECT {COLUMNS} FROM shop_writes WHERE client_key = $1");
    let Some(known) = first(db, &sql, args![key], read)? else { return Ok(None) };
    if orders::expect(db, known.order)?.number != facts.order {
        return Ok(None);
    }
    let (state, fault) = match (facts.stage, facts.amount) {
        // A person has looked already.
        _ if known.state == WriteState::Done && known.settled_by.is_some() => (WriteState::Done, None),
        ("closed", _) => (WriteState::Failed, Some(WriteFault::Provider)),
        (_, Some(amount)) if known.amount.is_some_and(|wanted| wanted != amount) => {
            (WriteState::Unknown, Some(WriteFault::Differs(crate::domain::SafeText::line(&amount.shown()))))
        }
        ("done", _) => (WriteState::Done, None),
        _ if known.state == WriteState::Done => (WriteState::Done, None),
        _ => (WriteState::Made, known.fault.clone().filter(|_| known.state == WriteState::Made)),
    };
    let remote = Some(facts.platform_id.as_str());
    if known.state == state && known.remote.as_deref() == remote && known.fault == fault {
        return Ok(Some(known));
    }
    let moved = advance(db, &known, (None, now), (state, fault.as_ref()), &[("remote_id", remote.into())])?;
    Ok(moved.or(Some(known)))
}

/// The case a refund was made for by hand in the shop: the only open one of its order that awaits just this amount and
/// has no number of the platform yet.
pub(in crate::store) fn meant(db: &dyn Engine, order: OrderId, amount: Option<Money>) -> Result<Option<CaseId>> {
    let awaits = |case: &Case| {
        let paid_for = case.stage == Stage::Refunding || case.intention.as_ref().is_some_and(|i| case.pays(i.step));
        case.is_open() && case.platform_id.is_none() && paid_for && case.amount.is_some() && case.amount == amount
    };
    let found: Vec<Case> = cases::of_order(db, order)?.into_iter().filter(awaits).collect();
    match found.as_slice() {
        [one] if !is_under_way(db, one.id)? => Ok(Some(one.id)),
        _ => Ok(None),
    }
}

/// True while a write of the case may still show itself under its own key.
fn is_under_way(db: &dyn Engine, case: CaseId) -> Result<bool> {
    let sql = "SELECT id FROM shop_writes WHERE case_id = $1 AND state IN ('checking', 'asking', 'made', 'unknown')";
    Ok(!list(db, sql, args![case], |row| row.int(0))?.is_empty())
}
