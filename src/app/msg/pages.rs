//! What the panes show: a type for each answer.

use super::writes::AtShop;
use crate::domain::aftersale::compensation::Compensation;
use crate::domain::aftersale::{Case, Stage};
use crate::domain::customer::Customer;
use crate::domain::order_act::Intention;
use crate::domain::order_act::address::AddressCheck;
use crate::domain::product::Card;
use crate::domain::promise::Promise;
use crate::domain::reminder::ReminderKind;
use crate::domain::review::Review;
use crate::domain::review_case::ReviewCase;
use crate::domain::source::SourceFault;
use crate::domain::ticket::Ticket;
use crate::domain::worklog::LogEntry;
use crate::domain::{
    AgentId, Conversation, ConversationId, CustomerId, Message, Money, Order, OrderId, OrderLine, OrderStatus,
    QueryFault, Role, SafeText, Shop, SortKey, Time,
};

/// Counts and names for the header.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    /// Who acts.
    pub agent: SafeText,
    /// What buyers are told they are called; empty while nobody has said.
    pub agent_said: SafeText,
    /// What they may do.
    pub role: Option<Role>,
    /// The id of who acts.
    pub agent_id: Option<AgentId>,
    /// To whom a chat is escalated.
    pub lead: Option<SafeText>,
    /// All agents by id.
    pub agents: Vec<(AgentId, SafeText)>,
    /// The shops.
    pub shops: Vec<Shop>,
    /// Shops of closed platforms from which no chat has ever come: their number of chats is not known.
    pub unconnected: Vec<Shop>,
    /// Chats waiting for an answer.
    pub waiting: usize,
    /// Of these, past the promise.
    pub overdue: usize,
    /// Open cases.
    pub cases: usize,
    /// Of these, due within six hours.
    pub cases_due: usize,
    /// Log entries of today.
    pub logged: usize,
    /// When order data last came in.
    pub orders_seen_at: Option<Time>,
    /// Live order sources that fail, by name: since when, and why.
    pub broken_sources: Vec<(SafeText, Time, SourceFault)>,
    /// Live shops that are written to, by the names of their sources.
    pub written_shops: Vec<SafeText>,
    /// Writes to shops of which nobody knows whether they happened.
    pub unknown_writes: i64,
    /// Is this the first time today that this agent opened the program?
    pub first_today: bool,
}

/// Which chats the queue shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum QueueFilter {
    /// All that is not resolved.
    #[default]
    Active,
    /// Only who waits.
    Waiting,
    /// Only what was put off.
    Snoozed,
    /// Only what is resolved, newest first.
    Resolved,
}

/// A window of the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueAsk {
    /// Which chats.
    pub filter: QueueFilter,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
}

/// A row of the queue.
#[derive(Clone, PartialEq, Debug)]
pub struct QueueRow {
    /// The chat.
    pub chat: Conversation,
    /// The shop's tag.
    pub tag: SafeText,
    /// The order it is about, or the customer's latest.
    pub order: Option<(OrderStatus, Option<Money>)>,
    /// The stage of an open case of that order.
    pub case: Option<Stage>,
}

/// What [`Ask::Queue`](super::Ask::Queue) brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct QueuePage {
    /// The rows, in the queue's order.
    pub rows: Vec<QueueRow>,
    /// Rows in all under the filter.
    pub total: usize,
    /// Chats waiting.
    pub waiting: usize,
    /// Chats being served.
    pub open: usize,
}

/// The last `last` messages of a conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChatAsk {
    /// Which one.
    pub id: ConversationId,
    /// How many messages.
    pub last: usize,
}

/// A conversation on screen.
#[derive(Clone, PartialEq, Debug)]
pub struct ChatPage {
    /// The conversation.
    pub chat: Conversation,
    /// The shop's tag and name.
    pub shop: Option<Shop>,
    /// Its last messages, oldest first.
    pub messages: Vec<Message>,
    /// True when there are older ones.
    pub more: bool,
    /// The customer.
    pub customer: Customer,
    /// The customer's orders, newest first, with their lines.
    pub orders: Vec<(Order, Vec<OrderLine>)>,
    /// The customer's cases, open ones first.
    pub cases: Vec<Case>,
    /// Promises not kept yet.
    pub promises: Vec<Promise>,
    /// The products it speaks of, the surest first.
    pub products: Vec<Card>,
    /// The unsent text, with its key and whether it is a note.
    pub draft: Option<Draft>,
}

