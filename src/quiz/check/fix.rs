//! Mends what is mechanical: ids that options lack, and "(Select TWO.)" where it is missing from a stem.
//!
//! Bytes are put into the text at known places and everything else stays as it was, comments and layout too. What comes
//! out is read again; if it does not say the same, the file is left alone.

use crate::quiz::check::review::choice;
use crate::quiz::check::select_word::phrase;
use crate::quiz::check::words::{selected, words};
use crate::quiz::fault::Source;
use crate::quiz::load::{Content, SourceFile, read};
use crate::quiz::question::Question;
use crate::quiz::reader::{Fields, Reader};
use std::collections::HashSet;

/// A mended text and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The new text.
    pub text: String,
    /// What was done, with its place in the old text.
    pub changes: Vec<String>,
}

/// Something to be put into a text.
struct Insertion {
    at: usize,
    words: String,
    told: String,
}

/// Mends a file; none if there is nothing to mend, or if it has syntax faults, so that spans are not to be trusted.
pub fn mend(source: &Source<'_>) -> Option<Mended> {
    let reader = Reader::new(*source);
    let table = reader.parse();
    if reader.has_faults() {
        return None;
    }
    let before = load(source.name, source.text);
    let file = Fields::new(&reader, "file", table.get_ref(), 0..0);
    let mut insertions = Vec::new();
    for fields in file.tables("question") {
        missing_ids(&fields, &mut insertions);
        insertions.extend(missing_phrase(&fields, &before));
    }
    insertions.sort_by_key(|insertion| insertion.at);
    let mended = put_in(source, &insertions);
    let sound = !insertions.is_empty() && says_the_same(&before, &load(source.name, &mended.text));
    sound.then_some(mended)
}

fn load(name: &str, text: &str) -> Content {
    read(&SourceFile::new(name, text))
}

fn put_in(source: &Source<'_>, insertions: &[Insertion]) -> Mended {
    let (mut text, mut changes, mut done) = (String::new(), Vec::new(), 0);
    for Insertion { at, words, told } in insertions {
        text.push_str(&source.text[done..*at]);
        text.push_str(words);
        changes.push(format!("{}: {told}", source.place(*at)));
        done = *at;
    }
    text.push_str(&source.text[done..]);
    Mended { text, changes }
}

/// Whether the same questions load and no stem has changed but for the words that were added.
fn says_the_same(before: &Content, after: &Content) -> bool {
    let same = |(old, new): (&Question, &Question)| {
        let stem = new.stem == old.stem || (choice(old).is_some_and(|c| new.stem == with_phrase(&old.stem, c.keys())));
        let words = |question: &Question| {
            let mut words: Vec<String> = question.body.words().split('\u{1f}').map(str::to_owned).collect();
            words.sort();
            words
        };
        stem && old.id == new.id && words(old) == words(new)
    };
    before.faults.len() == after.faults.len()
        && before.questions.len() == after.questions.len()
        && before.questions.iter().zip(&after.questions).all(same)
}

fn with_phrase(stem: &str, keys: usize) -> String {
    format!("{stem} {}", phrase(keys))
}

/// The ids that the rows of a question lack.
fn missing_ids(fields: &Fields<'_, '_>, insertions: &mut Vec<Insertion>) {
    let rows: Vec<_> = ["correct", "incorrect", "item", "layer"]
        .into_iter()
        .filter(|list| *list != "layer" || fields.text("kind").as_deref() == Some("line"))
        .flat_map(|list| fields.tables(list))
        .collect();
    let mut taken: HashSet<String> = rows.iter().filter_map(|row| row.text("id")).collect();
    for row in rows.iter().filter(|row| !row.has("id")) {
        let entries = row.entries();
        let Some((_, Some(text), key)) = entries.iter().find(|(name, ..)| name == "text") else { continue };
        let id = free_id(text, &taken);
        let told = format!("gave `{}` the id `{id}`", text.trim());
        let end = if row.reader.source.text.contains("\r\n") { "\r\n" } else { "\n" };
        let after = if is_inline(row) { ", ".to_owned() } else { format!("{end}{}", indent(row, key.start)) };
        let words = format!("id = \"{id}\"{after}");
        insertions.push(Insertion { at: key.start, words, told });
        taken.insert(id);
    }
}

/// Whether a table is written in braces, on one line.
fn is_inline(row: &Fields<'_, '_>) -> bool {
    row.reader.source.text[row.span.start..].starts_with('{')
}

/// The spaces before a key.
fn indent<'t>(row: &Fields<'_, 't>, key: usize) -> &'t str {
    let before = &row.reader.source.text[..key];
    &before[before.rfind('\n').map_or(0, |newline| newline + 1)..]
}

