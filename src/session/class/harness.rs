//! The one harness of all tests of classes: a class with a question of each kind, led and answered in a line or two.

use crate::progress::class::deed::{Deed, Entry};
use crate::progress::class::plan::{Item, Plan, Settings};
use crate::progress::class::record::Record;
use crate::progress::day::Moment;
use crate::progress::entry::Confidence;
use crate::quiz::bank::Bank;
use crate::quiz::kind::Body;
use crate::quiz::load::{SourceFile, read};
use crate::quiz::owner::Owner;
use crate::session::class::answer::Rows;
use crate::session::class::command::{Command, Refusal};
use crate::session::class::decide::{Giving, Joining};
use crate::session::class::frame::Frame;
use crate::session::class::state::Class;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::sync::Arc;

/// The code of every class here.
pub const CODE: &str = "7KQ-92MX";

const BANK: &str = r#"
    bank = "t"
    [[question]]
    id = "choice"
    kind = "choice"
    stem = "Whose are they?"
    explanation = "IDEA"
    correct = [{ id = "a", text = "a", why = "REASON" }, { id = "d", text = "d" }]
    incorrect = [{ id = "b", text = "b" }, { id = "c", text = "c" }, { id = "e", text = "e" }]
    [[question]]
    id = "order"
    kind = "order"
    stem = "In which order?"
    item = [{ id = "a", text = "a", rank = 2 }, { id = "b", text = "b", rank = 1 }, { id = "c", text = "c" }, { id = "d", text = "d", rank = 3 }]
    [[question]]
    id = "sort"
    kind = "sort"
    stem = "Whose is each?"
    groups = ["AWS", "Customer"]
    item = [{ id = "a", text = "a", group = "AWS" }, { id = "b", text = "b", group = "Customer" }, { id = "c", text = "c", group = "AWS" }]
    [[question]]
    id = "line"
    kind = "line"
    stem = "Where is the line?"
    layer = [{ id = "a", text = "a", owner = "customer" }, { id = "b", text = "b", owner = "both" }, { id = "c", text = "c", owner = "customer" }, { id = "d", text = "d", owner = "aws" }, { id = "e", text = "e", owner = "aws" }]
"#;

/// A question of each kind, in the order of the kinds.
pub fn bank() -> Arc<Bank> {
    let (bank, faults) = Bank::assemble(vec![read(&SourceFile::new("t.toml", BANK))]);
    assert!(faults.is_empty(), "{faults:?}");
    Arc::new(bank)
}

/// A class of them, and the entry with which its log begins.
pub fn class(settings: Settings) -> (Class, Entry) {
    let bank = bank();
    let mut luck = ChaCha8Rng::seed_from_u64(3);
    let ids = ["t/choice", "t/order", "t/sort", "t/line"];
    let items = ids.map(|id| Item::of(bank.question(id).expect("the question"), &bank, &mut luck)).into();
    let plan = Plan { title: "Class".into(), seed: 3, code: CODE.into(), address: String::new(), settings, items };
    Class::open(bank, plan, Moment::default()).expect("a class")
}

/// A class with its log and its time.
pub struct Lesson {
    /// The class.
    pub class: Class,
    /// All that was done in it.
    pub log: Vec<Entry>,
    /// Class time; it stands unless a test moves it.
    pub ms: u64,
}

impl Lesson {
    /// A lesson without a network, by a show of hands.
    pub fn by_hands() -> Self {
        let mut lesson = Self::begin(Settings::default());
        lesson.class.record.plan.code.clear();
        lesson
    }

    /// A class that was just opened, with room for nine at least.
    pub fn begin(mut settings: Settings) -> Self {
        settings.room = settings.room.max(9);
        let (class, opened) = class(settings);
        Self { class, log: vec![opened], ms: 0 }
    }

    /// Takes in what is done, and logs it.
    pub fn take(&mut self, deed: Deed) {
        let entry = Entry { at: Moment::default(), class_ms: self.ms, deed };
        self.class.record.take(&entry);
        self.log.push(entry);
    }

    /// Asks for something; how many things are done then.
    pub fn tries(&mut self, command: &Command) -> Result<usize, String> {
        let deeds = self.class.decide(command, self.ms)?;
        let count = deeds.len();
        for deed in deeds {
            self.take(deed);
        }
        Ok(count)
    }

