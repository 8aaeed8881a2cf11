//! The figures of the whole test.

use super::sitting::Sitting;
use super::stat::{mean, real, score, squares};
use super::{Answers, Item};
use serde::Serialize;

/// The figures of a test, of the participants who count and the items that are not void and that anyone answered. An
/// item left unanswered is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TestFigures {
    /// How many items.
    pub items: usize,
    /// How many participants count.
    pub people: usize,
    /// The mean score, in items right.
    pub mean: f64,
    /// Its standard deviation over the participants, by n − 1, in items right. `None` for one participant.
    pub sd: Option<f64>,
    /// The reliability, at most 1, for items that are right or wrong: *k*/(*k* − 1) · (1 − Σ *p*(1 − *p*)/σ²), with the
    /// variance by n, as *p*(1 − *p*) is (Kuder & Richardson, "The theory of the estimation of test reliability",
    /// Psychometrika 2, 1937, 151–160, formula 20). `None` for fewer than two items, or if all scores are equal.
    pub kr20: Option<f64>,
    /// Cronbach's alpha: *k*/(*k* − 1) · (1 − Σ *s*²/*S*²), with all variances by n − 1 (Cronbach, "Coefficient alpha and
    /// the internal structure of tests", Psychometrika 16, 1951, 297–334). As both variances are of one kind, n/(n − 1)
    /// cancels: for items that are right or wrong it is KR-20.
    pub alpha: Option<f64>,
    /// The standard error of measurement, in items right: sd · √(1 − alpha) (Lord & Novick 1968). An alpha below 0
    /// counts as 0: no error is larger than the scores differ.
    pub sem: Option<f64>,
    /// How many participants have so many items right: for 0 to all.
    pub distribution: Vec<usize>,
}

/// Works out the figures. `None` for pooled classes, and if nobody counts.
pub(super) fn figures(answers: &Answers, sitting: &Sitting) -> Option<TestFigures> {
    let people: Vec<usize> = (0..answers.people).filter(|&person| sitting.counted[person]).collect();
    if sitting.pooled() || people.is_empty() {
        return None;
    }
    let items = answers.items.iter().filter(|item| !item.void && item.answered_by(0..answers.people));
    let columns: Vec<Vec<f64>> = items.map(|item| column(item, &people)).collect();
    let right: Vec<usize> = people.iter().map(|&person| sitting.right[person]).collect();
    let scores: Vec<f64> = right.iter().copied().map(real).collect();
    let sd = (scores.len() > 1).then(|| (squares(&scores) / real(scores.len() - 1)).sqrt());
    let alpha = reliability(&columns, &scores, |column| squares(column) / (real(column.len()) - 1.0));
    Some(TestFigures {
        items: columns.len(),
        people: people.len(),
        mean: mean(&scores)?,
        sd,
        kr20: reliability(&columns, &scores, |column| squares(column) / real(column.len())),
        alpha,
        sem: sd.zip(alpha).map(|(sd, alpha)| sd * (1.0 - alpha.max(0.0)).sqrt()),
        distribution: (0..=columns.len()).map(|score| right.iter().filter(|&&right| right == score).count()).collect(),
    })
}

/// Who of these had an item right.
fn column(item: &Item, people: &[usize]) -> Vec<f64> {
    people.iter().map(|&person| score(item.right(person))).collect()
}

/// The part of the variance of the scores that the items share, with that kind of variance. For zeros and ones the
/// variance by n is *p*(1 − *p*).
fn reliability(columns: &[Vec<f64>], scores: &[f64], variance: impl Fn(&[f64]) -> f64) -> Option<f64> {
    let equal = scores.iter().all(|score| score.total_cmp(&scores[0]).is_eq());
    if columns.len() < 2 || equal {
        return None;
    }
    let items = real(columns.len());
    let own: f64 = columns.iter().map(|column| variance(column)).sum();
    Some(items / (items - 1.0) * (1.0 - own / variance(scores)))
}