/// An id in the words of a text. Where two texts would have the same, one gets a hash of its words: a number would tell
/// which of them stands first in the file, and so what is correct.
fn free_id(text: &str, taken: &HashSet<String>) -> String {
    let plain = |word: &String| word.chars().all(|c| c.is_ascii_alphanumeric());
    let mut slug = String::new();
    for word in words(&text.replace(['\'', '\u{2019}'], "")).iter().filter(|word| plain(word)) {
        if !slug.is_empty() && slug.len() + word.len() >= 32 {
            break;
        }
        slug.push_str(if slug.is_empty() { "" } else { "-" });
        slug.push_str(word);
    }
    slug.truncate(48);
    if slug.is_empty() || taken.contains(&slug) {
        let start = if slug.is_empty() { "x" } else { &slug };
        slug = format!("{start}-{:08x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()) >> 32);
    }
    slug
}

/// The words that tell how many options to select, where a stem lacks them and has nothing like them.
fn missing_phrase(fields: &Fields<'_, '_>, before: &Content) -> Option<Insertion> {
    let id = fields.text("id")?;
    let question =
        before.questions.iter().find(|question| question.id.split_once('/').is_some_and(|(_, name)| name == id))?;
    let keys = choice(question)?.keys();
    if keys < 2 || selected(&question.stem).is_some() {
        return None;
    }
    let span = fields.span_of("stem");
    let written = &fields.reader.source.text[span.clone()];
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| written.starts_with(quote))?;
    let body = written.strip_suffix(quote)?.trim_end();
    let told = format!("added \"{}\" to the stem of `{id}`", phrase(keys));
    Some(Insertion { at: span.start + body.len(), words: format!(" {}", phrase(keys)), told })
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::fix::{Mended, mend};
    use crate::quiz::check::flawed::{SOUND, TWO};
    use crate::quiz::fault::Source;

    fn mended(text: &str) -> Option<Mended> {
        mend(&Source { name: "f.toml", text })
    }

    #[test]
    fn missing_ids_are_made_of_the_words_and_all_else_stays() {
        let text = SOUND.replace("id = \"aws\"\n", "  # a note\n  ").replace("id = \"vendor\"\n", "");
        let done = mended(&text).expect("two ids are missing");
        let as_it_should = SOUND
            .replace("id = \"aws\"\n", "  # a note\n  id = \"aws-as-the-owner-of-the-host\"\n  ")
            .replace("id = \"vendor\"", "id = \"the-vendor-as-the-author-of-it\"");
        assert_eq!(done.text, as_it_should);
        assert_eq!(
            done.changes[0],
            "f.toml:16:3: gave `AWS, as the owner of the host` the id `aws-as-the-owner-of-the-host`"
        );
        assert_eq!(mended(&done.text), None, "there is nothing left to mend");
        let windows = mended(&text.replace('\n', "\r\n")).expect("two ids are missing");
        assert_eq!(windows.text, as_it_should.replace('\n', "\r\n"));
    }

    #[test]
    fn ids_are_unique_and_inline_tables_stay_inline() {
        let text = "bank = \"t\"\n[[question]]\nid = \"q\"\nkind = \"choice\"\nstem = \"s\"\ncorrect = [{ text = \"A-B\" }]\nincorrect = [{ text = \"a b\" }, { id = \"c\", text = \"C\" }]\n";
        let done = mended(text).expect("two ids are missing").text;
        assert!(done.contains("correct = [{ id = \"a-b\", text = \"A-B\" }]\n"), "{done}");
        assert!(done.contains("incorrect = [{ id = \"a-b-"), "{done}");
    }

    #[test]
    fn the_number_to_select_is_added_whatever_the_quotes() {
        for (quoted, mend) in [
            ("\"Which? \"", "\"Which? (Select TWO.) \""),
            ("'Which?'", "'Which? (Select TWO.)'"),
            ("\"\"\"\nWhich?\n\"\"\"", "\"\"\"\nWhich? (Select TWO.)\n\"\"\""),
        ] {
            let text = TWO.replace("\"Which tasks on an EC2 instance are the customer's? (Select TWO.)\"", quoted);
            let done = mended(&text).expect("it is missing").text;
            assert!(done.contains(&format!("stem = {mend}\n")), "{done}");
        }
        assert_eq!(
            mended(&TWO.replace("(Select TWO.)", "(Choose two)")),
            None,
            "the author has said it in other words"
        );
    }

    #[test]
    fn what_cannot_be_mended_for_sure_is_left_alone() {
        let without = SOUND.replace("id = \"aws\"\n", "");
        assert_eq!(mended(&without.replace("kind = ", "kind ")), None, "a syntax fault");
        let continued = "\"\"\"Which? \\\n\"\"\"";
        let text = TWO.replace("\"Which tasks on an EC2 instance are the customer's? (Select TWO.)\"", continued);
        assert_eq!(mended(&text), None, "the words would end up behind the backslash");
    }
}