/// A text being written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// The key under which it will be sent, once.
    pub client_key: String,
    /// True for an internal note.
    pub note: bool,
}

/// Which orders a list shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum OrdersView {
    /// Those of the customer of a chat, and the one the chat names.
    Chat(ConversationId),
    /// All, newest first.
    #[default]
    All,
    /// All of one status.
    Status(OrderStatus),
    /// What a search finds, filters and the order of rows in it.
    Search(String),
    /// One alone: gone to from a case, the to-do list or a paste.
    One(OrderId),
}

/// A window of orders.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrdersAsk {
    /// Which orders.
    pub view: OrdersView,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
    /// In which order a customer's orders stand; the other views say so themselves.
    pub sort: Option<SortKey>,
    /// A row above the window that is known, and its place.
    pub after: Option<(usize, OrderId)>,
}

/// A row of an order list.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderRow {
    /// The order.
    pub order: Order,
    /// The shop's tag.
    pub tag: SafeText,
    /// How often its buyer was reminded to pay.
    pub reminded: i64,
}

/// What [`Ask::Orders`](super::Ask::Orders) brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OrdersPage {
    /// The rows.
    pub rows: Vec<OrderRow>,
    /// Rows in all.
    pub total: usize,
    /// True when there may be more than `total`.
    pub at_least: bool,
    /// What is wrong with the search; then nothing was looked for.
    pub fault: Option<QueryFault>,
    /// True when nothing was found and what is known of receivers is masked.
    pub masked: bool,
}

/// An order, whole.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderPage {
    /// The order.
    pub order: Order,
    /// Its shop.
    pub shop: Option<Shop>,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// Every message, note, step, oldest first.
    pub timeline: Vec<Happened>,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Its promises.
    pub promises: Vec<Promise>,
    /// What was noted to be done elsewhere, and what came of it.
    pub intentions: Vec<Intention>,
    /// Its tickets that are not worked off. One that stops the parcel stands for the act noted with it.
    pub tickets: Vec<Ticket>,
    /// How its address compares with what else is known.
    pub address: AddressCheck,
    /// What came of each reminder: when it was given, of what kind, and its outcome.
    pub reminded: Vec<(Time, ReminderKind, Option<SafeText>)>,
    /// The chat with its buyer.
    pub chat: Option<ConversationId>,
    /// Money given beside refunds, oldest first.
    pub compensations: Vec<Compensation>,
    /// What its buyer wrote about it, the newest first.
    pub reviews: Vec<Review>,
    /// The cases of these reviews.
    pub review_cases: Vec<ReviewCase>,
    /// What is written to its shop.
    pub at_shop: AtShop,
    /// When the platform takes it as received, and since when that stands still because a case is open.
    pub receipt: Option<(Time, Option<Time>)>,
    /// Its parcels.
    pub parcels: Vec<OrderParcel>,
    /// Where sources differ: the field, and what the one says that was not believed.
    pub conflicts: Vec<(SafeText, SafeText)>,
    /// True when the chat holds older messages than the timeline.
    pub more_messages: bool,
}

/// A parcel of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderParcel {
    /// Its tracking number.
    pub number: SafeText,
    /// The courier a file named; empty when none did.
    pub carrier: SafeText,
    /// Numbers of other orders in the same parcel.
    pub with: Vec<SafeText>,
}

/// One line of an order's timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct Happened {
    /// When.
    pub at: Time,
    /// By whom; empty for the platform.
    pub by: SafeText,
    /// A code word: `placed`, `paid`, `flag`, `memo`, `message`, ...
    pub what: SafeText,
    /// In words.
    pub text: SafeText,
}

/// A window of the work log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogAsk {
    /// What to search for; empty for the newest.
    pub query: String,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
}

/// What [`Ask::Log`](super::Ask::Log) brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LogPage {
    /// The entries, newest first.
    pub rows: Vec<LogEntry>,
    /// Rows in all.
    pub total: usize,
    /// Of these, today's.
    pub today: usize,
}

/// Whose card is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Of this account.
    Customer(CustomerId),
    /// Of an order's buyer, who may have no account yet.
    Buyer(OrderId),
}

/// What a lookup found.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// A customer's chat, with a message just taken in or not.
    Chat(ConversationId),
    /// An order.
    Order(OrderId),
    /// Several orders: shown as a search.
    Orders(String),
    /// Nothing.
    Nothing,
}
