//! `whose bank check`: every mistake in question files, named at its line: first what keeps questions from loading, then
//! what the rules of item writing find in those that load.

use crate::cli::args::{Check, Global};
use crate::cli::exit::{DONE, FAULTS, Fail, Outcome, say};
use crate::cli::load::{self, Checked};
use crate::cli::says;
use crate::clock::Clock;
use crate::quiz::check::RULES;
use crate::quiz::check::finding::{Finding, Level};
use crate::quiz::fault::Fault;
use serde::Serialize;
use std::path::PathBuf;

/// The rule under which loading faults go.
const LOAD: &str = "load";

/// A fault or a finding as `check --json` shows it.
#[derive(Serialize)]
struct Told<'f> {
    rule: &'f str,
    level: Level,
    question: Option<&'f str>,
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
    errors: usize,
    warnings: usize,
    fixed: &'f [String],
    findings: Vec<Told<'f>>,
}

/// A rule as `check --rules --json` shows it.
#[derive(Serialize)]
struct Listed {
    rule: &'static str,
    level: Level,
    says: &'static str,
}

/// `whose bank check`
pub fn check(global: &Global, clock: Clock, wanted: &Check) -> Outcome {
    if wanted.rules {
        return rules(wanted.json);
    }
    let paths = match &wanted.path {
        Some(path) => vec![path.clone()],
        None => load::own_paths(global)?,
    };
    let fixed = if wanted.fix { fix(&paths)? } else { Vec::new() };
    let today = clock.now().study_day().to_string();
    let checked = if paths.is_empty() { load::check_shipped(&today)? } else { load::check(&paths, &today)? };
    let (errors, warnings) = count(&checked);
    if wanted.json {
        let Checked { files, questions, .. } = checked;
        says::json(&Report { files, questions, errors, warnings, fixed: &fixed, findings: told(&checked) })?;
    } else {
        says::lines(&fixed)?;
        says::lines(&report(&checked))?;
    }
    Ok(if errors == 0 { DONE } else { FAULTS })
}

fn fix(paths: &[PathBuf]) -> Result<Vec<String>, Fail> {
    if paths.is_empty() {
        let next = "name a file or a folder, `whose bank check --fix my.toml`";
        return Err(Fail::usage(format!("you have no question files yet that could be mended; {next}")));
    }
    let fixed = load::mend(paths)?;
    if fixed.is_empty() {
        say("there is nothing that --fix could mend");
    }
    Ok(fixed)
}

/// All rules, in words or as JSON.
fn rules(json: bool) -> Outcome {
    if json {
        let listed = RULES.iter().map(|rule| Listed { rule: rule.name, level: rule.level, says: rule.says });
        says::json(&listed.collect::<Vec<_>>())?;
    } else {
        let line = |name: &str, level: &str, says: &str| format!("{name:<18} {level:<8} {says}");
        let rules = RULES.iter().map(|rule| line(rule.name, rule.level.word(), rule.says));
        says::lines(&rules.collect::<Vec<_>>())?;
    }
    Ok(DONE)
}

fn count(checked: &Checked) -> (usize, usize) {
    let warnings = checked.findings.iter().filter(|finding| finding.level == Level::Warning).count();
    (checked.faults.len() + checked.findings.len() - warnings, warnings)
}

/// Faults and findings in one list, in the order of their places.
fn told(checked: &Checked) -> Vec<Told<'_>> {
    let faults = checked
        .faults
        .iter()
        .map(|Fault { at, message, next, .. }| (at, LOAD, Level::Error, None, message, next.as_deref()));
    let findings = checked.findings.iter().map(|found| {
        let Finding { at, rule, level, question, message, next, .. } = found;
        (at, *rule, *level, question.as_deref(), message, Some(next.as_str()))
    });
    let mut all: Vec<_> = faults.chain(findings).collect();
    all.sort_by_key(|(at, ..)| *at);
    let told = all.into_iter().map(|(at, rule, level, question, message, next)| Told {
        rule,
        level,
        question,
        file: &at.file,
        line: at.line,
        column: at.column,
        message,
        next,
    });
    told.collect()
}

fn report(checked: &Checked) -> Vec<String> {
    let faults = checked.faults.iter().map(|fault| (&fault.at, format!("{fault} [{LOAD}]"), &fault.excerpt));
    let findings = checked.findings.iter().map(|finding| (&finding.at, finding.to_string(), &finding.excerpt));
    let mut all: Vec<_> = faults.chain(findings).collect();
    all.sort_by_key(|(at, ..)| *at);
    let mut lines = Vec::new();
    for (_, line, excerpt) in all {
        lines.push(line);
        lines.extend(excerpt.clone());
        lines.push(String::new());
    }
    lines.push(last_line(checked));
    lines
}

fn last_line(checked: &Checked) -> String {
    let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let (errors, warnings) = count(checked);
    let (errors, warnings) = (plural(errors, "error"), plural(warnings, "warning"));
    let (files, questions) = (plural(checked.files, "file"), plural(checked.questions, "question"));
    format!("{errors}, {warnings} in {files}; {questions} load{}", if checked.questions == 1 { "s" } else { "" })
}
