//! The question kinds: one file a kind, and this one list of them.
//!
//! A new kind is a new file beside these and one arm in each match below. If it needs a new sort of row, it also
//! touches `sheet.rs`, the drawings of the shells and the class page.

pub mod choice;
pub mod line;
pub mod order;
pub mod sort;
pub mod stand_in;

use crate::quiz::fault::did_you_mean;
use crate::quiz::input::{Input, Refusal};
use crate::quiz::reader::Fields;
use crate::quiz::score::Score;
use crate::quiz::sheet::Sheet;
use rand::Rng;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// What every kind can do. `Draft` is what the learner has put down so far.
pub trait Kind: Clone {
    /// The state of the answer while it is given.
    type Draft: Clone + Debug + PartialEq;

    /// An untouched answer; rows are shuffled here, from an order that does not depend on the key.
    fn blank(&self, luck: &mut dyn Rng) -> Self::Draft;
    /// An answer as it was: the rows in this order, by id, and this done with them. Rows that are gone are left out,
    /// new ones come last, and an answer to another kind is none.
    fn laid(&self, shown: &[String], answer: &Answer) -> Self::Draft;
    /// Carries out one input, or says why not.
    fn edit(&self, draft: &mut Self::Draft, input: Input) -> Result<(), Refusal>;
    /// The answer, by ids.
    fn answer(&self, draft: &Self::Draft) -> Answer;
    /// Points won with what is put down so far.
    fn grade(&self, draft: &Self::Draft) -> Score;
    /// How it looks; marks are set only if `shown`.
    fn sheet(&self, draft: &Self::Draft, shown: bool) -> Sheet;
    /// Option ids and key in one text, for the key revision.
    fn key(&self) -> String;
    /// All words that the learner reads, for the text revision.
    fn words(&self) -> String;
}

/// An answer as it is kept: by ids, so that it outlives shuffling and rewording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The chosen options.
    Chosen(Vec<String>),
    /// The items in the order picked.
    Sequence(Vec<String>),
    /// The heading of each item.
    Groups(BTreeMap<String, String>),
    /// The layers above the line, top to bottom; none if the line was not drawn.
    Above(Option<Vec<String>>),
}

/// A question's options and key, whatever its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// One correct of several, or N of M.
    Choice(choice::Choice),
    /// Items in sequence.
    Order(order::Order),
    /// Items under headings.
    Sort(sort::Sort),
    /// The line between the customer's layers and AWS's.
    Line(line::Line),
}

/// The names of the kinds, as authors write them and as `--kind` takes them.
pub const NAMES: [&str; 4] = ["choice", "order", "sort", "line"];

impl Default for Body {
    /// A body that asks nothing.
    fn default() -> Self {
        Self::Choice(choice::Choice { options: Vec::new() })
    }
}

impl Body {
    /// Reads the fields of the kind that the question names.
    pub fn read(fields: &Fields<'_, '_>) -> Option<Self> {
        let kind = fields.required("kind")?;
        match kind.as_str() {
            "choice" => choice::read(fields).map(Self::Choice),
            "order" => order::read(fields).map(Self::Order),
            "sort" => sort::read(fields).map(Self::Sort),
            "line" => line::read(fields).map(Self::Line),
            other => {
                let next = did_you_mean(other, NAMES, || format!("write one of {}", NAMES.join(", ")));
                fields.fault("kind", format!("unknown kind `{other}`"), &next);
                // Its fields cannot be judged without the kind; asked for, so that they are not called unknown.
                for name in ["correct", "incorrect", "item", "layer", "groups", "from", "to"] {
                    fields.forgive(name);
                }
                None
            }
        }
    }

