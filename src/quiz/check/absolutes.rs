//! No absolutes in options: who guesses knows that they are mostly wrong.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, options};
use crate::quiz::check::words::words;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "absolutes",
    level: Level::Warning,
    says: "No option of a choice holds always, never, only, all, any, must or guarantee.",
    check: Check::Each(check),
};

const ABSOLUTES: [&str; 9] = ["always", "never", "only", "all", "any", "must", "guarantee", "guarantees", "guaranteed"];

/// The absolute word of an option, if it has one.
pub fn absolute(text: &str) -> Option<&'static str> {
    let words = words(text);
    ABSOLUTES.into_iter().find(|absolute| words.iter().any(|word| word == absolute))
}

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let held = options(question).into_iter().filter_map(|row| Some((row, absolute(row.text)?)));
    held.map(|(row, word)| {
        let message = format!("the option `{}` says `{word}`", row.text);
        Flaw::new(Part::Row(row.id.to_owned()), message, "say it without an absolute")
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn an_absolute_is_told_and_a_part_of_a_word_is_not() {
        assert_eq!(trips(SOUND, &[("Nobody, for it needs none", "Nobody, for it never needs one")]), "absolutes");
        assert_eq!(trips(SOUND, &[("Nobody, for it needs none", "Nobody, for the firewall blocks it")]), "");
    }
}
