//! How exams look from here, in words and numbers.

use crate::progress::day::Day;
use crate::progress::fit::Fit;
use crate::progress::ledger::Progress;
use crate::progress::readiness::Readiness;
use crate::progress::ready::{Ready, percent, ready};
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use serde::Serialize;

/// An exam at a glance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlook {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// The chance to pass in per cent, low, middle, high; none where there are too few answers.
    pub percent: Option<[u8; 3]>,
    /// First answers behind it.
    pub answers: usize,
    /// The outlook in words.
    pub words: String,
    /// The domain in which learning raises the chance most, as a drill takes it: `CLF-C02/2`.
    pub most: Option<String>,
    /// The title of that domain.
    pub most_title: String,
}

/// How the exam that is prepared for looks from here; where none is, how each current one does.
pub fn outlooks(bank: &Bank, progress: &Progress, today: Day) -> Vec<Outlook> {
    ahead(bank, progress, today).into_iter().map(|exam| outlook(exam, &ready(bank, progress, exam))).collect()
}

/// The exam that is prepared for, else all current ones.
pub fn ahead<'b>(bank: &'b Bank, progress: &Progress, today: Day) -> Vec<&'b Exam> {
    match Fit::of(bank, progress, today).exam() {
        Some(exam) => vec![exam],
        None => bank.exams.iter().filter(|exam| exam.is_current()).collect(),
    }
}

/// How one exam looks from here.
pub fn outlook(exam: &Exam, ready: &Ready) -> Outlook {
    let most = ready.most_to_gain().and_then(|at| exam.domains.get(at));
    let (answers, words) = match &ready.readiness {
        Readiness::TooFew { answers, more, .. } => {
            (*answers, format!("{more} more first answers are needed for a forecast"))
        }
        Readiness::Known(forecast) => {
            let [low, _, high] = [forecast.low, forecast.pass, forecast.high].map(percent);
            (forecast.answers, format!("{} from {} first answers", chance(low, high), forecast.answers))
        }
    };
    Outlook {
        exam: exam.code.clone(),
        percent: ready.percent(),
        answers,
        words,
        most: most.map(|domain| format!("{}/{}", exam.code, domain.number)),
        most_title: most.map(|domain| domain.title.clone()).unwrap_or_default(),
    }
}

/// A chance to pass in per cent, from and to; never a certainty.
pub fn chance(low: u8, high: u8) -> String {
    match (low, high) {
        (_, 0) => "below 1 %".to_owned(),
        (100, _) => "above 99 %".to_owned(),
        _ => format!("{low}–{high} %"),
    }
}
