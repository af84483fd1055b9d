//! Whose parcel a bare tracking number looks like. Digits of several couriers overlap and lists contradict each other, so this
//! is a hint beside the number, never a fact; what a file names comes first.

mod state;

pub use state::{Parcel, ParcelState};

/// A courier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Carrier {
    /// 顺丰
    Sf,
    /// 京东物流
    Jd,
    /// 极兔
    Jt,
    /// 圆通
    Yto,
    /// 中通
    Zto,
    /// 申通
    Sto,
    /// 韵达
    Yunda,
    /// 邮政
    Post,
    /// 德邦
    Deppon,
}

/// The courier whose most agreed pattern a number has; nothing for any other number.
pub fn guess(number: &str) -> Option<Carrier> {
    let number = number.trim().to_ascii_uppercase();
    let after = |prefix: &str, lengths: std::ops::RangeInclusive<usize>| {
        number.strip_prefix(prefix).is_some_and(|rest| lengths.contains(&rest.len()) && is_digits(rest))
    };
    let tests = [
        (after("SF", 12..=13), Carrier::Sf),
        (is_jd(&number), Carrier::Jd),
        (after("JT", 13..=13), Carrier::Jt),
        (after("YT", 13..=13), Carrier::Yto),
        (after("78", 12..=12) || after("ZT", 12..=13), Carrier::Zto),
        (after("77", 13..=13) || after("ST", 12..=13), Carrier::Sto),
        (after("3", 14..=14) || after("4", 14..=14), Carrier::Yunda),
        (is_postal(&number) || after("9", 12..=12), Carrier::Post),
        (after("DPK", 12..=12) || after("DPL", 12..=12), Carrier::Deppon),
    ];
    tests.into_iter().find_map(|(fits, carrier)| fits.then_some(carrier))
}

fn is_jd(number: &str) -> bool {
    let rest = number.strip_prefix("JD").unwrap_or_default();
    (11..=15).contains(&rest.len())
        && rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && rest.bytes().filter(u8::is_ascii_digit).count() >= 8
}

/// Two letters, nine digits, two letters: the shape of the Universal Postal Union, and of EMS.
fn is_postal(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() == 13
        && bytes.iter().enumerate().all(|(at, b)| match at {
            0 | 1 | 11 | 12 => b.is_ascii_uppercase(),
            _ => b.is_ascii_digit(),
        })
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_guessed_by_the_most_agreed_pattern_and_never_beyond_it() {
        for (number, carrier) in [
            ("SF1234567890123", Some(Carrier::Sf)),
            ("sf1234567890123", Some(Carrier::Sf)),
            ("JD0123456789012", Some(Carrier::Jd)),
            ("JT1234567890123", Some(Carrier::Jt)),
            ("YT8812345678901", Some(Carrier::Yto)),
            ("78123456789012", Some(Carrier::Zto)),
            ("771234567890123", Some(Carrier::Sto)),
            ("431234567890123", Some(Carrier::Yunda)),
            ("EA123456785CN", Some(Carrier::Post)),
            ("DPK123456789012", Some(Carrier::Deppon)),
            ("123456789012", None),
            ("", None),
            ("顺丰", None),
        ] {
            assert_eq!(guess(number), carrier, "{number}");
        }
    }
}
