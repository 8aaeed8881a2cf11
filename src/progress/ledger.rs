//! Derived state: what follows from the log, a row an objective, a question and a day. It can always be rebuilt.

use crate::progress::day::{Day, Moment};
use crate::progress::entry::{Answered, Entry, Mode, What};
use crate::progress::exam::aim::Aim;
use crate::progress::exam::deed::{Deed, Sat};
use crate::progress::exam::paper::Paper;
use crate::progress::exam::row::{End, ExamRow, Mock};
use crate::progress::memory::{Memory, Rating, Scheduler};
use crate::quiz::bank::Bank;
use crate::quiz::score::Score;
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
    /// Exams, mock, real and prepared for, by the sitting or by the entry that tells of them.
    pub exams: BTreeMap<Uuid, ExamRow>,
}

/// Changes whenever other derived state follows from the same log, or its rows get other fields: what an older program
/// derived is then rebuilt.
pub const REVISION: u64 = 3;

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
    /// The first answer, which no memory of the question itself helped.
    pub first: Option<First>,
    /// When the last paper had it, in milliseconds since 1970.
    pub examined: Option<i64>,
}

/// The first answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// Whether it was fully right.
    pub right: bool,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Given faster than the question can be read: it tells nothing.
    pub hurried: bool,
}

/// What happened on one study day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DayRow {
    /// Answers.
    pub answers: u32,
    /// Answers fully right.
    pub right: u32,
    /// Objectives studied for the first time.
    pub introduced: u32,
    /// Time on questions, in milliseconds; no more than [`LONGEST_MS`] is counted for one.
    pub ms: u64,
    /// Objectives that came back in study.
    pub reviews: u32,
    /// How many of these were expected to be recalled: the sum of the chances.
    pub expected: f32,
    /// How many were recalled.
    pub recalled: u32,
    /// Answers by what was said of them before: nothing, a guess, unsure, sure.
    pub said: [Score; 4],
}

/// An answer given faster than this was given without reading.
const SHORTEST_MS: u64 = 2_000;

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
    /// Exams.
    pub exams: Vec<Uuid>,
}

