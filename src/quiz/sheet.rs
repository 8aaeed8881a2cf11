//! A question as it looks now, as plain data: what every shell draws.
//!
//! A sheet carries no mark before the answer is shown: what is not in the data cannot leak.

use crate::quiz::owner::Owner;
use serde::{Deserialize, Serialize};

/// The answer area of a question at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What is asked for, and so which inputs make sense.
    pub ask: Ask,
    /// The rows, in the order shown.
    pub rows: Vec<Row>,
    /// The row under the cursor; none on a line stack, where the line itself moves.
    pub cursor: Option<usize>,
    /// For a line stack: the line runs above this row (`rows.len()`: below all). None: not drawn yet.
    pub line: Option<usize>,
    /// How much of the answer is given.
    pub done: usize,
    /// How much of the answer there is to give.
    pub of: usize,
}

/// What a sheet asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// Choose this many rows.
    Choose {
        /// How many.
        n: usize,
    },
    /// Pick this many rows in sequence.
    Sequence {
        /// How many.
        n: usize,
        /// The name of the end where the sequence starts.
        from: String,
        /// The name of the other end.
        to: String,
    },
    /// Put every row under one of these headings.
    Group {
        /// The headings.
        groups: Vec<String>,
    },
    /// Draw the line between the customer's part (above) and AWS's (below).
    Divide {
        /// How many layers are asked; the line has one place more.
        n: usize,
    },
}

/// One row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The id of the option, item or layer; answers are kept by it.
    pub id: String,
    /// The letter or number by which the row is called while it is shown.
    pub label: String,
    /// The words.
    pub text: String,
    /// What the learner has done with it.
    pub state: State,
    /// Set once the answer is shown, and never before.
    pub mark: Option<Mark>,
}

/// What the learner has done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Nothing yet.
    Free,
    /// Chosen.
    Chosen,
    /// Picked as the n-th of the sequence, counted from 1.
    Placed(usize),
    /// Put under the n-th heading, counted from 0.
    Grouped(usize),
    /// On this side of the drawn line.
    Side(Owner),
    /// Not asked: both parties own it.
    Given,
}

/// What the answer says of a row, once it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How the learner's act on this row compares with the key.
    pub verdict: Verdict,
    /// The truth in a word or two: `right`, `2nd`, `AWS`, `belongs nowhere`.
    pub truth: String,
    /// What the learner said, in the same words.
    pub said: String,
    /// Why.
    pub why: String,
}

impl Mark {
    /// The place in a sequence that the truth names: 4 for `4th`. None for what belongs nowhere.
    pub fn place(&self) -> Option<usize> {
        self.truth.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    }
}

/// How a row was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// As the key has it.
    Right,
    /// Against the key.
    Wrong,
    /// Part of the key and left out.
    Missed,
    /// Rightly left alone.
    Apart,
}

impl Sheet {
    /// Whether the answer is complete and can be given.
    pub fn is_ready(&self) -> bool {
        self.done == self.of
    }
}

/// The letter of the n-th option: A, B, ... Z, then AA.
pub fn letter(n: usize) -> String {
    let low = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    match n / 26 {
        0 => low.to_string(),
        high => letter(high - 1) + &low.to_string(),
    }
}

/// The n-th as an ordinal, counted from 1: `1st`, `2nd`, `3rd`, `4th`.
pub fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::{letter, ordinal};

    #[test]
    fn letters_and_ordinals_count_on() {
        assert_eq!([letter(0), letter(25), letter(26)], ["A", "Z", "AA"]);
        assert_eq!([1, 2, 3, 4, 11, 12, 13, 21].map(ordinal).join(" "), "1st 2nd 3rd 4th 11th 12th 13th 21st");
    }
}
