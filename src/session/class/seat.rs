//! A student's place at a terminal: frames come in, keys work on an answer, an answer goes out.

use crate::progress::entry::Confidence;
use crate::quiz::input::Refusal;
use crate::quiz::kind::{Draft, stand_in};
use crate::quiz::prose;
use crate::quiz::score::Score;
use crate::quiz::sheet::{Ask, Mark, Sheet, letter};
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
            let round = frame.question.as_ref().map(|asked| asked.round);
            self.saved = yours.filter(|yours| Some(yours.round) == round).map(|yours| yours.answer.clone());
        }
        // Whatever was wrong before, the host is heard again.
        self.notice = None;
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
        let blank = |asked: &Asked| ((asked.at, asked.round), stand_in::draft(&asked.ask.clone(), &rows(asked)));
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
        let mut sheet = match told {
            Some(told) => marked(asked, &self.frame, told),
            None => draft.sheet(false),
        };
        if let Ask::Choose { .. } | Ask::Sequence { .. } = sheet.ask {
            // The room speaks of letters.
            sheet.rows.iter_mut().enumerate().for_each(|(at, row)| row.label = letter(at));
        }
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
    let (ask, rows) = (asked.ask.clone(), rows(asked));
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
        words: if told.void { "Does not count".to_owned() } else { told.words.clone() },
        explanation: prose::text(&told.explanation),
        stack: told.stack.clone(),
        sources: told.sources.clone(),
        verified: None,
        returns: format!("{counts}{} of {} right so far.", frame.score.right, frame.score.of),
    }
}

#[cfg(test)]
mod tests {
    use super::{Seat, Sending};
    use crate::progress::class::plan::Settings;
    use crate::progress::entry::Confidence;
    use crate::quiz::input::Input;
    use crate::quiz::sheet::{State, Verdict};
    use crate::session::class::answer::Rows;
    use crate::session::class::command::Command as C;
    use crate::session::class::harness::Lesson;
    use crate::session::step::Event;

    /// A class with one student, and the place from which she follows it.
    struct Pair {
        lesson: Lesson,
        seat: Seat,
    }

    const ADA: u32 = 1;

    impl Pair {
        fn new() -> Self {
            let mut lesson = Lesson::begin(Settings { confidence: true, ..Settings::default() });
            lesson.join("Ada");
            let seat = Seat::new(lesson.frame(ADA));
            Self { lesson, seat }
        }

        fn led(&mut self, commands: &[C]) {
            for command in commands {
                self.lesson.does(std::slice::from_ref(command));
                self.seat.take(self.lesson.frame(ADA));
            }
        }

        fn picks(&mut self, rows: &[usize]) {
            for row in rows {
                assert_eq!(self.seat.update(&Event::Input(Input::Pick(*row))), None);
            }
        }

        /// Gives the answer, and hears that it is saved.
        fn sends(&mut self) -> Sending {
            let sending = self.seat.update(&Event::Submit).expect("an answer to be sent");
            self.lesson.gives(ADA, sending.rows.clone(), sending.confidence).expect("taken");
            self.seat.sent(sending.clone(), Ok(()));
            sending
        }

        fn notice(&self) -> String {
            self.seat.stage().and_then(|stage| stage.notice).unwrap_or_default()
        }

        fn chosen(&self) -> Vec<usize> {
            let rows = self.seat.stage().expect("a question").sheet.rows;
            rows.iter().enumerate().filter(|(_, row)| row.state == State::Chosen).map(|(at, _)| at).collect()
        }
    }

    #[test]
    fn an_answer_is_sent_when_it_is_complete_and_can_be_changed_until_the_close() {
        let mut pair = Pair::new();
        assert!(pair.seat.stage().is_none(), "nothing is asked in the lobby");
        pair.led(&[C::Next]);
        pair.picks(&[0]);
        assert_eq!(pair.seat.update(&Event::Submit), None);
        assert!(!pair.notice().is_empty(), "what is missing is said");
        pair.picks(&[2]);
        pair.seat.update(&Event::Sure(Confidence::Sure));
        let sent = pair.sends();
        assert_eq!((sent.question, sent.round, sent.confidence), (0, 1, Confidence::Sure));
        assert_eq!(sent.rows, Rows::Chosen(vec![0, 2]));
        assert!(pair.notice().starts_with("saved"));
        pair.picks(&[2, 3]);
        assert_eq!(pair.notice(), "changed, and not sent yet");
        pair.sends();
        assert!(pair.notice().starts_with("saved"));
        pair.led(&[C::Close]);
        pair.picks(&[3]);
        assert_eq!((pair.seat.update(&Event::Submit), pair.chosen()), (None, vec![0, 3]), "it stays as it was sent");
    }

