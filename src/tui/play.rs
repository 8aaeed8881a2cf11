//! A session on screen between two keys: what it is handed, what is saved of it, and how it looks after.

use crate::progress::day::{Beat, Moment};
use crate::session::drill::Selection;
use crate::session::keeper::{Keeper, carry_out};
use crate::session::step::{Event, Scene, Session, Stage};
use crate::tui::answering;
use crate::tui::keys::Context;

/// A session on screen.
pub struct Play {
    session: Box<dyn Session>,
    /// How it looks now.
    pub scene: Scene,
}

impl Play {
    /// A session that begins.
    pub fn new(session: Box<dyn Session>) -> Self {
        let scene = session.scene();
        Self { session, scene }
    }

    /// Hands an event to the session and saves what follows from it, before anything is drawn.
    pub fn send(&mut self, event: Event, keeper: &mut dyn Keeper, now: Moment) -> Result<(), String> {
        let saved = carry_out(keeper, self.session.update(event, now));
        self.scene = self.session.scene();
        saved
    }

    /// Lets time go by.
    pub fn tick(&mut self, beat: Beat, keeper: &mut dyn Keeper, now: Moment) -> Result<(), String> {
        if self.session.keeps_time() { self.send(Event::Tick(beat), keeper, now) } else { Ok(()) }
    }

    /// Whether time runs.
    pub fn keeps_time(&self) -> bool {
        self.session.keeps_time()
    }

    /// What the keys answer.
    pub fn context(&self) -> Context {
        answering::context(&self.scene)
    }

    /// The question on stage, if there is one.
    pub fn stage(&self) -> Option<&Stage> {
        if let Scene::Question(stage) = &self.scene { Some(stage) } else { None }
    }

    /// The learner's note on it.
    pub fn note(&self) -> String {
        self.stage().map(|stage| stage.note.clone()).unwrap_or_default()
    }

    /// The page that carries its key.
    pub fn source(&self) -> Option<&str> {
        let verdict = self.stage().and_then(|stage| stage.verdict.as_ref())?;
        verdict.sources.first().map(String::as_str)
    }

    /// What to drill after an exam; none if nothing was missed, or no exam has ended.
    pub fn misses(&self) -> Option<Selection> {
        let Scene::Result(result) = &self.scene else { return None };
        let only = result.drill.clone();
        (!only.is_empty()).then(|| Selection { only: Some(only), ..Selection::default() })
    }

    /// Where reading begins anew: another question, or the same one answered.
    pub fn page(&self) -> (Option<usize>, bool) {
        match &self.scene {
            Scene::Question(stage) => (Some(stage.number), stage.verdict.is_some()),
            Scene::Result(_) => (None, true),
            _ => (None, false),
        }
    }
}
