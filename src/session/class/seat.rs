//! A student's place at a terminal: frames come in, keys work on an answer, an answer goes out.

use crate::progress::entry::Confidence;
use crate::quiz::input::Refusal;
use crate::quiz::kind::{Draft, stand_in};
use crate::quiz::prose;
use crate::quiz::score::Score;
use crate::quiz::sheet::{Mark, Sheet};
use crate::session::attempt::missing;
use crate::session::class::answer::Rows;
use crate::session::class::frame::{Asked, Frame, Scene, Told};
use crate::session::step::{Event, Stage, Verdict};

/// An answer that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The question, counted from 0.
    pub question: usize,
    /// Which vote.
    pub round: u8,
    /// The answer.
    pub rows: Rows,
    /// How sure the student said to be.
    pub confidence: Confidence,
}

/// A student's place.
#[derive(Debug)]
pub struct Seat {
    frame: Frame,
    /// The answer that is worked on, and the question and vote that it belongs to.
    draft: Option<((usize, u8), Draft)>,
    confidence: Confidence,
    notice: Option<String>,
    /// The answer that the host has.
    saved: Option<Rows>,
}

impl Seat {
    /// A place in a class as it is now.
    pub fn new(frame: Frame) -> Self {
        let mut seat =
            Self { frame: frame.clone(), draft: None, confidence: Confidence::None, notice: None, saved: None };
        seat.take(frame);
        seat
    }

    /// The class as it is now.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Takes in what the host says. What the student has begun for the same question and vote stays.
    pub fn take(&mut self, frame: Frame) {
        let place = frame.question.as_ref().map(|asked| (asked.at, asked.round));
        if place != self.draft.as_ref().map(|(place, _)| *place) {
            self.notice = None;
            self.draft = frame.question.as_ref().map(|asked| ((asked.at, asked.round), laid(asked, &frame)));
            let yours = frame.yours.as_ref();
            self.confidence = yours.and_then(|yours| yours.confidence).unwrap_or_default();
            // In a later vote the answer before is where one starts from; it has to be sent again.
            let first = frame.question.as_ref().is_some_and(|asked| asked.round == 1);
            self.saved = yours.filter(|_| first).map(|yours| yours.answer.clone());
        }
        self.frame = frame;
    }

    /// Takes in what the student does; an answer to be sent, if that is what follows.
    pub fn update(&mut self, event: &Event) -> Option<Sending> {
        if self.frame.phase != Scene::Open {
            return None;
        }
        let (_, draft) = self.draft.as_mut()?;
        match event {
            Event::Input(input) => self.notice = draft.edit(*input).err().map(|Refusal(why)| why),
            Event::Sure(confidence) => {
                self.confidence = if self.confidence == *confidence { Confidence::None } else { *confidence };
            }
            Event::Submit => return self.submit(),
            _ => {}
        }
        None
    }

    fn submit(&mut self) -> Option<Sending> {
        let (place, draft) = self.draft.as_ref()?;
        let sheet = draft.sheet(false);
        if !sheet.is_ready() {
            self.notice = Some(missing(&sheet));
            return None;
        }
        let rows = Rows::of(&draft.answer(), &sheet)?;
        Some(Sending { question: place.0, round: place.1, rows, confidence: self.confidence })
    }

    /// Begins the answer anew.
    pub fn clear(&mut self) {
        let blank = |asked: &Asked| ((asked.at, asked.round), stand_in::draft(&asked.ask.ask(), &rows(asked)));
        self.draft = self.frame.question.as_ref().map(blank);
    }

    /// Says how sure the student is, whatever was said before.
    pub fn say_sure(&mut self, confidence: Confidence) {
        self.confidence = confidence;
    }

    /// The host has the answer, or said why not.
    pub fn sent(&mut self, sending: Sending, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => {
                self.saved = Some(sending.rows);
                self.notice = None;
            }
            Err(why) => self.notice = Some(why),
        }
    }

    /// What is to be said besides the question.
    fn standing(&self) -> Option<String> {
        let own = || self.draft.as_ref().and_then(|(_, draft)| Rows::of(&draft.answer(), &draft.sheet(false)));
        match self.frame.phase {
            Scene::Paused => Some("the class is paused".to_owned()),
            Scene::Closed => Some("answers are closed; wait for what comes next".to_owned()),
            Scene::Open if self.saved.is_some() && own() == self.saved => {
                Some("saved; you can change it until the question is closed".to_owned())
            }
            Scene::Open if self.saved.is_some() => Some("changed, and not sent yet".to_owned()),
            Scene::Open if self.frame.question.as_ref().is_some_and(|asked| asked.round > 1) => {
                Some("second vote: talk to your neighbour, then answer again".to_owned())
            }
            _ => None,
        }
    }

    /// The question on stage; none in the lobby and at the end.
    pub fn stage(&self) -> Option<Stage> {
        let (asked, (_, draft)) = (self.frame.question.as_ref()?, self.draft.as_ref()?);
        let told = self.frame.result.as_ref();
        let sheet = match told {
            Some(told) => marked(asked, &self.frame, told),
            None => draft.sheet(false),
        };
        Some(Stage {
            title: self.frame.class.clone(),
            number: self.frame.number,
            of: self.frame.of,
            about: self.frame.name.clone(),
            scenario: asked.scenario.as_deref().map(prose::text),
            stem: prose::text(&asked.stem),
            sheet,
            confidence: self.confidence,
            notice: self.notice.clone().or_else(|| self.standing()),
            flagged: false,
            suspended: false,
            note: String::new(),
            exam: None,
            verdict: told.map(|told| verdict(told, &self.frame)),
        })
    }
}

/// The rows as they are handed to the stand-in.
fn rows(asked: &Asked) -> Vec<stand_in::Row<'_>> {
    asked.rows.iter().map(|row| (row.text.as_str(), row.given)).collect()
}

/// The answer that the host has, or an untouched one.
fn laid(asked: &Asked, frame: &Frame) -> Draft {
    let (ask, rows) = (asked.ask.ask(), rows(asked));
    let blank = stand_in::draft(&ask, &rows);
    let answer = frame.yours.as_ref().and_then(|yours| yours.answer.to_answer(&blank.sheet(false)).ok());
    answer.map_or(blank, |answer| stand_in::answered(&ask, &rows, &answer))
}

/// What the student sent, with what is true of each row.
fn marked(asked: &Asked, frame: &Frame, told: &Told) -> Sheet {
    let mut sheet = laid(asked, frame).sheet(false);
    for (row, truth) in sheet.rows.iter_mut().zip(&told.rows) {
        row.mark = Some(Mark {
            verdict: truth.verdict,
            truth: truth.truth.clone(),
            said: truth.said.clone(),
            why: truth.why.clone(),
        });
    }
    sheet
}

fn verdict(told: &Told, frame: &Frame) -> Verdict {
    let counts = if told.void { "This question no longer counts. " } else { "" };
    Verdict {
        score: Score::new(usize::from(told.right), 1),
        words: told.words.clone(),
        explanation: prose::text(&told.explanation),
        stack: told.stack.clone(),
        sources: told.sources.clone(),
        verified: None,
        returns: format!("{counts}{} of {} right so far.", frame.score.right, frame.score.of),
    }
}
