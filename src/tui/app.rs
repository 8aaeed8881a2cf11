//! The program between two keys: which screen, what is on it, and what a key does there.

use crate::clock::Clock;
use crate::progress::plan::Wish;
use crate::session::aim;
use crate::session::drill::Selection;
use crate::session::insight::{Section, sections};
use crate::session::keeper::Keeper;
use crate::session::outlook::{Outlook, outlooks};
use crate::session::start::{Opening, Start, start};
use crate::session::step::Event;
use crate::session::today::{Today, today};
use crate::tui::draw::page::Scroll;
use crate::tui::draw::theme::Theme;
use crate::tui::explore::{Exploring, Wanted};
use crate::tui::flow::{Flow, Show};
use crate::tui::keys::{self, Action, Context};
use crate::tui::open::open;
use crate::tui::overlay::{Overlay, Then, Written};
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

/// What lies behind a session.
enum Behind {
    Explore(Exploring),
    Exams,
}

/// The whole program.
pub struct App<'k> {
    pub(super) keeper: &'k mut dyn Keeper,
    pub(super) clock: Clock,
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
    /// What a session was begun from, and comes back to; none for home.
    behind: Option<Behind>,
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
            scroll: Scroll::reading(),
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
        if let Place::Exams(_) = self.place {
            self.behind = Some(Behind::Exams);
        }
        self.go(Place::Play(Play::new(session)));
        self.scroll = Scroll::reading();
        self.tick();
        Ok(())
    }

    /// Begins a session; if there is nothing to ask, the screen says so.
    pub(super) fn try_to(&mut self, what: &Start) {
        if let Err(why) = self.begin(what) {
            self.trouble = Some(why);
        }
    }

    /// Drills the domain in which learning raises the chance to pass most.
    fn gain(&mut self) {
        self.think();
        let domain = self.outlooks.iter().flatten().find_map(|outlook| outlook.most.clone());
        let Some(domain) = domain else {
            let why = "too few answers yet to say what raises it most; study, or sit a short mock exam";
            self.trouble = Some(why.to_owned());
            return;
        };
        self.try_to(&Start::Drill(Selection { domain: Some(domain), ..Selection::default() }));
    }

    fn go(&mut self, place: Place) {
        self.place = place;
        self.scroll = Scroll::default();
    }

    /// Out of where one is: to what a session was begun from, else home.
    pub(super) fn home(&mut self) -> Flow {
        match self.behind.take() {
            Some(Behind::Explore(exploring)) => {
                self.go(Place::Explore(exploring));
                return Flow::Go;
            }
            Some(Behind::Exams) => return self.turn_to(Action::Exams),
            None => {}
        }
        if self.ends_with_it {
            return Flow::Quit;
        }
        self.today = today(self.keeper.bank(), self.keeper.progress(), self.clock.now());
        self.outlooks = None;
        self.go(Place::Home(Home::of(&self.today)));
        self.scroll = Scroll::reading();
        Flow::Go
    }

    /// Where the learner is, for the keys.
    pub fn context(&self) -> Context {
        match &self.place {
            Place::Home(_) => Context::Home,
            Place::Menu(_) => Context::Menu,
            Place::Exams(_) => Context::Exams,
            Place::Progress(_) => Context::Page,
            Place::Explore(exploring) => exploring.context(),
            Place::Play(play) => play.context(),
        }
    }

    fn act(&mut self, action: Action) -> Flow {
        match &mut self.place {
            Place::Home(home) => {
                self.scroll.follow();
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

    pub(super) fn turn_to(&mut self, action: Action) -> Flow {
        match action {
            Action::Study => self.try_to(&Start::Study(Wish::default())),
            Action::Drill => self.go(Place::Menu(Menu::new(self.keeper.bank(), self.keeper.progress()))),
            Action::Progress => {
                let (bank, progress) = (self.keeper.bank(), self.keeper.progress());
                let sections = sections(bank, progress, self.clock.now());
                self.go(Place::Progress(sections));
            }
            Action::Gain => self.gain(),
            Action::Exams => self.go(Place::Exams(Exams::new(self.keeper.bank(), self.keeper.progress()))),
            Action::Aim => self.overlay = Some(Overlay::Line(Written::Aim, String::new())),
            Action::Explore => self.go(Place::Explore(Exploring::first(Arc::clone(self.keeper.bank())))),
            _ => {}
        }
        Flow::Go
    }

    /// Takes in the exam that is prepared for; what does not say one stays to be mended.
    fn aim(&mut self, text: String) {
        let now = self.clock.now();
        match aim::read(self.keeper.bank(), &text, now) {
            Ok(aim) => {
                let kept = aim::keep(self.keeper, aim, now);
                self.home();
                self.trouble = kept.err();
            }
            Err(why) => {
                self.trouble = Some(why);
                self.overlay = Some(Overlay::Line(Written::Aim, text));
            }
        }
    }

    /// In a list: opens what is under the cursor, or leaves.
    fn open_or_leave(&mut self, what: &Start, action: Action) -> Flow {
        match action {
            Action::Back => return self.home(),
            Action::Enter => self.try_to(what),
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
            Ok(()) => self.behind = Some(Behind::Explore(exploring)),
            Err(_) => self.trouble = Some("no question is about it yet".to_owned()),
        }
    }
}

impl Show for App<'_> {
    fn think(&mut self) -> bool {
        let wanted = matches!(self.place, Place::Home(_)) && self.outlooks.is_none();
        if wanted {
            self.outlooks = Some(outlooks(self.keeper.bank(), self.keeper.progress(), self.clock.now().study_day()));
        }
        wanted
    }

    fn key(&mut self, key: KeyEvent) -> Flow {
        self.trouble = None;
        let before = self.context();
        self.tick();
        if before != self.context() {
            // The time was over: the key meant what was on the screen before.
            return Flow::Go;
        }
        if let Some(overlay) = &mut self.overlay {
            let then = overlay.key(key);
            if let Then::Close | Then::Keep(..) = then {
                self.overlay = None;
            }
            return match then {
                Then::Stay(flow) => flow,
                Then::Close => Flow::Go,
                Then::Keep(Written::Note, note) => {
                    self.send(Event::Note(note));
                    Flow::Go
                }
                Then::Keep(Written::Aim, text) => {
                    self.aim(text);
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

    fn keeps_time(&self) -> bool {
        matches!(&self.place, Place::Play(play) if play.keeps_time())
    }

    fn tick(&mut self) {
        let (beat, now) = (self.pulse.beat(self.clock), self.clock.now());
        let Place::Play(play) = &mut self.place else { return };
        let before = play.page();
        if let Err(why) = play.tick(beat, self.keeper, now) {
            self.trouble = Some(why);
        }
        if before != play.page() {
            self.scroll = Scroll::reading();
        }
    }

    fn stood_still(&mut self) {
        self.pulse.stood_still(self.clock);
        self.tick();
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
