//! The same sessions line by line: append-only, numbered choices, for screen readers, pipes and simple terminals.
//! Deliberately not here: colours, boxes, cursor movements, and anything that changes a line once written.

pub mod exam;
pub mod explore;
pub mod home;
pub mod host;
pub mod play;
pub mod read;
pub mod say;
pub mod seat;

use crate::clock::Clock;
use crate::plain::play::Play;
use crate::progress::plan::Wish;
use crate::session::aim;
use crate::session::drill::Selection;
use crate::session::exam::list;
use crate::session::explore::Explore;
use crate::session::keeper::Keeper;
use crate::session::start::{Opening, Start, start};
use std::io::{self, BufRead, Write};
use std::sync::Arc;

/// How the shell ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The learner quit, or the session came to its end.
    Done,
    /// There was nothing to ask; the words say why.
    Nothing(String),
}

/// The two ends of the conversation.
pub struct Talk<'io> {
    input: &'io mut dyn BufRead,
    output: &'io mut dyn Write,
    /// Whether what is read has to be written too: a terminal shows what is typed, a pipe does not.
    echo: bool,
}

impl<'io> Talk<'io> {
    /// A conversation over these two.
    pub fn new(input: &'io mut dyn BufRead, output: &'io mut dyn Write, echo: bool) -> Self {
        Self { input, output, echo }
    }

    fn say(&mut self, lines: &[String]) -> io::Result<()> {
        for line in lines {
            writeln!(self.output, "{}", say::clean(line))?;
        }
        self.output.flush()
    }

    /// Asks for a line; none at the end of the input.
    fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.output, "{question} ")?;
        self.output.flush()?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line)?;
        if read == 0 {
            // The prompt stands without an answer: its line is ended all the same.
            writeln!(self.output)?;
            return Ok(None);
        }
        let line = line.trim();
        if self.echo {
            writeln!(self.output, "{}", say::clean(line))?;
        }
        Ok(Some(line.to_owned()))
    }
}

/// Runs what is to be opened: one session, a comparison, or the home menu.
///
/// # Errors
/// If the input cannot be read or the output is gone.
pub fn run(keeper: &mut dyn Keeper, clock: Clock, opening: &Opening, talk: &mut Talk<'_>) -> io::Result<End> {
    match opening {
        Opening::Home => menu(keeper, clock, talk),
        Opening::Exams => exams(keeper, clock, talk).map(|()| End::Done),
        Opening::Session(begin) => session(keeper, clock, begin, talk),
        Opening::Explore(explore) => compare(keeper, explore.clone(), talk).map(|()| End::Done),
    }
}

fn menu(keeper: &mut dyn Keeper, clock: Clock, talk: &mut Talk<'_>) -> io::Result<End> {
    loop {
        talk.say(&home::lines(keeper.bank(), keeper.progress(), clock.now()))?;
        let begin = match talk.ask("Your choice (a number, or q to quit):")?.as_deref() {
            Some("1") => Start::Study(Wish::default()),
            Some("2") => Start::Drill(Selection::default()),
            Some("3") => Start::Drill(Selection { kind: Some("line".into()), ..Selection::default() }),
            Some("4") => Start::Drill(Selection { missed: true, ..Selection::default() }),
            Some("5") => {
                talk.say(&home::progress(keeper.bank(), keeper.progress(), clock.now()))?;
                continue;
            }
            Some("6") => {
                let first = Explore::first(&keeper.bank().matrix);
                compare(keeper, first, talk)?;
                continue;
            }
            Some("7") => {
                exams(keeper, clock, talk)?;
                continue;
            }
            Some("8") => {
                aim(keeper, clock, talk)?;
                continue;
            }
            Some("q" | "quit") | None => return Ok(End::Done),
            Some(other) => {
                talk.say(&[format!("`{other}` is none of them; type a number from 1 to 8, or q.")])?;
                continue;
            }
        };
        if let End::Nothing(why) = session(keeper, clock, &begin, talk)? {
            talk.say(&[say::sentence(&why)])?;
        }
    }
}

/// Asks which exam is prepared for, until it is said or left alone.
fn aim(keeper: &mut dyn Keeper, clock: Clock, talk: &mut Talk<'_>) -> io::Result<()> {
    let prompt = format!("Your exam ({}; or q to leave):", aim::EXAMPLE);
    while let Some(text) = talk.ask(&prompt)? {
        if matches!(text.as_str(), "q" | "quit" | "") {
            return Ok(());
        }
        let now = clock.now();
        match aim::read(keeper.bank(), &text, now) {
            Ok(aim) => {
                let kept = aim::keep(keeper, aim, now).err().map(|why| say::sentence(&why));
                let said = say::sentence(&aim::said(keeper.bank(), keeper.progress(), now));
                return talk.say(&kept.into_iter().chain([said]).collect::<Vec<_>>());
            }
            Err(why) => talk.say(&[say::sentence(&why)])?,
        }
    }
    Ok(())
}

/// The list of mock exams, until one is left out of.
fn exams(keeper: &mut dyn Keeper, clock: Clock, talk: &mut Talk<'_>) -> io::Result<()> {
    loop {
        let lines = list::lines(keeper.bank(), keeper.progress());
        let numbered =
            lines.iter().zip(1..).map(|(line, n)| format!("{n}. {} {}: {}", line.heading, line.name, line.aside));
        talk.say(&numbered.chain(list::reported(keeper.progress())).collect::<Vec<_>>())?;
        let Some(choice) = talk.ask("Your choice (a number, or q to leave):")? else { return Ok(()) };
        if matches!(choice.as_str(), "q" | "quit" | "") {
            return Ok(());
        }
        let chosen = choice.parse::<usize>().ok().and_then(|number| lines.get(number.checked_sub(1)?));
        let said = match chosen {
            None => Some(format!("`{choice}` is none of them.")),
            Some(line) => match session(keeper, clock, &line.open, talk)? {
                End::Nothing(why) => Some(say::sentence(&why)),
                End::Done => None,
            },
        };
        talk.say(&said.into_iter().collect::<Vec<_>>())?;
    }
}

fn compare(keeper: &dyn Keeper, explore: Explore, talk: &mut Talk<'_>) -> io::Result<()> {
    let bank = Arc::clone(keeper.bank());
    explore::run(&bank.matrix, explore, true, talk)
}

fn session(keeper: &mut dyn Keeper, clock: Clock, begin: &Start, talk: &mut Talk<'_>) -> io::Result<End> {
    match start(begin, keeper, clock.now()) {
        Ok(session) => Play::new(keeper, clock, session, talk).run().map(|()| End::Done),
        Err(why) => Ok(End::Nothing(why)),
    }
}
