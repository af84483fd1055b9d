//! Reads of one conversation with everything that stands beside it.

use super::basis::Basis;
use crate::app::msg::{ChatAsk, ChatPage, Draft};
use crate::domain::aftersale::Case;
use crate::domain::product::Card;
use crate::domain::promise::Promise;
use crate::domain::{Conversation, Message, Order, OrderLine, Problem, ProductId, Sender};
use crate::store::goods::{self, ChatWords};
use crate::store::{Engine, cases, conversations, customers, drafts, messages, orders, promises, shops};

/// How many of a customer's orders stand beside the chat.
const ORDERS: usize = 20;
/// How many of the customer's messages are looked through for a product.
const SAID: usize = 6;

/// The kinds under which the composer's text is kept: an answer, an internal note.
pub(super) const REPLY: &str = "reply";
/// See [`REPLY`].
pub(super) const NOTE: &str = "note";

/// The conversation; nothing when there is none of this id.
pub(super) fn chat(basis: &Basis, db: &dyn Engine, ask: &ChatAsk) -> Result<Option<ChatPage>, Problem> {
    let Some(chat) = conversations::by_id(db, ask.id)? else { return Ok(None) };
    let Some(customer) = customers::by_id(db, chat.customer)? else { return Ok(None) };
    let mut messages = messages::page(db, chat.id, None, ask.last.saturating_add(1))?;
    let more = messages.len() > ask.last;
    if more {
        messages.remove(0);
    }
    let orders = orders_of(db, &chat, ORDERS)?;
    let orders: Vec<(Order, Vec<OrderLine>)> = orders
        .into_iter()
        .map(|order| orders::lines(db, order.id).map(|lines| (order, lines)))
        .collect::<Result<_, _>>()?;
    let shop = chat.shop.or(orders.first().map(|(order, _)| order.shop));
    Ok(Some(ChatPage {
        shop: shop.map(|id| shops::by_id(db, id)).transpose()?.flatten(),
        more,
        customer,
        cases: cases_of(db, &chat, &orders)?,
        promises: promises_of(db, &chat, &orders)?,
        products: products_of(basis, db, &chat, &messages, &orders)?,
        draft: draft(db, &chat)?,
        messages,
        orders,
        chat,
    }))
}

/// The customer's orders, newest first, and the one the chat names even when it is not among them.
pub(super) fn orders_of(db: &dyn Engine, chat: &Conversation, most: usize) -> Result<Vec<Order>, Problem> {
    let mut found = orders::of_customer(db, chat.customer, most)?;
    if let Some(named) = chat.order
        && !found.iter().any(|order| order.id == named)
        && let Some(order) = orders::by_id(db, named)?
    {
        found.truncate(most - 1);
        found.push(order);
        found.sort_by_key(|order| std::cmp::Reverse(order.id));
    }
    Ok(found)
}

fn cases_of(db: &dyn Engine, chat: &Conversation, orders: &[(Order, Vec<OrderLine>)]) -> Result<Vec<Case>, Problem> {
    let mut found = cases::of_conversation(db, chat.id)?;
    for (order, _) in orders {
        found.extend(cases::of_order(db, order.id)?);
    }
    found.sort_by_key(|case| (!case.is_open(), std::cmp::Reverse(case.opened_at), case.id));
    found.dedup_by_key(|case| case.id);
    Ok(found)
}

fn promises_of(
    db: &dyn Engine,
    chat: &Conversation,
    orders: &[(Order, Vec<OrderLine>)],
) -> Result<Vec<Promise>, Problem> {
    let mut found = promises::of_conversation(db, chat.id)?;
    for (order, _) in orders {
        found.extend(promises::of_order(db, order.id)?);
    }
    found.retain(|promise| promise.done_at.is_none());
    found.sort_by_key(|promise| (promise.due_at, promise.id));
    found.dedup_by_key(|promise| promise.id);
    Ok(found)
}

/// The products the chat speaks of: by what the customer wrote last, else by the order it is about.
fn products_of(
    basis: &Basis,
    db: &dyn Engine,
    chat: &Conversation,
    messages: &[Message],
    orders: &[(Order, Vec<OrderLine>)],
) -> Result<Vec<Card>, Problem> {
    let said = messages.iter().rev().filter(|message| message.from == Sender::Customer).take(SAID);
    let said: Vec<&str> = said.map(|message| message.text.as_str()).collect();
    let order = chat.order.or(orders.first().map(|(order, _)| order.id));
    products(basis, db, &goods::named(db, ChatWords { messages: &said, order })?)
}

/// The cards of these products, with the notices that are near.
pub(super) fn products(basis: &Basis, db: &dyn Engine, ids: &[ProductId]) -> Result<Vec<Card>, Problem> {
    let now = basis.now();
    let mut cards = goods::cards(db, ids, now)?;
    if !cards.is_empty() {
        let notices = basis.notices();
        cards.iter_mut().for_each(|card| card.take_notices(&notices, now));
    }
    Ok(cards)
}

fn draft(db: &dyn Engine, chat: &Conversation) -> Result<Option<Draft>, Problem> {
    for (kind, note) in [(REPLY, false), (NOTE, true)] {
        if let Some(draft) = drafts::load(db, Some(chat.id), kind)? {
            return Ok(Some(Draft { text: draft.text, client_key: draft.client_key, note }));
        }
    }
    Ok(None)
}
