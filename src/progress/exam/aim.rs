//! The exam that the learner prepares for, and its day: study is fitted to it.

use crate::progress::day::Day;
use crate::progress::exam::row::ExamRow;
use crate::progress::ledger::Progress;
use serde::{Deserialize, Serialize};

/// What the learner prepares for, until they say something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// The exam, `CLF-C02`; none if the learner prepares for none.
    pub exam: Option<String>,
    /// Its day, if it is known.
    pub day: Option<Day>,
}

/// An aim that still lies ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead<'p> {
    /// The exam.
    pub exam: &'p str,
    /// Its day, if it is known: today or later.
    pub day: Option<Day>,
}

/// What was said last of what the learner prepares for.
pub fn last(progress: &Progress) -> Option<&Aim> {
    progress.exams.values().find_map(|row| if let ExamRow::Aim(aim) = row { Some(aim) } else { None })
}

/// What the learner prepares for on this day; after the day of the exam nothing any more.
pub fn ahead(progress: &Progress, today: Day) -> Option<Ahead<'_>> {
    let aim = last(progress)?;
    let exam = aim.exam.as_deref()?;
    aim.day.is_none_or(|day| day >= today).then_some(Ahead { exam, day: aim.day })
}

/// The exam whose day has gone by, and of which nothing was reported since.
pub fn gone_by(progress: &Progress, today: Day) -> Option<(&str, Day)> {
    let aim = last(progress)?;
    Some((aim.exam.as_deref()?, aim.day.filter(|day| *day < today)?))
}
