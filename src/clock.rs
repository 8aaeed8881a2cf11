//! The one place that reads the time; everywhere else it is an argument.

use crate::progress::day::{Beat, Moment};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::env::var_os;
use std::fs;

/// Tells the time, or always the same time for runs that are to be repeated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock(Option<Moment>);

impl Clock {
    /// A clock that stands still at an instant written `2026-11-22T18:30:00+01:00`.
    pub fn stopped_at(text: &str) -> Result<Self, jiff::Error> {
        let utc: Timestamp = text.parse()?;
        let offset = jiff::fmt::temporal::Pieces::parse(text)?.to_numeric_offset();
        let minutes = offset.map_or(0, |offset| offset.seconds() / 60);
        let offset_minutes = i16::try_from(minutes).unwrap_or_default();
        Ok(Self(Some(Moment { utc_ms: utc.as_millisecond(), offset_minutes })))
    }

    /// The present instant with the present local offset.
    pub fn now(self) -> Moment {
        self.0.unwrap_or_else(|| {
            let now = Zoned::new(read(), zone());
            let offset_minutes = i16::try_from(now.offset().seconds() / 60).unwrap_or_default();
            Moment { utc_ms: now.timestamp().as_millisecond(), offset_minutes }
        })
    }

    /// Readings of the clocks that nobody can set; a clock that stands still has none.
    pub fn beat(self) -> Beat {
        if self.0.is_some() { Beat::default() } else { beat() }
    }
}

/// The time since the machine was started, with its sleep and without.
#[cfg(target_os = "linux")]
fn beat() -> Beat {
    use rustix::time::{ClockId, clock_gettime};
    let ms = |id| {
        let time = clock_gettime(id);
        u64::try_from(time.tv_sec * 1_000 + time.tv_nsec / 1_000_000).unwrap_or(0)
    };
    Beat { steady_ms: ms(ClockId::Boottime), awake_ms: ms(ClockId::Monotonic) }
}

/// Elsewhere one clock serves as both: whether it runs on while the machine sleeps is the system's affair.
#[cfg(not(target_os = "linux"))]
fn beat() -> Beat {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    let ms = u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(0);
    Beat { steady_ms: ms, awake_ms: ms }
}

/// The learner's time zone: `TZ`, else the system's. The system's is read from its one file; the library would look
/// through the names of all zones first, which takes as long as all the rest of a start.
fn zone() -> TimeZone {
    if var_os("TZ").is_some() {
        return TimeZone::system();
    }
    let local = fs::read("/etc/localtime").ok().and_then(|bytes| TimeZone::tzif("local", &bytes).ok());
    local.unwrap_or_else(TimeZone::system)
}

#[expect(clippy::disallowed_methods, reason = "this is the one place")]
fn read() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn a_stopped_clock_keeps_its_offset() {
        let clock = Clock::stopped_at("2026-11-22T18:30:00+05:30").expect("an instant");
        assert_eq!(clock.now().offset_minutes, 330);
        assert_eq!(clock.now().study_day().to_string(), "2026-11-22");
        assert!(Clock::stopped_at("yesterday").is_err());
    }
}
