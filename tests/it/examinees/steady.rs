//! Examinees of item response theory: what they can do grows while they practise, and nothing is forgotten.
//!
//! Three parameters an item: slope lognormal about 1.3 (sd 0.35 of its logarithm), difficulty N(0, 0.8), and guessing by
//! item. Ability N(0.6, 0.9) with an offset N(0, 0.45) in each domain. It grew by about 0.5 during practice (N(0.5,
//! 0.35), never less than nothing), fast at first and slower later; that an idea was met before is no help. The exam is harder or easier than the bank by N(0,
//! 0.25); who knows the truth knows by how much.

use crate::examinees::luck::Luck;
use crate::examinees::{DOMAINS, Examinee, Guess, IDEAS, age, practice, share, sit, truth};
use std::sync::LazyLock;
use whose::progress::readiness::{Exposure, Practice};

/// The items of the exam, of which a form draws some.
static EXAM: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let mut luck = Luck::seeded(ITEMS);
    (0..ITEMS).map(|_| Item::draw(true, &mut luck)).collect()
});
const ITEMS: u64 = 400;

struct Item {
    slope: f64,
    difficulty: f64,
    guess: Guess,
}

impl Item {
    fn draw(exam: bool, luck: &mut Luck) -> Self {
        Self { slope: luck.lognormal(1.3, 0.35), difficulty: luck.normal(0.0, 0.8), guess: Guess::draw(exam, luck) }
    }

    fn right(&self, ability: f64) -> f64 {
        let known = 1.0 / (1.0 + (-self.slope * (ability - self.difficulty)).exp());
        known + (1.0 - known) * self.guess.real
    }
}

pub(crate) fn examinee(luck: &mut Luck) -> Examinee {
    let ability = luck.normal(0.6, 0.9);
    let abilities: [f64; DOMAINS] = std::array::from_fn(|_| ability + luck.normal(0.0, 0.45));
    let growth = luck.normal(0.5, 0.35).max(0.0);
    let shift = luck.normal(0.0, 0.25);
    let mut met = IDEAS.map(|ideas| vec![false; ideas]);
    let answers = practice(luck).into_iter().enumerate().map(|(number, domain)| {
        let (item, age) = (Item::draw(false, luck), age(number));
        let now = abilities[domain] - growth * still_to_come(age);
        let practised = std::mem::replace(&mut met[domain][luck.below(IDEAS[domain])], true);
        Exposure { domain, right: luck.hits(item.right(now)), chance: item.guess.told, practised, age }
    });
    let answers = answers.collect();
    let passed = sit(luck, |domain, luck| EXAM[luck.below(EXAM.len())].right(abilities[domain] + shift));
    let shares = abilities.map(|ability| share(EXAM.iter().map(|item| item.right(ability + shift))));
    let covered = met.into_iter().map(|ideas| share(ideas.into_iter().map(f64::from))).collect();
    Examinee { practice: Practice { answers, covered }, truth: truth(&shares), passed }
}

/// The part of the growth that came after an answer: 1 before the first one, 0 now.
fn still_to_come(age: f64) -> f64 {
    let left = |at: f64| (-3.0 * at).exp();
    (left(1.0 - age) - left(1.0)) / (1.0 - left(1.0))
}
