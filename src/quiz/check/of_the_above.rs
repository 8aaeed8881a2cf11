//! No option that speaks of the other options.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, options};
use crate::quiz::check::words::words;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "of-the-above",
    level: Level::Error,
    says: "No option is \"all\", \"none\" or \"both of the above\", or \"A and C\".",
    check: Check::Each(check),
};

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let about_others = options(question).into_iter().filter(|row| is_about_others(row.text));
    let flaw = |text: &str| format!("the option `{text}` speaks of the other options");
    about_others
        .map(|row| Flaw::new(Part::Row(row.id.to_owned()), flaw(row.text), "write an option that stands alone"))
        .collect()
}

fn is_about_others(text: &str) -> bool {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let counts = |word: &str| ["all", "none", "both", "neither", "any", "either"].contains(&word);
    let others = |words: &[&str]| {
        matches!(words, ["above" | "these" | "them"] | ["the" | "these", "above" | "options" | "answers" | "others"])
    };
    match words.as_slice() {
        [first, "of", rest @ ..] if counts(first) => others(rest),
        [first, "the" | "these", "above"] => counts(first),
        ["both", a, "and", b] | [a, "and" | "or", b] => {
            is_letter(a) && is_letter(b) && text.contains(char::is_uppercase)
        }
        _ => false,
    }
}

/// The letter of an option.
fn is_letter(word: &str) -> bool {
    matches!(word, "a" | "b" | "c" | "d" | "e" | "f")
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};
    use crate::quiz::check::of_the_above::is_about_others;

    #[test]
    fn options_about_options_are_told() {
        for text in
            ["All of the above", "None of these.", "Both A and C", "B or D", "all the above", "Neither of the above"]
        {
            assert!(is_about_others(text), "{text}");
        }
        for text in ["All of the above layers", "AWS and the customer", "None", "Both parties", "All of these disks"] {
            assert!(!is_about_others(text), "{text}");
        }
        assert_eq!(trips(SOUND, &[("Nobody, for it needs none", "None of these")]), "of-the-above");
    }
}
