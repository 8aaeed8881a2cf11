//! A stem that asks for what is not so says it in capitals, and has no negative options.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice, options};
use crate::quiz::check::words::{last_sentence, words};
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "negative-stem",
    level: Level::Warning,
    says: "A stem that asks for what is not so writes NOT, EXCEPT or LEAST in capitals and has no negative option.",
    check: Check::Each(check),
};

/// Words after which another clause begins, whose "not" does not turn the question round.
const BREAKS: [&str; 15] = [
    "that", "what", "who", "whose", "which", "when", "while", "if", "where", "because", "since", "so", "but",
    "although", "and",
];

/// Words that ask.
const ASKING: [&str; 5] = ["which", "what", "who", "whose", "how"];

/// Words that make an option negative.
const DENIALS: [&str; 7] = ["not", "no", "never", "cannot", "none", "neither", "nor"];

/// The word by which a stem asks for what is not so, if it does, as it is written.
///
/// Only the last sentence asks, and only its first clause: "Which buckets does AWS not encrypt?" does, "Which service
/// finds buckets that are not encrypted?" does not. "Least" counts in choices alone; an order runs from least to most.
pub fn negative_word(question: &Question) -> Option<String> {
    choice(question)?;
    let asked = last_sentence(&question.stem);
    let clause = asked.split([',', ';']).next().unwrap_or(asked);
    let written: Vec<&str> =
        clause.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    let small: Vec<String> = written.iter().map(|word| word.to_lowercase()).collect();
    let first = small.iter().position(|word| ASKING.contains(&word.as_str())).unwrap_or_default();
    let end = (first + 1..small.len()).find(|&at| BREAKS.contains(&small[at].as_str())).unwrap_or(small.len());
    let found = (0..end).find(|&at| is_negative(&small, at)).map(|at| written[at].to_owned());
    let except = || asked.split(|c: char| !c.is_alphanumeric()).find(|word| word.eq_ignore_ascii_case("except"));
    found.or_else(|| except().map(str::to_owned))
}

fn is_negative(words: &[String], at: usize) -> bool {
    let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", String::as_str);
    match words[at].as_str() {
        "not" => beside(Some(at + 1)) != "only",
        "cannot" | "never" => true,
        "least" => beside(at.checked_sub(1)) != "at" && beside(Some(at + 1)) != "privilege",
        word => word.ends_with("n't"),
    }
}

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let Some(word) = negative_word(question) else { return Vec::new() };
    let mut flaws = Vec::new();
    if !["NOT", "EXCEPT", "LEAST"].contains(&word.as_str()) {
        let message = format!("this stem asks for what is not so, in small letters: `{word}`");
        flaws.push(Flaw::new(Part::Field("stem"), message, "ask for what is so, or write NOT, EXCEPT or LEAST"));
    }
    for row in options(question) {
        let denies = |word: &String| DENIALS.contains(&word.as_str()) || word.ends_with("n't");
        if words(row.text).iter().any(denies) {
            let message = format!("the option `{}` is negative under a negative stem", row.text);
            flaws.push(Flaw::new(Part::Row(row.id.to_owned()), message, "ask for what is so"));
        }
    }
    flaws
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, loaded, trips};
    use crate::quiz::check::negative_stem::negative_word;

    #[test]
    fn only_a_question_that_is_turned_round_is_negative() {
        let word = |asked: &str| negative_word(&loaded(&SOUND.replace("Who patches the guest system?", asked)));
        for asked in
            ["Which does AWS not do?", "Which can a customer never see?", "Which is LEAST safe?", "All hold, except:"]
        {
            assert!(word(asked).is_some(), "{asked}");
        }
        for asked in [
            "Which finds what is not safe?",
            "Which fit least privilege?",
            "Which is so, but not there?",
            "Not one fits. Which?",
        ] {
            assert_eq!(word(asked), None, "{asked}");
        }
    }

    #[test]
    fn small_letters_and_negative_options_are_told() {
        let other = ("Nobody, for it needs none", "The reseller, as the one who sold it");
        assert_eq!(trips(SOUND, &[("Who patches", "Who does not patch"), other]), "negative-stem");
        let capitals = ("Who patches", "Who does NOT patch");
        assert_eq!(trips(SOUND, &[capitals]), "negative-stem", "an option says `none`");
        assert_eq!(trips(SOUND, &[capitals, other]), "");
    }
}
