//! Where a fact no longer holds, or is too simple, its correction is taught.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::check::share::per_cent;
use crate::quiz::check::words::content;
use crate::quiz::question::Question;
use crate::quiz::syllabus::{Fact, Status};
use std::collections::BTreeSet;

/// The rule.
pub const RULE: Rule = Rule {
    name: "outdated-fact",
    level: Level::Warning,
    says: "A question on an outdated or disputed fact speaks in the words of its correction.",
    check: Check::Each(check),
};

/// With fewer of the correction's own words than this, per cent, a question speaks of something else. Low, for a long
/// correction says more than one question can teach.
const ENOUGH: f64 = 10.0;

fn check(question: &Question, review: &Review<'_>) -> Vec<Flaw> {
    let facts = question.facts.iter().filter_map(|id| review.bank.fact(id));
    let facts: Vec<&Fact> = facts.filter(|fact| fact.status != Status::Current).collect();
    if facts.is_empty() {
        return Vec::new();
    }
    let spoken = spoken(question);
    let flaws = facts.into_iter().filter(|fact| !is_taught(fact, &spoken)).map(|fact| {
        let how = if fact.status == Status::Outdated { "outdated" } else { "disputed" };
        let message = format!("the fact `{}` is {how}, and nothing here speaks of its correction", fact.id);
        Flaw::new(Part::Field("facts"), message, "reread the correction, and teach that")
    });
    flaws.collect()
}

/// All words of a question that mean something.
fn spoken(question: &Question) -> BTreeSet<String> {
    content(&[question.stem.as_str(), &question.explanation, &question.body.words()].join("\n"))
}

fn is_taught(fact: &Fact, spoken: &BTreeSet<String>) -> bool {
    let Some(correction) = &fact.correction else { return false };
    let old = content(&fact.statement);
    let new: Vec<String> = content(correction).into_iter().filter(|word| !old.contains(word)).collect();
    let taught = new.iter().filter(|word| spoken.contains(*word)).count();
    // A correction that only takes words away has none of its own to look for.
    new.is_empty() || per_cent(taught, new.len()) >= ENOUGH
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn the_correction_is_to_be_taught() {
        assert_eq!(trips(SOUND, &[("F-1", "F-old")]), "outdated-fact");
        let taught = ("Nobody, for it needs none", "Nobody, since livepatch restarts nothing");
        assert_eq!(trips(SOUND, &[("F-1", "F-old"), taught]), "");
    }
}
