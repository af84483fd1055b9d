//! One cell: what Excel, exporters and people put around ids, amounts and times, taken off again.

mod time;

pub use time::{time, time_in};

use crate::domain::{Currency, Money};

/// A cell without guards, blanks and the many spellings of "nothing" (`null`, `'null`, `-`, `无`, `nan`).
pub fn text(cell: &str) -> &str {
    let bare = unguarded(cell).0;
    if is_nothing(bare) { "" } else { bare }
}

/// A cell without the guard put around digits (`="123"`, `=123`, `'123`, TABs) and whether there was one: a
/// guarded number was never rounded by a spreadsheet.
pub fn unguarded(cell: &str) -> (&str, bool) {
    let trimmed = cell.trim_matches(is_blank);
    let tabbed = cell.len() != trimmed.len() && cell.contains('\t');
    if let Some(rest) = trimmed.strip_prefix('=') {
        let inner = rest.trim_matches(is_blank);
        let inner = inner.strip_prefix('"').unwrap_or(inner);
        return (inner.strip_suffix('"').unwrap_or(inner).trim_matches(is_blank), true);
    }
    match trimmed.strip_prefix('\'') {
        Some(rest) => (rest.trim_matches(is_blank), true),
        None => (trimmed, tabbed),
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\0' | '\u{a0}' | '\u{3000}' | '\u{feff}')
}

fn is_nothing(text: &str) -> bool {
    match text.len() {
        0 => true,
        1 => text == "-",
        2 => text == "--",
        3 => text == "无" || text.eq_ignore_ascii_case("nan"),
        4 => text.eq_ignore_ascii_case("null") || text.eq_ignore_ascii_case("none"),
        _ => false,
    }
}

/// What a cell says of an order or refund number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Id<'a> {
    /// Nothing.
    Missing,
    /// A whole number, as text.
    Good(&'a str),
    /// A number a spreadsheet has rounded (`4.00E+18`), or no number at all.
    Damaged(&'a str),
    /// Digits that end in zeros from the sixteenth on, without a guard: rounded, unless the file shows otherwise.
    Doubtful(&'a str),
}

/// Reads a number of 6 to 32 digits, kept as text.
pub fn id(cell: &str) -> Id<'_> {
    let (bare, guarded) = unguarded(cell);
    if is_nothing(bare) {
        return Id::Missing;
    }
    let bytes = bare.as_bytes();
    if !bytes.iter().all(u8::is_ascii_digit) || !(6..=32).contains(&bytes.len()) {
        return Id::Damaged(bare);
    }
    let zeros = bytes.iter().rev().take_while(|b| **b == b'0').count();
    if guarded || bytes.len() < 17 || zeros + 15 < bytes.len() {
        Id::Good(bare)
    } else if zeros >= 6 {
        Id::Damaged(bare)
    } else {
        Id::Doubtful(bare)
    }
}

/// Reads a number that has letters, dashes or signs in it (`260607-400000294410900`, `#1001`), kept as text. What a
/// spreadsheet made of a long number is damaged, and so is what has no digit or a blank within.
pub fn text_id(cell: &str) -> Id<'_> {
    let (bare, _) = unguarded(cell);
    if is_nothing(bare) {
        return Id::Missing;
    }
    let power = is_power(bare);
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '#' | '.' | '/');
    if power || bare.len() > 64 || !bare.chars().all(sound) || !bare.contains(|c: char| c.is_ascii_digit()) {
        return Id::Damaged(bare);
    }
    Id::Good(bare)
}

/// True for what a spreadsheet makes of a long number: `1.39E+10`.
pub fn is_power(bare: &str) -> bool {
    let digits = |whole: &str| !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    bare.split_once(['E', 'e']).is_some_and(|(whole, power)| power.starts_with('+') && digits(whole))
}

/// A cell that does not say what its column promises; whoever reads it knows which column and row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unread;

/// Reads an amount of yuan, as [`money_in`] does.
pub fn money(cell: &str) -> Result<Option<Money>, Unread> {
    money_in(cell, Currency::CNY)
}

