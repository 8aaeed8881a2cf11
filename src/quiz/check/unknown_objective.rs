//! Where a bank has objectives, each question serves one of them.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, bank_name};
use crate::quiz::fault::did_you_mean;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-objective",
    level: Level::Warning,
    says: "In a bank with objectives every question names one that is described.",
    check: Check::Each(check),
};

fn check(question: &Question, review: &Review<'_>) -> Vec<Flaw> {
    let bank = bank_name(question);
    let Some(name) = question.objective.strip_prefix(bank).and_then(|rest| rest.strip_prefix('/')) else {
        return Vec::new();
    };
    let described = |objective: &str| !objective.contains('/');
    if !review.questions.iter().any(|other| bank_name(other) == bank && described(&other.objective)) {
        return Vec::new();
    }
    if question.objective == question.id {
        let next = "add `objective = \"...\"`, the idea that it asks for";
        return vec![Flaw::new(Part::Question, "this question names no objective", next)];
    }
    let known = review.bank.objectives().iter().map(|objective| objective.id.as_str()).filter(|id| described(id));
    let next = did_you_mean(name, known, || "add its `[[objective]]`, or name one that there is".to_owned());
    vec![Flaw::new(Part::Field("objective"), format!("unknown objective `{name}`"), next)]
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, TWO, tells, trips};

    #[test]
    fn a_misspelled_objective_is_told_where_others_are_described() {
        assert_eq!(trips(SOUND, &[("facts =", "objective = \"guest-pach\"\nfacts =")]), "", "no objectives here");
        let two = TWO.replace("bank = \"t\"\n", "").replace("facts =", "objective = \"guest-patch\"\nfacts =");
        let both = format!("{SOUND}\n{two}");
        assert_eq!(trips(&both, &[]), "unknown-objective");
        let told = tells(&both.replacen("facts =", "objective = \"guest-pach\"\nfacts =", 1), &[]);
        assert_eq!(
            told,
            "f.toml:5:13: warning: unknown objective `guest-pach`; did you mean `guest-patch`? [unknown-objective]"
        );
    }
}
