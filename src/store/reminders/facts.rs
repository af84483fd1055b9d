//! What speaks for or against writing to a buyer, read from the data file.

use super::super::engine::{Engine, Result, args, first, list};
use super::super::orders::brief::Brief;
use super::super::{customers, shops};
use super::buyer_of;
use super::many::{Asked, about_orders};
use crate::domain::id::floor_of;
use crate::domain::reminder::{ReminderFacts, ReminderKind};
use crate::domain::{AgentId, Conversation, ConversationId, Order, OrderId, Span, Time};

/// What one buyer heard before this is of no weight any more.
pub(super) const HEARD: Span = Span::days(7);
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
    let asked = Asked { kind, me, regular: true };
    let known = about_orders(db, &[Brief::from(order)], &asked, now)?.pop();
    Ok(known.map(|known| known.facts).unwrap_or_default())
}

/// What speaks for or against nudging somebody who asked, was answered and ordered nothing.
pub fn about_chat(db: &dyn Engine, chat: &Conversation, now: Time) -> Result<ReminderFacts> {
    let buyer = buyer_of(db, None, Some(chat.id))?;
    let barred = customers::barred(db, &[chat.customer])?.remove(&chat.customer).unwrap_or_default();
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
        "SELECT 1 FROM conversations c JOIN cases s ON s.customer_id = c.customer_id WHERE c.id = $1 AND s.customer_id IS NOT NULL \
         AND s.is_open = 1 LIMIT 1",
        chat.id.raw(),
    )?;
    Ok(ReminderFacts {
        kind: ReminderKind::Inquiry,
        platform: chat.platform,
        shop: match chat.shop {
            Some(shop) => shops::name_of(db, shop)?,
            None => crate::domain::SafeText::default(),
        },
        shop_id: chat.shop,
        starts_at: chat.last_at,
        to_buyer: heard(db, &buyer, now)?.into_iter().filter(|at| !reminded.contains(at)).collect(),
        reminded,
        settled: ordered_since(db, chat.id)?,
        waits_for_us: chat.waiting_since.is_some(),
        do_not_contact: barred.do_not_contact,
        blocked: barred.blocked,
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
            "SELECT id FROM orders WHERE signed_at IS NOT NULL AND (status || '') = 'shipped' AND signed_at > $1 \
             ORDER BY signed_at, id LIMIT $2",
            args![ago(Span::days(1)), limit],
            id,
        ),
        ReminderKind::Confirm => list(
            db,
            "SELECT id FROM orders WHERE signed_at IS NOT NULL AND (status || '') = 'shipped' AND shipped_at <= $1 \
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
        // Each state has an index of its own; asked for all three at once, every chat there ever was would be read.
        "SELECT c.id FROM conversations c JOIN customers k ON k.id = c.customer_id WHERE c.id IN (SELECT id FROM conversations \
         WHERE state = 'open' AND last_at >= $1 UNION ALL SELECT id FROM conversations WHERE state = 'resolved' AND last_at >= $1 \
         UNION ALL SELECT id FROM conversations WHERE state = 'snoozed' AND last_at >= $1) AND c.waiting_since IS NULL \
         AND c.advertising = 0 AND c.buyer_rank = 1 AND c.last_from = 'agent' AND NOT EXISTS (SELECT 1 FROM orders o \
         WHERE (o.customer_id = c.customer_id OR (o.buyer_key = k.nick_key AND k.nick_key <> '' AND o.platform = k.platform)) \
         AND o.created_at >= c.created_at) ORDER BY c.last_at, c.id LIMIT $2",
        args![since, limit as i64],
        |row| row.int(0).map(ConversationId::new),
    )
}

/// What a buyer heard from this engine lately.
fn heard(db: &dyn Engine, buyer: &str, now: Time) -> Result<Vec<Time>> {
    list(
        db,
        "SELECT at FROM reminders WHERE buyer = $1 AND buyer <> '' AND at > $2 ORDER BY at",
        args![buyer, now.minus(HEARD)],
        |row| row.int(0).map(Time::from_ms),
    )
}

fn exists(db: &dyn Engine, sql: &str, id: i64) -> Result<bool> {
    Ok(first(db, sql, args![id], |row| row.int(0))?.is_some())
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
