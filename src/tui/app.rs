//! The program between two keys: which screen, what is on it, and what a key does there.

use crate::clock::Clock;
use crate::progress::plan::Wish;
use crate::session::drill::Selection;
use crate::session::keeper::Keeper;
use crate::session::start::{Opening, Start, start};
use crate::session::step::{Effect, Event, Scene, Session, Stage};
use crate::session::today::{Today, today};
use crate::tui::answering;
use crate::tui::draw::page::Scroll;
use crate::tui::draw::theme::Theme;
use crate::tui::explore::{Exploring, Wanted};
use crate::tui::keys::{self, Action, Context, Writing};
use crate::tui::open::open;
use crate::tui::screen::home::{ENTRIES, Home};
use crate::tui::screen::menu::Menu;
use ratatui::crossterm::event::KeyEvent;
use std::sync::Arc;

/// What the loop does after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Goes on.
    Go,
    /// Stops the process for a while.
    Suspend,
    /// Paints everything anew.
    Repaint,
    /// Ends.
    Quit,
}

/// Where the learner is.
pub enum Place {
    /// On the home screen.
    Home(Home),
    /// Before the drills.
    Menu(Menu),
    /// In a session.
    Play(Play),
    /// At the progress.
    Progress,
    /// Before stacks side by side.
    Explore(Exploring),
}

/// A session on screen.
pub struct Play {
    session: Box<dyn Session>,
    /// How it looks now.
    pub scene: Scene,
}

/// What lies over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// The keys of a context.
    Help(Context, Scroll),
    /// A note being written.
    Note(String),
}

/// The longest note, in characters.
const LONGEST_NOTE: usize = 500;

/// The whole program.
pub struct App<'k> {
    keeper: &'k mut dyn Keeper,
    clock: Clock,
    /// How things look.
    pub theme: Theme,
    /// The screen.
    pub place: Place,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// How far the screen is scrolled.
    pub scroll: Scroll,
    /// Today at a glance, as of the last time that home was shown.
    pub today: Today,
    /// Something that went wrong, until the next key.
    pub trouble: Option<String>,
    /// The stacks that a drill was begun from, and that it comes back to.
    behind: Option<Exploring>,
    /// Whether leaving what was opened first leaves the program.
    ends_with_it: bool,
}

impl<'k> App<'k> {
    /// The program at its home screen.
    pub fn new(keeper: &'k mut dyn Keeper, clock: Clock, theme: Theme) -> Self {
        let today = today(keeper.bank(), keeper.progress(), clock.now());
        Self {
            keeper,
            clock,
            theme,
            place: Place::Home(Home::default()),
            overlay: None,
            scroll: Scroll::default(),
            today,
            trouble: None,
            behind: None,
            ends_with_it: false,
        }
    }

    /// Opens what the program was started for, or says why there is nothing to ask.
    pub fn open(&mut self, opening: &Opening) -> Result<(), String> {
        match opening {
            Opening::Home => return Ok(()),
            Opening::Session(start) => self.begin(start)?,
            Opening::Explore(explore) => {
                let bank = Arc::clone(self.keeper.bank());
                self.go(Place::Explore(Exploring::new(bank, explore.clone())));
            }
        }
        self.ends_with_it = true;
        Ok(())
    }

    /// Begins a session, or says why there is nothing to ask.
    pub fn begin(&mut self, what: &Start) -> Result<(), String> {
        let seeds = self.keeper.seeds();
        let session = start(what, self.keeper.bank(), self.keeper.progress(), seeds, self.clock.now())?;
        let scene = session.scene();
        self.go(Place::Play(Play { session, scene }));
        self.scroll = Scroll::reading();
        Ok(())
    }

    fn go(&mut self, place: Place) {
        self.place = place;
        self.scroll = Scroll::default();
    }

    /// Out of where one is: to the stacks that a drill was begun from, else home.
    fn home(&mut self) -> Flow {
        if let Some(exploring) = self.behind.take() {
            self.go(Place::Explore(exploring));
            return Flow::Go;
        }
        if self.ends_with_it {
            return Flow::Quit;
        }
        self.today = today(self.keeper.bank(), self.keeper.progress(), self.clock.now());
        self.go(Place::Home(Home::default()));
        Flow::Go
    }

