//! Answering: what the keys answer on a stage, and what an action means to a session.

use crate::progress::entry::Confidence;
use crate::quiz::input::Input;
use crate::quiz::sheet::Ask;
use crate::session::step::{Event, Stage};
use crate::tui::keys::{Action, Context};

/// What the keys answer on this stage.
pub fn context(stage: &Stage) -> Context {
    match (&stage.verdict, &stage.sheet.ask) {
        (Some(_), _) => Context::Shown,
        (None, Ask::Choose { .. }) => Context::Choose,
        (None, Ask::Sequence { .. }) => Context::Sequence,
        (None, Ask::Group { .. }) => Context::Group,
        (None, Ask::Divide { .. }) => Context::Divide,
    }
}

/// What an action means to a session.
pub fn event(context: Context, action: Action) -> Option<Event> {
    let input = match action {
        Action::Up => Input::Up,
        Action::Down => Input::Down,
        Action::Left => Input::Left,
        Action::Right => Input::Right,
        Action::First => Input::First,
        Action::Last => Input::Last,
        Action::Choose => Input::Choose,
        Action::TakeBack => Input::TakeBack,
        // Rows and headings count from 1 on the keyboard; layers above the line from 0 anyway.
        Action::Number(n) if context == Context::Divide => Input::Pick(n),
        Action::Number(n) => Input::Pick(n - 1),
        other => return deed(context, other),
    };
    Some(Event::Input(input))
}

fn deed(context: Context, action: Action) -> Option<Event> {
    Some(match action {
        Action::Enter if context == Context::Shown => Event::Next,
        Action::Enter => Event::Submit,
        Action::Guess => Event::Sure(Confidence::Guess),
        Action::Unsure => Event::Sure(Confidence::Unsure),
        Action::Sure => Event::Sure(Confidence::Sure),
        Action::Undo => Event::Undo,
        Action::Flag => Event::Flag,
        Action::Never => Event::Suspend,
        _ => return None,
    })
}
