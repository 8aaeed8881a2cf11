//! What a learner sees: every screen, drawn on a test terminal at three sizes, in colour and without.

use crate::bank::shipped_bank;
use crate::keep::{Memory, memory};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Color, Modifier, Style};
use std::fmt::Write;
use whose::clock::Clock;
use whose::quiz::bank::Bank;
use whose::quiz::load::{SourceFile, read};
use whose::session::drill::Selection;
use whose::session::start::{Opening, Start};
use whose::store::shipped;
use whose::tui::app::App;
use whose::tui::draw::frame::draw;
use whose::tui::draw::theme::Theme;
use whose::tui::flow::{Flow, Show};

/// Questions whose words do not change when the shipped bank grows.
const SAMPLES: &str = r#"
bank = "sample"
[[scenario]]
id = "shop"
text = """A shop runs its web tier on Amazon EC2 and its orders on Amazon RDS.

It wants to know whose work is whose."""
[[question]]
id = "two"
kind = "choice"
scenario = "shop"
service = "ec2"
layer = "guest_os"
stem = "Which tasks are the shop's own? (Select TWO.)"
explanation = "From the `guest OS` upward an EC2 instance is the customer's; below it everything is AWS's."
sources = ["https://aws.amazon.com/compliance/shared-responsibility-model/"]
verified = 2026-11-22
[[question.correct]]
id = "a-guest"
text = "Patching the guest operating system"
why = "The guest belongs to whoever runs it."
[[question.correct]]
id = "b-groups"
text = "Configuring security groups"
why = "AWS gives the firewall; which ports are open is the customer's choice."
[[question.incorrect]]
id = "c-hypervisor"
text = "Patching the hypervisor"
why = "It lies below the guest."
[[question.incorrect]]
id = "d-disks"
text = "Destroying retired disks"
why = "Media handling belongs to the data center."
[[question.incorrect]]
id = "e-fire"
text = "Testing the fire suppression system"
why = "Facilities are AWS's."
"#;

const ORDER: &str = r#"
[[question]]
id = "stack"
kind = "order"
stem = "Put the layers of an EC2 instance in order."
from = "nearest the metal"
to = "nearest you"
explanation = "Each layer rests on the one below."
[[question.item]]
id = "a"
text = "Physical host"
rank = 1
why = "It is the machine."
[[question.item]]
id = "b"
text = "Hypervisor"
rank = 2
why = "It runs on the host."
[[question.item]]
id = "c"
text = "Guest operating system"
rank = 3
why = "It runs in the virtual machine."
[[question.item]]
id = "d"
text = "Edge location"
why = "It is a place, no layer of an instance."
"#;

const SORT: &str = r#"
[[question]]
id = "rds"
kind = "sort"
service = "rds"
stem = "Who does each of these for an Amazon RDS database?"
groups = ["AWS", "Customer", "Shared"]
explanation = "RDS takes over the operating system and the engine."
[[question.item]]
id = "a"
text = "Installing the operating system"
group = "AWS"
why = "The customer never sees it."
[[question.item]]
id = "b"
text = "Choosing who may connect"
group = "Customer"
why = "Access is the customer's."
[[question.item]]
id = "c"
text = "Patch management as a whole"
group = "Shared"
why = "Each party patches its own layer."
"#;

const LINE: &str = r#"
[[question]]
id = "line"
kind = "line"
stem = "Amazon EC2: where does the customer's part end?"
explanation = "Under the guest operating system."
[[question.layer]]
id = "data"
text = "Customer data"
owner = "customer"
why = "The customer decides what is stored."
[[question.layer]]
id = "awareness"
text = "Training"
owner = "both"
why = "Each party trains its own people."
[[question.layer]]
id = "guest"
text = "Guest operating system"
owner = "customer"
why = "The customer has control of it."
[[question.layer]]
id = "hypervisor"
text = "Hypervisor"
owner = "aws"
why = "It lies below the guest."
[[question.layer]]
id = "facilities"
text = "Facilities"
owner = "aws"
why = "The buildings are AWS's."
"#;

