//! One line of the log: the only thing that is ever saved; all else is derived from it.

use crate::progress::day::Moment;
use crate::progress::exam::aim::Aim;
use crate::progress::exam::deed::Sat;
use crate::progress::exam::paper::Paper;
use crate::progress::exam::row::Real;
use crate::quiz::kind::Answer;
use crate::quiz::score::Score;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that happened, once and for all; taking it back is another entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its own id.
    pub id: Uuid,
    /// The sitting in which it happened.
    pub session: Uuid,
    /// What sort of sitting that was.
    pub mode: Mode,
    /// When.
    pub at: Moment,
    /// What.
    pub what: What,
}

/// A sort of sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// By the schedule; its answers move memory.
    Study,
    /// At any time; its answers are exposures, and a miss makes the objective due.
    Drill,
    /// A mock exam; its answers are exposures too, and given all together at its end.
    Exam,
    /// A class; its answers are exposures, and come in by a file.
    Class,
}

impl Mode {
    /// Its name in the log.
    pub fn name(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Drill => "drill",
            Self::Exam => "exam",
            Self::Class => "class",
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum What {
    /// A question was answered.
    Answer(Answered),
    /// An earlier entry no longer counts.
    Void {
        /// That entry.
        entry: Uuid,
    },
    /// A question was flagged for another look, or the flag was taken away.
    Flag {
        /// The question.
        question: String,
        /// Whether it is flagged now.
        on: bool,
    },
    /// A question is not to be shown any more, or shown again.
    Suspend {
        /// The question.
        question: String,
        /// Whether it is suspended now.
        on: bool,
    },
    /// The learner's own words on a question; empty to remove them.
    Note {
        /// The question.
        question: String,
        /// The words.
        text: String,
    },
    /// The paper of a mock exam was laid before the learner; the exam is this session.
    Paper(Box<Paper>),
    /// Something was done in this session's exam.
    Sat(Sat),
    /// A real exam was passed, or not.
    Real(Real),
    /// The learner said what exam they prepare for.
    Aim(Aim),
}

impl What {
    /// Its name in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Answer(_) => "answer",
            Self::Void { .. } => "void",
            Self::Flag { .. } => "flag",
            Self::Suspend { .. } => "suspend",
            Self::Note { .. } => "note",
            Self::Paper(_) => "paper",
            Self::Sat(_) => "sat",
            Self::Real(_) => "real",
            Self::Aim(_) => "aim",
        }
    }
}

/// An answer with all that is needed to judge it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The question's id.
    pub question: String,
    /// Revision of its key.
    pub key: u64,
    /// Revision of its words.
    pub text: u64,
    /// The rows in the order shown, by id.
    pub shown: Vec<String>,
    /// The answer, by id.
    pub answer: Answer,
    /// Points won.
    pub score: Score,
    /// How sure the learner said to be.
    pub confidence: Confidence,
    /// Milliseconds from question to answer.
    pub ms: u64,
}

/// How sure the learner said to be before seeing the verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Said nothing.
    #[default]
    None,
    /// A guess.
    Guess,
    /// Not sure.
    Unsure,
    /// Sure.
    Sure,
}

impl Confidence {
    /// The word shown beside the answer; empty where nothing was said.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Guess => "a guess",
            Self::Unsure => "unsure",
            Self::Sure => "sure",
        }
    }
}
