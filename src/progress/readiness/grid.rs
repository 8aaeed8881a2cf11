//! What answers say of ability: a hierarchical Rasch model, summed over a grid instead of fitted.
//!
//! ```text
//! ability            θ ~ N(0.5, 1.1)      61 nodes from -4 to 4
//! a domain's         δ ~ N(0, 0.5)        7 nodes
//! ideas practised    β                    nodes in `PRACTICE`: how much better than ideas not practised
//! improvement        γ                    nodes in `DRIFT`: how much all of it rose from the oldest answer to now
//! a right answer     c + (1 - c) · logistic(1.3 k (θ + δ + β practised - γ age))
//! ```
//!
//! Every θ + δ + β lies on the grid, so what the answers say is reckoned once a place of it. Difficulties are not known,
//! and need not be: items of difficulty N(0, 0.8) and slope 1.3 are, averaged, one item with the flatter slope 1.3 k (the
//! logistic is nearly a normal distribution of sd 1.7).

use crate::progress::readiness::normal::density;
use crate::progress::readiness::{Blueprint, Exposure, Practice};

const LOWEST: f64 = -4.0;
const STEP: f64 = 8.0 / 60.0;
const NODES: usize = 61;

/// The ability of candidates who study for an exam: mean and standard deviation.
const ABILITY: (f64, f64) = (0.5, 1.1);

/// How far a domain lies from the whole: standard deviation, and nodes, a stride apart.
const OFFSET_SD: f64 = 0.5;
const OFFSETS: [f64; 7] = [-1.2, -0.8, -0.4, 0.0, 0.4, 0.8, 1.2];

/// How much better practised ideas go, in strides of the grid, and how likely that is: one who learns in general gains
/// nothing from having met the very idea, one who learns by heart nearly all.
const PRACTICE: [(usize, f64); 4] = [(0, 0.25), (2, 0.25), (4, 0.25), (6, 0.25)];

/// How much ability rose during practice, and how likely that is. A hundred answers tell little of it, so that this is
/// nearly what is believed afterwards too; set so that neither family of `benches/readiness.rs` is over-promised.
const DRIFT: [(f64, f64); 3] = [(0.0, 0.5), (0.4, 0.3), (0.8, 0.2)];

/// Steps of the grid in a stride of 0.4.
const STRIDE: usize = 3;

/// All places where θ + δ + β can be: three strides to the left of the nodes, and nine to the right.
const PLACES: u16 = 97;

/// Slope, spread of the difficulties, and what makes a logistic of a normal distribution.
const SLOPE: f64 = 1.3;
const DIFFICULTY_SD: f64 = 0.8;
const NORMAL: f64 = 0.588;

/// The chance to guess is never told to be above this, or answers would say nothing.
const MOST_CHANCE: f64 = 0.9;

/// Nodes that are, beside the likeliest, less likely than this are left out.
const NEGLIGIBLE: f64 = 1e-5;

/// What may be true, and how likely it is.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its probability after the answers; the nodes sum to 1.
    pub weight: f64,
    /// What a domain's share of right answers would be, one a domain.
    pub domains: Vec<Spread>,
}

/// A share of right answers that is known up to the domain's offset.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spread {
    /// Its mean.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// How much it rises by one unit of ability.
    pub slope: f64,
}

/// A value at every place.
type Curve = Vec<f64>;

/// A value at each of the offsets.
type Offsets = [f64; OFFSETS.len()];

/// What is known of a domain at every place.
struct Curves {
    /// How likely the answers are, as a logarithm: to ideas not practised before, and to practised ones.
    heard: [Curve; 2],
    /// The share of its ideas that are practised.
    covered: f64,
}

/// What holds whatever was answered.
struct Items {
    /// The share of the exam's items that would be right, at every place.
    share: Curve,
    /// Its slope.
    slope: Curve,
    /// How likely the offsets are before any answer.
    offsets: Offsets,
}

/// Everything that may be true, weighed by the answers. The shares are those of the exam's items, today.
pub(super) fn posterior(practice: &Practice, blueprint: &Blueprint) -> Vec<Node> {
    let items = Items::of(blueprint);
    let mut nodes = Vec::with_capacity(NODES * PRACTICE.len() * DRIFT.len());
    for (drift, drifts) in DRIFT {
        let domains = 0..blueprint.weights.len();
        let domains: Vec<Curves> = domains.map(|domain| Curves::of(practice, domain, drift)).collect();
        for (strides, helps) in PRACTICE {
            for (at, ability) in places().skip(3 * STRIDE).take(NODES).enumerate() {
                let prior = (drifts * helps).ln() - ((ability - ABILITY.0) / ABILITY.1).powi(2) / 2.0;
                nodes.push(node(prior, [at, at + STRIDE * strides], &domains, &items));
            }
        }
    }
    normed(nodes)
}

/// A node whose weight is still a logarithm; `at` is where it begins for ideas not practised and for practised ones.
fn node(prior: f64, at: [usize; 2], domains: &[Curves], items: &Items) -> Node {
    let mut node = Node { weight: prior, domains: Vec::with_capacity(domains.len()) };
    for domain in domains {
        let (evidence, weights) = domain.offsets(at, &items.offsets);
        node.weight += evidence;
        node.domains.push(items.spread(at, &weights, domain.covered));
    }
    node
}

