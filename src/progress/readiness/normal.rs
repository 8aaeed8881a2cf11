//! The little of the normal distribution that the forecast needs.

/// The middle 80 % of a normal distribution reach so many standard deviations to each side.
pub(super) const EIGHTY: f64 = 1.281_552;

/// Halvings of the search for a quantile: to a part in 65,000.
const HALVINGS: usize = 16;

/// The square root of 2π.
const ROOT_TAU: f64 = 2.506_628_274_631_000_2;

/// A part of a mixture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bell {
    /// Its share of the mixture; the shares sum to 1.
    pub weight: f64,
    /// Where it is centred.
    pub mean: f64,
    /// How wide it is.
    pub sd: f64,
}

/// The share of a standard normal distribution below `z`: Abramowitz & Stegun 26.2.17, to seven digits.
pub(super) fn below(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let sum =
        t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = density(z) / ROOT_TAU * sum;
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// The weight of a normal distribution at `z` standard deviations from its mean, not normed.
pub(super) fn density(z: f64) -> f64 {
    (-z * z / 2.0).exp()
}

/// The place below which lies the share `at` of what is `below` it, which rises. Sought from `from` to `to`.
pub(super) fn quantile(at: f64, (from, to): (f64, f64), below: impl Fn(f64) -> f64) -> f64 {
    let halve = |(low, high): (f64, f64), _| {
        let middle = f64::midpoint(low, high);
        if below(middle) < at { (middle, high) } else { (low, middle) }
    };
    let (low, high) = (0..HALVINGS).fold((from, to), halve);
    f64::midpoint(low, high)
}

/// The middle 80 % of a mixture of shares, each within 0 to 1.
pub(super) fn middle(mixture: &[Bell]) -> (f64, f64) {
    let share = |at: f64| mixture.iter().map(|bell| bell.weight * below((at - bell.mean) / bell.sd)).sum();
    (quantile(0.1, (0.0, 1.0), share), quantile(0.9, (0.0, 1.0), share))
}

#[cfg(test)]
mod tests {
    use super::{Bell, EIGHTY, below, middle};

    /// Figures of a printed table.
    #[test]
    fn the_distribution_agrees_with_the_tables() {
        for (z, share) in [(-3.0, 0.001_349_9), (-1.0, 0.158_655_3), (0.0, 0.5), (1.959_964, 0.975), (EIGHTY, 0.9)] {
            assert!((below(z) - share).abs() < 2e-7, "{z}: {}", below(z));
        }
    }

    #[test]
    fn the_middle_of_one_bell_is_symmetric() {
        let (low, high) = middle(&[Bell { weight: 1.0, mean: 0.5, sd: 0.1 }]);
        assert!((low - 0.371_845).abs() < 2e-5 && (high - 0.628_155).abs() < 2e-5, "{low} {high}");
    }

    #[test]
    fn the_middle_of_two_bells_spans_both() {
        let bells = [0.3, 0.7].map(|mean| Bell { weight: 0.5, mean, sd: 0.01 });
        let (low, high) = middle(&bells);
        assert!(low < 0.31 && high > 0.69, "{low} {high}");
    }
}
