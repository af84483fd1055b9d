//! The customer card, read over all accounts of a person.

use super::super::engine::{Arg, Engine, Result, args, list, number};
use super::super::{cases, conversations, messages, orders, promises, search, tickets};
use super::{PERSON, alike, person};
use crate::domain::aftersale::Case;
use crate::domain::card::Card;
use crate::domain::customer::{Account, Marks};
use crate::domain::promise::Promise;
use crate::domain::ticket::{Ticket, TicketState};
use crate::domain::{Conversation, Currency, Customer, CustomerId, Message, Money, Order, OrderId};

/// Orders on a card.
const ORDERS: usize = 20;
/// Chats on a card.
const CHATS: usize = 10;
/// Internal notes on a card.
const NOTES: usize = 6;

/// The card of the person an account belongs to.
pub fn card(db: &dyn Engine, id: CustomerId) -> Result<Card> {
    let accounts = person(db, id)?;
    let marks = accounts.iter().fold(Marks::default(), |all, account| all.with(account.marks.clone()));
    let orders = orders::of_customer(db, id, ORDERS)?;
    let chats = conversations::of_customer(db, id, CHATS)?;
    Ok(Card {
        marks,
        order_count: count(db, id)?,
        spend: spend(db, id)?,
        cases: cases_of(db, &orders)?,
        promises: promises_of(db, id, &orders)?,
        tickets: tickets_of(db, &orders)?,
        notes: notes_of(db, &chats)?,
        alike: alike(db, id)?,
        orders,
        chats,
        accounts,
    })
}

/// The card of an order's buyer who has no account yet: what their orders tell.
pub fn card_of_buyer(db: &dyn Engine, order: &Order) -> Result<Card> {
    let customer = Customer {
        id: CustomerId::new(0),
        platform: order.platform,
        external_id: order.buyer.to_string(),
        nick: order.buyer.clone(),
        do_not_contact: false,
        careful: false,
        note: None,
        created_at: order.created_at.unwrap_or(order.seen_at),
    };
    let same = "buyer_key = $1 AND buyer_key <> '' AND platform = $2";
    let (key, platform) = (search::key(&order.buyer), order.platform.code());
    let ids = list(
        db,
        &format!("SELECT id FROM orders WHERE {same} ORDER BY id DESC LIMIT $3"),
        args![&key, platform, ORDERS as i64],
        |row| row.int(0).map(OrderId::new),
    )?;
    let mut orders = Vec::new();
    for id in if ids.is_empty() { vec![order.id] } else { ids } {
        orders.extend(orders::by_id(db, id)?);
    }
    let count = number(db, &format!("SELECT count(*) FROM orders WHERE {same}"), args![&key, platform])?;
    Ok(Card {
        accounts: vec![Account { customer, marks: Marks::default() }],
        marks: Marks::default(),
        order_count: usize::try_from(count).unwrap_or(0).max(orders.len()),
        spend: sums(db, &format!("SELECT id FROM orders WHERE {same}"), args![&key, platform])?,
        cases: cases_of(db, &orders)?,
        promises: Vec::new(),
        tickets: tickets_of(db, &orders)?,
        chats: Vec::new(),
        notes: Vec::new(),
        alike: Vec::new(),
        orders,
    })
}

/// The person's orders: those named to be theirs, and those of their nicks.
fn theirs() -> String {
    format!(
        "SELECT id FROM orders WHERE customer_id IN {PERSON} UNION SELECT o.id FROM customers k JOIN orders o ON \
         o.buyer_key = k.nick_key AND (o.platform = k.platform OR (o.platform IN ('taobao', 'tmall') AND k.platform IN \
         ('taobao', 'tmall'))) WHERE k.id IN {PERSON} AND k.nick_key <> ''"
    )
}

fn count(db: &dyn Engine, id: CustomerId) -> Result<usize> {
    let count = number(db, &format!("SELECT count(*) FROM ({}) theirs", theirs()), args![id])?;
    Ok(usize::try_from(count).unwrap_or(0))
}

fn spend(db: &dyn Engine, id: CustomerId) -> Result<Vec<Money>> {
    sums(db, &theirs(), args![id])
}

/// What was paid less what went back for the orders `of` names, by currency.
fn sums(db: &dyn Engine, of: &str, values: &[Arg<'_>]) -> Result<Vec<Money>> {
    let found = list(
        db,
        &format!(
            "SELECT currency, SUM(COALESCE(paid, payable, 0) - COALESCE(refunded, 0)) FROM orders WHERE id IN ({of}) AND status IN \
             ('to_ship', 'part_shipped', 'shipped', 'success') GROUP BY currency ORDER BY 2 DESC"
        ),
        values,
        |row| Ok((Currency::parse(row.text(0)?), row.int(1)?)),
    )?;
    Ok(found.into_iter().filter_map(|(currency, sum)| Some(Money::new(sum, currency?))).collect())
}

fn tickets_of(db: &dyn Engine, orders: &[Order]) -> Result<Vec<Ticket>> {
    let mut found = Vec::new();
    for order in orders {
        found.extend(tickets::of_order(db, order.id)?);
    }
    found.retain(|ticket| ticket.state != TicketState::Closed);
    Ok(found)
}

fn cases_of(db: &dyn Engine, orders: &[Order]) -> Result<Vec<Case>> {
    let mut found = Vec::new();
    for order in orders {
        found.extend(cases::of_order(db, order.id)?);
    }
    found.sort_by_key(|case| (!case.is_open(), std::cmp::Reverse(case.opened_at), case.id));
    Ok(found)
}

fn promises_of(db: &dyn Engine, id: CustomerId, orders: &[Order]) -> Result<Vec<Promise>> {
    let mut found = Vec::new();
    for chat in conversations::of_customer(db, id, CHATS)? {
        found.extend(promises::of_conversation(db, chat.id)?);
    }
    for order in orders {
        found.extend(promises::of_order(db, order.id)?);
    }
    found.retain(|promise| promise.done_at.is_none());
    found.sort_by_key(|promise| (promise.due_at, promise.id));
    found.dedup_by_key(|promise| promise.id);
    Ok(found)
}

fn notes_of(db: &dyn Engine, chats: &[Conversation]) -> Result<Vec<Message>> {
    let mut found = Vec::new();
    for chat in chats {
        found.extend(messages::notes(db, chat.id, NOTES)?);
    }
    found.sort_by_key(|note| std::cmp::Reverse((note.at, note.id)));
    found.truncate(NOTES);
    Ok(found)
}
