//! The sessions that a learner can begin, and where a shell opens, as one list for all shells.

use crate::progress::day::Moment;
use crate::progress::ledger::Progress;
use crate::progress::plan::Wish;
use crate::quiz::bank::Bank;
use crate::session::drill::{Drill, Selection};
use crate::session::explore::Explore;
use crate::session::sitting::Seeds;
use crate::session::step::Session;
use crate::session::study::Study;
use std::sync::Arc;

/// What to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Study by the schedule.
    Study(Wish),
    /// Drill a selection.
    Drill(Selection),
}

/// Where a shell opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// At home.
    Home,
    /// In a session, and ends with it.
    Session(Start),
    /// Before stacks side by side, and ends with them.
    Explore(Explore),
}

/// Begins a session, or says why there is nothing to ask and what to do instead.
pub fn start(
    start: &Start,
    bank: &Arc<Bank>,
    progress: &Progress,
    seeds: Seeds,
    now: Moment,
) -> Result<Box<dyn Session>, String> {
    let progress = progress.clone();
    match start {
        Start::Study(wish) => {
            let study = Study::begin(bank, progress, wish, seeds, now);
            if study.is_empty() { Err(nothing_due(wish)) } else { Ok(Box::new(study)) }
        }
        Start::Drill(selection) => {
            let drill = Drill::begin(Arc::clone(bank), progress, selection, seeds, now);
            if drill.is_empty() { Err(nothing_fits(selection)) } else { Ok(Box::new(drill)) }
        }
    }
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
