//! The distractor table: who chose which option.

use super::sitting::Sample;
use super::stat::{correlation, mean, share};
use super::{Choice, Given, Item};
use serde::Serialize;

/// The figures of an option. A good key draws the strong ones, a good distractor the weak ones (Haladyna & Rodriguez,
/// "Developing and Validating Test Items", 2013).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChoiceFigures {
    /// Its letter.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the key, or one of the keys.
    pub correct: bool,
    /// How many of all who answered chose it.
    pub count: usize,
    /// Their share, 0 to 1. With several keys the shares of an item add up to more than 1.
    pub share: Option<f64>,
    /// The share of the upper group that chose it, 0 to 1.
    pub upper: Option<f64>,
    /// The share of the lower group that chose it, 0 to 1.
    pub lower: Option<f64>,
    /// The mean rest score of those who chose it and count (the "choice mean"), in items right; of pooled answers, in
    /// standard deviations from the mean of the class.
    pub mean_rest: Option<f64>,
    /// The point-biserial correlation, −1 to 1, of choosing it with the rest score, among those who count.
    pub correlation: Option<f64>,
}

/// Works out the distractor table of an item.
pub(super) fn table(item: &Item, sample: &Sample, answered: &[&Given]) -> Vec<ChoiceFigures> {
    let row = |(number, choice): (usize, &Choice)| {
        let chosen = |given: &Given| given.chosen.contains(&number);
        let count = answered.iter().filter(|given| chosen(given)).count();
        let (scores, shares) = (sample.scores(chosen), sample.shares(chosen));
        let those = sample.given.iter().zip(&sample.rest).filter(|(given, _)| chosen(given));
        ChoiceFigures {
            label: choice.label.clone(),
            text: choice.text.clone(),
            correct: choice.correct,
            count,
            share: share(count, answered.len()),
            upper: shares.map(|(upper, _)| upper),
            lower: shares.map(|(_, lower)| lower),
            mean_rest: mean(&those.map(|(_, rest)| *rest).collect::<Vec<f64>>()),
            correlation: correlation(&scores, &sample.rest),
        }
    };
    item.options.iter().enumerate().map(row).collect()
}
