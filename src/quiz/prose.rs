//! The little markup of stems and explanations: paragraphs, `code`, fenced blocks.

use serde::{Deserialize, Serialize};

/// A piece of text that is set as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// Running text, to be wrapped.
    Paragraph(Vec<Piece>),
    /// A fenced block, to be kept line by line.
    Code(Vec<String>),
}

/// Words of a paragraph, in or out of backticks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they stood in backticks.
    pub code: bool,
}

/// The blocks of a text. Single line breaks are spaces, an empty line parts paragraphs,
/// three backticks open and close a block.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("```") {
            close(&mut words, &mut blocks);
            let code = lines.by_ref().take_while(|line| !line.trim_start().starts_with("```"));
            blocks.push(Block::Code(code.map(|line| line.replace('\t', "    ")).collect()));
        } else if line.trim().is_empty() {
            close(&mut words, &mut blocks);
        } else {
            words.push(line.trim());
        }
    }
    close(&mut words, &mut blocks);
    blocks
}

fn close(words: &mut Vec<&str>, blocks: &mut Vec<Block>) {
    if !words.is_empty() {
        blocks.push(Block::Paragraph(pieces(&words.join(" "))));
        words.clear();
    }
}

/// The pieces of one paragraph; a backtick without its pair is an ordinary character.
pub fn pieces(text: &str) -> Vec<Piece> {
    let parts: Vec<&str> = text.split('`').collect();
    let unpaired = parts.len().is_multiple_of(2);
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        let code = at % 2 == 1 && !(unpaired && last);
        let text = if unpaired && last { format!("`{part}") } else { (*part).to_owned() };
        if !text.is_empty() {
            pieces.push(Piece { text, code });
        }
    }
    pieces
}

/// Blocks as the text that they were read from, but for its line breaks.
pub fn text(blocks: &[Block]) -> String {
    let code = |piece: &Piece| if piece.code { format!("`{}`", piece.text) } else { piece.text.clone() };
    let block = |block: &Block| match block {
        Block::Paragraph(pieces) => pieces.iter().map(code).collect::<String>(),
        Block::Code(lines) => format!("```\n{}\n```", lines.join("\n")),
    };
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

/// The text without its markup, for one-line places and screen readers.
pub fn plain(text: &str) -> String {
    text.replace("```", "").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::{Block, Piece, blocks, pieces};

    fn piece(text: &str, code: bool) -> Piece {
        Piece { text: text.into(), code }
    }

    #[test]
    fn paragraphs_join_their_lines_and_blocks_keep_theirs() {
        let found = blocks("one\ntwo\n\nthree\n```text\n a\n  b\n```\nfour");
        let code = Block::Code(vec![" a".into(), "  b".into()]);
        let paragraph = |text: &str| Block::Paragraph(vec![piece(text, false)]);
        assert_eq!(found, [paragraph("one two"), paragraph("three"), code, paragraph("four")]);
    }

    #[test]
    fn blocks_become_text_that_reads_the_same() {
        let found = blocks("one `two`\n\n```\n a\n  b\n```\nfour");
        assert_eq!(blocks(&super::text(&found)), found);
    }

    #[test]
    fn backticks_pair_or_stand_for_themselves() {
        assert_eq!(pieces("a `b` c"), [piece("a ", false), piece("b", true), piece(" c", false)]);
        assert_eq!(pieces("a ` b"), [piece("a ", false), piece("` b", false)]);
        assert_eq!(blocks("```\nopen").len(), 1, "an open fence ends with the text");
    }
}
