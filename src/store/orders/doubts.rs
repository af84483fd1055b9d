//! Where sources differ about an order.

use crate::domain::{Currency, Money, OrderId, SafeText};
use crate::store::engine::{Engine, Result, args, first};
use crate::store::payments;

/// What one source says of an order and was not believed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// The code word of the format it was read from; empty when that is not known.
    pub source: SafeText,
    /// `status`, `payable`, `paid`, `freight` or `refunded`.
    pub field: SafeText,
    /// The status word, or the amount as a decimal.
    pub value: SafeText,
}

/// What sources say differently of an order, the bill of the payments among them.
pub fn doubts(db: &dyn Engine, order: OrderId) -> Result<Vec<Doubt>> {
    let row = first(db, "SELECT conflict, currency, number FROM orders WHERE id = $1", args![order], |row| {
        let currency = Currency::parse(row.text(1)?).unwrap_or_default();
        Ok((row.opt_text(0)?.unwrap_or_default().to_owned(), currency, row.text(2)?.to_owned()))
    })?;
    let Some((column, currency, number)) = row else { return Ok(Vec::new()) };
    let mut found: Vec<Doubt> = column.split_whitespace().filter_map(|part| doubt(part, currency)).collect();
    if let Some(difference) = payments::difference(db, &number)? {
        found.push(Doubt {
            source: SafeText::line("alipay.bill"),
            field: SafeText::line("paid"),
            value: SafeText::line(&difference.came_in.to_string()),
        });
    }
    Ok(found)
}

/// The same as pairs of field and value.
pub fn conflicts(db: &dyn Engine, order: OrderId) -> Result<Vec<(String, String)>> {
    let pair = |doubt: Doubt| (doubt.field.as_str().to_owned(), doubt.value.as_str().to_owned());
    Ok(doubts(db, order)?.into_iter().map(pair).collect())
}

fn doubt(part: &str, currency: Currency) -> Option<Doubt> {
    let (source, claim) = part.split_once('/').unwrap_or(("", part));
    let (field, value) = claim.split_once(':')?;
    let amount = if field == "status" { None } else { value.parse::<i64>().ok() };
    let value = amount.map_or_else(|| value.to_owned(), |minor| Money::new(minor, currency).to_string());
    Some(Doubt { source: SafeText::line(source), field: SafeText::line(field), value: SafeText::line(&value) })
}