impl Touched {
    /// Takes in what another entry changed.
    pub fn extend(&mut self, other: Self) {
        self.objectives.extend(other.objectives);
        self.questions.extend(other.questions);
        self.days.extend(other.days);
        self.exams.extend(other.exams);
    }
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
            What::Flag { question, on } => self.mark(question, bank, |row| row.flagged = *on),
            What::Suspend { question, on } => self.mark(question, bank, |row| row.suspended = *on),
            What::Note { question, text } => self.mark(question, bank, |row| row.note.clone_from(text)),
            What::Paper(paper) => self.lay(entry, paper, bank),
            What::Sat(Sat { elapsed_ms, deed: Deed::End { how, domains } }) => {
                let end = End { how: *how, at: entry.at, elapsed_ms: *elapsed_ms, domains: domains.clone() };
                self.end(entry.session, end)
            }
            What::Void { .. } | What::Sat(_) => Touched::default(),
            What::Real(real) => {
                let reached = |aim: &Aim| aim.exam.as_ref() == Some(&real.exam);
                self.note(entry.id, ExamRow::Real(real.clone()), reached)
            }
            What::Aim(aim) => self.note(entry.id, ExamRow::Aim(aim.clone()), |_| true),
        }
    }

    /// A paper was laid before the learner: none of its questions is new to the next paper.
    fn lay(&mut self, entry: &Entry, paper: &Paper, bank: &Bank) -> Touched {
        let (exam, questions) = (paper.exam.clone(), paper.items.len());
        let mock = Mock { exam, begun: entry.at, questions, end: None };
        self.exams.insert(entry.session, ExamRow::Mock(mock));
        let present = |id: &String| bank.question(id).map_or(id, |question| &question.id).clone();
        let shown: Vec<String> = paper.items.iter().map(|item| present(&item.question)).collect();
        for question in &shown {
            self.questions.entry(question.clone()).or_default().examined = Some(entry.at.utc_ms);
        }
        Touched { questions: shown, exams: vec![entry.session], ..Touched::default() }
    }

    fn end(&mut self, session: Uuid, end: End) -> Touched {
        if let Some(ExamRow::Mock(mock)) = self.exams.get_mut(&session) {
            mock.end.get_or_insert(end);
        }
        Touched { exams: vec![session], ..Touched::default() }
    }

    /// Takes in what is told of exams outside a sitting. It puts an end to an aim that it reaches or replaces: there is one,
    /// or none, and the order of the log decides, whatever the clock said.
    fn note(&mut self, id: Uuid, row: ExamRow, ends: impl Fn(&Aim) -> bool) -> Touched {
        let ended = |row: &ExamRow| matches!(row, ExamRow::Aim(aim) if ends(aim));
        let mut exams: Vec<Uuid> = self.exams.iter().filter(|(_, row)| ended(row)).map(|(id, _)| *id).collect();
        self.exams.retain(|_, row| !ended(row));
        self.exams.insert(id, row);
        exams.push(id);
        Touched { exams, ..Touched::default() }
    }

    fn mark(&mut self, question: &str, bank: &Bank, change: impl FnOnce(&mut QuestionRow)) -> Touched {
        let id = bank.question(question).map_or(question, |question| &question.id).to_owned();
        change(self.questions.entry(id.clone()).or_default());
        Touched { questions: vec![id], ..Touched::default() }
    }

    fn answer(&mut self, entry: &Entry, answered: &Answered, bank: &Bank, scheduler: &Scheduler) -> Touched {
        let full = answered.score.is_full();
        let mut touched = Touched::default();
        // Only what was missed in a class comes in: as a share of answers, or as a first try, it would tell nothing.
        let counts = entry.mode != Mode::Class;
        if counts {
            self.count(entry.at.study_day(), answered, full);
            touched.days.push(entry.at.study_day());
        }
        // An answer to a question that is gone, or under another key, stays in the log and counts for the day alone.
        let question = bank.question(&answered.question);
        if let Some(question) = question.filter(|question| question.key == answered.key) {
            self.see(&question.id, full, entry.at, !counts || self.is_hurried(answered.ms));
            touched.questions.push(question.id.clone());
            // A layer of a service that no line parts belongs to no idea of the schedule.
            if bank.objective(&question.objective).is_some() {
                self.remember(&question.objective, entry, answered, scheduler);
                touched.objectives.push(question.objective.clone());
            }
        }
        touched
    }

    /// Counts an answer for its day.
    fn count(&mut self, day: Day, answered: &Answered, full: bool) {
        let row = self.days.entry(day).or_default();
        row.answers += 1;
        row.right += u32::from(full);
        row.ms += answered.ms.min(LONGEST_MS);
        let said = &mut row.said[answered.confidence as usize];
        *said = said.plus(Score::new(usize::from(full), 1));
    }

    fn see(&mut self, question: &str, full: bool, at: Moment, hurried: bool) {
        let row = self.questions.entry(question.to_owned()).or_default();
        row.seen += 1;
        row.right += u32::from(full);
        row.last = row.last.max(Some(at.study_day()));
        row.missed = !full;
        row.first.get_or_insert(First { right: full, at: at.utc_ms, hurried });
    }

    /// Whether an answer came faster than a question can be read: within two seconds, or a tenth of the usual time.
    fn is_hurried(&self, ms: u64) -> bool {
        ms < SHORTEST_MS || ms.saturating_mul(10) < self.pace_ms()
    }

    fn remember(&mut self, objective: &str, entry: &Entry, answered: &Answered, scheduler: &Scheduler) {
        let (day, full) = (entry.at.study_day(), answered.score.is_full());
        let row = self.objectives.entry(objective.to_owned()).or_default();
        match entry.mode {
            Mode::Study => {
                let today = self.days.entry(day).or_default();
                match row.memory.filter(|memory| memory.last < day) {
                    Some(memory) => {
                        today.reviews += 1;
                        today.expected += memory.recall(day);
                        today.recalled += u32::from(full);
                    }
                    None => today.introduced += u32::from(row.memory.is_none()),
                }
                let rating = Rating::of(full, answered.confidence);
                row.memory = Some(scheduler.review(row.memory, rating, day));
                row.owed = None;
            }
            Mode::Drill | Mode::Exam | Mode::Class if !full => row.owed = Some(day),
            Mode::Drill | Mode::Exam | Mode::Class => {}
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
