//! `whose explore`: on a full screen, or as lines, which need no study data and so open none.

use crate::cli::args::{self, Global};
use crate::cli::exit::{DONE, Fail, Outcome, say};
use crate::cli::load::{self, Loaded};
use crate::cli::play;
use crate::clock::Clock;
use crate::plain::{self, Talk};
use crate::quiz::bank::Bank;
use crate::session::explore::Explore;
use crate::session::start::Opening;
use std::io::{IsTerminal, stdin, stdout};

/// Shows the stacks of services side by side.
pub fn explore(global: &Global, clock: Clock, wanted: &args::Explore) -> Outcome {
    if play::is_plain(global) {
        return lines(global, wanted);
    }
    play::run(global, clock, None, |bank| Ok(Opening::Explore(stacks(bank, wanted)?)))
}

fn stacks(bank: &Bank, wanted: &args::Explore) -> Result<Explore, Fail> {
    Explore::of(&bank.matrix, &wanted.services).map_err(Fail::usage)
}

/// Asks on only where somebody reads and types; a pipe gets its lines and the end.
fn lines(global: &Global, wanted: &args::Explore) -> Outcome {
    let Loaded { bank, faults } = load::bank(global)?;
    let explore = stacks(&bank, wanted)?;
    for fault in &faults {
        say(&fault.to_string());
    }
    let asks = stdin().is_terminal() && stdout().is_terminal();
    let (mut input, mut output) = (stdin().lock(), stdout().lock());
    plain::explore::run(&bank.matrix, explore, asks, &mut Talk::new(&mut input, &mut output, false))?;
    Ok(DONE)
}
