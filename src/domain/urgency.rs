//! The one most urgent thing of all: time to harm first, then the money at stake.
//!
//! Pure over the short lists the store gives. It only points; it never acts.

use std::cmp::Reverse;

use super::aftersale::{Case, OnTimeout, Party};
use super::id::{CaseId, ConversationId, OrderId, PromiseId};
use super::money::Money;
use super::time::{Span, Time};

/// Something that does harm when nobody acts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Urgent {
    /// What to open.
    pub what: Target,
    /// When the harm happens, or happened.
    pub harm_at: Time,
    /// The money at stake.
    pub stake: Option<Money>,
    /// What the harm is.
    pub why: Harm,
}

/// What `Space` goes to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// A chat.
    Chat(ConversationId),
    /// A case.
    Case(CaseId),
    /// An order.
    Order(OrderId),
    /// A promise.
    Promise(PromiseId),
}

/// The harm.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Harm {
    /// A customer waits past the promise.
    AnswerLate,
    /// The platform acts on a case; what it then does, where a rule says.
    CaseTimeout(Option<OnTimeout>),
    /// The platform has presumably acted already: look there.
    CaseCheck(Option<OnTimeout>),
    /// An unpaid order closes.
    OrderCloses,
    /// A paid order is shipped late.
    ShippedLate,
    /// A promise is broken.
    PromiseBroken,
}

/// How soon, in the steps that decide.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Soon {
    /// The limit has passed and every minute makes it worse, yet it can still be mended.
    Now,
    /// Within five minutes.
    Minutes,
    /// Within the hour.
    Hour,
    /// The harm has been done; it wants a look.
    Check,
    /// Within six hours.
    Shift,
    /// Within a day.
    Day,
    /// Later.
    Later,
}

impl Urgent {
    /// A chat that waits since `since`, promised an answer by `due_at`; `stake` is the buyer's order in view.
    pub fn chat(id: ConversationId, due_at: Time, stake: Option<Money>) -> Self {
        Self { what: Target::Chat(id), harm_at: due_at, stake, why: Harm::AnswerLate }
    }
    /// A case whose running clock goes against us; nothing for one that ends in our favour or has no clock.
    pub fn case(case: &Case, now: Time) -> Option<Self> {
        let clock = case.running().filter(|clock| clock.favours != Some(Party::Seller))?;
        let (harm_at, why) = if clock.is_presumed_over(now) {
            (clock.presume_at, Harm::CaseCheck(clock.on_timeout))
        } else {
            (clock.act_by, Harm::CaseTimeout(clock.on_timeout))
        };
        Some(Self { what: Target::Case(case.id), harm_at, stake: case.amount, why })
    }
    /// An unpaid order that closes at `closes_at`. Give only those that may be reminded of now.
    pub fn unpaid(id: OrderId, closes_at: Time, amount: Option<Money>) -> Self {
        Self { what: Target::Order(id), harm_at: closes_at, stake: amount, why: Harm::OrderCloses }
    }
    /// A paid order to be shipped by `ship_by`.
    pub fn to_ship(id: OrderId, ship_by: Time, amount: Option<Money>) -> Self {
        Self { what: Target::Order(id), harm_at: ship_by, stake: amount, why: Harm::ShippedLate }
    }
    /// A promise due at `due_at`.
    pub fn promise(id: PromiseId, due_at: Time, stake: Option<Money>) -> Self {
        Self { what: Target::Promise(id), harm_at: due_at, stake, why: Harm::PromiseBroken }
    }
    /// Time left until the harm; negative when it has happened.
    pub fn left(&self, now: Time) -> Span {
        self.harm_at.since(now)
    }
    /// How soon.
    pub fn soon(&self, now: Time) -> Soon {
        let left = self.left(now);
        let done = matches!(self.why, Harm::CaseCheck(_) | Harm::ShippedLate | Harm::OrderCloses);
        match left.ms() {
            _ if left.is_over() && done => Soon::Check,
            _ if left.is_over() => Soon::Now,
            ms if ms <= Span::minutes(5).ms() => Soon::Minutes,
            ms if ms <= Span::hours(1).ms() => Soon::Hour,
            ms if ms <= Span::hours(6).ms() => Soon::Shift,
            ms if ms <= Span::hours(24).ms() => Soon::Day,
            _ => Soon::Later,
        }
    }
    fn rank(&self, now: Time) -> (Soon, Reverse<i64>, Time, Target) {
        (self.soon(now), Reverse(self.stake.map_or(0, Money::hundredths)), self.harm_at, self.what)
    }
}

/// The most urgent of all, but for the thing in view; nothing when nothing does harm.
pub fn most_urgent(all: &[Urgent], now: Time, skip: Option<Target>) -> Option<Urgent> {
    all.iter().filter(|urgent| Some(urgent.what) != skip).min_by_key(|urgent| urgent.rank(now)).copied()
}

/// All of them, most urgent first.
pub fn ranked(mut all: Vec<Urgent>, now: Time) -> Vec<Urgent> {
    all.sort_by_key(|urgent| urgent.rank(now));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_ms(1_795_000_000_000);

    fn within(minutes: i64) -> Time {
        NOW.plus(Span::minutes(minutes))
    }
    fn yuan(n: i64) -> Option<Money> {
        Some(Money::fen(n * 100))
    }

    #[test]
    fn time_to_harm_comes_before_money_and_money_before_the_minute() {
        let all = vec![
            Urgent::unpaid(OrderId::new(1), within(600), yuan(9_999)),
            Urgent::chat(ConversationId::new(2), within(2), None),
            Urgent::chat(ConversationId::new(3), within(-3), None),
            Urgent::chat(ConversationId::new(4), within(-1), yuan(88)),
            Urgent::to_ship(OrderId::new(5), within(40), yuan(10)),
            Urgent::to_ship(OrderId::new(6), within(50), yuan(300)),
            Urgent::to_ship(OrderId::new(7), within(-50), yuan(5_000)),
        ];
        let order: Vec<i64> = ranked(all.clone(), NOW)
            .iter()
            .map(|u| match u.what {
                Target::Chat(id) => id.raw(),
                Target::Order(id) => id.raw(),
                _ => 0,
            })
            .collect();
        assert_eq!(order, [4, 3, 2, 6, 5, 7, 1]);
        let next = most_urgent(&all, NOW, Some(Target::Chat(ConversationId::new(4)))).map(|u| u.what);
        assert_eq!(next, Some(Target::Chat(ConversationId::new(3))));
    }

    #[test]
    fn what_is_late_for_good_does_not_hide_what_can_still_be_saved() {
        let late = Urgent::to_ship(OrderId::new(1), within(-600), yuan(100_000));
        let chat = Urgent::chat(ConversationId::new(2), within(-1), None);
        assert_eq!(most_urgent(&[late, chat], NOW, None), Some(chat));
    }

    #[test]
    fn with_nothing_to_do_there_is_nothing_urgent() {
        assert_eq!(most_urgent(&[], NOW, None), None);
    }
}
