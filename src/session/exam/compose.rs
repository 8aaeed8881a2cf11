//! Composes a paper by the blueprint: each domain's share, fresh questions first, no two on one idea where avoidable.

use crate::progress::exam::marks::is_asked;
use crate::progress::exam::paper::{Fresh, Item, Paper};
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::quiz::question::Question;
use crate::session::exam::wish::Wish;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use std::collections::HashSet;
use std::sync::Arc;

/// What a bank lacks for a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// The exam.
    pub exam: String,
    /// Domains with too few questions: title, how many the paper needs, how many there are.
    pub lacking: Vec<(String, usize, usize)>,
    /// The most questions for which every domain has its share; 0 if some domain has none.
    pub most: usize,
}

impl Shortage {
    /// What is lacking, and what there is instead.
    pub fn words(&self) -> String {
        let of = |(title, needs, has): &(String, usize, usize)| format!("{title}: {has} of {needs}");
        let lacking = self.lacking.iter().map(of).collect::<Vec<_>>().join("; ");
        let next = match self.most {
            0 => "add questions for these, or sit another exam".to_owned(),
            most => format!("a paper of {most} can be sat: `whose exam {} -n {most}`", self.exam),
        };
        format!("the bank has too few questions for this paper of {} ({lacking}); {next}", self.exam)
    }
}

/// Shares of `n` by weights, by largest remainders; whole shares stay exact, and of equal remainders the first wins.
pub fn quotas(weights: &[u16], n: usize) -> Vec<usize> {
    let total: usize = weights.iter().map(|weight| usize::from(*weight)).sum::<usize>().max(1);
    let exact: Vec<usize> = weights.iter().map(|weight| usize::from(*weight) * n).collect();
    let mut shares: Vec<usize> = exact.iter().map(|part| part / total).collect();
    let mut by_rest: Vec<usize> = (0..weights.len()).collect();
    by_rest.sort_by_key(|&at| std::cmp::Reverse(exact[at] % total));
    let missing = n - shares.iter().sum::<usize>().min(n);
    for at in by_rest.into_iter().take(missing) {
        shares[at] += 1;
    }
    shares
}

/// How many questions each domain has on the paper: scored ones, and those on trial. A form of another length than the
/// exam's has none on trial.
pub fn shares(exam: &Exam, n: usize) -> Vec<(usize, usize)> {
    let weights: Vec<u16> = exam.domains.iter().map(|domain| domain.weight).collect();
    let full = n == usize::from(exam.questions);
    let scored = if full { usize::from(exam.scored) } else { n };
    quotas(&weights, scored).into_iter().zip(quotas(&weights, n - scored)).collect()
}

/// Composes a paper.
pub fn compose(bank: &Bank, progress: &Progress, exam: &Exam, wish: &Wish, seed: u64) -> Result<Paper, Shortage> {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let mut pools = pools(bank, progress, exam);
    let sizes: Vec<usize> = pools.iter().map(Vec::len).collect();
    let shares = shares(exam, wish.questions(exam));
    enough(exam, &shares, &sizes)?;
    for pool in &mut pools {
        pool.shuffle(&mut luck);
    }
    let mut met = HashSet::new();
    let mut items = Vec::new();
    for domain in scarcest_first(&pools, &shares) {
        let (scored, trial) = shares[domain];
        let mut picked = pick(&mut pools[domain], scored + trial, &mut met);
        picked.shuffle(&mut luck);
        let laid = picked.into_iter().enumerate();
        items.extend(laid.map(|(at, candidate)| item(&candidate, domain, at < scored, &mut luck)));
    }
    items.shuffle(&mut luck);
    Ok(Paper { exam: exam.code.clone(), seed, limit_ms: wish.limit_ms(exam), timing: wish.timing, items })
}

/// A question that the paper may have.
#[derive(Clone)]
struct Candidate {
    question: Arc<Question>,
    /// When an earlier paper had it.
    examined: Option<i64>,
    /// 0 kept for exams, 1 never shown in practice, 2 shown.
    pool: u8,
}

impl Candidate {
    fn fresh(&self) -> Fresh {
        match (self.examined, self.pool) {
            (Some(_), _) => Fresh::Repeated,
            (None, 2) => Fresh::Practised,
            (None, _) => Fresh::New,
        }
    }
}

