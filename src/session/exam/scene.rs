//! How an exam looks, as plain data: before it, while it is sat, the review, and what it came to.

use crate::progress::exam::account::Account;
use crate::progress::exam::marks::Went;
use serde::Serialize;

/// What an exam is like, before it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// Its name.
    pub title: String,
    /// Facts about this paper, a line each: what, and how it is here.
    pub facts: Vec<(String, String)>,
}

/// What else is on stage besides the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Driver {
    /// While the exam is sat.
    Sitting {
        /// Milliseconds left; none if it is untimed.
        left_ms: Option<u64>,
        /// How the pace is, in words; empty while there is nothing to say.
        pace: String,
        /// Options struck out, by id.
        struck: Vec<String>,
    },
    /// When a question is read after the end.
    Looked {
        /// Which of the listed ones it is, counted from 1.
        number: usize,
        /// How many are listed.
        of: usize,
        /// What the list holds, in words.
        filter: String,
    },
}

/// How far a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Filled {
    /// Not at all.
    Open,
    /// Fewer options are chosen than are asked for.
    Partly,
    /// Fully.
    Answered,
}

/// One question in the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its number, counted from 1.
    pub number: usize,
    /// How far it is answered.
    pub filled: Filled,
    /// Flagged for review.
    pub flagged: bool,
}

/// Which questions the review shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Shown {
    /// All.
    #[default]
    All,
    /// Those that are not fully answered.
    Open,
    /// Those that are flagged.
    Flagged,
}

/// All questions by number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The exam.
    pub exam: String,
    /// Milliseconds left; none if it is untimed.
    pub left_ms: Option<u64>,
    /// Which are shown.
    pub shown: Shown,
    /// The questions that are shown.
    pub cells: Vec<Cell>,
    /// The one under the cursor, a place in `cells`.
    pub cursor: usize,
    /// Questions fully answered.
    pub answered: usize,
    /// Questions not fully answered.
    pub open: usize,
    /// Questions flagged.
    pub flagged: usize,
    /// Whether the learner is asked if the exam is to end.
    pub asks_to_end: bool,
    /// Something to be said.
    pub notice: Option<String>,
}

/// Which questions of a finished exam are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Listing {
    /// All.
    #[default]
    All,
    /// Those not right.
    Missed,
    /// Those flagged for review.
    Flagged,
    /// Those of a domain, counted from 0.
    Domain(usize),
}

/// A question of a finished exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number, counted from 1.
    pub number: usize,
    /// How it went.
    pub went: Went,
    /// Flagged for review.
    pub flagged: bool,
    /// Whether it counted.
    pub scored: bool,
    /// Milliseconds spent on it.
    pub ms: u64,
    /// What it is about.
    pub about: String,
}

/// What an exam came to, and its questions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExamResult {
    /// The result.
    pub account: Account,
    /// What is listed, in words.
    pub listed: String,
    /// The listed questions.
    pub lines: Vec<Line>,
    /// The one under the cursor, a place in `lines`.
    pub cursor: usize,
    /// Questions to drill for what was missed, by id.
    pub drill: Vec<String>,
}
