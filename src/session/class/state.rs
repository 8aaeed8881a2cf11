//! A class with its questions at hand.

use crate::progress::class::deed::{Deed, Entry};
use crate::progress::class::plan::{Item, Plan};
use crate::progress::class::record::Record;
use crate::progress::day::Moment;
use crate::quiz::bank::Bank;
use crate::quiz::kind::{Answer, Draft};
use crate::quiz::question::Question;
use crate::quiz::sheet::Sheet;
use std::sync::Arc;

/// A class under way.
#[derive(Debug)]
pub struct Class {
    /// All content.
    pub bank: Arc<Bank>,
    /// How it stands.
    pub record: Record,
    /// Its questions, in order.
    questions: Vec<Arc<Question>>,
    /// Their untouched sheets, without any mark.
    sheets: Vec<Sheet>,
}

impl Class {
    /// A class as its record has it; the error names a question that the bank does not have as it was.
    pub fn new(bank: Arc<Bank>, record: Record) -> Result<Self, String> {
        let found = record.plan.items.iter().map(|item| find(&bank, item));
        let questions = found.collect::<Result<Vec<_>, _>>()?;
        let sheets = record.plan.items.iter().zip(&questions).map(|(item, question)| item.sheet(question)).collect();
        Ok(Self { bank, record, questions, sheets })
    }

    /// A class that is opened now, and the entry to keep of it.
    pub fn open(bank: Arc<Bank>, plan: Plan, now: Moment) -> Result<(Self, Entry), String> {
        let opened = Entry { at: now, class_ms: 0, deed: Deed::Opened(Box::new(plan.clone())) };
        Ok((Self::new(bank, Record::begin(plan, now))?, opened))
    }

    /// The question of an item.
    pub fn question(&self, item: usize) -> Option<&Arc<Question>> {
        self.questions.get(item)
    }

    /// Its untouched sheet, without any mark.
    pub fn sheet(&self, item: usize) -> Option<&Sheet> {
        self.sheets.get(item)
    }

    /// An answer laid out on the rows of this class.
    pub fn laid(&self, item: usize, answer: &Answer) -> Option<Draft> {
        let question = self.questions.get(item)?;
        Some(Draft::laid(&question.body, &self.record.plan.items.get(item)?.shown(), answer))
    }
}

fn find(bank: &Bank, item: &Item) -> Result<Arc<Question>, String> {
    let id = &item.question;
    let question =
        bank.question(id).ok_or_else(|| format!("the bank has no question `{id}`; name its file with `--bank`"))?;
    if question.key != item.key {
        return Err(format!("the question `{id}` has another key or other options than when the class began"));
    }
    Ok(Arc::clone(question))
}