    /// Which kind it is, an entry of [`NAMES`].
    pub fn name(&self) -> &'static str {
        match self {
            Self::Choice(_) => NAMES[0],
            Self::Order(_) => NAMES[1],
            Self::Sort(_) => NAMES[2],
            Self::Line(_) => NAMES[3],
        }
    }

    /// Kind, option ids and key in one text.
    pub fn key(&self) -> String {
        let key = match self {
            Self::Choice(kind) => kind.key(),
            Self::Order(kind) => kind.key(),
            Self::Sort(kind) => kind.key(),
            Self::Line(kind) => kind.key(),
        };
        format!("{}:{key}", self.name())
    }

    /// The chance to be fully right by guessing alone, 0 to 1, where rows and headings are picked at random.
    pub fn chance(&self) -> f64 {
        match self {
            Self::Choice(kind) => kind.chance(),
            Self::Order(kind) => kind.chance(),
            Self::Sort(kind) => kind.chance(),
            Self::Line(kind) => kind.chance(),
        }
    }

    /// A hash of that text.
    pub fn revision(&self) -> u64 {
        xxhash_rust::xxh3::xxh3_64(self.key().as_bytes())
    }

    /// All words of options, items and reasons.
    pub fn words(&self) -> String {
        match self {
            Self::Choice(kind) => kind.words(),
            Self::Order(kind) => kind.words(),
            Self::Sort(kind) => kind.words(),
            Self::Line(kind) => kind.words(),
        }
    }

    /// Begins an answer.
    pub fn begin(&self, luck: &mut dyn Rng) -> Draft {
        match self {
            Self::Choice(kind) => Draft::Choice(Running::begin(kind, luck)),
            Self::Order(kind) => Draft::Order(Running::begin(kind, luck)),
            Self::Sort(kind) => Draft::Sort(Running::begin(kind, luck)),
            Self::Line(kind) => Draft::Line(Running::begin(kind, luck)),
        }
    }
}

/// A kind together with what the learner has put down, so that no draft can meet another kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Running<K: Kind> {
    kind: K,
    draft: K::Draft,
}

impl<K: Kind> Running<K> {
    fn begin(kind: &K, luck: &mut dyn Rng) -> Self {
        Self { draft: kind.blank(luck), kind: kind.clone() }
    }

    fn laid(kind: &K, shown: &[String], answer: &Answer) -> Self {
        Self { draft: kind.laid(shown, answer), kind: kind.clone() }
    }
}

/// An answer while it is given, whatever the kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Draft {
    /// To a choice.
    Choice(Running<choice::Choice>),
    /// To an order.
    Order(Running<order::Order>),
    /// To a sort.
    Sort(Running<sort::Sort>),
    /// To a line stack.
    Line(Running<line::Line>),
}

impl Draft {
    /// An answer laid out again as it was: the rows in this order, and this done with them.
    pub fn laid(body: &Body, shown: &[String], answer: &Answer) -> Self {
        match body {
            Body::Choice(kind) => Self::Choice(Running::laid(kind, shown, answer)),
            Body::Order(kind) => Self::Order(Running::laid(kind, shown, answer)),
            Body::Sort(kind) => Self::Sort(Running::laid(kind, shown, answer)),
            Body::Line(kind) => Self::Line(Running::laid(kind, shown, answer)),
        }
    }

    /// Carries out one input, or says why not.
    pub fn edit(&mut self, input: Input) -> Result<(), Refusal> {
        match self {
            Self::Choice(running) => running.kind.edit(&mut running.draft, input),
            Self::Order(running) => running.kind.edit(&mut running.draft, input),
            Self::Sort(running) => running.kind.edit(&mut running.draft, input),
            Self::Line(running) => running.kind.edit(&mut running.draft, input),
        }
    }

    /// The answer, by ids.
    pub fn answer(&self) -> Answer {
        match self {
            Self::Choice(running) => running.kind.answer(&running.draft),
            Self::Order(running) => running.kind.answer(&running.draft),
            Self::Sort(running) => running.kind.answer(&running.draft),
            Self::Line(running) => running.kind.answer(&running.draft),
        }
    }

    /// Points won with what is put down so far.
    pub fn grade(&self) -> Score {
        match self {
            Self::Choice(running) => running.kind.grade(&running.draft),
            Self::Order(running) => running.kind.grade(&running.draft),
            Self::Sort(running) => running.kind.grade(&running.draft),
            Self::Line(running) => running.kind.grade(&running.draft),
        }
    }

    /// How it looks; marks are set only if `shown`.
    pub fn sheet(&self, shown: bool) -> Sheet {
        match self {
            Self::Choice(running) => running.kind.sheet(&running.draft, shown),
            Self::Order(running) => running.kind.sheet(&running.draft, shown),
            Self::Sort(running) => running.kind.sheet(&running.draft, shown),
            Self::Line(running) => running.kind.sheet(&running.draft, shown),
        }
    }

    /// The ids of the rows, in the order shown.
    pub fn shown_order(&self) -> Vec<String> {
        self.sheet(false).rows.into_iter().map(|row| row.id).collect()
    }
}

/// The chance to pick the first of `left` things, then the first of the others, and so on `times` times.
fn in_sequence(left: usize, times: usize) -> f64 {
    (0..times).map(|picked| 1.0 / count(left.saturating_sub(picked).max(1))).product()
}

