//! What a student sees: the data that travel to the phone and the terminal.
//!
//! [`Asked`] has no field that could hold a key, and [`Told`] can be made only from a [`Revealed`], which the record
//! gives after the key was shown. A frame replaces all frames before it.

use crate::progress::class::record::{Phase, Record, Revealed};
use crate::progress::class::seat::Seat;
use crate::progress::entry::Confidence;
use crate::quiz::matrix::Stack;
use crate::quiz::prose::{Block, blocks};
use crate::quiz::score::Score;
use crate::quiz::sheet::{Ask, State, Verdict};
use crate::session::attempt::verdict_of;
use crate::session::class::answer::Rows;
use crate::session::class::state::Class;
use serde::{Deserialize, Serialize};

/// A class as one student sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// What the class is called.
    pub class: String,
    /// What the student is called.
    pub name: String,
    /// Where the class is.
    pub phase: Scene,
    /// Which question it is, counted from 1; 0 before the first.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The question on the screen.
    pub question: Option<Asked>,
    /// Milliseconds left for this student when this was sent; none without a limit.
    pub left_ms: Option<u64>,
    /// What the student answered.
    pub yours: Option<Yours>,
    /// What it came to, once the key is shown.
    pub result: Option<Told>,
    /// Questions right of those shown so far.
    pub score: Right,
    /// How many missed questions there are to take home.
    pub take_home: usize,
    /// Who leads, where that is wanted.
    pub board: Option<Vec<Place>>,
    /// Why one is out.
    pub why: Option<String>,
}

/// Where a class is, for a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scene {
    /// Before the first question.
    Lobby,
    /// A question takes answers.
    Open,
    /// It will again.
    Paused,
    /// It takes none any more.
    Closed,
    /// The key is shown.
    Shown,
    /// The end.
    Over,
    /// Sent away.
    Out,
}

/// A question without anything that could tell its key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Its number, counted from 0.
    pub at: usize,
    /// Which vote, counted from 1.
    pub round: u8,
    /// The text that it shares with others.
    pub scenario: Option<Vec<Block>>,
    /// The question itself.
    pub stem: Vec<Block>,
    /// What is asked for.
    pub ask: Ask,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether students are asked how sure they are.
    pub asks_confidence: bool,
}

/// A row, without anything that could tell the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The letter by which the room speaks of it.
    pub label: String,
    /// The words.
    pub text: String,
    /// Whether it is a layer that is not asked.
    pub given: bool,
}

/// What a student answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yours {
    /// The vote that it was given in; one of an earlier vote is only where a later one starts from.
    pub round: u8,
    /// The answer.
    pub answer: Rows,
    /// How sure they said to be.
    pub confidence: Option<Confidence>,
}

/// The key, its reasons, and what the student's answer came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Whether the question counts for nobody.
    pub void: bool,
    /// Whether all of the answer was right.
    pub right: bool,
    /// The verdict in words.
    pub words: String,
    /// For each row what is true of it, and why.
    pub rows: Vec<Truth>,
    /// The idea behind the question.
    pub explanation: Vec<Block>,
    /// The responsibility stack.
    pub stack: Option<Stack>,
    /// The pages that carry the key.
    pub sources: Vec<String>,
}

/// What is true of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    /// In a word or two.
    pub truth: String,
    /// What the student said, in the same words.
    pub said: String,
    /// How the two compare.
    pub verdict: Verdict,
    /// Why.
    pub why: String,
}

/// Questions right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    /// So many.
    pub right: u32,
    /// Of so many.
    pub of: u32,
}

/// Where somebody stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The seat.
    pub seat: u32,
    /// The name.
    pub name: String,
    /// Points.
    pub points: u64,
}

/// A place on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name.
    pub name: String,
    /// Points.
    pub points: u64,
    /// Whether it is the student's own.
    pub you: bool,
}

/// Places that a board shows.
pub const BOARD: usize = 5;
/// Points for a right answer, where points are given.
const POINTS: u64 = 1_000;

impl Class {
    /// The class as somebody in this seat sees it; the standings are the same for all.
    pub fn frame(&self, seat: u32, now_ms: u64, standings: &[Standing]) -> Frame {
        let Some(person) = self.record.seat(seat) else {
            return Frame { why: Some("the instructor took you out of the class".to_owned()), ..self.out() };
        };
        let record = &self.record;
        let at = record.at.filter(|_| record.phase != Phase::Over);
        let yours = at.and_then(|item| self.yours(item, seat));
        let told = at.filter(|_| record.phase == Phase::Shown).and_then(|item| record.revealed(item));
        let Score { won, of } = record.score(person);
        Frame {
            name: person.name.clone(),
            phase: scene(record),
            number: record.at.map_or(0, |at| at + 1),
            question: at.and_then(|item| self.asked(item)),
            left_ms: self.left(person, now_ms),
            yours,
            result: told.and_then(|revealed| self.told(revealed, person)),
            score: Right { right: won, of },
            take_home: self.missed(person).len(),
            board: board(standings, seat),
            ..self.out()
        }
    }

