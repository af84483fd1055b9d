//! A customer's message comes in: once, with its customer and conversation, in one transaction.

use super::{New, body_hash, insert};
use crate::domain::channel::Incoming;
use crate::domain::{
    ConversationId, CustomerId, MessageId, MessageState, OrderId, Platform, Receipt, Sender, ShopId, Span,
};
use crate::store::conversations::rewait;
use crate::store::customers;
use crate::store::engine::{Engine, Result, args, first, number, write};
use crate::store::search::key;

/// Where a message came from, and how soon an answer is promised there.
#[derive(Clone, Copy, Debug)]
pub struct Peer<'a> {
    /// The channel's name.
    pub channel: &'a str,
    /// The platform behind it.
    pub platform: Platform,
    /// The shop, where it is known.
    pub shop: Option<ShopId>,
    /// The promised time to the first answer.
    pub answer_within: Span,
}

/// Stores a customer's message once, whatever happens and however often it comes; call it receipt only after this.
/// An ended or snoozed conversation opens again; the wait runs from the first message without an answer.
pub fn receive(db: &dyn Engine, peer: &Peer<'_>, incoming: &Incoming) -> Result<Receipt> {
    write(db, || {
        let known = first(
            db,
            "SELECT conversation_id, body_hash FROM messages WHERE channel = $1 AND external_id = $2",
            args![peer.channel, &incoming.external_id],
            |row| Ok((row.int(0)?, row.int(1)?)),
        )?;
        if let Some((conversation, hash)) = known {
            let differs = hash != body_hash(incoming.text.unclean());
            return Ok(Receipt::Known { conversation: ConversationId::new(conversation), differs });
        }
        let customer = customers::ensure(db, peer.platform, &incoming.peer, &incoming.name, incoming.at)?;
        let order = order_of(db, peer.platform, incoming.order.as_deref())?;
        let conversation = conversation(db, peer, incoming, customer, order)?;
        let new = New {
            conversation,
            channel: Some(peer.channel),
            external_id: Some(&incoming.external_id),
            at: incoming.at,
            from: Sender::Customer,
            agent: None,
            text: incoming.text.unclean(),
            state: MessageState::Received,
            client_key: None,
            reply_code: None,
            order,
        };
        let (message, _) = insert(db, &new)?;
        db.run(
            "UPDATE conversations SET unread = unread + 1, snoozed_until = NULL, order_id = COALESCE($2, order_id), \
             state = CASE WHEN state IN ('snoozed', 'resolved') THEN 'open' ELSE state END WHERE id = $1",
            args![conversation, order],
        )?;
        rewait(db, conversation)?;
        crate::store::tickets::hear_urge(db, conversation, customer, message, incoming.text.unclean(), incoming.at)?;
        Ok(Receipt::New { conversation, message: MessageId::new(message.raw()) })
    })
}

pub(super) fn order_of(db: &dyn Engine, platform: Platform, order: Option<&str>) -> Result<Option<OrderId>> {
    let Some(order) = order else { return Ok(None) };
    let id = first(
        db,
        "SELECT id FROM orders WHERE number = $1 ORDER BY CASE WHEN platform = $2 THEN 0 ELSE 1 END, id DESC LIMIT 1",
        args![order, platform.code()],
        |row| row.int(0),
    )?;
    Ok(id.map(OrderId::new))
}

pub(super) fn conversation(
    db: &dyn Engine,
    peer: &Peer<'_>,
    incoming: &Incoming,
    customer: CustomerId,
    order: Option<OrderId>,
) -> Result<ConversationId> {
    let found = first(
        db,
        "SELECT id FROM conversations WHERE channel = $1 AND peer = $2",
        args![peer.channel, &incoming.peer],
        |row| row.int(0),
    )?;
    if let Some(id) = found {
        db.run("UPDATE conversations SET answer_within = $2 WHERE id = $1", args![id, peer.answer_within.ms()])?;
        return Ok(ConversationId::new(id));
    }
    let buyer_key = key(incoming.name.unclean());
    let bought = order.is_some()
        || number(
            db,
            "SELECT count(*) FROM (SELECT 1 FROM orders WHERE buyer_key = $1 AND $1 <> '' AND platform = $2 LIMIT 1) found",
            args![&buyer_key, peer.platform.code()],
        )? > 0;
    let id = db.next_id()?;
    db.run(
        "INSERT INTO conversations (id, channel, peer, platform, shop_id, customer_id, state, answer_within, buyer_rank, last_at, \
         order_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, $9)",
        args![
            id,
            peer.channel,
            &incoming.peer,
            peer.platform.code(),
            peer.shop,
            customer,
            peer.answer_within.ms(),
            !bought,
            incoming.at,
            order
        ],
    )?;
    Ok(ConversationId::new(id))
}
