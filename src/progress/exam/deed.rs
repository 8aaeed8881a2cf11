//! What is done in a mock exam, as the log has it.
//! Deliberately not here: what follows from it.

use crate::quiz::score::Score;
use serde::{Deserialize, Serialize};

/// Something done in an exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sat {
    /// Milliseconds that count, from the start to this.
    pub elapsed_ms: u64,
    /// What was done.
    pub deed: Deed,
}

/// What was done. Items are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// Another question was turned to.
    Move {
        /// That question.
        item: usize,
    },
    /// The options chosen now.
    Choose {
        /// The question.
        item: usize,
        /// The options, by id.
        chosen: Vec<String>,
    },
    /// The options struck out now.
    Strike {
        /// The question.
        item: usize,
        /// The options, by id.
        struck: Vec<String>,
    },
    /// A question was flagged for review, or the flag was taken away.
    Flag {
        /// The question.
        item: usize,
        /// Whether it is flagged now.
        on: bool,
    },
    /// The exam came to its end.
    End {
        /// How.
        how: Ending,
        /// Scored questions right, by domain.
        domains: Vec<Score>,
    },
}

/// How an exam came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// The learner ended it.
    Handed,
    /// The time was over.
    TimeUp,
}
