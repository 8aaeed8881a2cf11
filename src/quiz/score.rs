//! Points won of points to win, in whole numbers, so that scores compare and add without rounding.

use serde::{Deserialize, Serialize};

/// What an answer earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Points won.
    pub won: u32,
    /// Points to win; 0 for nothing asked.
    pub of: u32,
}

impl Score {
    /// A score of `won` points of `of`.
    pub fn new(won: usize, of: usize) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { won: count(won.min(of)), of: count(of) }
    }

    /// All or nothing, as the exams grade: whether every point was won.
    pub fn is_full(self) -> bool {
        self.of > 0 && self.won == self.of
    }

    /// Both scores together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { won: self.won + other.won, of: self.of + other.of }
    }

    /// Points won in per cent of points to win, rounded down; 0 where nothing was asked.
    pub fn percent(self) -> u32 {
        (self.won * 100).checked_div(self.of).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn all_or_nothing_needs_every_point() {
        assert!(Score::new(2, 2).is_full());
        assert!(!Score::new(1, 2).is_full());
        assert!(!Score::default().is_full(), "nothing asked is nothing won");
    }

    #[test]
    fn scores_add_and_never_pass_what_was_to_win() {
        let sum = Score::new(1, 2).plus(Score::new(9, 3));
        assert_eq!(sum, Score { won: 4, of: 5 });
        assert_eq!(sum.percent(), 80);
        assert_eq!(Score::default().percent(), 0);
    }
}
