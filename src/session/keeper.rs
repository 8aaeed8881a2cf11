//! What a shell needs of the world to run sessions: the bank, what is known, and a place to save.

use crate::progress::entry::Entry;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::session::sitting::Seeds;
use std::sync::Arc;

/// Keeps the learner's log. The shells see no more of the disk than this.
pub trait Keeper {
    /// All questions.
    fn bank(&self) -> &Arc<Bank>;
    /// What the learner knows.
    fn progress(&self) -> &Progress;
    /// Commits an entry. What could not be committed is kept and tried again; the error says so in words.
    fn keep(&mut self, entry: &Entry) -> Result<(), String>;
    /// Luck for a new session.
    fn seeds(&mut self) -> Seeds;
}
