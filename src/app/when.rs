//! Times as agents type them: `2h`, `30分`, `18:00`, `明天`, `明天9点`, `周一9点`, `11-24 18:00`, `tomorrow 9:30`.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use crate::domain::{Span, Time, Zone};

/// The hour a day stands for when only the day is named: the start of the early shift.
const MORNING: u32 = 9;

/// The instant a text means, always after `now`: a clock time that is over today is tomorrow's, a weekday the next
/// one. Nothing for what is not a time.
pub fn parse_when(text: &str, now: Time, zone: Zone) -> Option<Time> {
    let text = text.trim().to_lowercase().replace(['：', '点'], ":");
    if let Some(span) =
        Span::parse(&text).or_else(|| Span::parse(text.strip_suffix("后").unwrap_or(&text).trim_end_matches('钟')))
    {
        return (span.ms() > 0).then(|| now.plus(span));
    }
    let today = zone.day(now);
    let (day, rest) = day(&text, today)?;
    let clock = clock(rest)?;
    let named = day.is_some();
    let mut day = day.unwrap_or(today);
    let clock = match (clock, named) {
        (Some(clock), _) => clock,
        (None, true) => NaiveTime::from_hms_opt(MORNING, 0, 0)?,
        (None, false) => return None,
    };
    let mut at = zone.instant(day.and_time(clock));
    if !named && at <= now {
        day = day.checked_add_days(Days::new(1))?;
        at = zone.instant(day.and_time(clock));
    }
    (at > now).then_some(at)
}

/// A day at the head of the text, and the rest.
fn day(text: &str, today: NaiveDate) -> Option<(Option<NaiveDate>, &str)> {
    let ahead = |days| today.checked_add_days(Days::new(days));
    for (word, days) in [("今天", 0), ("today", 0), ("明天", 1), ("tomorrow", 1), ("后天", 2)] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((Some(ahead(days)?), rest.trim()));
        }
    }
    for (word, at) in WEEKDAYS {
        if let Some(rest) = text.strip_prefix(word) {
            let now = u64::from(today.weekday().num_days_from_monday());
            let days = (at + 7 - now) % 7;
            return Some((Some(ahead(if days == 0 { 7 } else { days })?), rest.trim()));
        }
    }
    let (head, rest) = text.split_once(' ').unwrap_or((text, ""));
    let parts: Vec<&str> = head.split(['-', '/', '月']).map(|p| p.trim_end_matches('日')).collect();
    let number = |p: &str| p.parse::<u32>().ok();
    let date = match parts.as_slice() {
        [m, d] => coming(number(m)?, number(d)?, today),
        [y, m, d] => NaiveDate::from_ymd_opt(y.parse().ok()?, number(m)?, number(d)?),
        _ => return Some((None, text)),
    };
    Some((Some(date?), rest.trim()))
}

const WEEKDAYS: [(&str, u64); 28] = [
    ("周一", 0),
    ("周二", 1),
    ("周三", 2),
    ("周四", 3),
    ("周五", 4),
    ("周六", 5),
    ("周日", 6),
    ("星期一", 0),
    ("星期二", 1),
    ("星期三", 2),
    ("星期四", 3),
    ("星期五", 4),
    ("星期六", 5),
    ("星期日", 6),
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("mon", 0),
    ("tue", 1),
    ("wed", 2),
    ("thu", 3),
    ("fri", 4),
    ("sat", 5),
    ("sun", 6),
];

/// A month and a day: this year's, or next year's when it is over.
fn coming(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let this = NaiveDate::from_ymd_opt(today.year(), month, day)?;
    if this >= today { Some(this) } else { NaiveDate::from_ymd_opt(today.year() + 1, month, day) }
}

/// `18:00`, `9:`, `9:30`; nothing at all is no clock; anything else is no time.
fn clock(text: &str) -> Option<Option<NaiveTime>> {
    let text = text.trim().trim_end_matches('分');
    if text.is_empty() {
        return Some(None);
    }
    let (hour, minute) = text.split_once(':')?;
    let minute = if minute.is_empty() {
        0
    } else if minute == "半" {
        30
    } else {
        minute.parse().ok()?
    };
    NaiveTime::from_hms_opt(hour.trim().parse().ok()?, minute, 0).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone::CHINA;

    #[test]
    fn times_are_read_as_agents_type_them() {
        // A Sunday, 14:03.
        let now = Time::parse_rfc3339("2026-11-22T14:03:00+08:00").expect("time");
        for (typed, meant) in [
            ("2h", "2026-11-22T16:03:00+08:00"),
            ("30分钟后", "2026-11-22T14:33:00+08:00"),
            ("18:00", "2026-11-22T18:00:00+08:00"),
            ("9点", "2026-11-23T09:00:00+08:00"),
            ("9点半", "2026-11-23T09:30:00+08:00"),
            ("明天", "2026-11-23T09:00:00+08:00"),
            ("明天10点", "2026-11-23T10:00:00+08:00"),
            ("周一9点", "2026-11-23T09:00:00+08:00"),
            ("周日", "2026-11-29T09:00:00+08:00"),
            ("11-24 18:00", "2026-11-24T18:00:00+08:00"),
            ("1-3", "2027-01-03T09:00:00+08:00"),
            ("tomorrow 9:30", "2026-11-23T09:30:00+08:00"),
            ("Mon 9:00", "2026-11-23T09:00:00+08:00"),
        ] {
            assert_eq!(parse_when(typed, now, CHINA).map(|at| CHINA.rfc3339(at)).as_deref(), Some(meant), "{typed}");
        }
        for bad in ["", "soon", "25:00", "0m", "13-40", "今天9点"] {
            assert_eq!(parse_when(bad, now, CHINA), None, "{bad}");
        }
    }
}