#[expect(clippy::cast_precision_loss, reason = "no question has so many rows")]
fn count(rows: usize) -> f64 {
    rows as f64
}

/// Shuffles row numbers `0..n`; rows that are pinned keep their place in the file, behind the others.
fn shuffled(pinned: &[Option<u32>], luck: &mut dyn Rng) -> Vec<usize> {
    use rand::seq::SliceRandom;
    let (mut fixed, mut free): (Vec<usize>, Vec<usize>) = (0..pinned.len()).partition(|&row| pinned[row].is_some());
    free.shuffle(luck);
    fixed.sort_by_key(|&row| pinned[row]);
    free.extend(fixed);
    free
}

/// Rows in an order kept by id: those that are gone are left out, new ones come last.
fn kept_order(ids: &[&str], shown: &[String]) -> Vec<usize> {
    let mut rows: Vec<usize> = shown.iter().filter_map(|id| place(ids, id)).collect();
    rows.extend((0..ids.len()).filter(|&at| !shown.iter().any(|id| id == ids[at])));
    rows
}

fn place(ids: &[&str], id: &str) -> Option<usize> {
    ids.iter().position(|known| *known == id)
}

/// Moves a cursor over `rows` rows; other inputs leave it.
fn moved(cursor: usize, input: Input, rows: usize) -> usize {
    let last = rows.saturating_sub(1);
    match input {
        Input::Up => cursor.saturating_sub(1),
        Input::Down => (cursor + 1).min(last),
        Input::First => 0,
        Input::Last => last,
        _ => cursor,
    }
}

/// The place of a table in its file; pinned rows keep this order.
fn file_order(fields: &Fields<'_, '_>) -> u32 {
    u32::try_from(fields.span.start).unwrap_or(u32::MAX)
}

/// Notes ids that are used twice within a question.
fn unique_ids<'i>(rows: &[Fields<'_, '_>], ids: impl Iterator<Item = &'i str>) {
    let mut seen: Vec<&str> = Vec::new();
    for (row, id) in rows.iter().zip(ids) {
        if seen.contains(&id) {
            row.fault("id", format!("the id `{id}` is used twice in this question"), "give each its own");
        }
        seen.push(id);
    }
}

/// The id of an option, item or layer. Where the author gave none it is made from the words: a number by place in the
/// file would tell which options are correct.
pub fn row_id(fields: &Fields<'_, '_>, text: &str) -> Option<String> {
    if fields.has("id") {
        return fields.id();
    }
    Some(format!("x{:08x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()) >> 32))
}

/// Reads id, text and reason of an option, item or layer.
fn row(fields: &Fields<'_, '_>) -> Option<(String, String, String)> {
    let text = fields.required("text");
    fields.forgive("id");
    let id = text.as_ref().and_then(|text| row_id(fields, text));
    let why = fields.text("why").unwrap_or_default();
    Some((id?, text?, why))
}

#[cfg(test)]
pub mod harness;

#[cfg(test)]
mod tests {
    use crate::quiz::kind::choice::{Alternative, Choice};
    use crate::quiz::kind::{Body, order, sort};

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn a_guess_is_right_once_in_so_many_ways() {
        let option = |n: usize, keys| Alternative {
            id: n.to_string(),
            text: String::new(),
            why: String::new(),
            correct: n < keys,
            pinned: None,
        };
        let choice = |keys, of| Body::Choice(Choice { options: (0..of).map(|n| option(n, keys)).collect() });
        near(choice(1, 4).chance(), 0.25);
        near(choice(2, 5).chance(), 0.1);
        near(choice(3, 6).chance(), 0.05);
        let item = |rank| order::Item { id: String::new(), text: String::new(), why: String::new(), rank };
        let ranked = |ranks: &[Option<u16>]| {
            let items = ranks.iter().map(|rank| item(*rank)).collect();
            Body::Order(order::Order { from: String::new(), to: String::new(), items }).chance()
        };
        near(ranked(&[Some(1), Some(2), Some(3)]), 1.0 / 6.0);
        near(ranked(&[Some(1), Some(2), None]), 1.0 / 6.0);
        near(ranked(&[Some(1), Some(1), Some(2)]), 1.0 / 3.0);
        let put = sort::Item { id: String::new(), text: String::new(), why: String::new(), group: 0 };
        let groups = vec![String::new(); 3];
        near(Body::Sort(sort::Sort { groups, items: vec![put; 2] }).chance(), 1.0 / 9.0);
    }
}