    /// What is left for somebody who has no seat any more.
    fn out(&self) -> Frame {
        Frame {
            class: self.record.plan.title.clone(),
            name: String::new(),
            phase: Scene::Out,
            number: 0,
            of: self.record.items.len(),
            question: None,
            left_ms: None,
            yours: None,
            result: None,
            score: Right::default(),
            take_home: 0,
            board: None,
            why: None,
        }
    }

    /// Milliseconds left for somebody; none without a limit, and when no question is open.
    pub fn left(&self, seat: &Seat, now_ms: u64) -> Option<u64> {
        let record = &self.record;
        let open = record.phase == Phase::Open;
        record.timer.left(record.plan.settings.seconds, seat.percent, now_ms).filter(|_| open)
    }

    /// A question, without its key.
    pub fn asked(&self, item: usize) -> Option<Asked> {
        let (question, sheet) = (self.question(item)?, self.sheet(item)?);
        let rows = sheet.rows.iter().enumerate().map(|(at, row)| Row {
            label: crate::quiz::sheet::letter(at),
            text: row.text.clone(),
            given: row.state == State::Given,
        });
        Some(Asked {
            at: item,
            round: self.record.round().max(1),
            scenario: self.bank.scenario(question).map(blocks),
            stem: blocks(&question.stem),
            ask: sheet.ask.clone(),
            rows: rows.collect(),
            asks_confidence: self.record.plan.settings.confidence,
        })
    }

    /// The answer of this vote; while it is open and has none yet, the one before, to start from.
    fn yours(&self, item: usize, seat: u32) -> Option<Yours> {
        let last = self.record.round();
        let first = if self.record.phase == Phase::Open { 1 } else { last };
        let (round, vote) =
            (first..=last).rev().find_map(|round| Some((round, self.record.vote(item, round, seat)?)))?;
        let confidence = (vote.confidence != Confidence::None).then_some(vote.confidence);
        Some(Yours { round, answer: Rows::of(&vote.answer, self.sheet(item)?)?, confidence })
    }

    /// The key and what somebody's answer came to.
    pub fn told(&self, revealed: Revealed, person: &Seat) -> Option<Told> {
        let item = revealed.item();
        let (question, vote) = (self.question(item)?, self.record.final_vote(item, person.number));
        let draft = match vote {
            Some(vote) => self.laid(item, &vote.answer)?,
            None => self.record.plan.items.get(item)?.blank(question),
        };
        let marks = draft.sheet(true).rows.into_iter().filter_map(|row| row.mark);
        let truth = |mark: crate::quiz::sheet::Mark| Truth {
            truth: mark.truth,
            said: mark.said,
            verdict: mark.verdict,
            why: mark.why,
        };
        let words = match vote {
            Some(vote) => verdict_of(&question.body, vote.score),
            None => "not answered".to_owned(),
        };
        Some(Told {
            void: self.record.items[item].void,
            right: vote.is_some_and(|vote| vote.score.is_full()),
            words,
            rows: marks.map(truth).collect(),
            explanation: blocks(&question.explanation),
            stack: self.bank.stack(question),
            sources: question.sources.clone(),
        })
    }

    /// The questions that somebody was asked and did not have right, of those whose key was shown.
    pub fn missed(&self, person: &Seat) -> Vec<usize> {
        let right = |item: usize| self.record.final_vote(item, person.number).is_some_and(|vote| vote.score.is_full());
        self.record.counting().filter(|&item| self.record.was_asked(person, item) && !right(item)).collect()
    }

    /// Who leads, best first; empty unless that is wanted and no question is open.
    pub fn standings(&self) -> Vec<Standing> {
        let record = &self.record;
        if !record.plan.settings.leaderboard || !matches!(record.phase, Phase::Shown | Phase::Over) {
            return Vec::new();
        }
        let standing =
            |person: &Seat| Standing { seat: person.number, name: person.name.clone(), points: self.points(person) };
        let mut standings: Vec<Standing> = record.people().map(standing).collect();
        standings.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.name.cmp(&b.name)));
        standings
    }

    /// Points: the same for every right answer, or down to half of them for a slow one.
    fn points(&self, person: &Seat) -> u64 {
        let settings = &self.record.plan.settings;
        let limit = settings.seconds.map(|seconds| u64::from(seconds) * 1_000).filter(|_| settings.speed_points);
        let right = self.record.counting().filter_map(|item| self.record.final_vote(item, person.number));
        let points = |ms: u64| limit.map_or(POINTS, |limit| POINTS - POINTS / 2 * ms.min(limit) / limit.max(1));
        right.filter(|vote| vote.score.is_full()).map(|vote| points(vote.ms)).sum()
    }
}

