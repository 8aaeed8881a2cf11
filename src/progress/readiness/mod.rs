//! The chance to pass an exam now, from first answers alone: what was seen before says little of what was not.
//!
//! An exam is passed by points over all domains, on a form that nobody has seen, at a cut that AWS does not publish.
//! So the forecast weighs every ability that the answers allow (`grid`), lets each sit such a form (`forecast`), and
//! counts the cut as uncertain too. Even a question never seen is easier when another one had asked about its idea, and
//! practice asks about some ideas again before it has met all: so answers to new ideas and to practised ones are told
//! apart, and weighed by what is covered. `benches/readiness.rs` holds the forecast against learners made by other rules.

mod forecast;
mod grid;
mod normal;
pub mod scale;

/// The share of scored items at which an exam is passed: mean and standard deviation. AWS publishes the scaled mark
/// alone; the raw one is set anew for every form.
pub const CUT: (f64, f64) = (0.70, 0.03);

/// Fewer answers than this say too little.
pub const FEWEST: usize = 30;

/// Fewer answers than this in a domain that is examined say too little.
pub const FEWEST_IN_DOMAIN: usize = 5;

/// The part of what is missing in a domain that is learned, to see what it would bring.
pub const LEARNED: f64 = 0.2;

/// What the learner showed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Practice {
    /// First answers to questions, in any order.
    pub answers: Vec<Exposure>,
    /// The share of each domain's ideas, 0 to 1, that any question has asked about so far. The exam asks of all of them;
    /// the part not met yet goes as badly as new ideas went so far.
    pub covered: Vec<f64>,
}

/// The first answer to a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// The place of its domain in the blueprint.
    pub domain: usize,
    /// Whether it was fully right: the exam gives no part of a point.
    pub right: bool,
    /// The chance, 0 to 1, to be right without knowing anything.
    pub chance: f64,
    /// Whether another question had asked about its idea before.
    pub practised: bool,
    /// How much of all practice came after it: 1 for the oldest answer, 0 for the newest, evenly by their order. Not by
    /// the calendar: it is practice that makes better, and a pause would crowd all answers into one place.
    pub age: f64,
}

/// What an exam asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Blueprint {
    /// The share of each domain; together 1.
    pub weights: Vec<f64>,
    /// Items that count.
    pub scored: u16,
    /// The chance, 0 to 1, to guess one of its items.
    pub chance: f64,
}

/// What can be said of the exam.
#[derive(Clone, Debug, PartialEq)]
pub enum Readiness {
    /// Not enough answers.
    TooFew {
        /// Answers so far.
        answers: usize,
        /// So many more are needed, those by domain among them.
        more: usize,
        /// So many more are needed in each domain.
        domains: Vec<usize>,
    },
    /// Enough answers.
    Known(Forecast),
}

/// How the exam would go today.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The chance to pass, 0 to 1.
    pub pass: f64,
    /// With 80 % probability this learner's own chance, over all forms and cuts, is not below this, nor above `high`. The
    /// luck of one form and its cut are part of that chance and do not widen the range; few answers, and an exam that may
    /// be harder than our questions, do.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// The share of right answers on one form.
    pub score: Score,
    /// The domains, in the order of the blueprint.
    pub domains: Vec<Domain>,
    /// Answers behind it.
    pub answers: usize,
}

/// A share of right answers, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The share expected.
    pub mean: f64,
    /// How far a form may lie from it: doubt about the learner and luck of the form.
    pub sd: f64,
}

/// How one domain would go today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    /// The share of right answers expected.
    pub share: f64,
    /// With 80 % probability endless items like ours would show no share below this, nor above `high`.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Answers behind it.
    pub answers: usize,
    /// How much the chance to pass rises if a fifth (`LEARNED`) of what would be missed here is learned. Of an equal
    /// rise everywhere the heaviest domain would always bring most; of an equal part, heavy and weak ones do.
    pub gain: f64,
}

