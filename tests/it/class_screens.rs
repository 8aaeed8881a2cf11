//! What the room sees of a class, and what the instructor alone sees.

use crate::bank::shipped_bank;
use crate::screens::{SIZES, event, text};
use insta::assert_snapshot;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;
use whose::clock::Clock;
use whose::progress::class::deed::{Deed, Entry};
use whose::progress::class::plan::{Item, Plan, Settings};
use whose::progress::day::Moment;
use whose::progress::entry::Confidence;
use whose::session::class::answer::Rows;
use whose::session::class::command::Command;
use whose::session::class::decide::{Giving, Joining};
use whose::session::class::projection::{Private, Projection};
use whose::session::class::room::Room;
use whose::session::class::state::Class;
use whose::tui::draw::theme::Theme;
use whose::tui::flow::Show;
use whose::tui::host::app::HostApp;
use whose::tui::host::draw::draw;

const QUESTIONS: [&str; 2] = ["responsibility/cloudfront-aws-side", "cloud-practitioner/upkeep-ends-or-stays"];
const NAMES: [&str; 6] = ["Ada", "Bo", "Chinonso", "Dilek", "Emil", "Fatima"];

/// A class in memory, without a network or a disk.
pub(crate) struct Held(RefCell<Class>);

impl Held {
    /// A class on these questions; six people are in.
    pub(crate) fn on(questions: &[&str], settings: &Settings) -> Self {
        let bank = shipped_bank();
        let mut luck = ChaCha8Rng::seed_from_u64(7);
        let item = |id: &&str| Item::of(bank.question(id).expect("a question"), &bank, &mut luck);
        let items = questions.iter().map(item).collect();
        let plan = Plan {
            title: "Whose job is it?".into(),
            seed: 7,
            code: "7KQ-92MX".into(),
            address: "192.168.1.23:4711".into(),
            settings: Settings { room: 300, ..settings.clone() },
            items,
        };
        let (class, _) = Class::open(Arc::new(bank), plan, Moment::default()).expect("a class");
        let held = Self(RefCell::new(class));
        for name in NAMES {
            let joining = Joining { code: "7kq92mx".into(), name: name.into(), roster: None, secret: "S".into() };
            let deed = held.0.borrow().join(&joining).expect("a seat");
            held.take(deed);
        }
        held
    }

    fn take(&self, deed: Deed) {
        self.0.borrow_mut().record.take(&Entry { at: Moment::default(), class_ms: 5_000, deed });
    }

    /// Somebody chooses these rows in this vote on the first question.
    pub(crate) fn votes(&self, seat: u32, round: u8, rows: &[usize], confidence: Confidence) {
        let giving = Giving { item: 0, round, rows: Rows::Chosen(rows.to_vec()), confidence };
        let deed = self.0.borrow().answer(seat, &giving, 5_000).expect("an answer");
        self.take(deed);
    }

    /// The rows of the key, and two others, of the first question.
    pub(crate) fn key(&self) -> (Vec<usize>, Vec<usize>) {
        let class = self.0.borrow();
        let rows = &class.record.plan.items[0].rows;
        let (key, rest): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|&row| rows[row].correct);
        let wrong = rest.into_iter().take(key.len()).collect();
        (key, wrong)
    }
}

impl Room for Held {
    fn projection(&self) -> Arc<Projection> {
        Arc::new(self.0.borrow().projection(&HashSet::from([1, 2, 3, 4]), 5_000))
    }

    fn private(&self) -> Arc<Private> {
        Arc::new(self.0.borrow().private(&HashSet::from([1, 2, 3, 4])))
    }

    fn command(&self, command: Command) -> Result<(), String> {
        let deeds = self.0.borrow().decide(&command, 5_000)?;
        for deed in deeds {
            self.take(deed);
        }
        Ok(())
    }

    fn trouble(&self) -> Option<String> {
        None
    }
}

/// A clock that stands still.
fn stopped() -> Clock {
    Clock::stopped_at("2026-11-22T18:30:00+01:00").expect("an instant")
}

/// A screen of a class.
pub(crate) struct Projector<'r> {
    app: HostApp<'r>,
    terminal: Terminal<TestBackend>,
}

impl<'r> Projector<'r> {
    /// A screen of this size.
    pub(crate) fn of(room: &'r Held, (width, height): (u16, u16), private: bool, color: bool) -> Self {
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        Self { app: HostApp::new(room, Theme::new(color), private, stopped()), terminal }
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.app.key(event(key));
            self.app.look();
        }
    }

    /// The screen.
    pub(crate) fn draw(&mut self) -> &Buffer {
        self.app.look();
        self.terminal.draw(|frame| draw(frame, &mut self.app)).expect("a picture");
        self.terminal.backend().buffer()
    }

    fn text(&mut self) -> String {
        text(self.draw())
    }
}

