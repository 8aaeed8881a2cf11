//! Nicknames: made safe where they come in, and compared as the eye does.
//!
//! A name comes from a phone and is shown on the terminal of the host, before a whole class. So it must not hold what
//! moves the cursor, turns the writing round, stacks marks over other lines, or cannot be seen; and nobody may pass for
//! somebody else. What a script needs stays: a name that its bearer writes so is right.

use std::iter::successors;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A name is not wider than this, in cells of a terminal.
pub const CELLS: usize = 24;

/// A name has no more characters than this, as a reader counts them (grapheme clusters, UAX #29).
pub const GRAPHEMES: usize = 24;

/// A name is not longer than this, in bytes of UTF-8.
pub const BYTES: usize = 96;

/// No more of what came in is looked at, in code points: nobody types so much, and work must be small.
const LONGEST: usize = 1024;

/// Marks of no script (accents) on one letter: Vietnamese needs two at most, and those are composed. More is zalgo.
const ACCENTS: usize = 2;

/// Marks of any kind on one letter: Devanagari ड़ों has three of its own, Burmese ဖြိုး four.
const MARKS: usize = 4;

/// Joiners in one emoji: a family of four has three.
const JOINS: usize = 3;

/// How many numbers [`numbered`] tries.
const TRIES: usize = 10_000;

const JOINER: char = '\u{200D}';
const EMOJI_STYLE: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';

/// The flags of England, Scotland and Wales: the only ones spelled with tags that are in use. All other tags are hidden
/// text.
const TAGGED_FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// Letters and digits, and what looks like them in small or capital letters. A Greek letter goes by its capital, as names
/// begin with one: Ν is n, though ν looks like v. By both it would differ from itself in the other case.
const LOOKALIKES: [(char, &str); 26] = [
    ('a', "аαɑᴀ"),
    ('b', "вβʙ"),
    ('c', "сᴄ"),
    ('d', "ԁᴅđ"),
    ('e', "еεᴇ"),
    ('f', "ꜰ"),
    ('g', "ɡɢ"),
    ('h', "нηһհʜħ"),
    ('j', "јᴊ"),
    ('k', "кκᴋ"),
    ('l', "1i|ιіӏıɩɪʟłǀ∣│"),
    ('m', "мμᴍ"),
    ('n', "νɴո"),
    ('o', "0оοօᴏø"),
    ('p', "рρᴘ"),
    ('q', "ԛ"),
    ('r', "ʀ"),
    ('s', "ѕꜱ"),
    ('t', "тτᴛŧ"),
    ('u', "ᴜս"),
    ('v', "ѵᴠ"),
    ('w', "ԝᴡ"),
    ('x', "хχ"),
    ('y', "уυʏ"),
    ('z', "ζᴢ"),
    ('3', "зɜ"),
];

/// A nickname made safe, in NFC; `None` if nothing to see is left.
///
/// Away go controls (of escape sequences the rest stays, as plain text), format and bidi characters, variation selectors,
/// tags, what is private, unassigned or invisible, marks without a letter and more of them than a letter needs. Kept
/// are joiners and style selectors where they make one emoji, joiners after a virama (Sinhala ශ්‍රී; RFC 5892, A.2) and
/// the three flags made of tags. Runs of white space become one space. What is too wide or too long ends at the last
/// whole character that fits: [`CELLS`], [`GRAPHEMES`], [`BYTES`].
///
/// A clean name stays as it is.
pub fn clean(raw: &str) -> Option<String> {
    let start = pass(&raw.chars().take(LONGEST).collect::<String>());
    // What one pass drops can bring together what the next would compose or drop. Each one shortens the name or is the
    // last.
    let again = |name: &String| Some(pass(name)).filter(|next| next != name);
    successors(Some(start), again).last().filter(|name| name.width() > 0)
}

fn pass(name: &str) -> String {
    let spaced = name.chars().map(|char| if char.is_whitespace() { ' ' } else { char });
    let text: Vec<char> = spaced.filter(|&char| visible(char) || in_context(char)).nfc().collect();
    let mut keeper = Keeper::default();
    let mut at = 0;
    while at < text.len() {
        at += keeper.take(&text[at..]);
    }
    cut(&keeper.name).to_owned()
}

/// What may be seen by itself, or as a mark on something.
fn visible(char: char) -> bool {
    char.general_category_group() != GeneralCategoryGroup::Other && !blank(char)
}

/// What shows nothing though its category is that of a letter, a mark or a symbol: the default ignorable code points
/// (Unicode, DerivedCoreProperties.txt), blank braille, and the signs for objects and characters that are missing.
fn blank(char: char) -> bool {
    matches!(char,
        '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFD}' | '\u{E0000}'..='\u{E0FFF}')
}

/// What goes or stays by what is around it.
fn in_context(char: char) -> bool {
    matches!(char, JOINER | EMOJI_STYLE | '\u{E0020}'..='\u{E007F}')
}

fn mark(char: char) -> bool {
    char.general_category_group() == GeneralCategoryGroup::Mark && char != EMOJI_STYLE
}

