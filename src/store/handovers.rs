//! What one shift leaves to the next: a row each for a chat, a case, a promise, a ticket or a review case, accepted by whoever goes on.

use super::acts::{self, Inverse};
use super::engine::{Arg, Engine, Result, Row, args, first, list};
use super::rows::{Cols, missing};
use super::{agents, conversations, review_cases};
use crate::domain::shift::ItemKey;
use crate::domain::{
    AgentId, By, CaseId, ConversationId, HandoverId, OrderId, Problem, PromiseId, ReviewCaseId, SafeText, TicketId,
    Time,
};

/// What is handed over.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Left {
    /// The chat.
    pub chat: Option<ConversationId>,
    /// The order.
    pub order: Option<OrderId>,
    /// The case.
    pub case: Option<CaseId>,
    /// The promise.
    pub promise: Option<PromiseId>,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// The review case.
    pub review_case: Option<ReviewCaseId>,
    /// What the next one should know.
    pub note: SafeText,
    /// When it falls due.
    pub due_at: Option<Time>,
}

/// A row that nobody has accepted yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// Who left it.
    pub from: SafeText,
    /// When.
    pub at: Time,
    /// What it is.
    pub left: Left,
}

const COLUMNS: &str = "id, agent_id, at, conversation_id, order_id, case_id, promise_id, ticket_id, review_case_id, note, \
     due_at";

fn read(row: &dyn Row) -> Result<(Option<AgentId>, Handover)> {
    let mut c = Cols::new(row);
    let (id, from, at) = (HandoverId::new(c.int()?), c.agent()?, c.time()?);
    let left = Left {
        chat: c.opt_int()?.map(ConversationId::new),
        order: c.opt_int()?.map(OrderId::new),
        case: c.opt_int()?.map(CaseId::new),
        promise: c.opt_int()?.map(PromiseId::new),
        ticket: c.opt_int()?.map(TicketId::new),
        review_case: c.opt_int()?.map(ReviewCaseId::new),
        note: c.clean()?,
        due_at: c.opt_time()?,
    };
    Ok((from, Handover { id, from: SafeText::default(), at, left }))
}

/// Leaves a row to the next shift; false when the same thing stands there already.
pub fn leave(db: &dyn Engine, by: &By, key: &ItemKey, left: &Left) -> Result<bool> {
    let stands = "SELECT 1 FROM handovers WHERE row_key = $1 AND accepted_at IS NULL";
    if first(db, stands, args![&key.0], |_| Ok(()))?.is_some() {
        return Ok(false);
    }
    let id = db.next_id()?;
    db.run(
        "INSERT INTO handovers (id, row_key, shift, agent_id, at, conversation_id, order_id, case_id, promise_id, ticket_id, \
         review_case_id, note, due_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $4)",
        args![
            id,
            &key.0,
            &by.shift,
            by.agent,
            by.at,
            left.chat,
            left.order,
            left.case,
            left.promise,
            left.ticket,
            left.review_case,
            &left.note,
            left.due_at
        ],
    )?;
    acts::record(db, by, "handover", ("handovers", id, 1), Inverse::Remove)?;
    Ok(true)
}

/// Rows nobody has accepted, oldest first; those that `by` left in this very shift are for somebody else.
pub fn waiting(db: &dyn Engine, by: &By, limit: usize) -> Result<Vec<Handover>> {
    let rows = list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM handovers WHERE accepted_at IS NULL AND NOT (COALESCE(agent_id, 0) = COALESCE($1, 0) \
             AND shift = $2) ORDER BY at, id LIMIT $3"
        ),
        args![by.agent, &by.shift, limit as i64],
        read,
    )?;
    rows.into_iter()
        .map(|(from, row)| {
            let from = from.map(|id| agents::by_id(db, id)).transpose()?.flatten();
            Ok(Handover { from: from.map(|agent| agent.name).unwrap_or_default(), ..row })
        })
        .collect()
}

/// Takes a row over: its chat, its ticket and its review case become the agent's.
///
/// # Errors
/// [`Problem::Changed`] when a colleague accepted it first.
pub fn accept(db: &dyn Engine, by: &By, id: HandoverId) -> Result<Left> {
    acts::bulk(db, by, || {
        let found = first(db, &format!("SELECT {COLUMNS} FROM handovers WHERE id = $1"), args![id], read)?;
        let (_, row) = found.ok_or_else(|| missing("row", id))?;
        let version = first(
            db,
            "UPDATE handovers SET accepted_at = $2, accepted_by = $3, changed_by = $3, version = version + 1 \
             WHERE id = $1 AND accepted_at IS NULL RETURNING version",
            args![id, by.at, by.agent],
            |row| row.int(0),
        )?;
        let Some(version) = version else {
            let who = first(db, "SELECT accepted_by FROM handovers WHERE id = $1", args![id], |row| row.opt_int(0))?;
            return Err(Problem::Changed { by: agents::name_of(db, who.flatten().map(AgentId::new))? });
        };
        let inverse = Inverse::Set(&[("accepted_at", Arg::Null), ("accepted_by", Arg::Null)]);
        acts::record(db, by, "accept", ("handovers", id.raw(), version), inverse)?;
        if let Some(chat) = row.left.chat {
            conversations::assign(db, by, chat, None, by.agent)?;
        }
        if let Some(ticket) = row.left.ticket {
            take_ticket(db, by, ticket)?;
        }
        if let Some(case) = row.left.review_case.map(|id| review_cases::expect(db, id)).transpose()? {
            review_cases::take(db, by, &case)?;
        }
        Ok(row.left)
    })
}

fn take_ticket(db: &dyn Engine, by: &By, id: TicketId) -> Result<()> {
    let old = first(db, "SELECT agent_id FROM tickets WHERE id = $1", args![id], |row| row.opt_int(0))?.flatten();
    let sql =
        "UPDATE tickets SET agent_id = $2, changed_by = $2, version = version + 1 WHERE id = $1 RETURNING version";
    let Some(version) = first(db, sql, args![id, by.agent], |row| row.int(0))? else { return Ok(()) };
    acts::record(db, by, "accept", ("tickets", id.raw(), version), Inverse::Set(&[("agent_id", old.into())]))?;
    Ok(())
}
