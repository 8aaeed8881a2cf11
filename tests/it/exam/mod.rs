//! Mock exams, sat event by event with instants handed in, broken off and gone on with.

mod practice;
mod result;
mod time;

use crate::bank::shipped_bank;
use crate::keep::{Memory, memory};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::collections::HashSet;
use std::sync::Arc;
use whose::progress::day::{Beat, Moment};
use whose::progress::entry::{Entry, What};
use whose::progress::exam::deed::Ending;
use whose::progress::exam::marks::Went;
use whose::progress::exam::paper::Timing;
use whose::progress::exam::record::Record;
use whose::progress::exam::row::ExamRow;
use whose::progress::ledger::Progress;
use whose::quiz::bank::Bank;
use whose::quiz::exams::Exam;
use whose::quiz::input::Input;
use whose::quiz::load::{SourceFile, read};
use whose::session::drill::Selection;
use whose::session::exam::scene::{Driver, ExamResult, Review, Shown};
use whose::session::exam::wish::{Extra, Wish};
use whose::session::keeper::{Keeper, carry_out};
use whose::session::start::{Start, start};
use whose::session::step::{Event, Scene, Session, Stage, Turn};

const MINUTE: u64 = 60_000;

/// An exam of four domains, weighed as Cloud Practitioner is. Each domain has ideas of a practice question and two that
/// are kept for exams, enough for three papers, and one question that is no choice.
pub(crate) fn fixture() -> Arc<Bank> {
    fixture_without("")
}

/// The same bank after its author took a question out.
fn fixture_without(gone: &str) -> Arc<Bank> {
    let exam = "[[exam]]\ncode = \"T-1\"\ntitle = \"Test\"\nstatus = \"current\"\nquestions = 65\nscored = 50\nminutes = 90\npass = 700\nscale = [100, 1000]\n";
    let weights = [24, 30, 34, 12];
    let domain = |(number, weight): (usize, u16)| {
        let head = "[[domain]]\nexam = \"T-1\"\n";
        format!(
            "{head}number = {number}\ntitle = \"Domain {number}\"\nweight = {weight}\n[[task]]\nexam = \"T-1\"\nid = \"T-1/{number}\"\ndomain = {number}\ntitle = \"Task\"\n"
        )
    };
    let exams = exam.to_owned() + &(1..).zip(weights).map(domain).collect::<String>();
    let ideas: String =
        (1..).zip(weights).flat_map(|(number, weight)| (0..weight).map(move |n| idea(number, n))).collect();
    let order = "[[question]]\nid = \"order\"\nkind = \"order\"\ntasks = [\"T-1/1\"]\nstem = \"s\"\n[[question.item]]\nid = \"a\"\ntext = \"a\"\nrank = 1\n[[question.item]]\nid = \"b\"\ntext = \"b\"\nrank = 2\n";
    let ideas = ideas.replace(&format!("id = \"{gone}\"\nkind"), "id = \"another\"\nkind");
    let files = [("exams.toml", exams), ("bank.toml", format!("bank = \"t\"\n{ideas}{order}"))];
    let (bank, faults) =
        Bank::assemble(files.iter().map(|(name, text)| read(&SourceFile::new(name, text.as_str()))).collect());
    assert!(faults.is_empty(), "{faults:?}");
    Arc::new(bank)
}

fn idea(domain: usize, n: u16) -> String {
    let id = format!("d{domain}-{n}");
    let question = |name: &str, pool: &str| {
        let keys = if n.is_multiple_of(4) { 2 } else { 1 };
        let row = |at: u8| {
            let part = if at < keys { "correct" } else { "incorrect" };
            format!("[[question.{part}]]\nid = \"o{at}\"\ntext = \"Option {at}\"\nwhy = \"SECRET\"\n")
        };
        let rows = (0..4 + u8::from(keys == 2)).map(row).collect::<Vec<_>>().concat();
        format!(
            "[[question]]\nid = \"{id}-{name}\"\nkind = \"choice\"\nobjective = \"{id}\"\ntasks = [\"T-1/{domain}\"]\n{pool}stem = \"{id} {name}?\"\nexplanation = \"SECRET\"\n{rows}"
        )
    };
    let objective = format!("[[objective]]\nid = \"{id}\"\ntopic = \"t{domain}\"\ntitle = \"Idea {id}\"\n");
    let kept = "pool = \"exam\"\n";
    objective + &question("p", "") + &question("x", kept) + &question("y", kept)
}