/// A mark of no script. The blocks are those of the diacritical marks and of half marks.
fn accent(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// An emoji that others can be joined to; no keycap and no half of a flag.
fn pictograph(char: char) -> bool {
    char.is_emoji_char() && !char.is_ascii() && !matches!(char, '\u{1F1E6}'..='\u{1F1FF}')
}

fn skin(char: char) -> bool {
    matches!(char, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Goes through a text and keeps what may stay.
#[derive(Default)]
struct Keeper {
    name: String,
    /// Marks and accents on the last letter; full if there is none to put one on.
    marks: usize,
    accents: usize,
    /// Joiners in the last emoji.
    joins: usize,
}

impl Keeper {
    /// Takes the next character, or the next flag; says how many code points that were.
    fn take(&mut self, text: &[char]) -> usize {
        let flag = TAGGED_FLAGS.iter().find(|flag| flag.chars().eq(text.iter().take(7).copied()));
        if let Some(flag) = flag {
            self.base();
            self.name.push_str(flag);
            return flag.chars().count();
        }
        let (char, next) = (text[0], text.get(1).copied().unwrap_or(' '));
        if self.keeps(char, next) {
            self.name.push(char);
        }
        1
    }

    fn keeps(&mut self, char: char, next: char) -> bool {
        let (last, joins) = (self.name.chars().next_back().unwrap_or(' '), self.joins);
        match char {
            ' ' => self.space(last),
            JOINER => self.joins(last, next),
            EMOJI_STYLE => pictograph(last) || (last.is_ascii() && last.is_emoji_char() && next == KEYCAP),
            _ if mark(char) => self.mark(char),
            // Half a syllable of Hangul that could not be composed, and the like: nothing can hold it up.
            _ if in_context(char) || char.width().unwrap_or(0) == 0 => false,
            _ if skin(char) => pictograph(last) && !skin(last),
            _ => {
                self.base();
                if last == JOINER && pictograph(char) {
                    self.joins = joins;
                }
                true
            }
        }
    }

    /// Begins a new letter or emoji.
    fn base(&mut self) {
        (self.marks, self.accents, self.joins) = (0, 0, 0);
    }

    fn space(&mut self, last: char) -> bool {
        // A mark after a space has no letter.
        self.marks = MARKS;
        last != ' '
    }

    fn joins(&mut self, last: char, next: char) -> bool {
        let emoji = (pictograph(last) || last == EMOJI_STYLE) && pictograph(next);
        self.joins += usize::from(emoji);
        let virama = canonical_combining_class(last) == 9 && next.is_alphabetic();
        (emoji && self.joins <= JOINS) || virama
    }

    /// After the first mark too many all others on that letter go too: what follows must not take its place.
    fn mark(&mut self, char: char) -> bool {
        self.accents += usize::from(accent(char));
        let keeps = !self.name.is_empty() && self.marks < MARKS && self.accents <= ACCENTS;
        self.marks = if keeps { self.marks + 1 } else { MARKS };
        keeps
    }
}

/// The longest part from the beginning that fits, without a space or a joiner at its end.
fn cut(name: &str) -> &str {
    let ends = name.grapheme_indices(true).take(GRAPHEMES).map(|(at, cluster)| at + cluster.len());
    let fits = ends.take_while(|&end| end <= BYTES && name[..end].width() <= CELLS);
    name[..fits.last().unwrap_or(0)].trim_end_matches([' ', JOINER])
}

/// What a name looks like: two names with the same skeleton pass for each other. Not for display.
///
/// Case (by Unicode's full folding, in effect), accents, styles of letters (NFKD), spaces, punctuation and what cannot be
/// seen make no difference, nor do letters of other scripts that look alike, 0 and o, 1 and l and i and |, rn and m, vv
/// and w (after the skeletons of UTS #39, § 4, with fewer letters and more that a class could play with). Marks of a
/// script do: in Hindi they are vowels. A name of punctuation alone is its own skeleton, without spaces.
pub fn skeleton(name: &str) -> String {
    // There and back: ß has no small letters that it equals, but SS has.
    let lower = name.nfkd().flat_map(char::to_lowercase).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    let shapes: String = lower.nfkd().flat_map(spelled).map(shape).filter(|&char| tells(char)).nfkd().collect();
    if shapes.is_empty() {
        return name.nfkd().filter(|&char| visible(char) && !char.is_whitespace()).nfkd().collect();
    }
    shapes.replace("rn", "m").replace("vv", "w")
}

/// Letters that stand for two.
fn spelled(char: char) -> impl Iterator<Item = char> {
    let (first, second) = match char {
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        _ => (char, None),
    };
    [Some(first), second].into_iter().flatten()
}

/// The letter that this looks like.
fn shape(char: char) -> char {
    LOOKALIKES.iter().find(|(_, like)| like.contains(char)).map_or(char, |(letter, _)| *letter)
}

/// Whether names are told apart by it.
fn tells(char: char) -> bool {
    let silent = match char.general_category_group() {
        GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Separator => true,
        GeneralCategoryGroup::Symbol => char.is_ascii() || char.general_category() == GeneralCategory::ModifierSymbol,
        _ => accent(char),
    };
    visible(char) && !silent
}

/// A name for who gave none: "Player 7" for the seventh seat. If that is taken, the next number that is not, among the
/// next ten thousand; if they all are, the seat's own.
pub fn numbered(taken: impl Fn(&str) -> bool, seat: usize) -> String {
    let name = |number: usize| format!("Player {number}");
    let mut names = (seat..seat.saturating_add(TRIES)).map(name);
    names.find(|name| !taken(name)).unwrap_or_else(|| name(seat))
}
