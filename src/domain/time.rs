//! Instants, spans and the shop's zone. An instant is UTC milliseconds; a zone only shows it.

use std::fmt;

use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(i64);

/// A length of time in milliseconds; negative when something is overdue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Span(i64);

impl Time {
    /// The instant `ms` milliseconds after the epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }
    /// Milliseconds since the epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }
    /// This instant moved by `span`, saturating at the ends of the range.
    pub const fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
    /// This instant moved back by `span`.
    pub const fn minus(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
    /// How long after `earlier` this is; negative when it is before.
    pub const fn since(self, earlier: Time) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
    /// Reads RFC 3339, with any offset.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| Self(at.timestamp_millis()))
    }
    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.utc().format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);
    /// A span of milliseconds.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }
    /// A span of seconds.
    pub const fn secs(n: i64) -> Self {
        Self(n * 1000)
    }
    /// A span of minutes.
    pub const fn minutes(n: i64) -> Self {
        Self(n * 60_000)
    }
    /// A span of hours.
    pub const fn hours(n: i64) -> Self {
        Self(n * 3_600_000)
    }
    /// A span of 24-hour days.
    pub const fn days(n: i64) -> Self {
        Self(n * 86_400_000)
    }
    /// Its length in milliseconds.
    pub const fn ms(self) -> i64 {
        self.0
    }
    /// Whole seconds, rounded towards minus infinity: 59.4 s left shows as 59.
    pub const fn whole_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }
    /// True when nothing is left.
    pub const fn is_over(self) -> bool {
        self.0 <= 0
    }
    /// Both together.
    pub const fn plus(self, more: Span) -> Self {
        Self(self.0.saturating_add(more.0))
    }
    /// The span without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
    /// Reads `90s`, `30m`, `12h`, `2d`, `1d4h`; no unit is refused, so that 12 is never guessed.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut total, mut digits) = (0i64, String::new());
        for c in text.trim().chars() {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            let n: i64 = digits.parse().ok()?;
            digits.clear();
            let unit = match c {
                's' | '秒' => 1_000,
                'm' | '分' => 60_000,
                'h' | '时' => 3_600_000,
                'd' | '天' => 86_400_000,
                _ => return None,
            };
            total = total.checked_add(n.checked_mul(unit)?)?;
        }
        (digits.is_empty() && !text.trim().is_empty()).then_some(Self(total))
    }
}

/// The zone a shop's times are shown and its calendar days are counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Zone(Tz);

/// China Standard Time: UTC+8, no daylight saving since 1991; what every Chinese platform writes.
pub const CHINA: Zone = Zone(Tz::Asia__Shanghai);

impl Default for Zone {
    fn default() -> Self {
        CHINA
    }
}

impl Zone {
    /// The zone of an IANA name such as `Asia/Shanghai`.
    pub fn parse(name: &str) -> Option<Self> {
        name.parse::<Tz>().ok().map(Self)
    }
    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
    /// The wall clock at `at`.
    pub fn local(self, at: Time) -> NaiveDateTime {
        self.0.from_utc_datetime(&at.utc().naive_utc()).naive_local()
    }
    /// The instant of a wall clock; in a gap the next valid one, in an overlap the earlier (the safer for a deadline).
    pub fn instant(self, wall: NaiveDateTime) -> Time {
        let mut probe = wall;
        for _ in 0..=8 {
            match self.0.from_local_datetime(&probe) {
                LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => return Time(at.timestamp_millis()),
                LocalResult::None => probe += chrono::TimeDelta::minutes(30),
            }
        }
        Time(wall.and_utc().timestamp_millis())
    }
    /// The calendar day of `at`.
    pub fn day(self, at: Time) -> NaiveDate {
        self.local(at).date()
    }
    /// The first instant of the week `at` falls on; weeks begin on Monday.
    pub fn week_start(self, at: Time) -> Time {
        let monday = self.day(at).week(chrono::Weekday::Mon).first_day();
        self.instant(monday.and_time(NaiveTime::MIN))
    }
    /// The first instant of the day `at` falls on.
    pub fn day_start(self, at: Time) -> Time {
        self.instant(self.day(at).and_time(NaiveTime::MIN))
    }
    /// The hour of the day, 0 to 23.
    pub fn hour(self, at: Time) -> u32 {
        self.local(at).hour()
    }
    /// `14:03`.
    pub fn clock(self, at: Time) -> String {
        self.local(at).format("%H:%M").to_string()
    }
    /// `11-22 14:03`, or with the year when it is not the year of `now`.
    pub fn short(self, at: Time, now: Time) -> String {
        let wall = self.local(at);
        let form = if wall.year() == self.local(now).year() { "%m-%d %H:%M" } else { "%Y-%m-%d %H:%M" };
        wall.format(form).to_string()
    }
    /// `2026-11-22`.
    pub fn date(self, at: Time) -> String {
        self.local(at).format("%Y-%m-%d").to_string()
    }
    /// RFC 3339 with this zone's offset, to the second (or the millisecond when there is one).
    pub fn rfc3339(self, at: Time) -> String {
        let here = self.0.from_utc_datetime(&at.utc().naive_utc());
        let form = if at.0.rem_euclid(1000) == 0 { chrono::SecondsFormat::Secs } else { chrono::SecondsFormat::Millis };
        here.fixed_offset().to_rfc3339_opts(form, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse_rfc3339(text).expect("a good time")
    }

    #[test]
    fn a_chinese_day_starts_at_sixteen_utc() {
        assert_eq!(CHINA.day_start(at("2026-11-22T09:00:00+08:00")), at("2026-11-21T16:00:00Z"));
        assert_eq!(CHINA.rfc3339(at("2026-11-21T16:00:00Z")), "2026-11-22T00:00:00+08:00");
    }

    #[test]
    fn a_gap_goes_forward_and_an_overlap_takes_the_earlier() {
        let ny = Zone::parse("America/New_York").expect("zone");
        let gap = NaiveDate::from_ymd_opt(2026, 3, 8).and_then(|d| d.and_hms_opt(2, 30, 0)).expect("time");
        assert_eq!(ny.rfc3339(ny.instant(gap)), "2026-03-08T03:00:00-04:00");
        let twice = NaiveDate::from_ymd_opt(2026, 11, 1).and_then(|d| d.and_hms_opt(1, 30, 0)).expect("time");
        assert_eq!(ny.rfc3339(ny.instant(twice)), "2026-11-01T01:30:00-04:00");
    }

    #[test]
    fn spans_need_a_unit_and_add_up() {
        assert_eq!(Span::parse("1d4h"), Some(Span::hours(28)));
        assert_eq!(Span::parse("12h"), Some(Span::hours(12)));
        assert_eq!(Span::parse("2天"), Some(Span::days(2)));
        for bad in ["", "12", "h", "-3h", "3w"] {
            assert_eq!(Span::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_rest_of_less_than_a_second_shows_as_none() {
        assert_eq!(Span::from_ms(59_400).whole_secs(), 59);
        assert_eq!(Span::from_ms(-1).whole_secs(), -1);
    }
}
