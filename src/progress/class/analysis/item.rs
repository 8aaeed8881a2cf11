//! The figures of one item, and what they mean in plain words.

use super::choice::{ChoiceFigures, table};
use super::sitting::{Sample, Sitting};
use super::stat::{Interval, correlation, median, real, share, wilson};
use super::{Given, Item};

/// Fewer answers than this say too little: no verdict.
pub const FEWEST: usize = 20;

/// From so many answers on a verdict is firm: by then the standard error of a correlation near 0, about 1/√n, is 0.13.
pub const FIRM: usize = 60;

/// From this facility on an item is too easy to tell anybody apart.
pub const EASY: f64 = 0.95;

/// Below this correlation with the rest score an item does not discriminate. Ebel ("Essentials of Educational
/// Measurement", 1972) calls a discrimination index below .20 poor; a correlation with few other items is lower, as their
/// sum is a poor measure, so we ask for half of it.
pub const FLAT: f64 = 0.10;

/// A distractor that a smaller share than this chooses does nothing (Haladyna & Downing, "How many options is enough for
/// a multiple-choice test item?", Educational and Psychological Measurement 53, 1993, 999–1010).
pub const DEAD: f64 = 0.05;

/// By so many standard errors (1/√n) a wrong option must correlate higher than the key to make the key suspect.
///
/// Without it, in simulated classes of 20 to 60 and quizzes of 8 to 20 questions, 9 to 34 % of sound keys are suspected;
/// with it 1 to 6 %, and 98 % of wrong keys still are. Where both choices exclude each other the difference of their
/// correlations has a standard error of about 1.7/√n.
const MARGIN: f64 = 3.0;

/// Shares that differ by less than this are equal.
const ROUNDING: f64 = 1e-9;

/// The figures of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemFigures {
    /// Which item.
    pub id: String,
    /// Whether it was taken out of the score.
    pub void: bool,
    /// How many answered it.
    pub answered: usize,
    /// How many of them count: the correlations and the groups are of these.
    pub counted: usize,
    /// The share right of those who answered, 0 to 1: the item difficulty *p*, which is high for easy items (Crocker &
    /// Algina, "Introduction to Classical and Modern Test Theory", 1986, ch. 14).
    pub facility: Option<f64>,
    /// Its 95 % interval, after Wilson.
    pub interval: Option<Interval>,
    /// The corrected item-total correlation, −1 to 1: the point-biserial one of the item with the rest score (Henrysson
    /// 1963).
    pub correlation: Option<f64>,
    /// The facilities of the upper and the lower 27 %.
    pub groups: Option<Groups>,
    /// The options, in their order.
    pub choices: Vec<ChoiceFigures>,
    /// The median time of those who answered, in milliseconds.
    pub median_ms: Option<f64>,
    /// The wrong option that may be the true key, by number. `None` also if there are too few answers.
    pub suspect: Option<usize>,
    /// How far all this can be trusted.
    pub evidence: Evidence,
    /// What it means. `None` if there are too few answers, no option is a key, or nothing can be compared.
    pub verdict: Option<Verdict>,
}

/// The facilities of the groups by rest score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Groups {
    /// Of the strongest 27 %, 0 to 1.
    pub upper: f64,
    /// Of the weakest 27 %, 0 to 1.
    pub lower: f64,
}

impl Groups {
    /// The discrimination index *D*, −1 to 1: upper less lower (Johnson, "Notes on a suggested index of item validity:
    /// the U-L index", Journal of Educational Psychology 42, 1951, 499–504).
    pub fn discrimination(self) -> f64 {
        self.upper - self.lower
    }
}

/// How many answers that count are behind the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Fewer than [`FEWEST`]: no verdict.
    TooFew,
    /// Fewer than [`FIRM`]: a reason to look, no more.
    Amber,
    /// Enough.
    Firm,
}

impl Evidence {
    /// The level of so many answers that count.
    pub fn of(counted: usize) -> Self {
        match counted {
            0..FEWEST => Self::TooFew,
            FEWEST..FIRM => Self::Amber,
            _ => Self::Firm,
        }
    }
}

