//! What a screen needs of a class that is held elsewhere: how it stands, and a place for the instructor's wishes.

use crate::session::class::command::Command;
use crate::session::class::projection::{Private, Projection};
use std::sync::Arc;

/// A class under way, as the instructor's screens hold it.
pub trait Room {
    /// What the room sees now.
    fn projection(&self) -> Arc<Projection>;
    /// What the instructor alone sees now.
    fn private(&self) -> Arc<Private>;
    /// Asks for something; the error says why it is not done.
    fn command(&self, command: Command) -> Result<(), String>;
    /// Something that went wrong and that the instructor should know, until the next command.
    fn trouble(&self) -> Option<String>;
}

/// Keeps what is done in a class.
pub trait Ledger: Send {
    /// Commits entries, all or none; the error says why not, in words.
    fn keep(&mut self, entries: &[crate::progress::class::deed::Entry]) -> Result<(), String>;
}
