//! The one harness of all kinds: question text in, keys, sheet and score out.

use crate::quiz::input::{Input, Refusal};
use crate::quiz::kind::Draft;
use crate::quiz::load::{SourceFile, read};
use crate::quiz::question::Question;
use crate::quiz::sheet::{Ask, Row, Sheet, State};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::fmt::Write;

fn file(text: &str) -> SourceFile {
    let text = format!("bank = \"t\"\n[[question]]\nid = \"q\"\n{}", text.trim_start());
    SourceFile::new("f.toml", text)
}

/// The faults of a question's text, a line each.
pub fn faults(text: &str) -> String {
    let faults = read(&file(text)).faults;
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The question of this text.
pub fn question(text: &str) -> Question {
    let mut content = read(&file(text));
    assert!(content.faults.is_empty(), "{:?}", content.faults);
    content.questions.remove(0)
}

/// Plays keys on a question: `up down left right home end space back`, digits, `=id` to pick by id, `enter` to show the
/// answer.
pub fn play(text: &str, keys: &str) -> String {
    let mut draft = question(text).body.begin(&mut ChaCha8Rng::seed_from_u64(7));
    let (mut shown, mut refusal) = (false, Ok(()));
    for key in keys.split_whitespace() {
        refusal = press(&mut draft, key, &mut shown);
    }
    let mut out = drawn(&draft.sheet(shown));
    let (sheet, score) = (draft.sheet(shown), draft.grade());
    let _ = write!(out, "{} of {} · {} of {} points", sheet.done, sheet.of, score.won, score.of);
    if let Err(Refusal(why)) = refusal {
        let _ = write!(out, "\nrefused: {why}");
    }
    out
}

fn press(draft: &mut Draft, key: &str, shown: &mut bool) -> Result<(), Refusal> {
    let input = match key {
        "up" => Input::Up,
        "down" => Input::Down,
        "left" => Input::Left,
        "right" => Input::Right,
        "home" => Input::First,
        "end" => Input::Last,
        "space" => Input::Choose,
        "back" => Input::TakeBack,
        "enter" => {
            *shown = true;
            return Ok(());
        }
        other => match other.strip_prefix('=') {
            Some(id) => Input::Pick(row_of(draft, id)),
            None => number(draft, other.parse().expect("a key")),
        },
    };
    draft.edit(input)
}

/// Digits count rows from 1, but layers above the line from 0.
fn number(draft: &Draft, digit: usize) -> Input {
    let divide = matches!(draft.sheet(false).ask, Ask::Divide { .. });
    Input::Pick(if divide { digit } else { digit - 1 })
}

fn row_of(draft: &Draft, id: &str) -> usize {
    draft.sheet(false).rows.iter().position(|row| row.id == id).expect("a row of that id")
}

/// Rows of order and sort are drawn by id, so that shuffling does not show in the tests.
fn drawn(sheet: &Sheet) -> String {
    let mut lines: Vec<(String, String)> = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let cursor = if sheet.cursor == Some(at) { "▸ " } else { "  " };
        let line = if sheet.line == Some(at) { "  ------\n" } else { "" };
        let mark = row.mark.as_ref().map_or_else(String::new, |mark| {
            format!(" | {}, {}: {:?}. {}", mark.truth, mark.said, mark.verdict, mark.why)
        });
        lines.push((row.id.clone(), format!("{line}{cursor}[{}] {}{mark}\n", state(sheet, row), words(sheet, row))));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn words(_: &Sheet, row: &Row) -> String {
    format!("{:1}  {}", row.label, row.text)
}

fn state(sheet: &Sheet, row: &Row) -> String {
    match (row.state, &sheet.ask) {
        (State::Free, _) => " ".into(),
        (State::Chosen, _) => "x".into(),
        (State::Placed(n), _) => n.to_string(),
        (State::Grouped(group), Ask::Group { groups }) => groups[group].clone(),
        (State::Side(owner), _) => owner.letter().into(),
        (State::Grouped(_) | State::Given, _) => "both".into(),
    }
}
