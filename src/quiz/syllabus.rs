//! What there is to know: facts, and the objectives that divide them.

use crate::quiz::fault::Place;
use crate::quiz::late::Late;
use crate::quiz::reader::{Fields, Target};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// One fact of the inventory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// `SRM-041`.
    pub id: String,
    /// The fact in our own words.
    pub statement: String,
    /// What is taught instead where the statement is outdated or too simple.
    pub correction: Option<String>,
    /// How far it holds.
    pub status: Status,
    /// Whether its source was read; what was not is never keyed.
    pub read: bool,
    /// Where it is written.
    pub at: Place,
}

/// How far a fact holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// As stated.
    #[default]
    Current,
    /// No longer; the correction is taught.
    Outdated,
    /// Too simple; the correction is its nuance.
    Disputed,
}

/// One idea, the unit of memory. What it is about is read when it is first asked for, as if it were a field of the
/// objective itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Objective {
    /// Stable id.
    pub id: String,
    /// What learners choose by: `compute`, `identity`.
    pub topic: String,
    /// What it is about.
    pub idea: Late<Idea>,
}

/// What an objective is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idea {
    /// What it is about, without the answer.
    pub title: String,
    /// What the learner can do who has it.
    pub goal: String,
    /// The facts that it takes in.
    pub facts: Vec<String>,
    /// The task statements that it serves.
    pub tasks: Vec<String>,
    /// The skills of these task statements that it makes up, alone or with other objectives.
    pub skills: Vec<String>,
    /// Where it is written.
    pub at: Place,
}

impl Deref for Objective {
    type Target = Idea;

    fn deref(&self) -> &Idea {
        &self.idea
    }
}

/// Reads `[[fact]]`.
pub fn read_fact(fields: &Fields<'_, '_>) -> Option<Fact> {
    let id = fields.required("id");
    let (statement, correction) = (fields.required("statement"), fields.text("correction"));
    let (status, evidence) = (status(fields), fields.text("evidence"));
    for name in ["topic", "owner", "source", "exams", "checked"] {
        fields.forgive(name);
    }
    fields.finish();
    if status != Status::Current && correction.is_none() {
        fields.fault("status", "this fact is not current and has no correction", "add `correction`");
    }
    let read = matches!(evidence.as_deref(), Some("fetched" | "definition"));
    let at = fields.reader.place(fields.span.start);
    Some(Fact { id: id?, statement: statement?, correction, status, read, at })
}

fn status(fields: &Fields<'_, '_>) -> Status {
    match fields.required("status").as_deref() {
        Some("current") | None => Status::Current,
        Some("outdated") => Status::Outdated,
        Some("disputed") => Status::Disputed,
        Some(other) => {
            fields.fault("status", format!("unknown status `{other}`"), "write `current`, `outdated` or `disputed`");
            Status::Current
        }
    }
}

/// Reads `[[objective]]`.
pub fn read_objective(fields: &Fields<'_, '_>) -> Option<Objective> {
    let (id, topic) = (fields.id(), fields.required("topic"));
    let (title, goal) = (fields.required("title"), fields.text("goal"));
    let facts = fields.references("facts", Target::Fact);
    let tasks = fields.references("tasks", Target::Task);
    let skills = fields.references("skills", Target::Skill);
    fields.finish();
    let at = fields.reader.place(fields.span.start);
    let (title, goal) = (title?, goal.unwrap_or_default());
    Some(Objective { id: id?, topic: topic?, idea: Idea { title, goal, facts, tasks, skills, at }.into() })
}
