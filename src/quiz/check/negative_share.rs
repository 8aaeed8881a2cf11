//! Few stems ask for what is not so.

use crate::quiz::check::finding::{Check, Flaw, Level, Rule};
use crate::quiz::check::negative_stem::negative_word;
use crate::quiz::check::review::Review;
use crate::quiz::check::share::{Share, shares};

/// The rule.
pub const RULE: Rule = Rule {
    name: "negative-share",
    level: Level::Warning,
    says: "At most 5 % of the stems of a bank are negative.",
    check: Check::Whole(check),
};

const MOST: f64 = 5.0;

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let negative = |share: &Share<'_>| share.per_cent() > MOST;
    let shares = shares(review, RULE.name, |question| Some(f64::from(u8::from(negative_word(question).is_some()))));
    let flaw = |share: Share<'_>| {
        let message = format!("{} stems ask for what is not so", share.told());
        share.at_worst(&message, "ask for what is so")
    };
    shares.into_iter().filter(negative).map(flaw).collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{all_told, bank_of};

    #[test]
    fn more_than_a_few_negative_stems_are_told() {
        let bank =
            |n: usize| bank_of(20, |_| ["a", "b", "c", "d"]).replacen("What is the thing", "What is NOT the thing", n);
        assert!(
            all_told(&bank(2), "negative-share")
                .contains("2 of 20 (10 %) stems ask for what is not so, such as t/q0, t/q1")
        );
        assert_eq!(all_told(&bank(1), "negative-share"), "");
    }
}
