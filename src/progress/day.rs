//! Instants and study days, as values that are handed in; nothing here reads a clock.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A study day begins at four in the morning, so that a late evening is still the same day.
const ROLLOVER_MINUTES: i64 = 4 * 60;
const MINUTES_A_DAY: i64 = 24 * 60;

/// An instant, and how far the learner's clock was from UTC at that instant.
///
/// The offset is kept with each instant: study days worked out later with another offset would move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    pub utc_ms: i64,
    /// Local time minus UTC, in minutes.
    pub offset_minutes: i16,
}

impl Moment {
    /// The study day that this instant belongs to.
    pub fn study_day(self) -> Day {
        let minutes = self.utc_ms.div_euclid(60_000) + i64::from(self.offset_minutes);
        let days = (minutes - ROLLOVER_MINUTES).div_euclid(MINUTES_A_DAY);
        Day(i32::try_from(days).unwrap_or_default())
    }

    /// The day of the calendar, as a clock on the wall has it: from midnight to four it is a day ahead of the study day.
    pub fn calendar_day(self) -> Day {
        let minutes = self.utc_ms.div_euclid(60_000) + i64::from(self.offset_minutes);
        Day(i32::try_from(minutes.div_euclid(MINUTES_A_DAY)).unwrap_or_default())
    }

    /// Milliseconds from an earlier instant; 0 if the clock was set back in between.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.utc_ms - earlier.utc_ms).unwrap_or(0)
    }
}

/// Two readings of a clock that nobody can set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beat {
    /// Milliseconds, also while the machine sleeps.
    pub steady_ms: u64,
    /// Milliseconds while the machine was awake and the program not stopped.
    pub awake_ms: u64,
}

/// A study day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    /// The study day of a calendar date.
    pub fn of(day: Date) -> Self {
        Self(day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days()))
    }

    /// The calendar date.
    pub fn date(self) -> Date {
        date(1970, 1, 1).saturating_add(self.0.days())
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days from an earlier day; negative if it is later.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day as a learner says it: `today`, `tomorrow`, `in 5 days`, `on 14 Feb 2027`.
    pub fn from_here(self, today: Self) -> String {
        match self.since(today) {
            ..=0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days @ 2..=13 => format!("in {days} days"),
            _ => format!("on {}", self.date().strftime("%-d %b %Y")),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Moment};

    fn at(utc: &str, offset_minutes: i16) -> Moment {
        let utc: jiff::Timestamp = utc.parse().expect("an instant");
        Moment { utc_ms: utc.as_millisecond(), offset_minutes }
    }

    #[test]
    fn a_study_day_begins_at_four_local_time() {
        assert_eq!(at("2026-11-22T03:59:59Z", 0).study_day().to_string(), "2026-11-21");
        assert_eq!(at("2026-11-22T04:00:00Z", 0).study_day().to_string(), "2026-11-22");
        assert_eq!(at("2026-11-22T18:00:00Z", 13 * 60).study_day().to_string(), "2026-11-23");
        assert_eq!(at("2026-11-22T08:00:00Z", -5 * 60).study_day().to_string(), "2026-11-21");
        assert_eq!(at("1969-12-31T23:00:00Z", 0).study_day(), Day(-1));
    }

    #[test]
    fn days_are_said_as_a_learner_says_them() {
        let today = Day(20_000);
        let said = [0, 1, 6, 30].map(|days| today.plus(days).from_here(today));
        assert_eq!(said, ["today", "tomorrow", "in 6 days", "on 3 Nov 2024"]);
        assert_eq!(today.plus(-3).from_here(today), "today", "overdue is today");
    }

    #[test]
    fn a_clock_set_back_takes_no_time_away() {
        assert_eq!(at("2026-01-01T00:00:00Z", 0).since(at("2026-01-01T00:00:05Z", 0)), 0);
    }
}
