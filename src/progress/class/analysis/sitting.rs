//! Who counts, and the score of everybody over the items beside one.

use super::group::Group;
use super::stat::{real, score};
use super::{Answers, Given, Item};
use std::ops::Range;

/// A class that sat a test, or several.
pub(super) struct Sitting {
    /// Whether each participant counts.
    pub(super) counted: Vec<bool>,
    /// How many items that are not void each participant had right.
    pub(super) right: Vec<usize>,
    classes: Vec<Range<usize>>,
}

/// Those behind the figures of an item that need a score: they count and answered it.
pub(super) struct Sample<'a> {
    /// Their answers.
    pub(super) given: Vec<&'a Given>,
    /// Their rest scores: items right in one class, standard deviations from the mean of the class in several.
    pub(super) rest: Vec<f64>,
    /// The upper and the lower group by rest score.
    pub(super) groups: Option<(Group, Group)>,
}

impl Sitting {
    pub(super) fn new(answers: &Answers) -> Self {
        let classes = answers.ranges();
        let kept = || answers.items.iter().filter(|item| !item.void);
        let mut counted = vec![false; answers.people];
        for class in &classes {
            let asked: Vec<&Item> = kept().filter(|item| item.answered_by(class.clone())).collect();
            for person in class.clone() {
                let answered = asked.iter().filter(|item| item.answer(person).is_some()).count();
                counted[person] = answered > 0 && answered * 2 >= asked.len();
            }
        }
        let right = (0..answers.people).map(|person| kept().filter(|item| item.right(person)).count()).collect();
        Self { counted, right, classes }
    }

    /// Whether there are several classes.
    pub(super) fn pooled(&self) -> bool {
        self.classes.len() > 1
    }

    /// The sample of an item.
    pub(super) fn sample<'a>(&self, item: &'a Item) -> Sample<'a> {
        let (mut given, mut rest) = (Vec::new(), Vec::new());
        for class in &self.classes {
            let answers = class.clone().filter(|&person| self.counted[person]);
            let answers: Vec<(usize, &Given)> =
                answers.filter_map(|person| Some((person, item.answer(person)?))).collect();
            let right: Vec<usize> = answers.iter().map(|(person, _)| self.rest(item, *person)).collect();
            rest.extend(if self.pooled() { standard(&right) } else { right.into_iter().map(real).collect() });
            given.extend(answers.into_iter().map(|(_, answer)| answer));
        }
        let groups = Group::both(&rest);
        Sample { given, rest, groups }
    }

    /// How many of the items beside this one a participant had right.
    fn rest(&self, item: &Item, person: usize) -> usize {
        self.right[person] - usize::from(!item.void && item.right(person))
    }
}

impl Sample<'_> {
    /// Which answers are so: one for yes, zero for no.
    pub(super) fn scores(&self, so: impl Fn(&Given) -> bool) -> Vec<f64> {
        self.given.iter().map(|given| score(so(given))).collect()
    }

    /// The share of the upper and that of the lower group that answered so.
    pub(super) fn shares(&self, so: impl Fn(&Given) -> bool) -> Option<(f64, f64)> {
        let (upper, lower) = self.groups.as_ref()?;
        let so = |place: usize| so(self.given[place]);
        Some((upper.share(so), lower.share(so)))
    }
}

/// The distance of each score of a class from their mean, in standard deviations (of the class as a population, by n); 0
/// if all are equal. The sums are of whole numbers and so exact: the order of the participants cannot change them.
fn standard(scores: &[usize]) -> Vec<f64> {
    let (count, sum) = (scores.len(), scores.iter().sum::<usize>());
    let spread = count * scores.iter().map(|score| score * score).sum::<usize>() - sum * sum;
    let distance = |score: &usize| (real(count * score) - real(sum)) / real(spread).sqrt();
    scores.iter().map(|score| if spread == 0 { 0.0 } else { distance(score) }).collect()
}
