//! The key does not ring with the stem: a word of the stem that returns in the key alone gives it away.

use crate::quiz::check::finding::{Check, Flaw, Level, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::check::share::{Share, shares};
use crate::quiz::check::words::content;
use crate::quiz::question::Question;
use std::collections::BTreeSet;

/// The rule.
pub const RULE: Rule = Rule {
    name: "clang",
    level: Level::Warning,
    says: "A word of the stem returns in the key and in no other option in 10 % of the choices at most.",
    check: Check::Whole(check),
};

const MOST: f64 = 10.0;

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let over = |share: &Share<'_>| share.per_cent() > MOST;
    let shares = shares(review, RULE.name, ringing).into_iter().filter(over);
    shares
        .map(|share| {
            let message = format!("in {} choices a word of the stem returns in the key alone", share.told());
            share.at_worst(&message, "use the word in other options too, or in none")
        })
        .collect()
}

/// How many words of the stem return in a key and in no other option.
fn ringing(question: &Question) -> Option<f64> {
    let choice = choice(question)?;
    let words = |correct: bool| -> BTreeSet<String> {
        choice
            .options
            .iter()
            .filter(|option| option.correct == correct)
            .flat_map(|option| content(&option.text))
            .collect()
    };
    let (stem, keys, others) = (content(&question.stem), words(true), words(false));
    let ringing = stem.iter().filter(|word| keys.contains(*word) && !others.contains(*word)).count();
    Some(f64::from(u32::try_from(ringing).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{all_told, bank_of};

    #[test]
    fn a_word_that_returns_in_the_key_alone_is_told() {
        let bank = |ringing: usize| {
            bank_of(20, move |n| [if n < ringing { "the thing asked" } else { "that" }, "b", "c", "d"])
        };
        assert!(
            all_told(&bank(3), "clang")
                .contains("in 3 of 20 (15 %) choices a word of the stem returns in the key alone")
        );
        assert_eq!(all_told(&bank(2), "clang"), "");
        let shared = bank_of(20, |_| ["the thing asked", "a thing asked", "c", "d"]);
        assert_eq!(all_told(&shared, "clang"), "");
    }
}
