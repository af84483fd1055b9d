//! Conversations and messages, and the wait clock that orders the queue.

use super::id::{AgentId, ConversationId, CustomerId, MessageId, OrderId, ShopId};
use super::platform::Platform;
use super::safe_text::SafeText;
use super::time::{Span, Time};

/// Where a conversation stands (`cli.md`, chat).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChatState {
    /// 待回复: a customer's message has no answer yet.
    Waiting,
    /// 接待中: answered, not ended.
    Open,
    /// 稍后处理: out of the way until a time or a new message.
    Snoozed,
    /// 已解决.
    Resolved,
}

impl ChatState {
    /// All of them, as listed.
    pub const ALL: [ChatState; 4] = [ChatState::Waiting, ChatState::Open, ChatState::Snoozed, ChatState::Resolved];
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            ChatState::Waiting => "waiting",
            ChatState::Open => "open",
            ChatState::Snoozed => "snoozed",
            ChatState::Resolved => "resolved",
        }
    }
    /// The state of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Who wrote a message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sender {
    /// The buyer.
    Customer,
    /// One of us.
    Agent,
    /// An auto-reply; it does not answer a round.
    Bot,
    /// The platform.
    System,
    /// An internal note; never leaves the shop.
    Note,
}

impl Sender {
    /// All of them.
    pub const ALL: [Sender; 5] = [Sender::Customer, Sender::Agent, Sender::Bot, Sender::System, Sender::Note];
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            Sender::Customer => "customer",
            Sender::Agent => "agent",
            Sender::Bot => "bot",
            Sender::System => "system",
            Sender::Note => "note",
        }
    }
    /// The sender of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// How far a message has come. A rank, so that a late `delivered` cannot undo `read` (`channels.md` 3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MessageState {
    /// From the customer.
    Received,
    /// On the clipboard of a closed platform: not sent until marked or seen in a later paste.
    Copied,
    /// In the outbox; may be held for a few seconds.
    Queued,
    /// Handed to the channel under a lease.
    Sending,
    /// The channel took it.
    Sent,
    /// It reached the customer.
    Delivered,
    /// The customer read it.
    Read,
    /// The channel refused it.
    Failed,
    /// The channel may or may not have it: a person decides.
    Uncertain,
    /// Taken back.
    Recalled,
}

impl MessageState {
    /// All of them.
    pub const ALL: [MessageState; 10] = [
        MessageState::Received,
        MessageState::Copied,
        MessageState::Queued,
        MessageState::Sending,
        MessageState::Sent,
        MessageState::Delivered,
        MessageState::Read,
        MessageState::Failed,
        MessageState::Uncertain,
        MessageState::Recalled,
    ];
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            MessageState::Received => "received",
            MessageState::Copied => "copied",
            MessageState::Queued => "queued",
            MessageState::Sending => "sending",
            MessageState::Sent => "sent",
            MessageState::Delivered => "delivered",
            MessageState::Read => "read",
            MessageState::Failed => "failed",
            MessageState::Uncertain => "uncertain",
            MessageState::Recalled => "recalled",
        }
    }
    /// The state of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
    /// True when the message answers the customer, so the wait clock may stop. A copied one does not.
    pub const fn answers(self) -> bool {
        matches!(
            self,
            MessageState::Queued
                | MessageState::Sending
                | MessageState::Sent
                | MessageState::Delivered
                | MessageState::Read
        )
    }
}

/// A chat with one customer on one channel, as a queue row knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// The channel's name, such as `web`, `demo`, `clipboard:taobao`.
    pub channel: String,
    /// The platform behind the channel.
    pub platform: Platform,
    /// The shop, where it is known.
    pub shop: Option<ShopId>,
    /// The customer.
    pub customer: CustomerId,
    /// The customer's nick.
    pub nick: SafeText,
    /// Where it stands.
    pub state: ChatState,
    /// Who serves it.
    pub agent: Option<AgentId>,
    /// Messages of the customer not read yet.
    pub unread: i64,
    /// The first unanswered message: the clock follows it, not the last (`rules.md` 4.9).
    pub waiting_since: Option<Time>,
    /// When the promise of an answer breaks.
    pub due_at: Option<Time>,
    /// Until when it is out of the way.
    pub snoozed_until: Option<Time>,
    /// The last message.
    pub last_at: Time,
    /// Its text, one line.
    pub last_text: SafeText,
    /// Who wrote it.
    pub last_from: Sender,
    /// The order it is about, when known.
    pub order: Option<OrderId>,
    /// True when a text is being written.
    pub has_draft: bool,
    /// Rises with every change.
    pub version: i64,
}

impl Conversation {
    /// How long the customer has waited.
    pub fn waited(&self, now: Time) -> Option<Span> {
        self.waiting_since.map(|since| now.since(since))
    }
}

/// One message.
#[derive(Clone, PartialEq, Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The conversation it belongs to.
    pub conversation: ConversationId,
    /// Dense number within the conversation, from 1: the order that counts.
    pub seq: i64,
    /// When it was written, by the channel's word.
    pub at: Time,
    /// Who wrote it.
    pub from: Sender,
    /// Which agent, when one of us.
    pub agent: Option<AgentId>,
    /// What it says.
    pub text: SafeText,
    /// How far it has come.
    pub state: MessageState,
    /// The key made before the first try to send, for exactly-once.
    pub client_key: Option<String>,
    /// The code of the quick reply it came from.
    pub reply_code: Option<String>,
}
