//! Internal tickets: opened from a chat or an order, answered, worked off; and how often buyers urged.

use std::collections::HashMap;

use super::acts::{self, Inverse};
use super::agents::name_of;
use super::engine::{Arg, Engine, Result, Row, args, first, list, number};
use super::order_acts::{self, Noted};
use super::rows::{Cols, missing};
use super::{cases, conversations, goods, messages, orders};
use crate::domain::aftersale::{Change, OurStep};
use crate::domain::order_act::{IntentState, OrderAct};
use crate::domain::ticket::{NewTicket, StopOutcome, Ticket, TicketDesk, TicketKind, TicketState, urges_shipping};
use crate::domain::{
    AgentId, By, CaseId, ChatState, ConversationId, CustomerId, MessageId, OrderId, Problem, ProductId, RawText,
    SafeText, TicketId, Time,
};

const SELECT: &str = "SELECT t.id, t.kind, t.desk, t.state, t.body, t.order_id, COALESCE(o.number, ''), \
     COALESCE(k.nick, o.buyer, ''), t.conversation_id, t.case_id, t.customer_id, t.product_id, COALESCE(p.outer_id || ' ' || p.title, ''), t.due_at, \
     t.opened_at, t.agent_id, t.answer, t.outcome, t.answered_at, t.version FROM tickets t LEFT JOIN orders o ON o.id = t.order_id \
     LEFT JOIN customers k ON k.id = t.customer_id LEFT JOIN products p ON p.id = t.product_id";

fn read(row: &dyn Row) -> Result<Ticket> {
    let mut c = Cols::new(row);
    Ok(Ticket {
        id: TicketId::new(c.int()?),
        kind: c.code("ticket", TicketKind::parse)?,
        desk: c.code("desk", TicketDesk::parse)?,
        state: c.code("ticket state", TicketState::parse)?,
        body: c.clean()?,
        order: c.opt_int()?.map(OrderId::new),
        number: c.string()?,
        nick: c.line()?,
        chat: c.opt_int()?.map(ConversationId::new),
        case: c.opt_int()?.map(CaseId::new),
        customer: c.opt_int()?.map(CustomerId::new),
        product: c.opt_int()?.map(ProductId::new),
        goods: SafeText::line(c.text()?.trim()),
        due_at: c.time()?,
        opened_at: c.time()?,
        agent: c.agent()?,
        answer: c.opt_clean()?,
        outcome: c.opt_code("outcome", StopOutcome::parse)?,
        answered_at: c.opt_time()?,
        version: c.int()?,
    })
}

/// The ticket of an id.
pub fn by_id(db: &dyn Engine, id: TicketId) -> Result<Option<Ticket>> {
    first(db, &format!("{SELECT} WHERE t.id = $1"), args![id], read)
}

/// The ticket of an id, or [`Problem::NotFound`].
pub fn expect(db: &dyn Engine, id: TicketId) -> Result<Ticket> {
    by_id(db, id)?.ok_or_else(|| missing("ticket", id))
}

/// Tickets that are not worked off, answered ones first, then the soonest due.
pub fn not_closed(db: &dyn Engine, limit: usize) -> Result<Vec<Ticket>> {
    list(
        db,
        &format!(
            "{SELECT} WHERE t.closed_at IS NULL ORDER BY CASE WHEN t.state = 'answered' THEN 0 ELSE 1 END, t.due_at, t.id LIMIT $1"
        ),
        args![limit as i64],
        read,
    )
}

/// All tickets, or those of one state, newest first.
pub fn page(db: &dyn Engine, state: Option<TicketState>, limit: usize, offset: usize) -> Result<Vec<Ticket>> {
    list(
        db,
        &format!("{SELECT} WHERE $1 IS NULL OR t.state = $1 ORDER BY t.id DESC LIMIT $2 OFFSET $3"),
        args![state.map(TicketState::code), limit as i64, offset as i64],
        read,
    )
}

/// An order's tickets, newest first.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Ticket>> {
    list(db, &format!("{SELECT} WHERE t.order_id = $1 ORDER BY t.id DESC"), args![order], read)
}

/// An order's tickets that are not worked off, newest first.
pub fn open_of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Ticket>> {
    Ok(of_order(db, order)?.into_iter().filter(|ticket| ticket.state != TicketState::Closed).collect())
}