    /// Asks for things that are granted.
    pub fn does(&mut self, commands: &[Command]) {
        for command in commands {
            self.tries(command).unwrap_or_else(|why| panic!("{command:?}: {why}"));
        }
    }

    /// The words with which a wish is refused.
    pub fn refusal(&self, command: &Command) -> String {
        self.class.decide(command, self.ms).expect_err("it is refused")
    }

    /// Somebody wants to join.
    pub fn try_join(&mut self, name: &str) -> Result<u32, Refusal> {
        let secret = format!("SECRET{}", self.class.record.seats.len() + 1);
        let joining = Joining { code: CODE.into(), name: name.into(), roster: None, secret };
        let deed = self.class.join(&joining)?;
        self.take(deed);
        Ok(u32::try_from(self.class.record.seats.len()).expect("few people"))
    }

    /// Somebody joins.
    pub fn join(&mut self, name: &str) -> u32 {
        self.try_join(name).expect("a seat")
    }

    /// Somebody gives an answer to the question on the screen.
    pub fn gives(&mut self, seat: u32, rows: Rows, confidence: Confidence) -> Result<(), Refusal> {
        let (item, round) = (self.class.record.at.unwrap_or(0), self.class.record.round());
        let deed = self.class.answer(seat, &Giving { item, round, rows, confidence }, self.ms)?;
        self.take(deed);
        Ok(())
    }

    /// Somebody gives an answer that is taken.
    pub fn answers(&mut self, seat: u32, rows: Rows) {
        self.gives(seat, rows, Confidence::None).expect("taken");
    }

    /// What somebody sees.
    pub fn frame(&self, seat: u32) -> Frame {
        self.class.frame(seat, self.ms, &self.class.standings())
    }

    /// The log as it comes back from the disk, played again.
    pub fn replayed(&self) -> Option<Record> {
        let kept = self.log.iter().map(|entry| serde_json::to_string(entry).expect("text"));
        let read: Vec<Entry> = kept.map(|text| serde_json::from_str(&text).expect("an entry")).collect();
        Record::replay(&read)
    }

    /// The right answer to the question on the screen.
    pub fn right(&self) -> Rows {
        right(&self.class, self.class.record.at.expect("a question"))
    }

    /// An answer to it without anything that is right.
    pub fn wrong(&self) -> Rows {
        wrong(&self.class, self.class.record.at.expect("a question"))
    }
}

/// The right answer to a question of a class.
pub fn right(class: &Class, item: usize) -> Rows {
    let (question, sheet) = (class.question(item).expect("it"), class.sheet(item).expect("its sheet"));
    let row = |id: &str| sheet.rows.iter().position(|row| row.id == id).expect("a row");
    match &*question.body {
        Body::Choice(choice) => {
            Rows::Chosen(choice.options.iter().filter(|option| option.correct).map(|option| row(&option.id)).collect())
        }
        Body::Order(order) => {
            let mut ranked: Vec<_> = order.items.iter().filter(|item| item.rank.is_some()).collect();
            ranked.sort_by_key(|item| item.rank);
            Rows::Sequence(ranked.iter().map(|item| row(&item.id)).collect())
        }
        Body::Sort(sort) => {
            let group = |id: &str| sort.items.iter().find(|item| item.id == id).expect("an item").group;
            Rows::Groups(sheet.rows.iter().map(|row| group(&row.id)).collect())
        }
        Body::Line(line) => {
            let is_aws = |layer: &crate::quiz::kind::line::Layer| layer.owner == Owner::Aws;
            Rows::Above(line.layers.iter().position(is_aws).expect("a layer of AWS's"))
        }
    }
}

/// An answer without anything that is right.
pub fn wrong(class: &Class, item: usize) -> Rows {
    match right(class, item) {
        Rows::Chosen(keys) => Rows::Chosen((0..5).filter(|row| !keys.contains(row)).take(2).collect()),
        Rows::Sequence(rows) => Rows::Sequence(rows.into_iter().rev().collect()),
        Rows::Groups(groups) => Rows::Groups(groups.into_iter().map(|group| 1 - group).collect()),
        Rows::Above(_) => Rows::Above(0),
    }
}
