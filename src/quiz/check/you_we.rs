//! AWS and the customer are called by their names: who "you" and "we" are depends on who reads.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, rows};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "you-we",
    level: Level::Warning,
    says: "Stems and options say \"AWS\" and \"the customer\", not you, we, your or our.",
    check: Check::Each(check),
};

const PRONOUNS: [&str; 9] = ["you", "your", "yours", "yourself", "we", "our", "ours", "ourselves", "us"];

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let stem = (Part::Field("stem"), question.stem.as_str());
    let rows = rows(question).into_iter().map(|row| (Part::Row(row.id.to_owned()), row.text));
    let spoken = std::iter::once(stem).chain(rows).filter_map(|(part, text)| Some((part, pronoun(text)?)));
    let flaw = |(part, word): (Part, &str)| {
        Flaw::new(part, format!("`{word}` is a different party for each reader"), "say `AWS` or `the customer`")
    };
    spoken.map(flaw).collect()
}

/// The pronoun of a text, if it has one; US is a country.
fn pronoun(text: &str) -> Option<&str> {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find(|word| *word != "US" && PRONOUNS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};

    #[test]
    fn pronouns_are_told() {
        assert_eq!(trips(SOUND, &[("guest system?", "guest system of your US site?")]), "you-we");
        assert_eq!(trips(SOUND, &[("guest system?", "guest system of a US site?")]), "");
    }
}
