//! What a bank reaches of the syllabus, and the holes: facts, objectives and task statements by kind of question.

use crate::quiz::bank::Bank;
use crate::quiz::exams::Task;
use crate::quiz::kind::{Body, NAMES};
use crate::quiz::question::Question;
use serde::Serialize;
use std::collections::HashMap;

/// An objective of the responsibility model with fewer questions in practice is a hole: siblings have to take turns.
pub const SIBLINGS: usize = 3;

/// A skill with fewer questions in practice is a hole.
pub const OF_A_SKILL: usize = 2;

/// The whole account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// All questions, without those made from the matrix.
    pub questions: Reached,
    /// "Select TWO" and the like among them.
    pub select_n: usize,
    /// Questions that share a scenario.
    pub in_scenarios: usize,
    /// By fact.
    pub facts: Vec<Reached>,
    /// By objective.
    pub objectives: Vec<Reached>,
    /// By skill of current exams: the questions for its task statement of the objectives that make it up.
    pub skills: Vec<Reached>,
    /// By task statement of current exams.
    pub tasks: Vec<Reached>,
    /// By domain of current exams; a question counts once in each domain that it serves.
    pub domains: Vec<Reached>,
    /// What is missing.
    pub holes: Holes,
}

/// How often something is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reached {
    /// Its id.
    pub id: String,
    /// Its title, or the fact itself.
    pub title: String,
    /// Questions in practice.
    pub practice: usize,
    /// Questions kept for mock exams.
    pub exam: usize,
    /// Questions by kind, in the order of the kinds: choice, order, sort, line.
    pub kinds: [usize; NAMES.len()],
}

/// What is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holes {
    /// Facts that no question teaches.
    pub facts: Vec<String>,
    /// Objectives with too few questions in practice.
    pub objectives: Vec<String>,
    /// Task statements that no question serves.
    pub tasks: Vec<String>,
    /// Skills with fewer than [`OF_A_SKILL`] questions in practice.
    pub skills: Vec<String>,
}

impl Reached {
    fn new(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), ..Self::default() }
    }

    fn count(&mut self, question: &Question) {
        let pool = if question.exam_only { &mut self.exam } else { &mut self.practice };
        *pool += 1;
        let kind = NAMES.iter().position(|name| *name == question.body.name());
        if let Some(count) = kind.and_then(|kind| self.kinds.get_mut(kind)) {
            *count += 1;
        }
    }
}

/// Counts of many things by id.
struct Table {
    rows: Vec<Reached>,
    by_id: HashMap<String, usize>,
}

impl Table {
    fn new<'i>(rows: impl Iterator<Item = (&'i str, &'i str)>) -> Self {
        let rows: Vec<Reached> = rows.map(|(id, title)| Reached::new(id, title)).collect();
        let by_id = rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect();
        Self { rows, by_id }
    }

    fn count(&mut self, id: &str, question: &Question) {
        if let Some(&at) = self.by_id.get(id) {
            self.rows[at].count(question);
        }
    }

    fn short_of(&self, least: usize) -> Vec<String> {
        self.rows.iter().filter(|row| row.practice < least).map(|row| row.id.clone()).collect()
    }
}

/// Takes the account of a bank.
pub fn coverage(bank: &Bank) -> Coverage {
    let written: Vec<&Question> =
        bank.questions().iter().map(AsRef::as_ref).filter(|question| !question.is_made()).collect();
    let mut all = Reached::new("", "all");
    let mut facts = Table::new(bank.facts.iter().map(|fact| (fact.id.as_str(), fact.statement.as_str())));
    // Those that questions alone name, without a description, are not of the syllabus.
    let described = bank.objectives().iter().filter(|objective| !objective.id.contains('/'));
    let mut objectives = Table::new(described.map(|objective| (objective.id.as_str(), objective.title.as_str())));
    let mut tasks = Table::new(current_tasks(bank).map(|task| (task.id.as_str(), task.title.as_str())));
    let all_skills = current_tasks(bank).flat_map(|task| task.skills.iter());
    let mut skills = Table::new(all_skills.map(|skill| (skill.id.as_str(), skill.skill.as_str())));
    let domains = domains(bank);
    let mut by_domain = Table::new(domains.iter().map(|(id, title, _)| (id.as_str(), title.as_str())));
    for question in &written {
        all.count(question);
        question.facts.iter().for_each(|fact| facts.count(fact, question));
        objectives.count(&question.objective, question);
        let objective = bank.objective(&question.objective);
        let named = objective.into_iter().flat_map(|objective| &objective.skills);
        named.filter(|skill| serves(question, skill)).for_each(|skill| skills.count(skill, question));
        question.tasks.iter().for_each(|task| tasks.count(task, question));
        for (id, _, tasks) in &domains {
            if question.tasks.iter().any(|task| tasks.contains(&task.as_str())) {
                by_domain.count(id, question);
            }
        }
    }
    let holes = Holes {
        facts: facts.short_of(1),
        objectives: few_siblings(bank, &objectives),
        tasks: tasks.short_of(1),
        skills: skills.short_of(OF_A_SKILL),
    };
    Coverage {
        questions: all,
        select_n: written.iter().filter(|question| selects_several(question)).count(),
        in_scenarios: written.iter().filter(|question| question.scenario.is_some()).count(),
        facts: facts.rows,
        objectives: objectives.rows,
        skills: skills.rows,
        tasks: tasks.rows,
        domains: by_domain.rows,
        holes,
    }
}

