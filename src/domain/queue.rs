//! The order of the chat queue, and the wait clock behind it.
//!
//! Time bands first (overdue, under a minute left, the rest); within a band buyers with an order stand before
//! browsers, and whoever waits longest stands on top. Below them who has been answered, newest first, then who is
//! out of the way.

use std::cmp::Reverse;

use super::conversation::{ChatState, Conversation, Message, MessageState, Sender};
use super::id::ConversationId;
use super::time::{Span, Time};

/// What the shop promises, and when it grows uneasy.
#[derive(Clone, PartialEq, Debug)]
pub struct WaitRules {
    /// Within this time a customer is promised an answer.
    pub promise: Span,
    /// With less than this left a chat stands in a band of its own.
    pub soon: Span,
    /// After these waits the slow-answer alert rises by a step.
    pub ladder: Vec<Span>,
}

impl Default for WaitRules {
    /// Three minutes, as Taobao's rate counts; a minute; alerts at 30, 60, 100 and 180 seconds.
    fn default() -> Self {
        Self {
            promise: Span::minutes(3),
            soon: Span::secs(60),
            ladder: [30, 60, 100, 180].into_iter().map(Span::secs).collect(),
        }
    }
}

impl WaitRules {
    /// When the promise of an answer breaks.
    pub fn due_at(&self, waiting_since: Time) -> Time {
        waiting_since.plus(self.promise)
    }
    /// How many steps of the slow-answer alert a wait has passed, 0 to the ladder's length.
    pub fn alert(&self, waited: Span) -> usize {
        self.ladder.iter().filter(|step| waited >= **step).count()
    }
    /// How much of the promised time is left, as a colour.
    pub fn heat(&self, due_at: Time, now: Time) -> Heat {
        let left = due_at.since(now);
        if left.is_over() {
            Heat::Over
        } else if left < self.soon {
            Heat::Hot
        } else if left.ms() * 2 <= self.promise.ms() {
            Heat::Warm
        } else {
            Heat::Cool
        }
    }
    fn band(&self, due_at: Time, now: Time) -> Band {
        match self.heat(due_at, now) {
            Heat::Over => Band::Overdue,
            Heat::Hot => Band::Soon,
            Heat::Warm | Heat::Cool => Band::Rest,
        }
    }
}

/// How much of the promised time is left.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Heat {
    /// More than half.
    Cool,
    /// Half or less.
    Warm,
    /// Less than a minute.
    Hot,
    /// None: the promise is broken.
    Over,
}

/// A time band of the queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Band {
    /// The promise is broken.
    Overdue,
    /// Less than a minute left.
    Soon,
    /// The rest.
    Rest,
}

/// What the queue needs to know of a chat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QueueFacts {
    /// The chat.
    pub id: ConversationId,
    /// Where it stands.
    pub state: ChatState,
    /// Its first unanswered message.
    pub waiting_since: Option<Time>,
    /// When the promise breaks; by the rules when the row has none.
    pub due_at: Option<Time>,
    /// Until when it is out of the way.
    pub snoozed_until: Option<Time>,
    /// True when the buyer has a paid or unpaid order.
    pub has_order: bool,
    /// The last message.
    pub last_at: Time,
}

impl QueueFacts {
    /// What the queue needs of a conversation; `has_order` is known from the buyer's orders.
    pub fn of(chat: &Conversation, has_order: bool) -> Self {
        Self {
            id: chat.id,
            state: chat.state,
            waiting_since: chat.waiting_since,
            due_at: chat.due_at,
            snoozed_until: chat.snoozed_until,
            has_order,
            last_at: chat.last_at,
        }
    }
}

/// A chat's place in the queue: the smallest stands on top. No two chats share one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    part: Part,
    buyers_first: Reverse<bool>,
    at: i64,
    id: ConversationId,
}

/// The part of the queue a chat stands in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Waits for an answer.
    Waiting(Band),
    /// Has been answered.
    Answered,
    /// Out of the way until later.
    Snoozed,
    /// Resolved.
    Resolved,
}

impl Place {
    /// Where `chat` stands at `now`.
    pub fn of(chat: &QueueFacts, rules: &WaitRules, now: Time) -> Self {
        let asleep = chat.state == ChatState::Snoozed && chat.snoozed_until.is_none_or(|until| until > now);
        let (part, buyers_first, at) = match (chat.state, chat.waiting_since) {
            _ if asleep => (Part::Snoozed, false, chat.snoozed_until.unwrap_or(chat.last_at).ms()),
            (ChatState::Resolved, _) => (Part::Resolved, false, -chat.last_at.ms()),
            (_, Some(since)) => {
                let due_at = chat.due_at.unwrap_or(rules.due_at(since));
                (Part::Waiting(rules.band(due_at, now)), chat.has_order, since.ms())
            }
            (_, None) => (Part::Answered, false, -chat.last_at.ms()),
        };
        Self { part, buyers_first: Reverse(buyers_first), at, id: chat.id }
    }
    /// The part of the queue it is in; the line on screen runs below the waiting.
    pub const fn part(&self) -> Part {
        self.part
    }
}

/// Puts chats in queue order.
pub fn sort<T>(chats: &mut [T], rules: &WaitRules, now: Time, facts: impl Fn(&T) -> QueueFacts) {
    chats.sort_by_cached_key(|chat| Place::of(&facts(chat), rules, now));
}

/// The most urgent chat that waits, but for those in `skip` (the one in view).
pub fn most_urgent<'a, T>(
    chats: &'a [T],
    rules: &WaitRules,
    now: Time,
    facts: impl Fn(&T) -> QueueFacts,
    skip: Option<ConversationId>,
) -> Option<&'a T> {
    chats
        .iter()
        .map(|chat| (facts(chat), chat))
        .filter(|(f, _)| Some(f.id) != skip)
        .map(|(f, chat)| (Place::of(&f, rules, now), chat))
        .filter(|(place, _)| matches!(place.part, Part::Waiting(_)))
        .min_by_key(|(place, _)| *place)
        .map(|(_, chat)| chat)
}

/// The wait clock, fed with a chat's messages in order: it starts at the first unanswered message of the customer,
/// further messages do not restart it, and only an answer of one of us that has really left stops it. A copied
/// answer does not, nor an auto-reply, a system text, a note, or an answer that failed or was taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WaitClock {
    since: Option<Time>,
}

impl WaitClock {
    /// A clock that already runs, or does not.
    pub const fn new(since: Option<Time>) -> Self {
        Self { since }
    }
    /// The next message.
    pub fn hear(&mut self, from: Sender, state: MessageState, at: Time) {
        match from {
            Sender::Customer if state != MessageState::Recalled => self.since = self.since.or(Some(at)),
            Sender::Agent if state.answers() => self.since = None,
            _ => {}
        }
    }
    /// Since when the customer waits.
    pub const fn since(self) -> Option<Time> {
        self.since
    }
    /// The clock of a whole chat, oldest message first.
    pub fn of<'a>(messages: impl IntoIterator<Item = &'a Message>) -> Self {
        messages.into_iter().fold(Self::default(), |mut clock, m| {
            clock.hear(m.from, m.state, m.at);
            clock
        })
    }
}

#[cfg(test)]
mod tests;
