//! What an exam came to, in numbers and in words that do not claim more than is known.

use crate::progress::exam::deed::Ending;
use crate::progress::exam::marks::{Went, by_domain, went};
use crate::progress::exam::paper::{Fresh, Paper};
use crate::progress::exam::record::Record;
use crate::progress::readiness::CUT;
use crate::progress::readiness::scale::Scale;
use crate::quiz::bank::Bank;
use crate::quiz::exams::{Domain, Exam};
use crate::quiz::score::Score;
use serde::Serialize;

/// Fewer scored questions than this are no exam.
const FEWEST: u32 = 10;

/// Fewer scored questions of a domain than this say nothing of it.
const FEWEST_IN_DOMAIN: u32 = 4;

/// The result of an exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// Its name.
    pub title: String,
    /// The day on which it was begun.
    pub day: String,
    /// How it ended.
    pub how: Ending,
    /// Scored questions right, as far as they are still in the bank.
    pub score: Score,
    /// Questions on trial right.
    pub trial: Score,
    /// Questions without an answer.
    pub blank: usize,
    /// The scaled score, from and to: four times of five the learner stands between.
    pub scaled: (u16, u16),
    /// The lowest and the highest scaled score.
    pub scale: (u16, u16),
    /// The scaled score from which on it is passed.
    pub pass: u16,
    /// The verdict in words.
    pub verdict: String,
    /// What the interval rests on, in a line.
    pub assumption: String,
    /// By domain.
    pub domains: Vec<DomainResult>,
    /// Milliseconds that counted.
    pub elapsed_ms: u64,
    /// Milliseconds that there were; none if it was untimed.
    pub limit_ms: Option<u64>,
    /// Milliseconds an answer, on an average.
    pub each_ms: u64,
    /// How fresh the paper was, in words.
    pub fresh: String,
}

/// A domain of a finished exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DomainResult {
    /// Its name.
    pub title: String,
    /// Its weight, per cent.
    pub weight: u16,
    /// Scored questions right.
    pub score: Score,
    /// How AWS reports a domain, in its words.
    pub band: &'static str,
}

/// Takes the account of a sitting.
pub fn account(record: &Record, bank: &Bank, exam: &Exam) -> Account {
    let paper = &record.paper;
    let scores = by_domain(record, bank, exam);
    let score = scores.iter().fold(Score::default(), |sum, domain| sum.plus(*domain));
    let scaled = scaled(score, exam);
    let answered = record.answered();
    Account {
        exam: exam.code.clone(),
        title: exam.title.clone(),
        day: record.begun.study_day().to_string(),
        how: record.ended.map_or(Ending::Handed, |(how, _)| how),
        score,
        trial: trial(record, bank),
        blank: paper.items.len() - answered,
        scaled,
        scale: exam.scale,
        pass: exam.pass,
        verdict: verdict(score, scaled, exam.pass).to_owned(),
        assumption: assumption(),
        domains: exam.domains.iter().zip(scores).map(|(one, score)| domain(one, score)).collect(),
        elapsed_ms: record.elapsed_ms,
        limit_ms: paper.limit_ms,
        each_ms: record.elapsed_ms / (answered as u64).max(1),
        fresh: format!("{} (paper {})", fresh(paper), paper.seed),
    }
}

/// The scaled score of a share right, from and to.
pub fn scaled(score: Score, exam: &Exam) -> (u16, u16) {
    let scale = Scale { lowest: exam.scale.0.into(), pass: exam.pass.into(), highest: exam.scale.1.into() };
    let whole = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
    let (low, high) = scale.interval(whole(score.won), whole(score.of));
    (points(low), points(high))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "scaled scores are small and positive")]
fn points(scaled: f64) -> u16 {
    scaled.round() as u16
}

fn domain(domain: &Domain, score: Score) -> DomainResult {
    // AWS does not publish where its bands part; the share that is assumed to pass does for them, too.
    let band = match score.of {
        0 => "not asked",
        few if few < FEWEST_IN_DOMAIN => "too few to tell",
        _ if f64::from(score.percent()) >= CUT.0 * 100.0 => "meets competencies",
        _ => "needs improvement",
    };
    DomainResult { title: domain.title.clone(), weight: domain.weight, score, band }
}

/// Questions on trial right, of those that are still in the bank.
fn trial(record: &Record, bank: &Bank) -> Score {
    let pairs = record.paper.items.iter().zip(&record.given).filter(|(item, _)| !item.scored);
    let won = pairs.map(|(item, given)| went(item, given, bank)).filter(|went| *went != Went::Gone);
    won.fold(Score::default(), |sum, went| sum.plus(Score::new(usize::from(went == Went::Right), 1)))
}

fn verdict(score: Score, (low, high): (u16, u16), pass: u16) -> &'static str {
    if score.of < FEWEST {
        "Too few questions to tell"
    } else if low >= pass {
        "A pass"
    } else if high < pass {
        "Not a pass yet"
    } else {
        "Too close to call"
    }
}

fn assumption() -> String {
    let (cut, doubt) = (CUT.0 * 100.0, CUT.1 * 100.0);
    format!(
        "AWS equates its forms and does not say how many right answers pass: this assumes {cut:.0} %, give or take {doubt:.0} %. Four times of five you stand within this range; the luck of one form can carry its score a little beyond."
    )
}

/// How fresh a paper is, in words.
pub fn fresh(paper: &Paper) -> String {
    let [new, practised, repeated] = [Fresh::New, Fresh::Practised, Fresh::Repeated].map(|fresh| paper.count(fresh));
    let part = |n: usize, words: &str| if n == 0 { String::new() } else { format!(", {n} {words}") };
    let rest = part(practised, "known from practice") + &part(repeated, "known from an earlier paper");
    if rest.is_empty() {
        return "all questions are new to you".to_owned();
    }
    format!("{new} new to you{rest}")
}
