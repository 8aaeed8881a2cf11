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
use crate::tui::events::Events;
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
    let end = flow::run(&mut app, draw::frame::draw, &mut screen, &events);
    screen.close();
    end
}
