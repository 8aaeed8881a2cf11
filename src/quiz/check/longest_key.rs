//! The key is not told by its length.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::check::share::{ENOUGH, shares};
use crate::quiz::kind::choice::{Alternative, Choice};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "longest-key",
    level: Level::Warning,
    says: "The key is the longest of four options in 25 % of a bank, give or take 7, and never half as long again as \
           the next; the two keys of five options are the two longest in 15 % at most.",
    check: Check::Whole(check),
};

const AIM: f64 = 25.0;
const PLAY: f64 = 7.0;
const MOST_PAIRS: f64 = 15.0;

/// The lengths of the keys and of the other options, in characters.
pub fn lengths(choice: &Choice) -> (Vec<usize>, Vec<usize>) {
    let of = |correct: bool| choice.options.iter().filter(move |option| option.correct == correct);
    let length = |option: &Alternative| option.text.chars().count();
    (of(true).map(length).collect(), of(false).map(length).collect())
}

/// The choice of a question with so many keys among so many options.
pub fn sized(question: &Question, keys: usize, options: usize) -> Option<&Choice> {
    choice(question).filter(|choice| choice.keys() == keys && choice.options.len() == options)
}

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let one = shares(review, RULE.name, |question| sized(question, 1, 4).map(lead));
    let next = ("shorten these keys, or lengthen other options", "let more keys be the longest option");
    let mut flaws: Vec<Flaw> =
        one.iter().filter_map(|share| share.off(AIM, PLAY, "choices the key is the longest option", next)).collect();
    for share in shares(review, RULE.name, |question| sized(question, 2, 5).map(lead)) {
        if share.per_cent() > MOST_PAIRS {
            let message = format!("in {} choices of two the keys are the two longest options", share.told());
            flaws.push(share.at_worst(&message, "shorten these keys, or lengthen other options"));
        }
    }
    flaws.extend(far_longest(review));
    flaws
}

/// By how many characters each key is longer than each other option; 0 if it is not.
fn lead(choice: &Choice) -> f64 {
    let (keys, others) = lengths(choice);
    let shortest = keys.into_iter().min().unwrap_or_default();
    let lead = shortest.saturating_sub(others.into_iter().max().unwrap_or_default());
    f64::from(u32::try_from(lead).unwrap_or(u32::MAX))
}

/// Keys that are half as long again as the next longest option.
fn far_longest(review: &Review<'_>) -> Vec<Flaw> {
    let banks = review.by_bank().into_values();
    let large = banks.filter(|bank| bank.iter().filter(|q| sized(q, 1, 4).is_some()).count() >= ENOUGH);
    let mut flaws = Vec::new();
    for question in large.flatten() {
        let Some((keys, others)) = sized(question, 1, 4).map(lengths) else { continue };
        let (key, next) = (keys[0], others.into_iter().max().unwrap_or_default());
        if 2 * key >= 3 * next {
            let message = format!("the key has {key} characters, the longest other option {next}");
            flaws.push(Flaw::new(Part::Question, message, "bring them nearer to each other").of(question));
        }
    }
    flaws
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{all_told, bank_of};

    #[test]
    fn a_habit_of_long_keys_is_told_and_so_is_its_opposite() {
        let long = bank_of(20, |n| {
            if n < 7 {
                ["a long key", "other b", "other c", "other d"]
            } else {
                ["key", "other b", "other c", "other d"]
            }
        });
        let told = all_told(&long, "longest-key");
        assert!(told.starts_with("f.toml:2:1: warning: in 7 of 20 (35 %) choices the key is the longest option; by chance it would be 25 %, give or take 7, such as t/q0, "), "{told}");
        let never = bank_of(20, |_| ["key", "other b", "other c", "other d"]);
        assert!(all_told(&never, "longest-key").starts_with("f.toml: warning: in 0 of 20 (0 %)"));
        assert_eq!(all_told(&bank_of(19, |_| ["key", "other b", "other c", "other d"]), "longest-key"), "", "too few");
        let fair = bank_of(20, |n| {
            if n < 5 {
                ["a long key", "other b", "other c", "other d"]
            } else {
                ["key", "other b", "other c", "other d"]
            }
        });
        assert_eq!(all_told(&fair, "longest-key"), "");
    }

    #[test]
    fn a_key_half_as_long_again_is_told_by_itself() {
        let far = bank_of(20, |n| {
            if n < 5 {
                ["a very long key", "other b", "other c", "other d"]
            } else {
                ["key", "other b", "other c", "other d"]
            }
        });
        assert_eq!(
            all_told(&far, "longest-key").matches("the key has 15 characters, the longest other option 7").count(),
            5
        );
    }
}
