//! What speaks for or against writing to a buyer, read from the data file.

use super::super::engine::{Engine, Result, args, first, list};
use super::super::rows::Cols;
use super::super::{customers, shops};
use super::{buyer_of, claimed_by_another, of_order};
use crate::domain::id::floor_of;
use crate::domain::reminder::{ReminderFacts, ReminderKind};
use crate::domain::{AgentId, Conversation, ConversationId, CustomerId, Order, OrderId, Span, Time};

/// What one buyer heard before this is of no weight any more.
const HEARD: Span = Span::days(7);
/// An order older than this, by when it was placed, is not told of its shipment any more.
const SHIPPED_AFTER: Span = Span::days(45);

/// What speaks for or against writing to an order's buyer about one kind of thing. With `me`, colleagues who are
/// writing to the buyer now are among it.
pub fn about_order(
    db: &dyn Engine,
    order: &Order,
    kind: ReminderKind,
    me: Option<AgentId>,
    now: Time,
) -> Result<ReminderFacts> {
    let chat = chat_of(db, order.id)?;
    let customer = match order.customer.or(chat.map(|c| c.customer)) {
        Some(id) => customers::by_id(db, id)?,
        None => None,
    };
    let (balance_from, balance_until) =
        if kind == ReminderKind::Balance { balance(db, order.id)? } else { (None, None) };
    let placed_at = order.created_at.unwrap_or(order.seen_at);
    let starts_at = match kind {
        ReminderKind::Payment | ReminderKind::Inquiry => Some(placed_at),
        ReminderKind::Balance => balance_from,
        ReminderKind::Shipped => order.shipped_at,
        ReminderKind::Received => order.signed_at,
        ReminderKind::Confirm => order.signed_at.and(order.shipped_at),
        ReminderKind::Review => order.finished_at,
    };
    let buyer = buyer_of(db, Some(order.id), None)?;
    Ok(ReminderFacts {
        kind,
        platform: order.platform,
        shop: shops::name_of(db, order.shop)?,
        starts_at: starts_at.unwrap_or(placed_at),
        ends_at: balance_until,
        reminded: of_order(db, order.id, kind)?,
        to_buyer: heard(db, &buyer, Some((order.id, kind)), now)?,
        settled: !kind.fits(order.status),
        unknown: starts_at.is_none(),
        waits_for_us: chat.is_some_and(|c| c.waits),
        do_not_contact: customer.is_some_and(|c| c.do_not_contact),
        blocked: false,
        said_no: said_no(db, order.id)?,
        out_of_stock: false,
        open_case: exists(db, "SELECT 1 FROM cases WHERE order_id = $1 AND is_open = 1 LIMIT 1", order.id.raw())?,
        regular: regular(db, order.id)?,
        paid_twin: if kind == ReminderKind::Payment { paid_twin(db, order)? } else { None },
        in_progress: match me {
            Some(me) => claimed_by_another(db, order.id, Some(me), now)?,
            None => None,
        },
    })
}

/// What speaks for or against nudging somebody who asked, was answered and ordered nothing.
pub fn about_chat(db: &dyn Engine, chat: &Conversation, now: Time) -> Result<ReminderFacts> {
    let buyer = buyer_of(db, None, Some(chat.id))?;
    let customer = customers::by_id(db, chat.customer)?;
    let reminded = list(
        db,
        "SELECT at FROM reminders WHERE conversation_id = $1 AND kind = 'inquiry' ORDER BY at",
        args![chat.id],
        |row| row.int(0).map(Time::from_ms),
    )?;
    let said_no =
        exists(db, "SELECT 1 FROM reminders WHERE conversation_id = $1 AND outcome = 'no' LIMIT 1", chat.id.raw())?;
    let open_case = exists(
        db,
        "SELECT 1 FROM cases s JOIN conversations c ON s.customer_id = c.customer_id WHERE c.id = $1 AND s.is_open = 1 LIMIT 1",
        chat.id.raw(),
    )?;
    Ok(ReminderFacts {
        kind: ReminderKind::Inquiry,
        platform: chat.platform,
        shop: match chat.shop {
            Some(shop) => shops::name_of(db, shop)?,
            None => crate::domain::SafeText::default(),
        },
        starts_at: chat.last_at,
        to_buyer: heard(db, &buyer, None, now)?.into_iter().filter(|at| !reminded.contains(at)).collect(),
        reminded,
        settled: ordered_since(db, chat.id)?,
        waits_for_us: chat.waiting_since.is_some(),
        do_not_contact: customer.is_some_and(|c| c.do_not_contact),
        said_no,
        open_case,
        ..ReminderFacts::default()
    })
}

