//! Options are shuffled when they are shown, so no text may speak of their places.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, rows};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "positions",
    level: Level::Error,
    says: "No text speaks of \"option B\", \"the first option\" or \"the answer above\", for options are shuffled.",
    check: Check::Each(check),
};

const NOUNS: [&str; 6] = ["option", "options", "answer", "answers", "choice", "choices"];
const PLACES: [&str; 12] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "last",
    "above",
    "below",
    "preceding",
    "previous",
    "following",
];

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let mut texts = vec![
        (Part::Field("stem"), question.stem.as_str()),
        (Part::Field("explanation"), question.explanation.as_str()),
    ];
    for row in rows(question) {
        texts.push((Part::Row(row.id.to_owned()), row.text));
        texts.push((Part::Row(row.id.to_owned()), row.why));
    }
    let spoken = texts.into_iter().filter_map(|(part, text)| Some((part, position(text)?)));
    let flaw = |(part, words): (Part, String)| {
        let message = format!("`{words}` speaks of a place, and options are shuffled");
        Flaw::new(part, message, "name the option by its words")
    };
    spoken.map(flaw).collect()
}

/// The words of a text that name an option by its place, if there are any.
fn position(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let at = (1..words.len()).find(|&at| {
        let (before, word) = (small[at - 1].as_str(), small[at].as_str());
        let letter = NOUNS.contains(&before) && matches!(words[at], "A" | "B" | "C" | "D" | "E" | "F");
        let place = PLACES.contains(&before) && NOUNS.contains(&word);
        letter || place || NOUNS.contains(&before) && matches!(word, "above" | "below")
    })?;
    Some(format!("{} {}", words[at - 1], words[at]))
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, trips};
    use crate::quiz::check::positions::position;

    #[test]
    fn places_are_told_and_articles_are_not() {
        for text in
            ["Unlike option B, it works.", "See the answer above.", "The first option is AWS's.", "Answers A and C."]
        {
            assert!(position(text).is_some(), "{text}");
        }
        for text in
            ["This option a customer has.", "The first step is AWS's.", "An answer to this is found below the line."]
        {
            assert!(position(text).is_none(), "{text}");
        }
        assert_eq!(trips(SOUND, &[("Every operating system", "Unlike answer B every operating system")]), "positions");
    }
}
