//! The same sessions line by line: append-only, numbered choices, for screen readers, pipes and simple terminals.
//! Deliberately not here: colours, boxes, cursor movements, and anything that changes a line once written.

pub mod home;
pub mod play;
pub mod read;
pub mod say;

use crate::clock::Clock;
use crate::plain::play::Play;
use crate::progress::plan::Wish;
use crate::session::drill::Selection;
use crate::session::keeper::Keeper;
use crate::session::start::{Start, start};
use std::io::{self, BufRead, Write};

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

/// Runs one session, or the home menu if none is named.
///
/// # Errors
/// If the input cannot be read or the output is gone.
pub fn run(keeper: &mut dyn Keeper, clock: Clock, begin: Option<&Start>, talk: &mut Talk<'_>) -> io::Result<End> {
    match begin {
        Some(begin) => session(keeper, clock, begin, talk),
        None => menu(keeper, clock, talk),
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
            Some("q" | "quit") | None => return Ok(End::Done),
            Some(other) => {
                talk.say(&[format!("`{other}` is none of them; type a number from 1 to 5, or q.")])?;
                continue;
            }
        };
        if let End::Nothing(why) = session(keeper, clock, &begin, talk)? {
            talk.say(&[say::sentence(&why)])?;
        }
    }
}

fn session(keeper: &mut dyn Keeper, clock: Clock, begin: &Start, talk: &mut Talk<'_>) -> io::Result<End> {
    let seeds = keeper.seeds();
    match start(begin, keeper.bank(), keeper.progress(), seeds, clock.now()) {
        Ok(session) => Play::new(keeper, clock, session, talk).run().map(|()| End::Done),
        Err(why) => Ok(End::Nothing(why)),
    }
}
