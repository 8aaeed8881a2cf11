//! The instructor's screen between two keys.

use crate::clock::Clock;
use crate::session::class::projection::{Private, Projection, Stand};
use crate::session::class::room::Room;
use crate::tui::draw::page::Scroll;
use crate::tui::draw::theme::Theme;
use crate::tui::flow::{Flow, Show};
use crate::tui::keys::Context;
use ratatui::crossterm::event::KeyEvent;
use std::sync::Arc;

/// What lies over the class.
#[derive(Debug)]
pub enum Over {
    /// The keys of a context.
    Help(Context, Scroll),
    /// Who is there, with a cursor.
    People(usize),
    /// Hands being typed.
    Hands(String),
    /// Whether somebody is to be sent away: the seat and the name.
    Away(u32, String),
    /// Whether the class is to end.
    End,
    /// Whether the screen is to be left.
    Leave,
}

/// The instructor's screen.
pub struct HostApp<'r> {
    pub(super) room: &'r dyn Room,
    pub(super) theme: Theme,
    /// Whether the room does not see this screen.
    pub(super) private: bool,
    pub(super) over: Option<Over>,
    pub(super) scroll: Scroll,
    /// Whether the second half of a long question is shown.
    pub(super) turned: bool,
    /// Why the last wish was not granted.
    pub(super) refused: Option<String>,
    /// What is wrong with the class itself.
    pub(super) trouble: Option<String>,
    pub(super) seen: Arc<Projection>,
    pub(super) mine: Arc<Private>,
    clock: Clock,
    /// The steady clock when the picture came.
    came_ms: u64,
}

impl<'r> HostApp<'r> {
    /// A screen of this room.
    pub fn new(room: &'r dyn Room, theme: Theme, private: bool, clock: Clock) -> Self {
        Self {
            seen: room.projection(),
            mine: room.private(),
            room,
            theme,
            private,
            over: None,
            scroll: Scroll::reading(),
            turned: false,
            refused: None,
            trouble: None,
            clock,
            came_ms: clock.beat().steady_ms,
        }
    }

    /// Seconds left, if there is a limit.
    pub(super) fn left(&self) -> Option<u64> {
        let run = if self.keeps_time() { self.clock.beat().steady_ms.saturating_sub(self.came_ms) } else { 0 };
        self.seen.left_ms.map(|ms| ms.saturating_sub(run).div_ceil(1_000))
    }

    /// Whether hands are counted instead of phones.
    pub(super) fn by_hand(&self) -> bool {
        self.seen.address.is_empty()
    }

    /// What the keys answer.
    pub fn context(&self) -> Context {
        match (&self.over, self.seen.phase) {
            (Some(Over::People(_)), _) => Context::People,
            (Some(Over::Away(..) | Over::End | Over::Leave), _) => Context::Sure,
            (_, Stand::Lobby) => Context::Lobby,
            (_, Stand::Open) => Context::Polling,
            (_, Stand::Closed) => Context::Polled,
            (_, Stand::Shown) => Context::Keyed,
            (_, Stand::Over) => Context::Dismissed,
        }
    }
}

impl Show for HostApp<'_> {
    fn look(&mut self) -> bool {
        let seen = self.room.projection();
        let place = |at: &Projection| (at.phase, at.number, at.round);
        let moved = place(&seen) != place(&self.seen);
        if moved {
            (self.turned, self.scroll) = (false, Scroll::reading());
            if matches!(self.over, Some(Over::Hands(_))) {
                self.over = None;
            }
        }
        if !Arc::ptr_eq(&seen, &self.seen) {
            self.came_ms = self.clock.beat().steady_ms;
        }
        (self.seen, self.mine) = (seen, self.room.private());
        self.trouble = self.room.trouble();
        moved && self.seen.sound && !self.private && matches!(self.seen.phase, Stand::Open | Stand::Closed)
    }

    fn key(&mut self, key: KeyEvent) -> Flow {
        self.press(key)
    }

    fn keeps_time(&self) -> bool {
        self.seen.left_ms.is_some() && !self.seen.paused
    }
}