/// Opens a ticket. One that stops a parcel notes on the order and its open cases that this was asked for; an undo takes
/// all of it back.
pub fn open(db: &dyn Engine, by: &By, new: &NewTicket) -> Result<Ticket> {
    acts::bulk(db, by, || {
        let id = db.next_id()?;
        db.run(
            "INSERT INTO tickets (id, kind, desk, state, body, order_id, conversation_id, case_id, customer_id, \
             product_id, fault_id, due_at, opened_at, agent_id, changed_by) \
             VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
            args![
                id,
                new.kind.code(),
                new.desk.code(),
                &new.body,
                new.order,
                new.chat,
                new.case,
                new.customer,
                new.fault.map(|(product, _)| product),
                new.fault.map(|(_, fault)| fault),
                new.due_at,
                by.at,
                by.agent
            ],
        )?;
        acts::record(db, by, "ticket", ("tickets", id, 1), Inverse::Remove)?;
        if let Some(order) = new.order {
            orders::note_event(db, by, order, "ticket", new.kind.code())?;
            if new.kind.stops_a_parcel() {
                note_stop(db, by, order, OurStep::InterceptRequested)?;
            }
        }
        expect(db, TicketId::new(id))
    })
}

/// Takes an answer in: the chat it came from wakes with `note` as an internal note, and for a ticket that stops a parcel
/// the order and its open cases say whether it was stopped, which is what a refund goes by.
///
/// # Errors
/// [`Problem::Changed`] when the ticket has been answered or worked off meanwhile.
pub fn answer(
    db: &dyn Engine,
    by: &By,
    id: TicketId,
    text: &SafeText,
    outcome: Option<StopOutcome>,
    note: &str,
) -> Result<Ticket> {
    acts::bulk(db, by, || {
        let old = expect(db, id)?;
        if !set_answer(db, by, id, text, outcome)? {
            return Err(changed(db, id)?);
        }
        if let Some(order) = old.order {
            orders::note_event(db, by, order, "ticket_answer", text)?;
            if let Some(outcome) = outcome.filter(|_| old.kind.stops_a_parcel()) {
                note_stop(db, by, order, outcome.our_step())?;
            }
        }
        if let Some(chat) = old.chat {
            wake(db, by, chat, note)?;
        }
        expect(db, id)
    })
}

/// The stop of an order's parcel was confirmed, or failed, on the order itself: tickets that wait for just that have
/// their answer by it, and so have the open cases.
pub(super) fn answered_by_act(db: &dyn Engine, by: &By, order: OrderId, outcome: StopOutcome) -> Result<()> {
    for ticket in of_order(db, order)? {
        if ticket.kind.stops_a_parcel() && ticket.state == TicketState::Open {
            set_answer(db, by, ticket.id, &SafeText::default(), Some(outcome))?;
        }
    }
    note_cases(db, by, order, outcome.our_step())
}

/// False when it is not open any more.
fn set_answer(db: &dyn Engine, by: &By, id: TicketId, text: &SafeText, outcome: Option<StopOutcome>) -> Result<bool> {
    let version = first(
        db,
        "UPDATE tickets SET state = 'answered', answer = $2, outcome = $3, answered_at = $4, answered_by = $5, \
         changed_by = $5, version = version + 1 WHERE id = $1 AND state = 'open' RETURNING version",
        args![id, text, outcome.map(StopOutcome::code), by.at, by.agent],
        |row| row.int(0),
    )?;
    let Some(version) = version else { return Ok(false) };
    let open = [("state", Arg::Text("open")), ("answer", Arg::Null), ("outcome", Arg::Null)];
    let inverse = [&open[..], &[("answered_at", Arg::Null), ("answered_by", Arg::Null)]].concat();
    acts::record(db, by, "ticket_answer", ("tickets", id.raw(), version), Inverse::Set(&inverse))?;
    Ok(true)
}

/// A ticket is worked off; the fault of a page it is about is then mended, or was none.
pub fn close(db: &dyn Engine, by: &By, id: TicketId) -> Result<Ticket> {
    acts::bulk(db, by, || {
        let old = expect(db, id)?;
        let version = first(
            db,
            "UPDATE tickets SET state = 'closed', closed_at = $2, changed_by = $3, version = version + 1 \
             WHERE id = $1 AND closed_at IS NULL RETURNING version",
            args![id, by.at, by.agent],
            |row| row.int(0),
        )?;
        let Some(version) = version else { return Err(changed(db, id)?) };
        let inverse = Inverse::Set(&[("state", Arg::Text(old.state.code())), ("closed_at", Arg::Null)]);
        acts::record(db, by, "ticket_close", ("tickets", id.raw(), version), inverse)?;
        let fault = first(db, "SELECT fault_id FROM tickets WHERE id = $1", args![id], |row| row.opt_int(0))?.flatten();
        if let Some(fault) = fault {
            goods::mend_if_open(db, by, fault)?;
        }
        expect(db, id)
    })
}

/// The tickets about a fault of a page that are not worked off.
pub(super) fn open_of_fault(db: &dyn Engine, fault: i64) -> Result<Vec<TicketId>> {
    let sql = "SELECT id FROM tickets WHERE fault_id = $1 AND closed_at IS NULL ORDER BY id";
    list(db, sql, args![fault], |row| row.int(0).map(TicketId::new))
}