/// Reads an amount: `88.00元`, `¥88`, `$1,433.66`, `-5`, with the noise of a binary fraction rounded away. Nothing
/// for an empty cell and for the words that mean there is none; an error for the rest.
pub fn money_in(cell: &str, currency: Currency) -> Result<Option<Money>, Unread> {
    let bare = text(cell);
    if bare.is_empty() || bare == "无退款申请" || bare == "没有申请退款" {
        return Ok(None);
    }
    if let Ok(plain) = Money::parse(bare, currency) {
        return Ok(Some(plain));
    }
    let bare = bare.trim_end_matches(['元', ' ', '\t']);
    let (sign, bare) = match bare.strip_prefix(['-', '－']) {
        Some(rest) => ("-", rest),
        None => ("", bare.strip_prefix('+').unwrap_or(bare)),
    };
    let bare = signed(bare).map_or(bare, |(_, rest)| rest).trim_start_matches(' ');
    let mut digits = String::with_capacity(bare.len() + 1);
    digits.push_str(sign);
    digits.extend(bare.chars().filter(|c| !matches!(c, ',' | '，' | ' ')));
    if digits.len() == sign.len() {
        return Err(Unread);
    }
    if let Some(noisy) = digits.split_once('.').filter(|(_, part)| part.len() > 6) {
        digits = rounded(noisy.0, noisy.1).ok_or(Unread)?;
    }
    Money::parse(&digits, currency).map(Some).map_err(|_| Unread)
}

/// The currency whose sign stands before an amount.
pub fn currency_of(cell: &str) -> Option<Currency> {
    let bare = text(cell);
    signed(bare.strip_prefix('-').unwrap_or(bare)).and_then(|(code, _)| Currency::parse(code))
}

/// An amount without the sign before it, and the code of the sign.
fn signed(text: &str) -> Option<(&'static str, &str)> {
    const SIGNS: [(&str, &str); 13] = [
        ("¥", "CNY"),
        ("￥", "CNY"),
        ("AU $", "AUD"),
        ("C $", "CAD"),
        ("US $", "USD"),
        ("HK$", "HKD"),
        ("$", "USD"),
        ("£", "GBP"),
        ("€", "EUR"),
        ("EUR", "EUR"),
        ("GBP", "GBP"),
        ("USD", "USD"),
        ("CNY", "CNY"),
    ];
    SIGNS.iter().find_map(|(sign, code)| Some((*code, text.strip_prefix(sign)?)))
}

/// `12.299999999` as a spreadsheet keeps 12.30: rounded to the fen.
fn rounded(whole: &str, part: &str) -> Option<String> {
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |w| ("-", w));
    let fen: u64 = part.get(..2)?.parse().ok()?;
    let up = u64::from(part.as_bytes().get(2)? >= &b'5');
    let all = whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(fen + up)?;
    Some(format!("{sign}{}.{:02}", all / 100, all % 100))
}

/// Reads a count of pieces: `3`, `3.0`, `3 件`. An error for what is not a small whole number.
pub fn count(cell: &str) -> Result<Option<i64>, Unread> {
    let bare = text(cell).trim_end_matches(['件', '个', ' ']);
    if bare.is_empty() {
        return Ok(None);
    }
    let bare =
        bare.split_once('.').filter(|(_, part)| part.bytes().all(|b| b == b'0')).map_or(bare, |(whole, _)| whole);
    bare.parse::<i64>().ok().filter(|n| (-1_000_000..=1_000_000).contains(n)).map(Some).ok_or(Unread)
}

/// Appends a member to a JSON object under construction (`{` stands first, `}` is added by the caller).
pub fn push_json(out: &mut String, key: &str, value: &str) {
    out.push(if out.is_empty() { '{' } else { ',' });
    push_json_text(out, key);
    out.push(':');
    push_json_text(out, value);
}

fn push_json_text(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (i, b) in text.bytes().enumerate() {
        if b < 0x20 || b == b'"' || b == b'\\' {
            out.push_str(&text[from..i]);
            match b {
                b'"' => out.push_str("\\\""),
                b'\\' => out.push_str("\\\\"),
                b'\n' => out.push_str("\\n"),
                b'\r' => out.push_str("\\r"),
                b'\t' => out.push_str("\\t"),
                _ => out.push_str(&format!("\\u{:04x}", b)),
            }
            from = i + 1;
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

#[cfg(test)]
mod tests;
