//! Derived state: what follows from the log, a row an objective, a question and a day. It can always be rebuilt.

use crate::progress::day::{Day, Moment};
use crate::progress::entry::{Answered, Entry, Mode, What};
use crate::progress::memory::{Memory, Rating, Scheduler};
use crate::quiz::bank::Bank;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// All derived state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// By objective.
    pub objectives: HashMap<String, ObjectiveRow>,
    /// By question.
    pub questions: HashMap<String, QuestionRow>,
    /// By study day.
    pub days: BTreeMap<Day, DayRow>,
}

/// What is known of one objective.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ObjectiveRow {
    /// Its memory; none until it is studied.
    pub memory: Option<Memory>,
    /// The day on which it was missed outside study and not studied since: it is due.
    pub owed: Option<Day>,
}

/// What happened to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// Times answered.
    pub seen: u32,
    /// Times fully right.
    pub right: u32,
    /// The day of the last answer.
    pub last: Option<Day>,
    /// Whether the last answer was a miss.
    pub missed: bool,
    /// Flagged for another look.
    pub flagged: bool,
    /// Not to be shown.
    pub suspended: bool,
    /// The learner's own words.
    pub note: String,
}

/// What happened on one study day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRow {
    /// Answers.
    pub answers: u32,
    /// Answers fully right.
    pub right: u32,
    /// Objectives studied for the first time.
    pub introduced: u32,
    /// Time on questions, in milliseconds; no more than [`LONGEST_MS`] is counted for one.
    pub ms: u64,
}

/// A question left open over lunch was not studied for an hour.
pub const LONGEST_MS: u64 = 5 * 60_000;

/// The rows that an entry changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Objectives.
    pub objectives: Vec<String>,
    /// Questions.
    pub questions: Vec<String>,
    /// Days.
    pub days: Vec<Day>,
}

impl Progress {
    /// The state that follows from a whole log. Entries that are voided anywhere in it do not count.
    pub fn replay(entries: &[Entry], bank: &Bank) -> Self {
        let voided: HashSet<Uuid> = entries.iter().filter_map(voids).collect();
        let scheduler = Scheduler::default();
        let mut progress = Self::default();
        for entry in entries.iter().filter(|entry| !voided.contains(&entry.id)) {
            progress.apply(entry, bank, &scheduler);
        }
        progress
    }

    /// Takes in one entry at the end of the log. A void changes nothing here: what it takes back is known only by
    /// replaying the log.
    pub fn apply(&mut self, entry: &Entry, bank: &Bank, scheduler: &Scheduler) -> Touched {
        match &entry.what {
            What::Answer(answered) => self.answer(entry, answered, bank, scheduler),
            What::Void { .. } => Touched::default(),
            What::Flag { question, on } => self.mark(question, bank, |row| row.flagged = *on),
            What::Suspend { question, on } => self.mark(question, bank, |row| row.suspended = *on),
            What::Note { question, text } => self.mark(question, bank, |row| row.note.clone_from(text)),
        }
    }

    fn mark(&mut self, question: &str, bank: &Bank, change: impl FnOnce(&mut QuestionRow)) -> Touched {
        let id = bank.question(question).map_or(question, |question| &question.id).to_owned();
        change(self.questions.entry(id.clone()).or_default());
        Touched { questions: vec![id], ..Touched::default() }
    }

    fn answer(&mut self, entry: &Entry, answered: &Answered, bank: &Bank, scheduler: &Scheduler) -> Touched {
        let day = entry.at.study_day();
        let full = answered.score.is_full();
        let row = self.days.entry(day).or_default();
        row.answers += 1;
        row.right += u32::from(full);
        row.ms += answered.ms.min(LONGEST_MS);
        let mut touched = Touched { days: vec![day], ..Touched::default() };
        // An answer to a question that is gone, or under another key, stays in the log and counts for the day alone.
        let question = bank.question(&answered.question);
        if let Some(question) = question.filter(|question| question.key == answered.key) {
            self.see(&question.id, full, day);
            touched.questions.push(question.id.clone());
            // A layer of a service that no line parts belongs to no idea of the schedule.
            if bank.objective(&question.objective).is_some() {
                self.remember(&question.objective, entry, answered, scheduler);
                touched.objectives.push(question.objective.clone());
            }
        }
        touched
    }

    fn see(&mut self, question: &str, full: bool, day: Day) {
        let row = self.questions.entry(question.to_owned()).or_default();
        row.seen += 1;
        row.right += u32::from(full);
        row.last = row.last.max(Some(day));
        row.missed = !full;
    }

    fn remember(&mut self, objective: &str, entry: &Entry, answered: &Answered, scheduler: &Scheduler) {
        let (day, full) = (entry.at.study_day(), answered.score.is_full());
        let row = self.objectives.entry(objective.to_owned()).or_default();
        match entry.mode {
            Mode::Study => {
                if row.memory.is_none() {
                    self.days.entry(day).or_default().introduced += 1;
                }
                let rating = Rating::of(full, answered.confidence);
                row.memory = Some(scheduler.review(row.memory, rating, day));
                row.owed = None;
            }
            Mode::Drill if !full => row.owed = Some(day),
            Mode::Drill => {}
        }
    }

    /// When an objective comes back; none if it was never met.
    pub fn due(&self, objective: &str) -> Option<Day> {
        let row = self.objectives.get(objective)?;
        row.owed.or_else(|| row.memory.map(|memory| memory.due))
    }

    /// Whether an objective was studied on this day.
    pub fn studied_on(&self, objective: &str, day: Day) -> bool {
        let memory = self.objectives.get(objective).and_then(|row| row.memory);
        memory.is_some_and(|memory| memory.last >= day)
    }

    /// Average time for one answer, in milliseconds; 40 seconds until twenty were given.
    pub fn pace_ms(&self) -> u64 {
        let (answers, ms) = self.days.values().fold((0, 0), |(n, ms), day| (n + u64::from(day.answers), ms + day.ms));
        if answers < 20 { 40_000 } else { (ms / answers).max(1_000) }
    }

    /// The last study day with an answer that lies in the future of `now`: a sign of a clock set back.
    pub fn ahead_of(&self, now: Moment) -> Option<Day> {
        let last = self.days.keys().next_back().copied();
        last.filter(|&day| day > now.study_day().plus(1))
    }
}

fn voids(entry: &Entry) -> Option<Uuid> {
    match entry.what {
        What::Void { entry } => Some(entry),
        _ => None,
    }
}
