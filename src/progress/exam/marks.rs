//! The marks of a sitting: a pure function of what is stored and of the bank. All or nothing, blanks are wrong.

use crate::progress::exam::paper::Item;
use crate::progress::exam::record::{Given, Record};
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::quiz::kind::{Answer, Body, Draft};
use crate::quiz::question::Question;
use crate::quiz::score::Score;
use serde::Serialize;
use std::sync::Arc;

/// How one question went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Went {
    /// All of the key and nothing else.
    Right,
    /// Answered, and not so.
    Wrong,
    /// Nothing chosen.
    Blank,
    /// The question is gone, or has another key now.
    Gone,
}

impl Went {
    /// Whether it counts as a miss.
    pub fn is_missed(self) -> bool {
        matches!(self, Self::Wrong | Self::Blank)
    }

    /// The verdict in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Blank => "not answered",
            Self::Gone => "changed since, or gone",
        }
    }
}

/// The question of an item, if it is still in the bank under the same key.
pub fn question<'b>(item: &Item, bank: &'b Bank) -> Option<&'b Arc<Question>> {
    bank.question(&item.question).filter(|question| question.key == item.key)
}

/// The answer on a question as it was given.
pub fn draft(question: &Question, item: &Item, given: &Given) -> Draft {
    Draft::laid(&question.body, &item.shown, &answer(given))
}

/// How a question went.
pub fn went(item: &Item, given: &Given, bank: &Bank) -> Went {
    match question(item, bank) {
        None => Went::Gone,
        Some(_) if given.chosen.is_empty() => Went::Blank,
        Some(question) if draft(question, item, given).grade().is_full() => Went::Right,
        Some(_) => Went::Wrong,
    }
}

/// The answer by ids, as the log of answers has it.
pub fn answer(given: &Given) -> Answer {
    let mut chosen = given.chosen.clone();
    chosen.sort();
    Answer::Chosen(chosen)
}

/// Scored questions right, by the domains of the exam. What is gone from the bank is left out.
pub fn by_domain(record: &Record, bank: &Bank, exam: &Exam) -> Vec<Score> {
    let mut domains = vec![Score::default(); exam.domains.len()];
    for (item, given) in record.paper.items.iter().zip(&record.given).filter(|(item, _)| item.scored) {
        let won = match went(item, given, bank) {
            Went::Gone => continue,
            Went::Right => 1,
            Went::Wrong | Went::Blank => 0,
        };
        if let Some(domain) = domains.get_mut(item.domain) {
            *domain = domain.plus(Score::new(won, 1));
        }
    }
    domains
}

/// Whether exams ask such questions: choices alone, none made from the matrix.
pub fn is_asked(question: &Question) -> bool {
    matches!(&*question.body, Body::Choice(_)) && !question.is_made()
}