/// Orders that may have a message of one kind due, those that wait longest first. The engine decides on each.
pub fn candidates(db: &dyn Engine, kind: ReminderKind, now: Time, limit: usize) -> Result<Vec<OrderId>> {
    let ago = |span| now.minus(span);
    let limit = limit as i64;
    let id = |row: &dyn super::super::engine::Row| row.int(0).map(OrderId::new);
    match kind {
        ReminderKind::Payment => list(
            db,
            "SELECT id FROM orders WHERE status IN ('unpaid', 'deposit_unpaid') ORDER BY id LIMIT $1",
            args![limit],
            id,
        ),
        ReminderKind::Balance => {
            list(db, "SELECT id FROM orders WHERE status = 'balance_unpaid' ORDER BY id LIMIT $1", args![limit], id)
        }
        ReminderKind::Shipped => list(
            db,
            "SELECT id FROM orders WHERE status IN ('shipped', 'part_shipped') AND id > $1 AND shipped_at > $2 \
             ORDER BY shipped_at, id LIMIT $3",
            args![floor_of(ago(SHIPPED_AFTER)), ago(Span::days(1)), limit],
            id,
        ),
        ReminderKind::Received => list(
            db,
            "SELECT id FROM orders WHERE signed_at IS NOT NULL AND status = 'shipped' AND signed_at > $1 \
             ORDER BY signed_at, id LIMIT $2",
            args![ago(Span::days(1)), limit],
            id,
        ),
        ReminderKind::Confirm => list(
            db,
            "SELECT id FROM orders WHERE signed_at IS NOT NULL AND status = 'shipped' AND shipped_at <= $1 \
             ORDER BY signed_at, id LIMIT $2",
            args![ago(Span::days(7)), limit],
            id,
        ),
        ReminderKind::Review => list(
            db,
            "SELECT id FROM orders WHERE status = 'success' AND id > $1 AND finished_at > $2 ORDER BY finished_at, id LIMIT $3",
            args![floor_of(ago(SHIPPED_AFTER)), ago(Span::days(15)), limit],
            id,
        ),
        ReminderKind::Inquiry => Ok(Vec::new()),
    }
}

/// Chats of `since` and later that asked, were answered last by us, and ordered nothing from then on; oldest first.
pub fn inquiries(db: &dyn Engine, since: Time, limit: usize) -> Result<Vec<ConversationId>> {
    list(
        db,
        "SELECT c.id FROM conversations c JOIN customers k ON k.id = c.customer_id \
         WHERE c.state IN ('open', 'snoozed', 'resolved') AND c.last_at >= $1 AND c.waiting_since IS NULL \
         AND c.advertising = 0 AND c.buyer_rank = 1 AND c.last_from = 'agent' AND NOT EXISTS (SELECT 1 FROM orders o \
         WHERE (o.customer_id = c.customer_id OR (o.buyer_key = k.nick_key AND k.nick_key <> '' AND o.platform = k.platform)) \
         AND o.created_at >= c.created_at) ORDER BY c.last_at, c.id LIMIT $2",
        args![since, limit as i64],
        |row| row.int(0).map(ConversationId::new),
    )
}

/// The little that is asked of an order's chat.
#[derive(Clone, Copy)]
pub(in crate::store) struct ChatOf {
    pub(in crate::store) id: ConversationId,
    pub(in crate::store) customer: CustomerId,
    waits: bool,
}

