//! The queue and what a person does with a conversation.

mod next;

pub(super) use next::is_copied;
pub use next::most_urgent;

use super::acts::{self, Inverse};
use super::agents::name_of;
use super::customers::PERSON;
use super::engine::{Arg, Engine, Result, Row, args, first, list, number, write};
use super::rows::{Cols, missing};
use crate::domain::{
    AgentId, By, ChatState, Conversation, ConversationId, CustomerId, OrderId, Platform, Problem, QueueCounts,
    SafeText, Sender, ShopId, Span, Time,
};

const COLUMNS: &str = "c.id, c.channel, c.platform, c.shop_id, c.customer_id, k.nick, c.state, c.agent_id, c.unread, \
     c.waiting_since, c.due_at, c.snoozed_until, c.last_at, c.last_text, c.last_from, c.order_id, c.has_draft, c.version";

/// Under a minute left is a band of its own.
const SOON: Span = Span::minutes(1);

fn read(row: &dyn Row) -> Result<Conversation> {
    let mut c = Cols::new(row);
    Ok(Conversation {
        id: ConversationId::new(c.int()?),
        channel: c.string()?,
        platform: c.code("platform", Platform::parse)?,
        shop: c.opt_int()?.map(ShopId::new),
        customer: CustomerId::new(c.int()?),
        nick: c.line()?,
        state: c.code("chat state", ChatState::parse)?,
        agent: c.agent()?,
        unread: c.int()?,
        waiting_since: c.opt_time()?,
        due_at: c.opt_time()?,
        snoozed_until: c.opt_time()?,
        last_at: c.time()?,
        last_text: c.line()?,
        last_from: c.code("sender", Sender::parse)?,
        order: c.opt_int()?.map(OrderId::new),
        has_draft: c.flag()?,
        version: c.int()?,
    })
}

/// The conversation of an id.
pub fn by_id(db: &dyn Engine, id: ConversationId) -> Result<Option<Conversation>> {
    first(
        db,
        &format!("SELECT {COLUMNS} FROM conversations c JOIN customers k ON k.id = c.customer_id WHERE c.id = $1"),
        args![id],
        read,
    )
}

/// The conversation of an id, or [`Problem::NotFound`].
pub fn expect(db: &dyn Engine, id: ConversationId) -> Result<Conversation> {
    by_id(db, id)?.ok_or_else(|| missing("chat", id))
}

/// A page of the queue: waiting ones first (overdue, then under a minute left, then the rest; within a band buyers
/// before those who only look, then who waits longest), then answered ones, latest first. Ended and snoozed ones are
/// not in it, unless their time has come: see [`wake`].
pub fn queue(db: &dyn Engine, now: Time, limit: usize, offset: usize) -> Result<Vec<Conversation>> {
    let mut page = waiting(db, now, limit, offset)?;
    if page.len() < limit {
        let waiting = number(db, "SELECT count(*) FROM conversations WHERE state = 'waiting'", &[])?;
        let skipped = (offset as i64).saturating_sub(waiting).max(0);
        let sql = "SELECT id FROM conversations WHERE state = 'open' ORDER BY last_at DESC, id DESC LIMIT $1 OFFSET $2";
        page.extend(rows(db, sql, "c.last_at DESC, c.id DESC", limit - page.len(), skipped)?);
    }
    Ok(page)
}

/// The rows whose ids `of` gives (`$1` of them behind `$2`), in the order `by`. The ids come from an index alone; only the
/// page is then read.
fn rows(db: &dyn Engine, of: &str, by: &str, limit: usize, offset: i64) -> Result<Vec<Conversation>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM ({of}) page JOIN conversations c ON c.id = page.id JOIN customers k ON k.id = c.customer_id \
             ORDER BY {by}"
        ),
        &[Arg::Int(limit as i64), Arg::Int(offset)],
        read,
    )
}

/// Waiting conversations in queue order; ids and order come from one covering index.
fn waiting(db: &dyn Engine, now: Time, limit: usize, offset: usize) -> Result<Vec<Conversation>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM (SELECT id, CASE WHEN due_at <= $1 THEN 0 WHEN due_at <= $2 THEN 1 ELSE 2 END AS band \
             FROM conversations WHERE state = 'waiting' ORDER BY band, buyer_rank, waiting_since, id LIMIT $3 OFFSET $4) page \
             JOIN conversations c ON c.id = page.id JOIN customers k ON k.id = c.customer_id \
             ORDER BY page.band, c.buyer_rank, c.waiting_since, c.id"
        ),
        args![now, now.plus(SOON), limit as i64, offset as i64],
        read,
    )
}

