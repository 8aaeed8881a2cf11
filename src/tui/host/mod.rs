//! A class on the projector, and the instructor's private view of it: keys become wishes, pictures come from the room.

mod act;
pub mod app;
pub mod draw;

use crate::clock::Clock;
use crate::session::class::room::Room;
use crate::tui::End;
use crate::tui::draw::theme::Theme;
use crate::tui::events::{Events, Message};
use crate::tui::flow::Flow;
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
    let end = turn(&mut app, &mut screen, &events);
    screen.close();
    end
}

fn turn(app: &mut HostApp<'_>, screen: &mut Screen, events: &Events) -> io::Result<End> {
    loop {
        app.look();
        if app.rings() {
            screen.ring()?;
        }
        screen.draw(|frame| draw::draw(frame, app))?;
        match events.next(app.keeps_time()) {
            Message::Key(key) => match app.key(key) {
                Flow::Go => {}
                Flow::Suspend => screen.suspend()?,
                Flow::Repaint => screen.repaint()?,
                Flow::Quit => return Ok(End::Quit),
            },
            Message::Resize => screen.fit()?,
            Message::Resumed => screen.repaint()?,
            Message::Suspend => screen.suspend()?,
            Message::Tick | Message::Changed => {}
            Message::Signal(number) => return Ok(End::Signal(number)),
            Message::Broken(what) => return Ok(End::Broken(what)),
        }
    }
}
