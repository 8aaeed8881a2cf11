//! What the answers of a class say of its questions: item analysis by classical test theory.
//!
//! The classroom asks everybody everything, so a question that a participant of the class left unanswered counts as
//! wrong for the score, while one who came late or left early was not asked and would be mistaken for a weak one. So two
//! samples are kept apart:
//!
//! * *answered*: all who answered the item. Facility, counts of options and times need no score and take them all.
//! * *counted*: those of them who answered at least half of the items asked in their class ([`counted`]). All that
//!   compares the item with a score (correlations, groups, reliability) takes these alone.
//!
//! Unanswered is wrong and not reached is not asked: that difference is the usual one (Ludlow & O'Leary, "Scoring
//! omitted and not-reached items", Educational and Psychological Measurement 59, 1999, 615–630). Half is our choice: it
//! keeps who missed a question or two, whatever the order of the questions was.
//!
//! A score is always the *rest score*, the number right over the other items: an item correlates with a total that it is
//! part of, even if it measures nothing, and with five to ten questions by much (Henrysson, "Correction of item-total
//! correlations in item analysis", Psychometrika 28, 1963, 211–218).
//!
//! Figures without a value (nobody answered, no variance) are `None`, never NaN.

mod choice;
mod group;
pub mod item;
pub mod pool;
mod sitting;
mod stat;
pub mod test;
pub mod vote;

pub use choice::ChoiceFigures;
pub use item::{Evidence, Groups, ItemFigures, Verdict};
pub use pool::pool;
pub use stat::Interval;
pub use test::TestFigures;
pub use vote::{Shift, shift};

use sitting::Sitting;
use std::ops::Range;

/// The answers of a class: one row a participant, one column a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The questions.
    pub items: Vec<Item>,
    /// How many participants there were.
    pub people: usize,
    /// How many of them, in their order, belong to each class, where answers of several were pooled. Empty for the
    /// answers of one class.
    pub classes: Vec<usize>,
}

/// A question and what was answered. Of two votes on one question, give the first: the second follows from talk, and both
/// together would count it twice in the scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Says which question it is, in all classes.
    pub id: String,
    /// Whether it was taken out of the score. A void item has figures, but no part in those of others.
    pub void: bool,
    /// The options; empty for kinds without any.
    pub options: Vec<Choice>,
    /// One for each participant; `None` if not answered. Missing ones at the end count as not answered.
    pub given: Vec<Option<Given>>,
}

/// An option of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Its letter.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the key, or one of the keys.
    pub correct: bool,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// Whether it was fully right.
    pub right: bool,
    /// The options chosen, by number. Numbers of no option are passed over, and twice the same counts once.
    pub chosen: Vec<usize>,
    /// How long it took, in milliseconds.
    pub ms: u64,
}

/// What can be said of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The figures of each item, in their order.
    pub items: Vec<ItemFigures>,
    /// The figures of the whole test. `None` for pooled answers, which are no one test, and if nobody counts.
    pub test: Option<TestFigures>,
}

/// Works out all figures.
pub fn analyse(answers: &Answers) -> Analysis {
    let sitting = Sitting::new(answers);
    let items = answers.items.iter().map(|item| item::figures(item, answers.people, &sitting)).collect();
    Analysis { items, test: test::figures(answers, &sitting) }
}

/// Which participants count, one for each: they answered half or more of the items asked in their class, and one at
/// least. Asked are the items that are not void and that anyone in the class answered.
pub fn counted(answers: &Answers) -> Vec<bool> {
    Sitting::new(answers).counted
}

impl Answers {
    /// The participants of each class. Whoever is in none by `classes` makes up a last one.
    fn ranges(&self) -> Vec<Range<usize>> {
        let (mut ranges, mut start) = (Vec::new(), 0_usize);
        for size in self.classes.iter().copied().chain([self.people]) {
            let end = start.saturating_add(size).min(self.people);
            ranges.push(start..end);
            start = end;
        }
        ranges.retain(|range| !range.is_empty());
        ranges
    }
}

impl Item {
    /// The answer of a participant.
    fn answer(&self, person: usize) -> Option<&Given> {
        self.given.get(person).and_then(Option::as_ref)
    }

    /// Whether any of these participants answered.
    fn answered_by(&self, people: Range<usize>) -> bool {
        people.into_iter().any(|person| self.answer(person).is_some())
    }

    /// Whether a participant was right. Not answered is not right.
    fn right(&self, person: usize) -> bool {
        self.answer(person).is_some_and(|given| given.right)
    }
}
