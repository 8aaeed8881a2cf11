//! Absolutes do not mark the distractors.

use crate::quiz::check::absolutes::absolute;
use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::check::share::{ENOUGH, per_cent};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "absolutes-balance",
    level: Level::Warning,
    says: "Absolutes stand in distractors at most twice as often as in keys, or in 2 % of them at most.",
    check: Check::Whole(check),
};

/// So few give nothing away, per cent.
const FEW: f64 = 2.0;

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for questions in review.by_bank().into_values() {
        let choices: Vec<&Question> = questions.into_iter().filter(|question| choice(question).is_some()).collect();
        let allowed: Vec<bool> = choices.iter().map(|q| count(q, false).0 > 0 && review.allows(q, RULE.name)).collect();
        let kept = || choices.iter().zip(&allowed).filter(|(_, allowed)| !**allowed).map(|(question, _)| *question);
        let total = |correct: bool| kept().map(|q| count(q, correct)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        let ((wrong, of_wrong), (right, of_right)) = (total(false), total(true));
        let (distractors, keys) = (per_cent(wrong, of_wrong), per_cent(right, of_right));
        let worst = kept().max_by_key(|question| count(question, false).0);
        if let Some(worst) = worst.filter(|_| choices.len() >= ENOUGH && distractors > FEW.max(2.0 * keys)) {
            let message =
                format!("absolutes stand in {distractors:.0} % of the distractors and in {keys:.0} % of the keys");
            flaws.push(Flaw::new(Part::Question, message, "say distractors without absolutes").of(worst));
        }
    }
    flaws
}

/// How many keys or distractors hold an absolute, and how many there are.
fn count(question: &Question, correct: bool) -> (usize, usize) {
    let options = choice(question).into_iter().flat_map(|choice| &choice.options);
    let options = options.filter(|option| option.correct == correct);
    options.fold((0, 0), |(held, of), option| (held + usize::from(absolute(&option.text).is_some()), of + 1))
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{all_told, bank_of};

    #[test]
    fn absolutes_that_mark_distractors_are_told() {
        let bank = |keys: usize| {
            bank_of(20, move |n| {
                [if n < keys { "always a" } else { "a" }, if n < 4 { "never b" } else { "b" }, "c", "d"]
            })
        };
        assert!(all_told(&bank(0), "absolutes-balance").contains("in 7 % of the distractors and in 0 % of the keys"));
        assert_eq!(all_told(&bank(1), "absolutes-balance"), "", "in 5 % of the keys");
    }
}
