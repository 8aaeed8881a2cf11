//! One question being answered: what all sessions share.

use crate::progress::day::Moment;
use crate::progress::entry::{Answered, Confidence};
use crate::quiz::input::{Input, Refusal};
use crate::quiz::kind::{Body, Draft};
use crate::quiz::question::Question;
use crate::quiz::score::Score;
use crate::quiz::sheet::{Ask, Sheet};
use crate::session::step::Event;
use rand::Rng;
use std::sync::Arc;

/// A question, what the learner has put down, and whether it was answered.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The question.
    pub question: Arc<Question>,
    /// How sure the learner said to be.
    pub confidence: Confidence,
    /// What was just refused or done.
    pub notice: Option<String>,
    draft: Draft,
    begun: Moment,
    shown: bool,
}

impl Attempt {
    /// Puts a question before the learner.
    pub fn begin(question: Arc<Question>, luck: &mut dyn Rng, now: Moment) -> Self {
        let draft = question.body.begin(luck);
        Self { question, confidence: Confidence::None, notice: None, draft, begun: now, shown: false }
    }

    /// Takes in what is done to an open answer; nothing else concerns it.
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Input(input) if !self.shown => self.input(*input),
            Event::Sure(confidence) if !self.shown => self.sure(*confidence),
            _ => {}
        }
    }

    /// Works on the answer; a refusal becomes the notice.
    fn input(&mut self, input: Input) {
        self.notice = match self.draft.edit(input) {
            Ok(()) => None,
            Err(Refusal(why)) => Some(why),
        };
    }

    /// Says how sure the answer is; saying the same again takes it back.
    fn sure(&mut self, confidence: Confidence) {
        self.confidence = if self.confidence == confidence { Confidence::None } else { confidence };
    }

    /// Gives the answer and shows it; an incomplete one is refused, and the notice says what is missing.
    pub fn submit(&mut self, now: Moment) -> Option<Answered> {
        let sheet = self.sheet();
        if !sheet.is_ready() {
            self.notice = Some(missing(&sheet));
            return None;
        }
        self.shown = true;
        self.notice = None;
        Some(Answered {
            question: self.question.id.clone(),
            key: self.question.key,
            text: self.question.text_revision(),
            shown: self.draft.shown_order(),
            answer: self.draft.answer(),
            score: self.score(),
            confidence: self.confidence,
            ms: now.since(self.begun),
        })
    }

    /// Shows the answer without one being given.
    pub fn reveal(&mut self) {
        self.shown = true;
    }

    /// Whether the answer was given and is shown.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Points won.
    pub fn score(&self) -> Score {
        self.draft.grade()
    }

    /// The answer area as it looks now.
    pub fn sheet(&self) -> Sheet {
        self.draft.sheet(self.shown)
    }

    /// The verdict in words, with the points in the unit of the kind.
    pub fn verdict(&self) -> String {
        verdict_of(&self.question.body, self.score())
    }
}

/// The verdict on an answer in words, with the points in the unit of the kind.
pub fn verdict_of(body: &Body, Score { won, of }: Score) -> String {
    let unit = match body {
        Body::Choice(_) => "right",
        Body::Order(_) => "pairs in order",
        Body::Sort(_) => "in place",
        Body::Line(_) => "layers on the right side",
    };
    match (won == of, of) {
        (true, _) => "Right".to_owned(),
        (false, 1) => "Missed".to_owned(),
        (false, _) => format!("Missed: {won} of {of} {unit}"),
    }
}

/// What an incomplete answer lacks.
pub fn missing(sheet: &Sheet) -> String {
    let left = sheet.of - sheet.done;
    match &sheet.ask {
        Ask::Choose { n: 1 } => "choose an answer first".to_owned(),
        Ask::Choose { n } => format!("choose {left} more; {n} are asked for"),
        Ask::Sequence { n, .. } => format!("pick {left} more; {n} are to be placed"),
        Ask::Group { .. } if left == 1 => "one row has no heading yet".to_owned(),
        Ask::Group { .. } => format!("{left} rows have no heading yet"),
        Ask::Divide { .. } => "draw the line first".to_owned(),
    }
}
