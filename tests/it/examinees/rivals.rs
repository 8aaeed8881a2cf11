//! What others show as the chance to pass.

use crate::examinees::{ANSWERS, Examinee, FORM, blueprint};
use whose::progress::readiness::{CUT, Exposure, Practice, Readiness, readiness};

/// A way to foretell.
pub(crate) struct Rival {
    pub(crate) name: &'static str,
    pub(crate) pass: fn(&Practice) -> f64,
}

pub(crate) const THRESHOLD: &str = "72 % right, so yes";
pub(crate) const BETA: &str = "beta-binomial by domain";

pub(crate) const RIVALS: [Rival; 4] = [
    Rival { name: THRESHOLD, pass: |it| f64::from(accuracy(&it.answers) >= 0.72) },
    Rival { name: "share right as chance", pass: |it| accuracy(&it.answers) },
    Rival { name: BETA, pass: |it| beta(&it.answers) },
    Rival { name: "the same, new ideas apart", pass: beta_apart },
];

/// Our chance and range; no idea is even odds.
pub(crate) fn ours(it: &Examinee) -> [f64; 3] {
    match readiness(&it.practice, &blueprint()) {
        Readiness::Known(forecast) => [forecast.pass, forecast.low, forecast.high],
        Readiness::TooFew { .. } => [0.5, 0.0, 1.0],
    }
}

fn accuracy(answers: &[Exposure]) -> f64 {
    f64::from(right(answers.iter())) / f64::from(ANSWERS)
}

fn right<'a>(answers: impl Iterator<Item = &'a Exposure>) -> u32 {
    answers.map(|answer| u32::from(answer.right)).sum()
}

/// An even prior in each domain, the items of a form drawn from what follows, the same cut as ours.
fn beta(answers: &[Exposure]) -> f64 {
    passes(|domain| posterior(answers.iter().filter(|answer| answer.domain == domain)))
}

/// The same, told what we are told: new and practised ideas apart, and how many are covered.
fn beta_apart(practice: &Practice) -> f64 {
    passes(|domain| {
        let covered = practice.covered[domain];
        let part = |practised, part: f64| {
            let heard = |answer: &&Exposure| answer.domain == domain && answer.practised == practised;
            let (share, variance) = posterior(practice.answers.iter().filter(heard));
            (part * share, part * part * variance)
        };
        let (new, old) = (part(false, 1.0 - covered), part(true, covered));
        (new.0 + old.0, new.1 + old.1)
    })
}

/// The mean and the variance of a share of right answers.
fn posterior<'a>(answers: impl Iterator<Item = &'a Exposure> + Clone) -> (f64, f64) {
    let yes = f64::from(right(answers.clone())) + 1.0;
    let all = answers.map(|_| 1.0).sum::<f64>() + 2.0;
    let share = yes / all;
    (share, share * (1.0 - share) / (all + 1.0))
}

/// The chance to pass, by the mean and the variance of each domain's share.
fn passes(domain: impl Fn(usize) -> (f64, f64)) -> f64 {
    let (mut mean, mut variance) = (0.0, 0.0);
    for (at, items) in FORM.into_iter().enumerate() {
        let ((share, doubt), items) = (domain(at), f64::from(items));
        mean += items * share;
        variance += items * (share * (1.0 - share) - doubt) + items * items * doubt;
    }
    let form = f64::from(FORM.iter().sum::<u32>());
    normal((mean - CUT.0 * form) / variance.sqrt().hypot(CUT.1 * form))
}

/// The share of a normal distribution below `z`, to three digits (Bowling 2009).
fn normal(z: f64) -> f64 {
    1.0 / (1.0 + (-1.5976 * z - 0.070_56 * z.powi(3)).exp())
}
