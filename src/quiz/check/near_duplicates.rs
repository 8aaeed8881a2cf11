//! No two stems say nearly the same, unless one is marked as a variant of the other.
//!
//! Likeness is Jaccard's over the roots of all words with their repeats: what two stems share of all that they have.
//! To be 0.85 alike, stems of n roots must share all but 15 % of them, so two such stems meet within the first
//! n - 0.85 n + 1 roots when both are sorted from the rarest root on (prefix filtering). Only stems that meet there are
//! compared: of 2,000 stems a few thousand pairs, not two million.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::check::words::{root, words};
use crate::quiz::question::Question;
use std::collections::{BTreeSet, HashMap};

/// The rule.
pub const RULE: Rule = Rule {
    name: "near-duplicates",
    level: Level::Error,
    says: "No stem is 85 % or more like another, unless it is marked with `variant_of`.",
    check: Check::Whole(check),
};

/// Alike, in hundredths.
const ALIKE: usize = 85;

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let questions: Vec<&Question> =
        review.bank.questions().iter().map(AsRef::as_ref).filter(|q| !q.is_made()).collect();
    let stems = by_rarity(&questions);
    let alike = alike(&stems);
    let flaw = |&(first, second, likeness): &(usize, usize, usize)| {
        let (first, second) = (questions[first], questions[second]);
        // The later one is told, unless it is the earlier one that is under review.
        let (told, other) =
            if review.files.contains(second.at.file.as_str()) { (second, first) } else { (first, second) };
        let own = review.files.contains(told.at.file.as_str());
        let message = format!("this stem is {likeness} % like that of `{}` at {}", other.id, other.at);
        let next = "ask for something else, or mark it with `variant_of`";
        (own && !are_variants(first, second)).then(|| Flaw::new(Part::Field("stem"), message, next).of(told))
    };
    alike.iter().filter_map(flaw).collect()
}

/// Whether one is marked as a variant of the other, or both of a third.
fn are_variants(first: &Question, second: &Question) -> bool {
    let family = |question: &Question| question.variant_of.clone();
    let (a, b) = (family(first), family(second));
    a.as_ref() == Some(&second.id) || b.as_ref() == Some(&first.id) || (a.is_some() && a == b)
}

/// The roots of each stem as numbers, the rarest first; a repeated root counts as one of its own.
fn by_rarity(questions: &[&Question]) -> Vec<Vec<usize>> {
    let stems: Vec<Vec<(String, usize)>> = questions.iter().map(|question| counted_roots(&question.stem)).collect();
    let mut frequency: HashMap<&(String, usize), usize> = HashMap::new();
    for root in stems.iter().flatten() {
        *frequency.entry(root).or_default() += 1;
    }
    let mut ranked: Vec<_> = frequency.into_iter().map(|(root, times)| (times, root)).collect();
    ranked.sort_unstable();
    let rank: HashMap<_, usize> = ranked.into_iter().enumerate().map(|(rank, (_, root))| (root, rank)).collect();
    let ranks = stems.iter().map(|stem| stem.iter().map(|root| rank[root]).collect::<BTreeSet<usize>>());
    ranks.map(|stem| stem.into_iter().collect()).collect()
}

fn counted_roots(stem: &str) -> Vec<(String, usize)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let roots = words(stem).into_iter().map(|word| root(&word));
    let counted = roots.map(|root| {
        let times = seen.entry(root.clone()).or_default();
        *times += 1;
        (root, *times)
    });
    counted.collect()
}

/// The pairs that are alike, with how much, in hundredths.
fn alike(stems: &[Vec<usize>]) -> Vec<(usize, usize, usize)> {
    let mut pairs = Vec::new();
    let mut holders: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, stem) in stems.iter().enumerate() {
        let prefix = stem.len() - (stem.len() * ALIKE).div_ceil(100) + 1;
        let mut met = BTreeSet::new();
        for &root in stem.iter().take(prefix) {
            let holders = holders.entry(root).or_default();
            met.extend(holders.iter().copied());
            holders.push(at);
        }
        for earlier in met {
            let likeness = likeness(&stems[earlier], stem);
            if likeness >= ALIKE {
                pairs.push((earlier, at, likeness));
            }
        }
    }
    pairs
}

/// What two sorted lists share of all that they have, in hundredths.
fn likeness(a: &[usize], b: &[usize]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    100 * shared / (a.len() + b.len() - shared).max(1)
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SOUND, tells, trips};
    use crate::quiz::check::near_duplicates::{alike, likeness};

    fn twice(second: &[(&str, &str)]) -> String {
        let mut other = SOUND.replace("bank = \"t\"\n", "").replace("id = \"guest\"", "id = \"again\"");
        for (old, new) in second {
            other = other.replace(old, new);
        }
        format!("{SOUND}\n{other}")
    }

    #[test]
    fn a_stem_told_again_is_a_flaw_and_a_variant_is_none() {
        let reworded = ("guest system?", "guest systems?");
        let told = tells(&twice(&[reworded, ("The vendor", "The seller")]), &[]);
        assert_eq!(
            told,
            "f.toml:31:8: this stem is 100 % like that of `t/guest` at f.toml:2:1; ask for something else, or mark it with `variant_of` [near-duplicates]"
        );
        assert_eq!(trips(&twice(&[reworded, ("facts =", "variant_of = \"guest\"\nfacts =")]), &[]), "");
        let other = ("A company runs a web shop on an Amazon EC2 instance. Who patches", "Who in the model repairs");
        assert_eq!(trips(&twice(&[other]), &[]), "");
    }

    #[test]
    fn no_pair_is_lost_by_looking_at_rare_roots_alone() {
        // Stems of up to 40 roots out of 60, from a simple generator: each pair is found that comparing all finds.
        let mut state = 7_u64;
        let mut next = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((state >> 33) % n).expect("small")
        };
        let mut stems: Vec<Vec<usize>> = Vec::new();
        for _ in 0..200 {
            let mut stem: Vec<usize> = match stems.last().filter(|_| next(2) == 0) {
                Some(last) => last.iter().copied().filter(|_| next(12) > 0).collect(),
                None => (0..next(40)).map(|_| next(60)).collect(),
            };
            stem.sort_unstable();
            stem.dedup();
            stems.push(stem);
        }
        let all = (0..stems.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let slow: Vec<_> =
            all.map(|(a, b)| (a, b, likeness(&stems[a], &stems[b]))).filter(|pair| pair.2 >= 85).collect();
        assert!(slow.len() > 10);
        assert_eq!(alike(&stems), slow);
    }
}