/// The best, and the student's own place if it is further down.
fn board(standings: &[Standing], seat: u32) -> Option<Vec<Place>> {
    let place = |standing: &Standing| Place {
        name: standing.name.clone(),
        points: standing.points,
        you: standing.seat == seat,
    };
    let shown = |(at, standing): &(usize, &Standing)| *at < BOARD || standing.seat == seat;
    let places = standings.iter().enumerate().filter(shown).map(|(_, standing)| place(standing));
    (!standings.is_empty()).then(|| places.collect())
}

fn scene(record: &Record) -> Scene {
    match record.phase {
        Phase::Lobby => Scene::Lobby,
        Phase::Open if record.paused => Scene::Paused,
        Phase::Open => Scene::Open,
        Phase::Closed => Scene::Closed,
        Phase::Shown => Scene::Shown,
        Phase::Over => Scene::Over,
    }
}

#[cfg(test)]
mod tests {
    use super::{BOARD, Frame, Scene};
    use crate::progress::class::plan::Settings;
    use crate::session::class::command::Command as C;
    use crate::session::class::harness::Lesson;

    /// A race: who leads is shown, and who is quick has more.
    fn race() -> Settings {
        Settings { seconds: Some(10), speed_points: true, leaderboard: true, ..Settings::default() }
    }

    fn score(frame: &Frame) -> (u32, u32) {
        (frame.score.right, frame.score.of)
    }

    #[test]
    fn a_question_counts_from_the_moment_its_key_is_shown() {
        let mut lesson = Lesson::begin(Settings::default());
        let (ada, bo) = (lesson.join("Ada"), lesson.join("Bo"));
        lesson.does(&[C::Next]);
        lesson.answers(ada, lesson.right());
        for command in [C::Close, C::Reopen, C::Close] {
            lesson.does(&[command]);
            assert_eq!((score(&lesson.frame(ada)), lesson.frame(bo).take_home), ((0, 0), 0));
        }
        lesson.does(&[C::Show]);
        assert_eq!([ada, bo].map(|seat| score(&lesson.frame(seat))), [(1, 1), (0, 1)]);
        assert_eq!([ada, bo].map(|seat| lesson.frame(seat).take_home), [0, 1]);
        lesson.does(&[C::Next]);
        assert_eq!(score(&lesson.frame(ada)), (1, 1), "the open one does not count yet");
        lesson.does(&[C::End]);
        assert_eq!(score(&lesson.frame(ada)), (1, 1), "nor one that was never shown");
    }

    #[test]
    fn a_frame_has_a_result_only_while_the_key_is_on_the_screen() {
        let mut lesson = Lesson::begin(Settings::default());
        let ada = lesson.join("Ada");
        let told = |lesson: &Lesson| lesson.frame(ada).result.is_some();
        for item in 0..4 {
            for command in [C::Next, C::Pause, C::Pause, C::Close, C::Again, C::Close, C::Reopen, C::Close] {
                assert!(command == C::Next || !told(&lesson), "question {item}, before {command:?}");
                lesson.does(&[command]);
            }
            assert!(!told(&lesson));
            lesson.does(&[C::Show]);
            assert!(told(&lesson), "question {item}");
        }
        lesson.does(&[C::End]);
        let end = lesson.frame(ada);
        assert!((end.phase, end.question, end.result) == (Scene::Over, None, None));
    }

    #[test]
    fn the_result_says_what_the_answer_came_to() {
        let mut lesson = Lesson::begin(Settings::default());
        let (ada, bo, cy) = (lesson.join("Ada"), lesson.join("Bo"), lesson.join("Cy"));
        lesson.does(&[C::Next]);
        lesson.answers(ada, lesson.right());
        lesson.answers(bo, lesson.wrong());
        lesson.does(&[C::Close, C::Show]);
        let told = |seat| lesson.frame(seat).result.expect("it is told");
        assert!(told(ada).right && !told(bo).right && !told(cy).right);
        assert_eq!(told(cy).words, "not answered");
        assert_eq!(told(ada).rows.iter().filter(|row| row.said == "chosen").count(), 2);
        assert!(told(bo).rows.iter().any(|row| row.why == "REASON"));
        assert!(!told(ada).void);
    }

    #[test]
    fn a_second_vote_starts_from_the_answer_before() {
        let mut lesson = Lesson::begin(Settings::default());
        let ada = lesson.join("Ada");
        lesson.does(&[C::Next]);
        lesson.answers(ada, lesson.wrong());
        let first = lesson.frame(ada).yours;
        lesson.does(&[C::Close, C::Again]);
        let frame = lesson.frame(ada);
        assert_eq!((frame.question.map(|asked| asked.round), frame.yours.is_some()), (Some(2), true));
        assert_eq!(lesson.frame(ada).yours, first);
        lesson.answers(ada, lesson.right());
        assert_ne!(lesson.frame(ada).yours, first);
    }

