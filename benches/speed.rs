//! How long the learner waits, measured in a real terminal beside the smallest program of the same sort: from start to
//! first picture, from key to picture, from answer to verdict. Fails where a promised ratio is broken.

#[expect(dead_code, reason = "the tests of the terminal need more of it")]
#[expect(clippy::expect_used, reason = "a machine without terminals cannot measure them")]
#[path = "../tests/it/pty.rs"]
mod pty;

use anyhow::{Context, Result};
use pty::{PATIENCE, Pty, command};
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;
use whose::clock::Clock;
use whose::progress::day::Moment;
use whose::progress::entry::{Answered, Entry, Mode, What};
use whose::progress::ledger::{Progress, Touched};
use whose::quiz::bank::Bank;
use whose::quiz::input::Input;
use whose::quiz::question::Question;
use whose::quiz::score::Score;
use whose::session::attempt::Attempt;
use whose::session::step::Event;
use whose::store::{Access, Store, shipped};

const SIZE: pty::Size = (24, 80);

const STARTS: usize = 40;
const KEYS: usize = 100;
const VERDICTS: usize = 30;

/// How many answers the learner has given, and on how many days before today.
const ANSWERS: i64 = 10_000;
const DAYS: i64 = 100;

/// So many times as long as the smallest program it may take, to start and at a key.
const PROMISED: f64 = 3.0;

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const ENTER: &str = "\r";

/// The last words of a first picture.
const PAINTED: &str = "q quit";
const OPEN: &str = "Enter answer";
const SHOWN: &str = "Enter next";
const CURSOR: &str = "▸";
const NO_LINE: &str = "Draw the line";

