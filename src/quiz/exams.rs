//! The exams as data: what they weigh and which task statements they ask. A new version of an exam is a new table.

use crate::quiz::fault::did_you_mean;
use crate::quiz::late::Late;
use crate::quiz::question::Question;
use crate::quiz::reader::{Fields, Reader};
use serde::{Deserialize, Serialize};
use toml::de::DeTable;

/// One exam.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Exam {
    /// `CLF-C02`.
    pub code: String,
    /// Its name.
    pub title: String,
    /// `current` or `retired`.
    pub status: String,
    /// Questions of a form, scored and unscored.
    pub questions: u16,
    /// Questions that count; the others are on trial.
    pub scored: u16,
    /// Minutes for the form.
    pub minutes: u16,
    /// The scaled score from which on it is passed.
    pub pass: u16,
    /// The lowest and the highest scaled score.
    pub scale: (u16, u16),
    /// Its domains.
    pub domains: Vec<Domain>,
}

impl Exam {
    /// Whether it can still be sat.
    pub fn is_current(&self) -> bool {
        self.status == "current"
    }

    /// Seconds that it leaves for a question.
    pub fn seconds_each(&self) -> u32 {
        u32::from(self.minutes) * 60 / u32::from(self.questions).max(1)
    }

    /// The domain that a question belongs to, counted from 0: that of its first task statement of this exam.
    pub fn domain_of(&self, question: &Question) -> Option<usize> {
        question.tasks.iter().find_map(|task| self.domain_of_task(task))
    }

    /// The place of the domain that a task statement belongs to; none if it is not of this exam.
    pub fn domain_of_task(&self, task: &str) -> Option<usize> {
        self.domains.iter().position(|domain| domain.tasks.iter().any(|known| known.id == task))
    }
}

/// The exam that an id names, in any case and by its beginning; of several the one that can still be sat. The error says
/// which there are.
pub fn named<'e>(exams: &'e [Exam], id: &str) -> Result<&'e Exam, String> {
    let wanted = id.to_uppercase();
    let fitting = || exams.iter().filter(|exam| exam.code.to_uppercase().starts_with(&wanted));
    let exact = exams.iter().find(|exam| exam.code.to_uppercase() == wanted);
    let found = exact.or_else(|| fitting().find(|exam| exam.is_current())).or_else(|| fitting().next());
    let codes = exams.iter().filter(|exam| exam.is_current()).map(|exam| exam.code.as_str());
    found
        .filter(|_| !wanted.is_empty())
        .ok_or_else(|| format!("there is no exam `{id}`; {}", did_you_mean(&wanted, codes, || to_be_sat(exams))))
}

/// The same, if it can still be sat.
pub fn find<'e>(exams: &'e [Exam], id: &str) -> Result<&'e Exam, String> {
    let exam = named(exams, id)?;
    if exam.is_current() { Ok(exam) } else { Err(format!("`{}` is retired; {}", exam.code, to_be_sat(exams))) }
}

fn to_be_sat(exams: &[Exam]) -> String {
    let codes = exams.iter().filter(|exam| exam.is_current()).map(|exam| exam.code.as_str());
    format!("those that can be sat are {}", codes.collect::<Vec<_>>().join(" and "))
}

/// A domain of an exam.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Task {
    /// `CLF-C02/2.1`.
    pub id: String,
    /// Its words.
    pub title: String,
    /// What a candidate can do who has it, one row a bullet of the exam guide.
    pub skills: Late<Vec<Skill>>,
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
    let (questions, scored, minutes) = (count(fields, "questions"), count(fields, "scored"), count(fields, "minutes"));
    let marks = marks(fields);
    let (questions, scored) = (questions?, scored?);
    if scored > questions {
        fields.fault("scored", format!("{scored} of {questions} questions are scored"), "no more can be scored");
        return None;
    }
    let (scale, pass) = marks?;
    let (code, title, status, minutes, domains) = (code?, title?, status?, minutes?, Vec::new());
    Some(Exam { code, title, status, questions, scored, minutes, pass, scale, domains })
}

/// A number that an exam must have.
fn count(fields: &Fields<'_, '_>, name: &'static str) -> Option<u16> {
    if !fields.has(name) {
        fields.fault(name, format!("this exam has no `{name}`"), "add it as a whole number");
    }
    fields.number(name)
}

/// The scale, and the mark on it from which on the exam is passed.
fn marks(fields: &Fields<'_, '_>) -> Option<((u16, u16), u16)> {
    let (pass, scale) = (count(fields, "pass"), fields.numbers("scale"));
    let [low, high] = scale[..] else {
        fields.fault("scale", "`scale` has not two numbers", "write the lowest and the highest score, `[100, 1000]`");
        return None;
    };
    let pass = pass?;
    if !(low..high).contains(&pass) {
        fields.fault("pass", format!("`pass` is not between {low} and {high}"), "write the scaled score that passes");
        return None;
    }
    Some(((low, high), pass))
}

fn domain(fields: &Fields<'_, '_>) -> Option<Domain> {
    let (number, title, weight) = (fields.number("number"), fields.required("title"), fields.number("weight"));
    Some(Domain { number: number?, title: title?, weight: weight?, tasks: Vec::new() })
}

fn task(fields: &Fields<'_, '_>) -> Option<Task> {
    let (id, title) = (fields.required("id"), fields.required("title"));
    let skills: Vec<Skill> = fields.tables("skills").iter().filter_map(skill).collect();
    Some(Task { id: id?, title: title?, skills: skills.into() })
}

fn skill(fields: &Fields<'_, '_>) -> Option<Skill> {
    let (id, skill) = (fields.required("id"), fields.required("skill"));
    Some(Skill { id: id?, skill: skill? })
}

#[cfg(test)]
mod tests {
    use crate::quiz::load::{SourceFile, read};

    fn told(from: &str, to: &str) -> String {
        let exam = "[[exam]]\ncode = \"X\"\ntitle = \"X\"\nstatus = \"current\"\nquestions = 65\nscored = 50\nminutes = 90\npass = 700\nscale = [100, 1000]\n";
        let content = read(&SourceFile::new("e.toml", exam.replace(from, to)));
        content.faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_exam_says_how_it_is_sat_and_marked() {
        assert_eq!(told("", ""), "");
        assert_eq!(
            told("scored = 50", "scored = 70"),
            "e.toml:6:10: 70 of 65 questions are scored; no more can be scored"
        );
        assert!(told("minutes = 90\n", "").contains("this exam has no `minutes`"));
        assert!(told("pass = 700", "pass = 50").contains("`pass` is not between 100 and 1000"));
        assert!(told("[100, 1000]", "[100]").contains("`scale` has not two numbers"));
        assert!(told("[100, 1000]", "[100, \"x\"]").contains("`scale` holds what is no number"));
    }
}
