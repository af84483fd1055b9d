//! Who is writing to a buyer now, so that two people never write to one at once.

use super::super::agents::name_of;
use super::super::engine::{Engine, Result, args, first, write};
use super::buyer_of;
use crate::domain::{AgentId, By, OrderId, Problem, SafeText, Span, Time};

/// A claim ends by itself after this.
pub(super) const LASTS: Span = Span::minutes(10);

/// Says that `by` is writing to the buyer of an order now.
///
/// # Errors
/// [`Problem::Changed`] names the colleague who is doing so already.
pub fn claim(db: &dyn Engine, by: &By, order: OrderId) -> Result<()> {
    write(db, || {
        if let Some((name, _)) = claimed_by_another(db, order, by.agent, by.at)? {
            return Err(Problem::Changed { by: name });
        }
        let buyer = buyer_of(db, Some(order), None)?;
        db.run(
            "INSERT INTO reminder_claims (buyer, order_id, agent_id, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (buyer) DO UPDATE SET order_id = excluded.order_id, agent_id = excluded.agent_id, at = excluded.at",
            args![&buyer, order, by.agent, by.at],
        )?;
        Ok(())
    })
}

/// Who but `me` is writing to the buyer of an order, and since when.
pub fn claimed_by_another(
    db: &dyn Engine,
    order: OrderId,
    me: Option<AgentId>,
    now: Time,
) -> Result<Option<(SafeText, Time)>> {
    let buyer = buyer_of(db, Some(order), None)?;
    let claim = first(
        db,
        "SELECT agent_id, at FROM reminder_claims WHERE buyer = $1 AND at > $2 AND at <= $4 \
         AND COALESCE(agent_id, 0) <> COALESCE($3, 0)",
        args![&buyer, now.minus(LASTS), me, now],
        |row| Ok((row.opt_int(0)?.map(AgentId::new), Time::from_ms(row.int(1)?))),
    )?;
    claim.map(|(agent, at)| Ok((name_of(db, agent)?, at))).transpose()
}

/// It was written.
pub(super) fn release(db: &dyn Engine, buyer: &str) -> Result<()> {
    db.run("DELETE FROM reminder_claims WHERE buyer = $1", args![buyer]).map(drop)
}
