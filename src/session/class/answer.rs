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
            (Answer::Chosen(ids), _) => all(ids).map(|mut rows| {
                // In the order shown, so that equal answers are equal.
                rows.sort_unstable();
                Self::Chosen(rows)
            }),
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

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::progress::class::plan::Settings;
    use crate::quiz::kind::Answer;
    use crate::session::class::harness::{Lesson, right, wrong};
    use proptest::prelude::*;

    /// Anything of which somebody may have sent the rows, for the question of this number.
    fn rows(item: usize) -> BoxedStrategy<Rows> {
        let shuffled = |of: usize| Just((0..of).collect::<Vec<_>>()).prop_shuffle();
        match item {
            0 => shuffled(5).prop_map(|rows| Rows::Chosen(rows[..2].to_vec())).boxed(),
            1 => shuffled(4).prop_map(|rows| Rows::Sequence(rows[..3].to_vec())).boxed(),
            2 => prop::collection::vec(0..2usize, 3).prop_map(Rows::Groups).boxed(),
            _ => (0..=5usize).prop_map(Rows::Above).boxed(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn an_answer_of_any_kind_comes_back_as_it_was_given((item, given) in (0..4usize).prop_flat_map(|item| (Just(item), rows(item)))) {
            let class = Lesson::begin(Settings::default()).class;
            let sheet = class.sheet(item).expect("a sheet");
            let answer = given.to_answer(sheet).expect("it fits");
            let back = Rows::of(&answer, sheet).expect("rows that there are");
            prop_assert_eq!(back.to_answer(sheet), Ok(answer.clone()), "{:?} and {:?} are the same answer", given, back);
            prop_assert_eq!(class.laid(item, &answer).map(|draft| draft.answer()), Some(answer), "and so it is laid out");
            match (given, back) {
                // The order of a choice means nothing, and a line beside a layer that is not asked has two places.
                (Rows::Chosen(mut given), Rows::Chosen(mut back)) => {
                    given.sort_unstable();
                    back.sort_unstable();
                    prop_assert_eq!(given, back);
                }
                (Rows::Above(given), Rows::Above(back)) => prop_assert!(given == back || (given, back) == (1, 2)),
                (given, back) => prop_assert_eq!(given, back),
            }
        }

        #[test]
        fn no_rows_at_all_make_an_answer_to_another_kind((kind, given) in (0..4usize).prop_flat_map(|kind| (Just(kind), rows(kind))), item in 0..4usize) {
            prop_assume!(item != kind);
            let class = Lesson::begin(Settings::default()).class;
            prop_assert!(given.to_answer(class.sheet(item).expect("a sheet")).is_err());
        }
    }

    #[test]
    fn answers_that_are_short_long_doubled_or_beyond_the_rows_say_what_is_wanted() {
        let class = Lesson::begin(Settings::default()).class;
        let why =
            |item: usize, rows: Rows| rows.to_answer(class.sheet(item).expect("a sheet")).expect_err("it is refused");
        for rows in [vec![], vec![0], vec![0, 1, 2], vec![1, 1], vec![0, 5], vec![0, usize::MAX]] {
            assert_eq!(why(0, Rows::Chosen(rows)), "choose 2");
        }
        for rows in [vec![0, 1], vec![0, 1, 2, 3], vec![0, 1, 0], vec![0, 1, 4]] {
            assert_eq!(why(1, Rows::Sequence(rows)), "put 3 in order");
        }
        for groups in [vec![], vec![0, 1], vec![0, 1, 0, 1], vec![0, 1, 2]] {
            assert_eq!(why(2, Rows::Groups(groups)), "put every row under a heading");
        }
        for above in [6, usize::MAX] {
            assert_eq!(why(3, Rows::Above(above)), "draw the line between two layers");
        }
    }

    #[test]
    fn the_key_of_each_kind_is_fully_right_and_its_opposite_is_not() {
        let class = Lesson::begin(Settings::default()).class;
        for item in 0..4 {
            let score = |rows: Rows| {
                let answer = rows.to_answer(class.sheet(item).expect("a sheet")).expect("it fits");
                class.laid(item, &answer).expect("laid out").grade()
            };
            assert!(score(right(&class, item)).is_full(), "{item}");
            assert!(!score(wrong(&class, item)).is_full(), "{item}");
        }
    }

    #[test]
    fn an_answer_of_rows_that_are_gone_has_no_numbers() {
        let class = Lesson::begin(Settings::default()).class;
        let none = |item: usize, answer: &Answer| Rows::of(answer, class.sheet(item).expect("a sheet"));
        assert_eq!(none(0, &Answer::Chosen(vec!["gone".into()])), None);
        assert_eq!(none(1, &Answer::Sequence(vec!["a".into(), "gone".into()])), None);
        assert_eq!(
            none(2, &Answer::Groups([("a".to_owned(), "AWS".to_owned())].into())),
            None,
            "not every row has a heading"
        );
        assert_eq!(none(3, &Answer::Above(None)), None, "no line was drawn");
    }

    #[test]
    fn what_travels_is_what_the_protocol_says() {
        let text = |rows: &Rows| serde_json::to_string(rows).expect("text");
        let all =
            [Rows::Chosen(vec![0, 2]), Rows::Sequence(vec![2, 0, 1]), Rows::Groups(vec![0, 1, 1]), Rows::Above(3)];
        let sent = [r#"{"chosen":[0,2]}"#, r#"{"sequence":[2,0,1]}"#, r#"{"groups":[0,1,1]}"#, r#"{"above":3}"#];
        assert_eq!(all.each_ref().map(text), sent);
        assert_eq!(sent.map(|text| serde_json::from_str::<Rows>(text).expect("rows")), all);
    }
}
