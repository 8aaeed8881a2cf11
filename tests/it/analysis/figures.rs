//! What holds of all figures, whatever the answers.

use proptest::prelude::*;
use whose::progress::class::analysis::{Analysis, Answers, Choice, Given, Item, ItemFigures, analyse, pool};

const OPTIONS: usize = 4;

/// An answer: none, or some of the options.
fn given(keys: Vec<bool>) -> impl Strategy<Value = Option<Given>> {
    let chosen = prop::sample::subsequence((0..OPTIONS).collect::<Vec<_>>(), 0..=2);
    prop::option::weighted(0.85, (chosen, 0_u64..90_000)).prop_map(move |answer| {
        answer.map(|(chosen, ms)| {
            let right = (0..OPTIONS).all(|option| keys[option] == chosen.contains(&option));
            Given { right, chosen, ms }
        })
    })
}

fn item(id: usize, people: usize) -> impl Strategy<Value = Item> {
    (prop::bool::weighted(0.15), prop::collection::vec(prop::bool::weighted(0.3), OPTIONS)).prop_flat_map(
        move |(void, keys)| {
            let choice = |(at, correct): (usize, &bool)| Choice {
                label: at.to_string(),
                text: format!("option {at}"),
                correct: *correct,
            };
            let options: Vec<Choice> = keys.iter().enumerate().map(choice).collect();
            prop::collection::vec(given(keys), people).prop_map(move |given| Item {
                id: id.to_string(),
                void,
                options: options.clone(),
                given,
            })
        },
    )
}

fn answers() -> impl Strategy<Value = Answers> {
    (0_usize..40, 0_usize..7).prop_flat_map(|(people, items)| {
        let items: Vec<_> = (0..items).map(|id| item(id, people)).collect();
        items.prop_map(move |items| Answers { items, people, classes: Vec::new() })
    })
}

/// Answers and their participants in another order.
fn shuffled() -> impl Strategy<Value = (Answers, Answers)> {
    answers().prop_flat_map(|answers| {
        let order = Just((0..answers.people).collect::<Vec<_>>()).prop_shuffle();
        (Just(answers), order).prop_map(|(answers, order)| {
            let mut other = answers.clone();
            for item in &mut other.items {
                item.given = order.iter().map(|&person| item.given[person].clone()).collect();
            }
            (answers, other)
        })
    })
}

/// All real figures of an item, in one order.
fn reals(item: &ItemFigures) -> Vec<Option<f64>> {
    let groups = item.groups.map_or([None; 2], |groups| [Some(groups.upper), Some(groups.lower)]);
    let interval = item.interval.map_or([None; 2], |interval| [Some(interval.low), Some(interval.high)]);
    let mut all = vec![item.facility, item.correlation, item.median_ms];
    all.extend(groups.into_iter().chain(interval));
    for choice in &item.choices {
        all.extend([choice.share, choice.upper, choice.lower, choice.mean_rest, choice.correlation]);
    }
    all
}

pub(crate) fn near(left: Option<f64>, right: Option<f64>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => (left - right).abs() < 1e-9,
        (left, right) => left == right,
    }
}

fn alike(left: &ItemFigures, right: &ItemFigures) -> bool {
    let counts = |item: &ItemFigures| (item.answered, item.counted, item.evidence, item.choices.len());
    counts(left) == counts(right) && reals(left).into_iter().zip(reals(right)).all(|(left, right)| near(left, right))
}

fn share(value: Option<f64>) -> bool {
    value.is_none_or(|value| (0.0..=1.0).contains(&value))
}

fn correlation(value: Option<f64>) -> bool {
    value.is_none_or(|value| (-1.0..=1.0).contains(&value))
}

