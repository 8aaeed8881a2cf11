//! What the instructor can ask of a class.

use serde::{Deserialize, Serialize};

/// A wish of the instructor's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Command {
    /// What comes next by itself: the first question, close, show, the next question.
    Next,
    /// Close the answers.
    Close,
    /// Show the key.
    Show,
    /// A second vote on the same question.
    Again,
    /// Let time stand still, or go on.
    Pause,
    /// Half a minute more.
    More,
    /// Leave this question out.
    Skip,
    /// Take answers again, in the same vote.
    Reopen,
    /// Let the question on the screen count for nobody, or count after all.
    Void,
    /// Let nobody join any more, or again.
    Lock,
    /// Send somebody away.
    Kick(u32),
    /// Give somebody this share of the time, in per cent; none for no limit.
    Pace(u32, Option<u32>),
    /// Hands counted: for each option of a choice; else right, and not right.
    Hands(Vec<u32>),
    /// End the class.
    End,
    /// A moment went by.
    Tick,
}

/// Why somebody's wish was not granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What sort of refusal it is.
    pub sort: Sort,
    /// The words for the person.
    pub why: String,
}

/// A sort of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The code is not this class's.
    WrongCode,
    /// Somebody else has that name.
    Taken,
    /// Nobody may join.
    Locked,
    /// It cannot be read as what it should be.
    Unusable,
    /// It comes too late.
    Closed,
    /// Nobody has this seat.
    NoSeat,
    /// The disk refused it.
    Unsaved,
    /// Too much at once.
    Busy,
}

impl Refusal {
    /// A refusal in words.
    pub fn new(sort: Sort, why: impl Into<String>) -> Self {
        Self { sort, why: why.into() }
    }
}
