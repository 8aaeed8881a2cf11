//! Saying which exam is prepared for, and when it is, in words: to the program and back.

use crate::progress::day::{Day, Moment};
use crate::progress::entry::What;
use crate::progress::exam::aim::{Aim, ahead, gone_by};
use crate::progress::fit::Fit;
use crate::progress::ledger::Progress;
use crate::progress::plan::{Wish, plan};
use crate::progress::stats::known;
use crate::quiz::bank::Bank;
use crate::quiz::exams::find;
use crate::session::exam::list::told;
use crate::session::keeper::Keeper;

/// Says that no exam is prepared for.
pub const NONE: &str = "none";

/// What a learner may type, for prompts.
pub const EXAMPLE: &str = "an exam and its day, CLF-C02 2027-02-14; an exam alone; or none";

/// Reads `clf 2027-02-14`, `clf` or `none`; the error says what is expected.
pub fn read(bank: &Bank, text: &str, now: Moment) -> Result<Aim, String> {
    let mut words = text.split_whitespace();
    let (Some(exam), day, None) = (words.next(), words.next(), words.next()) else {
        return Err(format!("that does not say it; type {EXAMPLE}"));
    };
    if exam.eq_ignore_ascii_case(NONE) {
        let nothing = Aim { exam: None, day: None };
        return day
            .map_or(Ok(nothing), |day| Err(format!("`{day}` behind `{NONE}` makes no sense; type `{NONE}` alone")));
    }
    let exam = find(&bank.exams, exam)?.code.clone();
    let day = day.map(|day| date(day, now.calendar_day())).transpose()?;
    Ok(Aim { exam: Some(exam), day })
}

fn date(text: &str, today: Day) -> Result<Day, String> {
    let date = text.parse().map_err(|_| format!("`{text}` is no date; write it as year-month-day, 2027-02-14"))?;
    let day = Day::of(date);
    if day < today { Err(format!("{} is over; name a day to come", day.date())) } else { Ok(day) }
}

/// Keeps it; the error says what could not be saved.
pub fn keep(keeper: &mut dyn Keeper, aim: Aim, now: Moment) -> Result<(), String> {
    let entry = told(What::Aim(aim), keeper.seeds(), now);
    keeper.keep(&[entry])
}

/// What is prepared for and how study is fitted to it, as an answer to whoever asks or has just said it.
pub fn said(bank: &Bank, progress: &Progress, now: Moment) -> String {
    let today = now.study_day();
    let Some(words) = words(bank, progress, now) else {
        let ahead = ahead(progress, now.calendar_day());
        let unknown = ahead.map(|ahead| format!("you prepare for {}, which is asked no more", ahead.exam));
        let why = unknown.unwrap_or_else(|| "you prepare for no exam".to_owned());
        return format!("{why}, so study goes through all there is");
    };
    let planned = plan(bank, progress, today, &Wish::default());
    let known = known(bank, progress, today);
    format!(
        "{words}: {} of its {} ideas were met; today {} come back and {} are new",
        known.met,
        known.objectives,
        planned.due(),
        planned.fresh()
    )
}

/// What is prepared for, in a few words: `CLF-C02 on 14 Feb 2027 · 84 days`. None if study is fitted to no exam.
pub fn words(bank: &Bank, progress: &Progress, now: Moment) -> Option<String> {
    let (today, ahead) = (now.calendar_day(), ahead(progress, now.calendar_day())?);
    Fit::of(bank, progress, now.study_day()).exam()?;
    let day = ahead.day.map(|day| {
        let date = day.date().strftime("%-d %b %Y");
        match day.since(today) {
            0 => format!(" on {date} · today"),
            1 => format!(" on {date} · tomorrow"),
            days => format!(" on {date} · {days} days"),
        }
    });
    Some(format!("{}{}", ahead.exam, day.unwrap_or_default()))
}

/// What is to be said when the day of the exam has gone by.
pub fn question(bank: &Bank, progress: &Progress, now: Moment) -> Option<String> {
    let (exam, day) = gone_by(progress, now.calendar_day())?;
    bank.exam(exam)?;
    let date = day.date().strftime("%-d %b");
    Some(format!(
        "{exam} was on {date}. How did it go? `whose exam result {exam} SCORE` keeps it beside the forecast; if it is put \
         off, name another day."
    ))
}
