//! `whose report exam`: writes a finished exam to standard output.

use crate::cli::args::{Global, ReportExam, ReportFormat};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::says;
use crate::clock::Clock;
use crate::progress::exam::account::account;
use crate::progress::exam::history::mocks;
use crate::progress::exam::row::Mock;
use crate::report::exam::report;
use crate::session::keeper::Keeper;
use crate::session::start::sat;
use crate::store::Access;
use uuid::Uuid;

/// `whose report exam`
pub fn exam(global: &Global, clock: Clock, wanted: &ReportExam) -> Outcome {
    let (desk, _) = Desk::open(global, Access::Read, clock.now())?;
    let ended: Vec<(Uuid, &Mock)> = mocks(desk.progress()).into_iter().filter(|(_, mock)| mock.end.is_some()).collect();
    let (sitting, mock) = ended.get(usize::from(wanted.number) - 1).ok_or_else(|| none(ended.len()))?;
    let (entries, _) = desk.sitting(*sitting).map_err(Fail::failed)?;
    let bank = desk.bank();
    let (record, exam) = sat(bank, &entries).map_err(Fail::failed)?;
    let history = ended.iter().rev().filter(|(_, other)| other.exam == mock.exam).filter_map(|(_, other)| point(other));
    let report = report(&record, bank, exam, account(&record, bank, exam), history.collect());
    match wanted.format {
        ReportFormat::Md => says::text(&report.markdown())?,
        ReportFormat::Html => says::text(&report.html())?,
        ReportFormat::Json => says::json(&report)?,
    }
    Ok(DONE)
}

/// An exam as a point of the trend: its day, and scored questions right in per cent.
fn point(mock: &Mock) -> Option<(String, u32)> {
    Some((mock.begun.study_day().to_string(), mock.end.as_ref()?.score().percent()))
}

fn none(exams: usize) -> Fail {
    let words = match exams {
        0 => "no mock exam has come to its end yet; `whose exam` begins one".to_owned(),
        1 => "there is only one exam; leave the number out".to_owned(),
        n => format!("there are {n} exams; 1 is the last, {n} the first"),
    };
    Fail::usage(words)
}
