//! The sessions that a learner can begin, and where a shell opens, as one list for all shells.

use crate::progress::day::Moment;
use crate::progress::entry::Entry;
use crate::progress::exam::history::unfinished;
use crate::progress::exam::record::Record;
use crate::progress::exam::row::Mock;
use crate::progress::plan::Wish;
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::session::drill::{Drill, Selection};
use crate::session::exam;
use crate::session::exam::compose::compose;
use crate::session::exam::sit::Sitting;
use crate::session::explore::Explore;
use crate::session::keeper::Keeper;
use crate::session::step::Session;
use crate::session::study::Study;
use std::sync::Arc;
use uuid::Uuid;

/// What to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Study by the schedule.
    Study(Wish),
    /// Drill a selection.
    Drill(Selection),
    /// Sit a mock exam.
    Exam(exam::wish::Wish),
    /// Go on with a mock exam, or read its result if it has come to its end.
    Resume(Uuid),
}

/// Where a shell opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// At home.
    Home,
    /// Before the mock exams.
    Exams,
    /// In a session, and ends with it.
    Session(Start),
    /// Before stacks side by side, and ends with them.
    Explore(Explore),
}

/// Begins a session, or says why there is nothing to ask and what to do instead.
pub fn start(start: &Start, keeper: &mut dyn Keeper, now: Moment) -> Result<Box<dyn Session>, String> {
    let seeds = keeper.seeds();
    let bank = Arc::clone(keeper.bank());
    match start {
        Start::Study(wish) => {
            let study = Study::begin(&bank, keeper.progress().clone(), wish, seeds, now);
            if study.is_empty() { Err(nothing_due(wish)) } else { Ok(Box::new(study)) }
        }
        Start::Drill(selection) => {
            let drill = Drill::begin(bank, keeper.progress().clone(), selection, seeds, now);
            if drill.is_empty() { Err(nothing_fits(selection)) } else { Ok(Box::new(drill)) }
        }
        Start::Exam(wish) => {
            if let Some((_, open)) = unfinished(&bank, keeper.progress()) {
                return Err(still_open(open));
            }
            let exam = exam_of(&bank, &wish.exam)?;
            let paper = compose(&bank, keeper.progress(), exam, wish, seeds.paper).map_err(|short| short.words())?;
            Ok(Box::new(Sitting::begin(Arc::clone(&bank), exam.clone(), paper, seeds, now)))
        }
        Start::Resume(sitting) => {
            let (entries, beat_ms) = keeper.sitting(*sitting)?;
            let (record, exam) = sat(&bank, &entries)?;
            Ok(Box::new(Sitting::resume(Arc::clone(&bank), exam.clone(), record, beat_ms, seeds, now)))
        }
    }
}

fn still_open(mock: &Mock) -> String {
    let day = mock.begun.study_day();
    format!("{} of {day} is still open; go on with it or end it first, with `whose exam`", mock.exam)
}

/// The sitting that these entries of one session tell of, and its exam.
pub fn sat<'b>(bank: &'b Bank, entries: &[Entry]) -> Result<(Record, &'b Exam), String> {
    let record = Record::replay(entries).ok_or("the paper of this exam cannot be read; `whose` shows the others")?;
    let exam = exam_of(bank, &record.paper.exam)?;
    Ok((record, exam))
}

fn exam_of<'b>(bank: &'b Bank, code: &str) -> Result<&'b Exam, String> {
    bank.exam(code).ok_or_else(|| {
        format!("the bank knows no exam `{code}`; name the questions that it was made from with `--bank`")
    })
}

fn nothing_due(wish: &Wish) -> String {
    let of = wish.topic.as_ref().map(|topic| format!(" of `{topic}`")).unwrap_or_default();
    format!(
        "nothing{of} is due and today's new ones are done; drill, or ask for more new ones with `whose study --new 20`"
    )
}

fn nothing_fits(selection: &Selection) -> String {
    if selection.missed {
        return "no question was missed when it was answered last; drill any others".to_owned();
    }
    if selection.flagged {
        return "no question is flagged; `f` flags one for another look".to_owned();
    }
    format!("no question fits `{}`; leave out one of the conditions", selection.title())
}
