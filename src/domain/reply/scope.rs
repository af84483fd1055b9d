//! When a reply fits: the order's state and the hour of the day.

use crate::domain::order::OrderStatus;

/// A set of order states, with "no order at all" as one of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Scope(u16);

const NO_ORDER: u16 = 1 << 15;

impl Scope {
    /// Whatever the order, and without one.
    pub const ANY: Scope = Scope(NO_ORDER | ORDERS);

    /// The set a word of a file stands for: a status code, `no_order`, `order` (any state), `any`, `before`
    /// (not placed or not paid), `waiting` (any of the three unpaid states), `paid`, `sent`.
    pub fn parse(word: &str) -> Option<Self> {
        use OrderStatus as S;
        Some(match word {
            "any" => Self::ANY,
            "order" => Scope(ORDERS),
            "no_order" => Scope(NO_ORDER),
            "waiting" => Self::of(&[S::Unpaid, S::DepositUnpaid, S::BalanceUnpaid]),
            "before" => Self::of(&[S::Unpaid, S::DepositUnpaid, S::BalanceUnpaid]).or(Scope(NO_ORDER)),
            "paid" => Self::of(&[S::ToShip, S::PartShipped, S::Shipped, S::Success]),
            "sent" => Self::of(&[S::PartShipped, S::Shipped]),
            code => Scope(bit(OrderStatus::parse(code)?)),
        })
    }
    /// The words [`Scope::parse`] knows beside the status codes.
    pub const WORDS: [&'static str; 7] = ["any", "order", "no_order", "waiting", "before", "paid", "sent"];
    /// Just these states.
    pub fn of(states: &[OrderStatus]) -> Self {
        Scope(states.iter().fold(0, |set, s| set | bit(*s)))
    }
    /// Both sets.
    pub const fn or(self, other: Scope) -> Self {
        Scope(self.0 | other.0)
    }
    /// True when the set holds the state; `None` is "no order". A state we do not know is in no set but the
    /// widest, for nothing can be said about it.
    pub fn fits(self, state: Option<OrderStatus>) -> bool {
        self.0 & state.map_or(NO_ORDER, bit) != 0
    }
    /// The states in it, "no order" first.
    pub fn states(self) -> impl Iterator<Item = Option<OrderStatus>> {
        std::iter::once(None).chain(OrderStatus::ALL.into_iter().map(Some)).filter(move |s| self.fits(*s))
    }
    /// How many states are in it, 0 to 10: the fewer, the better it says what the reply is for.
    pub const fn width(self) -> u32 {
        self.0.count_ones()
    }
}

const ORDERS: u16 = (1 << OrderStatus::ALL.len()) - 1;

fn bit(state: OrderStatus) -> u16 {
    OrderStatus::ALL.iter().position(|s| *s == state).map_or(0, |i| 1 << i)
}

/// A window of the day in whole hours, from the first to before the second; it may run over midnight.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hours {
    /// The first hour in it, 0 to 23.
    pub from: u8,
    /// The first hour after it, 0 to 24.
    pub to: u8,
}

impl Hours {
    /// Reads `22-8`, `0-24`; nothing for the rest.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let hours = Hours { from: from.trim().parse().ok()?, to: to.trim().parse().ok()? };
        (hours.from < 24 && hours.to <= 24 && hours.from != hours.to).then_some(hours)
    }
    /// True within the window.
    pub const fn holds(self, hour: u8) -> bool {
        if self.from < self.to { hour >= self.from && hour < self.to } else { hour >= self.from || hour < self.to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_may_run_over_midnight() {
        let night = Hours::parse("22-8").expect("hours");
        assert!([22, 23, 0, 7].into_iter().all(|h| night.holds(h)) && !night.holds(8) && !night.holds(21));
        assert!(["8", "24-8", "8-8", "a-b", "8-25"].iter().all(|bad| Hours::parse(bad).is_none()));
    }

    #[test]
    fn every_word_of_a_scope_is_known() {
        for word in Scope::WORDS.into_iter().chain(OrderStatus::ALL.map(OrderStatus::code)) {
            assert!(Scope::parse(word).is_some_and(|s| s.width() > 0), "{word}");
        }
        assert_eq!(Scope::ANY.states().count(), 10);
        assert!(!Scope::parse("paid").is_some_and(|s| s.fits(None) || s.fits(Some(OrderStatus::Unpaid))));
    }
}
