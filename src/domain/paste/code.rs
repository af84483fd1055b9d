//! One line that is a number or a nick.

use super::Pasted;
use crate::domain::query::LABELS;
use crate::domain::safe_text::SafeText;

/// The number or nick on a line; nothing when it reads like a sentence.
pub(super) fn read(line: &str) -> Option<Pasted> {
    let (label, value) = split_label(line);
    let value = value.trim();
    let bare: String = value.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    match label {
        Some("旺旺" | "买家昵称" | "昵称") => return Some(Pasted::Nick(SafeText::line(value))),
        Some("运单号码" | "运单号" | "快递单号" | "物流单号") if is_code(&bare, 8, 32) => {
            return Some(Pasted::Tracking(bare.to_ascii_uppercase()));
        }
        Some("手机尾号" | "尾号") if is_digits(&bare, 4, 4) => return Some(Pasted::PhoneTail(bare)),
        Some("订单编号" | "订单号" | "订单") if is_order_like(&bare, 1) => return Some(Pasted::Number(bare)),
        _ => {}
    }
    if let Some(tail) = phone_tail(&bare) {
        return Some(Pasted::PhoneTail(tail));
    }
    if is_tracking(&bare) {
        return Some(Pasted::Tracking(bare.to_ascii_uppercase()));
    }
    if is_order_like(&bare, 8) {
        return Some(Pasted::Number(bare));
    }
    is_nick(value).then(|| Pasted::Nick(SafeText::line(value)))
}

/// `订单编号：123` and `订单编号123`, but not `订单什么时候发`.
fn split_label(line: &str) -> (Option<&'static str>, &str) {
    for label in LABELS {
        if let Some(rest) = line.trim_start().strip_prefix(label) {
            let rest = rest.trim_start();
            if let Some(value) = rest.strip_prefix(['：', ':']) {
                return (Some(label), value);
            }
            if rest.starts_with(|c: char| c.is_ascii_digit()) {
                return (Some(label), rest);
            }
        }
    }
    (None, line)
}

/// Full-width letters and digits as their plain ones.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn is_digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_code(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && text.bytes().any(|b| b.is_ascii_digit())
}

/// Four digits, a mainland mobile, also with `+86`, dashes, a virtual extension or stars in it.
fn phone_tail(bare: &str) -> Option<String> {
    if is_digits(bare, 4, 4) {
        return Some(bare.to_owned());
    }
    let plain = bare.strip_prefix("+86").or_else(|| bare.strip_prefix("0086")).unwrap_or(bare);
    // A virtual number's extension tells orders of one phone apart; the number itself is what is stored.
    let plain = match plain.split_once('-') {
        Some((number, extension)) if number.len() == 11 && is_digits(extension, 1, 6) => number.to_owned(),
        _ => plain.replace('-', ""),
    };
    let is_mobile = plain.len() == 11
        && plain.starts_with('1')
        && plain.as_bytes().get(1).is_some_and(|b| (b'3'..=b'9').contains(b))
        && plain.bytes().all(|b| b.is_ascii_digit() || b == b'*');
    let tail = plain.get(7..).unwrap_or_default();
    (is_mobile && is_digits(tail, 4, 4)).then(|| tail.to_owned())
}

/// Courier numbers that cannot be order numbers: letters in front, or the well-known shapes of bare digits.
fn is_tracking(bare: &str) -> bool {
    const PREFIXES: [&str; 19] = [
        "SF", "YT", "JDV", "JDA", "JDK", "JDX", "JD", "JT", "ZTO", "STO", "EMS", "DPK", "DPL", "CNCW", "JITU", "YD",
        "TT", "KY", "1Z",
    ];
    let upper = bare.to_ascii_uppercase();
    let by_prefix = PREFIXES.iter().any(|prefix| {
        upper.strip_prefix(prefix).is_some_and(|rest| {
            (9..=22).contains(&rest.len())
                && rest.bytes().all(|b| b.is_ascii_digit() || (*prefix == "1Z" && b.is_ascii_uppercase()) || b == b'-')
        })
    });
    // Universal postal numbers: two letters, nine digits, two letters.
    let postal = upper.len() == 13
        && upper.bytes().enumerate().all(|(at, b)| match at {
            0 | 1 | 11 | 12 => b.is_ascii_uppercase(),
            _ => b.is_ascii_digit(),
        });
    // ZTO, STO and Yunda number in 13 to 15 digits beginning with 7, 4 and 3; orders of that length do not.
    let digits = is_digits(&upper, 13, 15) && upper.starts_with(['7', '4', '3']);
    by_prefix || postal || digits
}

