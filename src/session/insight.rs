//! Progress as sections that every shell shows: a chart as plain numbers, and a sentence that says what it means today.

use crate::progress::day::{Day, Moment};
use crate::progress::fit::Fit;
use crate::progress::ledger::{DayRow, Progress};
use crate::progress::memory::Memory;
use crate::progress::readiness::{Domain as Share, FEWEST_IN_DOMAIN, Readiness};
use crate::progress::ready::{percent, ready};

use crate::progress::stats::{Mastery, overview};
use crate::quiz::bank::Bank;
use crate::quiz::exams::{Domain, Exam};
use crate::quiz::score::Score;
use crate::quiz::syllabus::Objective;
use crate::session::outlook::outlook;
use serde::Serialize;
use std::collections::BTreeMap;

/// Weeks of the calendar.
const WEEKS: i32 = 18;

/// Days ahead that are forecast.
const AHEAD: i32 = 14;

/// Ideas or services that are named, the weakest first.
const NAMED: usize = 8;

/// Fewer answers about a service than this say nothing of it.
const OF_A_SERVICE: u32 = 3;

/// Fewer answers than this are no measure of retention or of guesses.
const FEW: u32 = 20;

/// A part of the picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its numbers.
    pub chart: Chart,
    /// What they mean for today.
    pub says: String,
}

/// Numbers to be drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Chart {
    /// Parts of wholes, one a row.
    Bars(Vec<Bar>),
    /// Counts side by side.
    Columns(Vec<(String, u64)>),
    /// Answers a day, week by week; days to come are none.
    Calendar {
        /// The first day of the first week, a Monday.
        first: Day,
        /// The weeks, Monday to Sunday.
        weeks: Vec<[Option<u32>; 7]>,
    },
}

/// A part of a whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// The part.
    pub part: u32,
    /// The whole.
    pub whole: u32,
    /// What is said beside it.
    pub note: String,
}

/// The whole picture.
pub fn sections(bank: &Bank, progress: &Progress, now: Moment) -> Vec<Section> {
    let today = now.study_day();
    let mut sections: Vec<Section> =
        bank.exams.iter().filter(|exam| exam.is_current()).map(|exam| readiness_of(bank, progress, exam)).collect();
    let exams = bank.exams.iter().filter(|exam| exam.is_current());
    sections.extend(exams.map(|exam| domains(bank, progress, exam, today)));
    sections.push(topics(bank, progress, today));
    sections.extend(services(bank, progress));
    sections.extend(weakest_ideas(bank, progress, today));
    sections.push(due(bank, progress, today));
    sections.push(calendar(progress, today));
    sections.push(retention(progress));
    sections.push(guesses(progress));
    sections.push(time(bank, progress, today));
    sections
}

fn readiness_of(bank: &Bank, progress: &Progress, exam: &Exam) -> Section {
    let found = ready(bank, progress, exam);
    let outlook = outlook(exam, &found);
    let title = format!("Ready for {}?", exam.code);
    match &found.readiness {
        Readiness::TooFew { answers, more, domains } => {
            let whole = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let needed = |(domain, missing): (&Domain, &usize)| Bar {
                name: domain.title.clone(),
                part: whole(FEWEST_IN_DOMAIN.saturating_sub(*missing)),
                whole: whole(FEWEST_IN_DOMAIN),
                note: if *missing == 0 { "enough".to_owned() } else { format!("{missing} more answers") },
            };
            let bars = exam.domains.iter().zip(domains).map(needed).collect();
            let says = format!(
                "Not enough data: {answers} first answers so far, {more} more are needed, some of each domain; those given too fast to have read the question do not count. Study, or sit a short mock exam."
            );
            Section { title, chart: Chart::Bars(bars), says }
        }
        Readiness::Known(forecast) => {
            let bar = |(domain, share): (&Domain, &Share)| Bar {
                name: domain.title.clone(),
                part: percent(share.share).into(),
                whole: 100,
                note: format!("{} to {} %, {} answers", percent(share.low), percent(share.high), share.answers),
            };
            let bars = exam.domains.iter().zip(&forecast.domains).map(bar).collect();
            let begin = ideas_to_begin_with(bank, progress, exam, found.most_to_gain().unwrap_or(0));
            let says = format!(
                "If the exam were today, you would pass with a chance of {}. Most is to be gained in {}: begin with {begin}. The bars are the share of its questions that you would have right.",
                outlook.words, outlook.most_title
            );
            Section { title, chart: Chart::Bars(bars), says }
        }
    }
}

