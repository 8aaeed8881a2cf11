//! What was not read is not keyed.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unread-fact",
    level: Level::Error,
    says: "No question rests on a fact whose source was not read.",
    check: Check::Each(check),
};

fn check(question: &Question, review: &Review<'_>) -> Vec<Flaw> {
    let facts = question.facts.iter().filter_map(|id| review.bank.fact(id));
    let flaw = |id: &str| {
        let message = format!("the source of the fact `{id}` was not read");
        Flaw::new(Part::Field("facts"), message, "read it and set its `evidence`, or name another fact")
    };
    facts.filter(|fact| !fact.read).map(|fact| flaw(&fact.id)).collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, tells};

    #[test]
    fn an_unread_fact_is_told() {
        let told = tells(SOUND, &[("F-1", "F-unread")]);
        assert_eq!(
            told,
            "f.toml:5:9: the source of the fact `F-unread` was not read; read it and set its `evidence`, or name another fact [unread-fact]"
        );
    }
}
