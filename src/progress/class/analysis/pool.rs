//! The answers of several classes as one, to have more of them for each question.

use super::{Answers, Choice, Given, Item};

/// Joins the answers of several classes, the oldest first.
///
/// Questions are the same by id (one asked twice in a class: the first time with the first, and so on), options by text
/// (by label if there is none), wherever they stood. What a class was not asked, or answered before the item was made
/// void, it did not answer. Whether an option is correct goes by the newest class; whether an answer was right, by what
/// was held right then.
///
/// Classes differ in strength and in what else they were asked, so scores of two classes do not compare. Therefore rest
/// scores of pooled answers are standardised: within each class, and for each item among those of the class who count
/// and answered it, to mean 0 and (population) standard deviation 1; all 0 in a class without variance. The groups are
/// then the best and the worst by place in their own class, and a strong class that was asked an easy question does not make it look
/// as if it discriminated (the paradox of Simpson, "The interpretation of interaction in contingency tables", JRSS B 13,
/// 1951, 238–241).
pub fn pool(classes: &[Answers]) -> Answers {
    let mut pooled = Answers::default();
    for class in classes {
        add(&mut pooled, class);
    }
    pooled
}

fn add(pooled: &mut Answers, class: &Answers) {
    let mut filled = vec![false; pooled.items.len()];
    for item in class.items.iter().filter(|item| !item.void) {
        let place = (0..filled.len()).find(|&at| !filled[at] && pooled.items[at].id == item.id);
        let place = place.unwrap_or_else(|| {
            pooled.items.push(Item { id: item.id.clone(), ..Item::default() });
            filled.push(false);
            filled.len() - 1
        });
        filled[place] = true;
        join(&mut pooled.items[place], item, pooled.people, class.people);
    }
    pooled.classes.extend(class.ranges().iter().map(ExactSizeIterator::len));
    pooled.people += class.people;
    for item in &mut pooled.items {
        item.given.resize(pooled.people, None);
    }
}

/// Adds the answers of a class to an item that `before` participants of others may have answered.
fn join(pooled: &mut Item, item: &Item, before: usize, people: usize) {
    let places: Vec<usize> = item.options.iter().map(|option| place(&mut pooled.options, option)).collect();
    let moved = |given: &Given| Given {
        chosen: given.chosen.iter().filter_map(|&option| places.get(option).copied()).collect(),
        ..given.clone()
    };
    pooled.given.resize(before, None);
    pooled.given.extend((0..people).map(|person| item.answer(person).map(moved)));
}

/// The place of an option among those known so far; if new, at their end.
fn place(options: &mut Vec<Choice>, option: &Choice) -> usize {
    let same = |known: &Choice| known.text == option.text && (!option.text.is_empty() || known.label == option.label);
    let place = options.iter().position(same).unwrap_or(options.len());
    match options.get_mut(place) {
        Some(known) => known.correct = option.correct,
        None => options.push(option.clone()),
    }
    place
}

#[cfg(test)]
mod tests {
    use super::{Answers, Choice, Given, Item, pool};

    fn item(id: &str, options: &[(&str, bool)], chosen: &[Option<usize>]) -> Item {
        let choice =
            |(text, correct): &(&str, bool)| Choice { text: (*text).into(), correct: *correct, ..Choice::default() };
        let given = |option: usize| Given { right: options[option].1, chosen: vec![option], ms: 1000 };
        Item {
            id: id.into(),
            void: false,
            options: options.iter().map(choice).collect(),
            given: chosen.iter().map(|option| option.map(given)).collect(),
        }
    }

    fn class(items: Vec<Item>, people: usize) -> Answers {
        Answers { items, people, classes: Vec::new() }
    }

    fn chosen(item: &Item) -> Vec<Option<usize>> {
        item.given.iter().map(|given| given.as_ref().map(|given| given.chosen[0])).collect()
    }

    #[test]
    fn options_are_joined_by_text_and_questions_by_id() {
        let first = class(vec![item("a", &[("yes", true), ("no", false)], &[Some(0), Some(1)])], 2);
        let second = class(
            vec![
                item("b", &[("x", true)], &[Some(0), None, Some(0)]),
                item("a", &[("no", false), ("yes", true), ("perhaps", false)], &[Some(0), Some(1), Some(2)]),
            ],
            3,
        );
        let pooled = pool(&[first, second]);
        assert_eq!((pooled.people, &pooled.classes), (5, &vec![2, 3]));
        assert_eq!(chosen(&pooled.items[0]), [Some(0), Some(1), Some(1), Some(0), Some(2)]);
        assert_eq!(chosen(&pooled.items[1]), [None, None, Some(0), None, Some(0)]);
        assert_eq!(pooled.items[0].options.len(), 3);
    }

    #[test]
    fn pools_are_pooled_like_their_classes() {
        let class = |seed: usize| class(vec![item("a", &[("x", true), ("y", false)], &[Some(seed % 2), None])], 2);
        let (a, b, c) = (class(0), class(1), class(2));
        assert_eq!(pool(&[pool(&[a.clone(), b.clone()]), c.clone()]), pool(&[a, b, c]));
    }

    #[test]
    fn void_items_are_left_out_and_the_newest_key_holds() {
        let mut void = item("a", &[("x", true)], &[Some(0)]);
        void.void = true;
        let old = item("a", &[("x", true), ("y", false)], &[Some(0)]);
        let new = item("a", &[("x", false), ("y", true)], &[Some(0)]);
        let pooled = pool(&[class(vec![void], 1), class(vec![old], 1), class(vec![new], 1)]);
        assert_eq!(chosen(&pooled.items[0]), [None, Some(0), Some(0)]);
        assert_eq!(pooled.items[0].options.iter().map(|option| option.correct).collect::<Vec<_>>(), [false, true]);
        assert!(pooled.items[0].given[1].as_ref().is_some_and(|given| given.right));
    }

    #[test]
    fn options_without_text_are_joined_by_label() {
        let labelled = |labels: [&str; 2]| {
            let mut item = item("a", &[("", true), ("", false)], &[Some(0), Some(1)]);
            item.options.iter_mut().zip(labels).for_each(|(option, label)| option.label = label.into());
            class(vec![item], 2)
        };
        let pooled = pool(&[labelled(["A", "B"]), labelled(["B", "A"])]);
        assert_eq!(chosen(&pooled.items[0]), [Some(0), Some(1), Some(1), Some(0)]);
        assert_eq!(pooled.items[0].options.len(), 2);
    }

    #[test]
    fn a_question_asked_twice_stays_two() {
        let twice = class(vec![item("a", &[("x", true)], &[Some(0)]), item("a", &[("x", true)], &[None])], 1);
        let pooled = pool(&[twice.clone(), twice]);
        assert_eq!(pooled.items.iter().map(chosen).collect::<Vec<_>>(), [[Some(0), Some(0)], [None, None]]);
    }
}
