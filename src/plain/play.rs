//! One session as a conversation: a question said, a line read, a verdict said.

use crate::clock::Clock;
use crate::plain::read::{Reply, reply};
use crate::plain::{Talk, say};
use crate::session::exam::scene::Driver;
use crate::session::keeper::{Keeper, carry_out};
use crate::session::step::{Event, Scene, Session, Stage};
use std::io;

/// A session under way.
pub struct Play<'p, 'io> {
    keeper: &'p mut dyn Keeper,
    clock: Clock,
    session: Box<dyn Session>,
    pub(super) talk: &'p mut Talk<'io>,
    /// Whether what is on stage is still to be said.
    pub(super) unsaid: bool,
    /// Whether time ran when the line was asked for.
    timed: bool,
    /// The notice that was said last.
    pub(super) noticed: Option<String>,
}

impl<'p, 'io> Play<'p, 'io> {
    /// A session to be played.
    pub fn new(keeper: &'p mut dyn Keeper, clock: Clock, session: Box<dyn Session>, talk: &'p mut Talk<'io>) -> Self {
        Self { keeper, clock, session, talk, unsaid: true, timed: false, noticed: None }
    }

    /// Plays it to its end.
    ///
    /// # Errors
    /// If the input cannot be read or the output is gone.
    pub fn run(&mut self) -> io::Result<()> {
        loop {
            self.tick()?;
            self.timed = self.session.keeps_time();
            match self.session.scene() {
                Scene::Summary(summary) => return self.talk.say(&say::summary(&summary)),
                Scene::Left => return Ok(()),
                Scene::Cover(cover) => self.cover(&cover)?,
                Scene::Review(review) => self.review(&review)?,
                Scene::Result(result) => self.result(&result)?,
                Scene::Question(stage) => match (&stage.exam, &stage.verdict) {
                    (Some(Driver::Sitting { .. }), _) => self.sit(&stage)?,
                    (Some(Driver::Looked { .. }), _) => self.looked(&stage)?,
                    (None, Some(_)) => self.after()?,
                    (None, None) => self.open(&stage)?,
                },
            }
        }
    }

    /// One exchange on an open question: an answer, a wish, or a refusal.
    fn open(&mut self, stage: &Stage) -> io::Result<()> {
        if std::mem::take(&mut self.unsaid) {
            self.talk.say(&say::question(stage))?;
        }
        let Some(line) = self.talk.ask(&say::prompt(&stage.sheet))? else {
            return self.send(Event::Leave);
        };
        match reply(&line, &stage.sheet) {
            Reply::Answer { inputs, confidence } => {
                for input in inputs {
                    self.send(Event::Input(input))?;
                }
                if stage.confidence != confidence {
                    self.send(Event::Sure(confidence))?;
                }
                self.send(Event::Submit)?;
                self.verdict()
            }
            Reply::Repeat => self.talk.say(&say::question(stage)),
            Reply::Help => self.talk.say(&say::help(&stage.sheet)),
            Reply::Leave => self.send(Event::Leave),
            Reply::Unclear(why) => self.talk.say(&[say::sentence(&why)]),
        }
    }

    fn verdict(&mut self) -> io::Result<()> {
        let Scene::Question(stage) = self.session.scene() else { return Ok(()) };
        match (&stage.verdict, &stage.notice) {
            (Some(verdict), _) => self.talk.say(&say::answer(&stage, verdict)),
            (None, Some(notice)) => self.talk.say(&[say::sentence(notice)]),
            (None, None) => Ok(()),
        }
    }

    /// After the answer: on with an empty line, or one of the few deeds.
    fn after(&mut self) -> io::Result<()> {
        let line = self.talk.ask("Enter for the next, u undo, f flag, n TEXT note, x never again, q end:")?;
        let event = match line.as_deref() {
            None | Some("q" | "quit") => Event::Leave,
            Some("") => Event::Next,
            Some("u") => Event::Undo,
            Some("f") => Event::Flag,
            Some("x") => Event::Suspend,
            Some(line) => match line.strip_prefix("n ") {
                Some(note) => Event::Note(note.to_owned()),
                None => return self.talk.say(&[format!("`{line}` is none of them.")]),
            },
        };
        self.unsaid = !matches!(event, Event::Flag | Event::Note(_) | Event::Suspend);
        self.send(event.clone())?;
        match event {
            Event::Undo => self.talk.say(&["Taken back; here it is again.".to_owned()]),
            Event::Flag | Event::Note(_) | Event::Suspend => self.noted(),
            _ => Ok(()),
        }
    }

    fn noted(&mut self) -> io::Result<()> {
        let Scene::Question(stage) = self.session.scene() else { return Ok(()) };
        let flag = match (stage.suspended, stage.flagged) {
            (true, _) => "not shown again, x takes it back",
            (false, true) => "flagged",
            (false, false) => "not flagged",
        };
        let note = if stage.note.is_empty() { "no note".to_owned() } else { format!("your note: {}", stage.note) };
        self.talk.say(&[say::sentence(&format!("{flag}; {note}"))])
    }

    /// Lets time go by, where it runs. It ran while a line was waited for, too.
    fn tick(&mut self) -> io::Result<()> {
        if !self.session.keeps_time() {
            return Ok(());
        }
        self.hand(Event::Tick(self.clock.beat()))?;
        // Once the time is over, something else is on stage.
        self.unsaid |= !self.session.keeps_time();
        Ok(())
    }

    /// Hands an event to the session. What was typed while the time ran counts at the time at which it was typed: once
    /// that was over, nothing of it does.
    pub(super) fn send(&mut self, event: Event) -> io::Result<()> {
        if self.timed {
            self.tick()?;
            if !self.session.keeps_time() {
                return Ok(());
            }
        }
        self.hand(event)
    }

    /// Hands an event on and saves what follows from it, before anything is said.
    fn hand(&mut self, event: Event) -> io::Result<()> {
        let effects = self.session.update(event, self.clock.now());
        match carry_out(self.keeper, effects) {
            Ok(()) => Ok(()),
            Err(why) => self.talk.say(&[say::sentence(&why)]),
        }
    }
}