pub(crate) fn exam(bank: &Bank) -> &Exam {
    bank.exam("T-1").expect("the exam")
}

pub(crate) fn noon() -> Moment {
    Moment { utc_ms: 20_000 * 86_400_000 + 12 * 3_600_000, offset_minutes: 0 }
}

/// An exam under way, with a log behind it.
struct Candidate {
    keeper: Memory,
    session: Box<dyn Session>,
    now: Moment,
    beat: Beat,
}

impl Candidate {
    fn begin(wish: Wish) -> Self {
        Self::of(memory(fixture()), &Start::Exam(wish))
    }

    fn of(mut keeper: Memory, what: &Start) -> Self {
        let session = start(what, &mut keeper, noon()).unwrap_or_else(|why| panic!("{why}"));
        let mut candidate = Self { keeper, session, now: noon(), beat: Beat::default() };
        candidate.wait(0);
        candidate
    }

    /// Lets time go by, awake.
    fn wait(&mut self, ms: u64) {
        self.beat.steady_ms += ms;
        self.beat.awake_ms += ms;
        self.now.utc_ms += i64::try_from(ms).expect("a short time");
        self.send(Event::Tick(self.beat));
    }

    fn send(&mut self, event: Event) {
        let effects = self.session.update(event, self.now);
        carry_out(&mut self.keeper, effects).expect("it is kept");
        assert_eq!(
            self.keeper.progress,
            Progress::replay(&self.keeper.log, &self.keeper.bank),
            "the log says the same"
        );
    }

    fn turn(&mut self, turn: Turn) {
        self.send(Event::Exam(turn));
    }

    fn stage(&self) -> Stage {
        match self.session.scene() {
            Scene::Question(stage) => *stage,
            other => panic!("{other:?}"),
        }
    }

    fn review(&self) -> Review {
        match self.session.scene() {
            Scene::Review(review) => *review,
            other => panic!("{other:?}"),
        }
    }

    fn result(&self) -> ExamResult {
        match self.session.scene() {
            Scene::Result(result) => *result,
            other => panic!("{other:?}"),
        }
    }

    fn left_minutes(&self) -> u64 {
        let Some(Driver::Sitting { left_ms: Some(left), .. }) = self.stage().exam else { panic!("no time") };
        left / MINUTE
    }

    /// Chooses the key of the question on the table, or something else.
    fn answer(&mut self, right: bool) {
        let sheet = self.stage().sheet;
        let wanted = if right { ["o0", "o1"] } else { ["o3", "o2"] };
        for id in wanted.iter().take(sheet.of) {
            let row = sheet.rows.iter().position(|row| row.id == *id).expect("a row");
            self.send(Event::Input(Input::Pick(row)));
        }
    }

    /// Asks to end the exam, and ends it.
    fn end(&mut self) {
        self.turn(Turn::End);
        self.turn(Turn::End);
    }

    /// Answers one question after the other, rightly or not, and ends the exam.
    fn sit(&mut self, right: &[bool]) {
        for right in right {
            self.answer(*right);
            self.turn(Turn::Next);
        }
        self.end();
    }

    /// The same learner after the program was killed, with so much time gone by.
    fn killed(self, ms: i64) -> Self {
        let sitting = whose::progress::exam::history::unfinished(&self.keeper.bank, &self.keeper.progress);
        let (sitting, _) = sitting.expect("an open exam");
        let mut keeper = self.keeper;
        let now = Moment { utc_ms: self.now.utc_ms + ms, ..self.now };
        let session = start(&Start::Resume(sitting), &mut keeper, now).unwrap_or_else(|why| panic!("{why}"));
        let mut candidate = Self { keeper, session, now, beat: Beat::default() };
        candidate.wait(0);
        candidate
    }
}