/// Conversations of one state: waiting ones in queue order, snoozed ones by their time, the others latest first.
pub fn in_state(
    db: &dyn Engine,
    state: ChatState,
    now: Time,
    limit: usize,
    offset: usize,
) -> Result<Vec<Conversation>> {
    let latest = "c.last_at DESC, c.id DESC";
    let (sql, by) = match state {
        ChatState::Waiting => return waiting(db, now, limit, offset),
        ChatState::Open => (
            "SELECT id FROM conversations WHERE state = 'open' ORDER BY last_at DESC, id DESC LIMIT $1 OFFSET $2",
            latest,
        ),
        ChatState::Snoozed => (
            "SELECT id FROM conversations WHERE state = 'snoozed' ORDER BY snoozed_until, id LIMIT $1 OFFSET $2",
            "c.snoozed_until, c.id",
        ),
        ChatState::Resolved => (
            "SELECT id FROM conversations WHERE state = 'resolved' ORDER BY last_at DESC, id DESC LIMIT $1 OFFSET $2",
            latest,
        ),
    };
    rows(db, sql, by, limit, offset as i64)
}

/// A person's conversations over all their accounts, latest first.
pub fn of_customer(db: &dyn Engine, customer: CustomerId, limit: usize) -> Result<Vec<Conversation>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM conversations c JOIN customers k ON k.id = c.customer_id \
             WHERE c.customer_id IN {PERSON} ORDER BY c.last_at DESC, c.id DESC LIMIT $2"
        ),
        args![customer, limit as i64],
        read,
    )
}

/// Conversations about an order, or with its buyer, latest first.
pub fn of_order(db: &dyn Engine, order: OrderId, limit: usize) -> Result<Vec<Conversation>> {
    list(
        db,
        &format!(
            "SELECT {COLUMNS} FROM conversations c JOIN customers k ON k.id = c.customer_id WHERE c.order_id = $1 \
             OR c.customer_id IN (SELECT k2.id FROM customers k2 JOIN orders o ON o.buyer_key = k2.nick_key AND o.platform = k2.platform \
                                  WHERE o.id = $1 AND o.buyer_key <> '') \
             ORDER BY c.last_at DESC, c.id DESC LIMIT $2"
        ),
        args![order, limit as i64],
        read,
    )
}

/// The conversation on a channel with a peer.
pub fn by_peer(db: &dyn Engine, channel: &str, peer: &str) -> Result<Option<Conversation>> {
    first(
        db,
        &format!(
            "SELECT {COLUMNS} FROM conversations c JOIN customers k ON k.id = c.customer_id WHERE c.channel = $1 AND c.peer = $2"
        ),
        args![channel, peer],
        read,
    )
}

/// How many stand where.
pub fn counts(db: &dyn Engine, now: Time) -> Result<QueueCounts> {
    let of = |sql: &str| number(db, sql, &[]);
    Ok(QueueCounts {
        waiting: of("SELECT count(*) FROM conversations WHERE state = 'waiting'")?,
        overdue: number(db, "SELECT count(*) FROM conversations WHERE state = 'waiting' AND due_at <= $1", args![now])?,
        open: of("SELECT count(*) FROM conversations WHERE state = 'open'")?,
        snoozed: of("SELECT count(*) FROM conversations WHERE state = 'snoozed'")?,
    })
}

/// Marks the customer's messages as read.
pub fn seen(db: &dyn Engine, id: ConversationId) -> Result<()> {
    write(db, || {
        db.run("UPDATE conversations SET unread = 0, version = version + 1 WHERE id = $1 AND unread > 0", args![id])?;
        Ok(())
    })
}

/// Gives a conversation to an agent (or to nobody), if it is as the caller saw it. Transfers and takeovers are this too.
pub fn assign(
    db: &dyn Engine,
    by: &By,
    id: ConversationId,
    seen: Option<i64>,
    to: Option<AgentId>,
) -> Result<Conversation> {
    change(db, by, id, seen, "assign", |old| {
        Ok((
            "UPDATE conversations SET agent_id = $3, version = version + 1, changed_by = $2 WHERE id = $1 RETURNING version",
            vec![to.map_or(Arg::Null, |a| Arg::Int(a.raw()))],
            vec![("agent_id", old.agent.into())],
        ))
    })
}

