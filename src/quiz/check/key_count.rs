//! One key of four; of several keys as many as the stem says, among enough options.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::check::words::selected;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "key-count",
    level: Level::Error,
    says: "A choice has one key among four options, or as many keys as its stem says among five (six for three).",
    check: Check::Each(check),
};

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let Some(choice) = choice(question) else { return Vec::new() };
    let (keys, options) = (choice.keys(), choice.options.len());
    let mut flaws = Vec::new();
    if keys == 1 && options != 4 {
        let message = format!("this choice has one key among {options} options");
        flaws.push(Flaw::new(Part::Question, message, "write one correct and three incorrect options"));
    }
    if keys > 1 && options < keys + 3 {
        let message = format!("this choice has {keys} keys among {options} options");
        let next = format!("write at least {} options", keys + 3);
        flaws.push(Flaw::new(Part::Question, message, next));
    }
    if let Some(asked) = selected(&question.stem).filter(|&asked| keys > 1 && asked != keys) {
        let message = format!("the stem asks for {asked} options and {keys} are correct");
        flaws.push(Flaw::new(Part::Field("stem"), message, "mend the number or the key"));
    }
    flaws
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, TWO, tells, trips};

    #[test]
    fn keys_and_options_are_counted() {
        let told = tells(
            SOUND,
            &[(
                "[[question.incorrect]]\nid = \"nobody\"\ntext = \"Nobody, for it needs none\"\nwhy = \"Every operating system has flaws which sooner or later call for an update.\"",
                "",
            )],
        );
        assert_eq!(
            told,
            "f.toml:2:1: this choice has one key among 3 options; write one correct and three incorrect options [key-count]"
        );
        assert_eq!(trips(TWO, &[("TWO", "THREE")]), "key-count");
        assert_eq!(
            trips(
                TWO,
                &[("question.incorrect]]\nid = \"disks\"", "question.correct]]\nid = \"disks\""), ("TWO", "THREE")]
            ),
            "key-count"
        );
    }
}
