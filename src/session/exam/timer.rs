//! The time of an exam: what counts of it, when it is announced, and what is said of sleep and of changed clocks.

use crate::progress::day::{Beat, Moment};
use crate::progress::exam::paper::Timing;

/// Times left that are announced, in minutes.
const ANNOUNCED: [u64; 3] = [10, 5, 1];

/// A difference between clocks that is worth a word, in milliseconds.
const WORTH_A_WORD: u64 = 5_000;

/// The time of one sitting.
#[derive(Clone, Debug)]
pub struct Timer {
    /// Milliseconds allowed; none if it is untimed.
    limit_ms: Option<u64>,
    timing: Timing,
    /// Milliseconds that count so far.
    pub elapsed_ms: u64,
    last: Option<(Beat, Moment)>,
}

/// What a beat brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beaten {
    /// Something to be said.
    pub notice: Option<String>,
    /// Whether the time is over.
    pub over: bool,
}

impl Timer {
    /// A timer that has run this far.
    pub fn new(limit_ms: Option<u64>, timing: Timing, elapsed_ms: u64) -> Self {
        Self { limit_ms, timing, elapsed_ms, last: None }
    }

    /// Takes in a reading of the clocks; what went by while the timer stood still is not counted.
    pub fn beat(&mut self, beat: Beat, now: Moment, running: bool) -> Beaten {
        let Some((before, then)) = self.last.replace((beat, now)) else {
            return Beaten { notice: None, over: running && self.is_over() };
        };
        if !running {
            return Beaten::default();
        }
        let (steady, awake) =
            (beat.steady_ms.saturating_sub(before.steady_ms), beat.awake_ms.saturating_sub(before.awake_ms));
        let left = self.left_ms();
        self.elapsed_ms += if self.timing == Timing::Strict { steady } else { awake.min(steady) };
        let notice = self.slept(steady.saturating_sub(awake)).or_else(|| clock_set(steady, then, now));
        Beaten { notice: notice.or_else(|| announced(left?, self.left_ms()?)), over: self.is_over() }
    }

    /// Milliseconds left; none if it is untimed.
    pub fn left_ms(&self) -> Option<u64> {
        Some(self.limit_ms?.saturating_sub(self.elapsed_ms))
    }

    fn is_over(&self) -> bool {
        self.left_ms() == Some(0)
    }

    /// How the answers keep up with the time, in words.
    pub fn pace(&self, answered: usize, of: usize) -> String {
        let Some(limit) = self.limit_ms.filter(|_| answered > 0) else { return String::new() };
        let planned = limit * answered as u64 / (of as u64).max(1);
        let minutes = planned.abs_diff(self.elapsed_ms) / 60_000;
        match (minutes, planned >= self.elapsed_ms) {
            (0, _) => "on pace".to_owned(),
            (minutes, true) => format!("{minutes} min ahead"),
            (minutes, false) => format!("{minutes} min behind"),
        }
    }

    fn slept(&self, ms: u64) -> Option<String> {
        let counted = if self.timing == Timing::Strict { "it counts" } else { "it does not count" };
        (ms >= WORTH_A_WORD).then(|| format!("the program stood still for {}; {counted}", span(ms)))
    }
}

/// A time left that was reached between two readings.
fn announced(before: u64, after: u64) -> Option<String> {
    let reached = ANNOUNCED.into_iter().rev().find(|minutes| before > minutes * 60_000 && after <= minutes * 60_000)?;
    Some(format!("{reached} {} left", if reached == 1 { "minute" } else { "minutes" }))
}

/// The wall clock went another way than the time.
fn clock_set(steady: u64, then: Moment, now: Moment) -> Option<String> {
    let wall = now.utc_ms - then.utc_ms;
    let off = wall - i64::try_from(steady).unwrap_or(i64::MAX);
    let way = if off > 0 { "forward" } else { "back" };
    let told = || format!("the clock was set {way} by {}; the time left stays as it was", span(off.unsigned_abs()));
    (off.unsigned_abs() >= WORTH_A_WORD).then(told)
}

