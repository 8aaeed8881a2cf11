//! The exams as data: what they weigh and which task statements they ask. A new version of an exam is a new table.

use crate::quiz::reader::{Fields, Reader};
use serde::{Deserialize, Serialize};
use toml::de::DeTable;

/// One exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exam {
    /// `CLF-C02`.
    pub code: String,
    /// Its name.
    pub title: String,
    /// `current` or `retired`.
    pub status: String,
    /// Its domains.
    pub domains: Vec<Domain>,
}

/// A domain of an exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Counted from 1.
    pub number: u16,
    /// Its name.
    pub title: String,
    /// Share of the scored questions, per cent.
    pub weight: u16,
    /// Its task statements.
    pub tasks: Vec<Task>,
}

/// A task statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// `CLF-C02/2.1`.
    pub id: String,
    /// Its words.
    pub title: String,
    /// What a candidate can do who has it, one row a bullet of the exam guide.
    pub skills: Vec<Skill>,
}

/// A skill of a task statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// `CLF-C02/2.1.a`: the task statement and a letter.
    pub id: String,
    /// The skill in our own words.
    pub skill: String,
}

/// Reads `[[exam]]`, `[[domain]]` and `[[task]]`. Their other fields are notes of the blueprint and not judged here.
pub fn read(reader: &Reader<'_>, table: &DeTable<'_>) -> Vec<Exam> {
    let file = Fields::new(reader, "file", table, 0..0);
    let mut exams: Vec<Exam> = file.tables("exam").iter().filter_map(exam).collect();
    for fields in file.tables("domain") {
        if let (Some(domain), Some(code)) = (domain(&fields), fields.required("exam")) {
            in_exam(&mut exams, &fields, &code, |exam| exam.domains.push(domain));
        }
    }
    for fields in file.tables("task") {
        let number = fields.number("domain");
        if let (Some(task), Some(code)) = (task(&fields), fields.required("exam")) {
            in_exam(&mut exams, &fields, &code, |exam| {
                match exam.domains.iter_mut().find(|domain| Some(domain.number) == number) {
                    Some(domain) => domain.tasks.push(task),
                    None => fields.fault("domain", "no such domain", "add its `[[domain]]` above"),
                }
            });
        }
    }
    exams
}

fn in_exam(exams: &mut [Exam], fields: &Fields<'_, '_>, code: &str, then: impl FnOnce(&mut Exam)) {
    match exams.iter_mut().find(|exam| exam.code == code) {
        Some(exam) => then(exam),
        None => fields.fault("exam", format!("no exam `{code}`"), "add its `[[exam]]` above"),
    }
}

fn exam(fields: &Fields<'_, '_>) -> Option<Exam> {
    let (code, title, status) = (fields.required("code"), fields.required("title"), fields.required("status"));
    Some(Exam { code: code?, title: title?, status: status?, domains: Vec::new() })
}

fn domain(fields: &Fields<'_, '_>) -> Option<Domain> {
    let (number, title, weight) = (fields.number("number"), fields.required("title"), fields.number("weight"));
    Some(Domain { number: number?, title: title?, weight: weight?, tasks: Vec::new() })
}

fn task(fields: &Fields<'_, '_>) -> Option<Task> {
    let (id, title) = (fields.required("id"), fields.required("title"));
    let skills = fields.tables("skills").iter().filter_map(skill).collect();
    Some(Task { id: id?, title: title?, skills })
}

fn skill(fields: &Fields<'_, '_>) -> Option<Skill> {
    let (id, skill) = (fields.required("id"), fields.required("skill"));
    Some(Skill { id: id?, skill: skill? })
}
