//! Pages change: what was read long ago is to be read again.

use crate::quiz::check::day;
use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "stale",
    level: Level::Warning,
    says: "The sources of a question were read within the last 400 days.",
    check: Check::Each(check),
};

/// A year and a month: whoever rereads a bank once a year is never late.
const DAYS: i64 = 400;

fn check(question: &Question, review: &Review<'_>) -> Vec<Flaw> {
    let Some(verified) = &question.verified else {
        let next = "add `verified = 2026-11-22`, the day on which the sources were read";
        return vec![Flaw::new(Part::Question, "nobody knows when the sources of this question were read", next)];
    };
    let age = day::number(verified).map(|day| review.today - day).filter(|&age| age > DAYS);
    let message = |age| format!("the sources were read on `{verified}`, {age} days ago");
    let flaw = |age| Flaw::new(Part::Field("verified"), message(age), "read them again and set the day");
    age.map(flaw).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn old_and_unknown_days_are_told() {
        assert_eq!(trips(SOUND, &[("verified = 2026-11-22\n", "")]), "stale");
        assert_eq!(trips(SOUND, &[("2026-11-22", "2025-10-18")]), "", "400 days");
        assert_eq!(trips(SOUND, &[("2026-11-22", "2025-10-17")]), "stale");
    }
}
