//! Campaigns: days on which a shop works by other numbers, such as a big sale, from a table the shop can extend.

use chrono::{NaiveDateTime, NaiveTime};

use super::aftersale::rules::OrderClock;
use super::platform::Platform;
use super::reminder::Rhythm;
use super::safe_text::SafeText;
use super::time::{Span, Time};
use super::zone::Zone;

/// One campaign, and what it changes while it runs. What it does not name stays as it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Campaign {
    /// Its name, as the shop calls it.
    pub name: SafeText,
    /// From this wall clock of the shop's zone on.
    pub from: NaiveDateTime,
    /// Up to this wall clock, which no longer belongs to it.
    pub to: NaiveDateTime,
    /// On these platforms; empty means all.
    pub platforms: Vec<Platform>,
    /// In these shops, by name; empty means all.
    pub shops: Vec<String>,
    /// What rows of the rules call orders of it, such as `big_sale`.
    pub tag: Option<String>,
    /// Deadlines of orders that begin while it runs.
    pub deadlines: Vec<(OrderClock, Change)>,
    /// When unpaid orders are reminded of.
    pub rhythm: Option<Rhythm>,
    /// Hours without reminders, instead of the usual ones; an empty list means there are none.
    pub quiet: Option<Vec<Hours>>,
    /// The first answer is wanted within this time.
    pub first_response: Option<Span>,
    /// The platform does not count response rates on these days.
    pub metrics_off: bool,
    /// Where it was announced.
    pub source: SafeText,
}

/// What a campaign makes of a deadline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It is this long instead.
    To(Span),
    /// It is longer by this.
    By(Span),
}

impl Change {
    /// Reads `72h`, or `+5d` for longer by five days.
    pub fn parse(text: &str) -> Option<Self> {
        let span = |text: &str| Span::parse(text).filter(|span| !span.is_over());
        match text.trim().strip_prefix('+') {
            Some(more) => span(more).map(Change::By),
            None => span(text).map(Change::To),
        }
    }

    /// A deadline's time with it.
    pub const fn of(self, span: Span) -> Span {
        match self {
            Change::To(other) => other,
            Change::By(more) => Span::from_ms(span.ms().saturating_add(more.ms())),
        }
    }
}

/// Hours of a day, also over midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hours {
    /// From this wall clock on.
    pub from: NaiveTime,
    /// Up to this one, which no longer belongs to them; earlier than `from` means over midnight.
    pub to: NaiveTime,
}

impl Hours {
    /// Reads `22:00-08:00`; `24:00` is the end of the day.
    pub fn parse(text: &str) -> Option<Self> {
        let clock = |text: &str| match text.trim() {
            "24:00" => Some(NaiveTime::MIN),
            text => NaiveTime::parse_from_str(text, "%H:%M").ok(),
        };
        let (from, to) = text.split_once('-')?;
        Some(Self { from: clock(from)?, to: clock(to)? }).filter(|hours| hours.from != hours.to)
    }

    /// True when a wall clock falls into them.
    pub fn hold(&self, clock: NaiveTime) -> bool {
        if self.from < self.to { self.from <= clock && clock < self.to } else { self.from <= clock || clock < self.to }
    }
}

impl Campaign {
    /// True while it runs, by the wall clock of `zone`.
    pub fn runs_at(&self, at: Time, zone: Zone) -> bool {
        let wall = zone.local(at);
        self.from <= wall && wall < self.to
    }

    /// What it makes of an order's deadline.
    pub fn change(&self, on: OrderClock) -> Option<Change> {
        self.deadlines.iter().find(|(clock, _)| *clock == on).map(|(_, change)| *change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_may_go_over_midnight() {
        let at = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").expect("a clock");
        let night = Hours::parse("22:00-08:00").expect("hours");
        assert!(night.hold(at("22:00")) && night.hold(at("07:59")) && !night.hold(at("08:00")));
        let noon = Hours::parse("11:30-13:30").expect("hours");
        assert!(noon.hold(at("11:30")) && !noon.hold(at("13:30")));
        assert!(Hours::parse("20:00-24:00").is_some_and(|hours| hours.hold(at("23:59"))));
        assert_eq!([Hours::parse("8-9"), Hours::parse("08:00-08:00"), Hours::parse("")], [None; 3]);
    }

    #[test]
    fn a_change_replaces_or_adds() {
        assert_eq!(Change::parse("72h").map(|c| c.of(Span::hours(48))), Some(Span::hours(72)));
        assert_eq!(Change::parse("+5d").map(|c| c.of(Span::days(10))), Some(Span::days(15)));
        assert_eq!([Change::parse("5"), Change::parse("-1d"), Change::parse("0h")], [None; 3]);
    }
}
