//! Markdown: what a text has to leave out so that it stays one.

use crate::quiz::prose::{Block, Piece, blocks};

/// A text of several blocks: code stays as it is, and nothing else becomes a heading, a list, a quotation or HTML.
pub fn text(text: &str) -> String {
    blocks(text).iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(pieces) => start(&pieces.iter().map(piece).collect::<Vec<_>>().concat()),
        Block::Code(lines) => format!("```\n{}\n```", lines.join("\n")),
    }
}

fn piece(piece: &Piece) -> String {
    if piece.code { format!("`{}`", piece.text) } else { piece.text.replace('<', "&lt;") }
}

fn start(paragraph: &str) -> String {
    match paragraph.chars().next() {
        Some('#' | '>' | '-' | '+' | '*') => format!("\\{paragraph}"),
        _ => paragraph.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_text_stays_a_text_and_code_stays_code() {
        assert_eq!(text("# of hosts"), "\\# of hosts");
        assert_eq!(text("a <b> and `<c>`"), "a &lt;b> and `<c>`");
        assert_eq!(text("one\n\n```\n# <x>\n```"), "one\n\n```\n# <x>\n```");
    }
}
