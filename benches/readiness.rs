//! Whether a forecast comes true, among examinees whose outcome is known, beside what others show as a chance to pass.
//! Fails where a promised bound is broken.

#[expect(clippy::expect_used, reason = "every table has the same rows")]
#[path = "../tests/it/examinees/mod.rs"]
mod examinees;

use anyhow::Result;
use examinees::luck::Luck;
use examinees::table::{Bounds, Table};
use examinees::{FAMILIES, blueprint, steady};
use std::hint::black_box;
use std::io::{Write, stdout};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use whose::progress::readiness::{Practice, readiness};

const EXAMINEES: u32 = 4000;
const SEED: u64 = 1;
const BOUNDS: Bounds = Bounds { brier_over_truth: 0.04, ece: 0.05, covered: 0.75 };

/// A forecast of 520 answers takes no longer.
const PROMISED: Duration = Duration::from_millis(10);
const ROUNDS: u32 = 50;

fn main() -> Result<ExitCode> {
    let mut out = stdout().lock();
    let mut broken = Vec::new();
    for family in &FAMILIES {
        let table = Table::of(family, EXAMINEES, SEED);
        writeln!(out, "{table}")?;
        broken.extend(table.broken(&BOUNDS));
    }
    let time = time();
    writeln!(out, "a forecast of 520 answers takes {:.2} ms", time.as_secs_f64() * 1000.0)?;
    if time > PROMISED {
        broken.push(format!("{time:?} a forecast, promised {PROMISED:?}"));
    }
    for fault in &broken {
        writeln!(out, "BROKEN {fault}")?;
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How long a forecast takes, on average.
#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
fn time() -> Duration {
    let (mut luck, blueprint) = (Luck::seeded(SEED), blueprint());
    let Practice { answers, covered } = steady::examinee(&mut luck).practice;
    let practice = Practice { answers: [0; 4].iter().flat_map(|_| answers.clone()).collect(), covered };
    let begun = Instant::now();
    for _ in 0..ROUNDS {
        black_box(readiness(black_box(&practice), &blueprint));
    }
    begun.elapsed() / ROUNDS
}
