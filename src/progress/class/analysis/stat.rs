//! The few formulas of statistics that the figures are made of.

/// The 97.5 % point of the normal distribution: 95 % lie within it on both sides.
const Z95: f64 = 1.959_963_984_540_054;

/// A range that holds the true value with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end, 0 to 1.
    pub low: f64,
    /// The upper end, 0 to 1.
    pub high: f64,
}

/// A count as a real number. Four billion and more are all the same.
pub(super) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// One for yes, zero for no.
pub(super) fn score(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

/// A part of a whole, 0 to 1; `None` of nothing.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| real(part) / real(whole))
}

/// The arithmetic mean; `None` of nothing.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / real(values.len()))
}

/// The sum of squared distances from the mean, 0 of nothing.
pub(super) fn squares(values: &[f64]) -> f64 {
    let mean = mean(values).unwrap_or(0.0);
    values.iter().map(|value| (value - mean).powi(2)).sum()
}

/// Pearson's correlation, −1 to 1; the point-biserial one if one side is 0 and 1 alone (Lord & Novick, "Statistical
/// Theories of Mental Test Scores", 1968). `None` if one side does not vary.
pub(super) fn correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    if !varies(left) || !varies(right) {
        return None;
    }
    let (x, y) = (mean(left)?, mean(right)?);
    let together: f64 = left.iter().zip(right).map(|(a, b)| (a - x) * (b - y)).sum();
    Some((together / (squares(left) * squares(right)).sqrt()).clamp(-1.0, 1.0))
}

/// Whether there are two different values. The sum of squares would be a little above 0 by rounding even if not.
fn varies(values: &[f64]) -> bool {
    values.iter().any(|value| value.total_cmp(&values[0]).is_ne())
}

/// The 95 % interval of a share (Wilson, "Probable inference, the law of succession, and statistical inference", JASA
/// 22, 1927, 209–212). It stays in 0 to 1 and is good for few answers too (Brown, Cai & `DasGupta`, "Interval estimation
/// for a binomial proportion", Statistical Science 16, 2001, 101–133).
pub(super) fn wilson(part: usize, whole: usize) -> Option<Interval> {
    let (share, count, z2) = (share(part, whole)?, real(whole), Z95 * Z95);
    let centre = (share + z2 / (2.0 * count)) / (1.0 + z2 / count);
    let half = Z95 / (1.0 + z2 / count) * (share * (1.0 - share) / count + z2 / (4.0 * count * count)).sqrt();
    // At 0 and 1 the interval ends there; rounding must not put the share outside.
    Some(Interval { low: (centre - half).clamp(0.0, share), high: (centre + half).clamp(share, 1.0) })
}

/// The middle value; of an even number, the mean of the two in the middle. `None` of nothing.
pub(super) fn median(mut values: Vec<u64>) -> Option<f64> {
    values.sort_unstable();
    let real = |at: usize| values.get(at).map(|&value| real(usize::try_from(value).unwrap_or(usize::MAX)));
    let half = values.len() / 2;
    if values.len().is_multiple_of(2) {
        Some(f64::midpoint(real(half.checked_sub(1)?)?, real(half)?))
    } else {
        real(half)
    }
}

#[cfg(test)]
mod tests {
    use super::{correlation, median, wilson};

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        assert_eq!(median(Vec::new()), None);
        assert_eq!(median(vec![7]), Some(7.0));
        assert_eq!(median(vec![9, 1]), Some(5.0));
        assert_eq!(median(vec![9, 1, 2]), Some(2.0));
        assert_eq!(median(vec![4, 1, 2, 9]), Some(3.0));
    }

    #[test]
    fn without_variance_there_is_no_correlation() {
        assert_eq!(correlation(&[], &[]), None);
        assert_eq!(correlation(&[1.0], &[2.0]), None);
        assert_eq!(correlation(&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0]), None);
        assert_eq!(correlation(&[0.0, 1.0], &[3.0, 1.0]), Some(-1.0));
    }

    #[test]
    fn the_interval_is_that_of_the_textbook() {
        assert_eq!(wilson(0, 0), None);
        let all = wilson(10, 10).expect("ten of ten");
        assert!((all.low - 0.722_467).abs() < 1e-6 && (all.high - 1.0).abs() < 1e-15, "{all:?}");
    }
}
