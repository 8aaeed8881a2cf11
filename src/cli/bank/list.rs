//! `whose bank list`: all questions, in words or as JSON.

use crate::cli::args::{Global, Json};
use crate::cli::exit::{DONE, Outcome, say};
use crate::cli::load::{self, Loaded};
use crate::cli::says;
use crate::quiz::bank::Bank;
use crate::quiz::question::Question;
use serde::Serialize;

/// A question as `list --json` shows it.
#[derive(Serialize)]
struct Listed<'b> {
    id: &'b str,
    kind: &'b str,
    topic: &'b str,
    objective: &'b str,
    tasks: &'b [String],
    facts: &'b [String],
    service: Option<&'b str>,
    pool: &'b str,
    stem: &'b str,
    verified: Option<&'b str>,
    file: &'b str,
    line: usize,
}

/// `whose bank list`
pub fn list(global: &Global, wanted: &Json) -> Outcome {
    let Loaded { bank, faults, .. } = load::bank(global)?;
    for fault in &faults {
        say(&fault.to_string());
    }
    let listed: Vec<Listed<'_>> = bank.questions().iter().map(|question| listed(&bank, question)).collect();
    if wanted.json {
        says::json(&listed)?;
    } else {
        let line = |q: &Listed<'_>| format!("{:<7} {:<17} {:<48} {}", q.kind, q.topic, q.id, one_line(q.stem));
        says::lines(&listed.iter().map(line).collect::<Vec<_>>())?;
    }
    Ok(DONE)
}

fn listed<'b>(bank: &'b Bank, question: &'b Question) -> Listed<'b> {
    Listed {
        id: &question.id,
        kind: question.body.name(),
        topic: bank.topic(question),
        objective: &question.objective,
        tasks: &question.tasks,
        facts: &question.facts,
        service: question.service.as_deref(),
        pool: if question.exam_only { "exam" } else { "practice" },
        stem: &question.stem,
        verified: question.verified.as_deref(),
        file: &question.at.file,
        line: question.at.line,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
