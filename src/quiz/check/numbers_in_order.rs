//! Numbers stand in their order.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "numbers-in-order",
    level: Level::Warning,
    says: "Options that are all numbers are pinned, in rising or falling order.",
    check: Check::Each(check),
};

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let Some(choice) = choice(question) else { return Vec::new() };
    let mut placed: Vec<(Option<u32>, f64)> = Vec::new();
    for option in &choice.options {
        match number(&option.text) {
            Some(number) => placed.push((option.pinned, number)),
            None => return Vec::new(),
        }
    }
    placed.sort_by_key(|(pinned, _)| *pinned);
    let rising = placed.windows(2).all(|pair| pair[0].1 <= pair[1].1);
    let falling = placed.windows(2).all(|pair| pair[0].1 >= pair[1].1);
    let message = match placed.iter().all(|(pinned, _)| pinned.is_some()) {
        false => "the options are numbers and are not pinned",
        true if !rising && !falling => "the options are numbers and not in their order",
        true => return Vec::new(),
    };
    vec![Flaw::new(Part::Question, message, "write them in their order, each with `pinned = true`")]
}

/// The number that a text is, with a sign or one word for its unit: `90`, `$1,500`, `99.9 %`, `35 days`.
fn number(text: &str) -> Option<f64> {
    let mut parts = text.split_whitespace();
    let (first, unit) = (parts.next()?, parts.next());
    let digits = first.trim_start_matches(['$', '€', '-']).trim_end_matches('%').replace(',', "");
    let plain_unit = unit.is_none_or(|unit| unit == "%" || unit.chars().all(char::is_alphabetic));
    if parts.next().is_some() || !plain_unit || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn numbers_are_pinned_in_their_order() {
        let days = |pinned: &str, order: [&str; 4]| {
            let text = |n: usize| format!("{}\"{pinned}", order[n]);
            let texts = [
                "The company, which runs the guest\"",
                "AWS, as the owner of the host\"",
                "The vendor, as the author of it\"",
                "Nobody, for it needs none\"",
            ];
            let changes: Vec<(&str, String)> = texts.into_iter().enumerate().map(|(n, old)| (old, text(n))).collect();
            let changes: Vec<(&str, &str)> = changes.iter().map(|(old, new)| (*old, new.as_str())).collect();
            trips(SOUND, &changes)
        };
        assert_eq!(days("", ["7 days", "14 days", "30 days", "90 days"]), "numbers-in-order");
        assert_eq!(days("\npinned = true", ["7 days", "30 days", "14 days", "90 days"]), "numbers-in-order");
        assert_eq!(days("\npinned = true", ["7 days", "14 days", "30 days", "90 days"]), "");
        assert_eq!(days("", ["7 days", "14 days", "30 days", "a quarter"]), "");
    }
}
