//! A body for answers whose key is elsewhere: a student's terminal has the rows of a question and not its key. What can
//! be done with the rows is the same; what it grades means nothing and is never asked.

use crate::quiz::kind::{Answer, Body, Draft, choice, line, order, sort};
use crate::quiz::owner::Owner;
use crate::quiz::sheet::Ask;

/// A row: its words, and whether it is shown and not asked.
pub type Row<'r> = (&'r str, bool);

/// An untouched answer to a question of this sort, its rows in this order. Their ids are their numbers.
pub fn draft(ask: &Ask, rows: &[Row<'_>]) -> Draft {
    let (body, none) = body(ask, rows);
    Draft::laid(&body, &ids(rows), &none)
}

/// The same with this answer in it, by those ids.
pub fn answered(ask: &Ask, rows: &[Row<'_>], answer: &Answer) -> Draft {
    Draft::laid(&body(ask, rows).0, &ids(rows), answer)
}

fn ids(rows: &[Row<'_>]) -> Vec<String> {
    (0..rows.len()).map(|at| at.to_string()).collect()
}

fn body(ask: &Ask, rows: &[Row<'_>]) -> (Body, Answer) {
    let numbered =
        || rows.iter().enumerate().map(|(at, (text, given))| (at, at.to_string(), (*text).to_owned(), *given));
    match ask {
        Ask::Choose { n } => {
            let option = |(at, id, text, _)| choice::Alternative {
                id,
                text,
                why: String::new(),
                correct: at < *n,
                pinned: None,
            };
            (Body::Choice(choice::Choice { options: numbered().map(option).collect() }), Answer::Chosen(Vec::new()))
        }
        Ask::Sequence { n, from, to } => {
            let rank = |at: usize| u16::try_from(at).ok().filter(|_| at < *n);
            let item = |(at, id, text, _)| order::Item { id, text, why: String::new(), rank: rank(at) };
            let items = numbered().map(item).collect();
            (Body::Order(order::Order { from: from.clone(), to: to.clone(), items }), Answer::Sequence(Vec::new()))
        }
        Ask::Group { groups } => {
            let item = |(_, id, text, _)| sort::Item { id, text, why: String::new(), group: 0 };
            let items = numbered().map(item).collect();
            (
                Body::Sort(sort::Sort { groups: groups.clone(), items }),
                Answer::Groups(std::collections::BTreeMap::new()),
            )
        }
        Ask::Divide { .. } => {
            let layer = |(_, id, text, given)| line::Layer {
                id,
                text,
                why: String::new(),
                owner: if given { Owner::Both } else { Owner::Customer },
            };
            (Body::Line(line::Line { layers: numbered().map(layer).collect() }), Answer::Above(None))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::quiz::input::Input;
    use crate::quiz::kind::Answer;
    use crate::quiz::sheet::Ask;

    #[test]
    fn rows_without_a_key_are_answered_like_any_others() {
        let rows = [("a", false), ("b", true), ("c", false)];
        let mut choice = draft(&Ask::Choose { n: 2 }, &rows);
        choice.edit(Input::Pick(0)).expect("chosen");
        choice.edit(Input::Pick(2)).expect("chosen");
        choice.edit(Input::Pick(1)).expect_err("two are asked for");
        assert_eq!(choice.answer(), Answer::Chosen(vec!["0".into(), "2".into()]));
        let mut line = draft(&Ask::Divide { n: 2 }, &rows);
        line.edit(Input::Down).expect("drawn");
        assert_eq!(line.answer(), Answer::Above(Some(vec!["0".into()])));
        let sequence = Ask::Sequence { n: 2, from: "x".into(), to: "y".into() };
        let mut order = draft(&sequence, &rows);
        order.edit(Input::Pick(2)).expect("placed");
        order.edit(Input::Pick(0)).expect("placed");
        assert!(order.sheet(false).is_ready());
        assert_eq!(order.answer(), Answer::Sequence(vec!["2".into(), "0".into()]));
    }
}
