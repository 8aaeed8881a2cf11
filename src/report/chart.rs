//! The charts of a report, as SVG. Each has a title in words, and says with numbers what it says with lengths.

use crate::progress::exam::account::{Account, DomainResult};
use crate::report::html::escape;
use std::fmt::Write;

const WIDTH: u32 = 640;

fn svg(height: u32, title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>{body}</svg>\n"
    )
}

/// Where a scaled score lies on a line of the whole width.
fn place(score: u16, (low, high): (u16, u16)) -> u32 {
    let (part, whole) = (u32::from(score.saturating_sub(low)), u32::from(high.saturating_sub(low)).max(1));
    20 + part * (WIDTH - 40) / whole
}

/// The interval of the score, and the mark to pass.
pub fn score(account: &Account) -> String {
    let (from, to) = account.scaled;
    let (low, high, pass) = (place(from, account.scale), place(to, account.scale), place(account.pass, account.scale));
    let mut body = String::new();
    let _ = write!(
        body,
        "<line class=\"axis\" x1=\"20\" y1=\"40\" x2=\"{}\" y2=\"40\"/>\
         <rect class=\"range\" x=\"{low}\" y=\"30\" width=\"{}\" height=\"20\" rx=\"4\"/>\
         <line class=\"mark\" x1=\"{pass}\" y1=\"20\" x2=\"{pass}\" y2=\"60\"/>\
         <text x=\"{pass}\" y=\"14\" text-anchor=\"middle\">pass {}</text>\
         <text x=\"{}\" y=\"70\" text-anchor=\"middle\">{from} to {to}</text>\
         <text x=\"20\" y=\"70\">{}</text><text x=\"{}\" y=\"70\" text-anchor=\"end\">{}</text>",
        WIDTH - 20,
        (high - low).max(4),
        account.pass,
        u32::midpoint(low, high).clamp(90, WIDTH - 90),
        account.scale.0,
        WIDTH - 20,
        account.scale.1,
    );
    svg(80, &format!("Score {from} to {to}, {} to pass", account.pass), &body)
}

/// The share right in each domain.
pub fn domains(domains: &[DomainResult]) -> String {
    let mut body = String::new();
    for (at, domain) in (0u32..).zip(domains) {
        let (y, percent) = (at * 44, domain.score.percent());
        let length = percent * (WIDTH - 40) / 100;
        let _ = write!(
            body,
            "<text x=\"20\" y=\"{}\">{}</text><rect class=\"rest\" x=\"20\" y=\"{}\" width=\"{}\" height=\"14\"/>\
             <rect class=\"part\" x=\"20\" y=\"{}\" width=\"{length}\" height=\"14\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{} of {}, {}</text>",
            y + 14,
            escape(&domain.title),
            y + 20,
            WIDTH - 40,
            y + 20,
            WIDTH - 20,
            y + 14,
            domain.score.won,
            domain.score.of,
            domain.band,
        );
    }
    let height = u32::try_from(domains.len()).unwrap_or(0) * 44 + 4;
    svg(height, "Scored questions right, by domain", &body)
}

/// The time on each question: number, milliseconds, whether it was right.
pub fn times(questions: &[(usize, u64, bool)]) -> String {
    let most = questions.iter().map(|(_, ms, _)| *ms).max().unwrap_or(0).max(1);
    let step = (WIDTH - 40) / u32::try_from(questions.len()).unwrap_or(1).max(1);
    let mut body = String::new();
    for (at, (number, ms, right)) in (0u32..).zip(questions) {
        let height = u32::try_from(ms * 90 / most).unwrap_or(0).max(1);
        let class = if *right { "right" } else { "missed" };
        let _ = write!(
            body,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{height}\"><title>Question {number}: {} s</title></rect>",
            20 + at * step,
            100 - height,
            step.saturating_sub(1).max(1),
            ms / 1_000,
        );
    }
    let _ = write!(body, "<text x=\"20\" y=\"116\">question 1</text>");
    let _ =
        write!(body, "<text x=\"{}\" y=\"116\" text-anchor=\"end\">the longest: {} s</text>", WIDTH - 20, most / 1_000);
    svg(124, "Time on each question; those missed are hatched", &format!("{HATCH}{body}"))
}

const HATCH: &str = "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
    patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>\
    <line class=\"hatch-line\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>";

/// Shares right of the exams so far, oldest first: day and per cent.
pub fn trend(history: &[(String, u32)]) -> String {
    let step = (WIDTH - 80) / u32::try_from(history.len().saturating_sub(1)).unwrap_or(1).max(1);
    let point = |(at, (_, percent)): (u32, &(String, u32))| (40 + at * step, 110 - percent);
    let points: Vec<(u32, u32)> = (0u32..).zip(history).map(point).collect();
    let line = points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    let mut body = format!("<polyline class=\"trend\" points=\"{line}\"/>");
    for ((x, y), (day, percent)) in points.iter().zip(history) {
        let _ = write!(
            body,
            "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"4\"><title>{}: {percent} %</title></circle>\
             <text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{percent} %</text>",
            escape(day),
            y.saturating_sub(8).max(10),
        );
    }
    svg(124, "Scored questions right, exam by exam", &body)
}