/// What practice says of the exam. Answers to domains that are not examined are left out.
///
/// A right answer raises the chance, but for one that is old: that may say that the learner improved less since.
pub fn readiness(practice: &Practice, blueprint: &Blueprint) -> Readiness {
    let examined = |answer: &&Exposure| blueprint.weights.get(answer.domain).is_some_and(|weight| *weight > 0.0);
    let answers: Vec<Exposure> = practice.answers.iter().filter(examined).copied().collect();
    let counts: Vec<usize> = (0..blueprint.weights.len()).map(|domain| count(&answers, domain)).collect();
    let domains: Vec<usize> =
        counts.iter().zip(&blueprint.weights).map(|(count, weight)| lacks(*count, *weight)).collect();
    let more = FEWEST.saturating_sub(answers.len()).max(domains.iter().sum());
    if more > 0 {
        return Readiness::TooFew { answers: answers.len(), more, domains };
    }
    Readiness::Known(forecast::forecast(&Practice { answers, covered: practice.covered.clone() }, blueprint))
}

/// How many answers a domain of that weight lacks.
fn lacks(count: usize, weight: f64) -> usize {
    if weight > 0.0 { FEWEST_IN_DOMAIN.saturating_sub(count) } else { 0 }
}

fn count(answers: &[Exposure], domain: usize) -> usize {
    answers.iter().filter(|answer| answer.domain == domain).count()
}

#[cfg(test)]
mod tests {
    use super::{Blueprint, Domain, Exposure, Forecast, Practice, Readiness, readiness};

    const WEIGHTS: [f64; 4] = [0.24, 0.30, 0.34, 0.12];

    fn blueprint() -> Blueprint {
        Blueprint { weights: WEIGHTS.to_vec(), scored: 50, chance: 0.25 }
    }

    /// So many answers, the domains by turns; those are right of which `right` says so.
    fn practice(count: u32, right: impl Fn(u32) -> bool) -> Practice {
        let answer = |number: u32| Exposure {
            domain: number as usize % WEIGHTS.len(),
            right: right(number),
            chance: 0.25,
            practised: number % 8 > 3,
            age: f64::from(count - 1 - number) / f64::from(count - 1),
        };
        Practice { answers: (0..count).map(answer).collect(), covered: vec![0.8; WEIGHTS.len()] }
    }

    /// Two of three right, in all domains alike.
    fn fair() -> Practice {
        practice(120, |number| !number.is_multiple_of(3))
    }

    fn known(practice: &Practice) -> Forecast {
        match readiness(practice, &blueprint()) {
            Readiness::Known(forecast) => forecast,
            few @ Readiness::TooFew { .. } => panic!("{few:?}"),
        }
    }

    fn too_few(answers: usize, more: usize, domains: &[usize]) -> Readiness {
        Readiness::TooFew { answers, more, domains: domains.to_vec() }
    }

    #[test]
    fn without_answers_nothing_is_said() {
        assert_eq!(readiness(&Practice::default(), &blueprint()), too_few(0, 30, &[5; 4]));
        let none = Blueprint { weights: Vec::new(), scored: 50, chance: 0.25 };
        assert_eq!(readiness(&fair(), &none), too_few(0, 30, &[]));
    }

    #[test]
    fn few_answers_or_few_in_a_domain_are_too_few() {
        let few = practice(29, |_| true);
        assert_eq!(readiness(&few, &blueprint()), too_few(29, 1, &[0; 4]));
        let mut lopsided = fair();
        lopsided.answers.retain(|answer| answer.domain != 3);
        assert_eq!(readiness(&lopsided, &blueprint()), too_few(90, 5, &[0, 0, 0, 5]));
    }

    #[test]
    fn a_domain_that_is_not_examined_needs_no_answers_and_gets_no_say() {
        let without = Blueprint { weights: vec![0.3, 0.3, 0.4, 0.0], ..blueprint() };
        let mut some = fair();
        let with = readiness(&some, &without);
        some.answers.retain(|answer| answer.domain != 3);
        assert_eq!(readiness(&some, &without), with);
        assert!(matches!(with, Readiness::Known(_)));
    }

