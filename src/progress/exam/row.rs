//! A line of the exam history: derived state, small enough to be read at every start.

use crate::progress::day::{Day, Moment};
use crate::progress::exam::aim::Aim;
use crate::progress::exam::deed::Ending;
use crate::quiz::score::Score;
use serde::{Deserialize, Serialize};

/// An exam in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExamRow {
    /// A mock exam.
    Mock(Mock),
    /// A real one, as the learner reports it.
    Real(Real),
    /// The one that the learner prepares for.
    Aim(Aim),
}

/// A mock exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mock {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// When it began.
    pub begun: Moment,
    /// Questions of the paper.
    pub questions: usize,
    /// What it came to; none while it is open.
    pub end: Option<End>,
}

/// What a mock exam came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// How.
    pub how: Ending,
    /// When.
    pub at: Moment,
    /// Milliseconds that counted.
    pub elapsed_ms: u64,
    /// Scored questions right, by domain.
    pub domains: Vec<Score>,
}

/// The result of a real exam, beside what was forecast for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Real {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// The study day on which it was reported.
    pub day: Day,
    /// The scaled score.
    pub score: u16,
    /// Whether it was passed.
    pub passed: bool,
    /// The chance to pass that was shown then, in per cent: low, middle, high; none if there was too little to go by.
    pub forecast: Option<[u8; 3]>,
}

impl End {
    /// Scored questions right, all domains together.
    pub fn score(&self) -> Score {
        self.domains.iter().fold(Score::default(), |sum, domain| sum.plus(*domain))
    }
}
