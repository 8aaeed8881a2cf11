//! AWS's scaled score. What is published of it is the mark and both ends; between them we draw straight lines.

use crate::progress::readiness::CUT;
use crate::progress::readiness::normal::{EIGHTY, below, density, quantile};

/// Where the unknown cut may lie, in standard deviations.
const CUTS: [f64; 7] = [-2.4, -1.6, -0.8, 0.0, 0.8, 1.6, 2.4];

/// A scale of scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The score of no right answer.
    pub lowest: f64,
    /// The score that passes: 700 for foundational exams, 720 for associate, 750 for professional and specialty.
    pub pass: f64,
    /// The score of right answers alone.
    pub highest: f64,
}

impl Scale {
    /// The share of right answers, 0 to 1, that has a scaled score, were the cut at `cut`.
    fn share(&self, score: f64, cut: f64) -> f64 {
        if score < self.pass {
            cut * (score - self.lowest) / (self.pass - self.lowest)
        } else {
            cut + (1.0 - cut) * (score - self.pass) / (self.highest - self.pass)
        }
    }

    /// The scaled scores between which one who had `right` of `scored` items stands with 80 % probability: a form of as
    /// many items shows the true share only up to luck (Agresti & Coull 1998), and where the cut lies is not known either.
    pub fn interval(&self, right: u16, scored: u16) -> (f64, f64) {
        let (centre, sd) = learned(right, scored);
        let mass: f64 = CUTS.map(density).iter().sum();
        let under = |score: f64| {
            let at = |z: f64| density(z) / mass * below((self.share(score, CUT.0 + CUT.1 * z) - centre) / sd);
            CUTS.map(at).iter().sum()
        };
        let ends = (self.lowest, self.highest);
        (quantile(0.1, ends, under), quantile(0.9, ends, under))
    }
}

/// The share of right answers behind a result: mean and standard deviation, never 0 or 1 and never certain.
fn learned(right: u16, scored: u16) -> (f64, f64) {
    let items = f64::from(scored) + EIGHTY.powi(2);
    let share = (f64::from(right.min(scored)) + EIGHTY.powi(2) / 2.0) / items;
    (share, (share * (1.0 - share) / items).sqrt())
}

#[cfg(test)]
mod tests {
    use super::{CUT, Scale};

    fn aws(pass: f64) -> Scale {
        Scale { lowest: 100.0, pass, highest: 1000.0 }
    }

    /// The other way round: the scaled score of a share.
    fn scaled(scale: &Scale, share: f64, cut: f64) -> f64 {
        if share < cut {
            scale.lowest + (scale.pass - scale.lowest) * share / cut
        } else {
            scale.pass + (scale.highest - scale.pass) * (share - cut) / (1.0 - cut)
        }
    }

    #[test]
    fn the_ends_and_the_cut_hit_their_marks() {
        let scale = aws(720.0);
        for (share, score) in [(0.0, 100.0), (0.7, 720.0), (1.0, 1000.0), (0.35, 410.0), (0.85, 860.0)] {
            let found = scaled(&scale, share, 0.7);
            assert!((found - score).abs() < 1e-9, "{share}: {found}");
            assert!((scale.share(score, 0.7) - share).abs() < 1e-9, "{score}");
        }
    }

    /// By hand, 36 of 50 on a scale to 700: half a width of 80 % is 0.08 in share, and with the cut 75 points.
    #[test]
    fn a_form_of_fifty_leaves_a_wide_interval() {
        let scale = aws(700.0);
        let (low, high) = scale.interval(36, 50);
        assert!((620.0..650.0).contains(&low) && (780.0..810.0).contains(&high), "{low} {high}");
        let (longer, shorter) = (scale.interval(360, 500), scale.interval(18, 25));
        assert!(longer.0 > low && longer.1 < high && shorter.0 < low && shorter.1 > high, "{longer:?} {shorter:?}");
        let endless = scale.interval(46_800, 65_000);
        assert!(endless.1 - endless.0 > 50.0, "the cut stays unknown: {endless:?}");
    }

    #[test]
    fn intervals_hold_the_score_and_rise_with_it() {
        let scale = aws(750.0);
        let mut last = (0.0, 0.0);
        for right in 0..=50 {
            let (low, high) = scale.interval(right, 50);
            let score = scaled(&scale, f64::from(right) / 50.0, CUT.0);
            assert!(
                100.0 <= low && low - 0.1 <= score && score <= high + 0.1 && high <= 1000.0,
                "{right}: {low} {high}"
            );
            assert!(low > last.0 && high >= last.1, "{right}: {low} {high} after {last:?}");
            last = (low, high);
        }
    }

    #[test]
    fn no_items_say_next_to_nothing() {
        let (low, high) = aws(700.0).interval(0, 0);
        assert!(high - low > 500.0, "{low} {high}");
    }
}