/// The latest chat about an order, or with its buyer.
pub(in crate::store) fn chat_of(db: &dyn Engine, order: OrderId) -> Result<Option<ChatOf>> {
    first(
        db,
        "SELECT id, customer_id, waiting_since FROM (SELECT id, customer_id, waiting_since, last_at FROM conversations \
         WHERE order_id = $1 UNION ALL SELECT c.id, c.customer_id, c.waiting_since, c.last_at FROM orders o \
         JOIN customers k ON k.nick_key = o.buyer_key AND k.platform = o.platform JOIN conversations c ON c.customer_id = k.id \
         WHERE o.id = $1 AND o.buyer_key <> '') found ORDER BY last_at DESC, id DESC LIMIT 1",
        args![order],
        |row| {
            let mut c = Cols::new(row);
            let (id, customer) = (ConversationId::new(c.int()?), CustomerId::new(c.int()?));
            Ok(ChatOf { id, customer, waits: c.opt_int()?.is_some() })
        },
    )
}

fn balance(db: &dyn Engine, order: OrderId) -> Result<(Option<Time>, Option<Time>)> {
    let window = first(db, "SELECT balance_from, balance_until FROM orders WHERE id = $1", args![order], |row| {
        Ok((row.opt_int(0)?.map(Time::from_ms), row.opt_int(1)?.map(Time::from_ms)))
    })?;
    Ok(window.unwrap_or_default())
}

/// What a buyer heard from this engine lately, but for one matter.
fn heard(db: &dyn Engine, buyer: &str, but: Option<(OrderId, ReminderKind)>, now: Time) -> Result<Vec<Time>> {
    let (order, kind) = but.map_or((None, ""), |(order, kind)| (Some(order), kind.code()));
    list(
        db,
        "SELECT at FROM reminders WHERE buyer = $1 AND at > $2 AND NOT (COALESCE(order_id, 0) = COALESCE($3, -1) AND kind = $4) \
         ORDER BY at",
        args![buyer, now.minus(HEARD), order, kind],
        |row| row.int(0).map(Time::from_ms),
    )
}

fn said_no(db: &dyn Engine, order: OrderId) -> Result<bool> {
    exists(db, "SELECT 1 FROM reminders WHERE order_id = $1 AND outcome = 'no' LIMIT 1", order.raw())
}

fn exists(db: &dyn Engine, sql: &str, id: i64) -> Result<bool> {
    Ok(first(db, sql, args![id], |row| row.int(0))?.is_some())
}

/// Has the buyer bought here before?
fn regular(db: &dyn Engine, order: OrderId) -> Result<bool> {
    exists(
        db,
        "SELECT 1 FROM orders u JOIN orders o ON o.buyer_key = u.buyer_key AND o.platform = u.platform AND o.id < u.id \
         WHERE u.id = $1 AND u.buyer_key <> '' AND o.status = 'success' LIMIT 1",
        order.raw(),
    )
}

/// Has the customer of a chat ordered since they wrote first?
fn ordered_since(db: &dyn Engine, chat: ConversationId) -> Result<bool> {
    exists(
        db,
        "SELECT 1 FROM conversations c JOIN customers k ON k.id = c.customer_id JOIN orders o ON o.created_at >= c.created_at \
         AND (o.customer_id = c.customer_id OR (o.buyer_key = k.nick_key AND o.platform = k.platform)) \
         WHERE c.id = $1 AND k.nick_key <> '' LIMIT 1",
        chat.raw(),
    )
}

/// Another order of the same buyer with the same goods that has been paid since shortly before this one was placed.
fn paid_twin(db: &dyn Engine, order: &Order) -> Result<Option<OrderId>> {
    let since = order.created_at.unwrap_or(order.seen_at).minus(Span::days(1));
    let twin = first(
        db,
        "SELECT o.id FROM orders u JOIN orders o ON o.buyer_key = u.buyer_key AND o.platform = u.platform AND o.id <> u.id \
         WHERE u.id = $1 AND u.buyer_key <> '' AND u.title <> '' AND o.title = u.title \
         AND o.status IN ('to_ship', 'part_shipped', 'shipped', 'success') AND o.paid_at >= $2 ORDER BY o.id DESC LIMIT 1",
        args![order.id, since],
        |row| row.int(0),
    )?;
    Ok(twin.map(OrderId::new))
}