/// Whether a question is for the task statement of a skill: an objective may make up skills of several.
fn serves(question: &Question, skill: &str) -> bool {
    question.tasks.iter().any(|task| skill.strip_prefix(task.as_str()).is_some_and(|rest| rest.starts_with('.')))
}

/// Objectives with too few questions: those that divide facts want [`SIBLINGS`], those that make up skills of an exam as
/// many as a skill.
fn few_siblings(bank: &Bank, objectives: &Table) -> Vec<String> {
    let wanted = |id: &str| {
        let facts = bank.objective(id).is_some_and(|objective| !objective.facts.is_empty());
        if facts { SIBLINGS } else { OF_A_SKILL }
    };
    let few = objectives.rows.iter().filter(|row| row.practice < wanted(&row.id));
    few.map(|row| row.id.clone()).collect()
}

fn selects_several(question: &Question) -> bool {
    matches!(&*question.body, Body::Choice(choice) if choice.keys() > 1)
}

fn current_tasks(bank: &Bank) -> impl Iterator<Item = &Task> {
    let domains = bank.exams.iter().filter(|exam| exam.is_current()).flat_map(|exam| &exam.domains);
    domains.flat_map(|domain| &domain.tasks)
}

/// The domains of current exams: id, title, task statements.
fn domains(bank: &Bank) -> Vec<(String, String, Vec<&str>)> {
    let exams = bank.exams.iter().filter(|exam| exam.is_current());
    let of = exams.flat_map(|exam| exam.domains.iter().map(move |domain| (exam, domain)));
    let row = of.map(|(exam, domain)| {
        let tasks = domain.tasks.iter().map(|task| task.id.as_str()).collect();
        (format!("{}/{}", exam.code, domain.number), domain.title.clone(), tasks)
    });
    row.collect()
}

#[cfg(test)]
mod tests {
    use super::coverage;
    use crate::quiz::bank::Bank;
    use crate::quiz::load::{SourceFile, read};

    #[test]
    fn holes_are_named() {
        let syllabus = "[[fact]]\nid = \"F-1\"\nstatement = \"a\"\nstatus = \"current\"\n[[fact]]\nid = \"F-2\"\nstatement = \"b\"\nstatus = \"current\"\n[[objective]]\nid = \"o\"\ntopic = \"t\"\ntitle = \"O\"\nfacts = [\"F-1\", \"F-2\"]";
        let question = |id: &str, extra: &str| {
            format!(
                "[[question]]\nid = \"{id}\"\nkind = \"choice\"\nobjective = \"o\"\nfacts = [\"F-1\"]\nstem = \"s\"\n{extra}[[question.correct]]\ntext = \"a\"\n[[question.incorrect]]\ntext = \"b\"\n"
            )
        };
        let bank = format!("bank = \"b\"\n{}{}", question("q1", ""), question("q2", "pool = \"exam\"\n"));
        let files = [("s.toml", syllabus.to_owned()), ("b.toml", bank)];
        let (bank, faults) =
            Bank::assemble(files.iter().map(|(name, text)| read(&SourceFile::new(name, text.as_str()))).collect());
        assert!(faults.is_empty(), "{faults:?}");
        let found = coverage(&bank);
        assert_eq!(found.holes.facts, ["F-2"]);
        assert_eq!(found.holes.objectives, ["o"], "one in practice is too few");
        assert_eq!((found.facts[0].practice, found.facts[0].exam, found.facts[0].kinds), (1, 1, [2, 0, 0, 0]));
    }
}
