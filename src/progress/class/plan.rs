//! The plan of a class: stored before anybody joins, so that it can be gone on with after a crash.
//!
//! It holds the words of its questions, too: a report of last year's class must not depend on this year's bank.

use crate::quiz::bank::Bank;
use crate::quiz::kind::{Answer, Body, Draft, NAMES};
use crate::quiz::question::Question;
use crate::quiz::sheet::Sheet;
use rand::Rng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A class as the instructor planned it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What the class is called.
    pub title: String,
    /// The luck of its rows.
    pub seed: u64,
    /// The code with which one joins, `7KQ-92MX`; empty for a class without a network.
    pub code: String,
    /// Where it is served, `192.168.1.23:4711`, so that it comes back there; empty for a class without a network.
    pub address: String,
    /// How it is run.
    pub settings: Settings,
    /// Its questions, in order.
    pub items: Vec<Item>,
}

/// How a class is run. Everything that makes it a race is off unless it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Seconds a question; none without a limit.
    pub seconds: Option<u32>,
    /// Whether students are asked how sure they are.
    pub confidence: bool,
    /// Whether quick answers earn more points.
    pub speed_points: bool,
    /// Whether students see who leads.
    pub leaderboard: bool,
    /// Whether the terminal rings when a question opens and closes.
    pub sound: bool,
    /// For how many people there is room: joins and connections are bounded by it.
    pub room: usize,
}

/// A question of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub question: String,
    /// Revision of its key.
    pub key: u64,
    /// Its kind, by name.
    pub kind: String,
    /// The text that it shares with others.
    #[serde(default)]
    pub scenario: Option<String>,
    /// The question itself.
    pub stem: String,
    /// Its rows in the order shown.
    pub rows: Vec<Row>,
}

/// A row of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Whether it is part of the key of a choice; never set for other kinds.
    pub correct: bool,
    /// What is true of it, in a word or two: `right`, `2nd`, `AWS`.
    #[serde(default)]
    pub truth: String,
}

impl Item {
    /// A question with its rows shuffled. All of a class see the same order, so that the room can speak of letters.
    pub fn of(question: &Question, bank: &Bank, luck: &mut dyn Rng) -> Self {
        let draft = question.body.begin(luck);
        let (open, told) = (draft.sheet(false), draft.sheet(true));
        let choice = matches!(*question.body, Body::Choice(_));
        let rows = open.rows.iter().zip(&told.rows).map(|(row, told)| {
            let truth = told.mark.as_ref().map(|mark| mark.truth.clone()).unwrap_or_default();
            Row { id: row.id.clone(), text: row.text.clone(), correct: choice && truth == "right", truth }
        });
        Self {
            question: question.id.clone(),
            key: question.key,
            kind: question.body.name().to_owned(),
            scenario: bank.scenario(question).map(str::to_owned),
            stem: question.stem.clone(),
            rows: rows.collect(),
        }
    }

    /// Its rows, by id.
    pub fn shown(&self) -> Vec<String> {
        self.rows.iter().map(|row| row.id.clone()).collect()
    }

    /// The untouched answer area, with rows in the order of this class.
    pub fn blank(&self, question: &Question) -> Draft {
        Draft::laid(&question.body, &self.shown(), &none(&question.body))
    }

    /// The untouched sheet, without any mark.
    pub fn sheet(&self, question: &Question) -> Sheet {
        self.blank(question).sheet(false)
    }

    /// Whether its options can be counted.
    pub fn is_choice(&self) -> bool {
        self.kind == NAMES[0]
    }

    /// How many options are to be chosen; 0 for other kinds.
    pub fn keys(&self) -> usize {
        self.rows.iter().filter(|row| row.correct).count()
    }
}

/// An answer with nothing in it.
fn none(body: &Body) -> Answer {
    match body {
        Body::Choice(_) => Answer::Chosen(Vec::new()),
        Body::Order(_) => Answer::Sequence(Vec::new()),
        Body::Sort(_) => Answer::Groups(BTreeMap::new()),
        Body::Line(_) => Answer::Above(None),
    }
}
