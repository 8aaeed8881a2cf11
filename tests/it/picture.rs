//! The pictures in the README are drawn from real screens: this writes them, and fails when they no longer agree.

use crate::bank::shipped_bank;
use crate::class_screens::{Held, Projector};
use crate::keep::memory;
use crate::screens::{Program, samples};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};
use whose::progress::class::plan::Settings;
use whose::session::drill::Selection;
use whose::session::exam::wish::Wish;
use whose::session::start::{Opening, Start};

const SIZE: (u16, u16) = (80, 24);
const CELL: (u32, u32) = (9, 19);
const EDGE: u32 = 14;
const INK: &str = "#d7dae0";
const PAPER: &str = "#16181d";

#[test]
fn the_pictures_of_the_readme_are_up_to_date() {
    let mut keeper = samples("choice");
    let mut answer = Program::drilling(&mut keeper, SIZE, true);
    answer.press("1 3 enter down down down down down down");
    check("answer", answer.draw());
    let mut keeper = memory(shipped_bank());
    let rds = Selection { kind: Some("line".into()), service: Some("rds".into()), ..Selection::default() };
    let mut line = Program::drilling_some(&mut keeper, SIZE, true, rds);
    line.press("home down down down down down");
    check("line", line.draw());
    let mut keeper = memory(shipped_bank());
    let exam = Opening::Session(Start::Exam(Wish { n: Some(65), ..Wish::of("CLF-C02") }));
    let mut exam = Program::opening(&mut keeper, SIZE, true, &exam);
    exam.press("enter 1 right 2 right m down x");
    check("exam", exam.draw());
    let room = Held::on(&["responsibility/cloudfront-aws-side"], &Settings::default());
    check("class", Projector::of(&room, SIZE, false, true).draw());
}

/// Compares a picture with the screen; `WHOSE_PICTURES=write cargo test pictures` draws it anew.
fn check(name: &str, screen: &Buffer) {
    let picture = svg(screen);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/{name}.svg"));
    if env::var_os("WHOSE_PICTURES").is_some_and(|wanted| wanted == "write") {
        fs::write(&path, &picture).expect("assets can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, picture, "assets/{name}.svg is out of date: WHOSE_PICTURES=write cargo test pictures");
}

/// A screen as a picture: a text element for each run of cells that look alike.
fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (u32::from(buffer.area.width), u32::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2 * EDGE, rows * CELL.1 + 2 * EDGE);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let start = x;
            while x < buffer.area.width && buffer[(x, y)].style() == buffer[(start, y)].style() {
                x += 1;
            }
            if buffer[(start, y)].bg == Color::White {
                paper(&mut out, (start, y), x - start);
            }
            let words: String = (start..x).map(|x| buffer[(x, y)].symbol()).collect();
            run(&mut out, &buffer[(start, y)], (start, y), &words);
        }
    }
    out + "</svg>\n"
}

/// A light ground for dark ink: what has to be scanned.
fn paper(out: &mut String, (x, y): (u16, u16), cells: u16) {
    let (left, top) = (EDGE + u32::from(x) * CELL.0, EDGE + u32::from(y) * CELL.1);
    let (width, height) = (u32::from(cells) * CELL.0, CELL.1);
    let _ = writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{INK}\"/>");
}

fn run(out: &mut String, cell: &Cell, (x, y): (u16, u16), words: &str) {
    let lead = words.chars().take_while(|c| *c == ' ').count();
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    let left = EDGE + (u32::from(x) + u32::try_from(lead).unwrap_or(0)) * CELL.0;
    let base = EDGE + u32::from(y) * CELL.1 + 14;
    let width = u32::try_from(words.chars().count()).unwrap_or(0) * CELL.0;
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let dim = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{base}\" textLength=\"{width}\" fill=\"{}\"{bold}{dim} xml:space=\"preserve\">{words}</text>",
        ink(cell.fg)
    );
}

fn ink(color: Color) -> &'static str {
    match color {
        Color::Yellow => "#e5c07b",
        Color::Blue => "#61afef",
        Color::Magenta => "#c678dd",
        Color::Green => "#98c379",
        Color::Red => "#e06c75",
        Color::Cyan => "#56b6c2",
        Color::Black => PAPER,
        _ => INK,
    }
}
