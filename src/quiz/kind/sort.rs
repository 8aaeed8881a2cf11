//! `sort`: put each item under its heading: AWS, customer, shared; IaaS, PaaS, SaaS; inherited, shared, specific.

use crate::quiz::fault::did_you_mean;
use crate::quiz::input::{Input, Refusal};
use crate::quiz::kind::{Answer, Kind, count, kept_order, moved, row, shuffled, unique_ids};
use crate::quiz::reader::Fields;
use crate::quiz::score::Score;
use crate::quiz::sheet::{Ask, Mark, Row, Sheet, State, Verdict, letter};
use rand::Rng;
use serde::{Deserialize, Serialize};

/// Items with their headings; the items are sorted by id: their order tells nothing about the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sort {
    /// The headings, in the author's order.
    pub groups: Vec<String>,
    /// The items.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Stable id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Why it belongs under its heading.
    pub why: String,
    /// Its heading, counted from 0.
    pub group: usize,
}

/// Where the learner has put the items so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Row → item.
    shown: Vec<usize>,
    /// Row → heading.
    put: Vec<Option<usize>>,
    cursor: usize,
}

/// Reads `groups` and `[[question.item]]`.
pub fn read(fields: &Fields<'_, '_>) -> Option<Sort> {
    let groups: Vec<String> = fields.texts("groups").into_iter().map(|(group, _)| group).collect();
    let rows = fields.tables("item");
    let items: Vec<Option<Item>> = rows.iter().map(|row| item(row, &groups)).collect();
    if groups.len() < 2 || groups.len() > 9 {
        let message = format!("this sort has {} headings", groups.len());
        fields.fault("groups", message, "write 2 to 9, `groups = [\"AWS\", \"Customer\"]`");
        return None;
    }
    if rows.len() < 2 {
        fields.fault("item", "this sort has fewer than two items", "add `[[question.item]]` with `text` and `group`");
        return None;
    }
    let mut items: Vec<Item> = items.into_iter().collect::<Option<_>>()?;
    unique_ids(&rows, items.iter().map(|item| item.id.as_str()));
    items.sort_by(|a, b| a.id.cmp(&b.id));
    let unique = items.windows(2).all(|pair| pair[0].id != pair[1].id);
    unique.then_some(Sort { groups, items })
}

fn item(fields: &Fields<'_, '_>, groups: &[String]) -> Option<Item> {
    let (row, group) = (row(fields), fields.required("group"));
    fields.finish();
    let (group, (id, text, why)) = (group?, row?);
    let Some(group) = groups.iter().position(|known| *known == group) else {
        let next =
            did_you_mean(&group, groups.iter().map(String::as_str), || format!("`groups` has {}", groups.join(", ")));
        fields.fault("group", format!("unknown heading `{group}`"), &next);
        return None;
    };
    Some(Item { id, text, why, group })
}

impl Sort {
    /// Each row under one of the headings.
    pub fn chance(&self) -> f64 {
        self.items.iter().map(|_| 1.0 / count(self.groups.len())).product()
    }

    fn put(&self, draft: &mut Draft, row: usize, group: usize) -> Result<(), Refusal> {
        if row >= draft.shown.len() {
            let last = letter(draft.shown.len().saturating_sub(1));
            return Err(Refusal(format!("there is no row {}; the last is {last}", row + 1)));
        }
        if group >= self.groups.len() {
            let message = format!("there is no heading {}; there are {}", group + 1, self.groups.len());
            return Err(Refusal(message));
        }
        draft.put[row] = Some(group);
        Ok(())
    }

    /// The heading beside the present one, round the end.
    fn beside(&self, draft: &Draft, step: usize) -> usize {
        let n = self.groups.len();
        draft.put[draft.cursor].map_or(if step == 1 { 0 } else { n - 1 }, |group| (group + step) % n)
    }

    fn mark(&self, item: &Item, put: Option<usize>) -> Mark {
        let verdict = match put {
            None => Verdict::Missed,
            Some(group) if group == item.group => Verdict::Right,
            Some(_) => Verdict::Wrong,
        };
        let said = put.map_or_else(|| "nowhere".to_owned(), |group| self.groups[group].clone());
        Mark { verdict, truth: self.groups[item.group].clone(), said, why: item.why.clone() }
    }
}

impl Kind for Sort {
    type Draft = Draft;

    fn blank(&self, luck: &mut dyn Rng) -> Draft {
        let rows = self.items.len();
        Draft { shown: shuffled(&vec![None; rows], luck), put: vec![None; rows], cursor: 0 }
    }