/// The ideas of a domain that are known least, by name: those never met stand behind those that were forgotten.
fn ideas_to_begin_with(bank: &Bank, progress: &Progress, exam: &Exam, domain: usize) -> String {
    let memory = |objective: &Objective| progress.objectives.get(&objective.id).and_then(|row| row.memory);
    let serves = |objective: &&Objective| {
        bank.siblings(&objective.id).any(|question| exam.domain_of(question) == Some(domain))
            && !memory(objective).is_some_and(|memory| !memory.missed && memory.lapses == 0)
    };
    let mut ideas: Vec<&Objective> = bank.objectives().iter().filter(serves).collect();
    ideas.sort_by_key(|objective| memory(objective).is_none());
    let names: Vec<String> = ideas.iter().take(3).map(|objective| format!("\"{}\"", objective.title)).collect();
    if names.is_empty() { "what is due".to_owned() } else { names.join(", ") }
}

/// What is known of each domain's ideas.
fn domains(bank: &Bank, progress: &Progress, exam: &Exam, today: Day) -> Section {
    let mut found: Vec<Mastery> = exam.domains.iter().map(|domain| Mastery::named(&domain.title)).collect();
    for objective in bank.objectives() {
        let mut of: Vec<usize> = bank.siblings(&objective.id).filter_map(|question| exam.domain_of(question)).collect();
        of.sort_unstable();
        of.dedup();
        let memory = progress.objectives.get(&objective.id).and_then(|row| row.memory);
        for domain in of {
            found[domain].count(memory, today);
        }
    }
    let weakest = found.iter().min_by_key(|domain| domain.percent()).map(|domain| domain.topic.clone());
    let says = match weakest.filter(|_| found.iter().any(|domain| domain.met > 0)) {
        Some(weakest) => format!("Of {weakest} you know least by heart today."),
        None => "Nothing of it was studied yet; the first study begins with the easiest ideas.".to_owned(),
    };
    Section { title: format!("Known of {}", exam.code), chart: Chart::Bars(found.iter().map(known).collect()), says }
}

fn known(mastery: &Mastery) -> Bar {
    Bar {
        name: mastery.topic.clone(),
        part: mastery.known,
        whole: mastery.objectives,
        note: format!("{} of {}, met {}", mastery.known, mastery.objectives, mastery.met),
    }
}

fn topics(bank: &Bank, progress: &Progress, today: Day) -> Section {
    let found = overview(bank, progress, today);
    let all = &found.all;
    let met: Vec<Bar> = found.topics.iter().filter(|topic| topic.met > 0).map(known).collect();
    let says = format!(
        "You know {} of {} ideas today: the chance to recall each is 80 % or more. {} were met in study so far; {} of {} topics wait.",
        all.known,
        all.objectives,
        all.met,
        found.topics.len() - met.len(),
        found.topics.len()
    );
    Section { title: "Known by topic".to_owned(), chart: Chart::Bars(met), says }
}

/// Services by the share of right answers, the weakest first; none where too little was answered.
fn services(bank: &Bank, progress: &Progress) -> Option<Section> {
    let mut found: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (id, row) in progress.questions.iter().filter(|(_, row)| row.seen > 0) {
        if let Some(service) = bank.question(id).and_then(|question| question.service.as_deref()) {
            let counts = found.entry(service).or_default();
            *counts = (counts.0 + row.right, counts.1 + row.seen);
        }
    }
    let mut found: Vec<(&str, u32, u32)> =
        found.into_iter().filter(|(_, (_, of))| *of >= OF_A_SERVICE).map(|(id, (won, of))| (id, won, of)).collect();
    found.sort_by_key(|(_, won, of)| won * 1_000 / of);
    found.truncate(NAMED);
    let name = |id: &str| bank.matrix.service(id).map_or_else(|| id.to_owned(), |service| service.name.clone());
    let (weakest, ..) = found.first()?;
    let says =
        format!("{} gives you the most trouble; `whose drill --service {weakest}` is about it alone.", name(weakest));
    let bar = |(id, won, of): &(&str, u32, u32)| Bar {
        name: name(id),
        part: *won,
        whole: *of,
        note: format!("{won} of {of} right"),
    };
    let title = "Answers by service, the weakest first".to_owned();
    Some(Section { title, chart: Chart::Bars(found.iter().map(bar).collect()), says })
}

