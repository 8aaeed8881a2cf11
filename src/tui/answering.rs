//! Answering: what the keys answer on a stage, and what an action means to a session.

use crate::progress::entry::Confidence;
use crate::quiz::input::Input;
use crate::quiz::sheet::Ask;
use crate::session::exam::scene::Driver;
use crate::session::step::{Event, Scene, Stage, Turn};
use crate::tui::keys::{Action, Context};

/// What the keys answer in this scene.
pub fn context(scene: &Scene) -> Context {
    match scene {
        Scene::Question(stage) => on_stage(stage),
        Scene::Cover(_) => Context::Cover,
        Scene::Review(review) if review.asks_to_end => Context::Asked,
        Scene::Review(_) => Context::Review,
        Scene::Result(_) => Context::Result,
        Scene::Summary(_) | Scene::Left => Context::Summary,
    }
}

fn on_stage(stage: &Stage) -> Context {
    match (&stage.exam, &stage.verdict, &stage.sheet.ask) {
        (Some(Driver::Looked { .. }), _, _) => Context::Looked,
        (Some(Driver::Sitting { .. }), _, _) => Context::Exam,
        (None, Some(_), _) => Context::Shown,
        (None, None, Ask::Choose { .. }) => Context::Choose,
        (None, None, Ask::Sequence { .. }) => Context::Sequence,
        (None, None, Ask::Group { .. }) => Context::Group,
        (None, None, Ask::Divide { .. }) => Context::Divide,
    }
}

/// What an action means to a session.
pub fn event(context: Context, action: Action) -> Option<Event> {
    if let Some(turn) = turn(context, action) {
        return Some(Event::Exam(turn));
    }
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

/// What an action means to an exam alone.
fn turn(context: Context, action: Action) -> Option<Turn> {
    Some(match (context, action) {
        (Context::Exam | Context::Looked, Action::Right) => Turn::Next,
        (Context::Exam | Context::Looked, Action::Left) => Turn::Previous,
        (_, Action::Strike) => Turn::Strike,
        (_, Action::Review) => Turn::Review,
        (_, Action::Filter) => Turn::Filter,
        (_, Action::End) => Turn::End,
        (_, Action::Figure(figure)) => Turn::Figure(figure),
        (Context::Cover | Context::Review | Context::Result, Action::Enter) => Turn::Open,
        (Context::Review | Context::Asked | Context::Looked, Action::Back) => Turn::Back,
        _ => return None,
    })
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
