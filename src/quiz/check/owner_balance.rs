//! Who always says "the customer" must not win: the owners are the key about as often as each other.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::{Review, choice};
use crate::quiz::check::share::{ENOUGH, per_cent};
use crate::quiz::kind::Body;
use crate::quiz::owner::Owner;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "owner-balance",
    level: Level::Warning,
    says: "Where a question asks for the owner, AWS and the customer are the key in 30 to 50 % each, both in 5 % or more.",
    check: Check::Whole(check),
};

fn check(review: &Review<'_>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for questions in review.by_bank().into_values() {
        let asked: Vec<(&Question, Vec<Owner>)> =
            questions.into_iter().map(|question| (question, owners(question))).collect();
        let allowed =
            |(question, owners): &&(&Question, Vec<Owner>)| owners.is_empty() || review.allows(question, RULE.name);
        let counted: Vec<_> = asked.iter().filter(|asked| !allowed(asked)).collect();
        let keys: Vec<Owner> = counted.iter().flat_map(|(_, owners)| owners.clone()).collect();
        if let Some((first, _)) = counted.first().filter(|_| keys.len() >= ENOUGH) {
            let file = Part::File(first.at.file.clone());
            flaws.extend(imbalance(&keys).map(|(message, next)| Flaw::new(file, message, next)));
        }
    }
    flaws
}

fn imbalance(keys: &[Owner]) -> Option<(String, &'static str)> {
    let share = |owner| per_cent(keys.iter().filter(|&&key| key == owner).count(), keys.len());
    let (aws, customer, both) = (share(Owner::Aws), share(Owner::Customer), share(Owner::Both));
    let fair = (30.0..=50.0).contains(&aws) && (30.0..=50.0).contains(&customer) && both >= 5.0;
    let message = format!(
        "of {} keys that name an owner {aws:.0} % are AWS's, {customer:.0} % the customer's and {both:.0} % shared",
        keys.len()
    );
    let next = "bring AWS and the customer to 30 to 50 % each and shared ones to 5 % or more";
    (!fair).then_some((message, next))
}

/// The owners that the key of a question names: of each item of a sort under owners, or of a choice among owners.
fn owners(question: &Question) -> Vec<Owner> {
    if let Body::Sort(sort) = &*question.body {
        let headings: Option<Vec<Owner>> = sort.groups.iter().map(|group| owner(group)).collect();
        return headings.map_or_else(Vec::new, |owners| sort.items.iter().map(|item| owners[item.group]).collect());
    }
    let Some(choice) = choice(question).filter(|choice| choice.keys() == 1) else { return Vec::new() };
    // Other parties, such as an auditor, may stand among the distractors.
    let named: Vec<Option<Owner>> = choice.options.iter().map(|option| owner(&option.text)).collect();
    let sides = [Owner::Aws, Owner::Customer].iter().filter(|owner| named.contains(&Some(**owner))).count();
    let key = choice.options.iter().zip(named).find(|(option, _)| option.correct).and_then(|(_, owner)| owner);
    if sides == 2 { key.into_iter().collect() } else { Vec::new() }
}

/// The owner with whose name a text begins: `AWS`, `AWS, as the host`, `The customer`, `Both, each for its part`.
/// `AWS Shield` is a service. A customer may have a trade instead of the name: `The bank, which owns the cluster`.
fn owner(text: &str) -> Option<Owner> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |at: usize| words.get(at).map_or("", |word| word.trim_end_matches([',', ':', '.', ';']));
    let ends = |at: usize| at + 1 == words.len() || words.get(at).is_some_and(|word| word.ends_with(','));
    let third = |party: &str| matches!(party, "vendor" | "auditor" | "partner" | "reseller" | "public");
    let customer =
        |word: &str| matches!(word, "Customer" | "customer" | "Customer's" | "customer's" | "company" | "Customers");
    match (bare(0), bare(1)) {
        ("Both" | "Shared" | "Either", _) | ("AWS" | "AWS's", "and" | "with") => Some(Owner::Both),
        ("AWS" | "AWS's", next) if ends(0) || next.starts_with(char::is_lowercase) => Some(Owner::Aws),
        (first, _) if customer(first) => Some(Owner::Customer),
        ("The" | "Its" | "A", party) if third(party) => None,
        ("The" | "Its" | "A", party) if customer(party) || ends(1) || ends(2) && words.len() > 3 => {
            Some(Owner::Customer)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{all_told, bank_of};
    use crate::quiz::check::owner_balance::owner;
    use crate::quiz::owner::Owner;

    #[test]
    fn owners_are_known_by_how_a_text_begins() {
        let owners = [
            "AWS",
            "AWS, as the host",
            "AWS patches it",
            "Customer",
            "The bank, as the owner",
            "The hotel chain, since it can",
            "Both, each for its part",
            "AWS and the customer",
        ];
        let told = owners.map(|text| owner(text).map(Owner::letter).unwrap_or_default());
        assert_eq!(told, ["A", "A", "A", "C", "C", "C", "B", "B"]);
        assert_eq!(owner("AWS Shield"), None);
        assert_eq!(owner("Security groups"), None);
    }

    #[test]
    fn one_owner_too_often_is_told() {
        let bank = |customers: usize| {
            bank_of(20, move |n| match n {
                0 => ["Both parties", "AWS", "The customer", "d"],
                n if n <= customers => ["The customer", "AWS", "c", "d"],
                _ => ["AWS", "The customer", "c", "d"],
            })
        };
        assert!(
            all_told(&bank(12), "owner-balance")
                .contains("of 20 keys that name an owner 35 % are AWS's, 60 % the customer's and 5 % shared")
        );
        assert_eq!(all_told(&bank(10), "owner-balance"), "");
    }
}