/// A bank of the sample questions over the shipped matrix.
pub(crate) fn samples(kind: &str) -> Memory {
    let text = match kind {
        "choice" => SAMPLES.to_owned(),
        "order" => format!("bank = \"sample\"{ORDER}"),
        "sort" => format!("bank = \"sample\"{SORT}"),
        _ => format!("bank = \"sample\"{LINE}"),
    };
    let mut shipped = shipped().expect("the shipped bank");
    shipped.questions.clear();
    shipped.objectives.clear();
    let mut matrix = (*shipped.matrix.take().expect("a matrix")).clone();
    matrix.services.iter_mut().for_each(|service| service.line = false);
    shipped.matrix = Some(matrix.into());
    let (bank, faults) = Bank::assemble(vec![shipped, read(&SourceFile::new("sample.toml", text))]);
    assert!(faults.is_empty(), "{faults:?}");
    memory(bank)
}

/// The program on a test terminal.
pub(crate) struct Program<'k> {
    app: App<'k>,
    terminal: Terminal<TestBackend>,
}

impl<'k> Program<'k> {
    pub(crate) fn new(keeper: &'k mut Memory, (width, height): (u16, u16), color: bool) -> Self {
        let clock = Clock::stopped_at("2026-11-22T18:30:00+01:00").expect("an instant");
        let app = App::new(keeper, clock, Theme::new(color));
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a test terminal");
        Self { app, terminal }
    }

    /// At what it was started for.
    pub(crate) fn opening(keeper: &'k mut Memory, size: (u16, u16), color: bool, opening: &Opening) -> Self {
        let mut program = Self::new(keeper, size, color);
        program.app.open(opening).expect("something to show");
        program
    }

    /// On another screen.
    pub(crate) fn resize(&mut self, (width, height): (u16, u16)) {
        self.terminal = Terminal::new(TestBackend::new(width, height)).expect("a test terminal");
    }

    /// In a drill of everything that the bank has.
    pub(crate) fn drilling(keeper: &'k mut Memory, size: (u16, u16), color: bool) -> Self {
        Self::drilling_some(keeper, size, color, Selection::default())
    }

    /// In a drill of a selection.
    pub(crate) fn drilling_some(keeper: &'k mut Memory, size: (u16, u16), color: bool, selection: Selection) -> Self {
        let mut program = Self::new(keeper, size, color);
        program.app.begin(&Start::Drill(selection)).expect("a drill");
        program
    }

    pub(crate) fn press(&mut self, keys: &str) -> Flow {
        let mut flow = Flow::Go;
        for key in keys.split_whitespace() {
            // Each key meets a drawn screen, as it does in the program.
            self.draw();
            flow = self.app.key(event(key));
        }
        flow
    }

    pub(crate) fn draw(&mut self) -> &Buffer {
        self.app.think();
        self.terminal.draw(|frame| draw(frame, &mut self.app)).expect("it draws");
        self.terminal.backend().buffer()
    }

    pub(crate) fn text(&mut self) -> String {
        text(self.draw())
    }

    /// The screen with its styles beneath, a line for each run of cells that is not plain.
    pub(crate) fn styled(&mut self) -> String {
        let buffer = self.draw().clone();
        format!("{}\n{}", text(&buffer), styles(&buffer))
    }
}

pub(crate) fn event(key: &str) -> KeyEvent {
    let code = match key {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgdn" => KeyCode::PageDown,
        "pgup" => KeyCode::PageUp,
        "back" => KeyCode::Backspace,
        "ctrl-c" => return KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL),
        letter => KeyCode::Char(letter.chars().next().expect("a key")),
    };
    code.into()
}

pub(crate) fn text(buffer: &Buffer) -> String {
    let rows = buffer.area.height;
    let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..rows).map(row).collect::<Vec<_>>().join("\n")
}

