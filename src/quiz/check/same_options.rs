//! No two options are the same, and none holds another.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice, rows};
use crate::quiz::check::words::normal;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "same-options",
    level: Level::Error,
    says: "No option repeats another, and no option of a choice contains another whole.",
    check: Check::Each(check),
};

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let rows = rows(question);
    // Spaces at both ends: whole words are compared, so that `EC` is not found in `ECS`.
    let texts: Vec<String> = rows.iter().map(|row| format!(" {} ", normal(row.text))).collect();
    let mut flaws = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (other, second) in rows.iter().enumerate().filter(|(other, _)| *other != at) {
            let same = texts[at] == texts[other];
            let holds = choice(question).is_some() && !same && texts[at].contains(&texts[other]);
            if same && at > other {
                let message = format!("`{}` stands here twice", row.text);
                flaws.push(Flaw::new(Part::Row(row.id.to_owned()), message, "write another text"));
            } else if holds {
                let message = format!("the option `{}` contains the option `{}`", row.text, second.text);
                flaws.push(Flaw::new(Part::Row(row.id.to_owned()), message, "word one of the two otherwise"));
            }
        }
    }
    flaws
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SORT, SOUND, trips};

    #[test]
    fn equal_texts_and_texts_within_texts_are_told() {
        assert_eq!(trips(SOUND, &[("Nobody, for it needs none", "AWS as the owner of the host")]), "same-options");
        assert_eq!(
            trips(SOUND, &[("Nobody, for it needs none", "AWS, as the owner of the host and guest")]),
            "same-options"
        );
        assert_eq!(trips(SORT, &[("Locking the racks", "Patching the guest system!")]), "same-options");
    }
}
