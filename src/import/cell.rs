//! One cell: what Excel, exporters and people put around ids, amounts and times, taken off again.

use crate::domain::{Currency, Money, Time};

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

/// A cell that does not say what its column promises; whoever reads it knows which column and row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unread;

/// Reads an amount of yuan: `88.00元`, `¥88`, `1,234.50`, `-5`, with the noise of a binary fraction rounded
/// away. Nothing for an empty cell and for the words that mean there is none; an error for the rest.
pub fn money(cell: &str) -> Result<Option<Money>, Unread> {
    let bare = text(cell);
    if bare.is_empty() || bare == "无退款申请" || bare == "没有申请退款" {
        return Ok(None);
    }
    if let Ok(plain) = Money::parse(bare, Currency::CNY) {
        return Ok(Some(plain));
    }
    let bare = bare.trim_end_matches(['元', ' ', '\t']);
    let (sign, bare) = match bare.strip_prefix(['-', '－']) {
        Some(rest) => ("-", rest),
        None => ("", bare),
    };
    let bare = bare.trim_start_matches(['¥', '￥', ' ']);
    let mut digits = String::with_capacity(bare.len() + 1);
    digits.push_str(sign);
    digits.extend(bare.chars().filter(|c| !matches!(c, ',' | '，' | ' ')));
    if digits.len() == sign.len() {
        return Err(Unread);
    }
    if let Some(noisy) = digits.split_once('.').filter(|(_, part)| part.len() > 6) {
        digits = rounded(noisy.0, noisy.1).ok_or(Unread)?;
    }
    Money::parse(&digits, Currency::CNY).map(Some).map_err(|_| Unread)
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

/// Reads an instant in any of the forms seen: `2026-08-01 09:05:00`, `2026/8/1 9:05`, `2026-08-01`,
/// `2026年8月1日 9:05`, RFC 3339, and a spreadsheet's serial day. What has no zone is China's (UTC+8).
pub fn time(cell: &str) -> Result<Option<Time>, Unread> {
    let bare = text(cell);
    if bare.is_empty() {
        return Ok(None);
    }
    usual(bare)
        .or_else(|| loose(bare))
        .or_else(|| serial(bare))
        .or_else(|| Time::parse_rfc3339(bare))
        .map(Some)
        .ok_or(Unread)
}

const CHINA_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// `yyyy-MM-dd HH:mm:ss`, nothing else: nearly every cell of nearly every file.
fn usual(text: &str) -> Option<Time> {
    let b: &[u8; 19] = text.as_bytes().try_into().ok()?;
    if b[4] != b'-' || b[7] != b'-' || b[10] != b' ' || b[13] != b':' || b[16] != b':' {
        return None;
    }
    let two = |i: usize| -> Option<i64> {
        let (tens, ones) = (b[i].wrapping_sub(b'0'), b[i + 1].wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| i64::from(tens) * 10 + i64::from(ones))
    };
    instant(two(0)? * 100 + two(2)?, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?)
}

fn loose(text: &str) -> Option<Time> {
    let mut numbers = [0i64; 6];
    let mut found = 0;
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => {
                if digits == 0 {
                    if found == 6 {
                        return None;
                    }
                    found += 1;
                }
                digits += 1;
                if digits > 4 {
                    return None;
                }
                numbers[found - 1] = numbers[found - 1] * 10 + i64::from(c as u32 - '0' as u32);
            }
            '-' | '/' | '.' | ':' | '：' | ' ' | '年' | '月' | '日' | '时' | '分' | '秒' | 'T' => digits = 0,
            _ => return None,
        }
    }
    if found < 3 || numbers[0] < 1000 {
        return None;
    }
    instant(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
}

