//! What an import shows of noted acts.

use super::super::engine::{Engine, Result, args};
use super::super::orders::note_event;
use super::{pending, refresh};
use crate::domain::order_act::{IntentState, shows_done};
use crate::domain::{By, OrderFacts, OrderId, Time};

/// Ends what is noted about an order and stands in what was told of it.
pub(in crate::store) fn observe(db: &dyn Engine, order: OrderId, told: &OrderFacts, now: Time) -> Result<()> {
    let mut any = false;
    for known in pending(db, order)?.into_iter().filter(|known| shows_done(told, known)) {
        let state = known.act.ends().first().copied().unwrap_or(IntentState::Done);
        db.run(
            "UPDATE order_intentions SET state = $2, ended_at = $3, ended_by_import = 1, version = version + 1 WHERE id = $1",
            args![known.id, state.code(), now],
        )?;
        let by = By { agent: None, at: now, shift: String::new() };
        note_event(db, &by, order, "done", known.act.code())?;
        any = true;
    }
    if any { refresh(db, order) } else { Ok(()) }
}
