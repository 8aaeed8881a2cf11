//! The mock exams as a list: what can be gone on with, sat, or read again, and what the real ones came to.

use crate::progress::day::Moment;
use crate::progress::entry::{Entry, Mode, What};
use crate::progress::exam::history::mocks;
use crate::progress::exam::row::{ExamRow, Mock, Real};
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::session::exam::wish::Wish;
use crate::session::outlook::chance;
use crate::session::sitting::{Seeds, fresh_id};
use crate::session::start::Start;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::cmp::Ordering;
use uuid::Uuid;

/// Questions of a short paper: as many as half an hour allows.
const SHORT: usize = 20;

/// Something to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is done with it: `go on with`, `sit`, `read again`.
    pub heading: &'static str,
    /// The exam, and which.
    pub name: String,
    /// What there is to know about it, in a few words.
    pub aside: String,
    /// What it opens.
    pub open: Start,
}

/// All there is to open: what is unfinished, then what can be sat, then what has ended, newest first.
pub fn lines(bank: &Bank, progress: &Progress) -> Vec<Line> {
    // An exam that the bank does not know can neither be gone on with nor read.
    let known = |(_, mock): &(Uuid, &Mock)| bank.exam(&mock.exam).is_some();
    let mocks: Vec<_> = mocks(progress).into_iter().filter(known).collect();
    let open = mocks.iter().filter(|(_, mock)| mock.end.is_none()).map(|(id, mock)| broken_off(*id, mock));
    let new = bank
        .exams
        .iter()
        .filter(|exam| exam.is_current())
        .flat_map(|exam| [Some(full(exam)), short(exam)].into_iter().flatten());
    let past = (0..mocks.len()).filter_map(|at| finished(&mocks[at..]));
    open.chain(new).chain(past).collect()
}

fn broken_off(id: Uuid, mock: &Mock) -> Line {
    let name = format!("{}, {} questions", mock.exam, mock.questions);
    let aside = format!("begun on {}", day(mock.begun));
    Line { heading: "go on with", name, aside, open: Start::Resume(id) }
}

fn full(exam: &Exam) -> Line {
    let aside = format!("{} questions, {} minutes", exam.questions, exam.minutes);
    Line { heading: "sit", name: exam.code.clone(), aside, open: Start::Exam(Wish::of(&exam.code)) }
}

/// A short paper; none of an exam that is no longer than that.
fn short(exam: &Exam) -> Option<Line> {
    if usize::from(exam.questions) <= SHORT {
        return None;
    }
    let wish = Wish { n: Some(SHORT), ..Wish::of(&exam.code) };
    let minutes = wish.limit_ms(exam).unwrap_or(0) / 60_000;
    let aside = format!("{SHORT} questions, {minutes} minutes");
    Some(Line { heading: "sit", name: format!("{}, a short paper", exam.code), aside, open: Start::Exam(wish) })
}

/// An exam that has ended, the first of these, with what changed since the one before of the same exam and length.
fn finished(mocks: &[(Uuid, &Mock)]) -> Option<Line> {
    let ((id, mock), earlier) = mocks.split_first()?;
    let score = mock.end.as_ref()?.score();
    let before = earlier
        .iter()
        .filter(|(_, one)| (&one.exam, one.questions) == (&mock.exam, mock.questions))
        .find_map(|(_, one)| one.end.as_ref());
    let name = format!("{}, {}", mock.exam, day(mock.begun));
    let trend = before.map_or_else(String::new, |before| trend(score.percent(), before.score().percent()));
    let aside = format!("{} of {} right · {} %{trend}", score.won, score.of, score.percent());
    Some(Line { heading: "read again", name, aside, open: Start::Resume(*id) })
}

fn day(at: Moment) -> String {
    at.study_day().date().strftime("%-d %b %Y").to_string()
}

/// How a share right, in per cent, stands to the one before.
fn trend(now: u32, before: u32) -> String {
    match now.cmp(&before) {
        Ordering::Greater => format!(", {} more than before", now - before),
        Ordering::Less => format!(", {} less than before", before - now),
        Ordering::Equal => ", as before".to_owned(),
    }
}

/// The real exams that were reported, in words.
pub fn reported(progress: &Progress) -> Vec<String> {
    let mut real: Vec<&Real> = progress
        .exams
        .values()
        .filter_map(|row| if let ExamRow::Real(real) = row { Some(real) } else { None })
        .collect();
    real.sort_by_key(|real| real.day);
    real.into_iter().map(words).collect()
}

fn words(real: &Real) -> String {
    let passed = if real.passed { "passed" } else { "not passed" };
    let forecast =
        real.forecast.map_or_else(String::new, |[low, _, high]| format!("; the forecast was {}", chance(low, high)));
    format!("{} on {}: {}, {passed}{forecast}", real.exam, real.day, real.score)
}

/// The entry that tells something of exams outside a sitting: what a real one came to, which one is prepared for.
pub fn told(what: What, seeds: Seeds, at: Moment) -> Entry {
    let mut ids = ChaCha8Rng::seed_from_u64(seeds.ids);
    let (session, id) = (fresh_id(&mut ids), fresh_id(&mut ids));
    Entry { id, session, mode: Mode::Exam, at, what }
}
