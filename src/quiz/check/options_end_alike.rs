//! Options end alike.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, Row, rows};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "options-end-alike",
    level: Level::Error,
    says: "All options of a question end with a full stop, or none does.",
    check: Check::Each(check),
};

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let (with, without): (Vec<Row<'_>>, Vec<Row<'_>>) =
        rows(question).into_iter().partition(|row| row.text.ends_with('.'));
    let (odd, how, next) = if with.len() > without.len() {
        (&without, "without", "end them all with one, or none")
    } else {
        (&with, "with", "remove it, or end them all with one")
    };
    let odd = odd.first().filter(|_| !with.is_empty() && !without.is_empty());
    let message = |row: &Row<'_>| format!("`{}` ends {how} a full stop, other options do not so", row.text);
    odd.map(|row| Flaw::new(Part::Row(row.id.to_owned()), message(row), next)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn the_odd_one_is_told() {
        assert_eq!(trips(SOUND, &[("Nobody, for it needs none", "Nobody, for it needs none.")]), "options-end-alike");
    }
}