pub(crate) fn styles(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = buffer[(x, y)].style();
            let start = x;
            while x < buffer.area.width && buffer[(x, y)].style() == style {
                x += 1;
            }
            let name = name(style);
            if !name.is_empty() {
                let _ = writeln!(out, "{y}:{start}-{} {name}", x - 1);
            }
        }
    }
    out
}

fn name(style: Style) -> String {
    let mut words = Vec::new();
    if let Some(color) = style.fg.filter(|color| *color != Color::Reset) {
        words.push(color.to_string());
    }
    for (modifier, word) in [(Modifier::BOLD, "bold"), (Modifier::DIM, "dim"), (Modifier::REVERSED, "reverse")] {
        if style.add_modifier.contains(modifier) {
            words.push(word.to_owned());
        }
    }
    words.join(" ")
}

pub(crate) const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (120, 40)];

/// One snapshot a size, after the same keys.
fn at_three_sizes(name: &str, kind: &str, keys: &str) {
    for size in SIZES {
        let mut keeper = samples(kind);
        let mut program = Program::drilling(&mut keeper, size, true);
        program.press(keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), program.text());
    }
}

#[test]
fn home() {
    for size in SIZES {
        let mut keeper = samples("choice");
        let mut program = Program::new(&mut keeper, size, true);
        insta::assert_snapshot!(format!("home_{}x{}", size.0, size.1), program.text());
    }
}

#[test]
fn a_choice_open_and_answered() {
    at_three_sizes("choice_open", "choice", "1 3");
    at_three_sizes("choice_refused", "choice", "1 3 4");
    at_three_sizes("choice_answered", "choice", "1 3 g enter");
}

#[test]
fn an_order_open_and_answered() {
    at_three_sizes("order_open", "order", "1 2");
    at_three_sizes("order_answered", "order", "1 2 3 enter");
}

#[test]
fn a_sort_open_and_answered() {
    at_three_sizes("sort_open", "sort", "1 2");
    at_three_sizes("sort_answered", "sort", "1 2 2 enter");
}

#[test]
fn a_line_undrawn_drawn_and_answered() {
    at_three_sizes("line_undrawn", "line", "");
    at_three_sizes("line_drawn", "line", "down down");
    at_three_sizes("line_answered", "line", "down enter");
}

#[test]
fn the_end_of_a_session() {
    at_three_sizes("summary", "sort", "1 2 2 enter enter");
}

#[test]
fn help_comes_from_the_table() {
    at_three_sizes("help", "line", "?");
}

#[test]
fn the_drill_menu_and_progress() {
    let mut keeper = samples("choice");
    let mut program = Program::new(&mut keeper, (80, 24), true);
    program.press("d");
    insta::assert_snapshot!("menu_80x24", program.text());
    program.press("esc p");
    insta::assert_snapshot!("progress_80x24", program.text());
}

#[test]
fn colours_are_few_and_never_alone() {
    for (name, kind, keys) in
        [("line", "line", "down down enter"), ("choice", "choice", "1 3 enter"), ("sort", "sort", "1 2")]
    {
        let mut keeper = samples(kind);
        let mut program = Program::drilling(&mut keeper, (80, 24), true);
        program.press(keys);
        insta::assert_snapshot!(format!("{name}_in_colour"), program.styled());
        let colored = program.text();
        let mut keeper = samples(kind);
        let mut program = Program::drilling(&mut keeper, (80, 24), false);
        program.press(keys);
        assert_eq!(program.text(), colored, "without colour the same words and signs are there");
        let styles = styles(program.draw());
        let bare = styles
            .lines()
            .all(|line| line.split_whitespace().skip(1).all(|word| ["bold", "dim", "reverse"].contains(&word)));
        assert!(bare, "no colour is left: {styles}");
    }
}

#[test]
fn too_small_a_screen_says_so() {
    let mut keeper = samples("choice");
    let mut program = Program::new(&mut keeper, (39, 11), true);
    assert!(program.text().contains("39 by 11 is too small: whose needs 40"), "{}", program.text());
}