    fn laid(&self, shown: &[String], answer: &Answer) -> Draft {
        let ids: Vec<&str> = self.items.iter().map(|item| item.id.as_str()).collect();
        let shown = kept_order(&ids, shown);
        let heading = |id: &str| {
            let Answer::Groups(groups) = answer else { return None };
            let name = groups.get(id)?;
            self.groups.iter().position(|group| group == name)
        };
        let put = shown.iter().map(|&at| heading(ids[at])).collect();
        Draft { shown, put, cursor: 0 }
    }

    fn edit(&self, draft: &mut Draft, input: Input) -> Result<(), Refusal> {
        match input {
            Input::Right | Input::Choose => self.put(draft, draft.cursor, self.beside(draft, 1)),
            Input::Left => self.put(draft, draft.cursor, self.beside(draft, self.groups.len() - 1)),
            Input::Put { row, group } => self.put(draft, row, group),
            Input::Pick(group) => {
                self.put(draft, draft.cursor, group)?;
                draft.cursor = moved(draft.cursor, Input::Down, draft.shown.len());
                Ok(())
            }
            Input::TakeBack => {
                draft.put[draft.cursor] = None;
                Ok(())
            }
            _ => {
                draft.cursor = moved(draft.cursor, input, draft.shown.len());
                Ok(())
            }
        }
    }

    fn answer(&self, draft: &Draft) -> Answer {
        let given = draft.shown.iter().zip(&draft.put);
        let named = given.filter_map(|(&at, put)| put.map(|group| (at, group)));
        Answer::Groups(named.map(|(at, group)| (self.items[at].id.clone(), self.groups[group].clone())).collect())
    }

    fn grade(&self, draft: &Draft) -> Score {
        let given = draft.shown.iter().zip(&draft.put);
        let won = given.filter(|(at, put)| **put == Some(self.items[**at].group)).count();
        Score::new(won, self.items.len())
    }

    fn sheet(&self, draft: &Draft, shown: bool) -> Sheet {
        let rows = draft.shown.iter().zip(&draft.put).enumerate().map(|(row, (&at, &put))| Row {
            id: self.items[at].id.clone(),
            label: letter(row),
            text: self.items[at].text.clone(),
            state: put.map_or(State::Free, State::Grouped),
            mark: shown.then(|| self.mark(&self.items[at], put)),
        });
        Sheet {
            ask: Ask::Group { groups: self.groups.clone() },
            rows: rows.collect(),
            cursor: Some(draft.cursor),
            line: None,
            done: draft.put.iter().flatten().count(),
            of: self.items.len(),
        }
    }

    fn key(&self) -> String {
        let sign = |item: &Item| format!("{}={}", item.id, self.groups[item.group]);
        self.items.iter().map(sign).collect::<Vec<_>>().join(" ")
    }

    fn words(&self) -> String {
        self.items
            .iter()
            .fold(self.groups.join("\u{1f}"), |all, item| format!("{all}\u{1f}{}\u{1f}{}", item.text, item.why))
    }
}

#[cfg(test)]
mod tests {
    use crate::quiz::kind::harness::{faults, play};
    use insta::assert_snapshot;

    const OWNERS: &str = r#"
        kind = "sort"
        stem = "Who does what?"
        groups = ["AWS", "Customer"]
        [[question.item]]
        id = "a"
        text = "hypervisor patches"
        group = "AWS"
        why = "below the guest"
        [[question.item]]
        id = "b"
        text = "guest patches"
        group = "Customer"
    "#;

    #[test]
    fn a_number_puts_the_row_under_its_heading_and_goes_on() {
        assert_snapshot!(play(OWNERS, "1 1 3"), @r"
          [AWS] A  hypervisor patches
        ▸ [AWS] B  guest patches
        2 of 2 · 1 of 2 points
        refused: there is no heading 3; there are 2
        ");
    }

    #[test]
    fn arrows_go_through_the_headings_and_marks_tell_the_right_one() {
        assert_snapshot!(play(OWNERS, "right right down left back enter"), @r"
          [Customer] A  hypervisor patches | AWS, Customer: Wrong. below the guest
        ▸ [ ] B  guest patches | Customer, nowhere: Missed. 
        1 of 2 · 0 of 2 points
        ");
    }

    #[test]
    fn its_faults_are_named() {
        let text = "kind = \"sort\"\nstem = \"s\"\ngroups = [\"AWS\", \"Customer\"]\n[[question.item]]\ntext = \"a\"\ngroup = \"Custmer\"\n[[question.item]]\ntext = \"b\"\ngroup = \"AWS\"";
        assert_snapshot!(faults(text), @"f.toml:9:9: unknown heading `Custmer`; did you mean `Customer`?");
    }
}
