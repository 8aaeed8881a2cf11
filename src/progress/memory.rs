//! How well an objective is remembered and when it comes back: FSRS-6, by the `fsrs` crate, which stays inside here.

use crate::progress::day::Day;
use crate::progress::entry::Confidence;
use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, ItemState, MemoryState, NextStates, current_retrievability};
use serde::{Deserialize, Serialize};

/// The share of due objectives that should still be known when they come back. Lower than the usual 0.9: with little
/// time before an exam, covering more beats holding tighter.
pub const DESIRED_RETENTION: f32 = 0.85;

/// What is remembered of one objective.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Days until the chance of recall falls to 90 %.
    pub stability: f32,
    /// 1 (easy) to 10 (hard).
    pub difficulty: f32,
    /// The day of the last answer.
    pub last: Day,
    /// The day on which it comes back.
    pub due: Day,
    /// Answers so far.
    pub reviews: u32,
    /// Whether the last answer was a miss.
    pub missed: bool,
    /// Times it was forgotten after it had been known.
    pub lapses: u32,
}

/// What an answer says of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rating {
    /// Wrong, or only partly right.
    Again,
    /// Right, but said to be a guess or unsure.
    Hard,
    /// Right.
    Good,
}

impl Rating {
    /// The rating of an answer. Never better for being quick: a stem seen before is answered fast.
    pub fn of(full: bool, confidence: Confidence) -> Self {
        match (full, confidence) {
            (false, _) => Self::Again,
            (true, Confidence::Guess | Confidence::Unsure) => Self::Hard,
            (true, Confidence::None | Confidence::Sure) => Self::Good,
        }
    }
}

/// Works out memories.
#[derive(Debug, Default)]
pub struct Scheduler(FSRS);

impl Scheduler {
    /// The memory after an answer on `day`.
    pub fn review(&self, before: Option<Memory>, rating: Rating, day: Day) -> Memory {
        let elapsed = before.map_or(0, |memory| u32::try_from(day.since(memory.last)).unwrap_or(0));
        let known = before.map(|m| MemoryState { stability: m.stability, difficulty: m.difficulty });
        let next = self.0.next_states(known, DESIRED_RETENTION, elapsed).map(|states| pick(states, rating));
        let (reviews, lapses) = before.map_or((0, 0), |memory| (memory.reviews, memory.lapses));
        let forgotten = rating == Rating::Again && before.is_some_and(|memory| memory.stability >= 1.0);
        let kept = before.map_or((0.5, 5.0, 1.0), |m| (m.stability, m.difficulty, 1.0));
        // The crate refuses only what is no number; the old memory is then kept and comes back tomorrow.
        let (stability, difficulty, interval) =
            next.map_or(kept, |state| (state.memory.stability, state.memory.difficulty, state.interval));
        let last = before.map_or(day, |memory| memory.last.max(day));
        let due = last.plus(whole_days(interval));
        Memory {
            stability,
            difficulty,
            last,
            due,
            reviews: reviews + 1,
            lapses: lapses + u32::from(forgotten),
            missed: rating == Rating::Again,
        }
    }
}

impl Memory {
    /// The chance to recall it on `day`, 0 to 1.
    pub fn recall(&self, day: Day) -> f32 {
        let elapsed = f32::from(i16::try_from(day.since(self.last).max(0)).unwrap_or(i16::MAX));
        let state = MemoryState { stability: self.stability, difficulty: self.difficulty };
        current_retrievability(state, elapsed, FSRS6_DEFAULT_DECAY)
    }
}

fn pick(states: NextStates, rating: Rating) -> ItemState {
    match rating {
        Rating::Again => states.again,
        Rating::Hard => states.hard,
        Rating::Good => states.good,
    }
}

/// Intervals are whole days, at least one: within a session a missed question returns by itself.
#[expect(clippy::cast_possible_truncation, reason = "clamped to ten years before")]
fn whole_days(interval: f32) -> i32 {
    interval.round().clamp(1.0, 3650.0) as i32
}

#[cfg(test)]
mod tests {
    use super::{Confidence, Day, Rating, Scheduler};

    #[test]
    fn ratings_follow_correctness_then_confidence() {
        assert_eq!(Rating::of(false, Confidence::Sure), Rating::Again);
        assert_eq!(Rating::of(true, Confidence::Guess), Rating::Hard);
        assert_eq!(Rating::of(true, Confidence::Unsure), Rating::Hard);
        assert_eq!(Rating::of(true, Confidence::None), Rating::Good);
    }

    /// Good at once, Good after 2 days, Again after 10 more: figures of py-fsrs 6.3 and ts-fsrs 5.4.
    #[test]
    fn memory_agrees_with_other_implementations() {
        let scheduler = Scheduler::default();
        let mut memory = scheduler.review(None, Rating::Good, Day(0));
        let mut seen = vec![(memory.stability, memory.difficulty)];
        for (day, rating) in [(2, Rating::Good), (12, Rating::Again)] {
            memory = scheduler.review(Some(memory), rating, Day(day));
            seen.push((memory.stability, memory.difficulty));
        }
        for ((s, d), (stability, difficulty)) in
            seen.into_iter().zip([(2.3065, 2.118), (10.964, 2.111), (1.522, 7.392)])
        {
            assert!((s - stability).abs() < 0.002 && (d - difficulty).abs() < 0.002, "{s} {d}");
        }
        assert_eq!((memory.reviews, memory.lapses), (3, 1));
    }

    #[test]
    fn good_answers_come_back_later_and_misses_tomorrow() {
        let scheduler = Scheduler::default();
        let (mut memory, mut day, mut last) = (scheduler.review(None, Rating::Good, Day(0)), Day(0), 0);
        for _ in 0..4 {
            let gap = memory.due.since(day);
            assert!(gap > last, "each gap is longer: {gap} after {last}");
            (day, last) = (memory.due, gap);
            assert!((memory.recall(day) - 0.85).abs() < 0.05, "{}", memory.recall(day));
            memory = scheduler.review(Some(memory), Rating::Good, day);
        }
        let once = scheduler.review(None, Rating::Good, Day(0));
        let [hard, good] =
            [Rating::Hard, Rating::Good].map(|rating| scheduler.review(Some(once), rating, once.due).due);
        assert!(hard < good, "what was guessed comes back sooner");
        let missed = scheduler.review(None, Rating::Again, Day(5));
        assert_eq!(missed.due, Day(6));
    }

    #[test]
    fn a_clock_set_back_moves_no_memory_into_the_past() {
        let scheduler = Scheduler::default();
        let memory = scheduler.review(None, Rating::Good, Day(100));
        assert_eq!(scheduler.review(Some(memory), Rating::Good, Day(90)).last, Day(100));
    }
}
