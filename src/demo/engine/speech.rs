//! How a customer types: filling in what they know, and taking their time.

use crate::domain::Span;

use super::super::Dice;
use super::Cast;

/// A line with the customer's own things in it.
pub(super) fn filled(line: &str, who: &Cast) -> String {
    if !line.contains('{') {
        return line.to_owned();
    }
    line.replace("{item}", &who.item)
        .replace("{sku}", &who.sku)
        .replace("{order}", &who.order)
        .replace("{price}", &who.price)
        .replace("{address}", &who.address)
}

/// How long typing a text takes: a thumb on a phone, about five characters a second, 1 to 9 s.
pub(super) fn typing(dice: &mut Dice, text: &str) -> Span {
    let chars = i64::try_from(text.chars().count()).unwrap_or(40);
    Span::from_ms((700 + chars * dice.between(150, 260)).clamp(1000, 9000))
}
