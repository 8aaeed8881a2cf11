//! What lies over a screen: the help, or a line being written; and what a key does there.

use crate::tui::draw::page::Scroll;
use crate::tui::flow::Flow;
use crate::tui::keys::{self, Action, Context, Writing};
use ratatui::crossterm::event::KeyEvent;

/// What lies over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// The keys of a context.
    Help(Context, Scroll),
    /// A line being written.
    Line(Written, String),
}

/// What a line is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A note on the question.
    Note,
    /// The exam that is prepared for.
    Aim,
}

impl Written {
    /// What stands before the line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Aim => "Exam",
        }
    }

    /// What can be written, where that is not plain.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Note => "",
            Self::Aim => " CLF-C02 2027-02-14, or none",
        }
    }
}

/// What follows from a key.
#[derive(Debug)]
pub enum Then {
    /// It stays open.
    Stay(Flow),
    /// It is closed.
    Close,
    /// It is closed, and this line is kept.
    Keep(Written, String),
}

/// The longest line, in characters.
const LONGEST: usize = 500;

impl Overlay {
    /// Takes in a key.
    pub fn key(&mut self, key: KeyEvent) -> Then {
        match self {
            Self::Help(_, scroll) => on_help(scroll, key),
            Self::Line(what, text) => on_line(*what, text, key),
        }
    }
}

/// Scrolls the help; what means nothing there closes it.
pub(super) fn on_help(scroll: &mut Scroll, key: KeyEvent) -> Then {
    let Some(action) = keys::action(Context::Page, key) else { return Then::Close };
    match action {
        Action::Quit => return Then::Stay(Flow::Quit),
        Action::Suspend => return Then::Stay(Flow::Suspend),
        Action::Repaint => return Then::Stay(Flow::Repaint),
        Action::Back | Action::Help => return Then::Close,
        Action::PageUp => scroll.by_window(false),
        Action::PageDown => scroll.by_window(true),
        action => scroll.act(action),
    }
    Then::Stay(Flow::Go)
}

fn on_line(what: Written, text: &mut String, key: KeyEvent) -> Then {
    match keys::writing(key) {
        Some(Writing::Add(c)) if text.chars().count() < LONGEST && !c.is_control() => text.push(c),
        Some(Writing::Remove) => drop(text.pop()),
        // An empty note takes the note away; no exam at all is not said by nothing.
        Some(Writing::Keep) if what == Written::Aim && text.trim().is_empty() => return Then::Close,
        Some(Writing::Keep) => return Then::Keep(what, std::mem::take(text)),
        Some(Writing::Drop) => return Then::Close,
        Some(Writing::Quit) => return Then::Stay(Flow::Quit),
        _ => {}
    }
    Then::Stay(Flow::Go)
}
