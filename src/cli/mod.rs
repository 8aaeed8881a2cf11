//! The command line: the only room that knows all others and wires them. One command a file.

pub mod aim;
pub mod args;
pub mod bank;
pub mod class;
pub mod desk;
pub mod exam;
pub mod exit;
pub mod explore;
pub mod load;
pub mod paper;
pub mod play;
pub mod progress;
pub mod report;
pub mod says;

use crate::cli::args::{Cli, Command, Global};
use crate::cli::exit::{Fail, Outcome};
use crate::clock::Clock;
use clap::Parser;
use std::process::ExitCode;

/// Parses, runs, prints the error, gives the exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = error.exit_code();
            let _ = error.print();
            return ExitCode::from(u8::try_from(code).unwrap_or(1));
        }
    };
    match run(cli) {
        Ok(code) => ExitCode::from(code),
        Err(fail) => fail.report(),
    }
}

fn run(cli: Cli) -> Outcome {
    let global = cli.global;
    let clock = clock(&global)?;
    match cli.command {
        None => play::home(&global, clock),
        Some(Command::Study(wanted)) => play::study(&global, clock, wanted),
        Some(Command::Aim(wanted)) => aim::aim(&global, clock, &wanted),
        Some(Command::Drill(wanted)) => play::drill(&global, clock, wanted),
        Some(Command::Exam(wanted)) => exam::exam(&global, clock, wanted),
        Some(Command::Paper(wanted)) => paper::paper(&global, &wanted),
        Some(Command::Report(args::Report::Exam(wanted))) => report::exam(&global, clock, &wanted),
        Some(Command::Explore(wanted)) => explore::explore(&global, clock, &wanted),
        Some(Command::Host(wanted)) => class::host::host(&global, clock, &wanted),
        Some(Command::Join(wanted)) => class::join::join(&global, clock, &wanted),
        Some(Command::Import(wanted)) => class::home::import(&global, clock, &wanted),
        Some(Command::Class(args::Class::List(wanted))) => class::list::list(&global, &wanted),
        Some(Command::Class(args::Class::Anonymise(wanted))) => class::list::anonymise(&global, &wanted),
        Some(Command::Class(args::Class::Delete(wanted))) => class::list::delete(&global, &wanted),
        Some(Command::Class(args::Class::Show(wanted))) => class::show::show(&global, &wanted),
        Some(Command::Class(args::Class::Report(wanted))) => class::show::write(&global, &wanted),
        Some(Command::Class(args::Class::Resume(wanted))) => class::resume::resume(&global, clock, &wanted),
        Some(Command::Bank(args::Bank::List(wanted))) => bank::list::list(&global, &wanted),
        Some(Command::Bank(args::Bank::Check(wanted))) => bank::check::check(&global, clock, &wanted),
        Some(Command::Bank(args::Bank::Coverage(wanted))) => bank::coverage::coverage_of(&global, &wanted),
        Some(Command::Bank(args::Bank::Show(wanted))) => bank::show::show(&global, &wanted),
        Some(Command::Bank(args::Bank::Blind(wanted))) => bank::blind::blind(&global, &wanted),
        Some(Command::Bank(args::Bank::New(wanted))) => bank::new::new(&wanted),
        Some(Command::Bank(args::Bank::Schema)) => bank::new::schema(),
        Some(Command::Progress(wanted)) => progress::show(&global, clock, &wanted),
    }
}

fn clock(global: &Global) -> Result<Clock, Fail> {
    let Some(text) = &global.now else { return Ok(Clock::default()) };
    Clock::stopped_at(text).map_err(|error| {
        Fail::usage(format!("--now: `{text}` is no instant ({error}); write 2026-11-22T18:30:00+01:00"))
    })
}
