//! What is done in a class, as it is kept.
//! Deliberately not here: what follows from it, and whether it was allowed.

use crate::progress::class::plan::Plan;
use crate::progress::day::Moment;
use crate::progress::entry::Confidence;
use crate::quiz::kind::Answer;
use crate::quiz::score::Score;
use serde::{Deserialize, Serialize};

/// Something done in a class, once and for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// Milliseconds of class time, which stands still while no host runs.
    pub class_ms: u64,
    /// What.
    pub deed: Deed,
}

/// What was done. Items are counted from 0, rounds of votes from 1, seats from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Deed {
    /// The class was opened.
    Opened(Box<Plan>),
    /// Somebody took a seat.
    Joined {
        /// The seat.
        seat: u32,
        /// The name that the room may see.
        name: String,
        /// The name that only the instructor sees.
        roster: Option<String>,
        /// What brings this person back to the seat.
        secret: String,
    },
    /// Somebody was sent away; nothing of theirs counts.
    Kicked {
        /// The seat.
        seat: u32,
    },
    /// Somebody has more time, or no limit at all.
    Paced {
        /// The seat.
        seat: u32,
        /// Time in per cent of the question's; none without a limit.
        percent: Option<u32>,
    },
    /// Nobody may join any more, or again.
    Locked {
        /// Whether the lobby is locked now.
        on: bool,
    },
    /// A question was opened for answers.
    Asked {
        /// The question.
        item: usize,
        /// Which vote on it.
        round: u8,
    },
    /// Somebody answered; a later answer of the same round replaces it.
    Answered {
        /// The seat.
        seat: u32,
        /// The question.
        item: usize,
        /// Which vote.
        round: u8,
        /// The answer, by id.
        answer: Answer,
        /// Points won.
        score: Score,
        /// How sure they said to be.
        confidence: Confidence,
        /// Milliseconds from question to answer.
        ms: u64,
    },
    /// Hands were counted, where there is no network.
    Counted {
        /// The question.
        item: usize,
        /// Which vote.
        round: u8,
        /// Hands for each option of a choice; else how many had it right, and how many had not.
        hands: Vec<u32>,
    },
    /// Answers were closed.
    Closed {
        /// The question.
        item: usize,
    },
    /// The key was shown.
    Shown {
        /// The question.
        item: usize,
    },
    /// Time stands still and answers wait, or both go on.
    Paused {
        /// Whether it is paused now.
        on: bool,
    },
    /// The question on the screen got more time.
    Extended {
        /// Milliseconds.
        ms: u64,
    },
    /// Answers were opened again, in the same vote.
    Reopened {
        /// The question.
        item: usize,
    },
    /// A question was left out.
    Skipped {
        /// The question.
        item: usize,
    },
    /// A question counts for nobody, or counts after all.
    Voided {
        /// The question.
        item: usize,
        /// Whether it is void now.
        on: bool,
    },
    /// The class is served at another address from now on.
    Moved {
        /// That address.
        address: String,
    },
    /// The class is over.
    Over,
}
