//! Markdown: what a text has to leave out so that it stays one.

/// A text whose first characters do not turn it into a heading, a list or a quotation, and whose tags are no HTML.
pub fn text(text: &str) -> String {
    let safe = text.replace('<', "&lt;");
    match safe.chars().next() {
        Some('#' | '>' | '-' | '+' | '*') => format!("\\{safe}"),
        _ => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_text_stays_a_text() {
        assert_eq!(text("# of hosts"), "\\# of hosts");
        assert_eq!(text("a <b>"), "a &lt;b>");
        assert_eq!(text("plain `code`"), "plain `code`");
    }
}