/// What is to be done about an item: the first that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nearly all are right. First, as one slip of a strong participant then decides all figures below.
    TooEasy,
    /// The wrong option of that number draws the strong ones more than the key does.
    KeySuspect(usize),
    /// The strong ones are right less often than the weak ones: the correlation is below 0 by more than its standard
    /// error, 1/√n. One that is nearer is [`Verdict::Flat`].
    Negative,
    /// No more are right than by guessing.
    TooHard,
    /// Strong and weak ones are right nearly alike.
    Flat,
    /// Hardly anybody chooses the wrong options of these numbers.
    DeadDistractors(Vec<usize>),
    /// None of these.
    Good,
}

impl Verdict {
    /// The verdict in plain words, without a full stop.
    pub fn words(&self) -> &'static str {
        match self {
            Self::TooEasy => "too easy: nearly everybody knows it",
            Self::KeySuspect(_) => "check the key: a wrong option draws the strongest more than the key does",
            Self::Negative => "works backwards: the strong miss it more often than the weak",
            Self::TooHard => "too hard: no more are right than by guessing",
            Self::Flat => "does not discriminate: strong and weak do equally well",
            Self::DeadDistractors(_) => "a distractor that hardly anybody chooses",
            Self::Good => "good",
        }
    }
}

/// Works out the figures of an item.
pub(super) fn figures(item: &Item, people: usize, sitting: &Sitting) -> ItemFigures {
    let answered: Vec<&Given> = (0..people).filter_map(|person| item.answer(person)).collect();
    let right = answered.iter().filter(|given| given.right).count();
    let sample = sitting.sample(item);
    let mut figures = ItemFigures {
        id: item.id.clone(),
        void: item.void,
        answered: answered.len(),
        counted: sample.given.len(),
        facility: share(right, answered.len()),
        interval: wilson(right, answered.len()),
        correlation: correlation(&sample.scores(|given| given.right), &sample.rest),
        groups: groups(&sample),
        choices: table(item, &sample, &answered),
        median_ms: median(answered.iter().map(|given| given.ms).collect()),
        suspect: None,
        evidence: Evidence::of(sample.given.len()),
        verdict: None,
    };
    if figures.evidence > Evidence::TooFew {
        figures.suspect = suspect(&figures.choices, figures.counted);
        figures.verdict = verdict(&figures);
    }
    figures
}

fn groups(sample: &Sample) -> Option<Groups> {
    let (upper, lower) = sample.shares(|given| given.right)?;
    Some(Groups { upper, lower })
}

/// The wrong option that may be the true key: more of the upper group choose it than the key, or its point-biserial is
/// positive and greater than the key's (Haladyna & Rodriguez 2013), by [`MARGIN`]. Of several keys it is held against the
/// weakest. Of several such options, it is the one that most of the upper group choose, the first of equal ones.
fn suspect(choices: &[ChoiceFigures], counted: usize) -> Option<usize> {
    let weakest = |figure: fn(&ChoiceFigures) -> Option<f64>| {
        choices.iter().filter(|choice| choice.correct).filter_map(figure).min_by(f64::total_cmp)
    };
    let (upper, correlation) = (weakest(|key| key.upper)?, weakest(|key| key.correlation));
    let margin = MARGIN * error(counted);
    let draws = |choice: &ChoiceFigures| {
        choice.upper.is_some_and(|share| share > upper + ROUNDING)
            || choice.correlation.zip(correlation).is_some_and(|(wrong, key)| wrong > 0.0 && wrong > key + margin)
    };
    let wrong = choices.iter().enumerate().filter(|(_, choice)| !choice.correct && draws(choice));
    wrong.rev().max_by(|(_, a), (_, b)| a.upper.unwrap_or(0.0).total_cmp(&b.upper.unwrap_or(0.0))).map(|(at, _)| at)
}

/// The standard error of a correlation near 0.
fn error(counted: usize) -> f64 {
    1.0 / real(counted).sqrt()
}

fn verdict(figures: &ItemFigures) -> Option<Verdict> {
    let (facility, choices) = (figures.facility?, &figures.choices);
    if !choices.is_empty() && !choices.iter().any(|choice| choice.correct) {
        return None;
    }
    if facility >= EASY {
        return Some(Verdict::TooEasy);
    }
    if let Some(option) = figures.suspect {
        return Some(Verdict::KeySuspect(option));
    }
    // Nobody right has no correlation, but is too hard all the same.
    let hard = facility <= chance(choices);
    match figures.correlation {
        Some(correlation) if correlation < -error(figures.counted) => Some(Verdict::Negative),
        _ if hard => Some(Verdict::TooHard),
        Some(correlation) if correlation < FLAT => Some(Verdict::Flat),
        Some(_) => Some(sound(choices)),
        None => None,
    }
}

