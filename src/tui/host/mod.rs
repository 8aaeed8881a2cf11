//! A class on the projector, and the instructor's private view of it: keys become wishes, pictures come from the room.

mod act;
pub mod app;
pub mod draw;

use crate::clock::Clock;
use crate::session::class::room::Room;
use crate::tui::End;
use crate::tui::draw::theme::Theme;
use crate::tui::events::Events;
use crate::tui::flow;
use crate::tui::host::app::HostApp;
use crate::tui::terminal::Screen;
use std::io;

/// How the screen is run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether this is the private view, which the room does not see.
    pub private: bool,
    /// The clock by which time is counted down between pictures.
    pub clock: Clock,
}

/// Runs the screen until the instructor leaves it. `tell` takes what is to be called when the room has something new.
///
/// # Errors
/// If the terminal cannot be set up or drawn on.
pub fn run(room: &dyn Room, tell: &dyn Fn(Box<dyn Fn() + Send + Sync>), options: &Options) -> io::Result<End> {
    let mut app = HostApp::new(room, Theme::new(options.color), options.private, options.clock);
    let mut screen = Screen::open()?;
    let events = Events::listen()?;
    tell(Box::new(events.nudge()));
    let end = flow::run(&mut app, draw::draw, &mut screen, &events);
    screen.close();
    end
}
