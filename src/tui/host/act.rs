//! What a key does on the instructor's screen.

use crate::session::class::command::Command;
use crate::session::class::projection::Stand;
use crate::tui::draw::page::Scroll;
use crate::tui::flow::Flow;
use crate::tui::host::app::{HostApp, Over};
use crate::tui::keys::{self, Action, Lead, Writing};
use crate::tui::overlay::{Then, on_help};
use ratatui::crossterm::event::KeyEvent;

/// Figures that are typed at most.
const LONGEST: usize = 120;

impl HostApp<'_> {
    pub(super) fn press(&mut self, key: KeyEvent) -> Flow {
        self.refused = None;
        if let Some(Over::Hands(_)) = self.over {
            return self.write(key);
        }
        let context = self.context();
        if let Some(Over::Help(_, scroll)) = &mut self.over {
            match on_help(scroll, key) {
                Then::Stay(Flow::Quit) => return self.quit(),
                Then::Stay(flow) => return flow,
                Then::Close | Then::Keep(..) => self.over = None,
            }
            return Flow::Go;
        }
        let Some(action) = keys::action(context, key) else { return Flow::Go };
        match action {
            Action::Quit => return self.quit(),
            Action::Suspend => return Flow::Suspend,
            Action::Repaint => return Flow::Repaint,
            Action::Help => self.over = Some(Over::Help(context, Scroll::default())),
            Action::PageUp | Action::PageDown => self.scroll.by_window(action == Action::PageDown),
            Action::Lead(lead) => self.lead(lead),
            Action::Enter => return self.sure(),
            Action::Back => return self.back(),
            Action::Up | Action::Down | Action::First | Action::Last => self.go(action),
            _ => {}
        }
        Flow::Go
    }

    fn sure(&mut self) -> Flow {
        match self.over.take() {
            Some(Over::Away(seat, _)) => self.command(Command::Kick(seat)),
            Some(Over::End) => self.command(Command::End),
            Some(Over::Leave) => return Flow::Quit,
            _ => {}
        }
        Flow::Go
    }

    fn back(&mut self) -> Flow {
        if self.over.take().is_some() {
            return Flow::Go;
        }
        self.quit()
    }

    /// Nothing is lost by leaving, but thirty people wait: it is asked for once.
    fn quit(&mut self) -> Flow {
        if self.private {
            return Flow::Quit;
        }
        self.over = Some(Over::Leave);
        Flow::Go
    }

    fn go(&mut self, action: Action) {
        let Some(Over::People(cursor)) = &mut self.over else { return self.scroll.act(action) };
        let last = self.mine.people.len().saturating_sub(1);
        *cursor = match action {
            Action::Up => cursor.saturating_sub(1),
            Action::Down => (*cursor + 1).min(last),
            Action::First => 0,
            _ => last,
        };
        self.scroll.follow();
    }

    fn lead(&mut self, lead: Lead) {
        let command = match lead {
            Lead::Next if self.waits_for_hands() => return self.over = Some(Over::Hands(String::new())),
            // After the last key comes the end, which is asked for.
            Lead::Next if self.is_last() => return self.over = Some(Over::End),
            Lead::Next => self.next(),
            Lead::Again => Command::Again,
            Lead::Pause => Command::Pause,
            Lead::More => Command::More,
            Lead::Skip => Command::Skip,
            Lead::Reopen => Command::Reopen,
            Lead::Void => Command::Void,
            Lead::Lock => Command::Lock,
            Lead::People => {
                self.scroll = Scroll::default();
                return self.over = Some(Over::People(0));
            }
            Lead::Hands => return self.over = Some(Over::Hands(String::new())),
            Lead::End => return self.over = Some(Over::End),
            Lead::Turn => return self.turned = !self.turned,
            Lead::Kick => {
                if let Some((seat, name)) = self.person() {
                    self.over = Some(Over::Away(seat, name));
                }
                return;
            }
            Lead::Pace => match self.pace() {
                Some((seat, percent)) => Command::Pace(seat, percent),
                None => return,
            },
        };
        self.command(command);
    }

    /// Whether nothing but the end comes next.
    fn is_last(&self) -> bool {
        let done = self.seen.phase == Stand::Shown || self.seen.phase == Stand::Closed && self.seen.skipped;
        done && self.seen.number == self.seen.of
    }

    /// What comes next on the screen as it was seen: where the time ran out at the same moment, the key must not follow.
    fn next(&self) -> Command {
        match self.seen.phase {
            Stand::Open => Command::Close,
            Stand::Closed if !self.seen.skipped => Command::Show,
            _ => Command::Next,
        }
    }

    /// Without phones a question is closed by typing the hands that were counted.
    fn waits_for_hands(&self) -> bool {
        self.by_hand() && self.seen.phase == Stand::Open && self.seen.answered == 0
    }

    fn command(&mut self, command: Command) {
        self.refused = self.room.command(command).err();
    }

    fn person(&self) -> Option<(u32, String)> {
        let Some(Over::People(cursor)) = self.over else { return None };
        self.mine.people.get(cursor).map(|person| (person.seat, person.name.clone()))
    }

    /// Half as much again, twice as much, no limit, and back to the usual.
    fn pace(&self) -> Option<(u32, Option<u32>)> {
        let Some(Over::People(cursor)) = self.over else { return None };
        let person = self.mine.people.get(cursor)?;
        let percent = match person.percent {
            Some(100) => Some(150),
            Some(150) => Some(200),
            Some(_) => None,
            None => Some(100),
        };
        Some((person.seat, percent))
    }

    fn write(&mut self, key: KeyEvent) -> Flow {
        let Some(Over::Hands(text)) = &mut self.over else { return Flow::Go };
        match keys::writing(key) {
            Some(Writing::Add(c)) if text.len() < LONGEST && (c.is_ascii_digit() || c == ' ') => text.push(c),
            Some(Writing::Remove) => drop(text.pop()),
            Some(Writing::Keep) => self.count(),
            Some(Writing::Drop) => self.over = None,
            Some(Writing::Quit) => return self.quit(),
            _ => {}
        }
        Flow::Go
    }

    fn count(&mut self) {
        let Some(Over::Hands(text)) = &self.over else { return };
        let hands: Result<Vec<u32>, _> = text.split_whitespace().map(str::parse).collect();
        let counted = match hands {
            Ok(hands) => self.room.command(Command::Hands(hands)),
            Err(_) => Err("no room holds so many hands".to_owned()),
        };
        match counted {
            Ok(()) => {
                self.over = None;
                if self.seen.phase == Stand::Open {
                    self.command(Command::Close);
                }
            }
            Err(why) => self.refused = Some(why),
        }
    }
}