/// A spreadsheet's day number with a fraction of a day: 25569 is 1970-01-01.
fn serial(text: &str) -> Option<Time> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let day: i64 = whole.parse().ok().filter(|d| (30_000..80_000).contains(d))?;
    let part: String = part.chars().take(9).collect();
    let fraction: i64 = part.parse().ok()?;
    let unit = 10i64.pow(u32::try_from(part.len()).ok()?);
    let secs = (fraction * 86_400 + unit / 2) / unit;
    Some(Time::from_ms((day - 25_569) * DAY_MS + secs * 1000 - CHINA_MS))
}

/// The instant of a wall clock in China, which has had no daylight saving since 1991.
fn instant(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> Option<Time> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1990..2200).contains(&year) || !(1..=days_in).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (shifted / 400, shifted % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(Time::from_ms(days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 - CHINA_MS))
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Option<Time> {
        Time::parse_rfc3339(text)
    }

    #[test]
    fn guards_around_numbers_come_off() {
        for cell in [
            "=\"3515313112345678901\"",
            "=3515313112345678901",
            "'3515313112345678901",
            "\t3515313112345678901\t",
            " 3515313112345678901 ",
        ] {
            assert_eq!(id(cell), Id::Good("3515313112345678901"), "{cell:?}");
        }
        assert_eq!(id("=\"\""), Id::Missing);
    }

    #[test]
    fn a_rounded_number_is_never_taken_for_an_order() {
        for cell in ["4.00E+18", "4.00000000019400E+18", "4000000000194000000", "4000000000194001799.0", "合计"] {
            assert!(matches!(id(cell), Id::Damaged(_)), "{cell}");
        }
        assert_eq!(id("4123456789012340000"), Id::Doubtful("4123456789012340000"));
        assert_eq!(id("=\"4123456789012340000\""), Id::Good("4123456789012340000"));
    }

    #[test]
    fn nothing_has_many_spellings() {
        for cell in ["", " ", "null", "'null", "NULL", "-", "无", "nan", "\t", " null ", "=\"\""] {
            assert_eq!(text(cell), "", "{cell:?}");
        }
        assert_eq!(text("无糖可乐"), "无糖可乐");
    }

    #[test]
    fn amounts_come_with_signs_words_and_commas() {
        for (cell, fen) in [
            ("88.00元", 8800),
            ("0元", 0),
            ("¥5", 500),
            ("￥1,234.50", 123_450),
            ("-5.5", -550),
            ("-¥3", -300),
            ("88.00\t", 8800),
            ("12.299999999999999", 1230),
            ("0.30000000000000004", 30),
        ] {
            assert_eq!(money(cell), Ok(Some(Money::fen(fen))), "{cell}");
        }
        assert_eq!(money("无退款申请"), Ok(None));
        for bad in ["abc", "1.2.3", "元", "12.345", "1e5"] {
            assert_eq!(money(bad), Err(Unread), "{bad}");
        }
    }

    #[test]
    fn a_time_is_chinas_unless_it_says_otherwise() {
        for cell in [
            "2026-08-01 09:05:00",
            "2026/8/1 9:05",
            "2026-08-01T09:05:00+08:00",
            "2026-08-01T01:05:00Z",
            "2026年8月1日 9:05",
            "46235.3784722222",
            "46235.37847",
        ] {
            assert_eq!(time(cell), Ok(at("2026-08-01T09:05:00+08:00")), "{cell}");
        }
        assert_eq!(time("2026-08-01"), Ok(at("2026-08-01T00:00:00+08:00")));
        for bad in ["yesterday", "2026-02-30 00:00:00", "2026-13-01", "12:30", "9"] {
            assert_eq!(time(bad), Err(Unread), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_second_reads_back(secs in 700_000_000i64..4_000_000_000) {
            let moment = Time::from_ms(secs * 1000);
            let shown = crate::domain::Zone::default().rfc3339(moment).replace('T', " ");
            prop_assert_eq!(time(&shown[..19]), Ok(Some(moment)));
        }

        #[test]
        fn no_cell_panics(cell in "\\PC{0,30}") {
            let _ = (text(&cell), id(&cell), money(&cell), count(&cell), time(&cell));
        }
    }
}
