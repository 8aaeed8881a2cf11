//! A class in lines of words, for the terminal.

use crate::progress::class::analysis::ChoiceFigures;
use crate::progress::class::analysis::item::FEWEST;
use crate::quiz::prose::plain;
use crate::report::class::{Item, Report, Row, percent, signed};

/// The report as lines.
pub fn lines(report: &Report) -> Vec<String> {
    let classes: Vec<String> = report.classes.iter().map(|(name, day)| format!("{name} of {day}")).collect();
    let mut lines = vec![format!("{}: {} people ({}).", report.title, report.people, classes.join(", "))];
    if let Some(test) = &report.test {
        let enough = test.people >= FEWEST;
        let sd = test.sd.map(|sd| format!(", standard deviation {sd:.2}")).unwrap_or_default();
        lines.push(format!("Mean {:.2} of {} right{sd}.", test.mean, test.items));
        if let (Some(kr20), Some(sem), true) = (test.kr20, test.sem, enough) {
            lines.push(format!("Reliability: KR-20 {kr20:.2}; standard error of measurement {sem:.2} questions."));
        }
    }
    for item in &report.items {
        lines.push(String::new());
        lines.extend(item_lines(item));
    }
    if report.items.is_empty() {
        lines.push("No key was shown, so there is nothing to tell of the questions.".to_owned());
    }
    lines
}

fn item_lines(item: &Item) -> Vec<String> {
    let void = if item.void { " (void)" } else { "" };
    let mut lines = vec![format!("{}. {}{void}", item.number, plain(&item.stem)), format!("   {}", item.id)];
    if !item.hands.is_empty() {
        let hands: Vec<String> = item.hands.iter().map(ToString::to_string).collect();
        lines.push(format!("   hands: {}", hands.join(", ")));
        return lines;
    }
    lines.push(format!("   {}", figures(item)));
    lines.extend(item.options.iter().map(|choice| option(choice, item.evidence != "too few")));
    let row = |row: &Row| format!("   {:>5} right  {}  {}: {}", row.right, row.label, plain(&row.text), row.truth);
    lines.extend(item.rows.iter().map(row));
    lines.extend(sure(item).map(|words| format!("   {words}")));
    if let Some(shift) = &item.shift {
        lines.push(format!(
            "   two votes: right both times {}, now right {}, now wrong {}, wrong both times {}{}",
            shift.right_right,
            shift.wrong_right,
            shift.right_wrong,
            shift.wrong_wrong,
            shift.gain().map(|gain| format!(", gain {gain:.2}")).unwrap_or_default(),
        ));
    }
    lines.push(format!("   {}", verdict(item)));
    lines
}

/// The figures of a question in one line.
pub fn figures(item: &Item) -> String {
    let mut parts = vec![format!("{} answered", item.answered)];
    if let (Some(facility), Some((low, high))) = (item.facility, item.interval) {
        parts.push(format!("{} right ({} to {})", percent(facility), percent(low), percent(high)));
    }
    // Of fewer answers these figures are noise.
    let enough = item.evidence != "too few";
    parts.extend(item.correlation.filter(|_| enough).map(|correlation| format!("r {}", signed(correlation))));
    parts.extend(
        item.groups
            .filter(|_| enough)
            .map(|(upper, lower)| format!("upper {}, lower {}", percent(upper), percent(lower))),
    );
    parts.extend(item.median_ms.map(|ms| format!("median {:.0} s", ms / 1_000.0)));
    parts.join(", ")
}

fn option(option: &ChoiceFigures, enough: bool) -> String {
    let sign = if option.correct { "✓" } else { " " };
    let correlation =
        option.correlation.filter(|_| enough).map(|value| format!(", r {}", signed(value))).unwrap_or_default();
    let share = option.share.map_or_else(|| "–".to_owned(), percent);
    format!("   {sign} {}  {:>3} ({share}{correlation})  {}", option.label, option.count, plain(&option.text))
}

/// How sure people were, and whether they were right; none where nobody said.
pub fn sure(item: &Item) -> Option<String> {
    let names = ["a guess", "unsure", "sure"];
    let said = names.iter().zip(&item.sure[1..]).rev().filter(|(_, [right, wrong])| right + wrong > 0);
    let words: Vec<String> = said.map(|(name, [right, wrong])| format!("{name}: {right} right, {wrong} not")).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// What a question's figures mean, and how far they can be trusted.
pub fn verdict(item: &Item) -> String {
    match (&item.verdict, item.evidence) {
        (Some(verdict), "amber") => format!("{verdict} (fewer than 60 answers: a reason to look, no more)"),
        (Some(verdict), _) => verdict.clone(),
        (None, "too few") => "fewer than 20 answers that count: no verdict".to_owned(),
        (None, _) => "nothing can be compared: no verdict".to_owned(),
    }
}
