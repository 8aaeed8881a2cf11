//! The upper and the lower group: the strongest and the weakest 27 %.
//!
//! 27 % is the best trade between groups that differ and groups that are large (Kelley, "The selection of upper and
//! lower groups for the validation of test items", Journal of Educational Psychology 30, 1939, 17–24).

use super::stat::real;

/// Scores nearer than this are equal: standardised ones of two classes may differ by rounding alone.
const GRAIN: f64 = 1e-9;

/// How far each participant of a sample belongs to a group, 0 to 1.
///
/// Of those tied at the border, each belongs to it in part: that is the mean over all orders in which they could be put.
/// With few questions many are tied, and who sits first must not decide.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    weights: Vec<f64>,
    size: f64,
}

impl Group {
    /// The upper and the lower group by score. `None` for fewer than two participants.
    pub(super) fn both(scores: &[f64]) -> Option<(Self, Self)> {
        let size = size(scores.len());
        let ranks = |sign: f64| -> Vec<f64> { scores.iter().map(|score| (sign * score / GRAIN).round()).collect() };
        (size > 0).then(|| (Self::top(&ranks(1.0), size), Self::top(&ranks(-1.0), size)))
    }

    fn top(ranks: &[f64], size: usize) -> Self {
        let mut sorted = ranks.to_vec();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let weight = |rank: &f64| {
            let above = sorted.partition_point(|other| other > rank);
            let tied = sorted.partition_point(|other| other >= rank) - above;
            real(size.saturating_sub(above).min(tied)) / real(tied)
        };
        Self { weights: ranks.iter().map(weight).collect(), size: real(size) }
    }

    /// The share of the group, 0 to 1, that is so; `so` goes by the place in the sample.
    pub(super) fn share(&self, so: impl Fn(usize) -> bool) -> f64 {
        let those = self.weights.iter().enumerate().filter(|(place, _)| so(*place));
        (those.map(|(_, weight)| weight).sum::<f64>() / self.size).clamp(0.0, 1.0)
    }
}

/// 27 % to the nearest whole number, half of one up.
fn size(people: usize) -> usize {
    if people < 2 { 0 } else { (people * 27 + 50) / 100 }
}

#[cfg(test)]
mod tests {
    use super::{Group, size};

    #[test]
    fn a_group_is_27_in_100() {
        assert_eq!([0, 1, 2, 3, 8, 40, 100].map(size), [0, 0, 1, 1, 2, 11, 27]);
        assert_eq!(Group::both(&[1.0]), None);
    }

    #[test]
    fn the_tied_share_the_places_left() {
        let (upper, lower) = Group::both(&[5.0, 3.0, 3.0, 3.0, 3.0, 0.0, 1.0, 1.0]).expect("eight");
        assert_eq!(upper.weights, [1.0, 0.25, 0.25, 0.25, 0.25, 0.0, 0.0, 0.0]);
        assert_eq!(lower.weights, [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.5, 0.5]);
    }

    #[test]
    fn if_all_are_equal_so_are_the_groups() {
        let (upper, lower) = Group::both(&[-0.0, 0.0, 1e-12, -1e-12]).expect("four");
        assert_eq!(upper, lower);
        assert!((upper.share(|place| place == 0) - 0.25).abs() < 1e-12);
    }
}
