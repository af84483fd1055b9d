//! The system's clock behind the Clock port, and what tells that it was moved.

use std::time::Instant;

use crate::domain::{Clock, Span, Time};

/// The real clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the port")]
    fn now(&self) -> Time {
        Time::from_ms(chrono::Utc::now().timestamp_millis())
    }
}

/// A clock that was set once and runs on from there: `--now` on a screen that stays open.
#[derive(Clone, Copy, Debug)]
pub struct ShiftedClock {
    start: Time,
    since: Instant,
}

impl ShiftedClock {
    /// A clock that shows `start` now.
    pub fn starting_at(start: Time) -> Self {
        Self { start, since: Instant::now() }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Time {
        self.start.plus(Span::from_ms(i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX)))
    }
}

/// How far the wall clock may drift from the steady one before a person is told.
const JUMP_MS: i64 = 120_000;

/// Notices that the wall clock moved by more than two minutes against the steady one: somebody set it, or the
/// machine slept. Nothing may expire by itself because of it.
#[derive(Clone, Copy, Debug)]
pub struct JumpWatch {
    wall: Time,
    steady: Instant,
}

impl JumpWatch {
    /// Starts from a pair of readings.
    pub fn new(wall: Time, steady: Instant) -> Self {
        Self { wall, steady }
    }
    /// By how many milliseconds the wall clock jumped since the last reading; nothing when it ran evenly.
    pub fn observe(&mut self, wall: Time, steady: Instant) -> Option<i64> {
        let ran = i64::try_from(steady.saturating_duration_since(self.steady).as_millis()).unwrap_or(i64::MAX);
        let jump = wall.since(self.wall).ms().saturating_sub(ran);
        *self = Self { wall, steady };
        (jump.abs() > JUMP_MS).then_some(jump)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn an_even_clock_tells_nothing_and_a_moved_one_tells_by_how_much() {
        let start = Instant::now();
        let mut watch = JumpWatch::new(Time::from_ms(1_000_000), start);
        assert_eq!(watch.observe(Time::from_ms(1_060_000), start + Duration::from_secs(60)), None);
        assert_eq!(
            watch.observe(Time::from_ms(1_060_000 + 86_400_000), start + Duration::from_secs(60)),
            Some(86_400_000)
        );
        assert_eq!(watch.observe(Time::from_ms(1_060_000), start + Duration::from_secs(61)), Some(-86_401_000));
        assert_eq!(watch.observe(Time::from_ms(1_061_000), start + Duration::from_secs(62)), None, "told once");
    }
}
