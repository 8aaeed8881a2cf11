//! `whose class list`, `anonymise`, `delete`.

use crate::cli::args::{ClassSure, Global, Json};
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::says;
use crate::progress::class::record::{Phase, Record};
use crate::quiz::fault::did_you_mean;
use crate::store::class::Classes;
use crate::store::files::data_dir;
use serde::Serialize;
use std::io::{IsTerminal, stdin};

/// A class in the list.
#[derive(Debug, Serialize)]
struct Line {
    name: String,
    title: String,
    people: usize,
    shown: usize,
    questions: usize,
    over: bool,
}

/// `whose class list`
pub fn list(global: &Global, wanted: &Json) -> Outcome {
    let classes = Classes::of(&data_dir(global.data_dir.as_deref())?);
    let mut lines = Vec::new();
    for name in classes.names()? {
        match line(&classes, name) {
            Ok(line) => lines.push(line),
            // One that cannot be read hides no other.
            Err(fail) => drop(fail.report()),
        }
    }
    if wanted.json {
        says::json(&lines)?;
        return Ok(DONE);
    }
    if lines.is_empty() {
        says::lines(&["No class was held yet; `whose host` begins one.".to_owned()])?;
    }
    let said = |line: &Line| {
        let Line { name, title, people, shown, questions, over } = line;
        let state = if *over { "" } else { ", not ended" };
        format!("{name}  {title}: {people} people, {shown} of {questions} questions{state}")
    };
    says::lines(&lines.iter().map(said).collect::<Vec<_>>())?;
    Ok(DONE)
}

fn line(classes: &Classes, name: String) -> Result<Line, Fail> {
    let record = record(classes, &name)?;
    Ok(Line {
        name,
        title: record.plan.title.clone(),
        people: record.people().count(),
        shown: record.items.iter().filter(|item| item.shown).count(),
        questions: record.items.len(),
        over: record.phase == Phase::Over,
    })
}

/// A class of this name; the error says which is meant, or where all are listed.
pub fn known(classes: &Classes, name: &str) -> Result<(), Fail> {
    let names = classes.names()?;
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    let otherwise = || "`whose class list` lists all classes".to_owned();
    Err(Fail::usage(format!(
        "there is no class `{name}`; {}",
        did_you_mean(name, names.iter().map(String::as_str), otherwise)
    )))
}

/// A class as it is kept.
pub fn record(classes: &Classes, name: &str) -> Result<Record, Fail> {
    let store = classes.open(name)?;
    let (entries, damaged) = store.entries()?;
    if damaged > 0 {
        crate::cli::exit::say(&format!(
            "{}: {damaged} entries are damaged and were passed over",
            store.path().display()
        ));
    }
    Record::replay(&entries).ok_or_else(|| {
        Fail::failed(format!(
            "{}: this class has no plan; `whose class delete {name}` removes it",
            store.path().display()
        ))
    })
}

/// On a terminal, what cannot be undone is asked for once.
fn is_sure(classes: &Classes, wanted: &ClassSure, what: &str) -> Result<bool, Fail> {
    if wanted.yes || !stdin().is_terminal() {
        return Ok(true);
    }
    // One that cannot be read may be deleted all the same.
    let about = record(classes, &wanted.name)
        .map(|record| format!("{}, {} people", record.plan.title, record.people().count()));
    let about = about.unwrap_or_else(|_| "it cannot be read".to_owned());
    says::text(&format!("{what} {} ({about})? Type yes: ", wanted.name))?;
    let mut typed = String::new();
    stdin().read_line(&mut typed)?;
    let sure = typed.trim() == "yes";
    if !sure {
        says::lines(&["Nothing was changed.".to_owned()])?;
    }
    Ok(sure)
}

/// `whose class anonymise`
pub fn anonymise(global: &Global, wanted: &ClassSure) -> Outcome {
    let classes = Classes::of(&data_dir(global.data_dir.as_deref())?);
    known(&classes, &wanted.name)?;
    if !is_sure(&classes, wanted, "Forget for good who took part in")? {
        return Ok(DONE);
    }
    let people = classes.resume(&wanted.name)?.anonymise()?;
    says::lines(&[format!("{}: {people} people are numbers now; nobody can come back to a place.", wanted.name)])?;
    Ok(DONE)
}

/// `whose class delete`
pub fn delete(global: &Global, wanted: &ClassSure) -> Outcome {
    let classes = Classes::of(&data_dir(global.data_dir.as_deref())?);
    known(&classes, &wanted.name)?;
    if !is_sure(&classes, wanted, "Delete for good")? {
        return Ok(DONE);
    }
    classes.delete(&wanted.name)?;
    says::lines(&[format!("{} is deleted.", wanted.name)])?;
    Ok(DONE)
}
