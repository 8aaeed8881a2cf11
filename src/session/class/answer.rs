//! An answer by the numbers of its rows: what travels. Ids stay with the host, so that no id can tell a key.

use crate::quiz::kind::Answer;
use crate::quiz::sheet::{Ask, Row, Sheet, State};
use serde::{Deserialize, Serialize};

/// An answer by row numbers, counted from 0 in the order shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rows {
    /// The chosen rows.
    Chosen(Vec<usize>),
    /// The rows, first to last.
    Sequence(Vec<usize>),
    /// The heading of each row, by number.
    Groups(Vec<usize>),
    /// So many rows lie above the line.
    Above(usize),
}

impl Rows {
    /// The answer by ids; the error says what is missing or cannot be.
    pub fn to_answer(&self, sheet: &Sheet) -> Result<Answer, String> {
        match (self, &sheet.ask) {
            (Self::Chosen(rows), Ask::Choose { n }) => {
                let mut ids = picked(rows, *n, sheet).ok_or_else(|| format!("choose {n}"))?;
                ids.sort();
                Ok(Answer::Chosen(ids))
            }
            (Self::Sequence(rows), Ask::Sequence { n, .. }) => {
                picked(rows, *n, sheet).map(Answer::Sequence).ok_or_else(|| format!("put {n} in order"))
            }
            (Self::Groups(groups), Ask::Group { groups: headings }) => {
                let fits = groups.len() == sheet.rows.len() && groups.iter().all(|&group| group < headings.len());
                let heading = |(row, &group): (&Row, &usize)| (row.id.clone(), headings[group].clone());
                let all = || Answer::Groups(sheet.rows.iter().zip(groups).map(heading).collect());
                fits.then(all).ok_or_else(|| "put every row under a heading".to_owned())
            }
            (Self::Above(above), Ask::Divide { .. }) => {
                let asked = sheet.rows.iter().take(*above).filter(|row| row.state != State::Given);
                let ids = asked.map(|row| row.id.clone()).collect();
                let fits = *above <= sheet.rows.len();
                fits.then_some(Answer::Above(Some(ids))).ok_or_else(|| "draw the line between two layers".to_owned())
            }
            _ => Err("this question asks for another sort of answer".to_owned()),
        }
    }

    /// An answer by row numbers; none if it speaks of rows that there are not.
    pub fn of(answer: &Answer, sheet: &Sheet) -> Option<Self> {
        let row = |id: &String| sheet.rows.iter().position(|row| row.id == *id);
        let all = |ids: &[String]| ids.iter().map(row).collect::<Option<Vec<_>>>();
        match (answer, &sheet.ask) {
            (Answer::Chosen(ids), _) => all(ids).map(Self::Chosen),
            (Answer::Sequence(ids), _) => all(ids).map(Self::Sequence),
            (Answer::Groups(groups), Ask::Group { groups: headings }) => {
                let heading = |row: &Row| headings.iter().position(|name| groups.get(&row.id) == Some(name));
                sheet.rows.iter().map(heading).collect::<Option<_>>().map(Self::Groups)
            }
            (Answer::Above(Some(ids)), _) => {
                let below = |row: &Row| row.state != State::Given && !ids.contains(&row.id);
                Some(Self::Above(sheet.rows.iter().position(below).unwrap_or(sheet.rows.len())))
            }
            _ => None,
        }
    }
}

/// The ids of exactly `n` different rows.
fn picked(rows: &[usize], n: usize, sheet: &Sheet) -> Option<Vec<String>> {
    let distinct = (1..rows.len()).all(|at| !rows[..at].contains(&rows[at]));
    let ids: Option<Vec<String>> = rows.iter().map(|&row| Some(sheet.rows.get(row)?.id.clone())).collect();
    ids.filter(|ids| distinct && ids.len() == n)
}
