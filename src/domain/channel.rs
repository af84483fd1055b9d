//! The port of a channel: what it can do, what it tells, what it is asked (`docs/` has the external twin of it).
//!
//! An adapter runs on a thread of its own and never sees the store or the screen: it emits [`ChannelEvent`]s and
//! takes [`ChannelCommand`]s. Whoever runs it commits an event before anything counts it as received.

use super::facts::RefundFacts;
use super::safe_text::RawText;
use super::time::Time;

/// What a channel can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Caps {
    /// Sending twice under one key reaches the customer once; else a lost answer makes a message `uncertain`.
    pub idempotent_send: bool,
    /// Tells when a message reached the customer.
    pub delivered: bool,
    /// Tells when it was read.
    pub read: bool,
    /// kefu cannot send here at all: an answer is copied, and a person sends it (clipboard channel).
    pub copy_only: bool,
}

/// A message that came in.
#[derive(Clone, PartialEq, Debug)]
pub struct Incoming {
    /// The channel's own id of the message: stored once, whatever happens.
    pub external_id: String,
    /// The channel's key of the customer.
    pub peer: String,
    /// The customer's nick.
    pub name: RawText,
    /// What they wrote.
    pub text: RawText,
    /// When, by the channel's word.
    pub at: Time,
    /// The order number it is about, when the channel knows.
    pub order: Option<String>,
}

/// What a channel tells.
#[derive(Clone, PartialEq, Debug)]
pub enum ChannelEvent {
    /// A message came in.
    Message(Incoming),
    /// A buyer asked for a refund, a return or an exchange, or one of these went on: what the platform tells of it.
    Refund(Box<RefundFacts>),
    /// Everything before this is covered by the cursor.
    Cursor(String),
    /// A message we sent was taken: our key and the channel's id.
    Sent {
        /// The key given with the command.
        client_key: String,
        /// The channel's id of it.
        external_id: String,
    },
    /// A message we sent went further.
    Status {
        /// The key given with the command.
        client_key: String,
        /// How far.
        state: super::conversation::MessageState,
    },
    /// A message could not be sent.
    Refused {
        /// The key given with the command.
        client_key: String,
        /// Why, and what may be done.
        fault: Fault,
    },
}

/// What a channel is asked.
#[derive(Clone, PartialEq, Debug)]
pub enum ChannelCommand {
    /// Send a text.
    Send {
        /// Our key, made before the first try.
        client_key: String,
        /// To whom.
        peer: String,
        /// What.
        text: String,
    },
    /// End.
    Stop,
}

/// Why a channel did not do what it was asked (`channels.md` 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Try again, after so many milliseconds.
    Retry(u64),
    /// Never.
    Fatal(String),
    /// Sign in again; the whole channel rests.
    Auth(String),
    /// Too late or too many by the channel's own rule.
    Window(String),
    /// It may or may not have happened.
    Uncertain,
}
