//! How many options to select stands in the stem of every choice with several keys, and of no other.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::check::words::{number_word, selected};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "select-word",
    level: Level::Error,
    says: "The stem of a choice with two keys holds \"(Select TWO.)\", that of a choice with one key nothing like it.",
    check: Check::Each(check),
};

/// The words that tell to select so many options.
pub fn phrase(keys: usize) -> String {
    format!("(Select {}.)", number_word(keys).to_uppercase())
}

/// Whether the stem says in its due words how many options to select, be it the right number or not.
fn is_said(stem: &str) -> bool {
    (1..=9).any(|n| stem.contains(&phrase(n)))
}

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let Some(choice) = choice(question) else { return Vec::new() };
    let (keys, stem) = (choice.keys(), question.stem.as_str());
    let flaw = match selected(stem) {
        Some(asked) if keys == 1 => Some((
            format!("one option is correct and the stem says to select {asked}"),
            "remove these words".to_owned(),
        )),
        _ if keys > 1 && !is_said(stem) => {
            let next = format!("end the stem with \"{}\"; --fix does so where nothing like it stands", phrase(keys));
            Some((format!("{keys} options are correct and the stem does not say how many to select"), next))
        }
        _ => None,
    };
    flaw.map(|(message, next)| Flaw::new(Part::Field("stem"), message, next)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, TWO, trips};

    #[test]
    fn the_number_is_said_where_there_are_several_keys_and_only_there() {
        assert_eq!(trips(TWO, &[(" (Select TWO.)", "")]), "select-word");
        assert_eq!(trips(TWO, &[("(Select TWO.)", "(Choose two)")]), "select-word");
        assert_eq!(trips(SOUND, &[("guest system?", "guest system? (Select ONE.)")]), "select-word");
    }
}
