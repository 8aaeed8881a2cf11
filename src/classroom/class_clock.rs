//! Class time: it runs while a host runs, and nobody can set it.

use crate::clock::Clock;
use crate::progress::day::Moment;

/// Tells the time of a class.
#[derive(Clone, Copy, Debug)]
pub struct ClassClock {
    clock: Clock,
    /// The steady clock when this host took over.
    from_ms: u64,
    /// Class time at that moment.
    base_ms: u64,
}

impl ClassClock {
    /// Goes on from so many milliseconds of class time.
    pub fn from(clock: Clock, base_ms: u64) -> Self {
        Self { clock, from_ms: clock.beat().steady_ms, base_ms }
    }

    /// Milliseconds of class time.
    pub fn ms(&self) -> u64 {
        self.base_ms + self.clock.beat().steady_ms.saturating_sub(self.from_ms)
    }

    /// The instant on the wall.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }
}
