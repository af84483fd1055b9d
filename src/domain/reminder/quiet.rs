//! Hours in which nobody is written to, on the clock.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use crate::domain::campaign::Hours;
use crate::domain::{Span, Time, Zone};

/// Hours of the shop's day in which nobody is written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuietHours<'h>(pub &'h [Hours]);

impl QuietHours<'_> {
    /// True when nobody is written to at `at`.
    pub fn hold(self, at: Time, zone: Zone) -> bool {
        self.window(zone.local(at)).is_some()
    }

    /// When the quiet that holds at `at` ends; nothing when there is none, or when it never ends.
    pub fn until(self, at: Time, zone: Zone) -> Option<Time> {
        let mut end = zone.instant(self.window(zone.local(at))?.1);
        for _ in 0..self.0.len() * 2 {
            match self.window(zone.local(end)) {
                Some((_, next)) => end = zone.instant(next),
                None => return Some(end),
            }
        }
        None
    }

    /// `at` itself, or the last minute before the quiet hours it falls into; `at` again when they never begin.
    pub fn earlier(self, at: Time, zone: Zone) -> Time {
        let mut moved = at;
        for _ in 0..=self.0.len() * 2 {
            match self.window(zone.local(moved)) {
                Some((start, _)) => moved = zone.instant(start).minus(Span::minutes(1)),
                None => return moved,
            }
        }
        at
    }

    /// The window that holds at a wall clock, with its ends.
    fn window(self, wall: NaiveDateTime) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let (day, now) = (TimeDelta::days(1), wall.time());
        let on = |clock: NaiveTime| wall.date().and_time(clock);
        self.0.iter().filter(|hours| hours.hold(now)).map(|hours| (hours.from, hours.to)).find_map(|(from, to)| match (
            from < to,
            now >= from,
        ) {
            (true, _) => Some((on(from), on(to))),
            (false, true) => Some((on(from), on(to).checked_add_signed(day)?)),
            (false, false) => Some((on(from).checked_sub_signed(day)?, on(to))),
        })
    }
}