impl Curves {
    fn of(practice: &Practice, domain: usize, drift: f64) -> Self {
        let heard = |practised| {
            let heard = |answer: &&Exposure| answer.domain == domain && answer.practised == practised;
            evidence(&practice.answers.iter().filter(heard).copied().collect::<Vec<_>>(), drift)
        };
        let covered = practice.covered.get(domain).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        Self { heard: [heard(false), heard(true)], covered }
    }

    /// How likely the answers are at a node, as a logarithm, and how likely the offsets are after them; `prior` before.
    fn offsets(&self, at: [usize; 2], prior: &Offsets) -> (f64, Offsets) {
        let mut weights = [0.0; OFFSETS.len()];
        for (offset, weight) in weights.iter_mut().enumerate() {
            *weight = self.heard[0][at[0] + STRIDE * offset] + self.heard[1][at[1] + STRIDE * offset];
        }
        let highest = weights.iter().copied().fold(f64::MIN, f64::max);
        for (weight, prior) in weights.iter_mut().zip(prior) {
            *weight = prior * (*weight - highest).exp();
        }
        let sum: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= sum;
        }
        (highest + sum.ln(), weights)
    }
}

impl Items {
    fn of(blueprint: &Blueprint) -> Self {
        let chance = blueprint.chance.clamp(0.0, MOST_CHANCE);
        let share: Curve = places().map(|place| right(place, chance)).collect();
        let slope = share.iter().map(|share| rise(*share, chance)).collect();
        let offsets = OFFSETS.map(|offset| density(offset / OFFSET_SD));
        let sum: f64 = offsets.iter().sum();
        Self { share, slope, offsets: offsets.map(|offset| offset / sum) }
    }

    /// The share of a domain that is practised in part.
    fn spread(&self, at: [usize; 2], weights: &Offsets, covered: f64) -> Spread {
        let (mut mean, mut square, mut slope) = (0.0, 0.0, 0.0);
        for (offset, weight) in weights.iter().enumerate() {
            let [new, old] = [at[0] + STRIDE * offset, at[1] + STRIDE * offset];
            let mixed = |curve: &Curve| (1.0 - covered) * curve[new] + covered * curve[old];
            let share = mixed(&self.share);
            mean += weight * share;
            square += weight * share * share;
            slope += weight * mixed(&self.slope);
        }
        Spread { mean, variance: (square - mean * mean).max(0.0), slope }
    }
}

/// How likely answers are at every place, as a logarithm. Odds are multiplied and chances gathered before a logarithm is
/// taken: this is where the time goes.
fn evidence(answers: &[Exposure], drift: f64) -> Curve {
    /// So many chances multiplied are still far from the smallest number.
    const GATHERED: usize = 16;
    let likely = |odds: f64, answer: &(f64, f64, bool)| {
        let (was, chance, right) = *answer;
        let missed = (1.0 - chance) * odds * was / (1.0 + odds * was);
        if right { 1.0 - missed } else { missed }
    };
    let told = |answer: &Exposure| (against(-drift * answer.age), answer.chance.clamp(0.0, MOST_CHANCE), answer.right);
    let answers: Vec<(f64, f64, bool)> = answers.iter().map(told).collect();
    let at = |odds: f64| {
        let gathered = answers.chunks(GATHERED);
        gathered.map(|some| some.iter().map(|answer| likely(odds, answer)).product::<f64>().ln()).sum()
    };
    places().map(|place| at(against(place))).collect()
}

/// The odds against knowing an item of unknown difficulty. Those of a sum of abilities are the product of theirs.
fn against(ability: f64) -> f64 {
    (-flat_slope() * ability).exp()
}

/// The chance of a right answer to an item of unknown difficulty.
fn right(ability: f64, chance: f64) -> f64 {
    chance + (1.0 - chance) / (1.0 + against(ability))
}

/// How steep that chance is where it has reached `right`.
fn rise(right: f64, chance: f64) -> f64 {
    flat_slope() * (right - chance) * (1.0 - right) / (1.0 - chance)
}

fn flat_slope() -> f64 {
    SLOPE / (SLOPE * DIFFICULTY_SD * NORMAL).hypot(1.0)
}

fn places() -> impl Iterator<Item = f64> {
    (0..PLACES).map(|place| LOWEST + STEP * (f64::from(place) - 9.0))
}

/// Makes probabilities of the logarithms, and leaves out what is next to impossible.
fn normed(mut nodes: Vec<Node>) -> Vec<Node> {
    let highest = nodes.iter().map(|node| node.weight).fold(f64::MIN, f64::max);
    for node in &mut nodes {
        node.weight = (node.weight - highest).exp();
    }
    nodes.retain(|node| node.weight > NEGLIGIBLE);
    let sum: f64 = nodes.iter().map(|node| node.weight).sum();
    for node in &mut nodes {
        node.weight /= sum;
    }
    nodes
}