/// The candidates of each domain, in the order of the bank.
fn pools(bank: &Bank, progress: &Progress, exam: &Exam) -> Vec<Vec<Candidate>> {
    let mut pools = vec![Vec::new(); exam.domains.len()];
    for question in bank.questions() {
        let row = progress.questions.get(&question.id);
        let Some(domain) = exam.domain_of(question).filter(|_| !row.is_some_and(|row| row.suspended)) else { continue };
        if is_asked(question) {
            let seen = row.is_some_and(|row| row.seen > 0);
            let pool = if question.exam_only { 0 } else { 1 + u8::from(seen) };
            let examined = row.and_then(|row| row.examined);
            pools[domain].push(Candidate { question: Arc::clone(question), examined, pool });
        }
    }
    pools
}

fn enough(exam: &Exam, shares: &[(usize, usize)], sizes: &[usize]) -> Result<(), Shortage> {
    let needs = |(scored, trial): &(usize, usize)| scored + trial;
    let each = exam.domains.iter().zip(shares).zip(sizes);
    let short = each.filter(|((_, share), size)| needs(share) > **size);
    let lacking: Vec<_> = short.map(|((domain, share), size)| (domain.title.clone(), needs(share), *size)).collect();
    if lacking.is_empty() && !sizes.is_empty() {
        return Ok(());
    }
    let fits = |n: &usize| self::shares(exam, *n).iter().zip(sizes).all(|(share, size)| needs(share) <= *size);
    let asked: usize = shares.iter().map(needs).sum();
    // Every domain is to have a question: a paper without one would not be the exam.
    let whole = sizes.iter().all(|size| *size > 0);
    let most = (exam.domains.len().max(1)..asked).rev().find(fits).filter(|_| whole).unwrap_or(0);
    Err(Shortage { exam: exam.code.clone(), lacking, most })
}

/// Domains in the order in which they pick: those with the fewest ideas to spare first.
fn scarcest_first(pools: &[Vec<Candidate>], shares: &[(usize, usize)]) -> Vec<usize> {
    let spare = |domain: &usize| {
        let ideas: HashSet<&str> = pools[*domain].iter().map(|one| one.question.objective.as_str()).collect();
        ideas.len().saturating_sub(shares[*domain].0 + shares[*domain].1)
    };
    let mut order: Vec<usize> = (0..pools.len()).collect();
    order.sort_by_key(spare);
    order
}

/// Takes so many candidates: what no earlier paper had comes first, then ideas that the paper does not have yet, then
/// what was kept for exams, then what practice has not shown.
fn pick(pool: &mut Vec<Candidate>, n: usize, met: &mut HashSet<String>) -> Vec<Candidate> {
    let mut picked = Vec::new();
    while picked.len() < n {
        let key = |one: &Candidate| (one.examined, met.contains(&one.question.objective), one.pool);
        let Some(best) = (0..pool.len()).min_by_key(|&at| key(&pool[at])) else { break };
        let one = pool.remove(best);
        met.insert(one.question.objective.clone());
        picked.push(one);
    }
    picked
}

fn item(candidate: &Candidate, domain: usize, scored: bool, luck: &mut ChaCha8Rng) -> Item {
    let question = &candidate.question;
    let shown = question.body.begin(luck).shown_order();
    let fresh = candidate.fresh();
    Item { question: question.id.clone(), key: question.key, shown, domain, scored, fresh }
}

#[cfg(test)]
mod tests {
    use super::quotas;

    #[test]
    fn shares_follow_the_weights_and_add_up() {
        assert_eq!(quotas(&[24, 30, 34, 12], 50), [12, 15, 17, 6]);
        assert_eq!(quotas(&[24, 30, 34, 12], 15), [4, 4, 5, 2]);
        assert_eq!(quotas(&[22, 22, 22, 16, 18], 50), [11, 11, 11, 8, 9]);
        assert_eq!(quotas(&[22, 22, 22, 16, 18], 15), [3, 3, 3, 3, 3]);
        for n in 0..200 {
            assert_eq!(quotas(&[24, 30, 34, 12], n).iter().sum::<usize>(), n);
        }
        assert_eq!(quotas(&[], 0), Vec::<usize>::new());
    }
}
