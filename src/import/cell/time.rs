//! Instants as exporters, spreadsheets and shops abroad write them.

use super::{Unread, text};
use crate::domain::zone::CHINA;
use crate::domain::{Time, Zone};

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
        .or_else(|| offset(bare))
        .or_else(|| Time::parse_rfc3339(bare))
        .or_else(|| named(bare))
        .map(Some)
        .ok_or(Unread)
}

/// Reads an instant as [`time`] does, but what has no zone is a clock on a wall in `zone`.
pub fn time_in(cell: &str, zone: Zone) -> Result<Option<Time>, Unread> {
    let bare = text(cell);
    if bare.is_empty() {
        return Ok(None);
    }
    if let Some(exact) = offset(bare).or_else(|| Time::parse_rfc3339(bare)) {
        return Ok(Some(exact));
    }
    let china = usual(bare).or_else(|| loose(bare)).or_else(|| named(bare)).or_else(|| serial(bare)).ok_or(Unread)?;
    Ok(Some(zone.instant(CHINA.local(china))))
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

/// `yyyy-MM-dd HH:mm:ss +0800`, as shops abroad write the zone.
fn offset(text: &str) -> Option<Time> {
    let (clock, zone) = text.split_at_checked(19)?;
    let zone = zone.trim_start();
    let china = usual(clock)?;
    let minutes = match zone {
        "UTC" | "Z" | "GMT" => 0,
        _ => {
            let (sign, rest) = match zone.strip_prefix('-') {
                Some(rest) => (-1, rest),
                None => (1, zone.strip_prefix('+')?),
            };
            let digits: String = rest.chars().filter(|c| *c != ':').collect();
            let number: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
            sign * (number / 100 * 60 + number % 100)
        }
    };
    Some(Time::from_ms(china.ms() + CHINA_MS - minutes * 60_000))
}

/// `Jul-25-26`, `Jul 25, 2026`: a day by the month's name, in the middle of no zone's night.
fn named(text: &str) -> Option<Time> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = text.split(['-', ' ', ',', '/']).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    let year: i64 = parts.next()?.parse().ok()?;
    let month_of = |word: &str| {
        let word = word.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|m| *m == word)
    };
    let (month, day) = match month_of(first) {
        Some(month) => (month, second),
        None => (month_of(second)?, first),
    };
    let clock = parts.next().unwrap_or("0:0");
    let mut clock = clock.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute) = (clock.next()??, clock.next()??);
    let second = clock.next().unwrap_or(Some(0))?;
    let year = if year < 100 { 2000 + year } else { year };
    instant(year, i64::try_from(month).ok()? + 1, day.parse().ok()?, hour, minute, second)
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
