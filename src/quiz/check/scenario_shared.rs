//! A scenario is there to be shared.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::question::Scenario;

/// The rule.
pub const RULE: Rule = Rule {
    name: "scenario-shared",
    level: Level::Warning,
    says: "A scenario is shared by two to four questions.",
    check: Check::Whole(check),
};

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let sharing = |scenario: &Scenario| {
        let questions = review.bank.questions().iter();
        questions.filter(|question| question.scenario.as_ref() == Some(&scenario.id)).count()
    };
    let own = review.bank.scenarios().filter(|scenario| review.files.contains(scenario.at.file.as_str()));
    own.filter_map(|scenario| {
        let name = scenario.id.split_once('/').map_or("", |(_, name)| name);
        let (how, next) = match sharing(scenario) {
            0 => ("no question".to_owned(), "write two to four on it, or remove it"),
            1 => ("one question".to_owned(), "write more on it, or put it into the stem"),
            2..=4 => return None,
            n => (format!("{n} questions"), "spread them over more scenarios"),
        };
        Some(Flaw::new(Part::At(scenario.at.clone()), format!("the scenario `{name}` is shared by {how}"), next))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, TWO, tells, trips};

    #[test]
    fn a_scenario_is_shared_by_two_to_four() {
        let scenario = "[[scenario]]\nid = \"shop\"\ntext = \"A shop.\"\n";
        let told = tells(&format!("{SOUND}{scenario}"), &[("facts =", "scenario = \"shop\"\nfacts =")]);
        assert_eq!(
            told,
            "f.toml:27:1: warning: the scenario `shop` is shared by one question; write more on it, or put it into the stem [scenario-shared]"
        );
        let both = format!("{SOUND}{}{scenario}", TWO.replace("bank = \"t\"\n", ""));
        assert_eq!(trips(&both.replace("facts =", "scenario = \"shop\"\nfacts ="), &[]), "");
        assert_eq!(trips(&both, &[]), "scenario-shared");
    }
}
