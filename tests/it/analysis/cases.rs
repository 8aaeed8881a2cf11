//! Small classes whose figures and verdicts are known.

use crate::analysis::figures::near;
use whose::progress::class::analysis::{
    Analysis, Answers, Choice, Evidence, Given, Groups, Item, Verdict, analyse, counted,
};

/// A class where the first `right` of all are right at each item.
fn class(people: usize, right: &[usize]) -> Answers {
    let given = |person: usize, right: usize| {
        let right = person < right;
        Some(Given { right, chosen: vec![if right { 0 } else { 1 + person % 3 }], ms: 1000 })
    };
    let option = |label: &str| Choice { label: label.into(), text: label.into(), correct: label == "A" };
    let item = |(id, &right): (usize, &usize)| Item {
        id: id.to_string(),
        void: false,
        options: ["A", "B", "C", "D"].map(option).into(),
        given: (0..people).map(|person| given(person, right)).collect(),
    };
    Answers { items: right.iter().enumerate().map(item).collect(), people, classes: Vec::new() }
}

fn verdicts(answers: &Answers) -> Vec<Option<Verdict>> {
    analyse(answers).items.into_iter().map(|item| item.verdict).collect()
}

#[test]
fn verdicts_come_with_twenty_answers() {
    assert_eq!(verdicts(&class(19, &[10, 9, 8])), [None, None, None]);
    assert_eq!(verdicts(&class(20, &[10, 9, 8])), [const { Some(Verdict::Good) }; 3]);
}

#[test]
fn each_verdict_has_its_case() {
    let mut answers = class(60, &[58, 30, 31, 32, 33, 0, 20]);
    // The last works backwards: those right at it are the weakest.
    answers.items[6].given.reverse();
    answers.items[6].options.clear();
    let found = verdicts(&answers);
    assert_eq!(found[0], Some(Verdict::TooEasy));
    assert_eq!(found[1], Some(Verdict::Good));
    assert!(matches!(found[5], Some(Verdict::KeySuspect(1..=3))));
    assert_eq!(found[6], Some(Verdict::Negative));
    answers.items[5].options.clear();
    assert_eq!(verdicts(&answers)[5], Some(Verdict::TooHard));
    answers.items[1].options.push(Choice { label: "E".into(), text: "E".into(), correct: false });
    assert_eq!(verdicts(&answers)[1], Some(Verdict::DeadDistractors(vec![4])));
    for (person, given) in answers.items[2].given.iter_mut().enumerate() {
        *given = Some(Given {
            right: person % 2 == 0,
            chosen: vec![if person % 2 == 0 { 0 } else { 1 + person % 3 }],
            ms: 1000,
        });
    }
    assert_eq!(verdicts(&answers)[2], Some(Verdict::Flat));
    answers.items[3].options.iter_mut().for_each(|option| option.correct = false);
    assert_eq!(verdicts(&answers)[3], None);
}

#[test]
fn one_item_alone_compares_with_nothing() {
    let one = analyse(&class(30, &[15])).items.remove(0);
    assert_eq!((one.correlation, one.verdict, one.suspect), (None, None, None));
    assert_eq!(one.groups.map(Groups::discrimination), Some(0.0));
    assert_eq!(verdicts(&class(30, &[30])), [Some(Verdict::TooEasy)]);
}

#[test]
fn who_answered_less_than_half_counts_for_the_facility_alone() {
    let mut answers = class(30, &[20, 20, 20, 10]);
    for item in &mut answers.items[..3] {
        item.given[0] = None;
    }
    answers.items[0].given[1] = None;
    answers.items[1].given[1] = None;
    let counts = counted(&answers);
    assert_eq!((counts[0], counts[1], counts.iter().filter(|counts| **counts).count()), (false, true, 29));
    let last = analyse(&answers).items.remove(3);
    assert_eq!((last.answered, last.counted, last.evidence), (30, 29, Evidence::Amber));
}

#[test]
fn a_distractor_is_dead_below_five_in_a_hundred() {
    let mut answers = class(60, &[30, 31]);
    let mut choose = |count: usize| {
        for (person, given) in answers.items[0].given.iter_mut().flatten().enumerate().skip(30) {
            given.chosen = vec![if person < 30 + count { 1 } else { 2 + person % 2 }];
        }
        verdicts(&answers).swap_remove(0)
    };
    assert_eq!(choose(2), Some(Verdict::DeadDistractors(vec![1])));
    assert_eq!(choose(3), Some(Verdict::Good));
}

#[test]
fn the_figures_of_a_small_test_are_those_by_hand() {
    // Four participants, two items: scores 2, 2, 1, 0; p(1 − p) is 3/16 and 1/4, the variance by n is 11/16.
    let test = analyse(&class(4, &[3, 2])).test.expect("a test");
    assert_eq!((test.items, test.people, test.distribution), (2, 4, vec![1, 1, 2]));
    let reliability = 2.0 * (1.0 - 7.0 / 11.0);
    assert!(near(test.kr20, Some(reliability)) && near(test.alpha, Some(reliability)));
    assert!(near(test.sd, Some((11.0_f64 / 12.0).sqrt())) && near(Some(test.mean), Some(1.25)));
    assert!(near(test.sem, Some((11.0_f64 / 12.0 * (1.0 - reliability)).sqrt())));
    assert_eq!(analyse(&class(4, &[3])).test.expect("a test").kr20, None);
}

#[test]
fn the_discrimination_is_upper_less_lower() {
    let item = analyse(&class(20, &[10, 9, 8])).items.remove(0);
    // Eleven without any other item right share the five places of the lower group; one of them was right here.
    let groups = item.groups.expect("twenty participants");
    assert!(near(Some(groups.upper), Some(1.0)) && near(Some(groups.lower), Some(1.0 / 11.0)), "{groups:?}");
    assert!(near(Some(groups.discrimination()), Some(10.0 / 11.0)));
}

#[test]
fn nobody_and_nothing_have_no_figures() {
    let none = analyse(&Answers::default());
    assert_eq!(none, Analysis { items: Vec::new(), test: None });
    let nobody = analyse(&Answers { items: vec![Item::default()], ..Answers::default() }).items.remove(0);
    assert_eq!((nobody.facility, nobody.interval, nobody.median_ms, nobody.groups), (None, None, None, None));
    let short = Answers { items: vec![Item::default()], people: 9, classes: vec![100, 3] };
    assert_eq!(analyse(&short).items[0].answered, 0);
}

#[test]
fn answers_to_options_that_are_none_are_passed_over() {
    let mut answers = class(30, &[15, 14]);
    let before = analyse(&answers);
    for given in answers.items.iter_mut().flat_map(|item| item.given.iter_mut().flatten()) {
        given.chosen.extend([given.chosen[0], 99, usize::MAX]);
    }
    assert_eq!(analyse(&answers), before);
}
