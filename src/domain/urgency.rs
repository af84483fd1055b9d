//! The one most urgent thing of all: time to harm first, then the money at stake.
//!
//! Pure over the short lists the store gives. It only points; it never acts.

use std::cmp::Reverse;

use super::aftersale::{Case, OnTimeout, Party};
use super::id::{CaseId, ConversationId, OrderId, PromiseId, TicketId};
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
    /// An internal ticket.
    Ticket(TicketId),
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
    /// A parcel on its way stands still.
    ParcelStalled,
    /// A ticket is answered late, or its answer waits to be passed on.
    TicketDue,
}

/// What weighs how much: the points of a thing are those of its band, of its kind and of the money at stake.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights {
    /// Points by [`Soon`], from [`Soon::Now`] to [`Soon::Later`].
    pub bands: [i64; 7],
    /// Points of a chat, a case, a case to check, an unpaid order, a late shipment, a stalled parcel, a promise, a ticket.
    pub kinds: [i64; 8],
    /// One point for so many hundredths of the currency's unit.
    pub hundredths: i64,
    /// The most points for money.
    pub most: i64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { bands: [7000, 6000, 5000, 4000, 3000, 2000, 1000], kinds: [0; 8], hundredths: 100, most: 900 }
    }
}

impl Weights {
    /// The points of a thing as of `now`.
    pub fn points(&self, urgent: &Urgent, now: Time) -> i64 {
        let kind = match urgent.why {
            Harm::AnswerLate => 0,
            Harm::CaseTimeout(_) => 1,
            Harm::CaseCheck(_) => 2,
            Harm::OrderCloses => 3,
            Harm::ShippedLate => 4,
            Harm::ParcelStalled => 5,
            Harm::PromiseBroken => 6,
            Harm::TicketDue => 7,
        };
        let money = urgent.stake.map_or(0, |stake| stake.hundredths().max(0) / self.hundredths.max(1)).min(self.most);
        self.bands[urgent.soon(now) as usize] + self.kinds[kind] + money
    }
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

impl Soon {
    /// Where one step of the time left ends and the next begins, the nearest first; the last step has no end.
    pub const ENDS: [Span; 5] = [Span::ZERO, Span::minutes(5), Span::hours(1), Span::hours(6), Span::hours(24)];
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
    /// A parcel without a scan that was to move on by `moves_by`.
    pub fn stalled(id: OrderId, moves_by: Time, amount: Option<Money>) -> Self {
        Self { what: Target::Order(id), harm_at: moves_by, stake: amount, why: Harm::ParcelStalled }
    }
    /// A ticket due at `due_at`.
    pub fn ticket(id: TicketId, due_at: Time) -> Self {
        Self { what: Target::Ticket(id), harm_at: due_at, stake: None, why: Harm::TicketDue }
    }
    /// Time left until the harm; negative when it has happened.
    pub fn left(&self, now: Time) -> Span {
        self.harm_at.since(now)
    }
    /// How soon.
    pub fn soon(&self, now: Time) -> Soon {
        let left = self.left(now);
        let done = matches!(self.why, Harm::CaseCheck(_) | Harm::ShippedLate | Harm::OrderCloses | Harm::ParcelStalled);
        match left.ms() {
            _ if left.is_over() && done => Soon::Check,
            _ if left.is_over() => Soon::Now,
            ms if ms <= Soon::ENDS[1].ms() => Soon::Minutes,
            ms if ms <= Soon::ENDS[2].ms() => Soon::Hour,
            ms if ms <= Soon::ENDS[3].ms() => Soon::Shift,
            ms if ms <= Soon::ENDS[4].ms() => Soon::Day,
            _ => Soon::Later,
        }
    }
    fn rank(&self, weights: &Weights, now: Time) -> (Reverse<i64>, Time, Target) {
        (Reverse(weights.points(self, now)), self.harm_at, self.what)
    }
}

/// The most urgent of all, but for the thing in view; nothing when nothing does harm.
pub fn most_urgent(all: &[Urgent], weights: &Weights, now: Time, skip: Option<Target>) -> Option<Urgent> {
    all.iter().filter(|urgent| Some(urgent.what) != skip).min_by_key(|urgent| urgent.rank(weights, now)).copied()
}

/// All of them, most urgent first.
pub fn ranked(mut all: Vec<Urgent>, weights: &Weights, now: Time) -> Vec<Urgent> {
    all.sort_by_key(|urgent| urgent.rank(weights, now));
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
        let order: Vec<i64> = ranked(all.clone(), &Weights::default(), NOW)
            .iter()
            .map(|u| match u.what {
                Target::Chat(id) => id.raw(),
                Target::Order(id) => id.raw(),
                _ => 0,
            })
            .collect();
        assert_eq!(order, [4, 3, 2, 6, 5, 7, 1]);
        let next =
            most_urgent(&all, &Weights::default(), NOW, Some(Target::Chat(ConversationId::new(4)))).map(|u| u.what);
        assert_eq!(next, Some(Target::Chat(ConversationId::new(3))));
    }

    #[test]
    fn what_is_late_for_good_does_not_hide_what_can_still_be_saved() {
        let late = Urgent::to_ship(OrderId::new(1), within(-600), yuan(100_000));
        let chat = Urgent::chat(ConversationId::new(2), within(-1), None);
        assert_eq!(most_urgent(&[late, chat], &Weights::default(), NOW, None), Some(chat));
    }

    proptest::proptest! {
        /// More points for one kind never put a thing of that kind lower, and leave the order of all others as it was.
        #[test]
        fn a_weight_moves_only_what_it_names(
            things in proptest::collection::vec((0_usize..3, -500_i64..3000, 0_i64..2000), 1..30), more in 0_i64..9000,
        ) {
            let all: Vec<Urgent> = (1_i64..).zip(&things).map(|(n, (kind, minutes, money))| match kind {
                0 => Urgent::chat(ConversationId::new(n), within(*minutes), yuan(*money)),
                1 => Urgent::to_ship(OrderId::new(n), within(*minutes), yuan(*money)),
                _ => Urgent::promise(PromiseId::new(n), within(*minutes), yuan(*money)),
            }).collect();
            let plain = Weights::default();
            let mut heavier = plain;
            heavier.kinds[0] += more;
            let (before, after) = (ranked(all.clone(), &plain, NOW), ranked(all.clone(), &heavier, NOW));
            let is_chat = |u: &&Urgent| matches!(u.what, Target::Chat(_));
            let (a, b): (Vec<_>, Vec<_>) = (before.iter().filter(is_chat).collect(), after.iter().filter(is_chat).collect());
            proptest::prop_assert_eq!(a, b);
            let (a, b): (Vec<_>, Vec<_>) =
                (before.iter().filter(|u| !is_chat(u)).collect(), after.iter().filter(|u| !is_chat(u)).collect());
            proptest::prop_assert_eq!(a, b);
            for chat in before.iter().filter(is_chat) {
                let place = |list: &[Urgent]| list.iter().position(|u| u.what == chat.what);
                proptest::prop_assert!(place(&after) <= place(&before));
            }
            let mut turned = all;
            turned.reverse();
            proptest::prop_assert_eq!(ranked(turned, &plain, NOW), before);
        }
    }

    #[test]
    fn with_nothing_to_do_there_is_nothing_urgent() {
        assert_eq!(most_urgent(&[], &Weights::default(), NOW, None), None);
    }
}
