//! What the learner should know on opening the program: what is due, what is new, how long it takes.

use crate::progress::day::Moment;
use crate::progress::exam::history::{mocks, unfinished};
use crate::progress::fit::Fit;
use crate::progress::ledger::Progress;
use crate::progress::plan::{Wish, plan};
use crate::progress::stats::{Mastery, Overview, known, overview};
use crate::quiz::bank::Bank;
use crate::session::aim;
use crate::session::drill::Selection;
use crate::session::outlook::ahead;
use serde::Serialize;

/// Today at a glance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Today {
    /// Objectives that are due.
    pub due: usize,
    /// New objectives for today.
    pub new: usize,
    /// About how long both take, in minutes.
    pub minutes: u64,
    /// Questions that were missed when they were answered last.
    pub missed: usize,
    /// Whether a mock exam was broken off and can be gone on with.
    pub unfinished: bool,
    /// How many exams there is an outlook on: the one that is prepared for, else all that can be sat.
    pub exams_ahead: usize,
    /// The mock exams in a few words: what is to be gone on with, or how the last one went.
    pub exams: String,
    /// What is prepared for, in a few words: the exam, its day, and how far it is off; none if no exam lies ahead.
    pub aim: Option<String>,
    /// The exam whose day has gone by, and what is to be done about it.
    pub after: Option<String>,
    /// What is known of all that is prepared for.
    pub known: Mastery,
    /// Progress as numbers.
    pub overview: Overview,
    /// The clock may be wrong: something was answered on this later day.
    pub ahead: Option<String>,
}

/// Looks at the day.
pub fn today(bank: &Bank, progress: &Progress, now: Moment) -> Today {
    let today = now.study_day();
    let all = overview(bank, progress, today);
    let planned = plan(bank, progress, today, &Wish::default());
    let questions = planned.items.len() as u64;
    Today {
        due: planned.due(),
        new: planned.fresh(),
        minutes: (questions * progress.pace_ms()).div_ceil(60_000),
        missed: Selection { missed: true, ..Selection::default() }.count(bank, progress),
        exams_ahead: ahead(bank, progress, today).len(),
        unfinished: unfinished(bank, progress).is_some(),
        exams: exams(bank, progress),
        aim: aim::words(bank, progress, now),
        after: aim::question(bank, progress, now),
        known: Fit::of(bank, progress, today).exam().map_or_else(|| all.all.clone(), |_| known(bank, progress, today)),
        overview: all,
        ahead: progress.ahead_of(now).map(|day| day.to_string()),
    }
}

/// What there is to say of mock exams, in a few words.
fn exams(bank: &Bank, progress: &Progress) -> String {
    if let Some((_, mock)) = unfinished(bank, progress) {
        return format!("{}: go on with it, it was broken off", mock.exam);
    }
    let last = mocks(progress).into_iter().find_map(|(_, mock)| Some((mock, mock.end.as_ref()?)));
    last.map_or_else(
        || "as the real ones are, by the clock".to_owned(),
        |(mock, end)| format!("the last: {}, {} % right", mock.exam, end.score().percent()),
    )
}
