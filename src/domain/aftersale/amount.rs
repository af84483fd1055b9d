//! How much may be refunded: never more than was paid, per order and per line.

use super::case::Case;
use super::words::Stage;
use crate::domain::money::MoneyError;
use crate::domain::{CaseId, Currency, Money, Order, OrderLine, OrderLineId, OrderStatus};

/// What was paid for one line, order freight aside.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LinePaid {
    /// The line.
    pub line: OrderLineId,
    /// What was paid for it.
    pub paid: Money,
}

/// What another case takes, or took, out of the order.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Taken {
    /// The case.
    pub case: CaseId,
    /// Its line; none when it is about the whole order.
    pub line: Option<OrderLineId>,
    /// Its amount. Closed cases take nothing and are not listed.
    pub amount: Money,
}

/// The money side of an order, as far as refunds need it. Cases that were closed are not in `taken`.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderMoney {
    /// What was paid for the whole order.
    pub paid: Money,
    /// Its lines.
    pub lines: Vec<LinePaid>,
    /// True while nothing has been shipped: freight then goes with the last line.
    pub nothing_shipped: bool,
    /// Every case not closed, this one included or not.
    pub taken: Vec<Taken>,
    /// What went back, as the platform tells, beyond what our cases know of.
    pub outside: Money,
}

impl OrderMoney {
    /// The money side of an order with all its cases; nothing when it is not known what was paid. Lines count only
    /// when each of them tells what was paid for it.
    pub fn of(order: &Order, lines: &[OrderLine], cases: &[Case]) -> Option<Self> {
        let shares: Option<Vec<_>> =
            lines.iter().map(|line| line.paid.map(|paid| LinePaid { line: line.id, paid })).collect();
        let taken = cases.iter().filter(|case| case.stage != Stage::Closed && case.kind.refunds());
        let back =
            cases.iter().filter(|case| matches!(case.stage, Stage::Done | Stage::Refunding) && case.kind.refunds());
        let known: i64 = back.filter_map(|case| case.amount).map(Money::minor).sum();
        let outside = order.refunded.map_or(0, |refunded| refunded.minor().saturating_sub(known).max(0));
        Some(Self {
            outside: Money::new(outside, order.currency),
            paid: order.paid?,
            lines: shares.unwrap_or_default(),
            nothing_shipped: order.status == OrderStatus::ToShip,
            taken: taken
                .filter_map(|case| Some(Taken { case: case.id, line: case.line, amount: case.amount? }))
                .collect(),
        })
    }

    /// The same, where `back` of what went back outside our cases is the refund that is told of now: the order's own row
    /// may have told of it first, and counting it twice would leave nothing for it.
    #[must_use]
    pub fn counting(mut self, back: Option<Money>) -> Self {
        let known = back.filter(|back| back.currency() == self.outside.currency()).map_or(0, Money::minor);
        let rest = self.outside.minor().saturating_sub(known).max(0);
        self.outside = Money::new(rest, self.outside.currency());
        self
    }
}

/// The most that `this` case may refund on `line` (or on the whole order). The order's freight goes with the last
/// line refunded, and only when nothing has shipped. Fails when currencies differ.
pub fn max_refund(order: &OrderMoney, line: Option<OrderLineId>, this: Option<CaseId>) -> Result<Money, MoneyError> {
    let currency = order.paid.currency();
    let others = || order.taken.iter().filter(|t| Some(t.case) != this);
    let taken = sum(currency, others().map(|t| t.amount))?.plus(order.outside)?;
    let left_order = at_least_zero(order.paid.minus(taken)?);
    let Some(line) = line else { return Ok(left_order) };
    let taken_on = |line: OrderLineId| sum(currency, others().filter(|t| t.line == Some(line)).map(|t| t.amount));
    let Some(paid) = order.lines.iter().find(|l| l.line == line).map(|l| l.paid) else { return Ok(left_order) };
    let left_line = at_least_zero(paid.minus(taken_on(line)?)?);
    let rest = order.paid.minus(sum(currency, order.lines.iter().map(|l| l.paid))?)?;
    let mut last = order.nothing_shipped;
    for other in order.lines.iter().filter(|l| l.line != line) {
        last &= taken_on(other.line)? == other.paid;
    }
    let cap = if last { at_least_zero(left_line.plus(rest)?) } else { left_line };
    Ok(if cap.minor() < left_order.minor() { cap } else { left_order })
}

