//! Money that came in or went out on an account, by the order it belongs to.

use super::engine::{Engine, Result, Row, args, first, list};
use super::rows::Cols;
use crate::domain::{Currency, Money, SafeText, Time};

/// One movement on an account.
#[derive(Clone, PartialEq, Debug)]
pub struct Payment {
    /// When.
    pub at: Time,
    /// What came in; below zero for what went out.
    pub amount: Money,
    /// The account's word for it, such as 在线支付.
    pub kind: SafeText,
    /// The account's remark.
    pub note: SafeText,
    /// The number of the payment.
    pub trade: SafeText,
    /// The code word of the format it was read from.
    pub source: String,
}

/// What came in for an order where that is not what the order says was paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What the bill has.
    pub came_in: Money,
    /// What the order has.
    pub paid: Money,
}

fn read(row: &dyn Row) -> Result<Payment> {
    let mut c = Cols::new(row);
    let (at, minor) = (c.time()?, c.int()?);
    let currency = c.currency()?;
    Ok(Payment {
        at,
        amount: Money::new(minor, currency),
        kind: c.line()?,
        note: c.line()?,
        trade: c.line()?,
        source: c.string()?,
    })
}

/// The movements of an order's number, oldest first.
pub fn of_order(db: &dyn Engine, number: &str) -> Result<Vec<Payment>> {
    list(
        db,
        "SELECT at, amount, currency, kind, note, trade, source FROM payments WHERE number = $1 AND number <> '' ORDER BY at, id",
        args![number],
        read,
    )
}

/// How the bill and an order differ. Nothing when no bill names the order, the order names no amount, or both agree;
/// they agree too when what went back before the money came in is left out.
pub fn difference(db: &dyn Engine, number: &str) -> Result<Option<Difference>> {
    if number.is_empty() {
        return Ok(None);
    }
    let order = first(
        db,
        "SELECT paid, refunded, currency FROM orders WHERE number = $1 AND paid IS NOT NULL ORDER BY source_rank, id LIMIT 1",
        args![number],
        |row| Ok((row.int(0)?, row.opt_int(1)?.unwrap_or(0), row.text(2)?.to_owned())),
    )?;
    let Some((paid, refunded, currency)) = order else { return Ok(None) };
    let incomes = list(
        db,
        "SELECT amount FROM payments WHERE number = $1 AND number <> '' AND amount > 0",
        args![number],
        |row| row.int(0),
    )?;
    let Some(came_in) = incomes.iter().try_fold(0i64, |sum, amount| sum.checked_add(*amount)) else { return Ok(None) };
    if incomes.is_empty() || came_in == paid || paid.checked_sub(refunded) == Some(came_in) {
        return Ok(None);
    }
    let currency = Currency::parse(&currency).unwrap_or_default();
    Ok(Some(Difference { came_in: Money::new(came_in, currency), paid: Money::new(paid, currency) }))
}
