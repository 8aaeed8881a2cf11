//! Papers of mock exams: by the blueprint, without repetition, and what a bank lacks for them.

use crate::bank::shipped_bank;
use crate::exam::{exam, fixture, noon};
use crate::keep::memory;
use std::collections::HashSet;
use std::sync::Arc;
use whose::progress::day::Moment;
use whose::progress::entry::{Entry, Mode, What};
use whose::progress::exam::paper::{Fresh, Paper};
use whose::progress::ledger::Progress;
use whose::quiz::bank::Bank;
use whose::session::exam::compose::{compose, shares};
use whose::session::exam::wish::Wish;
use whose::session::keeper::Keeper;

fn paper_of(bank: &Bank, progress: &Progress, seed: u64) -> Paper {
    compose(bank, progress, exam(bank), &Wish::of("T-1"), seed).expect("a paper")
}

/// The learner's log after a paper was laid before her.
fn after(bank: &Arc<Bank>, papers: &[Paper]) -> Progress {
    let mut keeper = memory(Arc::clone(bank));
    for (n, paper) in (0u8..).zip(papers) {
        let session = uuid::Uuid::from_bytes([n + 1; 16]);
        let at = Moment { utc_ms: noon().utc_ms + i64::from(n) * 1_000, ..noon() };
        let what = What::Paper(Box::new(paper.clone()));
        keeper.keep(&[Entry { id: session, session, mode: Mode::Exam, at, what }]).expect("kept");
    }
    keeper.progress
}

fn ids(paper: &Paper) -> HashSet<&str> {
    paper.items.iter().map(|item| item.question.as_str()).collect()
}

#[test]
fn a_thousand_papers_meet_the_blueprint_and_successive_ones_share_nothing() {
    let bank = fixture();
    let wanted = shares(exam(&bank), 65);
    assert_eq!(wanted, [(12, 4), (15, 4), (17, 5), (6, 2)]);
    for seed in 0..1_000 {
        let first = paper_of(&bank, &Progress::default(), seed);
        let second = paper_of(&bank, &after(&bank, std::slice::from_ref(&first)), seed);
        for paper in [&first, &second] {
            assert_eq!(ids(paper).len(), 65, "no question twice");
            for (domain, (scored, trial)) in wanted.iter().enumerate() {
                let of =
                    |scored| paper.items.iter().filter(|item| item.domain == domain && item.scored == scored).count();
                assert_eq!((of(true), of(false)), (*scored, *trial), "seed {seed}, domain {domain}");
            }
            let ideas: HashSet<&str> =
                paper.items.iter().map(|item| item.question.rsplit_once('-').expect("an idea").0).collect();
            assert_eq!(ideas.len(), 65, "seed {seed}: there is an idea for each question");
            assert_eq!(paper.count(Fresh::New), 65);
        }
        assert!(ids(&first).is_disjoint(&ids(&second)), "seed {seed}");
    }
}

#[test]
fn a_fourth_paper_repeats_the_oldest_and_says_so() {
    let bank = fixture();
    let mut papers: Vec<Paper> = Vec::new();
    for seed in 0..4 {
        let paper = paper_of(&bank, &after(&bank, &papers), seed);
        papers.push(paper);
    }
    // Domain 4 has 36 questions and needs 8 a paper: four papers without a repetition.
    let repeated = |paper: &Paper, domain| {
        paper.items.iter().filter(|item| item.domain == domain && item.fresh == Fresh::Repeated).count()
    };
    assert_eq!(papers.iter().map(|paper| repeated(paper, 3)).sum::<usize>(), 0);
    let all: HashSet<&str> = papers[..3].iter().flat_map(ids).collect();
    assert_eq!(all.len(), 195, "three papers share no question");
    let fifth = paper_of(&bank, &after(&bank, &papers), 9);
    let again = fifth.items.iter().filter(|item| item.domain == 3 && item.fresh == Fresh::Repeated);
    let first = ids(&papers[0]);
    let mut count = 0;
    for item in again {
        count += 1;
        assert!(first.contains(item.question.as_str()), "the oldest paper's come first");
    }
    assert_eq!(count, 4, "32 of 36 were used; four are left");
}

#[test]
fn what_practice_has_shown_comes_last() {
    let bank = fixture();
    let mut progress = Progress::default();
    for question in bank.questions().iter().filter(|question| !question.exam_only) {
        progress.questions.entry(question.id.clone()).or_default().seen = 1;
    }
    let paper = paper_of(&bank, &progress, 3);
    assert_eq!(paper.count(Fresh::New), 65, "the pool that is kept for exams is enough");
    assert!(paper.items.iter().all(|item| !item.question.ends_with("-p")));
}

#[test]
fn the_same_seed_gives_the_same_paper() {
    let bank = fixture();
    assert_eq!(paper_of(&bank, &Progress::default(), 7), paper_of(&bank, &Progress::default(), 7));
    assert_ne!(paper_of(&bank, &Progress::default(), 7), paper_of(&bank, &Progress::default(), 8));
}

#[test]
fn a_bank_that_is_too_small_says_what_it_lacks_and_what_it_can_do() {
    let bank = fixture();
    let wish = Wish { n: Some(400), ..Wish::of("T-1") };
    let short = compose(&bank, &Progress::default(), exam(&bank), &wish, 1).expect_err("a shortage");
    assert_eq!(short.lacking.len(), 4, "{short:?}");
    assert!(short.words().contains("Domain 4: 36 of 48"), "{}", short.words());
    let most = Wish { n: Some(short.most), ..Wish::of("T-1") };
    compose(&bank, &Progress::default(), exam(&bank), &most, 1).expect("what it offers can be had");
    let more = Wish { n: Some(short.most + 1), ..Wish::of("T-1") };
    compose(&bank, &Progress::default(), exam(&bank), &more, 1).expect_err("and no more than that");
}

#[test]
fn the_shipped_bank_has_three_papers_of_each_exam() {
    let bank = Arc::new(shipped_bank());
    for code in ["CLF-C02", "SOA-C03"] {
        let exam = bank.exam(code).expect("the exam");
        let mut papers: Vec<Paper> = Vec::new();
        for seed in 0..3 {
            let paper = compose(&bank, &after(&bank, &papers), exam, &Wish::of(code), seed);
            papers.push(paper.unwrap_or_else(|short| panic!("{}", short.words())));
        }
        let all: HashSet<&str> = papers.iter().flat_map(ids).collect();
        assert_eq!(all.len(), 195, "{code}: three papers share no question");
        let kept = |id: &&&str| bank.question(id).is_some_and(|question| question.exam_only);
        assert_eq!(all.iter().filter(kept).count(), 195, "{code}: all of them kept for exams");
    }
}
