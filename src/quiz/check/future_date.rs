//! Nothing was read tomorrow.

use crate::quiz::check::day;
use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "future-date",
    level: Level::Error,
    says: "The day on which the sources were read is not in the future.",
    check: Check::Each(check),
};

/// It is tomorrow already for authors further east.
const DAYS: i64 = 1;

fn check(question: &Question, review: &Review<'_>) -> Vec<Flaw> {
    let Some(verified) = &question.verified else { return Vec::new() };
    let ahead = day::number(verified).is_some_and(|day| day > review.today + DAYS);
    let message = format!("`{verified}` is in the future");
    let flaw = Flaw::new(Part::Field("verified"), message, "write the day on which the sources were read");
    if ahead { vec![flaw] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn a_coming_day_is_told() {
        assert_eq!(trips(SOUND, &[("2026-11-22", "2026-11-23")]), "");
        assert_eq!(trips(SOUND, &[("2026-11-22", "2026-11-24")]), "future-date");
    }
}