/// Ideas that were met, the weakest first; none if none was met.
fn weakest_ideas(bank: &Bank, progress: &Progress, today: Day) -> Option<Section> {
    let memory = |objective: &Objective| progress.objectives.get(&objective.id).and_then(|row| row.memory);
    let mut found: Vec<(&Objective, Memory)> =
        bank.objectives().iter().filter_map(|one| Some((one, memory(one)?))).collect();
    found.sort_by(|a, b| a.1.recall(today).total_cmp(&b.1.recall(today)));
    found.truncate(NAMED);
    let (worst, memory) = found.first()?;
    let says = match memory.lapses {
        0 => format!("\"{}\" is the idea that you are likeliest to have forgotten.", worst.title),
        _ => format!("\"{}\" keeps slipping away: read its explanation again, or write a note on it.", worst.title),
    };
    let bar = |(objective, memory): &(&Objective, Memory)| {
        let lapses = if memory.lapses == 0 { String::new() } else { format!(", forgotten {}×", memory.lapses) };
        let recall = percent(f64::from(memory.recall(today)));
        let note = format!("{recall} %{lapses}, back {}", memory.due.from_here(today));
        Bar { name: objective.title.clone(), part: recall.into(), whole: 100, note }
    };
    let title = "Ideas by the chance to recall them today, the weakest first".to_owned();
    Some(Section { title, chart: Chart::Bars(found.iter().map(bar).collect()), says })
}

fn due(bank: &Bank, progress: &Progress, today: Day) -> Section {
    let mut days = vec![0u64; usize::try_from(AHEAD).unwrap_or(0)];
    let fit = Fit::of(bank, progress, today);
    for objective in bank.objectives() {
        let due = progress.due(&objective.id).filter(|_| fit.takes(objective));
        let ahead = due.map(|due| fit.returns(due).since(today).max(0));
        if let Some(place) = ahead.and_then(|ahead| days.get_mut(usize::try_from(ahead).unwrap_or(usize::MAX))) {
            *place += 1;
        }
    }
    let most = (0..AHEAD).zip(&days).max_by_key(|(ahead, count)| (**count, -ahead));
    let says = match most {
        Some((ahead, count)) if *count > 0 => {
            format!("{} due now; most come back {} ({count}).", days[0], today.plus(ahead).from_here(today))
        }
        _ => "Nothing comes back in the next two weeks.".to_owned(),
    };
    let label = |(ahead, count): (i32, u64)| (today.plus(ahead).date().strftime("%-d").to_string(), count);
    let columns = (0..AHEAD).zip(days).map(label).collect();
    Section { title: "Comes back, day by day".to_owned(), chart: Chart::Columns(columns), says }
}

fn calendar(progress: &Progress, today: Day) -> Section {
    let weekday = i32::from(today.date().weekday().to_monday_zero_offset());
    let first = today.plus(-weekday - 7 * (WEEKS - 1));
    let answers = |day: Day| progress.days.get(&day).map_or(0, |row| row.answers);
    let week = |week: i32| {
        let day = |at: usize| first.plus(week * 7 + i32::try_from(at).unwrap_or(0));
        std::array::from_fn(|at| (day(at) <= today).then(|| answers(day(at))))
    };
    let weeks: Vec<[Option<u32>; 7]> = (0..WEEKS).map(week).collect();
    let studied = weeks.iter().flatten().flatten().filter(|answers| **answers > 0).count();
    let says = match answers(today) {
        0 => format!("{studied} study days in {WEEKS} weeks; today is not one of them yet."),
        today => format!("{studied} study days in {WEEKS} weeks; today has {today} answers."),
    };
    Section { title: "Study days".to_owned(), chart: Chart::Calendar { first, weeks }, says }
}

