//! No vague words of frequency in options: readers differ on how often "often" is.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, options};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "vague-words",
    level: Level::Warning,
    says: "No option of a choice holds usually, often, may or another vague word of frequency.",
    check: Check::Each(check),
};

/// In small letters as they stand in a text: May is a month.
const VAGUE: [&str; 12] = [
    "usually",
    "often",
    "may",
    "might",
    "sometimes",
    "generally",
    "typically",
    "normally",
    "frequently",
    "rarely",
    "probably",
    "mostly",
];

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let held = options(question).into_iter().filter_map(|row| Some((row, vague(row.text)?)));
    held.map(|(row, word)| {
        let message = format!("the option `{}` says `{word}`", row.text);
        Flaw::new(Part::Row(row.id.to_owned()), message, "say how often, or leave it out")
    })
    .collect()
}

fn vague(text: &str) -> Option<&'static str> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().map(str::to_lowercase).filter(|first| first != "may");
    let rest: Vec<&str> = words.collect();
    VAGUE.into_iter().find(|vague| first.as_deref() == Some(vague) || rest.contains(vague))
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn a_vague_word_is_told_and_a_month_is_not() {
        assert_eq!(trips(SOUND, &[("Nobody, for it needs none", "Usually nobody, for it runs")]), "vague-words");
        assert_eq!(trips(SOUND, &[("Nobody, for it needs none", "Nobody since May 2026, for it runs")]), "");
    }
}