    #[test]
    fn what_was_begun_outlasts_every_frame_of_the_same_question() {
        let mut pair = Pair::new();
        pair.led(&[C::Next]);
        pair.picks(&[4]);
        pair.led(&[C::Lock, C::Pause]);
        assert_eq!(pair.notice(), "the class is paused");
        pair.picks(&[1]);
        assert_eq!(pair.chosen(), [4], "nothing is taken in a pause");
        pair.led(&[C::Pause, C::Close, C::Reopen]);
        assert_eq!(pair.chosen(), [4]);
        pair.led(&[C::Skip]);
        assert!(pair.chosen().is_empty(), "another question begins untouched");
    }

    #[test]
    fn who_comes_back_finds_the_answer_that_the_host_has() {
        let mut pair = Pair::new();
        pair.led(&[C::Next]);
        pair.picks(&[1, 3]);
        pair.seat.update(&Event::Sure(Confidence::Guess));
        pair.sends();
        pair.seat = Seat::new(pair.lesson.frame(ADA));
        assert_eq!(pair.chosen(), [1, 3]);
        assert!(pair.notice().starts_with("saved"));
        assert_eq!(pair.seat.stage().map(|stage| stage.confidence), Some(Confidence::Guess));
    }

    #[test]
    fn a_second_vote_starts_from_the_first_and_is_sent_again() {
        let mut pair = Pair::new();
        pair.led(&[C::Next]);
        pair.picks(&[1, 3]);
        pair.sends();
        pair.led(&[C::Close, C::Again]);
        assert_eq!(pair.chosen(), [1, 3]);
        assert!(pair.notice().starts_with("second vote"), "{}", pair.notice());
        assert_eq!(pair.sends().round, 2);
        assert!(pair.notice().starts_with("saved"));
    }

    #[test]
    fn a_refusal_of_the_host_is_said_and_the_answer_stays() {
        let mut pair = Pair::new();
        pair.led(&[C::Next]);
        pair.picks(&[0, 1]);
        let sending = pair.seat.update(&Event::Submit).expect("an answer");
        pair.seat.sent(sending, Err("it could not be saved; try again".to_owned()));
        assert_eq!((pair.notice().as_str(), pair.chosen()), ("it could not be saved; try again", vec![0, 1]));
        pair.sends();
        pair.seat.clear();
        assert!(pair.chosen().is_empty());
        assert_eq!(pair.notice(), "changed, and not sent yet");
    }

    #[test]
    fn marks_are_there_from_the_reveal_on_and_are_those_of_the_host() {
        let mut pair = Pair::new();
        for kind in 0..4 {
            pair.led(&[C::Next]);
            let rows = pair.lesson.wrong();
            pair.lesson.answers(ADA, rows);
            pair.led(&[C::Close]);
            let before = pair.seat.stage().expect("a question");
            assert!(before.verdict.is_none() && before.sheet.rows.iter().all(|row| row.mark.is_none()), "{kind}");
            pair.led(&[C::Show]);
            let after = pair.seat.stage().expect("a question");
            let verdict = after.verdict.expect("a verdict");
            assert!(!verdict.score.is_full() && verdict.returns.starts_with("0 of "), "{kind}: {}", verdict.returns);
            let marks: Vec<Verdict> =
                after.sheet.rows.iter().map(|row| row.mark.as_ref().expect("a mark").verdict).collect();
            assert!(marks.contains(&Verdict::Wrong), "{kind}: {marks:?}");
        }
        pair.led(&[C::Void]);
        let verdict = pair.seat.stage().and_then(|stage| stage.verdict).expect("a verdict");
        assert!(verdict.returns.starts_with("This question no longer counts"), "{}", verdict.returns);
        pair.led(&[C::Next]);
        assert!(pair.seat.stage().is_none(), "nothing is asked at the end");
    }

    #[test]
    fn who_is_sent_away_has_nothing_to_answer() {
        let mut pair = Pair::new();
        pair.led(&[C::Next]);
        pair.picks(&[0, 1]);
        pair.led(&[C::Kick(ADA)]);
        assert!(pair.seat.stage().is_none());
        assert_eq!(pair.seat.update(&Event::Submit), None);
    }
}
