//! The answers of a class as item analysis wants them.

use crate::progress::class::analysis::{Answers, Choice, Given, Item, Shift, shift};
use crate::progress::class::plan;
use crate::progress::class::record::Record;
use crate::progress::class::seat::{Seat, Vote};
use crate::quiz::kind::Answer;
use crate::quiz::sheet::letter;

/// The first votes of a class on the questions whose key was shown: a second vote follows from talk. People without a
/// network left no answers of their own, only hands, which no score belongs to.
pub fn answers(record: &Record) -> Answers {
    let people: Vec<&Seat> = record.people().collect();
    let shown = (0..record.items.len()).filter(|&item| record.revealed(item).is_some());
    let items = shown.map(|item| {
        let planned = &record.plan.items[item];
        Item {
            id: planned.question.clone(),
            void: record.items[item].void,
            options: choices(planned),
            given: people
                .iter()
                .map(|seat| record.vote(item, 1, seat.number).map(|vote| given(vote, planned)))
                .collect(),
        }
    });
    Answers { items: items.collect(), people: people.len(), classes: Vec::new() }
}

/// How people moved between the two votes on a question; none before the second.
pub fn moved(record: &Record, item: usize) -> Option<Shift> {
    let [_, _] = record.items.get(item)?.rounds.as_slice() else { return None };
    let right = |round: u8| -> Vec<Option<bool>> {
        record.people().map(|seat| Some(record.vote(item, round, seat.number)?.score.is_full())).collect()
    };
    Some(shift(&right(1), &right(2)))
}

fn choices(planned: &plan::Item) -> Vec<Choice> {
    let choice =
        |(at, row): (usize, &plan::Row)| Choice { label: letter(at), text: row.text.clone(), correct: row.correct };
    if planned.is_choice() { planned.rows.iter().enumerate().map(choice).collect() } else { Vec::new() }
}

fn given(vote: &Vote, planned: &plan::Item) -> Given {
    let row = |id: &String| planned.rows.iter().position(|row| row.id == *id);
    let chosen = match &vote.answer {
        Answer::Chosen(ids) => ids.iter().filter_map(row).collect(),
        _ => Vec::new(),
    };
    Given { right: vote.score.is_full(), chosen, ms: vote.ms }
}
