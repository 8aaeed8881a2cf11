//! `whose bank coverage`: what the bank reaches of the syllabus, and the holes.

use crate::cli::args::{Global, Json};
use crate::cli::exit::{DONE, Outcome};
use crate::cli::load;
use crate::cli::says;
use crate::quiz::coverage::{Coverage, OF_A_SKILL, Reached, SIBLINGS, coverage};
use crate::quiz::kind::NAMES;

/// `whose bank coverage`
pub fn coverage_of(global: &Global, wanted: &Json) -> Outcome {
    let found = coverage(&load::bank(global)?.bank);
    let said = if wanted.json { says::json(&found) } else { says::lines(&lines(&found)) };
    said.map(|()| DONE)
}

fn lines(found: &Coverage) -> Vec<String> {
    let all = &found.questions;
    let kinds = NAMES.iter().zip(all.kinds).map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>();
    let mut lines = vec![
        format!(
            "{} questions, {} of them kept for mock exams: {}",
            all.practice + all.exam,
            all.exam,
            kinds.join(", ")
        ),
        format!("{} select several, {} share a scenario", found.select_n, found.in_scenarios),
        String::new(),
        format!("{:<13} {:>8} {:>5}   {}", "domain", "practice", "exam", "title"),
    ];
    lines.extend(found.domains.iter().map(row));
    lines.push(String::new());
    lines.push(format!("{:<13} {:>8} {:>5}   {}", "task", "practice", "exam", "title"));
    lines.extend(found.tasks.iter().map(row));
    lines.push(String::new());
    lines.push(hole("facts without a question", &found.holes.facts, found.facts.len()));
    let few = format!("objectives with fewer than {SIBLINGS} questions, or {OF_A_SKILL} where they make up skills");
    lines.push(hole(&few, &found.holes.objectives, found.objectives.len()));
    lines.push(hole("task statements without a question", &found.holes.tasks, found.tasks.len()));
    let few = format!("skills with fewer than {OF_A_SKILL} questions");
    lines.push(hole(&few, &found.holes.skills, found.skills.len()));
    lines
}

fn row(reached: &Reached) -> String {
    format!("{:<13} {:>8} {:>5}   {}", reached.id, reached.practice, reached.exam, reached.title)
}

fn hole(what: &str, ids: &[String], of: usize) -> String {
    match ids {
        [] => format!("{what}: none of {of}"),
        ids => format!("{what}: {} of {of}: {}", ids.len(), ids.join(", ")),
    }
}