    /// Where the learner is, for the keys.
    pub fn context(&self) -> Context {
        match &self.place {
            Place::Home(_) => Context::Home,
            Place::Menu(_) => Context::Menu,
            Place::Progress => Context::Page,
            Place::Explore(exploring) => exploring.context(),
            Place::Play(play) => match &play.scene {
                Scene::Summary(_) => Context::Summary,
                Scene::Question(stage) => answering::context(stage),
            },
        }
    }

    /// Takes in a key.
    pub fn key(&mut self, key: KeyEvent) -> Flow {
        self.trouble = None;
        if let Some(Overlay::Note(_)) = self.overlay {
            return self.write(key);
        }
        if let Some(Overlay::Help(_, scroll)) = &mut self.overlay {
            let flow = help_key(scroll, key);
            if flow.is_none() {
                self.overlay = None;
            }
            return flow.unwrap_or(Flow::Go);
        }
        let Some(action) = keys::action(self.context(), key) else { return Flow::Go };
        match action {
            Action::Quit => Flow::Quit,
            Action::Suspend => Flow::Suspend,
            Action::Repaint => Flow::Repaint,
            Action::Help => {
                self.overlay = Some(Overlay::Help(self.context(), Scroll::default()));
                Flow::Go
            }
            Action::PageUp | Action::PageDown => {
                self.scroll.by_window(action == Action::PageDown);
                Flow::Go
            }
            _ => self.act(action),
        }
    }

    fn act(&mut self, action: Action) -> Flow {
        match &mut self.place {
            Place::Home(home) => {
                home.cursor = moved(home.cursor, action, ENTRIES.len());
                let entry = ENTRIES[home.cursor].2;
                self.turn_to(if action == Action::Enter { entry } else { action })
            }
            Place::Menu(menu) => {
                self.scroll.follow();
                menu.cursor = moved(menu.cursor, action, menu.entries.len());
                let selection = menu.entries[menu.cursor].selection.clone();
                match action {
                    Action::Enter => self.drill(selection),
                    Action::Back => self.home(),
                    _ => Flow::Go,
                }
            }
            Place::Progress if action == Action::Back => self.home(),
            Place::Progress => {
                scrolled(&mut self.scroll, action);
                Flow::Go
            }
            Place::Explore(exploring) => {
                self.scroll.follow();
                let wanted = exploring.act(action);
                self.explore(wanted)
            }
            Place::Play(_) => self.play(action),
        }
    }

    fn turn_to(&mut self, action: Action) -> Flow {
        match action {
            Action::Study => self.trouble = self.begin(&Start::Study(Wish::default())).err(),
            Action::Drill => self.go(Place::Menu(Menu::new(self.keeper.bank(), self.keeper.progress()))),
            Action::Progress => self.go(Place::Progress),
            Action::Explore => self.go(Place::Explore(Exploring::first(Arc::clone(self.keeper.bank())))),
            _ => {}
        }
        Flow::Go
    }

    fn drill(&mut self, selection: Selection) -> Flow {
        self.trouble = self.begin(&Start::Drill(selection)).err();
        Flow::Go
    }

    fn explore(&mut self, wanted: Wanted) -> Flow {
        match wanted {
            Wanted::Nothing => {}
            Wanted::Refuse(why) => self.trouble = Some(why),
            Wanted::Open(address) => self.trouble = open(&address).err(),
            Wanted::Leave => return self.home(),
            Wanted::Drill(selection) => self.drill_and_come_back(selection),
        }
        Flow::Go
    }

    fn drill_and_come_back(&mut self, selection: Selection) {
        let Place::Explore(exploring) = &self.place else { return };
        let exploring = exploring.clone();
        match self.begin(&Start::Drill(selection)) {
            Ok(()) => self.behind = Some(exploring),
            Err(_) => self.trouble = Some("no question is about it yet".to_owned()),
        }
    }

