//! What goes into a session and what comes out of it.

use crate::progress::day::{Beat, Moment};
use crate::progress::entry::{Confidence, Entry};
use crate::quiz::matrix::Stack;
use crate::quiz::score::Score;
use crate::quiz::sheet::Sheet;
use crate::session::exam::scene::{Cover, Driver, ExamResult, Review};
use crate::session::summary::Summary;
use serde::Serialize;
use uuid::Uuid;

/// What the learner does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Works on the answer.
    Input(crate::quiz::input::Input),
    /// Gives the answer.
    Submit,
    /// Says how sure the answer is; saying the same again takes it back.
    Sure(Confidence),
    /// Goes on after the answer was shown.
    Next,
    /// Takes back the answer that is shown.
    Undo,
    /// Flags the question for another look, or takes the flag away.
    Flag,
    /// Never wants to see the question again, or does after all. An open question is passed over.
    Suspend,
    /// Writes a note on the question.
    Note(String),
    /// Ends the session here.
    Leave,
    /// A second went by, or about that; exams alone keep time.
    Tick(Beat),
    /// Does what exams alone know.
    Exam(Turn),
}

/// What a learner does in an exam besides answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To the next question.
    Next,
    /// To the question before.
    Previous,
    /// Strikes the option under the cursor out, or brings it back.
    Strike,
    /// To the review of all questions.
    Review,
    /// Opens the question under the cursor.
    Open,
    /// Types a figure of a question's number.
    Figure(usize),
    /// The next filter: all, open, flagged; or all, wrong, flagged, by domain.
    Filter,
    /// Asks to end the exam, and then ends it.
    End,
    /// Back: out of a question that is looked at, or out of the wish to end.
    Back,
}

/// What a shell is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Commit these together before anything else is shown.
    Save(Vec<Entry>),
    /// Keep how far the time of this sitting has run.
    Beat(Uuid, u64),
}

/// A way through questions.
pub trait Session {
    /// Takes in an event.
    fn update(&mut self, event: Event, now: Moment) -> Vec<Effect>;
    /// How it looks now.
    fn scene(&self) -> Scene;
    /// Whether time runs, so that the shell has to send [`Event::Tick`].
    fn keeps_time(&self) -> bool {
        false
    }
}

/// The session as it looks now.
#[derive(Clone, Debug, PartialEq)]
pub enum Scene {
    /// What an exam is like, before it begins.
    Cover(Box<Cover>),
    /// A question, open or answered.
    Question(Box<Stage>),
    /// All questions of an exam by number.
    Review(Box<Review>),
    /// What an exam came to.
    Result(Box<ExamResult>),
    /// The end.
    Summary(Box<Summary>),
    /// Nothing more: the session was left.
    Left,
}

/// A question on stage; one picture serves all sessions and all shells.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// What the session is: `Study`, `Drill`.
    pub title: String,
    /// Which question this is, counted from 1.
    pub number: usize,
    /// How many there are, as far as is known.
    pub of: usize,
    /// What the question is about, without the answer.
    pub about: String,
    /// The text that it shares with others.
    pub scenario: Option<String>,
    /// The question itself.
    pub stem: String,
    /// The answer area.
    pub sheet: Sheet,
    /// How sure the learner said to be.
    pub confidence: Confidence,
    /// What was just refused or done.
    pub notice: Option<String>,
    /// Whether the question is flagged.
    pub flagged: bool,
    /// Whether the question is not to be shown again.
    pub suspended: bool,
    /// The learner's note on the question.
    pub note: String,
    /// What else is on stage while an exam is sat; none elsewhere.
    pub exam: Option<Driver>,
    /// Set once the answer is shown, and never before.
    pub verdict: Option<Verdict>,
}

/// What is said of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Points won.
    pub score: Score,
    /// The verdict in words.
    pub words: String,
    /// The idea behind the question.
    pub explanation: String,
    /// The responsibility stack, with this question's layer marked.
    pub stack: Option<Stack>,
    /// Addresses of the pages that carry the key.
    pub sources: Vec<String>,
    /// The day on which they were read.
    pub verified: Option<String>,
    /// When the objective comes back.
    pub returns: String,
}
