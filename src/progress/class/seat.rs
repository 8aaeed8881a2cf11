//! Who sits in a class, and what they voted.

use crate::progress::day::Moment;
use crate::progress::entry::Confidence;
use crate::quiz::kind::Answer;
use crate::quiz::score::Score;
use std::collections::BTreeMap;

/// Somebody in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Its number, counted from 1.
    pub number: u32,
    /// The name that the room may see.
    pub name: String,
    /// The name that only the instructor sees.
    pub roster: Option<String>,
    /// What brings this person back to the seat.
    pub secret: String,
    /// Sent away; nothing of theirs counts.
    pub kicked: bool,
    /// Time in per cent of a question's; none without a limit.
    pub percent: Option<u32>,
    /// The first question that was open when they joined, or the next one to come.
    pub from_item: usize,
}

/// An answer of one person in one vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The answer, by id.
    pub answer: Answer,
    /// Points won.
    pub score: Score,
    /// How sure they said to be.
    pub confidence: Confidence,
    /// Milliseconds from question to answer.
    pub ms: u64,
    /// When.
    pub at: Moment,
}

/// One vote on a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The answers, by seat.
    pub votes: BTreeMap<u32, Vote>,
    /// Hands counted where there is no network: for each option, or right and not right.
    pub hands: Vec<u32>,
}

/// How far a question is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The votes on it, first to last.
    pub rounds: Vec<Round>,
    /// Its key was shown.
    pub shown: bool,
    /// It counts for nobody.
    pub void: bool,
    /// It was left out.
    pub skipped: bool,
}

impl Progress {
    /// The vote that counts: the last one.
    pub fn last(&self) -> Option<&Round> {
        self.rounds.last()
    }
}
