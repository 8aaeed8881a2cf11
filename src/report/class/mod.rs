//! What a class came to: its questions by item analysis, its people by their answers, as pages and tables.
//! Deliberately not here: the formulas (`progress/class/analysis`), and who may read it.

pub mod csv;
pub mod html;
pub mod lines;
pub mod picture;
mod rows;
pub mod xapi;

use crate::progress::class::analysis::{
    Analysis, Answers, ChoiceFigures, Evidence, ItemFigures, Shift, TestFigures, Verdict, analyse, pool,
};
use crate::progress::class::answers::{answers, moved};
use crate::progress::class::record::Record;
use crate::quiz::sheet::letter;
use crate::report::class::rows::{first_votes, place, rows, sure};
use serde::Serialize;

/// A class, or several as one.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// The classes, by name, with their day.
    pub classes: Vec<(String, String)>,
    /// How many people.
    pub people: usize,
    /// The whole test; none for several classes, whose tests differ.
    pub test: Option<TestFigures>,
    /// Its questions.
    pub items: Vec<Item>,
    /// Its people; none for several classes.
    pub gradebook: Vec<Grade>,
}

/// A question of the class.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// The text that it shares with others.
    pub scenario: Option<String>,
    /// The question itself.
    pub stem: String,
    /// Whether it counted for nobody.
    pub void: bool,
    /// How many answered.
    pub answered: usize,
    /// The share right.
    pub facility: Option<f64>,
    /// Its 95 % interval, after Wilson.
    pub interval: Option<(f64, f64)>,
    /// The corrected point-biserial correlation.
    pub correlation: Option<f64>,
    /// The facilities of the upper and the lower 27 %.
    pub groups: Option<(f64, f64)>,
    /// The median time in milliseconds.
    pub median_ms: Option<f64>,
    /// How far this can be trusted: `too few`, `amber`, `firm`.
    pub evidence: &'static str,
    /// What it means.
    pub verdict: Option<String>,
    /// Whether another option may be the true key.
    pub suspect: bool,
    /// Its options; none for kinds without.
    pub options: Vec<ChoiceFigures>,
    /// Its rows, where they are no options.
    pub rows: Vec<Row>,
    /// Right and not right, by how sure people said to be: said nothing, a guess, unsure, sure.
    pub sure: [[usize; 2]; 4],
    /// How people moved from the first vote to the second.
    pub shift: Option<Shift>,
    /// Hands counted instead of votes, for each option, or right and not right.
    pub hands: Vec<u32>,
}

/// A row of an order, a sort or a line.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its letter.
    pub label: String,
    /// The words.
    pub text: String,
    /// What is true of it, in a word or two.
    pub truth: String,
    /// How many had it right.
    pub right: usize,
}

/// What somebody came to.
#[derive(Clone, Debug, Serialize)]
pub struct Grade {
    /// The seat.
    pub seat: u32,
    /// The name that the room saw.
    pub name: String,
    /// The name for the instructor.
    pub roster: Option<String>,
    /// Questions right.
    pub right: u32,
    /// Of so many that they were asked.
    pub of: u32,
}

/// A report on these classes, by name; the oldest first.
pub fn report(classes: &[(String, Record)]) -> Report {
    let all: Vec<Answers> = classes.iter().map(|(_, record)| answers(record)).collect();
    let joined = if let [one] = all.as_slice() { one.clone() } else { pool(&all) };
    let Analysis { items, test } = analyse(&joined);
    let one = if let [(_, record)] = classes { Some(record) } else { None };
    let title = one.map_or_else(|| format!("{} classes", classes.len()), |record| record.plan.title.clone());
    Report {
        title,
        classes: classes.iter().map(|(name, record)| (name.clone(), record.begun.study_day().to_string())).collect(),
        people: joined.people,
        test,
        items: (1..).zip(&items).map(|(number, figures)| item(number, figures, classes, one)).collect(),
        gradebook: one.map(grades).unwrap_or_default(),
    }
}

fn item(number: usize, figures: &ItemFigures, classes: &[(String, Record)], one: Option<&Record>) -> Item {
    let find = |record: &Record| place(record, &figures.id);
    let newest = classes.iter().rev().find_map(|(_, record)| Some(&record.plan.items[find(record)?]));
    let held = one.and_then(|record| Some(&record.items[find(record)?]));
    let votes = first_votes(classes, &figures.id);
    let shifts = classes.iter().filter_map(|(_, record)| moved(record, find(record)?));
    Item {
        number: one.and_then(find).map_or(number, |at| at + 1),
        id: figures.id.clone(),
        scenario: newest.and_then(|planned| planned.scenario.clone()),
        stem: newest.map(|planned| planned.stem.clone()).unwrap_or_default(),
        void: figures.void,
        answered: figures.answered,
        facility: figures.facility,
        interval: figures.interval.map(|interval| (interval.low, interval.high)),
        correlation: figures.correlation,
        groups: figures.groups.map(|groups| (groups.upper, groups.lower)),
        median_ms: figures.median_ms,
        evidence: match figures.evidence {
            Evidence::TooFew => "too few",
            Evidence::Amber => "amber",
            Evidence::Firm => "firm",
        },
        verdict: figures.verdict.as_ref().map(words),
        suspect: figures.suspect.is_some(),
        options: figures.choices.clone(),
        rows: newest.filter(|planned| !planned.is_choice()).map(|planned| rows(planned, &votes)).unwrap_or_default(),
        sure: sure(&votes),
        shift: shifts.reduce(plus),
        hands: held.and_then(|progress| progress.rounds.first()).map(|round| round.hands.clone()).unwrap_or_default(),
    }
}

/// A verdict in words, with the letters that it is about.
fn words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::KeySuspect(option) => format!("{} ({})", verdict.words(), letter(*option)),
        Verdict::DeadDistractors(options) => {
            let letters: Vec<String> = options.iter().map(|option| letter(*option)).collect();
            format!("{} ({})", verdict.words(), letters.join(", "))
        }
        _ => verdict.words().to_owned(),
    }
}

fn plus(a: Shift, b: Shift) -> Shift {
    Shift {
        right_right: a.right_right + b.right_right,
        wrong_right: a.wrong_right + b.wrong_right,
        right_wrong: a.right_wrong + b.right_wrong,
        wrong_wrong: a.wrong_wrong + b.wrong_wrong,
        only_one: a.only_one + b.only_one,
    }
}

fn grades(record: &Record) -> Vec<Grade> {
    let grade = |seat: &crate::progress::class::seat::Seat| {
        let score = record.score(seat);
        Grade {
            seat: seat.number,
            name: seat.name.clone(),
            roster: seat.roster.clone(),
            right: score.won,
            of: score.of,
        }
    };
    record.people().map(grade).collect()
}

/// A share in per cent.
fn percent(share: f64) -> String {
    // A share that interpolation left just below zero is none.
    format!("{:.0} %", share.max(0.0) * 100.0)
}

/// A correlation, with its sign.
fn signed(value: f64) -> String {
    format!("{value:+.2}")
}
