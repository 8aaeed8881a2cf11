//! HTML: escaping, the little markup of questions, and the frame of a page that needs nothing but itself.

use crate::quiz::prose::{Block, Piece, blocks, pieces};
use std::fmt::Write;

/// A text in which nothing is markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A text of several blocks.
pub fn prose(text: &str) -> String {
    let mut out = String::new();
    for block in blocks(text) {
        let _ = match block {
            Block::Paragraph(pieces) => write!(out, "<p>{}</p>", inline(&pieces)),
            Block::Code(lines) => write!(out, "<pre><code>{}</code></pre>", escape(&lines.join("\n"))),
        };
    }
    out
}

/// A text within a line.
pub fn line(text: &str) -> String {
    inline(&pieces(text))
}

fn inline(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| {
        let text = escape(&piece.text);
        if piece.code { format!("<code>{text}</code>") } else { text }
    };
    pieces.iter().map(piece).collect()
}

/// A page that loads nothing: its style is in it, and it has no script.
pub fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

const STYLE: &str = include_str!("../../assets/report.css");

#[cfg(test)]
mod tests {
    use super::{escape, line, prose};

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escape("<b a=\"1\">&'"), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;");
        assert_eq!(line("use `a<b>` now"), "use <code>a&lt;b&gt;</code> now");
        assert_eq!(prose("a\n\n```\nx < y\n```"), "<p>a</p><pre><code>x &lt; y</code></pre>");
    }
}
