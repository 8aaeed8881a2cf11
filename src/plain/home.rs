//! Home and progress as lines of words.

use crate::progress::day::Moment;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::prose::plain;
use crate::session::insight::{Chart, sections};
use crate::session::outlook::outlooks;
use crate::session::today::today;

const AIM: &str = "8. say which exam you prepare for";

/// What is due today and what can be done.
pub fn lines(bank: &Bank, progress: &Progress, now: Moment) -> Vec<String> {
    let today = today(bank, progress, now);
    let mut lines = vec![String::new(), "whose: whose job is it, AWS's or yours?".to_owned()];
    lines.extend(today.aim.iter().map(|aim| format!("You prepare for {}.", aim.replace(" · ", ", "))));
    lines.push(format!("Today: {} due, {} new, about {} minutes.", today.due, today.new, today.minutes));
    lines.push(format!("Known: {} of {} ideas.", today.known.known, today.known.objectives));
    for outlook in outlooks(bank, progress, now.study_day()) {
        lines.push(format!("Ready for {}: {}.", outlook.exam, outlook.words));
    }
    lines.extend(today.after);
    lines.extend(today.ahead.map(|day| format!("The clock may be wrong: you answered questions on {day}.")));
    lines.extend(["1. study", "2. drill anything", "3. drill the line"].map(str::to_owned));
    lines.push(format!("4. drill what was missed ({})", today.missed));
    lines.extend(["5. progress", "6. explore whose each layer is", "7. mock exams", AIM].map(str::to_owned));
    lines
}

/// Progress in words: what each chart shows, and what it means for today.
pub fn progress(bank: &Bank, progress: &Progress, now: Moment) -> Vec<String> {
    let overview = today(bank, progress, now).overview;
    let mut lines = vec![
        format!("Answers: {}, of them right: {}. Minutes: {}.", overview.answers, overview.right, overview.minutes),
        format!("Days in a row: {}.", overview.streak),
    ];
    for section in sections(bank, progress, now) {
        lines.push(String::new());
        lines.push(format!("{}.", section.title.trim_end_matches('?')));
        lines.push(section.says.clone());
        lines.extend(chart(&section.chart));
    }
    lines
}

/// A chart in words; what is empty is left out.
fn chart(chart: &Chart) -> Vec<String> {
    match chart {
        Chart::Bars(bars) => bars.iter().map(|bar| format!("{}: {}.", plain(&bar.name), bar.note)).collect(),
        Chart::Columns(columns) => {
            let column = |(name, count): &(String, u64)| format!("{name}: {count}");
            vec![format!("{}.", columns.iter().map(column).collect::<Vec<_>>().join(", "))]
        }
        Chart::Calendar { first, weeks } => {
            let week = |(at, days): (i32, &[Option<u32>; 7])| {
                let answers: u32 = days.iter().flatten().sum();
                (answers > 0).then(|| format!("Week of {}: {answers} answers.", first.plus(at * 7)))
            };
            (0..).zip(weeks).filter_map(week).collect()
        }
    }
}
