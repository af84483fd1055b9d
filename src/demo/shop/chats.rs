//! Chats with a history: some waiting since minutes, some since last night, some answered, most ended.

use crate::domain::{ChatState, MessageState, Sender, Span, Time, Zone};

use super::super::Dice;
use super::super::names::{GOODS, REGULARS, nick};
use super::talk::{self, Topic};
use super::{DemoShop, SHOPS, ShopSeed};

/// A message of a chat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageSeed {
    /// When.
    pub at: Time,
    /// Who wrote it.
    pub from: Sender,
    /// What.
    pub text: String,
    /// How far it has come.
    pub state: MessageState,
}

/// A chat.
#[derive(Clone, PartialEq, Debug)]
pub struct ChatSeed {
    /// The shop it belongs to.
    pub shop: ShopSeed,
    /// The channel's key of the customer: the nick.
    pub peer: String,
    /// The number of the order it is about.
    pub order: Option<String>,
    /// Where it stands.
    pub state: ChatState,
    /// Until when it is out of the way.
    pub snoozed_until: Option<Time>,
    /// Its messages, oldest first; never none.
    pub messages: Vec<MessageSeed>,
}

/// Why a chat is where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    WaitsNow,
    LeftLastNight,
    Answered,
    Snoozed,
    Ended,
}

impl DemoShop {
    /// The `nth` chat; those not ended come first.
    pub fn chat(&self, nth: u64) -> ChatSeed {
        let mut dice = Dice::of(self.seed, 3, nth);
        let buyer = self.chat_buyer(nth);
        let seed = buyer.map(|b| self.order(b));
        let good = seed.as_ref().map_or(GOODS[usize::try_from(nth % GOODS.len() as u64).unwrap_or(0)], |s| s.good);
        let sku = seed.as_ref().map_or(good.skus[0], |s| s.sku);
        let kind = self.kind(nth);
        let end = self.ends_at(kind, nth, &mut dice);
        let mean = i64::try_from(self.size.messages / self.size.chats.max(1)).unwrap_or(7).max(2);
        let count = if kind == Kind::WaitsNow {
            dice.between(1, 3.min(mean))
        } else {
            dice.between(mean / 2, mean * 3 / 2).max(1)
        };
        let topic = Topic { good, sku, voice: self.voice };
        let messages = history(&mut dice, kind, end, count, topic);
        ChatSeed {
            shop: seed.as_ref().map_or(SHOPS[2], |s| s.shop),
            peer: nick(buyer.unwrap_or_else(|| self.buyers() + nth)),
            order: seed.map(|s| s.order.number),
            state: match kind {
                Kind::WaitsNow | Kind::LeftLastNight => ChatState::Waiting,
                Kind::Answered => ChatState::Open,
                Kind::Snoozed => ChatState::Snoozed,
                Kind::Ended => ChatState::Resolved,
            },
            snoozed_until: (kind == Kind::Snoozed)
                .then(|| self.now.plus(Span::minutes(20 + i64::try_from(nth % 90).unwrap_or(0)))),
            messages,
        }
    }

    /// The buyer a chat is with, each at most once; nothing for a browser.
    pub(super) fn chat_buyer(&self, nth: u64) -> Option<u64> {
        let regulars = (REGULARS.len() as u64).min(self.buyers());
        if nth < regulars {
            return Some(nth);
        }
        let stride = ((self.buyers() - regulars) / self.size.chats.max(1)).max(1);
        let buyer = regulars + (nth - regulars) * stride;
        (nth % 8 != 7 && buyer < self.buyers()).then_some(buyer)
    }

    fn kind(&self, nth: u64) -> Kind {
        if nth >= self.size.open_chats {
            return Kind::Ended;
        }
        match nth % 11 {
            0 | 1 => Kind::WaitsNow,
            2..=4 => Kind::LeftLastNight,
            10 => Kind::Snoozed,
            _ => Kind::Answered,
        }
    }

    fn ends_at(&self, kind: Kind, nth: u64, dice: &mut Dice) -> Time {
        match kind {
            Kind::WaitsNow => self.now.minus(Span::secs(dice.between(8, 170))),
            Kind::Answered | Kind::Snoozed => self.now.minus(Span::minutes(dice.between(4, 200))),
            Kind::LeftLastNight => {
                let midnight = Zone::default().day_start(self.now);
                // At one in the morning "last night" is the evening before.
                midnight.plus(Span::minutes(dice.between(-70, 50))).min(self.now.minus(Span::minutes(6)))
            }
            Kind::Ended => {
                let (n, all) = (i128::from(nth + 1), i128::from(self.size.chats.max(1)));
                let age = i128::from(self.reach().ms()) * n / (all + 1);
                self.now.minus(Span::from_ms(i64::try_from(age).unwrap_or(0) + dice.between(0, 7_200_000)))
            }
        }
    }
}

/// Rounds of a buyer's few messages and an answer, ending at `end` with whoever `kind` says.
fn history(dice: &mut Dice, kind: Kind, end: Time, count: i64, topic: Topic) -> Vec<MessageSeed> {
    let waits = matches!(kind, Kind::WaitsNow | Kind::LeftLastNight);
    let mut messages = Vec::with_capacity(usize::try_from(count + 1).unwrap_or(8));
    // Written back to front: the last words first, each earlier one before them.
    let (mut at, mut left, mut by_buyer) = (end, count, waits);
    let mut run = dice.between(1, 2);
    while left > 0 || (!waits && messages.len() < 2) {
        let (from, state) =
            if by_buyer { (Sender::Customer, MessageState::Received) } else { (Sender::Agent, MessageState::Read) };
        let text = if by_buyer { talk::buyer(dice, topic) } else { talk::agent(dice, topic) };
        messages.push(MessageSeed { at, from, text, state });
        left -= 1;
        run -= 1;
        let gap = if run > 0 { dice.between(3, 20) } else { dice.between(8, 160) };
        at = at.minus(Span::secs(gap));
        if run <= 0 {
            if by_buyer && dice.chance(12) {
                at = at.minus(Span::hours(dice.between(5, 120)));
            }
            by_buyer = !by_buyer;
            run = if by_buyer { dice.between(1, 3) } else { dice.between(1, 2) };
        }
    }
    messages.reverse();
    // A chat begins with the buyer.
    while messages.len() > 1 && messages.first().is_some_and(|m| m.from == Sender::Agent) {
        messages.remove(0);
    }
    messages
}
