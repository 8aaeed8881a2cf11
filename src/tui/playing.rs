//! What a key does in a session on screen.

use crate::session::start::Start;
use crate::session::step::{Event, Scene, Turn};
use crate::tui::answering;
use crate::tui::app::{App, Place};
use crate::tui::draw::page::Scroll;
use crate::tui::flow::{Flow, Show};
use crate::tui::keys::{Action, Context};
use crate::tui::open::open;
use crate::tui::overlay::{Overlay, Written};

impl App<'_> {
    pub(super) fn play(&mut self, action: Action) -> Flow {
        match (self.context(), action) {
            (Context::Summary, Action::Enter | Action::Back) => return self.home(),
            (Context::Summary, Action::Drill) => return self.turn_to(Action::Drill),
            (Context::Result, Action::Drill) => self.drill_misses(),
            (
                Context::Summary | Context::Cover | Context::Shown | Context::Looked,
                Action::Up | Action::Down | Action::First | Action::Last,
            ) => self.scroll.act(action),
            (Context::Shown | Context::Looked, Action::Source) => self.source(),
            (Context::Shown, Action::Note) => self.write_note(),
            (Context::Review | Context::Asked | Context::Looked, Action::Back) => self.send(Event::Exam(Turn::Back)),
            (_, Action::Back | Action::Leave) => return self.leave(),
            (context, action) => {
                if let Some(event) = answering::event(context, action) {
                    self.send(event);
                }
            }
        }
        Flow::Go
    }

    /// Ends the session; where nothing was answered there is nothing to sum up.
    fn leave(&mut self) -> Flow {
        let sat = self.keeps_time();
        self.send(Event::Leave);
        let Place::Play(play) = &self.place else { return Flow::Go };
        let empty = match &play.scene {
            Scene::Summary(summary) => summary.full.of == 0,
            scene => *scene == Scene::Left,
        };
        if !empty {
            return Flow::Go;
        }
        let flow = self.home();
        if sat {
            self.trouble = Some("the exam is kept as it is; it can be gone on with from here".to_owned());
        }
        flow
    }

    /// Hands an event to the session and saves what follows from it, before anything is drawn.
    pub(super) fn send(&mut self, event: Event) {
        let now = self.clock.now();
        let Place::Play(play) = &mut self.place else { return };
        let before = play.page();
        if let Err(why) = play.send(event, self.keeper, now) {
            self.trouble = Some(why);
        }
        if before == play.page() { self.scroll.follow() } else { self.scroll = Scroll::reading() }
    }

    fn drill_misses(&mut self) {
        let Place::Play(play) = &self.place else { return };
        match play.misses() {
            Some(selection) => self.try_to(&Start::Drill(selection)),
            None => self.trouble = Some("nothing was missed".to_owned()),
        }
    }

    fn source(&mut self) {
        let Place::Play(play) = &self.place else { return };
        self.trouble = match play.source() {
            Some(address) => open(address).err(),
            None => Some("this question names no source".to_owned()),
        };
    }

    fn write_note(&mut self) {
        if let Place::Play(play) = &self.place {
            self.overlay = Some(Overlay::Line(Written::Note, play.note()));
        }
    }
}