fn bounded(item: &ItemFigures) -> bool {
    let choices = item.choices.iter().all(|choice| {
        share(choice.share) && share(choice.upper) && share(choice.lower) && correlation(choice.correlation)
    });
    let inside = item.interval.zip(item.facility).is_none_or(|(interval, facility)| {
        0.0 <= interval.low && interval.low <= facility && facility <= interval.high && interval.high <= 1.0
    });
    let groups = item.groups.is_none_or(|groups| (-1.0..=1.0).contains(&groups.discrimination()));
    let finite = reals(item).into_iter().flatten().all(f64::is_finite);
    choices && inside && groups && finite && share(item.facility) && correlation(item.correlation)
}

/// The analysis without the item of that place.
fn without(mut analysis: Analysis, place: usize) -> Analysis {
    analysis.items.remove(place);
    analysis
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn all_figures_are_in_their_bounds(answers in answers()) {
        let analysis = analyse(&answers);
        prop_assert!(analysis.items.iter().all(bounded), "{analysis:?}");
        if let Some(test) = analysis.test {
            prop_assert!(test.kr20.is_none_or(|kr20| kr20 <= 1.0 + 1e-12));
            prop_assert!(near(test.kr20, test.alpha), "{test:?}");
            prop_assert!(test.sem.zip(test.sd).is_none_or(|(sem, sd)| sem <= sd + 1e-12));
            prop_assert_eq!(test.distribution.iter().sum::<usize>(), test.people);
            prop_assert_eq!(test.distribution.len(), test.items + 1);
            prop_assert!((0.0..=f64::from(u8::try_from(test.items).unwrap())).contains(&test.mean));
        }
    }

    #[test]
    fn the_order_of_the_participants_changes_nothing((answers, other) in shuffled()) {
        let (left, right) = (analyse(&answers), analyse(&other));
        prop_assert!(left.items.iter().zip(&right.items).all(|(left, right)| alike(left, right)), "{left:?} {right:?}");
        let test = |analysis: &Analysis| analysis.test.as_ref().map(|test| (test.people, test.distribution.clone()));
        prop_assert_eq!(test(&left), test(&right));
    }

    #[test]
    fn a_void_item_changes_no_other(answers in answers(), place in any::<prop::sample::Index>()) {
        prop_assume!(!answers.items.is_empty());
        let place = place.index(answers.items.len());
        let mut void = answers.clone();
        void.items[place].void = true;
        let mut gone = answers;
        gone.items.remove(place);
        prop_assert_eq!(without(analyse(&void), place), analyse(&gone));
    }

    #[test]
    fn a_pool_of_one_class_is_that_class(mut answers in answers()) {
        answers.items.retain(|item| !item.void);
        let pooled = pool(std::slice::from_ref(&answers));
        prop_assert_eq!(analyse(&pooled), analyse(&answers));
    }

    #[test]
    fn a_class_pooled_with_itself_is_no_other(mut answers in answers()) {
        answers.items.retain(|item| !item.void);
        let (one, two) = (analyse(&answers), analyse(&pool(&[answers.clone(), answers.clone()])));
        for (one, two) in one.items.iter().zip(&two.items) {
            prop_assert!(near(one.facility, two.facility) && near(one.correlation, two.correlation), "{one:?} {two:?}");
            for (one, two) in one.choices.iter().zip(&two.choices) {
                prop_assert!(near(one.share, two.share) && near(one.correlation, two.correlation));
            }
        }
        prop_assert!(two.test.is_none() || answers.people == 0);
    }

    #[test]
    fn the_order_of_the_options_changes_no_figure_of_theirs(answers in answers()) {
        let mut turned = answers.clone();
        for item in &mut turned.items {
            item.options.reverse();
            let turn = |option: &mut usize| *option = OPTIONS - 1 - *option;
            item.given.iter_mut().flatten().for_each(|given| given.chosen.iter_mut().for_each(turn));
        }
        let (left, mut right) = (analyse(&answers), analyse(&turned));
        right.items.iter_mut().for_each(|item| item.choices.reverse());
        prop_assert!(left.items.iter().zip(&right.items).all(|(left, right)| alike(left, right)));
    }
}
