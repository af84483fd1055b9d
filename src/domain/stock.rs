//! Pieces in stock, and how long a count may be told to a buyer.

use super::reply::STOCK_AGE_MAX;
use super::safe_text::SafeText;
use super::time::{Span, Time};

/// Pieces of one code in one warehouse.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stock {
    /// Where; empty when the sheet does not say.
    pub warehouse: SafeText,
    /// Pieces that can be sold; below 0 when more were sold than there are.
    pub quantity: i64,
    /// When they were counted.
    pub counted_at: Time,
}

/// What may be said of stock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// Nobody has counted it.
    Unknown,
    /// Counted lately enough to be told.
    Fresh {
        /// Pieces in all warehouses.
        pieces: i64,
        /// The oldest of the counts behind them.
        counted_at: Time,
    },
    /// Counted too long ago to be told to a buyer.
    Old {
        /// Pieces in all warehouses.
        pieces: i64,
        /// The oldest of the counts behind them.
        counted_at: Time,
    },
}

impl Told {
    /// The pieces and when they were counted, however old.
    pub fn count(self) -> Option<(i64, Time)> {
        match self {
            Told::Unknown => None,
            Told::Fresh { pieces, counted_at } | Told::Old { pieces, counted_at } => Some((pieces, counted_at)),
        }
    }
    /// True when the count is too old to be told.
    pub fn is_old(self) -> bool {
        matches!(self, Told::Old { .. })
    }
    /// How old the count is.
    pub fn age(self, now: Time) -> Option<Span> {
        self.count().map(|(_, at)| now.since(at))
    }
}

/// What may be said of these counts together: as old as the oldest of them. A count of the future is of now.
pub fn told(stock: &[Stock], now: Time) -> Told {
    let Some(counted_at) = stock.iter().map(|s| s.counted_at).min() else { return Told::Unknown };
    let pieces = stock.iter().map(|s| s.quantity.max(0)).fold(0, i64::saturating_add);
    if now.since(counted_at) <= STOCK_AGE_MAX {
        Told::Fresh { pieces, counted_at }
    } else {
        Told::Old { pieces, counted_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(quantity: i64, hours_ago: i64) -> Stock {
        Stock { warehouse: SafeText::default(), quantity, counted_at: NOW.minus(Span::hours(hours_ago)) }
    }

    const NOW: Time = Time::from_ms(1_795_000_000_000);

    #[test]
    fn a_count_is_as_old_as_its_oldest_part() {
        assert_eq!(told(&[], NOW), Told::Unknown);
        assert_eq!(told(&[count(3, 1), count(4, 2)], NOW).count().map(|c| c.0), Some(7));
        assert!(!told(&[count(3, 4)], NOW).is_old());
        assert!(told(&[count(3, 1), count(4, 5)], NOW).is_old());
    }

    #[test]
    fn an_oversold_code_takes_nothing_from_the_others() {
        assert_eq!(told(&[count(3, 1), count(-2, 1)], NOW).count().map(|c| c.0), Some(3));
    }
}