    #[test]
    fn who_is_sent_away_sees_nothing_of_the_class_but_its_name() {
        let mut lesson = Lesson::begin(race());
        let ada = lesson.join("Ada");
        lesson.does(&[C::Next]);
        lesson.answers(ada, lesson.right());
        lesson.does(&[C::Close, C::Show, C::Kick(ada)]);
        let frame = lesson.frame(ada);
        assert_eq!((frame.phase, frame.class.as_str(), frame.name.as_str()), (Scene::Out, "Class", ""));
        assert!(frame.question.is_none() && frame.result.is_none() && frame.yours.is_none() && frame.board.is_none());
        assert_eq!((score(&frame), frame.take_home), ((0, 0), 0));
    }

    #[test]
    fn missed_are_the_questions_that_one_was_asked_and_had_not_right() {
        let mut lesson = Lesson::begin(Settings::default());
        let ada = lesson.join("Ada");
        lesson.does(&[C::Next]);
        lesson.answers(ada, lesson.wrong());
        lesson.does(&[C::Close, C::Show]);
        let bo = lesson.join("Bo");
        let missed = |lesson: &Lesson, seat| lesson.class.missed(lesson.class.record.seat(seat).expect("somebody"));
        assert_eq!((missed(&lesson, ada), missed(&lesson, bo)), (vec![0], vec![]));
        lesson.does(&[C::Next, C::Close, C::Show]);
        assert_eq!((missed(&lesson, ada), missed(&lesson, bo)), (vec![0, 1], vec![1]));
        lesson.does(&[C::Void]);
        assert_eq!((missed(&lesson, ada), missed(&lesson, bo)), (vec![0], vec![]));
    }

    #[test]
    fn who_comes_between_two_votes_is_asked_if_they_vote() {
        let mut lesson = Lesson::begin(Settings::default());
        lesson.does(&[C::Next, C::Close]);
        let (ada, bo) = (lesson.join("Ada"), lesson.join("Bo"));
        lesson.does(&[C::Again]);
        lesson.answers(ada, lesson.wrong());
        lesson.does(&[C::Close, C::Show]);
        assert_eq!([ada, bo].map(|seat| score(&lesson.frame(seat))), [(0, 1), (0, 0)]);
    }

    #[test]
    fn the_board_has_the_best_and_oneself_and_is_not_shown_while_a_question_is_open() {
        let mut lesson = Lesson::begin(race());
        let seats: Vec<u32> = (0..8).map(|n| lesson.join(&format!("Student {n}"))).collect();
        lesson.does(&[C::Next]);
        for seat in &seats[..7] {
            lesson.ms += 1_000;
            lesson.answers(*seat, lesson.right());
        }
        for command in [C::Pause, C::Pause, C::Close] {
            assert_eq!(lesson.frame(seats[0]).board, None);
            lesson.does(&[command]);
        }
        lesson.does(&[C::Show]);
        let names = |seat: u32| {
            let board = lesson.frame(seat).board.expect("a board");
            assert_eq!(board.iter().filter(|place| place.you).count(), 1);
            board.into_iter().map(|place| place.name).collect::<Vec<_>>()
        };
        assert_eq!(names(seats[0]), ["Student 0", "Student 1", "Student 2", "Student 3", "Student 4"]);
        assert_eq!(names(seats[6]).len(), BOARD + 1);
        assert_eq!(names(seats[7]).last().map(String::as_str), Some("Student 7"));
        let points = |at: usize| lesson.class.standings()[at].points;
        assert_eq!((points(0), points(1), points(6), points(7)), (950, 900, 650, 0), "half of it is for being quick");
    }

    #[test]
    fn without_a_race_there_is_no_board_and_all_right_answers_are_alike() {
        let mut lesson = Lesson::begin(Settings { seconds: Some(10), leaderboard: true, ..Settings::default() });
        let (ada, bo) = (lesson.join("Ada"), lesson.join("Bo"));
        lesson.does(&[C::Next]);
        lesson.answers(bo, lesson.right());
        lesson.ms = 9_000;
        lesson.answers(ada, lesson.right());
        lesson.does(&[C::Close, C::Show]);
        let points: Vec<(String, u64)> =
            lesson.class.standings().into_iter().map(|place| (place.name, place.points)).collect();
        assert_eq!(points, [("Ada".to_owned(), 1_000), ("Bo".to_owned(), 1_000)]);
        lesson.class.record.plan.settings.leaderboard = false;
        assert!(lesson.class.standings().is_empty() && lesson.frame(ada).board.is_none());
    }
}
