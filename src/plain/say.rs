//! Scenes as lines of words.

use crate::quiz::matrix::Stack;
use crate::quiz::owner::Owner;
use crate::quiz::prose::{Block, blocks, plain};
use crate::quiz::sheet::{Ask, Mark, Row, Sheet, State, Verdict};
use crate::session::step::{self, Stage};
use crate::session::summary::Summary;

/// A line as it may be written: no control characters reach a terminal from here.
pub fn clean(line: &str) -> String {
    line.chars().filter(|c| !c.is_control() || *c == '\t').collect()
}

/// Words as a sentence: a capital, a full stop.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    let stop = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// A text with markup, a paragraph a line, fenced blocks line by line.
pub fn prose(text: &str) -> Vec<String> {
    let lines = blocks(text).into_iter().flat_map(|block| match block {
        Block::Paragraph(pieces) => vec![pieces.into_iter().map(|piece| piece.text).collect::<String>()],
        Block::Code(code) => code.into_iter().map(|line| format!("    {line}")).collect(),
    });
    lines.collect()
}

/// A question as it is asked.
pub fn question(stage: &Stage) -> Vec<String> {
    let head = [String::new(), format!("Question {} of {}. {}.", stage.number, stage.of, stage.about)];
    head.into_iter().chain(asked(stage.scenario.as_deref(), &stage.stem, &stage.sheet)).collect()
}

/// Scenario, stem and rows.
pub fn asked(scenario: Option<&str>, stem: &str, sheet: &Sheet) -> Vec<String> {
    let mut lines = scenario.map(prose).unwrap_or_default();
    lines.extend(prose(stem));
    match &sheet.ask {
        Ask::Sequence { from, to, .. } => lines.push(format!("Order: from {from} to {to}.")),
        Ask::Group { groups } => {
            let heading = |(at, heading): (usize, &String)| format!("{} {heading}", at + 1);
            let all = groups.iter().enumerate().map(heading).collect::<Vec<_>>().join(", ");
            lines.push(format!("Headings: {all}."));
        }
        Ask::Divide { .. } => lines.push("The layers, from data down to the ground:".to_owned()),
        Ask::Choose { .. } => {}
    }
    lines.extend(rows(sheet));
    lines
}

/// The rows alone.
pub fn rows(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().map(row).collect()
}

fn row(row: &Row) -> String {
    match row.state {
        State::Given => format!("-. {} (both, not asked)", plain(&row.text)),
        _ => format!("{}. {}", row.label, plain(&row.text)),
    }
}

/// What is asked for, in a line.
pub fn prompt(sheet: &Sheet) -> String {
    let (what, how) = wanted(sheet);
    format!("{what} ({how}, or ? for help):")
}

/// What is asked for, and how it is typed.
pub fn wanted(sheet: &Sheet) -> (String, String) {
    match &sheet.ask {
        Ask::Choose { n: 1 } => ("Your answer".to_owned(), "one number".to_owned()),
        Ask::Choose { n } => ("Your answer".to_owned(), format!("{n} numbers")),
        Ask::Sequence { n, .. } => ("Your order".to_owned(), format!("{n} numbers, first to last")),
        Ask::Group { .. } => {
            (format!("Headings of rows A to {}", last(sheet)), format!("{} numbers", sheet.rows.len()))
        }
        Ask::Divide { n } => ("How many layers, from the top, are the customer's".to_owned(), format!("0 to {n}")),
    }
}

fn last(sheet: &Sheet) -> &str {
    sheet.rows.last().map_or("", |row| row.label.as_str())
}

/// What can be typed.
pub fn help(sheet: &Sheet) -> Vec<String> {
    let example = match &sheet.ask {
        Ask::Choose { n: 1 } => "Type the number of your answer: 2",
        Ask::Choose { .. } => "Type the numbers of your answers: 1 4",
        Ask::Sequence { .. } => "Type the numbers in your order: 3 1 2",
        Ask::Group { .. } => "Type a heading's number for each row, in the order of the rows: 1 2 2 1",
        Ask::Divide { .. } => "Type how many of the numbered layers are above the line, that is the customer's: 4",
    };
    let more = "Add g if it is a guess, u if you are unsure, s if you are sure: 2 g";
    let keys = "r says the question again, q ends the session.";
    [example, more, keys].map(str::to_owned).to_vec()
}

/// What is said of an answer.
pub fn answer(stage: &Stage, verdict: &step::Verdict) -> Vec<String> {
    let rows = stage.sheet.rows.iter().filter_map(|row| Some(marked(row, row.mark.as_ref()?, &stage.sheet.ask)));
    let mut lines: Vec<String> = [sentence(&verdict.words)].into_iter().chain(rows).collect();
    lines.extend(behind(stage, verdict));
    if !stage.note.is_empty() {
        lines.push(format!("Your note: {}", stage.note));
    }
    lines.extend((!verdict.returns.is_empty()).then(|| verdict.returns.clone()));
    lines
}

