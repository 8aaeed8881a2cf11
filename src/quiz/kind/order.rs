//! `order`: put layers or steps in sequence by picking them one after the other.

use crate::quiz::input::{Input, Refusal};
use crate::quiz::kind::{Answer, Kind, in_sequence, kept_order, moved, place, row, shuffled, unique_ids};
use crate::quiz::reader::Fields;
use crate::quiz::score::Score;
use crate::quiz::sheet::{Ask, Mark, Row, Sheet, State, Verdict, ordinal};
use rand::Rng;
use serde::{Deserialize, Serialize};

/// Items with ranks, sorted by id: their order tells nothing about the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The end at which the sequence starts.
    pub from: String,
    /// The other end.
    pub to: String,
    /// The items, distractors among them.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Stable id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Why it stands where it stands.
    pub why: String,
    /// Its place; equal ranks may come in any order, none belongs nowhere.
    pub rank: Option<u16>,
}

/// What the learner has picked so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Row → item.
    shown: Vec<usize>,
    /// Picked items, in sequence.
    placed: Vec<usize>,
    cursor: usize,
}

/// Reads `from`, `to` and `[[question.item]]`.
pub fn read(fields: &Fields<'_, '_>) -> Option<Order> {
    let (from, to) = (fields.text("from"), fields.text("to"));
    let rows = fields.tables("item");
    let items: Vec<Option<Item>> = rows.iter().map(item).collect();
    let mut items: Vec<Item> = items.into_iter().collect::<Option<_>>()?;
    unique_ids(&rows, items.iter().map(|item| item.id.as_str()));
    let mut ranks: Vec<u16> = items.iter().filter_map(|item| item.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    if ranks.len() < 2 {
        fields.fault("item", "this order has fewer than two places", "give at least two items different ranks");
        return None;
    }
    items.sort_by(|a, b| a.id.cmp(&b.id));
    let unique = items.windows(2).all(|pair| pair[0].id != pair[1].id);
    let end = |given: Option<String>, otherwise: &str| given.unwrap_or_else(|| otherwise.to_owned());
    unique.then(|| Order { from: end(from, "the first"), to: end(to, "the last"), items })
}

fn item(fields: &Fields<'_, '_>) -> Option<Item> {
    let (row, rank) = (row(fields), fields.number("rank"));
    fields.finish();
    let (id, text, why) = row?;
    Some(Item { id, text, why, rank })
}

impl Order {
    /// Ranked rows picked one after the other; rows of one rank may come in any order.
    pub fn chance(&self) -> f64 {
        let ranks: Vec<u16> = self.items.iter().filter_map(|item| item.rank).collect();
        let alike = |rank: &u16| ranks.iter().filter(|other| *other == rank).count();
        let mut distinct = ranks.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let ways: f64 = distinct.iter().map(|rank| 1.0 / in_sequence(alike(rank), alike(rank))).product();
        in_sequence(self.items.len(), ranks.len()) * ways
    }

    /// How many items are to be placed.
    pub fn places(&self) -> usize {
        self.items.iter().filter(|item| item.rank.is_some()).count()
    }

    fn pick(&self, draft: &mut Draft, row: usize) -> Result<(), Refusal> {
        let Some(&item) = draft.shown.get(row) else {
            return Err(Refusal(format!("there is no row {}; the last is {}", row + 1, draft.shown.len())));
        };
        draft.cursor = row;
        if let Some(at) = draft.placed.iter().position(|&placed| placed == item) {
            draft.placed.remove(at);
        } else if draft.placed.len() < self.places() {
            draft.placed.push(item);
        } else {
            return Err(Refusal(format!("{} are placed already; take one back first", self.places())));
        }
        Ok(())
    }

    /// Pairs of items whose order the key fixes, with whether the answer has both in that order.
    fn pairs(&self, placed: &[usize]) -> (usize, usize) {
        let at = |item: usize| placed.iter().position(|&placed| placed == item);
        let (mut won, mut of) = (0, 0);
        for (a, first) in self.items.iter().enumerate() {
            for (b, second) in self.items.iter().enumerate() {
                if first.rank.is_some() && second.rank.is_some() && first.rank < second.rank {
                    of += 1;
                    won += usize::from(matches!((at(a), at(b)), (Some(a), Some(b)) if a < b));
                }
            }
        }
        (won, of)
    }

    /// The places that an item may have, counted from 1.
    fn span(&self, rank: u16) -> (usize, usize) {
        let below = self.items.iter().filter(|item| item.rank.is_some_and(|r| r < rank)).count();
        let equal = self.items.iter().filter(|item| item.rank == Some(rank)).count();
        (below + 1, below + equal)
    }

    fn mark(&self, item: &Item, place: Option<usize>) -> Mark {
        let span = item.rank.map(|rank| self.span(rank));
        let verdict = match (span, place) {
            (None, None) => Verdict::Apart,
            (Some(_), None) => Verdict::Missed,
            (Some((low, high)), Some(n)) if (low..=high).contains(&n) => Verdict::Right,
            (_, Some(_)) => Verdict::Wrong,
        };
        let truth = match span {
            None => "belongs nowhere".to_owned(),
            Some((low, high)) if low == high => ordinal(low),
            Some((low, high)) => format!("{} to {}", ordinal(low), ordinal(high)),
        };
        let said = place.map_or_else(|| "not placed".to_owned(), |n| format!("placed {}", ordinal(n)));
        Mark { verdict, truth, said, why: item.why.clone() }
    }
}

impl Kind for Order {
    type Draft = Draft;

    fn blank(&self, luck: &mut dyn Rng) -> Draft {
        Draft { shown: shuffled(&vec![None; self.items.len()], luck), placed: Vec::new(), cursor: 0 }
    }

    fn laid(&self, shown: &[String], answer: &Answer) -> Draft {
        let ids: Vec<&str> = self.items.iter().map(|item| item.id.as_str()).collect();
        let placed = if let Answer::Sequence(placed) = answer { placed.as_slice() } else { &[] };
        let placed = placed.iter().filter_map(|id| place(&ids, id)).collect();
        Draft { shown: kept_order(&ids, shown), placed, cursor: 0 }
    }

    fn edit(&self, draft: &mut Draft, input: Input) -> Result<(), Refusal> {
        match input {
            Input::Choose => self.pick(draft, draft.cursor)?,
            Input::Pick(row) => self.pick(draft, row)?,
            Input::TakeBack => drop(draft.placed.pop()),
            _ => draft.cursor = moved(draft.cursor, input, draft.shown.len()),
        }
        Ok(())
    }

    fn answer(&self, draft: &Draft) -> Answer {
        Answer::Sequence(draft.placed.iter().map(|&at| self.items[at].id.clone()).collect())
    }

    fn grade(&self, draft: &Draft) -> Score {
        let (won, of) = self.pairs(&draft.placed);
        Score::new(won, of)
    }

    fn sheet(&self, draft: &Draft, shown: bool) -> Sheet {
        let rows = draft.shown.iter().enumerate().map(|(row, &at)| {
            let place = draft.placed.iter().position(|&placed| placed == at).map(|n| n + 1);
            Row {
                id: self.items[at].id.clone(),
                label: (row + 1).to_string(),
                text: self.items[at].text.clone(),
                state: place.map_or(State::Free, State::Placed),
                mark: shown.then(|| self.mark(&self.items[at], place)),
            }
        });
        Sheet {
            ask: Ask::Sequence { n: self.places(), from: self.from.clone(), to: self.to.clone() },
            rows: rows.collect(),
            cursor: Some(draft.cursor),
            line: None,
            done: draft.placed.len(),
            of: self.places(),
        }
    }

    fn key(&self) -> String {
        let sign = |item: &Item| format!("{}{}", item.rank.unwrap_or(0), item.id);
        self.items.iter().map(sign).collect::<Vec<_>>().join(" ")
    }

    fn words(&self) -> String {
        let ends = format!("{}\u{1f}{}", self.from, self.to);
        self.items.iter().fold(ends, |all, item| format!("{all}\u{1f}{}\u{1f}{}", item.text, item.why))
    }
}

#[cfg(test)]
mod tests {
    use crate::quiz::kind::harness::{faults, play};
    use insta::assert_snapshot;

    const STACK: &str = r#"
        kind = "order"
        stem = "From the metal up?"
        from = "nearest the metal"
        to = "nearest you"
        [[question.item]]
        id = "a"
        text = "host"
        rank = 1
        why = "the machine itself"
        [[question.item]]
        id = "b"
        text = "hypervisor"
        rank = 2
        [[question.item]]
        id = "c"
        text = "guest OS"
        rank = 3
        [[question.item]]
        id = "d"
        text = "weather"
    "#;

    #[test]
    fn items_are_numbered_as_they_are_picked() {
        assert_snapshot!(play(STACK, "=b =a =c =d"), @"
          [2] 1  host
        ▸ [ ] 2  weather
          [1] 3  hypervisor
          [3] 4  guest OS
        3 of 3 · 2 of 3 points
        refused: 3 are placed already; take one back first
        ");
    }

    #[test]
    fn distractors_belong_nowhere_and_places_are_told() {
        assert_snapshot!(play(STACK, "=a =d =c enter"), @"
          [1] 1  host | 1st, placed 1st: Right. the machine itself
          [2] 2  weather | belongs nowhere, placed 2nd: Wrong. 
          [ ] 3  hypervisor | 2nd, not placed: Missed. 
        ▸ [3] 4  guest OS | 3rd, placed 3rd: Right. 
        3 of 3 · 1 of 3 points
        ");
    }

    #[test]
    fn equal_ranks_may_come_in_any_order() {
        let tied = STACK.replace("rank = 2", "rank = 1");
        for keys in ["=a =b =c", "=b =a =c"] {
            assert!(play(&tied, keys).contains("2 of 2 points"), "{keys}");
        }
        assert!(play(&tied, "=b =c =a enter").contains("1st to 2nd, placed 3rd: Wrong"));
    }

    #[test]
    fn its_faults_are_named() {
        let one = "kind = \"order\"\nstem = \"s\"\n[[question.item]]\ntext = \"a\"\nrank = 0";
        assert_snapshot!(faults(one), @"
        f.toml:6:1: this order has fewer than two places; give at least two items different ranks
        f.toml:8:8: `rank` is 0; write a number from 1 to 999
        ");
    }
}
