//! Whether a text is a key of an order that is already at hand: the same keys, in the same order of sureness, as the indexes.

use super::{key, phone_tail};
use crate::domain::{Found, Order};
use crate::store::engine::{Engine, Result, args, list};

/// How `typed` is a key of the order; nothing when it is none. A phone counts by its tail or whole, and only where the file
/// has it clear.
pub(super) fn by_key(db: &dyn Engine, order: &Order, typed: &str) -> Result<Option<Found>> {
    let typed = typed.trim();
    if typed.contains(char::is_whitespace) || typed.is_empty() {
        return Ok(None);
    }
    let (wanted, upper) = (key(typed), typed.to_ascii_uppercase());
    let digits = typed.bytes().all(|b| b.is_ascii_digit());
    let mut own = vec![order.number.clone(), key(&order.buyer)];
    own.extend(order.tracking.iter().map(|number| number.to_ascii_uppercase()));
    own.extend(list(
        db,
        "SELECT outer_key FROM order_lines WHERE order_id = $1 AND outer_key <> '' ORDER BY id",
        args![order.id],
        |row| Ok(row.text(0)?.to_owned()),
    )?);
    let any = |test: &dyn Fn(&str) -> bool| own.iter().any(|key| test(key));
    let same = |own: &str| own == typed || own == wanted || own == upper;
    if any(&same) || digits && typed.len() == 11 && order.phone.starts_with(typed) {
        return Ok(Some(Found::Exact));
    }
    if digits && typed.len() == 4 && phone_tail(&order.phone) == typed {
        return Ok(Some(Found::Tail));
    }
    if any(&|own| own.starts_with(typed) || own.starts_with(&*wanted) || own.starts_with(&*upper)) {
        return Ok(Some(Found::Prefix));
    }
    let numbers = std::iter::once(order.number.as_str()).chain(order.tracking.iter().map(String::as_str));
    let mut tails = numbers.filter(|number| number.to_ascii_uppercase().ends_with(&upper));
    Ok((typed.is_ascii() && typed.len() >= 3 && tails.next().is_some()).then_some(Found::Tail))
}
