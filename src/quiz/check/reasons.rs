//! Every option says why, and every question where it is written.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, bank_name, rows};
use crate::quiz::check::words::{count, words};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "reasons",
    level: Level::Error,
    says: "Every option has a reason of 8 to 60 words that says more than right or wrong, every question a source \
           and, in banks that name facts, a fact.",
    check: Check::Each(check),
};

/// Words of which no reason is made.
const VERDICT: &str = "right wrong correct incorrect true false yes no not the a an this that it is was option answer \
    choice because so simply just be cannot here key one statement";

fn check(question: &Question, review: &Review<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for row in rows(question) {
        let (message, next) = match (row.why, count(row.why)) {
            ("", _) => (format!("`{}` has no reason", row.text), "add `why = \"...\"` in 8 to 60 words"),
            (why, _) if is_verdict(why) => {
                (format!("the reason of `{}` says only `{why}`", row.text), "say why in 8 to 60 words")
            }
            (_, n) if n < 8 => (format!("the reason of `{}` has {n} words", row.text), "say why in 8 to 60 words"),
            (_, n) if n > 60 => (format!("the reason of `{}` has {n} words", row.text), "shorten it to 60 words"),
            _ => continue,
        };
        flaws.push(Flaw::new(Part::Row(row.id.to_owned()), message, next));
    }
    if question.sources.is_empty() {
        let next = "add `sources = [\"https://...\"]`, the page that carries the key";
        flaws.push(Flaw::new(Part::Question, "this question has no source", next));
    }
    if question.facts.is_empty() && names_facts(review, bank_name(question)) {
        let next = "add `facts = [\"SRM-041\"]`, the facts that it teaches";
        flaws.push(Flaw::new(Part::Question, "this question names no fact", next));
    }
    flaws
}

fn is_verdict(why: &str) -> bool {
    words(why).iter().all(|word| VERDICT.split_whitespace().any(|known| known == word))
}

/// A bank about something else than the inventory knows has no facts to name.
fn names_facts(review: &Review<'_>, bank: &str) -> bool {
    review.questions.iter().any(|question| bank_name(question) == bank && !question.facts.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, tells, trips};

    const WHY: &str = "Every operating system has flaws which sooner or later call for an update.";

    #[test]
    fn reasons_are_there_and_are_neither_verdicts_nor_essays() {
        let essay = "word ".repeat(61);
        for why in ["This is simply not the right answer.", "Systems have flaws.", &essay] {
            assert_eq!(trips(SOUND, &[(WHY, why)]), "reasons", "{why}");
        }
        assert_eq!(trips(SOUND, &[(&format!("why = \"{WHY}\"\n"), "")]), "reasons");
        let told = tells(SOUND, &[(WHY, "That is wrong.")]);
        assert_eq!(
            told,
            "f.toml:24:8: the reason of `Nobody, for it needs none` says only `That is wrong.`; say why in 8 to 60 words [reasons]"
        );
    }

    #[test]
    fn sources_are_named_and_facts_where_the_bank_has_some() {
        assert_eq!(trips(SOUND, &[("sources = [\"https://docs.aws.amazon.com/x\"]\n", "")]), "reasons");
        assert_eq!(trips(SOUND, &[("facts = [\"F-1\"]\n", "")]), "", "no question of this bank names a fact");
        let both = format!(
            "{SOUND}\n[[question]]{}",
            SOUND.split_once("[[question]]").expect("one").1.replace("guest", "other")
        );
        assert!(trips(&both.replacen("facts = [\"F-1\"]\n", "", 1), &[]).contains("reasons"));
    }
}