/// Puts a conversation out of the way until a time, with a reason. A new message brings it back sooner.
pub fn snooze(
    db: &dyn Engine,
    by: &By,
    id: ConversationId,
    seen: Option<i64>,
    until: Time,
    reason: Option<&str>,
) -> Result<Conversation> {
    change(db, by, id, seen, "snooze", |old| {
        Ok((
            "UPDATE conversations SET state = 'snoozed', snoozed_until = $3, snooze_reason = $4, version = version + 1, \
             changed_by = $2 WHERE id = $1 RETURNING version",
            vec![until.into(), reason.into()],
            vec![("state", old.state.code().into()), ("snoozed_until", old.snoozed_until.into())],
        ))
    })
}

/// Ends a conversation; what the customer asked last needs no answer any more.
pub fn resolve(db: &dyn Engine, by: &By, id: ConversationId, seen: Option<i64>) -> Result<Conversation> {
    let settled = number(db, "SELECT settled_seq FROM conversations WHERE id = $1", args![id])?;
    change(db, by, id, seen, "resolve", |old| {
        Ok((
            "UPDATE conversations SET state = 'resolved', settled_seq = last_seq, waiting_since = NULL, due_at = NULL, \
             unread = 0, version = version + 1, changed_by = $2 WHERE id = $1 RETURNING version",
            vec![],
            vec![
                ("state", old.state.code().into()),
                ("settled_seq", settled.into()),
                ("waiting_since", old.waiting_since.into()),
                ("due_at", old.due_at.into()),
                ("unread", old.unread.into()),
            ],
        ))
    })
}

/// Takes a conversation that is advertising out of the queue and out of every rate.
pub fn advertise(db: &dyn Engine, by: &By, id: ConversationId) -> Result<Conversation> {
    let settled = number(db, "SELECT settled_seq FROM conversations WHERE id = $1", args![id])?;
    change(db, by, id, None, "advert", |old| {
        Ok((
            "UPDATE conversations SET advertising = 1, state = 'resolved', settled_seq = last_seq, waiting_since = NULL, \
             due_at = NULL, unread = 0, version = version + 1, changed_by = $2 WHERE id = $1 RETURNING version",
            vec![],
            vec![
                ("advertising", Arg::Int(0)),
                ("state", old.state.code().into()),
                ("settled_seq", settled.into()),
                ("waiting_since", old.waiting_since.into()),
                ("due_at", old.due_at.into()),
                ("unread", old.unread.into()),
            ],
        ))
    })
}

/// Opens an ended or snoozed conversation again.
pub fn reopen(db: &dyn Engine, by: &By, id: ConversationId, seen: Option<i64>) -> Result<Conversation> {
    change(db, by, id, seen, "reopen", |old| {
        Ok((
            "UPDATE conversations SET state = CASE WHEN waiting_since IS NULL THEN 'open' ELSE 'waiting' END, \
             snoozed_until = NULL, version = version + 1, changed_by = $2 WHERE id = $1 RETURNING version",
            vec![],
            vec![("state", old.state.code().into()), ("snoozed_until", old.snoozed_until.into())],
        ))
    })
}

/// Names the order a conversation is about, or none.
pub fn about(db: &dyn Engine, by: &By, id: ConversationId, order: Option<OrderId>) -> Result<Conversation> {
    change(db, by, id, None, "about", |old| {
        Ok((
            "UPDATE conversations SET order_id = $3, buyer_rank = CASE WHEN $3 IS NULL THEN buyer_rank ELSE 0 END, \
             version = version + 1, changed_by = $2 WHERE id = $1 RETURNING version",
            vec![order.into()],
            vec![("order_id", old.order.into())],
        ))
    })
}

/// Asks the lead to look at a conversation.
pub fn escalate(db: &dyn Engine, by: &By, id: ConversationId, seen: Option<i64>) -> Result<Conversation> {
    let before = first(db, "SELECT escalated_at FROM conversations WHERE id = $1", args![id], |row| row.opt_int(0))?;
    change(db, by, id, seen, "escalate", |_| {
        Ok((
            "UPDATE conversations SET escalated_at = $3, version = version + 1, changed_by = $2 WHERE id = $1 RETURNING version",
            vec![by.at.into()],
            vec![("escalated_at", before.flatten().into())],
        ))
    })
}

