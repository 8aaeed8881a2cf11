//! `whose bank check`: every mistake in question files, named at its line.

use crate::cli::args::{Check, Global};
use crate::cli::exit::{DONE, FAULTS, Fail, Outcome};
use crate::cli::load;
use crate::cli::says;
use crate::quiz::fault::Fault;
use serde::Serialize;

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
