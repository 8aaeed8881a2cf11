//! What a person can do to an answer, in our own words; keys, typed lines and web pages are translated to these.

/// One act of the learner on the sheet of the question at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// To the row above; on a line stack, the line moves up.
    Up,
    /// To the row below; on a line stack, the line moves down.
    Down,
    /// To the group on the left, where rows are put in groups.
    Left,
    /// To the group on the right.
    Right,
    /// To the first row, or the line above the first layer.
    First,
    /// To the last row, or the line below the last layer.
    Last,
    /// Choose the row under the cursor; choosing again takes it back.
    Choose,
    /// A number key: row, group or line position, counted from 0.
    Pick(usize),
    /// Put row `row` into group `group`, both counted from 0.
    Put {
        /// Which row, in the order shown.
        row: usize,
        /// Which group.
        group: usize,
    },
    /// Take back what was chosen last.
    TakeBack,
}

/// Why an input was not carried out; said to the learner, never silently dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);