/// A time in words.
pub fn span(ms: u64) -> String {
    match ms / 1_000 {
        seconds @ 0..=119 => format!("{seconds} s"),
        seconds @ 120..=35_999 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3_600),
    }
}

/// A time left as a clock shows it: `58:12`, `1:58:12`.
pub fn clock(ms: u64) -> String {
    // Rounded up: it shows zero when the time is over, and not before.
    let seconds = ms.div_ceil(1_000);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::{Timer, clock};
    use crate::progress::day::{Beat, Moment};
    use crate::progress::exam::paper::Timing;

    const MINUTE: u64 = 60_000;

    struct Watch {
        timer: Timer,
        beat: Beat,
        now: Moment,
    }

    impl Watch {
        fn new(timing: Timing) -> Self {
            let mut watch =
                Self { timer: Timer::new(Some(90 * MINUTE), timing, 0), beat: Beat::default(), now: Moment::default() };
            watch.go(0, 0, 0);
            watch
        }

        /// Lets time go by: asleep or awake, and by the clock on the wall; returns what is said, and what is left.
        fn go(&mut self, awake: u64, asleep: u64, wall: i64) -> (String, u64) {
            self.beat.steady_ms += awake + asleep;
            self.beat.awake_ms += awake;
            self.now.utc_ms += wall;
            let beaten = self.timer.beat(self.beat, self.now, true);
            (beaten.notice.unwrap_or_default(), self.timer.left_ms().expect("a limit"))
        }
    }

    #[test]
    fn sleep_counts_by_the_strict_policy_alone() {
        let (asleep, wall) = (12 * MINUTE, 12 * 60_000);
        let fair = Watch::new(Timing::Fair).go(0, asleep, wall);
        assert_eq!(fair, ("the program stood still for 12 min; it does not count".into(), 90 * MINUTE));
        let strict = Watch::new(Timing::Strict).go(0, asleep, wall);
        assert_eq!(strict, ("the program stood still for 12 min; it counts".into(), 78 * MINUTE));
    }

    #[test]
    fn a_changed_clock_changes_no_time() {
        let mut watch = Watch::new(Timing::Strict);
        let (said, left) = watch.go(1_000, 0, 3_600_000);
        assert_eq!(said, "the clock was set forward by 59 min; the time left stays as it was");
        assert_eq!(left, 90 * MINUTE - 1_000);
        let (said, left) = watch.go(1_000, 0, -7_200_000);
        assert_eq!(said, "the clock was set back by 120 min; the time left stays as it was");
        assert_eq!(left, 90 * MINUTE - 2_000);
    }

    #[test]
    fn ten_five_and_one_minute_are_announced_once() {
        let mut watch = Watch::new(Timing::Fair);
        watch.go(79 * MINUTE, 0, 79 * 60_000);
        let mut said = Vec::new();
        for _ in 0..11 * 60 {
            let (words, _) = watch.go(1_000, 0, 1_000);
            said.extend((!words.is_empty()).then_some(words));
        }
        assert_eq!(said, ["10 minutes left", "5 minutes left", "1 minute left"]);
        assert!(watch.timer.beat(watch.beat, watch.now, true).over);
    }

    #[test]
    fn the_pace_compares_answers_with_time() {
        let mut timer = Timer::new(Some(90 * MINUTE), Timing::Fair, 0);
        assert_eq!(timer.pace(0, 65), "");
        timer.elapsed_ms = 10 * MINUTE;
        assert_eq!(timer.pace(13, 65), "8 min ahead");
        timer.elapsed_ms = 30 * MINUTE;
        assert_eq!(timer.pace(13, 65), "12 min behind");
        timer.elapsed_ms = 18 * MINUTE;
        assert_eq!(timer.pace(13, 65), "on pace");
    }

    #[test]
    fn a_clock_shows_zero_only_when_the_time_is_over() {
        assert_eq!([clock(0), clock(1), clock(61_000), clock(7_200_000)], ["0:00", "0:01", "1:01", "2:00:00"]);
    }
}
