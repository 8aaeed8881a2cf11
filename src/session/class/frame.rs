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
use crate::session::class::class::Class;
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
    pub ask: Asking,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether students are asked how sure they are.
    pub asks_confidence: bool,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Asking {
    /// Choose this many.
    Choose {
        /// How many.
        n: usize,
    },
    /// Pick this many in order.
    Sequence {
        /// How many.
        n: usize,
        /// The name of the end where it starts.
        from: String,
        /// The name of the other end.
        to: String,
    },
    /// Put each row under a heading.
    Group {
        /// The headings.
        groups: Vec<String>,
    },
    /// Draw the line.
    Divide {
        /// How many layers are asked.
        n: usize,
    },
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
            ask: Asking::of(&sheet.ask),
            rows: rows.collect(),
            asks_confidence: self.record.plan.settings.confidence,
        })
    }

    /// The answer of this vote; in a later vote that has none yet, the one before, to start from.
    fn yours(&self, item: usize, seat: u32) -> Option<Yours> {
        let rounds = (1..=self.record.round()).rev();
        let vote = rounds.filter_map(|round| self.record.vote(item, round, seat)).next()?;
        let confidence = (vote.confidence != Confidence::None).then_some(vote.confidence);
        Some(Yours { answer: Rows::of(&vote.answer, self.sheet(item)?)?, confidence })
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

impl Asking {
    fn of(ask: &Ask) -> Self {
        match ask.clone() {
            Ask::Choose { n } => Self::Choose { n },
            Ask::Sequence { n, from, to } => Self::Sequence { n, from, to },
            Ask::Group { groups } => Self::Group { groups },
            Ask::Divide { n } => Self::Divide { n },
        }
    }

    /// The same as a sheet has it.
    pub fn ask(&self) -> Ask {
        match self.clone() {
            Self::Choose { n } => Ask::Choose { n },
            Self::Sequence { n, from, to } => Ask::Sequence { n, from, to },
            Self::Group { groups } => Ask::Group { groups },
            Self::Divide { n } => Ask::Divide { n },
        }
    }
}
