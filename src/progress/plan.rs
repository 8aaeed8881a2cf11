//! What to study next: due objectives first, then new ones, one question of each.

use crate::progress::day::Day;
use crate::progress::exam::history::{is_on_the_table, unfinished};
use crate::progress::fit::Fit;
use crate::progress::ledger::{Progress, QuestionRow};
use crate::quiz::bank::Bank;
use crate::quiz::question::MADE;
use crate::quiz::question::Question;
use crate::quiz::syllabus::Objective;
use std::sync::Arc;

/// Every so many new objectives, one is a line to draw: the signature drill should not wait for the rest.
const LINE_EVERY: usize = 5;

/// What the learner asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// New objectives a day; none for what fits the exam ahead.
    pub new: Option<u32>,
    /// Minutes to fill; none for all that is due.
    pub minutes: Option<u32>,
    /// Only this topic, whatever exam lies ahead; none for what belongs to that exam.
    pub topic: Option<String>,
}

/// What is to be studied now.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The questions, in order.
    pub items: Vec<Item>,
}

/// A question and why it is asked.
#[derive(Clone, Debug)]
pub struct Item {
    /// The question.
    pub question: Arc<Question>,
    /// Whether its objective is met for the first time.
    pub new: bool,
}

impl Plan {
    /// How many are due.
    pub fn due(&self) -> usize {
        self.items.iter().filter(|item| !item.new).count()
    }

    /// How many are new.
    pub fn fresh(&self) -> usize {
        self.items.iter().filter(|item| item.new).count()
    }
}

/// Plans a sitting.
pub fn plan(bank: &Bank, progress: &Progress, today: Day, wish: &Wish) -> Plan {
    let fit = Fit::of(bank, progress, today);
    let due = due(bank, progress, &fit, today, wish);
    let fresh = fresh(bank, progress, &fit, wish);
    let met = progress.days.get(&today).map_or(0, |day| day.introduced);
    let before = progress.objectives.values().filter(|row| row.memory.is_some()).count().saturating_sub(met as usize);
    let new = wish.new.unwrap_or_else(|| fit.new_today(fresh.len(), met, before));
    let fresh = fresh.into_iter().take(new.saturating_sub(met) as usize);
    let chosen = due.into_iter().map(|objective| (objective, false)).chain(fresh.map(|objective| (objective, true)));
    let mut items: Vec<Item> = Vec::new();
    for (objective, new) in chosen {
        items.extend(sibling(bank, progress, &fit, &objective.id).map(|question| Item { question, new }));
    }
    items.truncate(places(progress, wish));
    Plan { items }
}

/// How many questions fit into the minutes asked for; at least one.
fn places(progress: &Progress, wish: &Wish) -> usize {
    let Some(minutes) = wish.minutes else { return usize::MAX };
    usize::try_from(u64::from(minutes) * 60_000 / progress.pace_ms()).unwrap_or(usize::MAX).max(1)
}

fn wanted(objective: &Objective, fit: &Fit<'_>, wish: &Wish) -> bool {
    wish.topic.as_ref().map_or_else(|| fit.takes(objective), |topic| objective.topic == *topic)
}

/// Due objectives, the least remembered first. Never one that was studied today: siblings do not share a day.
fn due<'b>(bank: &'b Bank, progress: &Progress, fit: &Fit<'_>, today: Day, wish: &Wish) -> Vec<&'b Objective> {
    let horizon = fit.horizon();
    let is_due = |objective: &&Objective| {
        progress.due(&objective.id).is_some_and(|due| due <= horizon)
            && !progress.studied_on(&objective.id, today)
            && wanted(objective, fit, wish)
    };
    let recall = |objective: &Objective| {
        let row = progress.objectives.get(&objective.id);
        row.and_then(|row| row.memory).map_or(0.0, |memory| memory.recall(horizon))
    };
    let due = bank.objectives().iter().filter(is_due);
    let mut due: Vec<(f32, &Objective)> = due.map(|objective| (recall(objective), objective)).collect();
    due.sort_by(|a, b| a.0.total_cmp(&b.0));
    due.into_iter().map(|(_, objective)| objective).collect()
}

/// Objectives never met, in the order of the syllabus, with the lines to draw spread among them.
fn fresh<'b>(bank: &'b Bank, progress: &Progress, fit: &Fit<'_>, wish: &Wish) -> Vec<&'b Objective> {
    let unmet = |objective: &&Objective| progress.due(&objective.id).is_none() && wanted(objective, fit, wish);
    let (lines, ideas): (Vec<_>, Vec<_>) =
        bank.objectives().iter().filter(unmet).partition(|objective| objective.id.starts_with(MADE));
    let (mut lines, mut ideas) = (lines.into_iter(), ideas.into_iter());
    let next = |number: usize| {
        let line_first = (number + 1).is_multiple_of(LINE_EVERY);
        if line_first { lines.next().or_else(|| ideas.next()) } else { ideas.next().or_else(|| lines.next()) }
    };
    (0..).map_while(next).collect()
}

/// The question to ask of an objective: one at the level of the exam ahead, if there is one; of these the one missed last,
/// else the one seen least, else the one seen longest ago. Among equals the first in its file, where the simpler ones
/// stand.
pub fn sibling(bank: &Bank, progress: &Progress, fit: &Fit<'_>, objective: &str) -> Option<Arc<Question>> {
    let untouched = QuestionRow::default();
    let row = |question: &Question| progress.questions.get(&question.id).unwrap_or(&untouched);
    let open = unfinished(bank, progress);
    let asked = |question: &&Arc<Question>| !is_on_the_table(&question.id, open, progress);
    let open = bank.siblings(objective).filter(asked).map(|question| (row(question), question));
    let open = open.filter(|(row, _)| !row.suspended);
    open.min_by_key(|(row, question)| (!fit.suits(question), !row.missed, row.seen, row.last))
        .map(|(_, question)| Arc::clone(question))
}
