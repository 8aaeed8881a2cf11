//! Progress as numbers: what the progress screen and `whose progress --json` show.

use crate::progress::day::Day;
use crate::progress::fit::Fit;
use crate::progress::ledger::{DayRow, Progress};
use crate::progress::memory::Memory;
use crate::quiz::bank::Bank;
use crate::quiz::syllabus::Objective;
use serde::Serialize;

/// From this chance of recall on, an objective counts as known today.
const KNOWN: f32 = 0.8;

/// How many days ahead due objectives are counted.
const FORECAST_DAYS: usize = 7;

/// The whole picture of one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overview {
    /// Answers so far.
    pub answers: u64,
    /// Answers fully right so far.
    pub right: u64,
    /// Minutes on questions so far.
    pub minutes: u64,
    /// Days in a row with an answer, up to today or yesterday.
    pub streak: u32,
    /// Answers today.
    pub today: u32,
    /// All objectives together.
    pub all: Mastery,
    /// Objectives by topic, in the order of the syllabus.
    pub topics: Vec<Mastery>,
    /// Objectives that come back: today (with those overdue), tomorrow, and so on.
    pub forecast: Vec<u32>,
}

/// How much of a set of objectives is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Mastery {
    /// The topic; empty for all.
    pub topic: String,
    /// Objectives.
    pub objectives: u32,
    /// Objectives met so far.
    pub met: u32,
    /// Objectives right at the last answer, whose chance of recall is 80 % or more today.
    pub known: u32,
}

impl Mastery {
    /// Nothing yet of something of this name.
    pub fn named(topic: &str) -> Self {
        Self { topic: topic.to_owned(), ..Self::default() }
    }

    /// Takes in an objective. What was missed last is not known, however fresh it is.
    pub fn count(&mut self, memory: Option<Memory>, today: Day) {
        self.objectives += 1;
        self.met += u32::from(memory.is_some());
        self.known += u32::from(memory.is_some_and(|memory| !memory.missed && memory.recall(today) >= KNOWN));
    }

    /// Known in per cent of all.
    pub fn percent(&self) -> u32 {
        (self.known * 100).checked_div(self.objectives).unwrap_or(0)
    }
}

/// Works out the picture of a day.
pub fn overview(bank: &Bank, progress: &Progress, today: Day) -> Overview {
    let sum = |part: fn(&DayRow) -> u64| progress.days.values().map(part).sum::<u64>();
    let (all, topics) = mastery(bank, progress, today);
    Overview {
        answers: sum(|day| day.answers.into()),
        right: sum(|day| day.right.into()),
        minutes: sum(|day| day.ms) / 60_000,
        streak: streak(progress, today),
        today: progress.days.get(&today).map_or(0, |day| day.answers),
        all,
        topics,
        forecast: forecast(bank, progress, today),
    }
}

/// How much is known of what the learner prepares for.
pub fn known(bank: &Bank, progress: &Progress, today: Day) -> Mastery {
    let fit = Fit::of(bank, progress, today);
    let mut known = Mastery::default();
    for objective in with_questions(bank).filter(|objective| fit.takes(objective)) {
        known.count(memory(progress, objective), today);
    }
    known
}

fn with_questions(bank: &Bank) -> impl Iterator<Item = &Objective> {
    bank.objectives().iter().filter(|objective| bank.siblings(&objective.id).next().is_some())
}

fn memory(progress: &Progress, objective: &Objective) -> Option<Memory> {
    progress.objectives.get(&objective.id).and_then(|row| row.memory)
}

fn mastery(bank: &Bank, progress: &Progress, today: Day) -> (Mastery, Vec<Mastery>) {
    let (mut all, mut topics) = (Mastery::default(), Vec::<Mastery>::new());
    for objective in with_questions(bank) {
        let memory = memory(progress, objective);
        all.count(memory, today);
        let at = topics.iter().position(|topic| topic.topic == objective.topic).unwrap_or_else(|| {
            topics.push(Mastery::named(&objective.topic));
            topics.len() - 1
        });
        topics[at].count(memory, today);
    }
    (all, topics)
}

fn streak(progress: &Progress, today: Day) -> u32 {
    let studied = |day: Day| progress.days.get(&day).is_some_and(|row| row.answers > 0);
    let last = if studied(today) { today } else { today.plus(-1) };
    let back = (0..i32::MAX).map(|back| last.plus(-back));
    let days = back.take_while(|&day| studied(day)).count();
    u32::try_from(days).unwrap_or(u32::MAX)
}

fn forecast(bank: &Bank, progress: &Progress, today: Day) -> Vec<u32> {
    let mut forecast = vec![0; FORECAST_DAYS];
    let fit = Fit::of(bank, progress, today);
    for objective in bank.objectives() {
        let due = progress.due(&objective.id).filter(|_| fit.takes(objective));
        let days = due.map(|due| fit.returns(due).since(today).max(0));
        if let Some(place) = days.and_then(|days| forecast.get_mut(usize::try_from(days).unwrap_or(usize::MAX))) {
            *place += 1;
        }
    }
    forecast
}
