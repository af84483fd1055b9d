//! Promises made to customers that fall due.

use super::acts::{self, Inverse};
use super::agents::name_of;
use super::engine::{Arg, Engine, Result, Row, args, first, list, write};
use super::rows::{Cols, missing};
use crate::domain::promise::Promise;
use crate::domain::{AgentId, By, ConversationId, CustomerId, OrderId, Problem, PromiseId, SafeText, Time};

const COLUMNS: &str = "id, customer_id, conversation_id, order_id, body, due_at, done_at, agent_id, created_at";

fn read(row: &dyn Row) -> Result<Promise> {
    let mut c = Cols::new(row);
    Ok(Promise {
        id: PromiseId::new(c.int()?),
        customer: c.opt_int()?.map(CustomerId::new),
        conversation: c.opt_int()?.map(ConversationId::new),
        order: c.opt_int()?.map(OrderId::new),
        text: c.clean()?,
        due_at: c.time()?,
        done_at: c.opt_time()?,
        agent: c.agent()?,
        created_at: c.time()?,
    })
}

/// To whom and about what a promise is made.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct PromiseTo {
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The chat.
    pub conversation: Option<ConversationId>,
    /// The order.
    pub order: Option<OrderId>,
}

/// Writes a promise down; an undo takes it out.
pub fn add(db: &dyn Engine, by: &By, to: PromiseTo, text: &SafeText, due_at: Time) -> Result<Promise> {
    write(db, || {
        let id = db.next_id()?;
        db.run(
            "INSERT INTO promises (id, customer_id, conversation_id, order_id, body, due_at, agent_id, created_at, changed_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7)",
            args![id, to.customer, to.conversation, to.order, text, due_at, by.agent, by.at],
        )?;
        acts::record(db, by, "promise", ("promises", id, 1), Inverse::Remove)?;
        by_id(db, PromiseId::new(id))?.ok_or_else(|| missing("promise", id))
    })
}

/// The promise of an id.
pub fn by_id(db: &dyn Engine, id: PromiseId) -> Result<Option<Promise>> {
    first(db, &format!("SELECT {COLUMNS} FROM promises WHERE id = $1"), args![id], read)
}

/// Promises not kept that fall due by `before`, the soonest first.
pub fn due(db: &dyn Engine, before: Time, limit: usize) -> Result<Vec<Promise>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM promises WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2"),
        args![before, limit as i64],
        read,
    )
}

/// Promises about an order, kept ones too, the soonest first.
pub fn of_order(db: &dyn Engine, order: OrderId) -> Result<Vec<Promise>> {
    list(db, &format!("SELECT {COLUMNS} FROM promises WHERE order_id = $1 ORDER BY due_at, id"), args![order], read)
}

/// Promises made in a chat, kept ones too, the soonest first.
pub fn of_conversation(db: &dyn Engine, conversation: ConversationId) -> Result<Vec<Promise>> {
    list(
        db,
        &format!("SELECT {COLUMNS} FROM promises WHERE conversation_id = $1 ORDER BY due_at, id"),
        args![conversation],
        read,
    )
}

/// A promise was kept. One that somebody else has kept is told by [`Problem::Changed`].
pub fn keep(db: &dyn Engine, by: &By, id: PromiseId) -> Result<Promise> {
    write(db, || {
        let version = first(
            db,
            "UPDATE promises SET done_at = $2, done_by = $3, changed_by = $3, version = version + 1 \
             WHERE id = $1 AND done_at IS NULL RETURNING version",
            args![id, by.at, by.agent],
            |row| row.int(0),
        )?;
        let Some(version) = version else {
            let who = first(db, "SELECT done_by FROM promises WHERE id = $1", args![id], |row| row.opt_int(0))?;
            return Err(match who {
                Some(who) => Problem::Changed { by: name_of(db, who.map(AgentId::new))? },
                None => missing("promise", id),
            });
        };
        let inverse = Inverse::Set(&[("done_at", Arg::Null), ("done_by", Arg::Null)]);
        acts::record(db, by, "promise_kept", ("promises", id.raw(), version), inverse)?;
        by_id(db, id)?.ok_or_else(|| missing("promise", id))
    })
}