fn sound(choices: &[ChoiceFigures]) -> Verdict {
    let dead = |choice: &ChoiceFigures| !choice.correct && choice.share.is_some_and(|share| share < DEAD);
    let dead: Vec<usize> = (0..choices.len()).filter(|&at| dead(&choices[at])).collect();
    if dead.is_empty() { Verdict::Good } else { Verdict::DeadDistractors(dead) }
}

/// The chance to be right by choosing blindly as many options as there are keys, 0 to 1; 0 without options.
fn chance(choices: &[ChoiceFigures]) -> f64 {
    let keys = choices.iter().filter(|choice| choice.correct).count();
    if keys == 0 {
        return 0.0;
    }
    (0..keys).map(|taken| real(keys - taken) / real(choices.len() - taken)).product()
}

#[cfg(test)]
mod tests {
    use super::{ChoiceFigures, Evidence, chance, suspect};

    fn choice(correct: bool, upper: f64, correlation: Option<f64>) -> ChoiceFigures {
        let (label, text) = (String::new(), String::new());
        let (share, lower, mean_rest) = (Some(0.25), Some(0.25), None);
        ChoiceFigures { label, text, correct, count: 5, share, upper: Some(upper), lower, mean_rest, correlation }
    }

    #[test]
    fn evidence_grows_with_the_answers() {
        let levels = [0, 19, 20, 59, 60].map(Evidence::of);
        assert_eq!(levels, [Evidence::TooFew, Evidence::TooFew, Evidence::Amber, Evidence::Amber, Evidence::Firm]);
    }

    #[test]
    fn the_chance_is_that_of_as_many_options_as_keys() {
        let options = |keys: usize, all: usize| -> Vec<ChoiceFigures> {
            (0..all).map(|at| choice(at < keys, 0.0, None)).collect()
        };
        let chances = [(0, 0), (0, 4), (1, 4), (2, 5), (3, 6)].map(|(keys, all)| chance(&options(keys, all)));
        for (chance, expected) in chances.into_iter().zip([0.0, 0.0, 0.25, 0.1, 0.05]) {
            assert!((chance - expected).abs() < 1e-12, "{chance} {expected}");
        }
    }

    #[test]
    fn the_key_is_suspect_if_a_wrong_option_draws_the_strong() {
        let key = choice(true, 0.5, Some(0.2));
        let suspect = |choices: &[ChoiceFigures]| suspect(choices, 100);
        assert_eq!(suspect(&[key.clone(), choice(false, 0.4, Some(0.1))]), None);
        assert_eq!(suspect(&[key.clone(), choice(false, 0.5, Some(0.1))]), None);
        assert_eq!(suspect(&[key.clone(), choice(false, 0.6, Some(0.1))]), Some(1));
        assert_eq!(suspect(&[key.clone(), choice(false, 0.4, Some(0.51))]), Some(1));
        assert_eq!(suspect(&[key.clone(), choice(false, 0.4, Some(0.49))]), None);
        assert_eq!(suspect(&[choice(true, 0.5, Some(-0.5)), choice(false, 0.4, Some(-0.1))]), None);
        assert_eq!(suspect(&[choice(true, 0.5, None), choice(false, 0.4, Some(0.9))]), None);
        let several = [choice(false, 0.6, None), choice(false, 0.7, None), choice(false, 0.7, None), key];
        assert_eq!(suspect(&several), Some(1));
    }

    #[test]
    fn a_wrong_option_is_held_against_the_weakest_key() {
        let keys = [choice(true, 0.9, Some(0.4)), choice(true, 0.3, Some(0.0))];
        assert_eq!(suspect(&[&keys[..], &[choice(false, 0.4, Some(-0.2))]].concat(), 20), Some(2));
        assert_eq!(suspect(&[choice(false, 0.4, Some(0.5))], 20), None);
    }
}
