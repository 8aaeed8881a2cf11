//! What a rule is and what it finds.

use crate::quiz::check::review::Review;
use crate::quiz::fault::Place;
use crate::quiz::question::Question;
use serde::Serialize;
use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The question must not be asked like this.
    Error,
    /// The author should look at it.
    Warning,
}

impl Level {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One breach of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, by its name.
    pub rule: &'static str,
    /// How bad it is.
    pub level: Level,
    /// The question, if it is one question's.
    pub question: Option<String>,
    /// Where.
    pub at: Place,
    /// What is wrong, with the value in backticks; lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub next: String,
    /// The lines at fault, marked, where the file is at hand.
    pub excerpt: Option<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.level == Level::Warning { "warning: " } else { "" };
        write!(f, "{}: {level}{}; {} [{}]", self.at, self.message, self.next, self.rule)
    }
}

/// A rule of item writing.
#[derive(Clone, Copy)]
pub struct Rule {
    /// By which authors call it.
    pub name: &'static str,
    /// How bad a breach is.
    pub level: Level,
    /// The rule in one sentence.
    pub says: &'static str,
    /// What tells the breaches.
    pub check: Check,
}

/// How a rule looks at a bank.
#[derive(Clone, Copy)]
pub enum Check {
    /// At one question after the other.
    Each(fn(&Question, &Review<'_>) -> Vec<Flaw>),
    /// At all of them together.
    Whole(fn(&Review<'_>) -> Vec<Flaw>),
}

/// What a rule tells, before its place in the file is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The question, if it is one question's.
    pub question: Option<String>,
    /// Which part of it.
    pub part: Part,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub next: String,
}

/// The part of a question, or the place beside the questions, that is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The question as a whole.
    Question,
    /// One of its fields.
    Field(&'static str),
    /// The option, item or layer of this id.
    Row(String),
    /// A file as a whole.
    File(String),
    /// A place that is known already.
    At(Place),
}

impl Flaw {
    /// A flaw of the question that a rule looks at.
    pub fn new(part: Part, message: impl Into<String>, next: impl Into<String>) -> Self {
        Self { question: None, part, message: message.into(), next: next.into() }
    }

    /// The same, of this question.
    #[must_use]
    pub fn of(self, question: &Question) -> Self {
        Self { question: Some(question.id.clone()), ..self }
    }
}