#[test]
fn no_size_breaks_a_screen() {
    let scenes: [(&str, &str); 8] = [
        ("choice", ""),
        ("choice", "1 3 enter"),
        ("order", "1"),
        ("sort", "1 2 2 enter"),
        ("line", "down"),
        ("line", "down enter"),
        ("sort", "1 2 2 enter enter"),
        ("choice", "?"),
    ];
    for (kind, keys) in scenes {
        let mut keeper = samples(kind);
        let mut program = Program::drilling(&mut keeper, (80, 24), true);
        program.press(keys);
        for width in (0..=120).step_by(7) {
            for height in (0..=40).step_by(3) {
                program.resize((width, height));
                program.draw();
            }
        }
    }
}

#[test]
fn the_whole_shipped_bank_can_be_drawn_open_and_answered() {
    let mut keeper = memory(shipped_bank());
    let questions = keeper.bank.questions().len();
    let mut program = Program::new(&mut keeper, (80, 24), true);
    program.app.begin(&Start::Drill(Selection { n: Some(1000), ..Selection::default() })).expect("a drill");
    let mut seen = 0;
    loop {
        let open = program.text();
        if open.contains(": done") {
            break;
        }
        assert!(open.contains("Enter answer"), "{open}");
        assert!(!open.contains("wrong") || open.contains('?'), "{open}");
        program.press("home space down space down space down space down space down space down 1 1 1 1 1 1 1");
        program.press("enter");
        if program.text().contains("Enter answer") {
            // Not every sequence of keys is a whole answer: fill up what is missing, one row at a time.
            program.press("back back back back back back 1 2 3 4 5 6 7 8 enter");
        }
        if program.text().contains("Enter next") {
            program.press("end enter");
        } else {
            program.press("x");
            program.press("esc");
            break;
        }
        seen += 1;
    }
    assert!(seen > questions / 2, "{seen} of {questions} were answered");
}

#[test]
fn an_answer_that_could_not_be_saved_says_so() {
    let mut keeper = samples("sort");
    keeper.refuses = true;
    let mut program = Program::drilling(&mut keeper, (80, 24), true);
    program.press("1 2 2 enter");
    assert!(program.text().contains("! not saved yet: the disk is full"), "{}", program.text());
}

#[test]
fn a_note_is_written_and_shown() {
    let mut keeper = samples("choice");
    let mut program = Program::drilling(&mut keeper, (80, 24), true);
    program.press("1 3 enter n h i back");
    assert!(program.text().contains("Note: h▏"), "{}", program.text());
    program.press("o enter end");
    assert!(program.text().contains("Your note: ho"), "{}", program.text());
}

#[test]
fn undo_flag_and_never_again_work_by_their_keys() {
    let mut keeper = samples("choice");
    let mut program = Program::drilling(&mut keeper, (80, 24), true);
    program.press("f");
    assert!(program.text().contains("⚑ flagged"), "{}", program.text());
    program.press("1 2 enter u");
    assert!(program.text().contains("0 of 2 chosen"), "{}", program.text());
    program.press("1 2 enter x");
    assert!(program.text().contains("not shown again"), "{}", program.text());
    program.press("x");
    assert!(!program.text().contains("not shown again"), "{}", program.text());
}

#[test]
fn long_questions_scroll_with_a_sign() {
    let mut keeper = samples("choice");
    let mut program = Program::drilling(&mut keeper, (40, 12), true);
    assert!(program.text().contains("▼"), "{}", program.text());
    program.press("pgdn");
    assert!(program.text().contains("▲"), "{}", program.text());
    program.press("down down down down");
    assert!(program.text().contains("▸"), "the view follows the cursor again: {}", program.text());
}

#[test]
fn quitting_is_possible_from_everywhere() {
    for (kind, keys) in [("choice", ""), ("choice", "1 3 enter"), ("choice", "1 3 enter n x"), ("sort", "?")] {
        let mut keeper = samples(kind);
        let mut program = Program::drilling(&mut keeper, (80, 24), true);
        program.press(keys);
        assert_eq!(program.press("ctrl-c"), Flow::Quit, "{keys}");
    }
}
