//! Texts wrapped to a width, with their `code` set apart.

use crate::quiz::prose::{Block, Piece, blocks};
use crate::tui::draw::theme::Theme;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use textwrap::core::{Fragment, display_width};
use textwrap::wrap_algorithms::wrap_first_fit;

/// A word with its style, as the wrapping library wants it.
#[derive(Debug)]
struct Word {
    text: String,
    style: Style,
    space: bool,
}

impl Fragment for Word {
    #[expect(clippy::cast_precision_loss, reason = "a word is no longer than a screen is wide")]
    fn width(&self) -> f64 {
        display_width(&self.text) as f64
    }
    fn whitespace_width(&self) -> f64 {
        f64::from(u8::from(self.space))
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Wraps a text with markup into lines of at most `width` cells.
pub fn prose(text: &str, width: usize, style: Style, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (at, block) in blocks(text).into_iter().enumerate() {
        if at > 0 {
            lines.push(Line::default());
        }
        match block {
            Block::Paragraph(pieces) => lines.extend(paragraph(&pieces, width, style, theme)),
            Block::Code(code) => lines.extend(code.iter().flat_map(|line| code_line(line, width, theme))),
        }
    }
    lines
}

/// A line of a fenced block; too long a one goes on in the next, indented.
fn code_line(line: &str, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let parts = split(line, width.saturating_sub(4).max(1));
    let indent = |at: usize| if at == 0 { "  " } else { "    " };
    let styled =
        |(at, part): (usize, String)| Line::from(vec![Span::raw(indent(at)), Span::styled(part, theme.code())]);
    parts.into_iter().enumerate().map(styled).collect()
}

fn paragraph(pieces: &[Piece], width: usize, style: Style, theme: Theme) -> Vec<Line<'static>> {
    let words = words(pieces, width.max(1), style, theme);
    #[expect(clippy::cast_precision_loss, reason = "a screen is at most 65535 cells wide")]
    let lines = wrap_first_fit(&words, &[width.max(1) as f64]);
    lines.into_iter().map(line).collect()
}

fn words(pieces: &[Piece], width: usize, style: Style, theme: Theme) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for piece in pieces {
        let style = if piece.code { style.patch(theme.code()) } else { style };
        for part in piece.text.split_inclusive(' ') {
            let word = part.trim_end_matches(' ');
            let space = part.len() > word.len();
            let mut parts = split(word, width);
            let last = parts.pop().unwrap_or_default();
            words.extend(parts.into_iter().map(|text| Word { text, style, space: false }));
            words.push(Word { text: last, style, space });
        }
    }
    words
}

/// Splits a word that is wider than a line.
fn split(word: &str, width: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in word.chars() {
        let last = parts.len() - 1;
        if display_width(&parts[last]) + display_width(c.encode_utf8(&mut [0; 4])) > width && !parts[last].is_empty() {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

fn line(words: &[Word]) -> Line<'static> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let space = if word.space && at + 1 < words.len() { " " } else { "" };
        let text = format!("{}{space}", word.text);
        match spans.last_mut() {
            Some(span) if span.style == word.style => span.content.to_mut().push_str(&text),
            _ => spans.push(Span::styled(text, word.style)),
        }
    }
    Line::from(spans)
}

/// A text behind a head of its own, with its further lines hanging below the first: `[x] 1  Patching ...`.
pub fn hanging(head: Vec<Span<'static>>, text: &str, width: usize, style: Style, theme: Theme) -> Vec<Line<'static>> {
    let indent: usize = head.iter().map(Span::width).sum();
    let mut lines = prose(text, width.saturating_sub(indent), style, theme);
    if lines.is_empty() {
        lines.push(Line::default());
    }
    let mut head = Some(head);
    for line in &mut lines {
        let before = head.take().unwrap_or_else(|| vec![Span::raw(" ".repeat(indent))]);
        line.spans.splice(0..0, before);
    }
    lines
}

/// Puts `right` at the right edge of a line, if there is room.
pub fn flush(mut line: Line<'static>, right: Span<'static>, width: usize) -> Line<'static> {
    let (used, need) = (line.width(), right.width());
    if used + need < width {
        line.spans.push(Span::raw(" ".repeat(width - used - need)));
        line.spans.push(right);
    }
    line
}

/// Puts `right` at the right edge of a line, or below it where there is no room.
pub fn flush_or_below(line: Line<'static>, right: Span<'static>, width: usize, indent: usize) -> Vec<Line<'static>> {
    if line.width() + right.width() < width {
        return vec![flush(line, right, width)];
    }
    vec![line, Line::from(vec![Span::raw(" ".repeat(indent)), right])]
}

#[cfg(test)]
mod tests {
    use super::{hanging, prose};
    use crate::tui::draw::theme::Theme;
    use ratatui::style::Style;
    use ratatui::text::{Line, Span};

    fn words(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn text_wraps_at_words_and_splits_what_is_too_wide() {
        let theme = Theme::new(true);
        let lines = prose("one `two` three\n\nabcdefghijkl", 9, Style::new(), theme);
        assert_eq!(words(&lines), ["one two", "three", "", "abcdefghi", "jkl"]);
        let lines = prose("wide 漢字漢字", 5, Style::new(), theme);
        assert_eq!(words(&lines), ["wide", "漢字", "漢字"]);
        assert!(prose("any text", 0, Style::new(), theme).len() > 1, "no width is no reason to panic");
    }

    #[test]
    fn code_is_set_apart_and_hanging_lines_hang() {
        let theme = Theme::new(true);
        let lines = prose("use `ls` now", 20, Style::new(), theme);
        assert_eq!(lines[0].spans.len(), 3);
        let lines = hanging(vec![Span::raw("[x] ")], "aaa bbb ccc", 8, Style::new(), theme);
        assert_eq!(words(&lines), ["[x] aaa", "    bbb", "    ccc"]);
    }
}
