//! What is under review: the questions of the checked files, among all that they can be compared with.

use crate::quiz::bank::Bank;
use crate::quiz::check::day;
use crate::quiz::kind::Body;
use crate::quiz::kind::choice::Choice;
use crate::quiz::question::Question;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

/// A bank on the reviewer's table.
#[derive(Debug)]
pub struct Review<'b> {
    /// Everything, also what is not under review.
    pub bank: &'b Bank,
    /// The questions under review; what the program makes from the matrix is not.
    pub questions: Vec<&'b Question>,
    /// The files under review.
    pub files: HashSet<&'b str>,
    /// The day of the review, counted from 1970-01-01.
    pub today: i64,
    used: RefCell<HashSet<(String, &'static str)>>,
}

/// An option, item or layer, whatever the kind.
#[derive(Clone, Copy, Debug)]
pub struct Row<'q> {
    /// Its id.
    pub id: &'q str,
    /// The words.
    pub text: &'q str,
    /// The reason.
    pub why: &'q str,
}

impl<'b> Review<'b> {
    /// A review of these files of the bank, on a day written `2026-11-22`.
    pub fn new(bank: &'b Bank, files: impl IntoIterator<Item = &'b str>, today: &str) -> Self {
        let files: HashSet<&str> = files.into_iter().collect();
        let written = bank.questions().iter().map(AsRef::as_ref).filter(|question| !question.is_made());
        let questions = written.filter(|question| files.contains(question.at.file.as_str())).collect();
        Self { bank, questions, files, today: day::number(today).unwrap_or_default(), used: RefCell::default() }
    }

    /// Whether a question's author has allowed it this rule; counts the allowance as used.
    pub fn allows(&self, question: &Question, rule: &'static str) -> bool {
        let allows = question.allow.iter().any(|allowance| allowance.rule == rule);
        if allows {
            self.used.borrow_mut().insert((question.id.clone(), rule));
        }
        allows
    }

    /// Whether an allowance has silenced anything so far.
    pub fn was_used(&self, question: &Question, rule: &str) -> bool {
        self.used.borrow().iter().any(|(id, used)| *id == question.id && *used == rule)
    }

    /// The questions under review, bank by bank.
    pub fn by_bank(&self) -> BTreeMap<&'b str, Vec<&'b Question>> {
        let mut banks: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
        for question in &self.questions {
            banks.entry(bank_name(question)).or_default().push(question);
        }
        banks
    }
}

/// The bank that a question belongs to.
pub fn bank_name(question: &Question) -> &str {
    question.id.split('/').next().unwrap_or_default()
}

/// The options of a choice; none for the other kinds.
pub fn choice(question: &Question) -> Option<&Choice> {
    if let Body::Choice(choice) = &*question.body { Some(choice) } else { None }
}

/// The options, items or layers.
pub fn rows(question: &Question) -> Vec<Row<'_>> {
    match &*question.body {
        Body::Choice(kind) => kind.options.iter().map(|o| Row { id: &o.id, text: &o.text, why: &o.why }).collect(),
        Body::Order(kind) => kind.items.iter().map(|i| Row { id: &i.id, text: &i.text, why: &i.why }).collect(),
        Body::Sort(kind) => kind.items.iter().map(|i| Row { id: &i.id, text: &i.text, why: &i.why }).collect(),
        Body::Line(kind) => kind.layers.iter().map(|l| Row { id: &l.id, text: &l.text, why: &l.why }).collect(),
    }
}

/// The options of a choice; empty for the other kinds, whose rows are not chosen among.
pub fn options(question: &Question) -> Vec<Row<'_>> {
    if choice(question).is_some() { rows(question) } else { Vec::new() }
}
