//! The readings of the clocks that nobody can set, less the time for which the process was stopped.

use crate::clock::Clock;
use crate::progress::day::Beat;

/// How long the process was stopped in all, and the last reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pulse {
    last: Beat,
    stopped_ms: u64,
}

impl Pulse {
    /// Reads the clocks.
    pub fn beat(&mut self, clock: Clock) -> Beat {
        let Beat { steady_ms, awake_ms } = clock.beat();
        self.last = Beat { steady_ms, awake_ms: awake_ms.saturating_sub(self.stopped_ms) };
        self.last
    }

    /// The process was stopped since the last reading: that time was not spent before the screen.
    pub fn stood_still(&mut self, clock: Clock) {
        self.stopped_ms += clock.beat().awake_ms.saturating_sub(self.last.awake_ms + self.stopped_ms);
    }
}
