//! The key is not told by its shortness either.

use crate::quiz::check::finding::{Check, Flaw, Level, Rule};
use crate::quiz::check::longest_key::{lengths, sized};
use crate::quiz::check::review::Review;
use crate::quiz::check::share::shares;

/// The rule.
pub const RULE: Rule = Rule {
    name: "shortest-key",
    level: Level::Warning,
    says: "The key is the shortest of four options in 25 % of a bank, give or take 10.",
    check: Check::Whole(check),
};

const AIM: f64 = 25.0;
const PLAY: f64 = 10.0;

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let shares = shares(review, RULE.name, |question| {
        let (keys, others) = sized(question, 1, 4).map(lengths)?;
        let behind = others.into_iter().min()?.saturating_sub(*keys.first()?);
        Some(f64::from(u32::try_from(behind).unwrap_or(u32::MAX)))
    });
    let next = ("lengthen these keys, or shorten other options", "let more keys be the shortest option");
    shares.iter().filter_map(|share| share.off(AIM, PLAY, "choices the key is the shortest option", next)).collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{all_told, bank_of};

    #[test]
    fn a_habit_of_short_keys_is_told() {
        let keys = |short: usize| {
            bank_of(20, move |n| [if n < short { "key" } else { "a key" }, "other", "others", "another"])
        };
        assert!(
            all_told(&keys(8), "shortest-key").contains("in 8 of 20 (40 %) choices the key is the shortest option")
        );
        assert_eq!(all_told(&keys(7), "shortest-key"), "");
        assert!(all_told(&keys(2), "shortest-key").starts_with("f.toml: warning: in 2 of 20 (10 %)"));
    }
}
