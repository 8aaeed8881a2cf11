//! Made examinees: they practise, then sit an exam. None is made by the rules of the forecast that is held against them.
//!
//! All sit the domains of CLF-C02, 50 scored items. Practice has 130 first answers, to a bank of which 30 % are harder
//! to guess than a choice of four; of the exam's items it is 15 %. Who knows nothing rules out some options still, so
//! that guesses succeed more often than told. The form is drawn by blueprint for every examinee, and so is its cut.

pub(crate) mod forgetful;
pub(crate) mod luck;
pub(crate) mod rivals;
pub(crate) mod steady;
pub(crate) mod table;

use luck::Luck;
use whose::progress::readiness::{Blueprint, Practice};

pub(crate) const DOMAINS: usize = 4;
pub(crate) const WEIGHTS: [f64; DOMAINS] = [0.24, 0.30, 0.34, 0.12];
/// Items of each domain on a form.
pub(crate) const FORM: [u32; DOMAINS] = [12, 15, 17, 6];
/// Ideas of each domain.
pub(crate) const IDEAS: [usize; DOMAINS] = [14, 18, 21, 7];
/// First answers before the exam.
pub(crate) const ANSWERS: u32 = 130;
/// Right answers that pass, each as likely: 66 to 74 %, 70 % on average.
pub(crate) const CUTS: [usize; 5] = [33, 34, 35, 36, 37];

/// The chance to guess a choice of four, or a choice of two among five.
pub(crate) const CHANCES: [f64; 2] = [0.25, 0.10];
/// The share of the second in the bank and on the exam.
pub(crate) const HARD_TO_GUESS: [f64; 2] = [0.30, 0.15];

/// How much more often guesses succeed than told, on average.
pub(crate) const GUESSES_BETTER: f64 = 1.2;

/// One who practised and sat the exam.
pub(crate) struct Examinee {
    /// What is known of the practice.
    pub(crate) practice: Practice,
    /// The chance to pass, known to the simulation alone: over all forms and cuts.
    pub(crate) truth: f64,
    /// Whether one form was passed.
    pub(crate) passed: bool,
}

/// A sort of examinees.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    pub(crate) make: fn(&mut Luck) -> Examinee,
}

pub(crate) const FAMILIES: [Family; 2] =
    [Family { name: "steady", make: steady::examinee }, Family { name: "forgetful", make: forgetful::examinee }];

pub(crate) fn blueprint() -> Blueprint {
    let [easy, hard] = CHANCES;
    let chance = easy + (hard - easy) * HARD_TO_GUESS[1];
    Blueprint { weights: WEIGHTS.to_vec(), scored: 50, chance }
}

/// An item to guess at: the chance that is told, and the chance after some options are ruled out.
#[derive(Clone, Copy)]
pub(crate) struct Guess {
    pub(crate) told: f64,
    pub(crate) real: f64,
}

impl Guess {
    /// Of an item of the bank, or of the exam.
    pub(crate) fn draw(exam: bool, luck: &mut Luck) -> Self {
        let told = CHANCES[usize::from(luck.hits(HARD_TO_GUESS[usize::from(exam)]))];
        Self { told, real: told * luck.between(0.8, 2.0 * GUESSES_BETTER - 0.8) }
    }
}

/// The domains of practice, in order: the learner prefers some to what the blueprint asks.
pub(crate) fn practice(luck: &mut Luck) -> Vec<usize> {
    let weights = WEIGHTS.map(|weight| weight * luck.between(0.6, 1.4));
    (0..ANSWERS).map(|_| luck.pick(&weights)).collect()
}

/// How old the answer is that followed so many, 1 to 0.
pub(crate) fn age(before: usize) -> f64 {
    let before = u32::try_from(before).unwrap_or(ANSWERS).min(ANSWERS - 1);
    f64::from(ANSWERS - 1 - before) / f64::from(ANSWERS - 1)
}

/// Sits one form; `right` is the chance of a right answer to a fresh item of a domain.
pub(crate) fn sit(luck: &mut Luck, mut right: impl FnMut(usize, &mut Luck) -> f64) -> bool {
    let cut = CUTS[luck.pick(&[1.0; CUTS.len()])];
    let mut score = 0;
    for (domain, items) in FORM.into_iter().enumerate() {
        for _ in 0..items {
            let chance = right(domain, luck);
            score += usize::from(luck.hits(chance));
        }
    }
    score >= cut
}

/// The chance to pass any form under any cut, from the mean chances of a right answer in the domains; exact.
pub(crate) fn truth(right: &[f64; DOMAINS]) -> f64 {
    let items = right.iter().zip(FORM).flat_map(|(chance, items)| (0..items).map(move |_| *chance));
    let scores = items.fold(vec![1.0], |scores, chance| {
        let missed = scores.iter().map(|score| score * (1.0 - chance)).chain([0.0]);
        let hit = [0.0].into_iter().chain(scores.iter().map(|score| score * chance));
        missed.zip(hit).map(|(missed, hit)| missed + hit).collect()
    });
    share(CUTS.map(|cut| scores.iter().skip(cut).sum()).into_iter())
}

/// The mean of some shares.
pub(crate) fn share(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}
