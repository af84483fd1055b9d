//! The customer card: all that is known of a person, over all accounts that were merged.

use super::aftersale::Case;
use super::conversation::{Conversation, Message};
use super::customer::{Account, Alike, Marks};
use super::money::Money;
use super::order::Order;
use super::promise::Promise;
use super::ticket::Ticket;

/// The card.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// The accounts, the one the others are seen under first; never empty.
    pub accounts: Vec<Account>,
    /// What was set on any of them.
    pub marks: Marks,
    /// How many orders there are.
    pub order_count: usize,
    /// What was paid less what went back, by currency.
    pub spend: Vec<Money>,
    /// The latest orders, newest first.
    pub orders: Vec<Order>,
    /// Their cases, open ones first.
    pub cases: Vec<Case>,
    /// Promises not kept yet, the soonest first.
    pub promises: Vec<Promise>,
    /// Tickets that are not worked off.
    pub tickets: Vec<Ticket>,
    /// Chats, latest first.
    pub chats: Vec<Conversation>,
    /// Internal notes of those chats, newest first.
    pub notes: Vec<Message>,
    /// Other accounts that may be the same person.
    pub alike: Vec<Alike>,
}
