//! An allowance that silences nothing is a leftover.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;

/// The rule; it comes last, when all others have said what they have to.
pub const RULE: Rule = Rule {
    name: "idle-allowance",
    level: Level::Warning,
    says: "Every allowance of a question silences something.",
    check: Check::Whole(check),
};

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for question in &review.questions {
        for allowance in &question.allow {
            if allowance.rule != RULE.name && !review.was_used(question, &allowance.rule) {
                let message = format!("the allowance of `{}` silences nothing", allowance.rule);
                flaws.push(Flaw::new(Part::Field("allow"), message, "remove it").of(question));
            }
        }
    }
    flaws
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, tells, trips};

    #[test]
    fn an_allowance_silences_its_rule_and_is_told_when_idle() {
        let allow = ("facts =", "allow = [{ rule = \"you-we\", why = \"a quotation\" }]\nfacts =");
        assert_eq!(trips(SOUND, &[allow, ("guest system?", "guest system of your site?")]), "");
        let told = tells(SOUND, &[allow]);
        assert_eq!(told, "f.toml:5:9: warning: the allowance of `you-we` silences nothing; remove it [idle-allowance]");
    }
}
