//! Reading values of documents that others wrote: what is missing, null or of another kind is simply not there.

use serde_json::Value;

use crate::domain::{Currency, Money, RawText, Time};

/// The text at a pointer such as `/customer/name`; a number counts as its digits, null and absent as empty.
pub(super) fn text(value: &Value, at: &str) -> String {
    match value.pointer(at) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The same, as it was received.
pub(super) fn raw(value: &Value, at: &str) -> RawText {
    RawText::new(text(value, at))
}

/// The whole number at a pointer.
pub(super) fn int(value: &Value, at: &str) -> Option<i64> {
    value.pointer(at).and_then(Value::as_i64)
}

/// An amount that stands there in minor units.
pub(super) fn minor(value: &Value, at: &str, currency: Currency) -> Option<Money> {
    int(value, at).map(|minor| Money::new(minor, currency))
}

/// An amount that stands there as a decimal text.
pub(super) fn decimal(value: &Value, at: &str, currency: Currency) -> Option<Money> {
    let text = text(value, at);
    Money::parse(&text, currency).ok()
}

/// An instant that stands there in RFC 3339.
pub(super) fn time(value: &Value, at: &str) -> Option<Time> {
    Time::parse_rfc3339(&text(value, at))
}

/// An instant that stands there in UTC without saying so.
pub(super) fn utc(value: &Value, at: &str) -> Option<Time> {
    let text = text(value, at);
    Time::parse_rfc3339(&text).or_else(|| Time::parse_rfc3339(&format!("{text}Z")))
}

/// The list at a pointer; empty when there is none.
pub(super) fn list<'v>(value: &'v Value, at: &str) -> &'v [Value] {
    value.pointer(at).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The words that are not empty, with a separator between.
pub(super) fn joined(words: &[String], between: &str) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    words.join(between)
}

/// A word, or another where it is empty.
pub(super) fn first(word: String, other: impl FnOnce() -> String) -> String {
    if word.is_empty() { other() } else { word }
}

/// A stable number for a document (FNV-1a over its text): the same content has the same number.
pub(super) fn hash(value: &Value) -> i64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in value.to_string().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    i64::from_ne_bytes(hash.to_ne_bytes())
}

/// An instant as interfaces take it: `2026-11-22T01:00:00.000Z`, or without milliseconds and `Z`.
pub(super) fn stamp(at: Time, plain: bool) -> String {
    let whole = format!("{at:?}");
    if plain { whole.get(..19).unwrap_or_default().to_owned() } else { whole }
}
