//! `whose class show` and `whose class report`: what classes came to, on standard output.

use crate::cli::args::{ClassFormat, ClassName, ClassReport, Global};
use crate::cli::class::list::{known, record};
use crate::cli::class::resume::name;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::says;
use crate::progress::class::record::Record;
use crate::report::class::{Report, csv, html, lines, report, xapi};
use crate::store::class::Classes;
use crate::store::files::data_dir;

/// `whose class show`
pub fn show(global: &Global, wanted: &ClassName) -> Outcome {
    let classes = Classes::of(&data_dir(global.data_dir.as_deref())?);
    let report = report(&found(&classes, wanted.name.as_slice())?);
    if wanted.json {
        says::json(&report)?;
    } else {
        says::lines(&lines::lines(&report))?;
    }
    Ok(DONE)
}

/// `whose class report`
pub fn write(global: &Global, wanted: &ClassReport) -> Outcome {
    let classes = Classes::of(&data_dir(global.data_dir.as_deref())?);
    let found = found(&classes, &wanted.names)?;
    let whole: Report = report(&found);
    let one = || match found.as_slice() {
        [one] => Ok(one),
        _ => Err(Fail::usage("this format is of one class; name one")),
    };
    match wanted.format {
        ClassFormat::Html => says::text(&html::page(&whole))?,
        ClassFormat::Json => says::json(&whole)?,
        ClassFormat::Answers => says::text(&csv::answers(&found))?,
        ClassFormat::Matrix => says::text(&csv::matrix(&one()?.1))?,
        ClassFormat::Gradebook => {
            one()?;
            says::text(&csv::gradebook(&whole))?;
        }
        ClassFormat::Xapi => {
            for (name, record) in &found {
                says::text(&xapi::statements(name, record))?;
            }
        }
    }
    Ok(DONE)
}

/// The classes of these names, oldest first; without a name, the last one.
fn found(classes: &Classes, wanted: &[String]) -> Result<Vec<(String, Record)>, Fail> {
    let mut names: Vec<String> = wanted.to_vec();
    if names.is_empty() {
        names.push(name(classes, None)?);
    }
    for wanted in &names {
        known(classes, wanted)?;
    }
    let mut seen = Vec::new();
    for name in names {
        if seen.contains(&name) {
            return Err(Fail::usage(format!("`{name}` is named twice; name each class once")));
        }
        seen.push(name);
    }
    let mut found =
        seen.into_iter().map(|name| Ok((name.clone(), record(classes, &name)?))).collect::<Result<Vec<_>, Fail>>()?;
    found.sort_by_key(|(_, record)| record.begun.utc_ms);
    Ok(found)
}
