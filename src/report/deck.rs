//! What a student takes home of a class, as one HTML page that needs nothing but itself.

use crate::quiz::sheet::{Row, Sheet, State, Verdict, letter};
use crate::report::handout::hint;
use crate::report::html;
use std::fmt::Write;

/// A missed question, as the page shows it.
#[derive(Clone, Debug)]
pub struct Card<'c> {
    /// The text that it shares with others.
    pub scenario: Option<&'c str>,
    /// The question itself.
    pub stem: &'c str,
    /// Its rows, marked.
    pub sheet: &'c Sheet,
    /// Whether it was answered.
    pub answered: bool,
    /// The idea behind it.
    pub explanation: &'c str,
    /// The pages that carry its key.
    pub sources: &'c [String],
}

/// The page: each question with its answer behind a fold, to be tried again first.
pub fn html(title: &str, name: &str, cards: &[Card<'_>]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "<h1>{}</h1>", html::escape(title));
    let count = match cards.len() {
        0 => "nothing missed".to_owned(),
        1 => "one missed question".to_owned(),
        n => format!("{n} missed questions"),
    };
    let _ = writeln!(out, "<p>{}: {count}. Try each again before you open its answer.</p>", html::escape(name));
    for (number, card) in (1..).zip(cards) {
        let _ = writeln!(out, "<article class=\"question\">\n<h2>{number}</h2>");
        for text in card.scenario.iter().chain([&card.stem]) {
            out.push_str(&html::prose(text));
        }
        out.push_str("<ul class=\"sheet\">");
        for line in hint(&card.sheet.ask) {
            let _ = write!(out, "<li>{}</li>", html::line(&line));
        }
        for (at, row) in card.sheet.rows.iter().enumerate() {
            let _ = write!(out, "<li>{} {}</li>", letter(at), html::line(&row.text));
        }
        out.push_str("</ul>\n<details><summary>The answer</summary>\n<ul class=\"sheet\">");
        for (at, row) in card.sheet.rows.iter().enumerate() {
            out.push_str(&answer(at, row, card.answered));
        }
        let _ = writeln!(out, "</ul>\n{}", html::prose(card.explanation));
        for source in card.sources {
            let source = html::escape(source);
            let _ = writeln!(out, "<p class=\"source\"><a href=\"{source}\" rel=\"noreferrer\">{source}</a></p>");
        }
        out.push_str("</details>\n</article>\n");
    }
    html::page(title, &out)
}

fn answer(at: usize, row: &Row, answered: bool) -> String {
    let Some(mark) = &row.mark else { return String::new() };
    let sign = match mark.verdict {
        Verdict::Right => "✓",
        Verdict::Wrong => "✗",
        Verdict::Missed => "○",
        Verdict::Apart => "–",
    };
    let said = match (&row.state, answered) {
        (State::Free, _) | (_, false) => String::new(),
        _ => format!(" (you: {})", html::escape(&mark.said)),
    };
    let (letter, text, truth, why) =
        (letter(at), html::line(&row.text), html::escape(&mark.truth), html::line(&mark.why));
    format!("<li>{sign} {letter} {text}: <strong>{truth}</strong>{said}. {why}</li>")
}
