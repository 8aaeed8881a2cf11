//! `whose`, `whose study`, `whose drill`: picks the shell and runs it.

use crate::cli::args::{self, Color, Global};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Fail, Outcome, say};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::say::sentence;
use crate::plain::{self, Talk};
use crate::progress::plan::Wish;
use crate::quiz::bank::Bank;
use crate::quiz::fault::{Fault, did_you_mean};
use crate::session::drill::{KINDS, Selection};
use crate::session::keeper::Keeper;
use crate::session::start::{Opening, Start};
use crate::store::Access;
use crate::tui;
use std::env::var_os;
use std::io::{IsTerminal, stdin, stdout};

/// The home screen.
pub fn home(global: &Global, clock: Clock) -> Outcome {
    run(global, clock, None, |_| Ok(Opening::Home))
}

/// `whose study`
pub fn study(global: &Global, clock: Clock, wanted: args::Study) -> Outcome {
    let topic = wanted.topic.clone();
    let wish = Wish { new: wanted.new, minutes: wanted.minutes, topic: wanted.topic };
    run(global, clock, None, |bank| {
        known_topic(bank, topic.as_deref())?;
        Ok(Opening::Session(Start::Study(wish)))
    })
}

/// `whose drill`
pub fn drill(global: &Global, clock: Clock, wanted: args::Drill) -> Outcome {
    let args::Drill { kind, topic, service, domain, missed, flagged, n, seed } = wanted;
    let n = n.map(|n| n as usize);
    let mut selection = Selection { kind, topic, service, domain, missed, flagged, n, only: None };
    run(global, clock, seed, |bank| {
        known(selection.kind.as_deref(), "kind", KINDS.into_iter())?;
        known_topic(bank, selection.topic.as_deref())?;
        let domains: Vec<String> = domains(bank);
        selection.domain = selection.domain.map(|domain| meant(&domain, &domains).to_owned());
        known(selection.domain.as_deref(), "domain", domains.iter().map(String::as_str))?;
        known(selection.service.as_deref(), "service", bank.matrix.services.iter().map(|service| service.id.as_str()))?;
        Ok(Opening::Session(Start::Drill(selection)))
    })
}

/// The domains of current exams, as a drill takes them.
fn domains(bank: &Bank) -> Vec<String> {
    let exams = bank.exams.iter().filter(|exam| exam.is_current());
    exams.flat_map(|exam| exam.domains.iter().map(move |domain| format!("{}/{}", exam.code, domain.number))).collect()
}

/// The domain that is meant: in any case, and by the beginning of its exam's code, `clf/2`.
fn meant<'d>(domain: &'d str, domains: &'d [String]) -> &'d str {
    let wanted = domain.to_uppercase();
    let Some((code, number)) = wanted.rsplit_once('/').filter(|(code, _)| !code.is_empty()) else { return domain };
    let fits = |known: &&String| known.rsplit_once('/').is_some_and(|(of, at)| of.starts_with(code) && at == number);
    domains.iter().find(fits).map_or(domain, String::as_str)
}

/// A topic must be one of the bank's.
pub fn known_topic(bank: &Bank, topic: Option<&str>) -> Result<(), Fail> {
    let mut topics: Vec<&str> = Vec::new();
    for objective in bank.objectives() {
        if !topics.contains(&objective.topic.as_str()) {
            topics.push(&objective.topic);
        }
    }
    known(topic, "topic", topics.into_iter())
}

/// A name that must be one of these.
fn known<'k>(name: Option<&str>, what: &str, names: impl Iterator<Item = &'k str> + Clone) -> Result<(), Fail> {
    let Some(name) = name else { return Ok(()) };
    if names.clone().any(|known| known == name) {
        return Ok(());
    }
    let next = did_you_mean(name, names.clone(), || format!("it is one of {}", names.collect::<Vec<_>>().join(", ")));
    Err(Fail::usage(format!("there is no {what} `{name}`; {next}")))
}

/// Opens the desk and runs the shell that fits. What to open may depend on what the bank knows.
pub fn run(
    global: &Global,
    clock: Clock,
    seed: Option<u64>,
    opening: impl FnOnce(&Bank) -> Result<Opening, Fail>,
) -> Outcome {
    let (mut desk, faults) = Desk::open(global, Access::Write, clock.now())?;
    let opening = opening(desk.bank())?;
    desk.repeat(seed);
    for fault in &faults {
        say(&fault.to_string());
    }
    let ended = if is_plain(global) {
        plain_run(&mut desk, clock, &opening)
    } else {
        let notice = (!faults.is_empty()).then(|| notice(&faults));
        full_run(&mut desk, clock, &tui::Options { color: colors(global.color), opening, notice })
    };
    let closed = desk.close();
    let code = ended?;
    closed.map(|()| code)
}

/// The first fault, and how many there are besides.
fn notice(faults: &[Fault]) -> String {
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    match faults.len() - 1 {
        0 => first,
        more => format!("{first} (and {more} more: `whose bank check`)"),
    }
}

/// Line by line, if asked for or if there is no screen to draw on.
pub fn is_plain(global: &Global) -> bool {
    let dumb = var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
    global.plain || !stdout().is_terminal() || !stdin().is_terminal() || (cfg!(unix) && dumb)
}

/// Colours, unless they are unwanted: an empty `NO_COLOR` counts as not set.
pub fn colors(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

fn plain_run(desk: &mut Desk, clock: Clock, opening: &Opening) -> Outcome {
    let echo = !stdin().is_terminal();
    let (mut input, mut output) = (stdin().lock(), stdout().lock());
    let end = plain::run(desk, clock, opening, &mut Talk::new(&mut input, &mut output, echo));
    drop(output);
    match end? {
        plain::End::Done => Ok(DONE),
        plain::End::Nothing(why) => says::lines(&[sentence(&why)]).map(|()| DONE),
    }
}

fn full_run(desk: &mut Desk, clock: Clock, options: &tui::Options) -> Outcome {
    ended(tui::run(desk, clock, options)?)
}

/// What the end of a full screen comes to.
pub fn ended(end: tui::End) -> Outcome {
    match end {
        tui::End::Quit => Ok(DONE),
        tui::End::Nothing(why) => says::lines(&[sentence(&why)]).map(|()| DONE),
        tui::End::Signal(number) => Ok(u8::try_from(128 + number).unwrap_or(1)),
        tui::End::Broken(why) => Err(Fail::failed(format!("{why}; all answers are saved"))),
    }
}
