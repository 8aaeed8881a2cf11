//! The program between two keys: which screen, what is on it, and what a key does there.

use crate::clock::Clock;
use crate::progress::plan::Wish;
use crate::session::drill::Selection;
use crate::session::insight::{Outlook, Section, outlooks, sections};
use crate::session::keeper::Keeper;
use crate::session::start::{Opening, Start, start};
use crate::session::step::{Event, Scene, Turn};
use crate::session::today::{Today, today};
use crate::tui::answering;
use crate::tui::draw::page::Scroll;
use crate::tui::draw::theme::Theme;
use crate::tui::explore::{Exploring, Wanted};
use crate::tui::flow::Flow;
use crate::tui::keys::{self, Action, Context};
use crate::tui::open::open;
use crate::tui::overlay::{Overlay, Then};
use crate::tui::play::Play;
use crate::tui::pulse::Pulse;
use crate::tui::screen::exams::Exams;
use crate::tui::screen::home::{ENTRIES, Home};
use crate::tui::screen::menu::Menu;
use ratatui::crossterm::event::KeyEvent;
use std::sync::Arc;

/// Where the learner is.
pub enum Place {
    /// On the home screen.
    Home(Home),
    /// Before the drills.
    Menu(Menu),
    /// In a session.
    Play(Play),
    /// At the progress.
    Progress(Vec<Section>),
    /// Before stacks side by side.
    Explore(Exploring),
    /// Before the mock exams.
    Exams(Exams),
}

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
    /// How the exams look from here; none until there was time to work it out.
    pub outlooks: Option<Vec<Outlook>>,
    /// Something that went wrong, until the next key.
    pub trouble: Option<String>,
    /// The stacks that a drill was begun from, and that it comes back to.
    behind: Option<Exploring>,
    /// Whether leaving what was opened first leaves the program.
    ends_with_it: bool,
    pulse: Pulse,
}

impl<'k> App<'k> {
    /// The program at its home screen.
    pub fn new(keeper: &'k mut dyn Keeper, clock: Clock, theme: Theme) -> Self {
        let today = today(keeper.bank(), keeper.progress(), clock.now());
        Self {
            keeper,
            clock,
            theme,
            place: Place::Home(Home::of(&today)),
            overlay: None,
            scroll: Scroll::default(),
            today,
            outlooks: None,
            trouble: None,
            behind: None,
            ends_with_it: false,
            pulse: Pulse::default(),
        }
    }

    /// Opens what the program was started for, or says why there is nothing to ask.
    pub fn open(&mut self, opening: &Opening) -> Result<(), String> {
        match opening {
            Opening::Home => return Ok(()),
            Opening::Exams => {
                self.turn_to(Action::Exams);
            }
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
        let session = start(what, self.keeper, self.clock.now())?;
        self.go(Place::Play(Play::new(session)));
        self.scroll = Scroll::reading();
        self.tick();
        Ok(())
    }

    /// Works out what the screen shows and the first picture did not wait for; whether there was anything.
    pub fn think(&mut self) -> bool {
        let wanted = matches!(self.place, Place::Home(_)) && self.outlooks.is_none();
        if wanted {
            self.outlooks = Some(outlooks(self.keeper.bank(), self.keeper.progress()));
        }
        wanted
    }

    /// Drills the domain in which learning raises the chance to pass most.
    fn gain(&mut self) {
        self.think();
        let domain = self.outlooks.iter().flatten().find_map(|outlook| outlook.most.clone());
        self.trouble = match domain {
            Some(domain) => {
                let selection = Selection { domain: Some(domain), ..Selection::default() };
                self.begin(&Start::Drill(selection)).err()
            }
            None => Some("too few answers yet to say what raises it most; study, or sit a short mock exam".to_owned()),
        };
    }

    /// Whether time runs on the screen.
    pub fn keeps_time(&self) -> bool {
        matches!(&self.place, Place::Play(play) if play.keeps_time())
    }

    /// Lets time go by.
    pub fn tick(&mut self) {
        let (beat, now) = (self.pulse.beat(self.clock), self.clock.now());
        if let Place::Play(play) = &mut self.place
            && let Err(why) = play.tick(beat, self.keeper, now)
        {
            self.trouble = Some(why);
        }
    }

    /// The process was stopped since the last tick.
    pub fn stood_still(&mut self) {
        self.pulse.stood_still(self.clock);
        self.tick();
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
        self.outlooks = None;
        self.go(Place::Home(Home::of(&self.today)));
        Flow::Go
    }

    /// Where the learner is, for the keys.
    pub fn context(&self) -> Context {
        match &self.place {
            Place::Home(_) => Context::Home,
            Place::Menu(_) | Place::Exams(_) => Context::Menu,
            Place::Progress(_) => Context::Page,
            Place::Explore(exploring) => exploring.context(),
            Place::Play(play) => play.context(),
        }
    }

    /// Takes in a key.
    pub fn key(&mut self, key: KeyEvent) -> Flow {
        self.trouble = None;
        self.tick();
        if let Some(overlay) = &mut self.overlay {
            let then = overlay.key(key);
            if let Then::Close | Then::Keep(_) = then {
                self.overlay = None;
            }
            return match then {
                Then::Stay(flow) => flow,
                Then::Close => Flow::Go,
                Then::Keep(note) => {
                    self.send(Event::Note(note));
                    Flow::Go
                }
            };
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
                self.open_or_leave(&Start::Drill(selection), action)
            }
            Place::Exams(exams) => {
                self.scroll.follow();
                exams.cursor = moved(exams.cursor, action, exams.entries.len());
                let open = exams.entries[exams.cursor].open.clone();
                self.open_or_leave(&open, action)
            }
            Place::Progress(_) if action == Action::Back => self.home(),
            Place::Progress(_) => {
                self.scroll.act(action);
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
            Action::Progress => {
                let (bank, progress) = (self.keeper.bank(), self.keeper.progress());
                let sections = sections(bank, progress, self.clock.now());
                self.go(Place::Progress(sections));
            }
            Action::Gain => self.gain(),
            Action::Exams => self.go(Place::Exams(Exams::new(self.keeper.bank(), self.keeper.progress()))),
            Action::Explore => self.go(Place::Explore(Exploring::first(Arc::clone(self.keeper.bank())))),
            _ => {}
        }
        Flow::Go
    }

    /// In a list: opens what is under the cursor, or leaves.
    fn open_or_leave(&mut self, what: &Start, action: Action) -> Flow {
        match action {
            Action::Back => return self.home(),
            Action::Enter => self.trouble = self.begin(what).err(),
            _ => {}
        }
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
    fn send(&mut self, event: Event) {
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
        self.trouble = match play.misses() {
            Some(selection) => self.begin(&Start::Drill(selection)).err(),
            None => Some("nothing was missed".to_owned()),
        };
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
            self.overlay = Some(Overlay::Note(play.note()));
        }
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