/// Since when a conversation waits for the lead; none when it does not.
pub fn escalated_at(db: &dyn Engine, id: ConversationId) -> Result<Option<Time>> {
    let at = first(db, "SELECT escalated_at FROM conversations WHERE id = $1", args![id], |row| row.opt_int(0))?;
    Ok(at.flatten().map(Time::from_ms))
}

/// Brings back snoozed conversations whose time has come; tells how many.
pub fn wake(db: &dyn Engine, now: Time) -> Result<usize> {
    if number(db, "SELECT count(*) FROM conversations WHERE state = 'snoozed' AND snoozed_until <= $1", args![now])?
        == 0
    {
        return Ok(0);
    }
    write(db, || {
        db.run(
            "UPDATE conversations SET state = CASE WHEN waiting_since IS NULL THEN 'open' ELSE 'waiting' END, \
             snoozed_until = NULL, version = version + 1 WHERE state = 'snoozed' AND snoozed_until <= $1",
            args![now],
        )
    })
}

/// Looks again which active customers have orders: after an import.
pub fn rank_buyers(db: &dyn Engine) -> Result<usize> {
    write(db, || {
        db.run(
            "UPDATE conversations SET buyer_rank = 0 WHERE buyer_rank = 1 AND state <> 'resolved' AND EXISTS \
             (SELECT 1 FROM customers k JOIN orders o ON o.buyer_key = k.nick_key AND o.platform = k.platform \
              WHERE k.id = conversations.customer_id AND k.nick_key <> '')",
            &[],
        )
    })
}

/// Works out again, from the messages, since when the customer waits; and the state that follows.
pub(super) fn rewait(db: &dyn Engine, id: ConversationId) -> Result<()> {
    let answered = number(
        db,
        "SELECT seq FROM messages WHERE conversation_id = $1 AND sender = 'agent' \
         AND state IN ('queued', 'sending', 'sent', 'delivered', 'read') ORDER BY seq DESC LIMIT 1",
        args![id],
    )?;
    let settled = number(db, "SELECT settled_seq FROM conversations WHERE id = $1", args![id])?;
    let since = first(
        db,
        "SELECT at FROM messages WHERE conversation_id = $1 AND seq > $2 AND sender = 'customer' ORDER BY seq LIMIT 1",
        args![id, answered.max(settled)],
        |row| row.int(0),
    )?;
    db.run(
        "UPDATE conversations SET waiting_since = $2, due_at = $2 + answer_within, version = version + 1, \
         state = CASE WHEN state IN ('snoozed', 'resolved') THEN state WHEN $2 IS NULL THEN 'open' ELSE 'waiting' END \
         WHERE id = $1 AND (COALESCE(waiting_since, 0) <> COALESCE($2, 0) OR (state = 'waiting' AND $2 IS NULL) OR (state = 'open' AND $2 IS NOT NULL))",
        args![id, since],
    )?;
    Ok(())
}

type Change<'a> = (&'static str, Vec<Arg<'a>>, Vec<(&'static str, Arg<'a>)>);

/// One changed row, its act, and the row as it is then. `$1` is the id, `$2` the agent, what follows the values.
fn change<'a>(
    db: &dyn Engine,
    by: &By,
    id: ConversationId,
    seen: Option<i64>,
    what: &str,
    plan: impl FnOnce(&Conversation) -> Result<Change<'a>>,
) -> Result<Conversation> {
    write(db, || {
        let old = expect(db, id)?;
        if seen.is_some_and(|seen| seen != old.version) {
            return Err(Problem::Changed { by: changed_by(db, id)? });
        }
        let (sql, values, inverse) = plan(&old)?;
        let mut all = vec![Arg::from(id), Arg::from(by.agent)];
        all.extend(values);
        let version = number(db, sql, &all)?;
        acts::record(db, by, what, ("conversations", id.raw(), version), Inverse::Set(&inverse))?;
        expect(db, id)
    })
}

pub(super) fn changed_by(db: &dyn Engine, id: ConversationId) -> Result<SafeText> {
    let who = first(db, "SELECT changed_by FROM conversations WHERE id = $1", args![id], |row| row.opt_int(0))?;
    name_of(db, who.flatten().map(AgentId::new))
}
