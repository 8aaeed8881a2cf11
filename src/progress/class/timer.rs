//! The time of the question on the screen, in class time.

/// How long a question has been open, in milliseconds. It runs only while answers are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// Milliseconds that it ran before.
    used: u64,
    /// Since when it runs; none while it stands.
    since: Option<u64>,
    /// Milliseconds that were added to the limit.
    extra: u64,
}

impl Timer {
    /// A question that opens now.
    pub fn begun(now_ms: u64) -> Self {
        Self { since: Some(now_ms), ..Self::default() }
    }

    /// Lets it stand.
    pub fn stop(&mut self, now_ms: u64) {
        self.used = self.elapsed(now_ms);
        self.since = None;
    }

    /// Lets it run on.
    pub fn go(&mut self, now_ms: u64) {
        if self.since.is_none() {
            self.since = Some(now_ms);
        }
    }

    /// Adds to the limit.
    pub fn extend(&mut self, ms: u64) {
        self.extra += ms;
    }

    /// Milliseconds that the question has been open.
    pub fn elapsed(&self, now_ms: u64) -> u64 {
        self.used + self.since.map_or(0, |since| now_ms.saturating_sub(since))
    }

    /// Milliseconds left of a limit of so many seconds, for somebody who has `percent` of it; none without a limit.
    pub fn left(&self, seconds: Option<u32>, percent: Option<u32>, now_ms: u64) -> Option<u64> {
        let limit = u64::from(seconds?) * 10 * u64::from(percent?) + self.extra;
        Some(limit.saturating_sub(self.elapsed(now_ms)))
    }

    /// Milliseconds to add to a limit of so many seconds, so that this much is left; none without a limit.
    pub fn lacking(&self, seconds: Option<u32>, wanted_ms: u64, now_ms: u64) -> Option<u64> {
        let limit = u64::from(seconds?) * 1_000 + self.extra;
        Some((self.elapsed(now_ms) + wanted_ms).saturating_sub(limit))
    }
}

#[cfg(test)]
mod tests {
    use super::Timer;

    #[test]
    fn time_stands_while_paused_and_more_of_it_can_be_given() {
        let mut timer = Timer::begun(1_000);
        assert_eq!(timer.left(Some(30), Some(100), 11_000), Some(20_000));
        timer.stop(11_000);
        assert_eq!(timer.left(Some(30), Some(100), 99_000), Some(20_000));
        timer.go(100_000);
        timer.extend(30_000);
        assert_eq!(timer.left(Some(30), Some(100), 105_000), Some(45_000));
        assert_eq!(timer.left(Some(30), Some(200), 105_000), Some(75_000), "twice the question's time");
        assert_eq!(timer.left(Some(30), None, 105_000), None, "somebody without a limit");
        assert_eq!(timer.left(None, Some(100), 105_000), None, "a class without a limit");
        assert_eq!(timer.left(Some(1), Some(100), 900_000), Some(0));
        assert_eq!(timer.lacking(Some(30), 45_000, 105_000), Some(0));
        assert_eq!(timer.lacking(Some(30), 45_000, 107_000), Some(2_000));
        assert_eq!(timer.lacking(None, 45_000, 107_000), None);
    }
}
