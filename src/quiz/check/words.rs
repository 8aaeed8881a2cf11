//! The words of stems and options as the rules compare them: small letters, roots, no filling words.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Words without a meaning of their own; two options that share them share nothing.
static FILLING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a an the and or but nor of in on at to for from by with without into onto over under as is are \
    was were be been being do does did has have had it its itself this that these those there their they them he she \
    his her who whose whom which what where when why how not no if so than then too very can could will would shall \
    should may might must one each other another such own same also just still only any all some more most out up down \
    after before while until because since though although about between through during per via"
        .split_whitespace()
        .collect()
});

/// Number words, from one on.
const NUMBERS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// The words in small letters, without signs; `customer's` is one word, `Multi-AZ` two.
pub fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('\u{2019}', "'");
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    parts.map(|word| word.trim_matches('\'')).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words in one line: two texts that differ in signs, spaces and capitals alone are the same.
pub fn normal(text: &str) -> String {
    words(text).join(" ")
}

/// How many words a reader counts.
pub fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The root of a word, roughly: `patches`, `patched` and `patching` are all `patch`. Wrong roots do no harm as long as
/// the forms of one word agree.
pub fn root(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\'');
    if !word.is_ascii() || word.len() < 4 || word.contains(|c: char| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let singular = match word {
        _ if word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
        _ if ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) => word.to_owned(),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    let bare = ["ing", "ed"].iter().find_map(|end| singular.strip_suffix(end).filter(|rest| rest.len() > 2));
    let mut bare = bare.unwrap_or(&singular).to_owned();
    let tail = bare.as_bytes();
    let doubled = tail.len() > 3 && tail[tail.len() - 1] == tail[tail.len() - 2] && !bare.ends_with(['s', 'l', 'e']);
    if doubled || bare.ends_with('e') {
        bare.pop();
    }
    bare
}

/// The roots of the words that mean something, each once.
pub fn content(text: &str) -> BTreeSet<String> {
    words(text).iter().filter(|word| !FILLING.contains(word.as_str())).map(|word| root(word)).collect()
}

/// What is asked: the last sentence of a stem, without the number of options to select.
pub fn last_sentence(stem: &str) -> &str {
    let asked = before_select(stem).trim_end();
    let body = asked.trim_end_matches(['.', '?', '!', ':']);
    let start = [". ", "? ", "! ", ".\n", "?\n", ": "].iter().filter_map(|end| body.rfind(end)).max();
    asked[start.map_or(0, |at| at + 1)..].trim_start()
}

/// The stem without a closing "(Select TWO.)".
pub fn before_select(stem: &str) -> &str {
    let stem = stem.trim_end();
    let bracket = stem.strip_suffix(')').and_then(|open| open.rfind('('));
    bracket.filter(|&at| selected(&stem[at..]).is_some()).map_or(stem, |at| stem[..at].trim_end())
}

/// How many a text tells to select: "(Select TWO.)", "choose 3".
pub fn selected(text: &str) -> Option<usize> {
    let words = words(text);
    let mut pairs = words.windows(2).filter(|pair| ["select", "choose", "pick"].contains(&pair[0].as_str()));
    pairs.find_map(|pair| number(&pair[1]))
}

/// The number that a word or a digit names, from 1 to 9.
pub fn number(word: &str) -> Option<usize> {
    let digit = word.parse().ok().filter(|n| (1..=NUMBERS.len()).contains(n));
    digit.or_else(|| NUMBERS.iter().position(|known| word.eq_ignore_ascii_case(known)).map(|at| at + 1))
}

/// The word for a number up to nine, else its digits.
pub fn number_word(n: usize) -> String {
    n.checked_sub(1).and_then(|at| NUMBERS.get(at)).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{before_select, content, count, last_sentence, normal, root, selected};

    #[test]
    fn forms_of_one_word_have_one_root() {
        for forms in [
            "patch patches patched patching",
            "policy policies",
            "stop stopped stopping",
            "store stored storing stores",
        ] {
            let roots: Vec<_> = forms.split(' ').map(root).collect();
            assert!(roots.windows(2).all(|pair| pair[0] == pair[1]), "{roots:?}");
        }
        assert_eq!(root("customer's"), "customer");
        assert_eq!(root("access"), "access");
    }

    #[test]
    fn signs_and_capitals_make_no_difference() {
        assert_eq!(normal("The  `Guest` OS."), normal("the guest os"));
        assert_eq!(count("Amazon S3 - a service"), 4);
        assert!(content("Who is it?").is_empty());
    }

    #[test]
    fn what_is_asked_is_the_last_sentence() {
        assert_eq!(last_sentence("AWS does not log in. Which two fit? (Select TWO.)"), "Which two fit?");
        assert_eq!(before_select("Which fit (and why)?"), "Which fit (and why)?");
        assert_eq!((selected("(Choose 3)"), selected("Which two?")), (Some(3), None));
    }
}
