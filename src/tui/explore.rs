//! Explore between two keys: what a key does to the stacks, and what it asks of the program around them.

use crate::quiz::bank::Bank;
use crate::session::drill::Selection;
use crate::session::explore::{Comparison, Event, Explore, Finding};
use crate::tui::keys::{Action, Context};
use std::sync::Arc;

/// Stacks side by side on screen.
#[derive(Clone, Debug)]
pub struct Exploring {
    bank: Arc<Bank>,
    explore: Explore,
}

/// What the program around the stacks is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing more.
    Nothing,
    /// Say why something was refused.
    Refuse(String),
    /// Drill the service under the cursor.
    Drill(Selection),
    /// Open the page of this address.
    Open(String),
    /// Leave.
    Leave,
}

impl Exploring {
    /// These stacks.
    pub fn new(bank: Arc<Bank>, explore: Explore) -> Self {
        Self { bank, explore }
    }

    /// The three stacks that are shown where nothing else is asked for.
    pub fn first(bank: Arc<Bank>) -> Self {
        let explore = Explore::first(&bank.matrix);
        Self { bank, explore }
    }

    /// Where the learner is, for the keys.
    pub fn context(&self) -> Context {
        if self.explore.is_searching() { Context::Find } else { Context::Explore }
    }

    /// The stacks as they are shown.
    pub fn comparison(&self) -> Comparison {
        self.explore.comparison(&self.bank.matrix)
    }

    /// The search under way, if there is one.
    pub fn finding(&self) -> Option<Finding> {
        self.explore.finding(&self.bank.matrix)
    }

    /// Takes in what a key asks for.
    pub fn act(&mut self, action: Action) -> Wanted {
        match (self.context(), action) {
            (Context::Explore, Action::Back) => return Wanted::Leave,
            (Context::Explore, Action::Enter) => return Wanted::Drill(self.explore.drill()),
            (Context::Explore, Action::Source) => return self.source(),
            _ => {}
        }
        let done = event(action).map_or(Ok(()), |event| self.explore.update(event, &self.bank.matrix));
        done.map_or_else(Wanted::Refuse, |()| Wanted::Nothing)
    }

    fn source(&self) -> Wanted {
        let Comparison { columns, column, .. } = self.comparison();
        columns.into_iter().nth(column).map_or(Wanted::Nothing, |column| Wanted::Open(column.source))
    }
}

fn event(action: Action) -> Option<Event> {
    Some(match action {
        Action::Up => Event::Up,
        Action::Down => Event::Down,
        Action::First => Event::First,
        Action::Last => Event::Last,
        Action::Left => Event::Left,
        Action::Right => Event::Right,
        Action::Differing => Event::Differing,
        Action::Find => Event::Find,
        Action::Add => Event::Add,
        Action::Remove => Event::Remove,
        Action::Letter(c) => Event::Letter(c),
        Action::Enter => Event::Take,
        Action::Back => Event::Leave,
        _ => return None,
    })
}
