//! What can be asked of the shop's data, and the answers that are more than one row.

mod orders;
mod vocabulary;
mod wants;

pub use orders::{CaseTest, OrderQuery, OrderTest, QueryFault, SortKey};
pub use vocabulary::Filter;
pub(in crate::domain) use vocabulary::LABELS;
pub use wants::OrderWants;

use super::conversation::MessageState;
use super::id::{AgentId, ConversationId, MessageId, OrderId, ShopId};
use super::order::{Order, OrderStatus};
use super::safe_text::SafeText;
use super::time::Time;
use super::zone::Zone;

/// Who does something, when by the event's word, and in which shift: what every write wants to know.
#[derive(Clone, PartialEq, Debug)]
pub struct By {
    /// The agent; nobody for the program itself.
    pub agent: Option<AgentId>,
    /// The event's time (`--now`); ids, leases and holds follow the real clock.
    pub at: Time,
    /// The shift's day, `2026-11-22`.
    pub shift: String,
}

impl By {
    /// An agent at an instant, in the shift of that day.
    pub fn new(agent: Option<AgentId>, at: Time, zone: Zone) -> Self {
        Self { agent, at, shift: zone.date(at) }
    }
}

/// How an order was found; the surer way comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Found {
    /// A number, tracking number, phone tail, nick or outer id as typed.
    Exact,
    /// One that starts so.
    Prefix,
    /// One that ends so.
    Tail,
    /// The words stand in buyer, receiver, titles, properties, memo or message.
    Text,
}

/// An order that was looked for.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderHit {
    /// It.
    pub order: Order,
    /// How it was found.
    pub how: Found,
}

/// A message that was looked for.
#[derive(Clone, PartialEq, Debug)]
pub struct MessageHit {
    /// Its id.
    pub id: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// Its place there.
    pub seq: i64,
    /// When it was written.
    pub at: Time,
    /// The customer's nick.
    pub nick: SafeText,
    /// Its text as one line.
    pub text: SafeText,
}

/// Which orders a list shows; newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrderFilter {
    /// Only this status.
    pub status: Option<OrderStatus>,
    /// Only this shop.
    pub shop: Option<ShopId>,
    /// Only older than the last row of the page before.
    pub below: Option<OrderId>,
}

/// Something that happened to an order.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderEvent {
    /// When.
    pub at: Time,
    /// Which of us, if any.
    pub by: Option<AgentId>,
    /// What, as a code word: `flag`, `memo`, `verify`, `status`, `remind`, ...
    pub what: SafeText,
    /// More about it.
    pub text: SafeText,
}

/// How many chats stand where.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct QueueCounts {
    /// Waiting for an answer.
    pub waiting: i64,
    /// Of those, past their time.
    pub overdue: i64,
    /// Answered, not ended.
    pub open: i64,
    /// Out of the way for a while.
    pub snoozed: i64,
}

/// A text while it is written. One per conversation and kind; kind `reply` is the composer's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The conversation; none for a draft that belongs to no chat.
    pub conversation: Option<ConversationId>,
    /// What it will be: `reply`, `note`, `log`, ...
    pub kind: String,
    /// The text as typed.
    pub text: String,
    /// The caret, in graphemes.
    pub caret: i64,
    /// The key the message will be sent with, made when the draft was begun.
    pub client_key: String,
    /// The quick reply it came from.
    pub reply_code: Option<String>,
    /// Placeholders that are filled or still missing, in the composer's own form.
    pub fill: Option<String>,
    /// Who writes.
    pub agent: Option<AgentId>,
    /// When it was last kept.
    pub saved_at: Time,
}

/// What became of a message that came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Receipt {
    /// It is stored.
    New {
        /// The conversation it went to.
        conversation: ConversationId,
        /// Its id.
        message: MessageId,
    },
    /// It was stored before.
    Known {
        /// The conversation it is in.
        conversation: ConversationId,
        /// True when the text differs from the one stored: the channel used an id twice.
        differs: bool,
    },
}

/// A message to be sent, as the outbox knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Outgoing {
    /// The outbox row.
    pub id: i64,
    /// The message.
    pub message: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// On which channel.
    pub channel: String,
    /// To whom.
    pub peer: String,
    /// The key that makes a second try harmless.
    pub client_key: String,
    /// What.
    pub text: String,
    /// How far it is.
    pub state: MessageState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it may be tried next.
    pub next_at: Time,
    /// Until when it can be taken back.
    pub hold_until: Option<Time>,
    /// What went wrong last.
    pub error: Option<SafeText>,
}

/// What an undo did.
#[derive(Clone, PartialEq, Debug)]
pub struct Undone {
    /// The act's code word: `flag`, `memo`, `assign`, ...
    pub what: String,
    /// Rows put back: table and id.
    pub rows: Vec<(String, i64)>,
    /// Rows that were left alone, and why.
    pub kept: Vec<(String, i64, Kept)>,
}

/// Why an act was not taken back.
#[derive(Clone, PartialEq, Debug)]
pub enum Kept {
    /// The row was changed since; an undo would overwrite that.
    Changed {
        /// By whom; nobody when it was an import or the program itself.
        by: Option<SafeText>,
    },
    /// The message has been sent.
    Sent,
    /// It has left for a live shop.
    AtShop,
    /// Something else is in the way.
    Problem(Box<super::Problem>),
}