/// Long digits, or the dashed shapes of Pinduoduo (`yymmdd-digits`) and Amazon (`3-7-7`), or `#1001` of own shops.
fn is_order_like(bare: &str, least: usize) -> bool {
    if let Some(rest) = bare.strip_prefix('#') {
        return is_digits(rest, 1, 20);
    }
    if is_digits(bare, least, 20) {
        return true;
    }
    let parts: Vec<&str> = bare.split('-').collect();
    match parts.as_slice() {
        [day, rest] => is_digits(day, 6, 6) && is_digits(rest, 8, 18) || is_digits(day, 2, 2) && is_digits(rest, 5, 12),
        [a, b, c] => is_digits(a, 3, 3) && is_digits(b, 7, 7) && is_digits(c, 7, 7),
        _ => false,
    }
}

/// Short, without blanks or the marks of a sentence, and not a bare greeting: the shape of an account's name.
fn is_nick(value: &str) -> bool {
    let length = value.chars().count();
    let ascii = value.is_ascii();
    let clean = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '*' | '.' | '@'));
    let telling =
        ascii || value.chars().any(|c| c.is_ascii_digit() || matches!(c, '_' | ':' | '*') || c.is_ascii_alphabetic());
    clean && telling && (if ascii { 3..=32 } else { 2..=20 }).contains(&length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        match read(line) {
            Some(Pasted::Number(n)) => format!("number {n}"),
            Some(Pasted::Tracking(n)) => format!("tracking {n}"),
            Some(Pasted::PhoneTail(n)) => format!("tail {n}"),
            Some(Pasted::Nick(n)) => format!("nick {n}"),
            _ => "none".into(),
        }
    }

    #[test]
    fn a_line_is_told_by_its_shape() {
        for (line, expected) in [
            ("4123456789012345678", "number 4123456789012345678"),
            ("订单编号：4123456789012345678", "number 4123456789012345678"),
            ("订单号 4123456789012345678", "number 4123456789012345678"),
            ("４１２３４５６７８９０１２３４５６７８", "number 4123456789012345678"),
            ("240612-123456789012345", "number 240612-123456789012345"),
            ("302-1234567-7654321", "number 302-1234567-7654321"),
            ("#1001", "number #1001"),
            ("SF1234567890123", "tracking SF1234567890123"),
            ("sf1234567890123", "tracking SF1234567890123"),
            ("YT8812345678901", "tracking YT8812345678901"),
            ("JDVA12345", "nick JDVA12345"),
            ("JD0123456789012-1-1-", "tracking JD0123456789012-1-1-"),
            ("RR123456785CN", "tracking RR123456785CN"),
            ("75123456789012", "tracking 75123456789012"),
            ("运单号：912345678901", "tracking 912345678901"),
            ("5678", "tail 5678"),
            ("手机尾号5678", "tail 5678"),
            ("13812345678", "tail 5678"),
            ("138****5678", "tail 5678"),
            ("+86 138-1234-5678", "tail 5678"),
            ("18877771111-1234", "tail 1111"),
            ("tb12345_67", "nick tb12345_67"),
            ("旺旺：小王爱吃鱼", "nick 小王爱吃鱼"),
            ("小王爱吃鱼88", "nick 小王爱吃鱼88"),
            ("t**8", "nick t**8"),
            ("什么时候发货", "none"),
            ("订单什么时候发", "none"),
            ("在吗", "none"),
            ("你好，尺码有吗", "none"),
        ] {
            assert_eq!(told(line), expected, "{line}");
        }
    }
}