/// What `pieces` of a line's `quantity` were paid with: whole minor units, the remainder with the last piece. A line is
/// refunded once, so pieces are always counted from none.
pub fn for_pieces(paid: Money, quantity: i64, pieces: i64) -> Money {
    if pieces >= quantity {
        return paid;
    }
    let share = i128::from(paid.minor()) * i128::from(pieces.max(0)) / i128::from(quantity.max(1));
    Money::new(i64::try_from(share).unwrap_or(0), paid.currency())
}

fn sum(currency: Currency, amounts: impl Iterator<Item = Money>) -> Result<Money, MoneyError> {
    amounts.into_iter().try_fold(Money::new(0, currency), Money::plus)
}

fn at_least_zero(amount: Money) -> Money {
    if amount.minor() < 0 { Money::new(0, amount.currency()) } else { amount }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(lines: &[i64], freight: i64, nothing_shipped: bool, taken: &[(i64, usize, i64)]) -> OrderMoney {
        OrderMoney {
            paid: Money::fen(lines.iter().sum::<i64>() + freight),
            lines: (1i64..)
                .zip(lines)
                .map(|(n, p)| LinePaid { line: OrderLineId::new(n), paid: Money::fen(*p) })
                .collect(),
            nothing_shipped,
            taken: taken
                .iter()
                .map(|(case, line, amount)| Taken {
                    case: CaseId::new(*case),
                    line: Some(OrderLineId::new(*line as i64)),
                    amount: Money::fen(*amount),
                })
                .collect(),
            outside: Money::fen(0),
        }
    }

    fn cap(order: &OrderMoney, line: i64, this: Option<i64>) -> i64 {
        max_refund(order, Some(OrderLineId::new(line)), this.map(CaseId::new)).expect("one currency").minor()
    }

    #[test]
    fn a_small_refund_elsewhere_leaves_the_second_line_its_own_price_only() {
        let order = order(&[10_000, 10_000], 1_000, true, &[(1, 1, 500)]);
        assert_eq!(cap(&order, 2, None), 10_000);
    }

    #[test]
    fn the_last_line_takes_the_freight_while_nothing_has_shipped() {
        assert_eq!(cap(&order(&[10_000, 10_000], 1_000, true, &[(1, 1, 10_000)]), 2, None), 11_000);
        assert_eq!(cap(&order(&[10_000, 10_000], 1_000, false, &[(1, 1, 10_000)]), 2, None), 10_000);
        assert_eq!(cap(&order(&[5_900], 600, true, &[]), 1, None), 6_500);
    }

    #[test]
    fn a_case_does_not_stand_in_its_own_way() {
        let order = order(&[5_900], 0, false, &[(7, 1, 5_900)]);
        assert_eq!(cap(&order, 1, Some(7)), 5_900);
        assert_eq!(cap(&order, 1, None), 0);
    }

    #[test]
    fn what_the_platform_paid_back_without_a_case_is_gone_too() {
        let order = OrderMoney { outside: Money::fen(4_000), ..order(&[5_900], 0, false, &[]) };
        assert_eq!(cap(&order, 1, None), 1_900);
    }

    #[test]
    fn pieces_add_up_to_the_line() {
        assert_eq!([1, 2, 3, 4].map(|n| for_pieces(Money::fen(1_000), 3, n).minor()), [333, 666, 1_000, 1_000]);
        assert_eq!(for_pieces(Money::fen(1_000), 0, 0).minor(), 1_000);
    }

    #[test]
    fn a_second_currency_is_refused() {
        let mut order = order(&[5_900], 0, false, &[(7, 1, 100)]);
        order.taken[0].amount = Money::new(100, Currency::parse("USD").expect("code"));
        assert_eq!(max_refund(&order, Some(OrderLineId::new(1)), None), Err(MoneyError::CurrencyMismatch));
    }

    proptest! {
        #[test]
        fn refunds_up_to_the_cap_never_exceed_what_was_paid(
            lines in prop::collection::vec(0i64..1_000_000, 1..6), freight in 0i64..5_000, nothing_shipped: bool,
            asks in prop::collection::vec((0usize..6, 0u8..=100), 0..30),
        ) {
            let mut order = order(&lines, freight, nothing_shipped, &[]);
            for (n, (line, share)) in asks.into_iter().enumerate() {
                let line = OrderLineId::new((line % lines.len()) as i64 + 1);
                let cap = max_refund(&order, Some(line), None).expect("one currency");
                prop_assert!(cap.minor() >= 0);
                let amount = Money::fen(cap.minor() * i64::from(share) / 100);
                order.taken.push(Taken { case: CaseId::new(n as i64), line: Some(line), amount });
                let total: i64 = order.taken.iter().map(|t| t.amount.minor()).sum();
                prop_assert!(total <= order.paid.minor());
            }
        }
    }
}
