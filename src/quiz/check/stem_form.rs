//! A stem asks or is completed by its options, and both are as short as on the exam.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, options};
use crate::quiz::check::words::{before_select, count, last_sentence, words};
use crate::quiz::kind::Body;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "stem-form",
    level: Level::Warning,
    says: "A stem ends as a question or with a colon; for CLF it has up to 40 words and options 15, for SOA 90 and 35.",
    check: Check::Each(check),
};

/// With one of these an order or a sort may say what to do instead of asking.
const TASKS: [&str; 7] = ["put", "place", "sort", "arrange", "order", "rank", "draw"];

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let asked = before_select(&question.stem);
    if !asked.ends_with(['?', ':']) && !is_task(question) {
        let message = "the stem ends neither with a question mark nor with a colon";
        flaws.push(Flaw::new(Part::Field("stem"), message, "ask, or end with a colon that each option completes"));
    }
    let (stem_words, option_words) = limits(question);
    if count(asked) > stem_words {
        let message = format!("the stem has {} words", count(asked));
        flaws.push(Flaw::new(Part::Field("stem"), message, format!("shorten it to {stem_words}")));
    }
    for row in options(question).into_iter().filter(|row| count(row.text) > option_words) {
        let message = format!("the option `{}` has {} words", row.text, count(row.text));
        flaws.push(Flaw::new(Part::Row(row.id.to_owned()), message, format!("shorten it to {option_words}")));
    }
    flaws
}

/// An instruction that ends with a full stop, such as "Put the layers in order."
fn is_task(question: &Question) -> bool {
    let first = words(last_sentence(&question.stem)).into_iter().take(8).any(|word| TASKS.contains(&word.as_str()));
    first && !matches!(*question.body, Body::Choice(_)) && question.stem.ends_with('.')
}

/// Words of a stem and of an option. A question for both exams is read by those who sit the shorter one.
fn limits(question: &Question) -> (usize, usize) {
    let is_clf = question.tasks.iter().any(|task| task.starts_with("CLF"));
    if is_clf { (40, 15) } else { (90, 35) }
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{ORDER, SOUND, tells, trips};

    #[test]
    fn stems_ask_or_are_completed() {
        assert_eq!(trips(SOUND, &[("guest system?", "guest system.")]), "stem-form");
        assert_eq!(trips(SOUND, &[("guest system?", "guest system:")]), "");
        assert_eq!(trips(ORDER, &[("Put the layers in order", "These are the layers")]), "stem-form");
    }

    #[test]
    fn words_are_counted_by_exam() {
        let long = format!("{} guest system?", "word ".repeat(40));
        assert_eq!(trips(SOUND, &[("guest system?", &long)]), "", "no exam, or SOA");
        let clf = ("facts =", "tasks = [\"CLF-C02/2.1\"]\nfacts =");
        assert_eq!(trips(SOUND, &[("guest system?", &long), clf]), "stem-form");
        let told = tells(SOUND, &[("Nobody, for it needs none", &"word ".repeat(16)), clf]);
        assert!(told.contains(" has 16 words; shorten it to 15 [stem-form]"), "{told}");
    }
}
