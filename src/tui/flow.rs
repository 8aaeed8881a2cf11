//! The loop around a screen: draw, wait for a message, take it in. One for everything that runs full screen.

use crate::tui::End;
use crate::tui::events::{Events, Message, fail_if_asked};
use crate::tui::terminal::Screen;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use std::io;

/// What the loop does after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Goes on.
    Go,
    /// Stops the process for a while.
    Suspend,
    /// Paints everything anew.
    Repaint,
    /// Ends.
    Quit,
}

/// What can be run full screen.
pub trait Show {
    /// Looks at what changed elsewhere since the last picture. Whether the terminal is to ring for it.
    fn look(&mut self) -> bool {
        false
    }
    /// Does what can wait until a picture stands. Whether there was anything, so that it is drawn again.
    fn think(&mut self) -> bool {
        false
    }
    /// Takes a key in.
    fn key(&mut self, key: KeyEvent) -> Flow;
    /// Whether time runs on the screen.
    fn keeps_time(&self) -> bool;
    /// Lets time go by.
    fn tick(&mut self) {}
    /// The process was stopped since the last tick.
    fn stood_still(&mut self) {}
}

/// Runs it until it ends.
///
/// # Errors
/// If the terminal cannot be drawn on.
pub fn run<S: Show>(
    show: &mut S,
    draw: impl Fn(&mut Frame<'_>, &mut S),
    screen: &mut Screen,
    events: &Events,
) -> io::Result<End> {
    loop {
        if show.look() {
            screen.ring()?;
        }
        screen.draw(|canvas| draw(canvas, show))?;
        fail_if_asked("screen");
        if show.think() {
            continue;
        }
        match events.next(show.keeps_time()) {
            Message::Key(key) => match show.key(key) {
                Flow::Go => {}
                Flow::Suspend => suspend(show, screen)?,
                Flow::Repaint => screen.repaint()?,
                Flow::Quit => return Ok(End::Quit),
            },
            Message::Resize => screen.fit()?,
            Message::Resumed => screen.repaint()?,
            Message::Suspend => suspend(show, screen)?,
            Message::Tick => show.tick(),
            Message::Changed => {}
            Message::Signal(number) => return Ok(End::Signal(number)),
            Message::Broken(what) => return Ok(End::Broken(what)),
        }
    }
}

/// Stops the process for a while; the time of an exam stands still meanwhile.
fn suspend(show: &mut impl Show, screen: &mut Screen) -> io::Result<()> {
    show.tick();
    screen.suspend()?;
    show.stood_still();
    Ok(())
}