    #[test]
    fn right_answers_pass_and_wrong_ones_fail() {
        let (best, worst) = (known(&practice(120, |_| true)), known(&practice(120, |_| false)));
        assert!(best.pass > 0.98 && best.score.mean > 0.93, "{best:?}");
        assert!(worst.pass < 0.001 && worst.score.mean < 0.4, "{worst:?}");
    }

    #[test]
    fn each_more_right_answer_of_today_raises_the_chance() {
        let mut today = fair();
        today.answers.iter_mut().for_each(|answer| answer.age = 0.0);
        let mut last = known(&today).pass;
        for at in 0..today.answers.len() {
            if !std::mem::replace(&mut today.answers[at].right, true) {
                let pass = known(&today).pass;
                assert!(pass > last, "{pass} after {last}");
                last = pass;
            }
        }
    }

    #[test]
    fn a_right_answer_that_is_hard_to_guess_counts_more() {
        let mut hard = fair();
        hard.answers.iter_mut().for_each(|answer| answer.chance = 0.02);
        assert!(known(&hard).pass > known(&fair()).pass + 0.1);
    }

    #[test]
    fn the_heavier_domain_matters_more() {
        let weak_in = |weak: u32| known(&practice(120, |number| number % 4 != weak && !number.is_multiple_of(9))).pass;
        assert!(weak_in(2) + 0.1 < weak_in(3), "{} {}", weak_in(2), weak_in(3));
    }

    #[test]
    fn the_order_in_which_answers_are_handed_in_does_not_matter() {
        let mut turned = fair();
        turned.answers.reverse();
        let (there, back) = (known(&fair()), known(&turned));
        assert!((there.pass - back.pass).abs() < 1e-9 && (there.low - back.low).abs() < 1e-6);
    }

    #[test]
    fn ranges_hold_what_they_are_ranges_of() {
        for wrong_every in [1, 2, 3, 4, 10, 200] {
            let forecast = known(&practice(120, |number| !(number + 1).is_multiple_of(wrong_every)));
            assert!(0.0 <= forecast.low && forecast.low <= forecast.pass, "{forecast:?}");
            assert!(forecast.pass <= forecast.high && forecast.high <= 1.0, "{forecast:?}");
            for domain in forecast.domains {
                let Domain { low, share, high, gain, answers } = domain;
                assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{domain:?}");
                assert!(gain >= 0.0 && answers == 30, "{domain:?}");
            }
        }
    }

    #[test]
    fn more_answers_narrow_the_range() {
        let width = |count| {
            let forecast = known(&practice(count, |number| number % 4 != 3 || number % 8 == 7));
            forecast.high - forecast.low
        };
        assert!(width(400) < width(120) && width(120) < width(40), "{} {} {}", width(400), width(120), width(40));
    }

    #[test]
    fn improvement_counts_for_the_learner() {
        let improving = known(&practice(120, |number| number >= 60 || number.is_multiple_of(3)));
        let declining = known(&practice(120, |number| number < 60 || number.is_multiple_of(3)));
        assert!(improving.pass > declining.pass + 0.05, "{} {}", improving.pass, declining.pass);
    }

    #[test]
    fn ideas_not_met_yet_go_like_new_ideas() {
        let mut practised = practice(120, |number| number % 8 > 3 || number.is_multiple_of(2));
        let all = |covered: f64, practice: &mut Practice| {
            practice.covered = vec![covered; WEIGHTS.len()];
            known(practice).pass
        };
        let (some, most) = (all(0.3, &mut practised), all(1.0, &mut practised));
        assert!(some + 0.2 < most, "{some} {most}");
    }

    #[test]
    fn the_weak_and_heavy_domain_brings_most() {
        let weak = known(&practice(120, |number| number % 4 != 2 && !number.is_multiple_of(5)));
        let gains: Vec<f64> = weak.domains.iter().map(|domain| domain.gain).collect();
        assert!(gains.iter().all(|gain| *gain <= gains[2]) && gains[2] > 2.0 * gains[3], "{gains:?}");
    }
}