/// The first question with votes in: four right of five at first, or fewer.
fn voted(right: usize) -> Held {
    let held = Held::on(&QUESTIONS, &Settings { confidence: true, seconds: Some(90), ..Settings::default() });
    held.command(Command::Next).expect("open");
    let (key, wrong) = held.key();
    for (at, seat) in (1..=5).enumerate() {
        let rows = if at < right { &key } else { &wrong };
        held.votes(seat, 1, rows, if at % 2 == 0 { Confidence::Sure } else { Confidence::Guess });
    }
    held
}

fn at_three_sizes(name: &str, private: bool, held: impl Fn() -> Held, keys: &str) {
    for size in SIZES {
        let room = held();
        let mut screen = Projector::of(&room, size, private, false);
        screen.press(keys);
        assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen.text());
    }
}

#[test]
fn the_lobby_shows_how_to_join_and_who_is_in() {
    at_three_sizes("class_lobby", false, || Held::on(&QUESTIONS, &Settings::default()), "");
}

#[test]
fn an_open_question_shows_how_many_answered_and_nothing_else() {
    at_three_sizes("class_open", false, || voted(2), "");
    let (few, many) = (voted(1), voted(4));
    let shown = |room| Projector::of(room, (80, 24), false, false).text();
    assert_eq!(shown(&few), shown(&many), "the screen does not tell how many are right");
}

#[test]
fn a_closed_question_does_not_show_the_share_right_before_a_second_vote() {
    let closed = |right| {
        let room = voted(right);
        let mut screen = Projector::of(&room, (80, 24), false, false);
        screen.press("enter");
        screen.text()
    };
    assert_eq!(closed(1), closed(4));
    let second = |right| {
        let room = voted(right);
        let mut screen = Projector::of(&room, (80, 24), false, false);
        screen.press("enter v");
        screen.text()
    };
    assert_eq!(second(1), second(4));
    assert!(second(1).contains("second vote"), "{}", second(1));
}

#[test]
fn the_key_comes_with_counts_and_reasons() {
    at_three_sizes("class_shown", false, || voted(2), "enter enter");
}

#[test]
fn after_two_votes_the_room_sees_how_people_moved() {
    let room = voted(2);
    let mut screen = Projector::of(&room, (80, 24), false, false);
    screen.press("enter v");
    let (key, wrong) = room.key();
    for seat in 1..=5 {
        room.votes(seat, 2, if seat < 5 { &key } else { &wrong }, Confidence::Sure);
    }
    screen.press("enter enter");
    let shown = screen.text();
    assert!(shown.contains("4 of 5 had it right"), "{shown}");
    assert!(shown.contains("First vote: 2 of 5"), "{shown}");
    assert!(shown.contains("wrong → right") && shown.contains(" 2\n"), "{shown}");
}

#[test]
fn the_private_view_has_key_votes_and_advice() {
    at_three_sizes("class_private", true, || voted(2), "enter");
    let room = voted(1);
    let mut screen = Projector::of(&room, (80, 24), true, false);
    screen.press("enter");
    assert!(screen.text().contains("explain the idea anew"), "{}", screen.text());
}

#[test]
fn no_answer_stands_beside_a_name_on_the_projector() {
    at_three_sizes("class_people", false, || voted(2), "w down");
    let people = |right| {
        let room = voted(right);
        let mut screen = Projector::of(&room, (80, 24), false, false);
        screen.press("w");
        screen.text()
    };
    assert_eq!(people(1), people(4));
}

#[test]
fn what_cannot_be_undone_is_asked_for_once() {
    let room = voted(2);
    let mut screen = Projector::of(&room, (80, 24), false, false);
    screen.press("w x");
    assert!(screen.text().contains("Send Ada away?"), "{}", screen.text());
    screen.press("esc");
    assert_eq!(room.projection().people, 6);
    screen.press("w x enter");
    assert_eq!(room.projection().people, 5);
    screen.press("E");
    assert!(screen.text().contains("End the class for everybody?"), "{}", screen.text());
    screen.press("enter");
    assert!(screen.text().contains("The class is over"), "{}", screen.text());
}

#[test]
fn no_size_breaks_a_screen_of_a_class() {
    for (width, height) in (1..130).step_by(7).flat_map(|width| (1..45).step_by(4).map(move |height| (width, height))) {
        let room = voted(3);
        for private in [false, true] {
            let mut screen = Projector::of(&room, (width, height), private, true);
            screen.text();
            screen.press("? esc w esc tab");
            screen.text();
        }
        room.command(Command::Next).expect("closed");
        room.command(Command::Next).expect("shown");
        Projector::of(&room, (width, height), false, true).text();
    }
}
