//! Readiness of a learner for an exam: the first answers, as they are kept, handed to the estimator.
//! Deliberately not here: the estimator, which knows neither bank nor log.

use crate::progress::ledger::{First, Progress};
use crate::progress::readiness::{Blueprint, Exposure, Forecast, Practice, Readiness, readiness};
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::quiz::question::Question;
use std::collections::{HashMap, HashSet};

/// The chance to guess a question of the exams: three of four ask for one of four, the others for two of five.
const EXAM_CHANCE: f64 = 0.21;

/// What can be said of a learner and an exam.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// What the estimator says.
    pub readiness: Readiness,
}

impl Ready {
    /// The forecast, if there are enough answers for one.
    pub fn forecast(&self) -> Option<&Forecast> {
        if let Readiness::Known(forecast) = &self.readiness { Some(forecast) } else { None }
    }

    /// The chance to pass in per cent: low, middle, high.
    pub fn percent(&self) -> Option<[u8; 3]> {
        self.forecast().map(|forecast| [forecast.low, forecast.pass, forecast.high].map(percent))
    }

    /// The domain, counted from 0, in which learning raises the chance most.
    pub fn most_to_gain(&self) -> Option<usize> {
        let domains = self.forecast()?.domains.iter().enumerate();
        domains.max_by(|a, b| a.1.gain.total_cmp(&b.1.gain)).map(|(at, _)| at)
    }
}

/// A share, 0 to 1, in whole per cent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 1")]
pub fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// How ready the learner is for an exam. Hurried answers, and answers to what is gone from the bank, say nothing.
pub fn ready(bank: &Bank, progress: &Progress, exam: &Exam) -> Ready {
    let mut firsts: Vec<(&Question, usize, First)> = Vec::new();
    for (id, row) in &progress.questions {
        let question = bank.question(id).filter(|question| question.id == *id);
        let domain = question.and_then(|question| exam.domain_of(question));
        if let (Some(question), Some(domain), Some(first)) =
            (question, domain, row.first.filter(|first| !first.hurried))
        {
            firsts.push((question.as_ref(), domain, first));
        }
    }
    // By id among those of one instant, so that the same log says the same.
    firsts.sort_by(|a, b| (a.2.at, &a.0.id).cmp(&(b.2.at, &b.0.id)));
    let practice = Practice { answers: exposures(&firsts), covered: covered(bank, progress, exam) };
    let readiness = readiness(&practice, &blueprint(exam));
    Ready { exam: exam.code.clone(), readiness }
}

#[expect(clippy::cast_precision_loss, reason = "a learner answers fewer questions than a float counts")]
fn exposures(firsts: &[(&Question, usize, First)]) -> Vec<Exposure> {
    let mut met: HashSet<&str> = HashSet::new();
    let last = firsts.len().saturating_sub(1).max(1) as f64;
    let exposure = |(at, (question, domain, first)): (usize, &(&'_ Question, usize, First))| Exposure {
        domain: *domain,
        right: first.right,
        chance: question.body.chance(),
        practised: false,
        age: 1.0 - at as f64 / last,
    };
    let mut answers: Vec<Exposure> = firsts.iter().enumerate().map(exposure).collect();
    for (answer, (question, ..)) in answers.iter_mut().zip(firsts) {
        answer.practised = !met.insert(&question.objective);
    }
    answers
}

fn blueprint(exam: &Exam) -> Blueprint {
    let total: f64 = exam.domains.iter().map(|domain| f64::from(domain.weight)).sum::<f64>().max(1.0);
    let weights = exam.domains.iter().map(|domain| f64::from(domain.weight) / total).collect();
    Blueprint { weights, scored: exam.scored, chance: EXAM_CHANCE }
}

/// The share of each domain's ideas that the learner has met.
fn covered(bank: &Bank, progress: &Progress, exam: &Exam) -> Vec<f64> {
    let mut ideas: Vec<HashMap<&str, bool>> = vec![HashMap::new(); exam.domains.len()];
    for question in bank.questions() {
        if let Some(domain) = exam.domain_of(question) {
            let seen = progress.questions.get(&question.id).is_some_and(|row| row.seen > 0);
            *ideas[domain].entry(&question.objective).or_default() |= seen;
        }
    }
    let share = |ideas: &HashMap<&str, bool>| {
        let met = u32::try_from(ideas.values().filter(|met| **met).count()).unwrap_or(u32::MAX);
        f64::from(met) / f64::from(u32::try_from(ideas.len()).unwrap_or(u32::MAX).max(1))
    };
    ideas.iter().map(share).collect()
}
