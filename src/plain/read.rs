//! What a typed line means on a sheet: the same inputs that keys make.

use crate::progress::entry::Confidence;
use crate::quiz::input::Input;
use crate::quiz::sheet::{Ask, Sheet, State};

/// The meaning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer, from an untouched sheet on.
    Answer {
        /// What is to be done to the sheet.
        inputs: Vec<Input>,
        /// How sure the learner said to be.
        confidence: Confidence,
    },
    /// Say the question again.
    Repeat,
    /// Say what can be typed.
    Help,
    /// End the session.
    Leave,
    /// None of these; the words say what was expected.
    Unclear(String),
}

/// Reads a line.
pub fn reply(line: &str, sheet: &Sheet) -> Reply {
    match line {
        "?" | "help" => return Reply::Help,
        "r" | "repeat" | "" => return Reply::Repeat,
        "q" | "quit" => return Reply::Leave,
        _ => {}
    }
    let mut words: Vec<&str> = line.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let confidence = words.last().and_then(|word| confidence(word));
    if confidence.is_some() {
        words.pop();
    }
    match numbers(&words, sheet).and_then(|numbers| inputs(&numbers, sheet)) {
        Ok(inputs) => Reply::Answer { inputs, confidence: confidence.unwrap_or_default() },
        Err(why) => Reply::Unclear(why),
    }
}

fn confidence(word: &str) -> Option<Confidence> {
    match word {
        "g" | "guess" => Some(Confidence::Guess),
        "u" | "unsure" => Some(Confidence::Unsure),
        "s" | "sure" => Some(Confidence::Sure),
        _ => None,
    }
}

/// The numbers that were typed; where rows are called by letters, these stand for the numbers of the rows.
fn numbers(words: &[&str], sheet: &Sheet) -> Result<Vec<usize>, String> {
    let row = |word: &str| sheet.rows.iter().position(|row| row.label.eq_ignore_ascii_case(word)).map(|at| at + 1);
    let number = |word: &&str| {
        let typed = word.parse().ok().or_else(|| row(word));
        typed.ok_or_else(|| format!("`{word}` is no number; type ? for help"))
    };
    words.iter().map(number).collect()
}

/// The inputs that answer a sheet with these numbers.
fn inputs(numbers: &[usize], sheet: &Sheet) -> Result<Vec<Input>, String> {
    match &sheet.ask {
        Ask::Choose { n } | Ask::Sequence { n, .. } => picks(numbers, *n, sheet),
        Ask::Group { groups } => {
            counted(numbers, sheet.rows.len(), "one for each row")?;
            within(numbers, 1, groups.len())?;
            Ok(numbers.iter().enumerate().map(|(row, group)| Input::Put { row, group: group - 1 }).collect())
        }
        Ask::Divide { n } => {
            counted(numbers, 1, "the layers above the line")?;
            within(numbers, 0, *n)?;
            Ok(numbers.iter().map(|&above| Input::Pick(above)).collect())
        }
    }
}

/// Picks by number; what an earlier refused line left on the sheet is taken back first.
fn picks(numbers: &[usize], n: usize, sheet: &Sheet) -> Result<Vec<Input>, String> {
    counted(numbers, n, "no more and no fewer")?;
    within(numbers, 1, sheet.rows.len())?;
    if let Some(twice) = numbers.iter().enumerate().find(|(at, number)| numbers[..*at].contains(number)) {
        return Err(format!("{} is named twice", twice.1));
    }
    let left = sheet.rows.iter().filter(|row| row.state != State::Free).map(|_| Input::TakeBack);
    Ok(left.chain(numbers.iter().map(|number| Input::Pick(number - 1))).collect())
}

fn counted(numbers: &[usize], n: usize, what: &str) -> Result<(), String> {
    if numbers.len() == n {
        return Ok(());
    }
    let noun = if n == 1 { "number is" } else { "numbers are" };
    Err(format!("{n} {noun} asked for ({what}), and you typed {}", numbers.len()))
}

fn within(numbers: &[usize], low: usize, high: usize) -> Result<(), String> {
    match numbers.iter().find(|number| !(low..=high).contains(number)) {
        Some(number) => Err(format!("{number} is not between {low} and {high}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Confidence, Input, Reply, Sheet, reply};
    use crate::quiz::sheet::{Ask, Row, State};

    fn sheet(ask: Ask, rows: usize) -> Sheet {
        let row = |n: usize| Row {
            id: n.to_string(),
            label: n.to_string(),
            text: "t".into(),
            state: State::Free,
            mark: None,
        };
        Sheet { ask, rows: (0..rows).map(row).collect(), cursor: None, line: None, done: 0, of: 2 }
    }

    fn unclear(line: &str, sheet: &Sheet) -> String {
        match reply(line, sheet) {
            Reply::Unclear(why) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_pick_and_a_letter_tells_how_sure() {
        let two = sheet(Ask::Choose { n: 2 }, 5);
        let expected = Reply::Answer { inputs: vec![Input::Pick(0), Input::Pick(3)], confidence: Confidence::Guess };
        assert_eq!(reply("1, 4 g", &two), expected);
        assert_eq!(unclear("1 2 3", &two), "2 numbers are asked for (no more and no fewer), and you typed 3");
        assert_eq!(unclear("1 6", &two), "6 is not between 1 and 5");
        assert_eq!(unclear("1 1", &two), "1 is named twice");
        assert_eq!(unclear("one", &two), "`one` is no number; type ? for help");
    }

    #[test]
    fn headings_go_row_by_row_and_a_line_is_one_number() {
        let sort = sheet(Ask::Group { groups: vec!["AWS".into(), "Customer".into()] }, 2);
        let put = |row, group| Input::Put { row, group };
        let expected = Reply::Answer { inputs: vec![put(0, 1), put(1, 0)], confidence: Confidence::None };
        assert_eq!(reply("2 1", &sort), expected);
        let line = sheet(Ask::Divide { n: 3 }, 3);
        assert!(matches!(reply("0", &line), Reply::Answer { .. }), "all layers may be AWS's");
        assert_eq!(unclear("4", &line), "4 is not between 0 and 3");
    }

    #[test]
    fn wishes_are_words() {
        let any = sheet(Ask::Choose { n: 1 }, 4);
        assert_eq!([reply("?", &any), reply("", &any), reply("q", &any)], [Reply::Help, Reply::Repeat, Reply::Leave]);
    }
}
