//! One question with everything around its answer: stem, explanation, sources, and what it is about.

use crate::quiz::fault::{Place, did_you_mean};
use crate::quiz::kind::Body;
use crate::quiz::late::Late;
use crate::quiz::reader::{Fields, Target};
use crate::quiz::rule::NAMES;
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use xxhash_rust::xxh3::xxh3_64;

/// Ids of questions made from the matrix begin with this.
pub const MADE: &str = "matrix/";

/// A question. What a start needs of it is at hand; its words are read when one of them is first asked for, as if they
/// were fields of the question itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Question {
    /// `bank/id`: stable, people's progress hangs on it.
    pub id: String,
    /// Earlier ids of the same question, also with their bank.
    pub was: Vec<String>,
    /// The unit of memory; questions of one objective are siblings.
    pub objective: String,
    /// Whether mock exams alone may show it.
    pub exam_only: bool,
    /// Changes when kind, option ids or key change: answers given under another one no longer count.
    pub key: u64,
    /// Options, items or layers, and the key.
    pub body: Late<Body>,
    /// All that is read of it, and where it comes from.
    pub words: Late<Words>,
}

/// What is read of a question, what it is about, and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// The topic that its file names, where the objective names none.
    pub topic: String,
    /// Task statements of exams, `CLF-C02/2.1`.
    pub tasks: Vec<String>,
    /// Facts that it teaches.
    pub facts: Vec<String>,
    /// The service that it is about, an id of the matrix.
    pub service: Option<String>,
    /// The layer that it is about, an id of the matrix.
    pub layer: Option<String>,
    /// The text that it shares with others, `bank/id`.
    pub scenario: Option<String>,
    /// The question itself.
    pub stem: String,
    /// The idea behind it; empty where the author gave none.
    pub explanation: String,
    /// Addresses of the pages that carry the key.
    pub sources: Vec<String>,
    /// The day on which they were read, `2026-11-22`.
    pub verified: Option<String>,
    /// The question of which it is another form, `bank/id`: nearly the same stem on purpose.
    pub variant_of: Option<String>,
    /// The rules of item writing that it may break.
    pub allow: Vec<Allowance>,
    /// Where it is written.
    pub at: Place,
}

impl Deref for Question {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

/// A rule that a question may break, and the author's reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// The rule, a name of [`NAMES`].
    pub rule: String,
    /// Why it may.
    pub why: String,
}

/// A text that several questions share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// `bank/id`.
    pub id: String,
    /// The text.
    pub text: String,
    /// Where it is written.
    pub at: Place,
}

impl Question {
    /// Whether it is made from the matrix, and not written.
    pub fn is_made(&self) -> bool {
        self.id.starts_with(MADE)
    }

    /// Changes with any word that the learner reads.
    pub fn text_revision(&self) -> u64 {
        let words = [self.stem.as_str(), self.explanation.as_str(), &self.body.words()];
        xxh3_64(words.join("\u{1f}").as_bytes())
    }
}

/// Reads `[[question]]`; a question with a fault is left out, the others load.
pub fn read(fields: &Fields<'_, '_>, bank: &str, topic: Option<&str>) -> Option<Question> {
    let id = fields.id();
    let stem = fields.required("stem");
    let body = Body::read(fields);
    let own = |name: &str| format!("{bank}/{name}");
    let words = |id: &str, stem: String, body: &Body| Words {
        topic: topic.unwrap_or(bank).to_owned(),
        tasks: fields.references("tasks", Target::Task),
        facts: fields.references("facts", Target::Fact),
        service: fields.reference("service", Target::Service),
        layer: marked_layer(fields, body),
        scenario: fields.reference("scenario", Target::Scenario).map(|name| own(&name)),
        stem,
        explanation: fields.text("explanation").unwrap_or_default(),
        sources: sources(fields),
        verified: fields.day("verified"),
        variant_of: variant_of(fields, bank, id),
        allow: fields.tables("allow").iter().filter_map(allowance).collect(),
        at: fields.reader.place(fields.span.start),
    };
    let question = |(id, stem, body): (String, String, Body)| Question {
        was: fields.texts("was").iter().map(|(old, _)| own(old)).collect(),
        objective: fields.text("objective").unwrap_or_else(|| own(&id)),
        exam_only: pool(fields),
        id: own(&id),
        key: body.revision(),
        words: words(&id, stem, &body).into(),
        body: body.into(),
    };
    let whole = id.is_some() && stem.is_some() && body.is_some();
    // Its other fields are read all the same: their faults are noted, and none is called unknown.
    let read = question((id.unwrap_or_default(), stem.unwrap_or_default(), body.unwrap_or_default()));
    fields.finish();
    whole.then_some(read)
}

/// Reads `[[scenario]]`.
pub fn read_scenario(fields: &Fields<'_, '_>, bank: &str) -> Option<Scenario> {
    let (id, text) = (fields.id(), fields.required("text"));
    fields.finish();
    let at = fields.reader.place(fields.span.start);
    Some(Scenario { id: format!("{bank}/{}", id?), text: text?, at })
}

/// The one layer that the question is about; the tables `[[question.layer]]` of a line are its stack instead.
fn marked_layer(fields: &Fields<'_, '_>, body: &Body) -> Option<String> {
    // Tables of a line that could not be read are no layer's name either.
    if matches!(body, Body::Line(_)) || fields.is_list("layer") {
        fields.forgive("layer");
        return None;
    }
    fields.reference("layer", Target::Layer)
}

/// The question of which this one is another form; one of the same bank may be named without it.
fn variant_of(fields: &Fields<'_, '_>, bank: &str, id: &str) -> Option<String> {
    let named = fields.reference("variant_of", Target::Question)?;
    let full = if named.contains('/') { named } else { format!("{bank}/{named}") };
    if full == format!("{bank}/{id}") {
        fields.fault("variant_of", format!("`{id}` is a variant of itself"), "name another question, or remove this");
    }
    Some(full)
}

/// Reads `{ rule = "...", why = "..." }`.
fn allowance(fields: &Fields<'_, '_>) -> Option<Allowance> {
    let (rule, why) = (fields.required("rule"), fields.required("why"));
    fields.finish();
    let (rule, why) = (rule?, why?);
    if !NAMES.contains(&rule.as_str()) {
        let otherwise = || "`whose bank check --rules` lists them".to_owned();
        let next = did_you_mean(&rule, NAMES.iter().copied(), otherwise);
        fields.fault("rule", format!("unknown rule `{rule}`"), &next);
        return None;
    }
    Some(Allowance { rule, why })
}

fn pool(fields: &Fields<'_, '_>) -> bool {
    match fields.text("pool").as_deref() {
        None | Some("practice") => false,
        Some("exam") => true,
        Some(other) => {
            fields.fault("pool", format!("unknown pool `{other}`"), "write `practice` or `exam`");
            false
        }
    }
}

fn sources(fields: &Fields<'_, '_>) -> Vec<String> {
    let texts = fields.texts("sources");
    for (text, span) in &texts {
        if !text.starts_with("https://") && !text.starts_with("http://") || text.contains(char::is_whitespace) {
            let next = "write the whole address, `https://docs.aws.amazon.com/...`";
            fields.reader.fault(span.clone(), format!("`{text}` is no address"), next);
        }
    }
    texts.into_iter().map(|(text, _)| text).collect()
}
