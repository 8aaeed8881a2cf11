//! A sort is no sort when a heading stays empty, and little of one when most items belong under the same.

use crate::quiz::check::finding::{Check, Flaw, Level, Part, Rule};
use crate::quiz::check::review::Review;
use crate::quiz::check::share::per_cent;
use crate::quiz::kind::Body;
use crate::quiz::question::Question;

/// The rule.
pub const RULE: Rule = Rule {
    name: "sort-groups",
    level: Level::Warning,
    says: "Every heading of a sort has an item, and none has over 60 % of them.",
    check: Check::Each(check),
};

const MOST: f64 = 60.0;

fn check(question: &Question, _: &Review<'_>) -> Vec<Flaw> {
    let Body::Sort(sort) = &*question.body else { return Vec::new() };
    let mut flaws = Vec::new();
    for (group, name) in sort.groups.iter().enumerate() {
        let (items, of) = (sort.items.iter().filter(|item| item.group == group).count(), sort.items.len());
        let (message, next) = if items == 0 {
            (format!("no item belongs under the heading `{name}`"), "add one, or remove the heading")
        } else if per_cent(items, of) > MOST {
            (format!("{items} of {of} items belong under the heading `{name}`"), "bring it to 60 % or less")
        } else {
            continue;
        };
        flaws.push(Flaw::new(Part::Field("groups"), message, next));
    }
    flaws
}

#[cfg(test)]
mod tests {
    use crate::quiz::check::flawed::{SORT, tells, trips};

    #[test]
    fn empty_and_overfull_headings_are_told() {
        assert_eq!(trips(SORT, &[("\"Customer\"]", "\"Customer\", \"Both\"]")]), "sort-groups");
        let told = tells(SORT, &[("group = \"AWS\"", "group = \"Customer\""), ("[\"AWS\", ", "[")]);
        assert!(told.contains("this sort has 1 headings"), "a loading fault: {told}");
        let told = tells(SORT, &[("group = \"AWS\"\nwhy = \"Racks", "group = \"Customer\"\nwhy = \"Racks")]);
        assert!(told.contains("3 of 4 items belong under the heading `Customer`; bring it to 60 % or less"), "{told}");
    }
}
