//! Home and progress as lines of words.

use crate::progress::day::Moment;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::session::today::today;

/// What is due today and what can be done.
pub fn lines(bank: &Bank, progress: &Progress, now: Moment) -> Vec<String> {
    let today = today(bank, progress, now);
    let all = &today.overview.all;
    let mut lines = vec![
        String::new(),
        "whose: whose job is it, AWS's or yours?".to_owned(),
        format!("Today: {} due, {} new, about {} minutes.", today.due, today.new, today.minutes),
        format!("Known: {} of {} ideas.", all.known, all.objectives),
    ];
    lines.extend(today.ahead.map(|day| format!("The clock may be wrong: you answered questions on {day}.")));
    lines.extend(["1. study", "2. drill anything", "3. drill the line"].map(str::to_owned));
    lines.push(format!("4. drill what was missed ({})", today.missed));
    lines.extend(["5. progress", "6. explore whose each layer is", "7. mock exams"].map(str::to_owned));
    lines
}

/// Progress in words.
pub fn progress(bank: &Bank, progress: &Progress, now: Moment) -> Vec<String> {
    let overview = today(bank, progress, now).overview;
    let mut lines = vec![
        format!("Answers: {}, of them right: {}. Minutes: {}.", overview.answers, overview.right, overview.minutes),
        format!("Days in a row: {}.", overview.streak),
        format!("Known today: {} of {} ideas; met: {}.", overview.all.known, overview.all.objectives, overview.all.met),
    ];
    for topic in &overview.topics {
        lines.push(format!("{}: {} of {} known, {} met.", topic.topic, topic.known, topic.objectives, topic.met));
    }
    let days = overview.forecast.iter().enumerate().map(|(days, count)| format!("day {days}: {count}"));
    lines.push(format!("Comes back (day 0 is today): {}.", days.collect::<Vec<_>>().join(", ")));
    lines
}
