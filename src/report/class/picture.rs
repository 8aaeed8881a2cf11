//! The charts of a class report, as SVG. Each says in numbers what it says with lengths.

use crate::progress::class::analysis::{ChoiceFigures, Shift};
use crate::report::class::{Item, Report, percent};
use crate::report::html::escape;
use std::fmt::Write;

const WIDTH: u32 = 640;

fn svg(height: u32, title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>{body}</svg>\n"
    )
}

/// A share of a length.
fn part(share: f64, length: u32) -> f64 {
    share.clamp(0.0, 1.0) * f64::from(length)
}

/// How many people had so many right.
pub fn scores(distribution: &[usize]) -> String {
    let most = distribution.iter().copied().max().unwrap_or(0).max(1);
    let columns = u32::try_from(distribution.len()).unwrap_or(1).max(1);
    let step = ((WIDTH - 40) / columns).clamp(1, 48);
    let mut body = String::new();
    for (at, count) in (0u32..).zip(distribution) {
        let height = u32::try_from(count * 80 / most).unwrap_or(0);
        let x = 20 + at * step;
        let _ = write!(
            body,
            "<rect class=\"part\" x=\"{x}\" y=\"{}\" width=\"{}\" height=\"{height}\"><title>{at} right: {count}</title></rect>",
            96 - height,
            step.saturating_sub(2).max(1),
        );
        if *count > 0 {
            let _ = write!(
                body,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{count}</text>",
                x + step / 2,
                92 - height
            );
        }
        if columns <= 24 || at % 5 == 0 {
            let _ = write!(body, "<text x=\"{}\" y=\"112\" text-anchor=\"middle\">{at}</text>", x + step / 2);
        }
    }
    svg(118, "People by questions right", &body)
}

/// The share right of each question with its interval.
pub fn facilities(report: &Report) -> String {
    let mut body = String::new();
    let rows: Vec<&Item> = report.items.iter().filter(|item| item.facility.is_some()).collect();
    for (at, item) in (0u32..).zip(&rows) {
        let (y, facility) = (at * 24, item.facility.unwrap_or(0.0));
        let (low, high) = item.interval.unwrap_or((facility, facility));
        let at_share = |share: f64| 60.0 + part(share, WIDTH - 140);
        let _ = write!(
            body,
            "<text x=\"40\" y=\"{}\" text-anchor=\"end\">{}</text><line class=\"axis\" x1=\"60\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\
             <rect class=\"range\" x=\"{:.1}\" y=\"{}\" width=\"{:.1}\" height=\"8\"/>\
             <circle class=\"dot\" cx=\"{:.1}\" cy=\"{}\" r=\"4\"/><text x=\"{}\" y=\"{}\">{}</text>",
            y + 16,
            item.number,
            y + 12,
            WIDTH - 80,
            y + 12,
            at_share(low),
            y + 8,
            (at_share(high) - at_share(low)).max(2.0),
            at_share(facility),
            y + 12,
            WIDTH - 70,
            y + 16,
            percent(facility),
        );
    }
    let height = u32::try_from(rows.len()).unwrap_or(0) * 24 + 4;
    svg(height, "Share right of each question, with its 95 % interval", &body)
}

/// Who chose which option: all, and the upper and the lower 27 %.
pub fn options(options: &[ChoiceFigures]) -> String {
    let mut body = String::new();
    for (at, option) in (0u32..).zip(options) {
        let y = at * 30;
        let bar = |share: Option<f64>| part(share.unwrap_or(0.0), 420);
        let sign = if option.correct { "✓ " } else { "" };
        let class = if option.correct { "right" } else { "part" };
        let _ = write!(
            body,
            "<text x=\"50\" y=\"{}\" text-anchor=\"end\">{sign}{}</text>\
             <rect class=\"rest\" x=\"60\" y=\"{}\" width=\"420\" height=\"14\"/>\
             <rect class=\"{class}\" x=\"60\" y=\"{}\" width=\"{:.1}\" height=\"14\"/>\
             <text x=\"490\" y=\"{}\">{} ({})</text>",
            y + 16,
            escape(&option.label),
            y + 5,
            y + 5,
            bar(option.share),
            y + 16,
            option.count,
            option.share.map(percent).unwrap_or_default(),
        );
        if let (Some(upper), Some(lower)) = (option.upper, option.lower) {
            let _ = write!(
                body,
                "<line class=\"mark\" x1=\"{0:.1}\" y1=\"{1}\" x2=\"{0:.1}\" y2=\"{2}\"><title>upper 27 %: {3}</title></line>\
                 <line class=\"trend\" x1=\"{4:.1}\" y1=\"{1}\" x2=\"{4:.1}\" y2=\"{2}\"><title>lower 27 %: {5}</title></line>",
                60.0 + bar(Some(upper)),
                y + 2,
                y + 22,
                percent(upper),
                60.0 + bar(Some(lower)),
                percent(lower),
            );
        }
    }
    let height = u32::try_from(options.len()).unwrap_or(0) * 30 + 4;
    svg(height, "Who chose which option", &body)
}

/// How people moved between two votes.
pub fn shift(shift: &Shift) -> String {
    let rows = [
        ("right → right", shift.right_right),
        ("wrong → right", shift.wrong_right),
        ("right → wrong", shift.right_wrong),
        ("wrong → wrong", shift.wrong_wrong),
    ];
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let mut body = String::new();
    for (at, (name, count)) in (0u32..).zip(rows) {
        let (y, length) = (at * 24, u32::try_from(count * 400 / most).unwrap_or(0));
        let _ = write!(
            body,
            "<text x=\"110\" y=\"{}\" text-anchor=\"end\">{name}</text>\
             <rect class=\"part\" x=\"120\" y=\"{}\" width=\"{length}\" height=\"14\"/><text x=\"{}\" y=\"{}\">{count}</text>",
            y + 16,
            y + 5,
            128 + length,
            y + 16,
        );
    }
    svg(100, "From the first vote to the second", &body)
}
