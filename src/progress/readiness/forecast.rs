//! From what may be true of the learner to how a form would go.

use crate::progress::readiness::grid::{Node, posterior};
use crate::progress::readiness::normal::{Bell, below, middle};
use crate::progress::readiness::{Blueprint, CUT, Domain, Forecast, LEARNED, Practice, Score, count};

/// By how much of ability the exam's items may be harder or easier than ours: standard deviation.
const SHIFT_SD: f64 = 0.25;

/// How a form would go, if a node of the grid were true.
#[derive(Clone, Copy, Debug)]
struct Outlook {
    /// How likely the node is.
    weight: f64,
    /// The share of right answers.
    mean: f64,
    /// The variance of it that lies in the learner and the exam: the domains' offsets, and how hard the exam is.
    doubt: f64,
    /// The variance of it that lies in one form: which items are asked, and what is guessed.
    luck: f64,
}

/// How the exam would go. Every examined domain has answers.
pub(super) fn forecast(practice: &Practice, blueprint: &Blueprint) -> Forecast {
    let nodes = posterior(practice, blueprint);
    let outlooks: Vec<Outlook> = nodes.iter().map(|node| outlook(node, blueprint)).collect();
    let pass = pass(&outlooks);
    let (low, high) = range(&outlooks);
    let domain = |domain| {
        let raised = pass_if_learned(&outlooks, &nodes, domain, blueprint);
        Domain { gain: raised - pass, ..standing(&nodes, domain, count(&practice.answers, domain)) }
    };
    Forecast {
        pass,
        low: low.min(pass),
        high: high.max(pass),
        score: score(&outlooks),
        domains: (0..blueprint.weights.len()).map(domain).collect(),
        answers: practice.answers.len(),
    }
}

fn outlook(node: &Node, blueprint: &Blueprint) -> Outlook {
    let items = f64::from(blueprint.scored.max(1));
    let mut outlook = Outlook { weight: node.weight, mean: 0.0, doubt: 0.0, luck: 0.0 };
    let mut slope = 0.0;
    for (weight, domain) in blueprint.weights.iter().zip(&node.domains) {
        outlook.mean += weight * domain.mean;
        outlook.doubt += weight * weight * domain.variance;
        outlook.luck += weight * (domain.mean * (1.0 - domain.mean) - domain.variance) / items;
        slope += weight * domain.slope;
    }
    outlook.doubt += (SHIFT_SD * slope).powi(2);
    outlook
}

/// The chance to pass, over all that may be true.
fn pass(outlooks: &[Outlook]) -> f64 {
    outlooks.iter().map(|it| it.weight * chance(it.mean, it.doubt + it.luck)).sum()
}

/// The chance that a share of right answers of that mean and variance reaches the cut.
fn chance(mean: f64, variance: f64) -> f64 {
    let (cut, sd) = CUT;
    below((mean - cut) / variance.sqrt().hypot(sd))
}

/// The middle 80 % of the share that the learner would show on endless forms, as the chances to pass that it would mean.
fn range(outlooks: &[Outlook]) -> (f64, f64) {
    let shares: Vec<Bell> = outlooks.iter().map(|it| bell(it.weight, it.mean, it.doubt)).collect();
    let luck = outlooks.iter().map(|it| it.weight * it.luck).sum();
    let (low, high) = middle(&shares);
    (chance(low, luck), chance(high, luck))
}

fn bell(weight: f64, mean: f64, variance: f64) -> Bell {
    /// Narrower than this is a point.
    const NARROWEST: f64 = 1e-6;
    Bell { weight, mean, sd: variance.max(0.0).sqrt().max(NARROWEST) }
}

/// What one form would show.
fn score(outlooks: &[Outlook]) -> Score {
    let mean: f64 = outlooks.iter().map(|it| it.weight * it.mean).sum();
    let variance = |it: &Outlook| it.weight * (it.doubt + it.luck + (it.mean - mean).powi(2));
    Score { mean, sd: outlooks.iter().map(variance).sum::<f64>().sqrt() }
}

/// Where a domain stands; its gain is not known here.
fn standing(nodes: &[Node], domain: usize, answers: usize) -> Domain {
    let share = nodes.iter().map(|node| node.weight * node.domains[domain].mean).sum();
    let spread = |node: &Node| bell(node.weight, node.domains[domain].mean, node.domains[domain].variance);
    let (low, high) = middle(&nodes.iter().map(spread).collect::<Vec<_>>());
    Domain { share, low, high, answers, gain: 0.0 }
}

/// The chance to pass, had a part of what is missing in a domain been learned.
fn pass_if_learned(outlooks: &[Outlook], nodes: &[Node], domain: usize, blueprint: &Blueprint) -> f64 {
    let raise = |(outlook, node): (&Outlook, &Node)| {
        let learned = LEARNED * (1.0 - node.domains[domain].mean);
        Outlook { mean: outlook.mean + blueprint.weights[domain] * learned, ..*outlook }
    };
    pass(&outlooks.iter().zip(nodes).map(raise).collect::<Vec<_>>())
}
