//! Instants and spans. An instant is UTC milliseconds; a zone only shows it.

use std::fmt;

use chrono::{DateTime, Utc};

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
    /// This instant for the calendar's arithmetic; the epoch when it is beyond what a calendar holds.
    pub(super) fn utc(self) -> DateTime<Utc> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
