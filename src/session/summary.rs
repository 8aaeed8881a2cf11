//! The end of a session: the score, what was missed, and what comes back when.

use crate::progress::day::Day;
use crate::progress::entry::Confidence;
use crate::progress::fit::Fit;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::question::Question;
use crate::quiz::score::Score;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One answer of the session.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The question.
    pub question: Arc<Question>,
    /// Points won.
    pub score: Score,
    /// How sure the learner said to be.
    pub confidence: Confidence,
    /// Milliseconds from question to answer.
    pub ms: u64,
}

/// What a session came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// What the session was.
    pub title: String,
    /// Answers fully right of all answers: all or nothing, as the exams grade.
    pub full: Score,
    /// Points won of points to win.
    pub points: Score,
    /// Time on questions, in milliseconds.
    pub ms: u64,
    /// Right, but said to be a guess or unsure: known by luck.
    pub lucky: usize,
    /// Wrong, but said to be sure: the ideas to look at first.
    pub misled: usize,
    /// What was missed, each idea once: its title and when it comes back.
    pub missed: Vec<(String, String)>,
    /// When the session's ideas come back, and how many on each day.
    pub returns: Vec<(String, usize)>,
}

impl Summary {
    /// Sums up a session on the day on which it ends.
    pub fn of(title: &str, outcomes: &[Outcome], bank: &Bank, progress: &Progress, today: Day) -> Self {
        let sure = |outcome: &&Outcome| outcome.confidence == Confidence::Sure;
        let unsure = |outcome: &&Outcome| matches!(outcome.confidence, Confidence::Guess | Confidence::Unsure);
        let right = |outcome: &&Outcome| outcome.score.is_full();
        Self {
            title: title.to_owned(),
            full: Score::new(outcomes.iter().filter(right).count(), outcomes.len()),
            points: outcomes.iter().fold(Score::default(), |sum, outcome| sum.plus(outcome.score)),
            ms: outcomes.iter().map(|outcome| outcome.ms).sum(),
            lucky: outcomes.iter().filter(right).filter(unsure).count(),
            misled: outcomes.iter().filter(|outcome| !right(outcome)).filter(sure).count(),
            missed: missed(outcomes, bank, progress, today),
            returns: returns(outcomes, bank, progress, today),
        }
    }
}

fn missed(outcomes: &[Outcome], bank: &Bank, progress: &Progress, today: Day) -> Vec<(String, String)> {
    let mut missed: Vec<(String, String)> = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| !outcome.score.is_full()) {
        let id = &outcome.question.objective;
        let title = bank.objective(id).map_or(&outcome.question.stem, |objective| &objective.title).clone();
        if !missed.iter().any(|(known, _)| *known == title) {
            missed.push((title, comes_back(bank, progress, id, today)));
        }
    }
    missed
}

fn returns(outcomes: &[Outcome], bank: &Bank, progress: &Progress, today: Day) -> Vec<(String, usize)> {
    let mut objectives: Vec<&str> = outcomes.iter().map(|outcome| outcome.question.objective.as_str()).collect();
    objectives.sort_unstable();
    objectives.dedup();
    let mut days: BTreeMap<Day, usize> = BTreeMap::new();
    let fit = Fit::of(bank, progress, today);
    for due in objectives.into_iter().filter_map(|objective| progress.due(objective)) {
        *days.entry(fit.returns(due).max(today)).or_default() += 1;
    }
    days.into_iter().map(|(day, count)| (day.from_here(today), count)).collect()
}

/// When an objective comes back, in words; empty if it was never studied nor missed.
pub fn comes_back(bank: &Bank, progress: &Progress, objective: &str, today: Day) -> String {
    let fit = Fit::of(bank, progress, today);
    progress.due(objective).map(|due| fit.returns(due).from_here(today)).unwrap_or_default()
}