    fn play(&mut self, action: Action) -> Flow {
        match (self.context(), action) {
            (Context::Summary, Action::Enter | Action::Back) => return self.home(),
            (Context::Summary, Action::Drill) => return self.turn_to(Action::Drill),
            (Context::Summary, _) => scrolled(&mut self.scroll, action),
            (Context::Shown, Action::Up | Action::Down | Action::First | Action::Last) => {
                scrolled(&mut self.scroll, action);
            }
            (Context::Shown, Action::Source) => self.source(),
            (Context::Shown, Action::Note) => self.overlay = Some(Overlay::Note(self.note())),
            (_, Action::Back) => return self.leave(),
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
        self.send(Event::Leave);
        let Place::Play(play) = &self.place else { return Flow::Go };
        match &play.scene {
            Scene::Summary(summary) if summary.full.of == 0 => self.home(),
            _ => Flow::Go,
        }
    }

    /// Hands an event to the session and saves what follows from it, before anything is drawn.
    fn send(&mut self, event: Event) {
        let Place::Play(play) = &mut self.place else { return };
        let context = matches!(&play.scene, Scene::Question(stage) if stage.verdict.is_some());
        for Effect::Save(entry) in play.session.update(event, self.clock.now()) {
            if let Err(why) = self.keeper.keep(&entry) {
                self.trouble = Some(why);
            }
        }
        play.scene = play.session.scene();
        let now_shown = matches!(&play.scene, Scene::Question(stage) if stage.verdict.is_some());
        if context == now_shown { self.scroll.follow() } else { self.scroll = Scroll::reading() }
    }

    fn stage(&self) -> Option<&Stage> {
        let Place::Play(play) = &self.place else { return None };
        if let Scene::Question(stage) = &play.scene { Some(stage) } else { None }
    }

    fn note(&self) -> String {
        self.stage().map(|stage| stage.note.clone()).unwrap_or_default()
    }

    fn source(&mut self) {
        let verdict = self.stage().and_then(|stage| stage.verdict.as_ref());
        let address = verdict.and_then(|verdict| verdict.sources.first().cloned());
        self.trouble = match address {
            Some(address) => open(&address).err(),
            None => Some("this question names no source".to_owned()),
        };
    }

    fn write(&mut self, key: KeyEvent) -> Flow {
        let Some(Overlay::Note(text)) = &mut self.overlay else { return Flow::Go };
        match keys::writing(key) {
            Some(Writing::Add(c)) if text.chars().count() < LONGEST_NOTE && !c.is_control() => text.push(c),
            Some(Writing::Remove) => drop(text.pop()),
            Some(Writing::Keep) => {
                let text = std::mem::take(text);
                self.overlay = None;
                self.send(Event::Note(text));
            }
            Some(Writing::Drop) => self.overlay = None,
            Some(Writing::Quit) => return Flow::Quit,
            _ => {}
        }
        Flow::Go
    }
}

fn moved(cursor: usize, action: Action, rows: usize) -> usize {
    match action {
        Action::Up => cursor.saturating_sub(1),
        Action::Down => (cursor + 1).min(rows - 1),
        Action::First => 0,
        Action::Last => rows - 1,
        _ => cursor,
    }
}

fn scrolled(scroll: &mut Scroll, action: Action) {
    match action {
        Action::Up => scroll.by(-1),
        Action::Down => scroll.by(1),
        Action::First => scroll.to_end(false),
        Action::Last => scroll.to_end(true),
        _ => {}
    }
}

/// A key on the help: scrolls it, or, by none, closes it.
fn help_key(scroll: &mut Scroll, key: KeyEvent) -> Option<Flow> {
    match keys::action(Context::Page, key)? {
        Action::Quit => return Some(Flow::Quit),
        Action::Suspend => return Some(Flow::Suspend),
        Action::Repaint => return Some(Flow::Repaint),
        Action::Back | Action::Help => return None,
        Action::PageUp => scroll.by_window(false),
        Action::PageDown => scroll.by_window(true),
        action => scrolled(scroll, action),
    }
    Some(Flow::Go)
}