/// Whether an order's parcel was asked to be stopped, and what came of it: the latest ticket that knows.
pub fn stop_of(db: &dyn Engine, order: OrderId) -> Result<Option<OurStep>> {
    let latest = of_order(db, order)?.into_iter().find(|ticket| ticket.kind.stops_a_parcel());
    Ok(latest.map(|ticket| ticket.outcome.map_or(OurStep::InterceptRequested, StopOutcome::our_step)))
}

/// The order's own step, unless something is still to be done on the platform for it, and that of its open cases.
fn note_stop(db: &dyn Engine, by: &By, order: OrderId, step: OurStep) -> Result<()> {
    let shipped = orders::expect(db, order)?.shipped_at.is_some();
    let act = if shipped { OrderAct::Intercept } else { OrderAct::HoldShipment };
    let asked = order_acts::pending(db, order)?.into_iter().find(|noted| noted.state == IntentState::Asked);
    match (step, asked) {
        (OurStep::InterceptRequested, None) => {
            let noted = Noted { act, line: None, change: ("", ""), reason: "", amount: None, word: None, limits: None };
            order_acts::note(db, by, order, &noted)?;
        }
        // The end of the act tells the cases.
        (OurStep::Intercepted, Some(asked)) => {
            return order_acts::end(db, by, &asked, IntentState::Confirmed).map(drop);
        }
        (OurStep::InterceptFailed, Some(asked)) => {
            return order_acts::end(db, by, &asked, IntentState::Failed).map(drop);
        }
        _ => {}
    }
    note_cases(db, by, order, step)
}

fn note_cases(db: &dyn Engine, by: &By, order: OrderId, step: OurStep) -> Result<()> {
    for case in cases::of_order(db, order)?.into_iter().filter(|case| case.is_open()) {
        if let Ok(noted) = case.with_our_step(step) {
            let change = Change { case: noted, events: Vec::new(), effects: Vec::new() };
            cases::save(db, by, case.stage, &change)?;
        }
    }
    Ok(())
}

fn wake(db: &dyn Engine, by: &By, chat: ConversationId, note: &str) -> Result<()> {
    let Some(now) = conversations::by_id(db, chat)? else { return Ok(()) };
    messages::note(db, by, chat, &RawText::new(note))?;
    if matches!(now.state, ChatState::Snoozed | ChatState::Resolved) {
        conversations::reopen(db, by, chat, None)?;
    }
    Ok(())
}

fn changed(db: &dyn Engine, id: TicketId) -> Result<Problem> {
    let who = number(db, "SELECT COALESCE(changed_by, 0) FROM tickets WHERE id = $1", args![id])?;
    Ok(Problem::Changed { by: name_of(db, Some(AgentId::new(who)).filter(|who| who.raw() != 0))? })
}

/// Counts a customer's message that urges to ship: for the paid, unshipped order the chat is about, else the buyer's
/// latest such order. Any other message counts for nothing.
pub(super) fn hear_urge(
    db: &dyn Engine,
    chat: ConversationId,
    customer: CustomerId,
    message: MessageId,
    text: &str,
    at: Time,
) -> Result<()> {
    if !urges_shipping(text) {
        return Ok(());
    }
    let named = conversations::by_id(db, chat)?.and_then(|chat| chat.order);
    let named = named.map(|id| orders::by_id(db, id)).transpose()?.flatten();
    let waits = |order: &crate::domain::Order| order.unshipped_for(at).is_some();
    let order = match named.filter(waits) {
        Some(order) => Some(order),
        None => orders::of_customer(db, customer, 20)?.into_iter().find(waits),
    };
    if let Some(order) = order {
        db.run(
            "INSERT INTO ship_nudges (message_id, order_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            args![message, order.id, at],
        )?;
    }
    Ok(())
}

/// How often the buyers of orders asked when they ship; an order nobody asked for is left out.
pub(super) fn urged_of(db: &dyn Engine, orders: &[OrderId]) -> Result<HashMap<OrderId, usize>> {
    let ids: Vec<Arg<'_>> = orders.iter().map(|order| (*order).into()).collect();
    let sql = "SELECT order_id, count(*) FROM ship_nudges WHERE order_id IN (..) GROUP BY order_id";
    let mut found = HashMap::new();
    super::reminders::ask(db, sql, &ids, &[], |row| {
        found.insert(OrderId::new(row.int(0)?), usize::try_from(row.int(1)?).unwrap_or(0));
        Ok(())
    })?;
    Ok(found)
}

/// How often the buyer of an order asked when it ships.
pub fn urged(db: &dyn Engine, order: OrderId) -> Result<usize> {
    let count = number(db, "SELECT count(*) FROM ship_nudges WHERE order_id = $1", args![order])?;
    Ok(usize::try_from(count).unwrap_or(0))
}
