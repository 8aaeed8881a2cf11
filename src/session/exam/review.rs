//! The review of all questions: which are shown, and where the cursor goes among them.

use crate::quiz::input::Input;
use crate::session::exam::scene::{Cell, Filled, Shown};

/// Questions in a row of the review; up and down move by so many.
pub const COLUMNS: usize = 5;

/// What the learner looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reviewing {
    /// Which questions are shown.
    pub shown: Shown,
    /// The question under the cursor, counted from 0.
    pub item: usize,
    /// Whether the learner is asked if the exam is to end.
    pub asks_to_end: bool,
    /// The figures typed so far of a question's number.
    typed: usize,
}

impl Reviewing {
    /// A review that begins at a question.
    pub fn at(item: usize) -> Self {
        Self { item, ..Self::default() }
    }

    /// The cells that are shown.
    pub fn cells(&self, all: &[Cell]) -> Vec<Cell> {
        let takes = |cell: &&Cell| match self.shown {
            Shown::All => true,
            Shown::Open => cell.filled != Filled::Answered,
            Shown::Flagged => cell.flagged,
        };
        all.iter().filter(takes).copied().collect()
    }

    /// The next filter.
    pub fn turn_filter(&mut self) {
        self.typed = 0;
        self.shown = match self.shown {
            Shown::All => Shown::Open,
            Shown::Open => Shown::Flagged,
            Shown::Flagged => Shown::All,
        };
    }

    /// Moves the cursor among the cells that are shown.
    pub fn go(&mut self, input: Input, all: &[Cell]) {
        self.typed = 0;
        let cells = self.cells(all);
        let Some(last) = cells.len().checked_sub(1) else { return };
        let at = self.cursor(&cells);
        let to = match input {
            Input::Left => at.saturating_sub(1),
            Input::Right => at + 1,
            Input::Up => at.checked_sub(COLUMNS).unwrap_or(at),
            Input::Down if at + COLUMNS <= last => at + COLUMNS,
            Input::First => 0,
            Input::Last => last,
            _ => at,
        };
        self.item = cells[to.min(last)].number - 1;
    }

    /// Takes in a figure of a question's number: `4`, then `2` for question 42.
    pub fn figure(&mut self, figure: usize, questions: usize) {
        let both = self.typed * 10 + figure;
        self.typed = if both <= questions { both } else { figure.min(questions) };
        if self.typed > 0 {
            self.shown = Shown::All;
            self.item = self.typed - 1;
        }
    }

    /// The place of the cursor among these cells: at its question, else at the next one that is shown.
    pub fn cursor(&self, cells: &[Cell]) -> usize {
        let next = cells.iter().position(|cell| cell.number > self.item);
        next.unwrap_or(cells.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Reviewing;
    use crate::quiz::input::Input;
    use crate::session::exam::scene::{Cell, Filled, Shown};

    fn cells() -> Vec<Cell> {
        let filled = |n: usize| if n.is_multiple_of(2) { Filled::Answered } else { Filled::Open };
        (1..=25).map(|number| Cell { number, filled: filled(number), flagged: number == 7 }).collect()
    }

    #[test]
    fn the_cursor_moves_among_what_is_shown() {
        let (cells, mut review) = (cells(), Reviewing::at(0));
        for (input, item) in [
            (Input::Right, 1),
            (Input::Down, 6),
            (Input::Last, 24),
            (Input::Down, 24),
            (Input::Up, 19),
            (Input::Last, 24),
            (Input::Right, 24),
            (Input::First, 0),
            (Input::Left, 0),
            (Input::Up, 0),
        ] {
            review.go(input, &cells);
            assert_eq!(review.item, item, "{input:?}");
        }
        review.turn_filter();
        review.go(Input::Right, &cells);
        assert_eq!((review.shown, review.item), (Shown::Open, 2), "the next open one");
        review.turn_filter();
        assert_eq!(review.cells(&cells).len(), 1);
        assert_eq!(review.cursor(&review.cells(&cells)), 0);
    }

    #[test]
    fn figures_type_a_number() {
        let mut review = Reviewing::at(0);
        let typed = |review: &mut Reviewing, figures: &[usize]| {
            for figure in figures {
                review.figure(*figure, 65);
            }
            review.item + 1
        };
        assert_eq!(typed(&mut review, &[4, 2]), 42);
        review.go(Input::Left, &[]);
        assert_eq!(typed(&mut review, &[7, 1]), 1, "there is no question 71");
        assert_eq!(typed(&mut review, &[0]), 10);
    }
}
