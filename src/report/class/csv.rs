//! Tables for spreadsheets: UTF-8 with its mark, lines that end as RFC 4180 has it, and no cell that a spreadsheet
//! would take for a formula.

use crate::progress::class::record::Record;
use crate::progress::class::seat::{Seat, Vote};
use crate::progress::entry::Confidence;
use crate::quiz::kind::Answer;
use crate::quiz::sheet::letter;
use crate::report::class::Report;
use jiff::Timestamp;

const MARK: char = '\u{feff}';

/// A table with its head.
fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::from(MARK);
    line(&mut out, head.iter().map(ToString::to_string));
    rows.for_each(|row| line(&mut out, row.into_iter()));
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, text) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&cell(&text));
    }
    out.push_str("\r\n");
}

/// A cell. What begins like a formula gets an apostrophe, which spreadsheets hide; a negative number is none.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && text.parse::<f64>().is_err();
    let guarded = if formula { format!("'{text}") } else { text.to_owned() };
    format!("\"{}\"", guarded.replace('"', "\"\""))
}

/// A row an answer, of all votes.
pub fn answers(classes: &[(String, Record)]) -> String {
    let head = [
        "class",
        "seat",
        "name",
        "roster",
        "number",
        "question",
        "void",
        "vote",
        "answer",
        "right",
        "points",
        "of",
        "confidence",
        "ms",
        "time",
    ];
    let rows = classes.iter().flat_map(|(name, record)| {
        let items = 0..record.items.len();
        items.flat_map(move |item| of_item(name, record, item))
    });
    table(&head, rows)
}

fn of_item(class: &str, record: &Record, item: usize) -> Vec<Vec<String>> {
    let rounds = (1u8..).zip(&record.items[item].rounds);
    let votes = rounds.flat_map(|(number, round)| round.votes.iter().map(move |(seat, vote)| (number, *seat, vote)));
    let row = |(round, seat, vote): (u8, u32, &Vote)| {
        let seat: &Seat = record.seat(seat)?;
        Some(vec![
            class.to_owned(),
            seat.number.to_string(),
            seat.name.clone(),
            seat.roster.clone().unwrap_or_default(),
            (item + 1).to_string(),
            record.plan.items[item].question.clone(),
            u8::from(record.items[item].void).to_string(),
            round.to_string(),
            said(record, item, &vote.answer),
            u8::from(vote.score.is_full()).to_string(),
            vote.score.won.to_string(),
            vote.score.of.to_string(),
            sure(vote.confidence).to_owned(),
            vote.ms.to_string(),
            time(vote),
        ])
    };
    votes.filter_map(row).collect()
}

fn sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::None => "",
        Confidence::Guess => "guess",
        Confidence::Unsure => "unsure",
        Confidence::Sure => "sure",
    }
}

/// The instant of a vote, in UTC.
pub(super) fn time(vote: &Vote) -> String {
    Timestamp::from_millisecond(vote.at.utc_ms).map(|at| at.to_string()).unwrap_or_default()
}

/// An answer by the letters of its rows.
pub(super) fn said(record: &Record, item: usize, answer: &Answer) -> String {
    let rows = &record.plan.items[item].rows;
    let name = |id: &String| rows.iter().position(|row| row.id == *id).map_or_else(|| id.clone(), letter);
    let names = |ids: &[String]| ids.iter().map(name).collect::<Vec<_>>().join(" ");
    match answer {
        Answer::Chosen(ids) => {
            let chosen = rows.iter().enumerate().filter(|(_, row)| ids.contains(&row.id));
            chosen.map(|(at, _)| letter(at)).collect::<Vec<_>>().join(" ")
        }
        Answer::Sequence(ids) => names(ids),
        Answer::Groups(groups) => {
            groups.iter().map(|(id, group)| format!("{}={group}", name(id))).collect::<Vec<_>>().join(" ")
        }
        Answer::Above(ids) => format!("above: {}", names(ids.as_deref().unwrap_or_default())),
    }
}

/// A row a person, a column a question: 1 right, 0 not right or not answered, empty where they were not asked.
pub fn matrix(record: &Record) -> String {
    let shown: Vec<usize> = (0..record.items.len()).filter(|&item| record.revealed(item).is_some()).collect();
    let ids = shown.iter().map(|&item| record.plan.items[item].question.as_str());
    let head: Vec<&str> = ["seat", "name", "roster"].into_iter().chain(ids).collect();
    let rows = record.people().map(|seat| {
        let right = |item: usize| match record.final_vote(item, seat.number) {
            Some(vote) => u8::from(vote.score.is_full()).to_string(),
            None if record.was_asked(seat, item) => "0".to_owned(),
            None => String::new(),
        };
        let person = [seat.number.to_string(), seat.name.clone(), seat.roster.clone().unwrap_or_default()];
        person.into_iter().chain(shown.iter().map(|&item| right(item))).collect()
    });
    table(&head, rows)
}

/// A row a person, with what they came to.
pub fn gradebook(report: &Report) -> String {
    let rows = report.gradebook.iter().map(|grade| {
        let percent = f64::from(grade.right) * 100.0 / f64::from(grade.of.max(1));
        vec![
            grade.seat.to_string(),
            grade.name.clone(),
            grade.roster.clone().unwrap_or_default(),
            grade.right.to_string(),
            grade.of.to_string(),
            format!("{percent:.1}"),
        ]
    });
    table(&["seat", "name", "roster", "right", "of", "percent"], rows)
}

#[cfg(test)]
mod tests {
    use super::{cell, table};

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_out() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("@SUM(A1)"), "\"'@SUM(A1)\"");
        assert_eq!(cell("+4912345 call"), "\"'+4912345 call\"");
        assert_eq!(cell("-0.5"), "\"-0.5\"", "a number stays a number");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }

    #[test]
    fn a_table_begins_with_its_mark_and_ends_its_lines() {
        let text = table(&["a", "b"], [vec!["1".to_owned(), "ä\nö".to_owned()]].into_iter());
        assert_eq!(text, "\u{feff}\"a\",\"b\"\r\n\"1\",\"ä\nö\"\r\n");
    }
}
