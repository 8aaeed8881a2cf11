//! Where options keep their places, the key does not keep to one.

use crate::quiz::check::finding::{Check, Flaw, Level, Rule};
use crate::quiz::check::longest_key::sized;
use crate::quiz::check::review::Review;
use crate::quiz::check::share::shares;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "key-position",
    level: Level::Warning,
    says: "Where all four options are pinned, the key stands at each place in 25 %, give or take 5.",
    check: Check::Whole(check),
};

const AIM: f64 = 25.0;
const PLAY: f64 = 5.0;

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let next = ("pin these options in another order, or not at all", "pin more keys at this place, or none");
    let mut flaws = Vec::new();
    for (place, name) in ["first", "second", "third", "fourth"].into_iter().enumerate() {
        let at_place = |question: &Question| position(question).map(|at| f64::from(u8::from(at == place)));
        let what = format!("choices with pinned options the key is the {name}");
        flaws.extend(shares(review, RULE.name, at_place).iter().filter_map(|share| share.off(AIM, PLAY, &what, next)));
    }
    flaws
}

/// The place of the key among four options that are all pinned.
fn position(question: &Question) -> Option<usize> {
    let options = &sized(question, 1, 4)?.options;
    let mut places: Vec<(u32, bool)> = options.iter().filter_map(|o| Some((o.pinned?, o.correct))).collect();
    places.sort_unstable();
    places.iter().position(|(_, correct)| *correct).filter(|_| places.len() == options.len())
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{all_told, bank_of};

    #[test]
    fn keys_that_keep_a_place_are_told_where_options_are_pinned() {
        let bank = bank_of(20, |_| ["a", "b", "c", "d"]);
        assert_eq!(all_told(&bank, "key-position"), "");
        let told = all_told(&bank.replace("text =", "pinned = true\ntext ="), "key-position");
        assert!(told.contains("in 20 of 20 (100 %) choices with pinned options the key is the first"), "{told}");
        assert_eq!(told.lines().count(), 4);
    }
}
