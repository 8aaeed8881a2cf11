//! The full-screen shell: keys in, cells out. Deliberately not here: what a question is, what is saved, and where.

pub mod answering;
pub mod app;
pub mod draw;
pub mod events;
pub mod explore;
pub mod flow;
pub mod host;
pub mod keys;
pub mod open;
pub mod overlay;
pub mod play;
mod playing;
pub mod pulse;
pub mod screen;
pub mod seat;
pub mod terminal;

use crate::clock::Clock;
use crate::session::keeper::Keeper;
use crate::session::start::Opening;
use crate::tui::app::App;
use crate::tui::draw::theme::Theme;
use crate::tui::events::{Events, Message, fail_if_asked};
use crate::tui::flow::Flow;
use crate::tui::terminal::Screen;
use std::io;

/// How the shell is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether colours may be used.
    pub color: bool,
    /// Where it opens.
    pub opening: Opening,
    /// Something to be said at the start.
    pub notice: Option<String>,
}

/// Why the shell ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The learner quit.
    Quit,
    /// There was nothing to ask; the words say why.
    Nothing(String),
    /// A signal of this number, or a terminal that went away.
    Signal(i32),
    /// Another thread failed.
    Broken(String),
}

/// Runs the shell until the learner quits.
///
/// # Errors
/// If the terminal cannot be set up or drawn on.
pub fn run(keeper: &mut dyn Keeper, clock: Clock, options: &Options) -> io::Result<End> {
    let mut app = App::new(keeper, clock, Theme::new(options.color));
    app.trouble.clone_from(&options.notice);
    if let Err(why) = app.open(&options.opening) {
        return Ok(End::Nothing(why));
    }
    let mut screen = Screen::open()?;
    let events = Events::listen()?;
    let end = turn(&mut app, &mut screen, &events);
    screen.close();
    end
}

/// The loop: draw, wait for a message, take it in.
fn turn(app: &mut App<'_>, screen: &mut Screen, events: &Events) -> io::Result<End> {
    loop {
        screen.draw(|frame| draw::frame::draw(frame, app))?;
        fail_if_asked("screen");
        if app.think() {
            continue;
        }
        match events.next(app.keeps_time()) {
            Message::Key(key) => match app.key(key) {
                Flow::Go => {}
                Flow::Suspend => suspend(app, screen)?,
                Flow::Repaint => screen.repaint()?,
                Flow::Quit => return Ok(End::Quit),
            },
            Message::Resize => screen.fit()?,
            Message::Resumed => screen.repaint()?,
            Message::Suspend => suspend(app, screen)?,
            Message::Tick => app.tick(),
            Message::Changed => {}
            Message::Signal(number) => return Ok(End::Signal(number)),
            Message::Broken(what) => return Ok(End::Broken(what)),
        }
    }
}

/// Stops the process for a while; the time of an exam stands still meanwhile.
fn suspend(app: &mut App<'_>, screen: &mut Screen) -> io::Result<()> {
    app.tick();
    screen.suspend()?;
    app.stood_still();
    Ok(())
}
