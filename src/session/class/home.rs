//! What a student takes home: the missed questions, with their key and reasons, and a file for one's own reviews.

use crate::progress::day::Moment;
use crate::progress::entry::{Answered, Confidence};
use crate::quiz::kind::{Answer, Draft};
use crate::quiz::question::Question;
use crate::quiz::score::Score;
use crate::quiz::sheet::Sheet;
use crate::session::class::state::Class;
use serde::{Deserialize, Serialize};

/// What a student takes home.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Home {
    /// What the class was called.
    pub class: String,
    /// The student.
    pub name: String,
    /// The missed questions, with their key.
    pub missed: Vec<Missed>,
    /// The same for one's own log.
    pub file: File,
}

/// A missed question, with its key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missed {
    /// The text that it shares with others.
    pub scenario: Option<String>,
    /// The question itself.
    pub stem: String,
    /// Its rows as the student left them, marked.
    pub sheet: Sheet,
    /// Whether the student answered it.
    pub answered: bool,
    /// The idea behind it.
    pub explanation: String,
    /// The pages that carry its key.
    pub sources: Vec<String>,
}

/// The file that `whose import` reads. It holds ids and no words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// What it is: [`FORMAT`].
    pub format: String,
    /// What the class was called.
    pub class: String,
    /// The answers that missed.
    pub missed: Vec<Exposure>,
}

/// What such a file says that it is.
pub const FORMAT: &str = "whose-class-1";

/// An answer that missed, as one's own log takes it in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    /// The entry's own id, so that a file that is read twice counts once.
    pub id: uuid::Uuid,
    /// When the class began.
    pub at: Moment,
    /// The question.
    pub question: String,
    /// Revision of its key.
    pub key: u64,
    /// Revision of its words.
    pub text: u64,
    /// The rows in the order shown.
    pub shown: Vec<String>,
    /// The answer; empty if none was given.
    pub answer: Answer,
    /// Points won.
    pub score: Score,
    /// How sure the student said to be.
    pub confidence: Confidence,
    /// Milliseconds from question to answer.
    pub ms: u64,
}

/// The longest time on a question that is believed, in milliseconds.
const LONGEST_MS: u64 = 24 * 60 * 60 * 1_000;

impl Exposure {
    /// The answer as it goes into a log, and when it was given. The file came over the network: it is graded anew, and
    /// nothing of it lies in the future.
    pub fn answered(&self, question: &Question, now: Moment) -> (Moment, Answered) {
        let at = if self.at.utc_ms > now.utc_ms { now } else { self.at };
        let score = if question.key == self.key {
            Draft::laid(&question.body, &self.shown, &self.answer).grade()
        } else {
            self.score
        };
        let answered = Answered {
            question: question.id.clone(),
            key: self.key,
            text: self.text,
            shown: self.shown.clone(),
            answer: self.answer.clone(),
            score,
            confidence: self.confidence,
            ms: self.ms.min(LONGEST_MS),
        };
        (at, answered)
    }
}

/// What somebody takes home; nothing of questions whose key was not shown.
pub fn take_home(class: &Class, seat: u32) -> Home {
    let record = &class.record;
    let missed = record.seat(seat).map(|person| class.missed(person)).unwrap_or_default();
    Home {
        class: record.plan.title.clone(),
        name: record.seat(seat).map(|person| person.name.clone()).unwrap_or_default(),
        missed: missed.iter().filter_map(|&item| card(class, item, seat)).collect(),
        file: File {
            format: FORMAT.to_owned(),
            class: record.plan.title.clone(),
            missed: missed.iter().filter_map(|&item| exposure(class, item, seat)).collect(),
        },
    }
}

fn card(class: &Class, item: usize, seat: u32) -> Option<Missed> {
    let (question, vote) = (class.question(item)?, class.record.final_vote(item, seat));
    let draft = match vote {
        Some(vote) => class.laid(item, &vote.answer)?,
        None => class.record.plan.items.get(item)?.blank(question),
    };
    Some(Missed {
        scenario: class.bank.scenario(question).map(str::to_owned),
        stem: question.stem.clone(),
        sheet: draft.sheet(true),
        answered: vote.is_some(),
        explanation: question.explanation.clone(),
        sources: question.sources.clone(),
    })
}

fn exposure(class: &Class, item: usize, seat: u32) -> Option<Exposure> {
    let (question, planned) = (class.question(item)?, class.record.plan.items.get(item)?);
    let vote = class.record.final_vote(item, seat);
    let blank = planned.blank(question);
    let at = class.record.begun;
    Some(Exposure {
        id: id(class, item, seat),
        at,
        question: question.id.clone(),
        key: question.key,
        text: question.text_revision(),
        shown: planned.shown(),
        answer: vote.map_or_else(|| blank.answer(), |vote| vote.answer.clone()),
        score: vote.map_or_else(|| blank.grade(), |vote| vote.score),
        confidence: vote.map_or(Confidence::None, |vote| vote.confidence),
        ms: vote.map_or(0, |vote| vote.ms),
    })
}

/// The same for the same class, question and seat, and for nothing else.
fn id(class: &Class, item: usize, seat: u32) -> uuid::Uuid {
    let secret = class.record.seat(seat).map(|person| person.secret.as_str()).unwrap_or_default();
    let name =
        format!("{}\u{1f}{}\u{1f}{item}\u{1f}{seat}\u{1f}{secret}", class.record.plan.code, class.record.begun.utc_ms);
    let hash = xxhash_rust::xxh3::xxh3_128(name.as_bytes());
    uuid::Builder::from_random_bytes(hash.to_be_bytes()).into_uuid()
}
