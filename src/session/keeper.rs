//! What a shell needs of the world to run sessions: the bank, what is known, and a place to save.

use crate::progress::entry::Entry;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::session::sitting::Seeds;
use crate::session::step::Effect;
use std::sync::Arc;
use uuid::Uuid;

/// Keeps the learner's log. The shells see no more of the disk than this.
pub trait Keeper {
    /// All questions.
    fn bank(&self) -> &Arc<Bank>;
    /// What the learner knows.
    fn progress(&self) -> &Progress;
    /// Commits entries, all or none. What could not be committed is kept and tried again; the error says so in words.
    fn keep(&mut self, entries: &[Entry]) -> Result<(), String>;
    /// Keeps how far an exam's time has run; a lost one costs seconds, so nobody is told.
    fn beat(&mut self, sitting: Uuid, elapsed_ms: u64);
    /// What was written in one sitting, and how far its time had run at the last heartbeat.
    fn sitting(&self, sitting: Uuid) -> Result<(Vec<Entry>, u64), String>;
    /// Luck for a new session.
    fn seeds(&mut self) -> Seeds;
}

/// Carries out what a session asks for; the error says what could not be saved.
pub fn carry_out(keeper: &mut dyn Keeper, effects: Vec<Effect>) -> Result<(), String> {
    let mut done = Ok(());
    for effect in effects {
        match effect {
            Effect::Save(entries) => done = keeper.keep(&entries).and(done),
            Effect::Beat(sitting, elapsed_ms) => keeper.beat(sitting, elapsed_ms),
        }
    }
    done
}
