//! A class as one HTML page that needs nothing but itself.

use crate::progress::class::analysis::item::FEWEST;
use crate::report::class::lines::{figures, sure, verdict};
use crate::report::class::{Item, Report, picture};
use crate::report::html;
use std::fmt::Write;

const READING: &str = "Facility is the share right. r is the correlation of a question with the rest of the test: near \
    zero it tells strong from weak no better than luck. Upper and lower are the 27 % with the best and the worst rest \
    scores. Second votes do not enter: they follow from talk. Fewer than 20 answers that count give no verdict, fewer \
    than 60 a reason to look. The scores of people are of their last votes, the mean and all figures of questions of first votes. On the bars of the options the thick mark is the upper 27 %, the thin one the lower.";

/// The page.
pub fn page(report: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "<h1>{}</h1>", html::escape(&report.title));
    let classes: Vec<String> = report.classes.iter().map(|(name, day)| format!("{name} of {day}")).collect();
    let _ = writeln!(out, "<p>{} people. {}.</p>", report.people, html::escape(&classes.join(", ")));
    if let Some(test) = &report.test {
        let number = |value: Option<f64>| {
            value.filter(|_| test.people >= FEWEST).map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
        };
        let _ = writeln!(
            out,
            "<table><tr><th>Questions</th><th>People who count</th><th>Mean right</th><th>Standard deviation</th>\
             <th>KR-20</th><th>Alpha</th><th>Standard error</th></tr><tr><td>{}</td><td>{}</td><td>{:.2}</td><td>{}</td>\
             <td>{}</td><td>{}</td><td>{}</td></tr></table>",
            test.items,
            test.people,
            test.mean,
            number(test.sd),
            number(test.kr20),
            number(test.alpha),
            number(test.sem),
        );
        out.push_str(&picture::scores(&test.distribution));
    }
    out.push_str(&picture::facilities(report));
    let _ = writeln!(out, "<p>{READING}</p>");
    report.items.iter().for_each(|item| out.push_str(&article(item)));
    if !report.gradebook.is_empty() {
        out.push_str("<h2>People</h2>\n<table><tr><th>Seat</th><th>Name</th><th>On the list</th><th>Right</th><th>Of</th></tr>\n");
        for grade in &report.gradebook {
            let roster = html::escape(grade.roster.as_deref().unwrap_or_default());
            let name = html::escape(&grade.name);
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{name}</td><td>{roster}</td><td>{}</td><td>{}</td></tr>",
                grade.seat, grade.right, grade.of
            );
        }
        out.push_str("</table>\n");
    }
    html::page(&report.title, &out)
}

fn article(item: &Item) -> String {
    let mut out = String::new();
    let void = if item.void { " (void)" } else { "" };
    let _ = writeln!(out, "<article class=\"question\">\n<h2>{}{void}</h2>", item.number);
    for text in item.scenario.iter().chain([&item.stem]) {
        out.push_str(&html::prose(text));
    }
    if item.hands.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", html::escape(&figures(item)));
        let _ = writeln!(out, "<p><strong>{}</strong></p>", html::escape(&verdict(item)));
    } else {
        let hands: Vec<String> = item.hands.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "<p>Hands counted: {}</p>", hands.join(", "));
    }
    if !item.options.is_empty() {
        out.push_str("<ul class=\"sheet\">");
        for option in &item.options {
            let sign = if option.correct { "✓ " } else { "" };
            let _ = write!(out, "<li>{sign}{} {}</li>", html::escape(&option.label), html::line(&option.text));
        }
        out.push_str("</ul>\n");
        out.push_str(&picture::options(&item.options));
    }
    if !item.rows.is_empty() {
        out.push_str("<ul class=\"sheet\">");
        for row in &item.rows {
            let (text, truth) = (html::line(&row.text), html::escape(&row.truth));
            let _ = write!(out, "<li>{} {text}: <strong>{truth}</strong> ({} right)</li>", row.label, row.right);
        }
        out.push_str("</ul>\n");
    }
    if let Some(words) = sure(item) {
        let _ = writeln!(out, "<p>{}</p>", html::escape(&words));
    }
    if let Some(shift) = &item.shift {
        out.push_str(&picture::shift(shift));
    }
    let _ = writeln!(out, "<p class=\"source\">{}</p>\n</article>", html::escape(&item.id));
    out
}
