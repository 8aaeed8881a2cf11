//! The key is not the option in the middle: distractors made by changing a word of it lead back to it.

use crate::quiz::check::finding::{Check, Flaw, Level, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::check::share::{Share, shares};
use crate::quiz::check::words::content;
use crate::quiz::question::Question;
use std::collections::BTreeSet;

/// The rule.
pub const RULE: Rule = Rule {
    name: "convergence",
    level: Level::Warning,
    says: "The key alone shares the most words with the other options in 35 % of the choices with one key at most.",
    check: Check::Whole(check),
};

const MOST: f64 = 35.0;

/// For each text how often its words that mean something stand in the others.
pub fn sharing(texts: &[&str]) -> Vec<usize> {
    let words: Vec<BTreeSet<String>> = texts.iter().map(|text| content(text)).collect();
    let holders = |word: &String| words.iter().filter(|others| others.contains(word)).count() - 1;
    words.iter().map(|own| own.iter().map(holders).sum()).collect()
}

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let over = |share: &Share<'_>| share.per_cent() > MOST;
    let shares = shares(review, RULE.name, lead).into_iter().filter(over);
    shares
        .map(|share| {
            let message = format!("in {} choices the key shares the most words with the others", share.told());
            share.at_worst(&message, "let distractors share words with each other, or with none")
        })
        .collect()
}

/// By how much the one key leads in shared words; 0 if it does not.
fn lead(question: &Question) -> Option<f64> {
    let choice = choice(question).filter(|choice| choice.keys() == 1)?;
    let texts: Vec<&str> = choice.options.iter().map(|option| option.text.as_str()).collect();
    let shared = sharing(&texts);
    let scores = |correct: bool| {
        let marked = choice.options.iter().zip(&shared);
        marked.filter(move |(option, _)| option.correct == correct).map(|(_, &score)| score).max().unwrap_or_default()
    };
    Some(f64::from(u32::try_from(scores(true).saturating_sub(scores(false))).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::convergence::sharing;
    use crate::quiz::check::flawed::{all_told, bank_of};

    #[test]
    fn words_are_counted_by_how_many_others_hold_them() {
        assert_eq!(sharing(&["guest patches", "host patches", "guest logs", "sky"]), [2, 1, 1, 0]);
    }

    #[test]
    fn keys_in_the_middle_are_told() {
        let bank = |n: usize| {
            bank_of(20, move |at| [if at < n { "guest patches" } else { "sky" }, "host patches", "guest logs", "sea"])
        };
        assert!(all_told(&bank(8), "convergence").contains("in 8 of 20 (40 %) choices the key shares the most words"));
        assert_eq!(all_told(&bank(7), "convergence"), "");
    }
}
