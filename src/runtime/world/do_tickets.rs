//! Internal tickets: opened with their line for the group chat, answered, worked off.

use super::basis::Basis;
use crate::app::msg::Did;
use crate::domain::shift::{ItemKey, MarkKind};
use crate::domain::ticket::{NewTicket, StopOutcome};
use crate::domain::{Problem, SafeText, TicketId};
use crate::store::{Engine, acts, conversations, orders, shift, tickets};

/// Opens a ticket; the row of the to-do list it came from is then done.
pub(super) fn open(basis: &Basis, db: &dyn Engine, new: &NewTicket, row: Option<&ItemKey>) -> Result<Did, Problem> {
    let by = basis.by();
    let (ticket, title) = acts::bulk(db, &by, || {
        let mut new = new.clone();
        let order = new.order.map(|id| orders::by_id(db, id)).transpose()?.flatten();
        if let (None, Some(order)) = (new.chat, &order) {
            new.chat = conversations::of_order(db, order.id, 1)?.into_iter().next().map(|chat| chat.id);
        }
        new.customer = new.customer.or(order.as_ref().and_then(|order| order.customer));
        let ticket = tickets::open(db, &by, &new)?;
        if let Some(key) = row {
            shift::mark(db, &by, key, MarkKind::Done, None)?;
        }
        Ok((ticket, order.map(|order| order.title).unwrap_or_default()))
    })?;
    let line = basis.lang.ticket_line(&ticket, &title, &basis.me_at(db)?.name, basis.zone, basis.now());
    Ok(Did::TicketOpened(ticket.kind, line))
}

/// Notes an answer.
pub(super) fn answer(
    basis: &Basis,
    db: &dyn Engine,
    id: TicketId,
    text: &str,
    outcome: Option<StopOutcome>,
) -> Result<Did, Problem> {
    let old = tickets::expect(db, id)?;
    let note = basis.lang.ticket_chat_note(&old, text, outcome);
    tickets::answer(db, &basis.by(), id, &SafeText::clean(text), outcome, &note)?;
    Ok(Did::TicketMoved(old.kind, true))
}

/// A ticket is worked off.
pub(super) fn close(basis: &Basis, db: &dyn Engine, id: TicketId) -> Result<Did, Problem> {
    Ok(Did::TicketMoved(tickets::close(db, &basis.by(), id)?.kind, false))
}
