//! What a paste or a search box means, and the chat with an order's buyer.

use crate::app::msg::{Answer, Found};
use crate::channel::clipboard;
use crate::domain::paste::Pasted;
use crate::domain::{ChatState, Order, OrderId, Problem, RawText, SafeText, Span};
use crate::store::messages::{History, Peer, keep_history};
use crate::store::{Engine, conversations, customers, orders, search};

/// Within what a first answer is promised where nobody waits yet: it starts to count with the first message.
const ANSWER_WITHIN: Span = Span::minutes(3);

/// Looks up what was pasted. A kind that finds nothing is tried as the others, for a nick may look like a number.
pub(super) fn look_up(db: &dyn Engine, pasted: &Pasted) -> Result<Found, Problem> {
    match pasted {
        Pasted::Number(number) => match orders::by_number(db, number)?.as_slice() {
            [] => of_words(db, number),
            [order] => of_order(db, order),
            _ => Ok(Found::Orders(number.clone())),
        },
        Pasted::Tracking(text) | Pasted::PhoneTail(text) => of_words(db, text),
        Pasted::Nick(nick) => of_nick_or_words(db, nick),
        Pasted::Text(text) => of_nick_or_words(db, &text.to_line()),
        Pasted::Chat(chat) => of_nick(db, &chat.customer),
        Pasted::Nothing | Pasted::TooLong => Ok(Found::Nothing),
    }
}

/// A whole nick opens its buyer, however many orders name it; anything else is words.
fn of_nick_or_words(db: &dyn Engine, text: &str) -> Result<Found, Problem> {
    match of_nick(db, text)? {
        Found::Nothing => of_words(db, text),
        found => Ok(found),
    }
}

/// One order: its chat when it has one, else the order itself. Several: a search. None: a nick, then what was said.
fn of_words(db: &dyn Engine, text: &str) -> Result<Found, Problem> {
    let hits = search::find_orders(db, text, 2)?;
    match hits.as_slice() {
        [hit] => of_order(db, &hit.order),
        [_, ..] => Ok(Found::Orders(text.to_owned())),
        [] => match of_nick(db, text)? {
            Found::Nothing => {
                let said = search::find_messages(db, text, 1)?.into_iter().next();
                Ok(said.map_or(Found::Nothing, |hit| Found::Chat(hit.conversation)))
            }
            found => Ok(found),
        },
    }
}

fn of_order(db: &dyn Engine, order: &Order) -> Result<Found, Problem> {
    let chat = conversations::of_order(db, order.id, 1)?.into_iter().next();
    Ok(chat.map_or(Found::Order(order.id), |chat| Found::Chat(chat.id)))
}

fn of_nick(db: &dyn Engine, nick: &str) -> Result<Found, Problem> {
    for customer in customers::by_nick(db, nick, 8)? {
        if let Some(chat) = conversations::of_customer(db, customer.id, 1)?.into_iter().next() {
            return Ok(Found::Chat(chat.id));
        }
    }
    Ok(Found::Nothing)
}

/// The chat with the buyer of an order. Where there is none yet one is made on the clipboard channel of the platform:
/// the answer is written here and sent there by hand.
pub(super) fn buyer_chat(db: &dyn Engine, id: OrderId, number: String) -> Result<Answer, Problem> {
    let order = orders::expect(db, id)?;
    let chat = match conversations::of_order(db, id, 1)?.into_iter().next() {
        Some(chat) => chat.id,
        None => {
            let key = if order.buyer.is_empty() { SafeText::line(&order.number) } else { order.buyer.clone() };
            let channel = clipboard::name(order.platform);
            keep_history(
                db,
                &History {
                    peer: Peer {
                        channel: &channel,
                        platform: order.platform,
                        shop: Some(order.shop),
                        answer_within: ANSWER_WITHIN,
                    },
                    key: &key,
                    nick: &RawText::new(key.as_str()),
                    order: Some(&order.number),
                    state: ChatState::Open,
                    snoozed_until: None,
                    agent: None,
                    messages: &[],
                    text_follows: false,
                },
            )?
        }
    };
    Ok(Answer::Found(Pasted::Number(number), Found::Chat(chat)))
}
