//! What the first votes on a question were, row by row and by how sure people said to be. It is told from the plan alone:
//! a report of last year's class must not depend on this year's bank.

use crate::progress::class::plan;
use crate::progress::class::record::Record;
use crate::progress::class::seat::Vote;
use crate::progress::entry::Confidence;
use crate::quiz::kind::Answer;
use crate::quiz::owner::Owner;
use crate::quiz::sheet::letter;
use crate::report::class::Row;

/// Where a question stands in a class, if its key was shown there.
pub(super) fn place(record: &Record, question: &str) -> Option<usize> {
    (0..record.items.len()).find(|&at| record.revealed(at).is_some() && record.plan.items[at].question == question)
}

/// The first votes on a question, of all classes.
pub(super) fn first_votes<'c>(classes: &'c [(String, Record)], question: &str) -> Vec<&'c Vote> {
    let of = |record: &'c Record| {
        let item = place(record, question)?;
        Some(record.people().filter_map(move |seat| record.vote(item, 1, seat.number)))
    };
    classes.iter().filter_map(|(_, record)| of(record)).flatten().collect()
}

/// The rows of an order, a sort or a line, each with how many had it right.
pub(super) fn rows(planned: &plan::Item, votes: &[&Vote]) -> Vec<Row> {
    let row = |(at, row): (usize, &plan::Row)| Row {
        label: letter(at),
        text: row.text.clone(),
        truth: row.truth.clone(),
        right: votes.iter().filter(|vote| is_right(&vote.answer, row)).count(),
    };
    planned.rows.iter().enumerate().map(row).collect()
}

/// Whether an answer says of a row what is true of it.
fn is_right(answer: &Answer, row: &plan::Row) -> bool {
    match answer {
        Answer::Chosen(ids) => ids.contains(&row.id) == row.correct,
        Answer::Groups(groups) => groups.get(&row.id) == Some(&row.truth),
        Answer::Sequence(ids) => match ids.iter().position(|id| *id == row.id) {
            None => places(&row.truth).is_none(),
            Some(at) => places(&row.truth).is_some_and(|(low, high)| (low..=high).contains(&(at + 1))),
        },
        Answer::Above(None) => false,
        Answer::Above(Some(ids)) => {
            let side = if ids.contains(&row.id) { Owner::Customer } else { Owner::Aws };
            // What both own is not asked, and nobody has it wrong.
            row.truth == Owner::Both.word() || row.truth == side.word()
        }
    }
}

/// The places that a truth names, counted from 1: `2nd`, `2nd to 3rd`; none for what belongs nowhere.
fn places(truth: &str) -> Option<(usize, usize)> {
    let mut numbers = truth.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    let low = numbers.next()?;
    Some((low, numbers.next().unwrap_or(low)))
}

/// Right and not right, by how sure people said to be.
pub(super) fn sure(votes: &[&Vote]) -> [[usize; 2]; 4] {
    let mut counts = [[0; 2]; 4];
    for vote in votes {
        let said = match vote.confidence {
            Confidence::None => 0,
            Confidence::Guess => 1,
            Confidence::Unsure => 2,
            Confidence::Sure => 3,
        };
        counts[said][usize::from(!vote.score.is_full())] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{is_right, places};
    use crate::progress::class::plan::Row;
    use crate::quiz::kind::Answer;

    fn row(truth: &str) -> Row {
        Row { id: "x".into(), text: String::new(), correct: false, truth: truth.into() }
    }

    #[test]
    fn a_row_is_right_where_the_answer_says_what_is_true_of_it() {
        let sequence = |ids: [&str; 2]| Answer::Sequence(ids.map(str::to_owned).to_vec());
        assert!(is_right(&sequence(["a", "x"]), &row("2nd")));
        assert!(is_right(&sequence(["a", "x"]), &row("2nd to 3rd")));
        assert!(!is_right(&sequence(["x", "a"]), &row("2nd")));
        assert!(is_right(&sequence(["a", "b"]), &row("belongs nowhere")));
        assert!(!is_right(&sequence(["a", "x"]), &row("belongs nowhere")));
        let above = |ids: &[&str]| Answer::Above(Some(ids.iter().map(|id| (*id).to_owned()).collect()));
        assert!(is_right(&above(&["x"]), &row("customer")) && !is_right(&above(&[]), &row("customer")));
        assert!(is_right(&above(&[]), &row("AWS")) && is_right(&above(&["x"]), &row("both")));
        assert!(is_right(&Answer::Groups([("x".into(), "AWS".into())].into()), &row("AWS")));
        assert_eq!(places("1st to 3rd"), Some((1, 3)));
    }
}
