//! `whose exam`: sits a mock exam, or offers the one that was broken off; records the score of a real one.

use crate::cli::args::{self, ExamCommand, ExamScore, Global};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::play::run;
use crate::cli::says;
use crate::clock::Clock;
use crate::progress::entry::What;
use crate::progress::exam::paper::Timing;
use crate::progress::exam::row::Real;
use crate::progress::ready::ready;
use crate::quiz::bank::Bank;
use crate::quiz::exams::{self, Exam};
use crate::session::exam::list::told;
use crate::session::exam::wish::{Extra, Wish};
use crate::session::keeper::Keeper;
use crate::session::outlook::chance;
use crate::session::start::{Opening, Start};
use crate::store::Access;

/// `whose exam`
pub fn exam(global: &Global, clock: Clock, wanted: args::Exam) -> Outcome {
    if let Some(ExamCommand::Result(score)) = wanted.command {
        return record(global, clock, &score);
    }
    let extra = wanted.extra_time.as_deref().map(Extra::parse).transpose();
    let extra = extra.map_err(|why| Fail::usage(format!("--extra-time: {why}")))?.unwrap_or_default();
    let timing = if wanted.strict { Timing::Strict } else { Timing::Fair };
    let n = wanted.n.map(usize::from);
    run(global, clock, wanted.seed, |bank| {
        let Some(id) = &wanted.id else { return Ok(Opening::Exams) };
        let exam = find(bank, id)?;
        let wish = Wish { exam: exam.code.clone(), n, extra, untimed: wanted.untimed, timing };
        Ok(Opening::Session(Start::Exam(wish)))
    })
}

/// The exam that an id names, in any case and by its beginning.
pub fn find<'b>(bank: &'b Bank, id: &str) -> Result<&'b Exam, Fail> {
    exams::find(&bank.exams, id).map_err(Fail::usage)
}

/// `whose exam result`
fn record(global: &Global, clock: Clock, wanted: &ExamScore) -> Outcome {
    let now = clock.now();
    let (mut desk, _) = Desk::open(global, Access::Write, now)?;
    let exam = exams::named(&desk.bank().exams, &wanted.id).map_err(Fail::usage)?.clone();
    let (low, high) = exam.scale;
    if !(low..=high).contains(&wanted.score) {
        let next = format!("the report shows one from {low} to {high}");
        return Err(Fail::usage(format!("`{}` is no score of {}; {next}", wanted.score, exam.code)));
    }
    let forecast = ready(desk.bank(), desk.progress(), &exam).percent();
    let passed = wanted.score >= exam.pass;
    let real = Real { exam: exam.code.clone(), day: now.study_day(), score: wanted.score, passed, forecast };
    let entry = told(What::Real(real), desk.seeds(), now);
    let kept = desk.keep(&[entry]).map_err(Fail::failed);
    desk.close()?;
    kept?;
    let then = match forecast {
        Some([low, _, high]) => format!("the forecast was {}", chance(low, high)),
        None => "there were too few answers for a forecast".to_owned(),
    };
    let verdict = if passed { "passed" } else { "not passed" };
    says::lines(&[format!("{}, {}: {verdict}, kept; {then}", exam.code, wanted.score)])?;
    Ok(DONE)
}
