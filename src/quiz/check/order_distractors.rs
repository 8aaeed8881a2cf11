//! Where some items of an order belong nowhere, the stem says how many to place.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::check::words::{number, number_word, words};
use crate::quiz::kind::Body;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "order-distractors",
    level: Level::Warning,
    says: "The stem of an order with items that belong nowhere says how many to place.",
    check: Check::Each(check),
};

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let Body::Order(order) = &*question.body else { return Vec::new() };
    let (places, items) = (order.places(), order.items.len());
    let said = words(&question.stem).iter().any(|word| number(word) == Some(places) || *word == places.to_string());
    if places == items || said {
        return Vec::new();
    }
    let message = format!("{places} of {items} items are to be placed and the stem does not say so");
    let next = format!("write \"Place the {} ... in order\"", number_word(places));
    vec![Flaw::new(Part::Field("stem"), message, next)]
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{ORDER, trips};

    #[test]
    fn the_number_of_places_is_said() {
        assert_eq!(trips(ORDER, &[("rank = 3\n", "")]), "order-distractors");
        assert_eq!(trips(ORDER, &[("rank = 3\n", ""), ("Put the layers", "Put two layers")]), "");
    }
}
