//! What a screen needs of a class that is held elsewhere: how it stands, and a place for the instructor's wishes.

use crate::progress::class::deed::Entry;
use crate::progress::class::record::Record;
use crate::session::class::command::Command;
use crate::session::class::frame::Frame;
use crate::session::class::projection::{Private, Projection};
use crate::session::class::seat::Sending;
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
    fn keep(&mut self, entries: &[Entry]) -> Result<(), String>;
    /// The class as it is kept; the error says why it cannot be read.
    fn record(&self) -> Result<Record, String>;
}

/// A student's way to the class, as a terminal holds it.
pub trait Line {
    /// What the host said last.
    fn frame(&self) -> Frame;
    /// Why nothing is heard from the host, if that is so.
    fn trouble(&self) -> Option<String>;
    /// Sends an answer and waits until it is saved; the error says why it is not.
    fn answer(&self, sending: &Sending) -> Result<(), String>;
}