fn main() -> Result<ExitCode> {
    let data = tempfile::tempdir()?;
    study(data.path()).context("the database cannot be made")?;
    let data = data.path().to_str().context("a folder with a name")?;
    let table = [
        Row::compared("start to first picture", starts(data)),
        Row::compared("key to picture", keys(data)),
        Row { what: "answer to verdict", whose: median(verdicts(data)), bare: None },
    ];
    say(&table)?;
    Ok(if table.iter().any(Row::is_broken) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A line of the table.
struct Row {
    what: &'static str,
    whose: Duration,
    bare: Option<Duration>,
}

impl Row {
    fn compared(what: &'static str, [whose, bare]: [Vec<Duration>; 2]) -> Self {
        Self { what, whose: median(whose), bare: Some(median(bare)) }
    }

    fn ratio(&self) -> Option<f64> {
        self.bare.map(|bare| self.whose.div_duration_f64(bare))
    }

    fn is_broken(&self) -> bool {
        self.ratio().is_some_and(|ratio| ratio > PROMISED)
    }
}

fn say(table: &[Row]) -> Result<()> {
    let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    let mut out = stdout().lock();
    writeln!(out, "{:<24}{:>12}{:>12}{:>8}  promised", "medians", "whose", "bare", "ratio")?;
    for row in table {
        let bare = row.bare.map(ms).unwrap_or_default();
        let ratio = row.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let verdict = match (row.bare, row.is_broken()) {
            (None, _) => String::new(),
            (Some(_), false) => format!("<= {PROMISED:.1}"),
            (Some(_), true) => format!("<= {PROMISED:.1}: BROKEN"),
        };
        writeln!(out, "{:<24}{:>12}{bare:>12}{ratio:>8}  {verdict}", row.what, ms(row.whose))?;
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// How long something takes.
#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
fn timed(what: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    what();
    begun.elapsed()
}

fn whose(data: &str, args: &[&str]) -> Pty {
    Pty::start(command(env!("CARGO_BIN_EXE_whose"), args, &[("WHOSE_DATA_DIR", data)]), SIZE)
}

fn bare() -> Pty {
    Pty::start(command(env!("CARGO_BIN_EXE_bare"), &[], &[]), SIZE)
}

/// From starting the process to its whole first picture, by turns; the first turn makes the day's backup and warms up.
fn starts(data: &str) -> [Vec<Duration>; 2] {
    let start = |program: &dyn Fn() -> Pty| {
        let mut started = None;
        let time = timed(|| started.insert(program()).wait_text(PAINTED));
        if let Some(mut pty) = started {
            pty.send("q");
            pty.process.wait_end(PATIENCE);
        }
        time
    };
    let mut times = [Vec::new(), Vec::new()];
    for turn in 0..=STARTS {
        let both = [start(&|| whose(data, &[])), start(&bare)];
        if turn > 0 {
            times.iter_mut().zip(both).for_each(|(times, time)| times.push(time));
        }
    }
    times
}

/// From a key to what it changes, by turns: the cursor in an open question, a number in the other.
fn keys(data: &str) -> [Vec<Duration>; 2] {
    let (mut whose, mut bare) = (at_question(data), bare());
    bare.wait_text(PAINTED);
    let mut times = [Vec::new(), Vec::new()];
    for n in 1..=KEYS {
        let here = row_of_cursor(&whose.look(pty::Model::text));
        times[0].push(timed(|| {
            whose.send(if n % 2 == 1 { DOWN } else { UP });
            whose.wait("a moved cursor", |model| {
                let there = row_of_cursor(&model.text());
                there.is_some() && there != here
            });
        }));
        let words = format!("{n} keys");
        times[1].push(timed(|| {
            bare.send("x");
            bare.wait_text(&words);
        }));
    }
    times
}

/// A study session at a question with a cursor; a line to draw has none.
fn at_question(data: &str) -> Pty {
    loop {
        let mut pty = whose(data, &["study"]);
        pty.wait_text(OPEN);
        if row_of_cursor(&pty.look(pty::Model::text)).is_some() {
            return pty;
        }
        pty.send("q");
        pty.process.wait_end(PATIENCE);
    }
}

fn row_of_cursor(text: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(CURSOR))
}

/// From giving an answer to its verdict; the answer is safely on the disk in between.
fn verdicts(data: &str) -> Vec<Duration> {
    let mut pty = whose(data, &["drill", "--kind", "line", "-n", &VERDICTS.to_string()]);
    let verdict = |_| {
        pty.wait_text(NO_LINE);
        pty.send("3");
        pty.wait_gone(NO_LINE);
        let time = timed(|| {
            pty.send(ENTER);
            pty.wait_text(SHOWN);
        });
        pty.send(ENTER);
        time
    };
    (0..VERDICTS).map(verdict).collect()
}

/// Makes the database of a learner who has studied for a while.
fn study(dir: &Path) -> Result<()> {
    let (bank, faults) = Bank::assemble(vec![shipped()?]);
    anyhow::ensure!(faults.is_empty(), "the shipped bank is faulty");
    let (mut luck, now) = (ChaCha8Rng::seed_from_u64(1), Clock::default().now());
    let mut entries = Vec::new();
    for n in 0..ANSWERS {
        let day = DAYS - n * DAYS / ANSWERS;
        let at = Moment { utc_ms: now.utc_ms - day * 86_400_000 + n % (ANSWERS / DAYS) * 1_000, ..now };
        let question = &bank.questions()[luck.random_range(0..bank.questions().len())];
        let answered = answered(question, &mut luck, at).context("a sheet that can be filled")?;
        let (id, session) = (Uuid::from_u128(luck.random()), Uuid::from_u64_pair(1, day.unsigned_abs()));
        entries.push(Entry { id, session, mode: Mode::Study, at, what: What::Answer(answered) });
    }
    let progress = Progress::replay(&entries, &bank);
    let mut store = Store::open(dir, Access::Write)?;
    store.append(&entries, &progress, &Touched::default())?;
    store.replace_derived(&progress, bank.fingerprint())?;
    store.close();
    Ok(())
}

/// A filled sheet, in four of five cases a right one.
fn answered(question: &Arc<Question>, luck: &mut dyn Rng, at: Moment) -> Option<Answered> {
    let mut attempt = Attempt::begin(Arc::clone(question), luck, at);
    let mut rows: Vec<usize> = (0..attempt.sheet().rows.len()).collect();
    rows.shuffle(luck);
    for row in rows {
        attempt.take(&Event::Input(Input::Pick(row)));
        attempt.take(&Event::Input(Input::Put { row, group: luck.random_range(0..2) }));
    }
    let mut answered = attempt.submit(Moment { utc_ms: at.utc_ms + 30_000, ..at })?;
    if luck.random_range(0..5) > 0 {
        answered.score = Score::new(1, 1);
    }
    Some(answered)
}
