//! Shares: how many questions of a bank do what a guesser could go by. One question may; a habit is a flaw.

use crate::quiz::check::finding::{Flaw, Part};
use crate::quiz::check::review::Review;
use crate::quiz::question::Question;

/// Smaller banks are not judged by their shares: chance alone would trip the rules.
pub const ENOUGH: usize = 20;

/// So many offenders are named.
const NAMED: usize = 5;

/// One bank's count.
#[derive(Debug)]
pub struct Share<'b> {
    /// How many could offend.
    pub of: usize,
    /// Those that do, the worst first.
    pub hits: Vec<&'b Question>,
    file: &'b str,
}

/// Counts, bank by bank, the questions for which `measure` gives a number above 0, among those for which it gives one;
/// the higher, the worse. Allowed ones are no hits. Banks that are too small are left out.
pub fn shares<'b>(
    review: &Review<'b>,
    rule: &'static str,
    measure: impl Fn(&Question) -> Option<f64>,
) -> Vec<Share<'b>> {
    let mut shares = Vec::new();
    for questions in review.by_bank().into_values() {
        let measured: Vec<_> = questions.iter().filter_map(|question| Some((measure(question)?, *question))).collect();
        let mut hits = measured.clone();
        // Allowances of small banks count as used too: the bank may grow.
        hits.retain(|(much, question)| *much > 0.0 && !review.allows(question, rule));
        hits.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        if let Some((_, first)) = measured.first().filter(|_| measured.len() >= ENOUGH) {
            let hits = hits.into_iter().map(|(_, question)| question).collect();
            shares.push(Share { of: measured.len(), hits, file: &first.at.file });
        }
    }
    shares
}

impl Share<'_> {
    /// In per cent.
    pub fn per_cent(&self) -> f64 {
        per_cent(self.hits.len(), self.of)
    }

    /// `31 of 100 (31 %)`.
    pub fn told(&self) -> String {
        format!("{} of {} ({:.0} %)", self.hits.len(), self.of, self.per_cent())
    }

    /// A flaw at the worst offender that names some more.
    pub fn at_worst(&self, message: &str, next: &str) -> Flaw {
        let names: Vec<&str> = self.hits.iter().take(NAMED).map(|question| question.id.as_str()).collect();
        let flaw = Flaw::new(Part::Question, format!("{message}, such as {}", names.join(", ")), next);
        match self.hits.first() {
            Some(worst) => flaw.of(worst),
            None => self.at_file(message, next),
        }
    }

    /// A flaw of the bank, at its first file.
    pub fn at_file(&self, message: &str, next: &str) -> Flaw {
        Flaw::new(Part::File(self.file.to_owned()), message, next)
    }

    /// A share that should be about `aim` per cent, give or take `play`: which flaw it is when it is not.
    pub fn off(&self, aim: f64, play: f64, what: &str, (less, more): (&str, &str)) -> Option<Flaw> {
        let message = format!("in {} {what}; by chance it would be {aim:.0} %, give or take {play:.0}", self.told());
        match self.per_cent() - aim {
            off if off > play => Some(self.at_worst(&message, less)),
            off if off < -play => Some(self.at_file(&message, more)),
            _ => None,
        }
    }
}

/// A part of a whole in per cent.
pub fn per_cent(part: usize, of: usize) -> f64 {
    let exact = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if of == 0 { 0.0 } else { 100.0 * exact(part) / exact(of) }
}
