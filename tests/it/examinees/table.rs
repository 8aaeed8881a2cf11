//! The foretold beside what came true.

use crate::examinees::luck::Luck;
use crate::examinees::rivals::{BETA, RIVALS, THRESHOLD, ours};
use crate::examinees::{Examinee, Family, share};
use std::fmt::{self, Display, Formatter};

/// Where the bins of chances begin, but for the first.
const BINS: [f64; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

const OURS: &str = "whose";
const ORACLE: &str = "the true chance";

/// What is promised of our row.
pub(crate) struct Bounds {
    /// So much more Brier than the true chance.
    pub(crate) brier_over_truth: f64,
    pub(crate) ece: f64,
    /// The share of true chances within our range, which claims 0.8.
    pub(crate) covered: f64,
}

/// How one way of foretelling did.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// The mean squared distance from the outcome, 0 or 1.
    pub(crate) brier: f64,
    /// The mean distance between the chance told and the share that came true, in ten bins.
    pub(crate) ece: f64,
}

/// How all did with one family.
pub(crate) struct Table {
    pub(crate) family: &'static str,
    /// The share who passed.
    pub(crate) passed: f64,
    /// The share whose true chance lay in our range.
    pub(crate) covered: f64,
    /// How wide our range was on average.
    pub(crate) width: f64,
    pub(crate) rows: Vec<Row>,
}

impl Table {
    pub(crate) fn of(family: &Family, examinees: u32, seed: u64) -> Self {
        let mut luck = Luck::seeded(seed);
        let people: Vec<Examinee> = (0..examinees).map(|_| (family.make)(&mut luck)).collect();
        let ours: Vec<[f64; 3]> = people.iter().map(ours).collect();
        let covers = |(it, [_, low, high]): (&Examinee, &[f64; 3])| (*low..=*high).contains(&it.truth);
        let mut rows: Vec<Row> = RIVALS
            .iter()
            .map(|rival| row(rival.name, &people, people.iter().map(|it| (rival.pass)(&it.practice))))
            .collect();
        rows.push(row(OURS, &people, ours.iter().map(|[pass, ..]| *pass)));
        rows.push(row(ORACLE, &people, people.iter().map(|it| it.truth)));
        Self {
            family: family.name,
            passed: share(people.iter().map(|it| f64::from(it.passed))),
            covered: share(people.iter().zip(&ours).map(covers).map(f64::from)),
            width: share(ours.iter().map(|[_, low, high]| high - low)),
            rows,
        }
    }

    /// The promises that our row breaks, as sentences.
    pub(crate) fn broken(&self, bounds: &Bounds) -> Vec<String> {
        let [ours, oracle, threshold, beta] = [OURS, ORACLE, THRESHOLD, BETA].map(|name| self.row(name));
        let (most, ece) = (oracle.brier + bounds.brier_over_truth, bounds.ece);
        let promises = [
            (ours.brier <= most, format!("Brier {:.4}, promised {most:.4}", ours.brier)),
            (ours.ece <= ece, format!("calibration error {:.4}, promised {ece:.4}", ours.ece)),
            (ours.brier < threshold.brier, format!("Brier {:.4}, {THRESHOLD} {:.4}", ours.brier, threshold.brier)),
            (ours.brier < beta.brier, format!("Brier {:.4}, {BETA} {:.4}", ours.brier, beta.brier)),
            (self.covered >= bounds.covered, format!("range holds {:.3} of the true chances", self.covered)),
            ((0.3..=0.7).contains(&self.passed), format!("{:.3} passed: too easy or too hard to tell", self.passed)),
        ];
        promises.into_iter().filter(|(kept, _)| !kept).map(|(_, told)| format!("{}: {told}", self.family)).collect()
    }

    fn row(&self, name: &str) -> &Row {
        self.rows.iter().find(|row| row.name == name).expect("a row of that name")
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28}{:>8}{:>8}", self.family, "Brier", "ECE")?;
        for Row { name, brier, ece } in &self.rows {
            writeln!(f, "  {name:<26}{brier:>8.4}{ece:>8.4}")?;
        }
        let Self { passed, covered, width, .. } = self;
        writeln!(f, "  passed {passed:.3}; our range is {width:.2} wide and holds {covered:.3} of the true chances")
    }
}

/// How the chances told did that came true or not.
fn row(name: &'static str, people: &[Examinee], told: impl Iterator<Item = f64>) -> Row {
    let told: Vec<(f64, f64)> = told.zip(people.iter().map(|it| f64::from(it.passed))).collect();
    let mut gaps = [0.0; BINS.len() + 1];
    for (chance, passed) in &told {
        gaps[BINS.iter().filter(|from| chance >= *from).count()] += chance - passed;
    }
    let gaps: f64 = gaps.iter().map(|gap| gap.abs()).sum();
    let brier = share(told.iter().map(|(chance, passed)| (chance - passed).powi(2)));
    Row { name, brier, ece: gaps / told.iter().map(|_| 1.0).sum::<f64>() }
}
