//! The rules of item writing, one file a rule, and this one list of them. They come after loading: what does not load
//! is not judged. They follow Haladyna, Downing and Rodriguez (2002) and the NBME Item-Writing Guide (2020); the limits
//! in numbers are this project's own.
//!
//! A new rule is a new file beside these, an entry in [`RULES`] and its name in `quiz/rule.rs`.

pub mod absolutes;
pub mod absolutes_balance;
pub mod clang;
pub mod convergence;
pub mod day;
pub mod finding;
pub mod fix;
pub mod future_date;
pub mod idle_allowance;
pub mod key_count;
pub mod key_position;
pub mod locate;
pub mod longest_key;
pub mod near_duplicates;
pub mod negative_share;
pub mod negative_stem;
pub mod numbers_in_order;
pub mod of_the_above;
pub mod options_end_alike;
pub mod order_distractors;
pub mod outdated_fact;
pub mod owner_balance;
pub mod positions;
pub mod reasons;
pub mod review;
pub mod same_options;
pub mod scenario_shared;
pub mod select_word;
pub mod share;
pub mod shortest_key;
pub mod sort_groups;
pub mod stale;
pub mod stem_form;
pub mod two_keys;
pub mod unknown_objective;
pub mod unread_fact;
pub mod vague_words;
pub mod words;
pub mod you_we;

use crate::quiz::bank::Bank;
use crate::quiz::check::finding::{Check, Finding, Flaw, Part, Rule};
use crate::quiz::check::locate::Places;
use crate::quiz::check::review::Review;
use crate::quiz::fault::{Place, Source};
use std::collections::HashMap;

/// All rules: first those of single questions, then those of whole banks.
pub const RULES: &[Rule] = &[
    key_count::RULE,
    select_word::RULE,
    of_the_above::RULE,
    same_options::RULE,
    reasons::RULE,
    options_end_alike::RULE,
    positions::RULE,
    unread_fact::RULE,
    future_date::RULE,
    near_duplicates::RULE,
    two_keys::RULE,
    outdated_fact::RULE,
    stale::RULE,
    absolutes::RULE,
    vague_words::RULE,
    negative_stem::RULE,
    numbers_in_order::RULE,
    stem_form::RULE,
    you_we::RULE,
    unknown_objective::RULE,
    sort_groups::RULE,
    order_distractors::RULE,
    scenario_shared::RULE,
    longest_key::RULE,
    shortest_key::RULE,
    clang::RULE,
    convergence::RULE,
    absolutes_balance::RULE,
    owner_balance::RULE,
    negative_share::RULE,
    key_position::RULE,
    idle_allowance::RULE,
];

/// What the rules find in the files `sources` of the bank on the day `today`, written `2026-11-22`, in the order of
/// their places. The other questions of the bank are what these must not repeat. A source without text is placed by
/// its questions alone, and not quoted.
pub fn check(bank: &Bank, sources: &[Source<'_>], today: &str) -> Vec<Finding> {
    let review = Review::new(bank, sources.iter().map(|source| source.name), today);
    let mut places = HashMap::new();
    let mut findings: Vec<Finding> = Vec::new();
    for rule in RULES {
        for flaw in flaws(rule, &review) {
            findings.push(placed(rule, flaw, &review, sources, &mut places));
        }
    }
    findings.sort_by(|a, b| a.at.cmp(&b.at));
    findings
}

/// What one rule tells and no author has allowed.
fn flaws(rule: &Rule, review: &Review<'_>) -> Vec<Flaw> {
    let mut flaws = match rule.check {
        Check::Whole(check) => check(review),
        Check::Each(check) => {
            let each = review.questions.iter();
            each.flat_map(|question| check(question, review).into_iter().map(|flaw| flaw.of(question))).collect()
        }
    };
    flaws.retain(|flaw| {
        let question = flaw.question.as_ref().and_then(|id| review.bank.question(id));
        !question.is_some_and(|question| review.allows(question, rule.name))
    });
    flaws
}

/// Looks up where a flaw is written; files are read for this once, and only those with flaws.
fn placed<'t>(
    rule: &Rule,
    flaw: Flaw,
    review: &Review<'_>,
    sources: &[Source<'t>],
    places: &mut HashMap<&'t str, Places<'t>>,
) -> Finding {
    let question = flaw.question.as_ref().and_then(|id| review.bank.question(id));
    let start = match &flaw.part {
        Part::At(place) => place.clone(),
        Part::File(file) => Place { file: file.clone(), ..Place::default() },
        _ => question.map(|question| question.at.clone()).unwrap_or_default(),
    };
    let source = sources.iter().find(|source| source.name == start.file && !source.text.is_empty());
    let quoted = source.and_then(|source| match question {
        Some(question) => {
            let places = places.entry(source.name).or_insert_with(|| Places::of(*source));
            places.fault(&question.id, &flaw.part, &flaw.next)
        }
        None => (start.line > 0).then(|| source.fault(source.line(start.line), "", &flaw.next)),
    });
    let (at, excerpt) = quoted.map_or((start, None), |fault| (fault.at, fault.excerpt));
    let Flaw { question, message, next, .. } = flaw;
    Finding { rule: rule.name, level: rule.level, question, at, message, next, excerpt }
}

#[cfg(test)]
pub mod flawed;

#[cfg(test)]
mod tests {
    use crate::quiz::check::RULES;
    use crate::quiz::check::flawed::{ORDER, SORT, SOUND, TWO, tells};
    use crate::quiz::rule::NAMES;

    #[test]
    fn authors_can_allow_every_rule_by_its_name() {
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names, NAMES);
    }

    #[test]
    fn sound_questions_trip_no_rule() {
        for sound in [SOUND, TWO, SORT, ORDER] {
            assert_eq!(tells(sound, &[]), "");
        }
    }
}
