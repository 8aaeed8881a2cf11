//! `whose join`: a place in a class, from a terminal. The place is remembered, so that one comes back to it.

use crate::classroom::client::{Client, Place};
use crate::cli::args::{Global, Join};
use crate::cli::class::home::take_in;
use crate::cli::exit::{DONE, Fail, Outcome, say};
use crate::cli::play::{colors, ended, is_plain};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::{self, Talk};
use crate::session::class::room::Line;
use crate::store::class::Seats;
use crate::store::files::data_dir;
use crate::tui;
use std::io::{IsTerminal, stdin, stdout};

/// `whose join`
pub fn join(global: &Global, clock: Clock, wanted: &Join) -> Outcome {
    let seats = Seats::of(&data_dir(global.data_dir.as_deref())?);
    let client = Client::of(&wanted.address);
    let place = place(&client, &seats, wanted)?;
    if let Err(error) = seats.keep(&wanted.address, &place.token) {
        say(&format!("{error}; note the resume code {} to come back", place.token));
    }
    let outcome = if is_plain(global) {
        let line = client.follow(&place, || {}).map_err(Fail::failed)?;
        let echo = !stdin().is_terminal();
        let (mut input, mut output) = (stdin().lock(), stdout().lock());
        plain::seat::run(&line, &mut Talk::new(&mut input, &mut output, echo)).map_err(Fail::from).map(|()| DONE)
    } else {
        let follow = |nudge: Box<dyn Fn() + Send + Sync>| {
            client.follow(&place, nudge).map(|line| Box::new(line) as Box<dyn Line>)
        };
        match tui::seat::run(colors(global.color), clock, follow)? {
            tui::End::Nothing(why) => Err(Fail::failed(why)),
            end => ended(end),
        }
    };
    match client.take_home(&place.token) {
        Ok(file) if file.missed.is_empty() => {}
        Ok(file) => match take_in(global, clock, &file) {
            Ok(words) => says::lines(&[words])?,
            Err(fail) => drop(fail.report()),
        },
        Err(why) => say(&format!("what you missed could not be fetched: {why}")),
    }
    let again = format!(
        "To come back to your place: whose join {}. On another device: whose join {} --resume {}",
        wanted.address, wanted.address, place.token
    );
    says::lines(&[again])?;
    outcome
}

/// A new place, or the one that was had before.
fn place(client: &Client, seats: &Seats, wanted: &Join) -> Result<Place, Fail> {
    if let Some(token) = &wanted.resume {
        return client.resume(token).map_err(Fail::failed);
    }
    let known = seats.token(&wanted.address);
    match (&wanted.code, known) {
        (Some(code), _) => {
            let name = wanted.name.as_deref().unwrap_or_default();
            client.join(code, name, wanted.roster.as_deref()).map_err(Fail::failed)
        }
        (None, Some(token)) => client.resume(&token).map_err(Fail::failed),
        (None, None) => Err(Fail::usage("type the code on the screen, too: `whose join ADDRESS CODE`")),
    }
}
