//! A sitting of a paper: what was chosen, struck out and flagged, and the time it took; a fold over its entries.

use crate::progress::day::Moment;
use crate::progress::entry::{Entry, What};
use crate::progress::exam::deed::{Deed, Ending, Sat};
use crate::progress::exam::paper::{Paper, Timing};
use uuid::Uuid;

/// What was given on one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The chosen options, by id.
    pub chosen: Vec<String>,
    /// The options struck out, by id.
    pub struck: Vec<String>,
    /// Flagged for review.
    pub flagged: bool,
    /// Milliseconds spent on it, all visits together.
    pub ms: u64,
}

/// A sitting of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The sitting that its entries belong to.
    pub id: Uuid,
    /// When it began.
    pub begun: Moment,
    /// The paper.
    pub paper: Paper,
    /// What was given on each question.
    pub given: Vec<Given>,
    /// The question on the table, counted from 0.
    pub at: usize,
    /// Milliseconds that count so far.
    pub elapsed_ms: u64,
    /// How and when it came to its end; none while it is open.
    pub ended: Option<(Ending, Moment)>,
}

impl Record {
    /// A sitting that begins.
    pub fn begin(id: Uuid, begun: Moment, paper: Paper) -> Self {
        let given = vec![Given::default(); paper.items.len()];
        Self { id, begun, paper, given, at: 0, elapsed_ms: 0, ended: None }
    }

    /// The sitting that these entries of one session tell of; none if there is no paper among them.
    pub fn replay(entries: &[Entry]) -> Option<Self> {
        let mut entries = entries.iter();
        let mut record = entries.find_map(|entry| match &entry.what {
            What::Paper(paper) => Some(Self::begin(entry.session, entry.at, (**paper).clone())),
            _ => None,
        })?;
        for entry in entries {
            if let What::Sat(sat) = &entry.what {
                record.take(sat, entry.at);
            }
        }
        Some(record)
    }

    /// Takes in what was done. The time since the last deed was spent on the question on the table.
    pub fn take(&mut self, sat: &Sat, now: Moment) {
        self.reach(sat.elapsed_ms);
        match &sat.deed {
            Deed::Move { item } => self.at = (*item).min(self.given.len().saturating_sub(1)),
            Deed::Choose { item, chosen } => self.change(*item, |given| given.chosen.clone_from(chosen)),
            Deed::Strike { item, struck } => self.change(*item, |given| given.struck.clone_from(struck)),
            Deed::Flag { item, on } => self.change(*item, |given| given.flagged = *on),
            Deed::End { how, .. } => self.ended = self.ended.or(Some((*how, now))),
        }
    }

    /// Lets the time run on to here; what is new of it was spent on the question on the table.
    pub fn reach(&mut self, elapsed_ms: u64) {
        let spent = elapsed_ms.saturating_sub(self.elapsed_ms);
        self.elapsed_ms += spent;
        if let Some(given) = self.given.get_mut(self.at) {
            given.ms += spent;
        }
    }

    fn change(&mut self, item: usize, change: impl FnOnce(&mut Given)) {
        if let Some(given) = self.given.get_mut(item) {
            change(given);
        }
    }

    /// Counts time that passed while the program did not run: what a heartbeat kept, and, by the strict policy, all
    /// time since the start, up to the limit. A clock that was set back takes no time away, and what has ended takes no
    /// more time.
    pub fn catch_up(&mut self, heartbeat_ms: u64, now: Moment) {
        if self.ended.is_some() {
            return;
        }
        let strict = if self.paper.timing == Timing::Strict { now.since(self.begun) } else { 0 };
        self.reach(heartbeat_ms.max(strict).min(self.paper.limit_ms.unwrap_or(u64::MAX)));
    }

    /// Milliseconds left; none if it is untimed.
    pub fn left_ms(&self) -> Option<u64> {
        Some(self.paper.limit_ms?.saturating_sub(self.elapsed_ms))
    }

    /// Questions with at least one option chosen.
    pub fn answered(&self) -> usize {
        self.given.iter().filter(|given| !given.chosen.is_empty()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::{Deed, Ending, Record, Sat};
    use crate::progress::day::Moment;
    use crate::progress::exam::paper::{Fresh, Item, Paper, Timing};
    use uuid::Uuid;

    fn record(timing: Timing) -> Record {
        let item = |n: usize| Item {
            question: n.to_string(),
            key: 0,
            shown: vec!["a".into(), "b".into()],
            domain: 0,
            scored: true,
            fresh: Fresh::New,
        };
        let items = (0..3).map(item).collect();
        let paper = Paper { exam: "X".into(), seed: 1, limit_ms: Some(60_000), timing, items };
        Record::begin(Uuid::nil(), Moment::default(), paper)
    }

    fn later(ms: i64) -> Moment {
        Moment { utc_ms: ms, offset_minutes: 0 }
    }

    #[test]
    fn time_goes_to_the_question_on_the_table() {
        let mut record = record(Timing::Fair);
        let sat = |elapsed_ms, deed| Sat { elapsed_ms, deed };
        record.take(&sat(4_000, Deed::Choose { item: 0, chosen: vec!["a".into()] }), later(4_000));
        record.take(&sat(5_000, Deed::Move { item: 2 }), later(5_000));
        record.take(&sat(9_000, Deed::Flag { item: 2, on: true }), later(9_000));
        record.take(&sat(9_500, Deed::End { how: Ending::Handed, domains: Vec::new() }), later(9_500));
        let spent: Vec<u64> = record.given.iter().map(|given| given.ms).collect();
        assert_eq!(spent, [5_000, 0, 4_500]);
        assert_eq!((record.answered(), record.given[2].flagged), (1, true));
        assert_eq!(record.ended, Some((Ending::Handed, later(9_500))));
    }

    #[test]
    fn after_a_crash_the_policy_says_which_time_counts() {
        for (timing, left) in [(Timing::Fair, 55_000), (Timing::Strict, 20_000)] {
            let mut record = record(timing);
            record.catch_up(5_000, later(40_000));
            assert_eq!(record.left_ms(), Some(left), "{timing:?}");
        }
        let mut record = record(Timing::Strict);
        record.catch_up(5_000, later(900_000));
        assert_eq!((record.elapsed_ms, record.given[0].ms), (60_000, 60_000), "no more than there was");
        record
            .take(&Sat { elapsed_ms: 60_000, deed: Deed::End { how: Ending::TimeUp, domains: Vec::new() } }, later(1));
        let ended = record.clone();
        record.catch_up(70_000, later(9_000_000));
        assert_eq!(record, ended, "what has ended takes no more time");
        let mut record = self::record(Timing::Strict);
        record.catch_up(5_000, later(-90_000));
        assert_eq!(record.left_ms(), Some(55_000), "a clock set back gives no time");
    }

    #[test]
    fn what_points_outside_the_paper_changes_nothing() {
        let mut record = record(Timing::Fair);
        record.take(&Sat { elapsed_ms: 0, deed: Deed::Flag { item: 9, on: true } }, later(0));
        record.take(&Sat { elapsed_ms: 0, deed: Deed::Move { item: 9 } }, later(0));
        assert_eq!((record.at, record.given.iter().any(|given| given.flagged)), (2, false));
    }
}
