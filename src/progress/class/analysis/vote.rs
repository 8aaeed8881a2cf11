//! Two votes on one question with talk between them.

use super::stat::share;
use serde::{Deserialize, Serialize};

/// What two votes on one question show (Mazur, "Peer Instruction: A User's Manual", 1997; the table is that of Crouch &
/// Mazur, "Peer instruction: ten years of experience and results", American Journal of Physics 69, 2001, 970–977).
/// Numbers of participants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Right both times.
    pub right_right: usize,
    /// Wrong, then right.
    pub wrong_right: usize,
    /// Right, then wrong.
    pub right_wrong: usize,
    /// Wrong both times.
    pub wrong_wrong: usize,
    /// Voted once only; in no other figure.
    pub only_one: usize,
}

/// Compares two votes: whether each participant was right, `None` without a vote. A list that is shorter lacks votes.
pub fn shift(first: &[Option<bool>], second: &[Option<bool>]) -> Shift {
    let mut shift = Shift::default();
    for person in 0..first.len().max(second.len()) {
        let vote = |votes: &[Option<bool>]| votes.get(person).copied().flatten();
        match (vote(first), vote(second)) {
            (Some(true), Some(true)) => shift.right_right += 1,
            (Some(false), Some(true)) => shift.wrong_right += 1,
            (Some(true), Some(false)) => shift.right_wrong += 1,
            (Some(false), Some(false)) => shift.wrong_wrong += 1,
            (Some(_), None) | (None, Some(_)) => shift.only_one += 1,
            (None, None) => {}
        }
    }
    shift
}

impl Shift {
    /// How many voted twice.
    pub fn both(self) -> usize {
        self.right_right + self.wrong_right + self.right_wrong + self.wrong_wrong
    }

    /// The share right at the first vote, 0 to 1, of those who voted twice.
    pub fn first(self) -> Option<f64> {
        share(self.right_right + self.right_wrong, self.both())
    }

    /// The share right at the second vote, 0 to 1, of those who voted twice.
    pub fn second(self) -> Option<f64> {
        share(self.right_right + self.wrong_right, self.both())
    }

    /// The normalised gain *g* = (second − first)/(1 − first): what part of the wrong share became right (Hake,
    /// "Interactive-engagement versus traditional methods", American Journal of Physics 66, 1998, 64–74). At most 1, and
    /// below 0, without limit, for a loss. `None` if all were right at first.
    pub fn gain(self) -> Option<f64> {
        let (first, second) = (self.first()?, self.second()?);
        (self.right_right + self.right_wrong < self.both()).then(|| (second - first) / (1.0 - first))
    }
}

#[cfg(test)]
mod tests {
    use super::{Shift, shift};

    #[test]
    fn votes_are_paired_by_participant() {
        let (yes, no) = (Some(true), Some(false));
        let all = shift(&[yes, no, yes, no, yes, None, None, no], &[yes, yes, no, no, None, no, None]);
        assert_eq!(all, Shift { right_right: 1, wrong_right: 1, right_wrong: 1, wrong_wrong: 1, only_one: 3 });
        assert_eq!((all.both(), all.gain()), (4, Some(0.0)));
    }

    #[test]
    fn the_gain_is_the_part_of_the_wrong_that_became_right() {
        let shift = Shift { right_right: 4, wrong_right: 3, right_wrong: 0, wrong_wrong: 3, only_one: 9 };
        assert!(shift.gain().is_some_and(|gain| (gain - 0.5).abs() < 1e-12));
        let loss = Shift { right_right: 1, wrong_right: 0, right_wrong: 8, wrong_wrong: 1, only_one: 0 };
        assert!(loss.gain().is_some_and(|gain| (gain + 8.0).abs() < 1e-12));
    }

    #[test]
    fn without_anything_to_gain_there_is_no_gain() {
        assert_eq!(Shift::default().gain(), None);
        assert_eq!(Shift { right_right: 3, right_wrong: 1, ..Shift::default() }.gain(), None);
        assert_eq!(Shift { only_one: 3, ..Shift::default() }.first(), None);
    }
}
