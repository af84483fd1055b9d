//! The port through which time comes in. Nothing below `runtime` and `cli` asks the system for it.

use super::time::Time;

/// Tells the present instant.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Time;
}

/// A clock that stands still: `--now`, and tests.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub Time);

impl Clock for FixedClock {
    fn now(&self) -> Time {
        self.0
    }
}
