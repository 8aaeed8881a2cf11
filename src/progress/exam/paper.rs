//! The paper of a mock exam: stored before its first question is seen, so that it can be gone on with after a crash.

use serde::{Deserialize, Serialize};

/// A form of an exam, as it was laid before the learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// The luck that it was composed with; the same luck, bank and history give the same paper.
    pub seed: u64,
    /// Milliseconds allowed; none if it is untimed.
    pub limit_ms: Option<u64>,
    /// Which time counts.
    pub timing: Timing,
    /// Its questions, in order.
    pub items: Vec<Item>,
}

/// Which time counts against the limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Timing {
    /// Time with the exam on the screen, as in a test centre: a crash or a sleeping laptop costs nothing.
    #[default]
    Fair,
    /// All time since the start.
    Strict,
}

/// A question of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub question: String,
    /// Revision of its key.
    pub key: u64,
    /// Its options in the order shown, by id.
    pub shown: Vec<String>,
    /// Its domain, counted from 0.
    pub domain: usize,
    /// Whether it counts; the others are on trial, and nobody is told which.
    pub scored: bool,
    /// How well the learner may know it already.
    pub fresh: Fresh,
}

/// How well the learner may know a question already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fresh {
    /// It was never shown.
    New,
    /// Practice showed it.
    Practised,
    /// An earlier paper had it.
    Repeated,
}

impl Paper {
    /// How many of its questions are this fresh.
    pub fn count(&self, fresh: Fresh) -> usize {
        self.items.iter().filter(|item| item.fresh == fresh).count()
    }
}
