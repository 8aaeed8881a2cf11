//! One question has one key, wherever it stands.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, rows};
use crate::quiz::check::words::normal;
use crate::quiz::kind::Body;
use crate::quiz::question::Question;
use std::collections::HashMap;

/// The rule.
pub const RULE: Rule = Rule {
    name: "two-keys",
    level: Level::Error,
    says: "No two questions have the same stem and options and another key.",
    check: Check::Whole(check),
};

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut first: HashMap<String, &Question> = HashMap::new();
    for question in review.bank.questions().iter().filter(|question| !question.is_made()) {
        let other = *first.entry(asked(question)).or_insert(question);
        if key(other) == key(question) {
            continue;
        }
        let is_own = |question: &Question| review.files.contains(question.at.file.as_str());
        let (told, other) = if is_own(question) { (question.as_ref(), other) } else { (other, question.as_ref()) };
        if is_own(told) {
            let message = format!("`{}` at {} has the same stem and options and another key", other.id, other.at);
            flaws.push(Flaw::new(Part::Question, message, "settle which is right and remove the other").of(told));
        }
    }
    flaws
}

/// What a learner is asked: text, stem and rows, whatever their order.
fn asked(question: &Question) -> String {
    let mut rows: Vec<String> = rows(question).iter().map(|row| normal(row.text)).collect();
    rows.sort();
    let scenario = question.scenario.clone().unwrap_or_default();
    format!("{scenario}\n{}\n{}", normal(&question.stem), rows.join("\n"))
}

/// The key in words, so that ids make no difference.
fn key(question: &Question) -> Vec<String> {
    let mut key: Vec<String> = match &*question.body {
        Body::Choice(choice) => {
            choice.options.iter().filter(|option| option.correct).map(|option| normal(&option.text)).collect()
        }
        Body::Order(order) => {
            order.items.iter().map(|item| format!("{} {}", normal(&item.text), item.rank.unwrap_or_default())).collect()
        }
        Body::Sort(sort) => sort
            .items
            .iter()
            .map(|item| format!("{} {}", normal(&item.text), normal(&sort.groups[item.group])))
            .collect(),
        Body::Line(line) => {
            line.layers.iter().map(|layer| format!("{} {}", normal(&layer.text), layer.owner.letter())).collect()
        }
    };
    key.sort();
    key
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn another_key_is_told_even_of_a_variant() {
        let again =
            SOUND.replace("bank = \"t\"\n", "").replace("id = \"guest\"", "id = \"again\"\nvariant_of = \"guest\"");
        assert_eq!(trips(&format!("{SOUND}\n{again}"), &[]), "");
        let rekeyed = again
            .replacen("question.incorrect", "question.c", 1)
            .replace("question.correct", "question.incorrect")
            .replace("question.c]", "question.correct]");
        assert_eq!(trips(&format!("{SOUND}\n{rekeyed}"), &[]), "two-keys");
    }
}
