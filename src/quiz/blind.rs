//! Questions for a second reader, who answers them without having seen the key, and how the answers compare with it.

use crate::quiz::kind::{Body, Draft};
use crate::quiz::question::Question;
use crate::quiz::sheet::{Row, Verdict};
use rand::Rng;
use rand::seq::SliceRandom;
use std::sync::Arc;

/// What the reader does not get to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    /// The key. Who knows the matter should answer as the key does.
    Key,
    /// The key and the stem, so that options are all there is. Who does much better than chance gets help from them.
    Stem,
}

/// A question that was dealt to a reader.
#[derive(Clone, Debug)]
pub struct Dealt {
    /// The question.
    pub question: Arc<Question>,
    /// Its rows in the order dealt, and what the reader says of them.
    pub draft: Draft,
}

/// How a reader's answers compare with the key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Questions that the reader answered.
    pub answered: usize,
    /// Those answered as the key has it.
    pub agreed: usize,
    /// How many that would be by chance.
    pub by_chance: f64,
}

/// Deals questions in an order that says nothing of their keys. Without a stem only choices make sense.
pub fn deal(mut questions: Vec<Arc<Question>>, covered: Covered, luck: &mut dyn Rng) -> Vec<Dealt> {
    questions.retain(|question| covered == Covered::Key || matches!(*question.body, Body::Choice(_)));
    questions.sort_by(|a, b| a.id.cmp(&b.id));
    questions.shuffle(luck);
    let dealt = questions.into_iter().map(|question| Dealt { draft: question.body.begin(luck), question });
    dealt.collect()
}

/// Compares answers with the key.
pub fn compare<'d>(answered: impl IntoIterator<Item = &'d Dealt>) -> Comparison {
    answered.into_iter().fold(Comparison::default(), |sum, dealt| Comparison {
        answered: sum.answered + 1,
        agreed: sum.agreed + usize::from(dealt.agrees()),
        by_chance: sum.by_chance + dealt.question.body.chance(),
    })
}

impl Dealt {
    /// Whether the answer is the key's.
    pub fn agrees(&self) -> bool {
        self.draft.grade().is_full()
    }

    /// The rows on which reader and key differ, in words.
    pub fn differences(&self) -> Vec<String> {
        let differs = |row: &Row| {
            let mark = row.mark.as_ref()?;
            let apart = matches!(mark.verdict, Verdict::Wrong | Verdict::Missed);
            apart.then(|| format!("`{}`: the key says {}, the reader {}", row.text, mark.truth, mark.said))
        };
        self.draft.sheet(true).rows.iter().filter_map(differs).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Covered, compare, deal};
    use crate::quiz::input::Input;
    use crate::quiz::load::{SourceFile, read};
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;
    use std::sync::Arc;

    const TEXT: &str = r#"
        bank = "b"
        [[question]]
        id = "guest"
        kind = "choice"
        stem = "Who patches the guest OS?"
        [[question.correct]]
        text = "The customer"
        [[question.incorrect]]
        text = "AWS"
        [[question]]
        id = "stack"
        kind = "order"
        stem = "Order the layers."
        [[question.item]]
        text = "Guest OS"
        rank = 1
        [[question.item]]
        text = "Hypervisor"
        rank = 2
    "#;

    fn dealt(covered: Covered, seed: u64) -> Vec<super::Dealt> {
        let questions = read(&SourceFile::new("f.toml", TEXT)).questions.into_iter().map(Arc::new).collect();
        deal(questions, covered, &mut ChaCha8Rng::seed_from_u64(seed))
    }

    #[test]
    fn the_same_seed_deals_the_same_and_options_alone_are_choices() {
        let ids = |hand: Vec<super::Dealt>| hand.into_iter().map(|dealt| dealt.question.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(dealt(Covered::Key, 7)), ids(dealt(Covered::Key, 7)));
        assert_eq!(dealt(Covered::Key, 7).len(), 2);
        assert_eq!(ids(dealt(Covered::Stem, 7)), ["b/guest"]);
    }

    #[test]
    fn answers_are_compared_row_by_row() {
        let mut hand = dealt(Covered::Stem, 1);
        let row = |hand: &[super::Dealt], text| {
            hand[0].draft.sheet(false).rows.iter().position(|row| row.text == text).expect("a row of this text")
        };
        let (aws, customer) = (row(&hand, "AWS"), row(&hand, "The customer"));
        assert!(hand[0].draft.edit(Input::Pick(aws)).is_ok());
        let found = compare(&hand);
        assert_eq!((found.answered, found.agreed), (1, 0));
        assert!((found.by_chance - 0.5).abs() < 1e-9);
        let mut words = hand[0].differences();
        words.sort();
        let expected = [
            "`AWS`: the key says wrong, the reader chosen",
            "`The customer`: the key says right, the reader not chosen",
        ];
        assert_eq!(words, expected);
        assert!(hand[0].draft.edit(Input::Pick(customer)).is_ok());
        assert!(hand[0].agrees() && hand[0].differences().is_empty());
    }
}
