//! A paper for a classroom without screens: the questions on sheets, and the key on sheets of their own.

use crate::quiz::owner::Owner;
use crate::quiz::prose::plain;
use crate::quiz::question::Question;
use crate::quiz::sheet::{Ask, Row, Sheet, letter};
use crate::report::{html, markdown};
use std::fmt::Write;
use std::sync::Arc;

/// A form of a paper: the same questions as its sisters, in an order of its own.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is called: `A`, `B`.
    pub name: String,
    /// Its questions.
    pub questions: Vec<Asked>,
}

/// A question of a form.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: Arc<Question>,
    /// The text that it shares with others.
    pub scenario: Option<String>,
    /// Its rows, in the order of this form.
    pub sheet: Sheet,
    /// The same rows with what is right.
    pub key: Sheet,
}

/// All forms and then all keys, as Markdown.
pub fn as_markdown(title: &str, forms: &[Form]) -> String {
    let mut out = String::new();
    for form in forms {
        let _ =
            writeln!(out, "# {}, form {}\n\nName: ______________________________\n", markdown::text(title), form.name);
        for (number, asked) in (1..).zip(&form.questions) {
            let _ = writeln!(out, "## {number}\n");
            for text in asked.scenario.iter().chain([&asked.question.stem]) {
                let _ = writeln!(out, "{}\n", markdown::text(text));
            }
            for line in hint(&asked.sheet.ask).into_iter().chain(rows(&asked.sheet)) {
                let _ = writeln!(out, "* {}", markdown::text(&line));
            }
            out.push('\n');
        }
    }
    for form in forms {
        let _ = writeln!(out, "# {}, key of form {}\n", markdown::text(title), form.name);
        for (number, asked) in (1..).zip(&form.questions) {
            let _ =
                writeln!(out, "{number}. **{}** {}", right(asked), markdown::text(&plain(&asked.question.explanation)));
        }
        out.push('\n');
    }
    out
}

/// All forms and then all keys, as one HTML page to print.
pub fn as_html(title: &str, forms: &[Form]) -> String {
    let mut out = String::new();
    for form in forms {
        let name = html::escape(&format!("{title}, form {}", form.name));
        let _ = writeln!(out, "<section class=\"form\">\n<h1>{name}</h1>\n<p>Name: <span class=\"blank\"></span></p>");
        for (number, asked) in (1..).zip(&form.questions) {
            let _ = writeln!(out, "<article class=\"question\">\n<h3>{number}</h3>");
            for text in asked.scenario.iter().chain([&asked.question.stem]) {
                out.push_str(&html::prose(text));
            }
            let _ = write!(out, "<ul class=\"sheet\">");
            for line in hint(&asked.sheet.ask).into_iter().chain(rows(&asked.sheet)) {
                let _ = write!(out, "<li>{}</li>", html::line(&line));
            }
            let _ = writeln!(out, "</ul>\n</article>");
        }
        let _ = writeln!(out, "</section>");
    }
    for form in forms {
        let name = html::escape(&format!("{title}, key of form {}", form.name));
        let _ = writeln!(out, "<section class=\"form\">\n<h1>{name}</h1>\n<ol>");
        for asked in &form.questions {
            let explanation = html::line(&plain(&asked.question.explanation));
            let _ = writeln!(out, "<li><strong>{}</strong> {explanation}</li>", html::escape(&right(asked)));
        }
        let _ = writeln!(out, "</ol>\n</section>");
    }
    html::page(title, &out)
}

/// What is to be written down, where the rows do not say so themselves.
pub(super) fn hint(ask: &Ask) -> Vec<String> {
    match ask {
        Ask::Choose { .. } => Vec::new(),
        Ask::Sequence { from, to, .. } => vec![format!("Write the letters in order, from {from} to {to}.")],
        Ask::Group { groups } => {
            let heading = |(at, heading): (usize, &String)| format!("{} {heading}", at + 1);
            let all = groups.iter().enumerate().map(heading).collect::<Vec<_>>().join(", ");
            vec![format!("Write a heading's number beside each row: {all}.")]
        }
        Ask::Divide { .. } => vec!["Draw the line between the customer's part, above, and AWS's, below.".to_owned()],
    }
}

fn rows(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().enumerate().map(|(at, row)| format!("{}  {}", letter(at), row.text)).collect()
}

/// What is right, in letters.
fn right(asked: &Asked) -> String {
    let sheet = &asked.key;
    let truth = |row: &Row| row.mark.as_ref().map(|mark| mark.truth.clone()).unwrap_or_default();
    let lettered = || sheet.rows.iter().enumerate().map(|(at, row)| (letter(at), truth(row)));
    match &sheet.ask {
        Ask::Choose { .. } => {
            lettered().filter(|(_, truth)| truth == "right").map(|(letter, _)| letter).collect::<Vec<_>>().join(", ")
        }
        Ask::Sequence { .. } => {
            let place = |(at, row): (usize, &Row)| Some((row.mark.as_ref()?.place()?, letter(at)));
            let mut places: Vec<_> = sheet.rows.iter().enumerate().filter_map(place).collect();
            places.sort();
            places.into_iter().map(|(_, letter)| letter).collect::<Vec<_>>().join(", ")
        }
        Ask::Group { groups } => {
            let number = |truth: &str| groups.iter().position(|group| group == truth).map_or(0, |at| at + 1);
            lettered().map(|(letter, truth)| format!("{letter} {}", number(&truth))).collect::<Vec<_>>().join(", ")
        }
        Ask::Divide { .. } => match sheet.rows.iter().rposition(|row| truth(row) != Owner::Aws.word()) {
            Some(last) => format!("line below {}", letter(last)),
            None => "line above all".to_owned(),
        },
    }
}