#[test]
fn nothing_is_kept_before_the_exam_begins_and_the_paper_is_before_its_first_question() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    assert!(matches!(candidate.session.scene(), Scene::Cover(_)));
    assert!(candidate.keeper.log.is_empty());
    candidate.turn(Turn::Open);
    assert!(matches!(&candidate.keeper.log[..], [Entry { what: What::Paper(paper), .. }] if paper.items.len() == 65));
    assert_eq!(candidate.stage().number, 1);
}

#[test]
fn no_sign_of_the_key_is_seen_before_the_end() {
    let mut candidate = Candidate::begin(Wish { n: Some(10), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    for _ in 0..10 {
        candidate.answer(true);
        let seen = serde_json::to_string(&candidate.stage()).expect("it encodes");
        assert!(!seen.contains("SECRET") && candidate.stage().verdict.is_none(), "{seen}");
        assert!(candidate.stage().sheet.rows.iter().all(|row| row.mark.is_none()));
        candidate.turn(Turn::Next);
    }
    assert_eq!((candidate.review().answered, candidate.review().open), (10, 0), "after the last comes the review");
}

#[test]
fn select_two_is_enforced_and_choosing_goes_on_until_the_end() {
    let mut candidate = Candidate::begin(Wish { n: Some(65), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    while candidate.stage().sheet.of < 2 {
        candidate.turn(Turn::Next);
    }
    for row in 0..3 {
        candidate.send(Event::Input(Input::Pick(row)));
    }
    assert_eq!(candidate.stage().notice.as_deref(), Some("2 are chosen already; take one back first"));
    assert_eq!(candidate.stage().sheet.done, 2);
    candidate.send(Event::Input(Input::Pick(0)));
    assert_eq!(candidate.stage().sheet.done, 1, "what is chosen can be taken back");
    candidate.turn(Turn::Review);
    assert_eq!(candidate.review().open, 65, "one of two is not an answer yet");
}

#[test]
fn a_struck_out_option_stays_so_and_a_chosen_one_is_not_struck_out() {
    let mut candidate = Candidate::begin(Wish { n: Some(10), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    candidate.turn(Turn::Strike);
    let first = candidate.stage().sheet.rows[0].id.clone();
    let struck = |candidate: &Candidate| match candidate.stage().exam {
        Some(Driver::Sitting { struck, .. }) => struck,
        _ => panic!("no exam"),
    };
    assert_eq!(struck(&candidate), std::slice::from_ref(&first));
    candidate.turn(Turn::Next);
    candidate.turn(Turn::Previous);
    assert_eq!(struck(&candidate), [first]);
    candidate.turn(Turn::Strike);
    assert!(struck(&candidate).is_empty());
    candidate.send(Event::Input(Input::Choose));
    candidate.turn(Turn::Strike);
    assert_eq!(candidate.stage().notice.as_deref(), Some("this option is chosen; take it back first"));
    candidate.send(Event::Input(Input::Down));
    candidate.turn(Turn::Strike);
    candidate.send(Event::Input(Input::Pick(1)));
    assert!(struck(&candidate).is_empty(), "to choose what was struck out brings it back");
}

#[test]
fn the_review_finds_open_and_flagged_questions_and_asks_before_the_end() {
    let mut candidate = Candidate::begin(Wish { n: Some(12), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    candidate.answer(true);
    candidate.turn(Turn::Next);
    candidate.send(Event::Flag);
    candidate.turn(Turn::Review);
    assert_eq!((candidate.review().answered, candidate.review().open, candidate.review().flagged), (1, 11, 1));
    candidate.turn(Turn::Filter);
    assert_eq!((candidate.review().shown, candidate.review().cells.len()), (Shown::Open, 11));
    candidate.turn(Turn::Filter);
    assert_eq!(candidate.review().cells.iter().map(|cell| cell.number).collect::<Vec<_>>(), [2]);
    for figure in [1, 2] {
        candidate.turn(Turn::Figure(figure));
    }
    candidate.turn(Turn::Open);
    assert_eq!(candidate.stage().number, 12, "its number was typed");
    candidate.turn(Turn::Back);
    candidate.turn(Turn::End);
    assert!(candidate.review().asks_to_end);
    candidate.turn(Turn::Back);
    assert!(!candidate.review().asks_to_end, "it goes on");
    candidate.end();
    assert_eq!(candidate.result().account.how, Ending::Handed);
}