fn sum<T>(progress: &Progress, start: T, add: impl Fn(T, &DayRow) -> T) -> T {
    progress.days.values().fold(start, add)
}

/// What was recalled of what came back, beside what was expected.
fn retention(progress: &Progress) -> Section {
    let (reviews, expected, recalled) = sum(progress, (0, 0.0, 0), |(reviews, expected, recalled), day| {
        (reviews + day.reviews, expected + f64::from(day.expected), recalled + day.recalled)
    });
    let expected = if reviews == 0 { 0 } else { percent(expected / f64::from(reviews)) };
    let observed = Score { won: recalled, of: reviews }.percent();
    let bar = |name: &str, part: u32, note: String| Bar { name: name.to_owned(), part, whole: 100, note };
    let chart = Chart::Bars(vec![
        bar("expected", expected.into(), format!("{expected} %")),
        bar("recalled", observed, format!("{recalled} of {reviews}")),
    ]);
    let off = i64::from(observed) - i64::from(expected);
    let says = match (reviews, off) {
        (0..FEW, _) => format!("{reviews} ideas came back so far: too few to compare with the forecast."),
        (_, ..=-10) => "You recall less than the schedule expects: use the notes, and say when you guess.".to_owned(),
        (_, 10..) => "You recall more than the schedule expects: there is room for new ideas each day.".to_owned(),
        _ => "You recall about as much as the schedule expects.".to_owned(),
    };
    Section { title: "Remembering: what came back in study".to_owned(), chart, says }
}

/// How often answers were right, by what was said of them before.
fn guesses(progress: &Progress) -> Section {
    let said = sum(progress, [Score::default(); 4], |mut all, day| {
        all.iter_mut().zip(day.said).for_each(|(all, said)| *all = all.plus(said));
        all
    });
    let names = ["said nothing", "a guess", "unsure", "sure"];
    let bar = |(name, score): (&str, Score)| Bar {
        name: name.to_owned(),
        part: score.won,
        whole: score.of,
        note: format!("{} of {} right", score.won, score.of),
    };
    let [_, guess, _, sure] = said;
    let says = if sure.of >= FEW && sure.percent() < 85 {
        format!("Of what you are sure of, {} % is wrong: those are the ideas to look at first.", 100 - sure.percent())
    } else if guess.of >= FEW && guess.percent() >= 60 {
        "Your guesses are better than you think: on the exam, never leave a question open.".to_owned()
    } else if guess.of + sure.of < FEW {
        "Say g, u or s before answering now and then, and this tells how well you know what you know.".to_owned()
    } else {
        "You know well what you know; guesses cost nothing on the exam, so leave no question open.".to_owned()
    };
    Section {
        title: "Guesses: right answers by what you said before".to_owned(),
        chart: Chart::Bars(names.into_iter().zip(said).map(bar).collect()),
        says,
    }
}

fn time(bank: &Bank, progress: &Progress, today: Day) -> Section {
    let week = |back: i32| {
        let minutes =
            (0..7).filter_map(|day| progress.days.get(&today.plus(-7 * back - day))).map(|row| row.ms).sum::<u64>();
        let name = if back == 0 { "now".to_owned() } else { format!("-{back}") };
        (name, minutes / 60_000)
    };
    let weeks: Vec<(String, u64)> = (0..8).rev().map(week).collect();
    let answered = progress.days.values().any(|day| day.answers > 0);
    let pace = if answered { format!(", {} s a question", progress.pace_ms() / 1_000) } else { String::new() };
    let leaves = |exam: &Exam| format!("{} s ({})", exam.seconds_each(), exam.code);
    let exams: Vec<String> = bank.exams.iter().filter(|exam| exam.is_current()).map(leaves).collect();
    let says = format!(
        "{} minutes in the last seven days{pace}. The exams leave {}.",
        weeks.last().map_or(0, |(_, minutes)| *minutes),
        exams.join(" and ")
    );
    Section { title: "Minutes, week by week".to_owned(), chart: Chart::Columns(weeks), says }
}
