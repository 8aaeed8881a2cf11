//! `whose bank list` and `whose bank check`.

use crate::cli::args::{Check, Global, Json};
use crate::cli::exit::{DONE, FAULTS, Fail, Outcome};
use crate::cli::load::{self, Loaded};
use crate::cli::says;
use crate::quiz::bank::Bank;
use crate::quiz::fault::Fault;
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
        crate::cli::exit::say(&fault.to_string());
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

/// A fault as `check --json` shows it.
#[derive(Serialize)]
struct Told<'f> {
    file: &'f str,
    line: usize,
    column: usize,
    message: &'f str,
    next: Option<&'f str>,
}

#[derive(Serialize)]
struct Report<'f> {
    files: usize,
    questions: usize,
    faults: Vec<Told<'f>>,
}

/// `whose bank check`
pub fn check(global: &Global, wanted: &Check) -> Outcome {
    let paths = match &wanted.path {
        Some(path) => vec![path.clone()],
        None => load::own_paths(global)?,
    };
    if paths.is_empty() {
        let next = "name a file or a folder, `whose bank check my.toml`";
        return Err(Fail::usage(format!("you have no question files yet; {next}")));
    }
    let load::Checked { faults, files, questions } = load::check(&paths)?;
    if wanted.json {
        says::json(&Report { files, questions, faults: faults.iter().map(as_told).collect() })?;
    } else {
        says::lines(&report(&faults, files, questions))?;
    }
    Ok(if faults.is_empty() { DONE } else { FAULTS })
}

fn as_told(fault: &Fault) -> Told<'_> {
    let Fault { at, message, next, .. } = fault;
    Told { file: &at.file, line: at.line, column: at.column, message, next: next.as_deref() }
}

fn report(faults: &[Fault], files: usize, questions: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for fault in faults {
        lines.push(fault.to_string());
        lines.extend(fault.excerpt.clone());
        lines.push(String::new());
    }
    let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let (files, questions) = (plural(files, "file"), plural(questions, "question"));
    lines.push(format!("{} in {files}; {questions} load", plural(faults.len(), "fault")));
    lines
}
