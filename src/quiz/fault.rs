//! A mistake in a bank, said so that its author can mend it: place, what is wrong, the next step, the lines themselves.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// A place in a file; line and column count from 1, and line 0 means the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, as it was named when it was read.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.file),
            line => write!(f, "{}:{line}:{}", self.file, self.column),
        }
    }
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: Place,
    /// What is wrong, with the value at fault in backticks; lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub next: Option<String>,
    /// The lines at fault, marked; none for a fault of the whole file.
    pub excerpt: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)?;
        self.next.as_ref().map_or(Ok(()), |next| write!(f, "; {next}"))
    }
}

impl Fault {
    /// A fault of a whole file.
    pub fn of_file(file: &str, message: impl Into<String>, next: impl Into<String>) -> Self {
        let at = Place { file: file.to_owned(), line: 0, column: 0 };
        Self { at, message: message.into(), next: Some(next.into()), excerpt: None }
    }
}

/// A file's name and words, where faults are placed and quoted.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// How the file is called in messages.
    pub name: &'t str,
    /// What it says.
    pub text: &'t str,
}

impl Source<'_> {
    /// The place of a byte.
    pub fn place(&self, byte: usize) -> Place {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
        let line = before.split(|&b| b == b'\n').count();
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        Place { file: self.name.to_owned(), line, column }
    }

    /// The bytes of a line, counted from 1.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let length = self.text[start..].lines().next().map_or(0, str::len);
        start..start + length
    }

    /// A fault at these bytes; `next` is the step that mends it, empty for none.
    pub fn fault(&self, span: Range<usize>, message: impl Into<String>, next: &str) -> Fault {
        self.fault_at(self.place(span.start), span, message, next)
    }

    /// The same where the place is known already.
    pub fn fault_at(&self, at: Place, span: Range<usize>, message: impl Into<String>, next: &str) -> Fault {
        let next = (!next.is_empty()).then(|| next.to_owned());
        let excerpt = self.excerpt(at.line, self.first_line_of(span), next.as_deref());
        Fault { at, message: message.into(), next, excerpt: Some(excerpt) }
    }

    /// A span over many lines is quoted by its first.
    fn first_line_of(&self, span: Range<usize>) -> Range<usize> {
        let start = span.start.min(self.text.len());
        let end = span.end.clamp(start, self.text.len());
        let line_end = self.text[start..end].find('\n').map_or(end, |at| start + at);
        start..line_end.max(start)
    }

    /// Draws one line alone: files are large, and faults in them many.
    fn excerpt(&self, number: usize, span: Range<usize>, label: Option<&str>) -> String {
        let start = self.text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[start..].split('\n').next().unwrap_or_default();
        let mark = AnnotationKind::Primary.span(span.start - start..span.end - start);
        let mark = if let Some(label) = label { mark.label(label) } else { mark };
        let snippet = Snippet::source(line).line_start(number).annotation(mark);
        let group = Level::ERROR.no_name().primary_title("").element(snippet);
        let drawn = Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group]);
        let lines = drawn.lines().map(str::trim_end).filter(|line| !line.is_empty() && *line != ":");
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// How far a known name is from a misspelled one, if it is near enough to be meant.
pub fn distance(name: &str, known: &str) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(name, known);
    (distance <= 1.max(known.len().max(name.len()) / 4)).then_some(distance)
}

/// Where the lines of a text begin: many places in one text are told without counting its lines anew for each.
#[derive(Clone, Debug, Default)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text.
    pub fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(std::iter::once(0).chain(ends.map(|(end, _)| end + 1)).collect())
    }

    /// The place of a byte, as [`Source::place`] tells it.
    pub fn place(&self, source: &Source<'_>, byte: usize) -> Place {
        let line = self.0.partition_point(|&start| start <= byte).max(1);
        let start = self.0.get(line - 1).copied().unwrap_or_default();
        let Place { file, column, .. } = Source { text: &source.text[start..], ..*source }.place(byte - start);
        Place { file, line, column }
    }
}

/// The known name nearest to a misspelled one, if one is near enough to be meant.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .filter_map(|candidate| Some((distance(name, candidate)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The next step for a misspelled name: "did you mean `x`?" or `otherwise`.
pub fn did_you_mean<'k>(
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(name, known).map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::{Lines, Source, nearest};

    #[test]
    fn a_fault_names_place_value_and_next_step() {
        let source = Source { name: "iam.toml", text: "a = 1\nwrnog = \"ü\"\n" };
        let fault = source.fault(6..11, "unknown field `wrnog`", "did you mean `wrong`?");
        assert_eq!(fault.to_string(), "iam.toml:2:1: unknown field `wrnog`; did you mean `wrong`?");
        let excerpt = fault.excerpt.expect("a place has lines");
        assert!(excerpt.contains("2 | wrnog = \"ü\""), "{excerpt}");
        assert!(excerpt.contains("^^^^^ did you mean `wrong`?"), "{excerpt}");
    }

    #[test]
    fn a_place_counts_characters_and_bears_the_end_of_the_text() {
        let source = Source { name: "f", text: "\"üü\" x" };
        assert_eq!(source.place(7).column, 6);
        assert_eq!(source.fault(99..120, "m", "").at.line, 1);
    }

    #[test]
    fn counted_lines_tell_the_same_places() {
        let source = Source { name: "f", text: "a\n\nüü b\n" };
        let lines = Lines::of(source.text);
        for byte in [0, 1, 2, 3, 5, 7, 8, 9, 99] {
            assert_eq!(lines.place(&source, byte).to_string(), source.place(byte).to_string(), "{byte}");
        }
    }

    #[test]
    fn only_near_names_are_suggested() {
        assert_eq!(nearest("incorect", ["correct", "incorrect"]), Some("incorrect"));
        assert_eq!(nearest("banana", ["correct", "incorrect"]), None);
    }
}