/// The key with its reasons, where nobody answered.
pub fn key(stage: &Stage, verdict: &step::Verdict) -> Vec<String> {
    let row = |row: &Row| {
        let mark = row.mark.as_ref()?;
        Some(format!("{}: {}. {}", named(row), mark.truth, sentence(&plain(&mark.why))))
    };
    stage.sheet.rows.iter().filter_map(row).chain(behind(stage, verdict)).collect()
}

/// The explanation, the stack and the sources behind an answer.
fn behind(stage: &Stage, verdict: &step::Verdict) -> Vec<String> {
    let mut lines = prose(&verdict.explanation);
    if let Some(stack) = verdict.stack.as_ref().filter(|_| !matches!(stage.sheet.ask, Ask::Divide { .. })) {
        lines.push(layers(stack));
    }
    let read = verdict.verified.as_ref().map(|day| format!(", read {day}")).unwrap_or_default();
    lines.extend(verdict.sources.iter().map(|source| format!("Source: {source}{read}")));
    lines
}

/// A row by its number and words.
fn named(row: &Row) -> String {
    format!("{}. {}", if row.label.is_empty() { "-" } else { &row.label }, plain(&row.text))
}

/// A stack by its parties, in a line.
fn layers(stack: &Stack) -> String {
    let of = |owner: Owner| {
        let own = stack.rows.iter().filter(move |row| row.owner == owner);
        let titles = own.map(|row| format!("{}{}", row.short, if row.here { " (this question)" } else { "" }));
        let titles = titles.collect::<Vec<_>>().join(", ");
        if titles.is_empty() { None } else { Some(format!("{} {titles}", owner.whose())) }
    };
    let parts = [Owner::Customer, Owner::Both, Owner::Aws].into_iter().filter_map(of).collect::<Vec<_>>();
    format!("{}, top to bottom: {}.", stack.name, parts.join("; "))
}

fn marked(row: &Row, mark: &Mark, ask: &Ask) -> String {
    let verdict = match (ask, mark.verdict) {
        (Ask::Choose { .. }, Verdict::Right) => "chosen, right".to_owned(),
        (Ask::Choose { .. }, Verdict::Wrong) => "chosen, wrong".to_owned(),
        (Ask::Choose { .. }, Verdict::Missed) => "not chosen, but right".to_owned(),
        (Ask::Choose { .. }, Verdict::Apart) => "rightly left".to_owned(),
        (Ask::Divide { .. }, Verdict::Apart) => "both".to_owned(),
        (Ask::Sequence { .. }, Verdict::Wrong | Verdict::Missed) if mark.truth == "belongs nowhere" => {
            format!("wrong, {}: it belongs nowhere", mark.said)
        }
        (Ask::Sequence { .. }, Verdict::Wrong | Verdict::Missed) => {
            format!("wrong, {}: it is {}", mark.said, mark.truth)
        }
        (_, Verdict::Right | Verdict::Apart) => format!("right: {}", mark.truth),
        (_, _) => format!("wrong, you said {}: it is {}", mark.said, mark.truth),
    };
    let wanted = !matches!(ask, Ask::Divide { .. }) || mark.verdict == Verdict::Wrong;
    let why = if wanted { sentence(&plain(&mark.why)) } else { String::new() };
    let why = if mark.why.is_empty() || why.is_empty() { String::new() } else { format!(" {why}") };
    format!("{}: {verdict}.{why}", named(row))
}

/// The end of a session.
pub fn summary(summary: &Summary) -> Vec<String> {
    let mut lines = vec![String::new(), format!("{}: done.", summary.title)];
    if summary.full.of == 0 {
        lines.push("No question was answered.".to_owned());
        return lines;
    }
    let (full, points) = (summary.full, summary.points);
    lines.push(format!("All or nothing: {} of {} right, {} percent.", full.won, full.of, full.percent()));
    lines.push(format!("Points: {} of {}, {} percent.", points.won, points.of, points.percent()));
    for (title, returns) in &summary.missed {
        let back = if returns.is_empty() { String::new() } else { format!(" Comes back {returns}.") };
        lines.push(format!("Missed: {}{back}", sentence(&plain(title))));
    }
    let day = |(day, count): &(String, usize)| format!("{count} {day}");
    if !summary.returns.is_empty() {
        lines.push(format!("Comes back: {}.", summary.returns.iter().map(day).collect::<Vec<_>>().join(", ")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{clean, sentence};

    #[test]
    fn words_become_sentences_and_controls_never_get_out() {
        assert_eq!(sentence("choose two"), "Choose two.");
        assert_eq!(sentence("Which?"), "Which?");
        assert_eq!(clean("a\u{1b}[31mb\u{7}"), "a[31mb");
    }
}
