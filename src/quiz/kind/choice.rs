//! `choice`: one correct of several, or "Select TWO" (any N of M).

use crate::quiz::input::{Input, Refusal};
use crate::quiz::kind::{Answer, Kind, count, file_order, kept_order, moved, place, row, shuffled, unique_ids};
use crate::quiz::reader::Fields;
use crate::quiz::score::Score;
use crate::quiz::sheet::{Ask, Mark, Row, Sheet, State, Verdict};
use rand::Rng;
use serde::{Deserialize, Serialize};

/// The options of a choice, sorted by id: their order tells nothing about the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The options.
    pub options: Vec<Alternative>,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// Stable id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Why it is right or wrong.
    pub why: String,
    /// Whether it is part of the key.
    pub correct: bool,
    /// Its place in the file, if it keeps that place when the others are shuffled.
    pub pinned: Option<u32>,
}

/// What the learner has chosen so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Row → option.
    shown: Vec<usize>,
    /// Chosen options, in the order chosen.
    chosen: Vec<usize>,
    cursor: usize,
}

/// Reads `[[question.correct]]` and `[[question.incorrect]]`.
pub fn read(fields: &Fields<'_, '_>) -> Option<Choice> {
    let (correct, incorrect) = (fields.tables("correct"), fields.tables("incorrect"));
    if correct.is_empty() {
        fields.fault("correct", "this choice has no correct option", "add `[[question.correct]]` with `text`");
    }
    if incorrect.is_empty() {
        fields.fault("incorrect", "this choice has no incorrect option", "add `[[question.incorrect]]` with `text`");
    }
    let sound = !correct.is_empty() && !incorrect.is_empty();
    let read = |correct: bool| move |fields: &Fields<'_, '_>| alternative(fields, correct);
    let options: Option<Vec<Alternative>> =
        // Read all before judging: every option's faults are noted.
        correct.iter().map(read(true)).chain(incorrect.iter().map(read(false))).collect::<Vec<_>>().into_iter().collect();
    let mut options = options.filter(|_| sound)?;
    let rows: Vec<_> = correct.into_iter().chain(incorrect).collect();
    unique_ids(&rows, options.iter().map(|option| option.id.as_str()));
    options.sort_by(|a, b| a.id.cmp(&b.id));
    let unique = options.windows(2).all(|pair| pair[0].id != pair[1].id);
    unique.then_some(Choice { options })
}

fn alternative(fields: &Fields<'_, '_>, correct: bool) -> Option<Alternative> {
    let row = row(fields);
    let pinned = fields.flag("pinned").unwrap_or(false).then(|| file_order(fields));
    fields.finish();
    let (id, text, why) = row?;
    Some(Alternative { id, text, why, correct, pinned })
}

impl Choice {
    /// How many options are to be chosen.
    pub fn keys(&self) -> usize {
        self.options.iter().filter(|option| option.correct).count()
    }

    /// One in as many as there are ways to choose the asked number.
    pub fn chance(&self) -> f64 {
        let keys = self.keys();
        (0..keys).map(|picked| count(keys - picked) / count(self.options.len() - picked)).product()
    }

    fn choose(&self, draft: &mut Draft, row: usize) -> Result<(), Refusal> {
        let Some(&option) = draft.shown.get(row) else {
            return Err(Refusal(format!("there is no option {}; the last is {}", row + 1, draft.shown.len())));
        };
        draft.cursor = row;
        let wanted = self.keys();
        if let Some(at) = draft.chosen.iter().position(|&chosen| chosen == option) {
            draft.chosen.remove(at);
        } else if wanted == 1 {
            draft.chosen = vec![option];
        } else if draft.chosen.len() < wanted {
            draft.chosen.push(option);
        } else {
            return Err(Refusal(format!("{wanted} are chosen already; take one back first")));
        }
        Ok(())
    }

    fn mark(option: &Alternative, chosen: bool) -> Mark {
        let verdict = match (option.correct, chosen) {
            (true, true) => Verdict::Right,
            (false, true) => Verdict::Wrong,
            (true, false) => Verdict::Missed,
            (false, false) => Verdict::Apart,
        };
        let truth = if option.correct { "right" } else { "wrong" };
        let said = if chosen { "chosen" } else { "not chosen" };
        Mark { verdict, truth: truth.into(), said: said.into(), why: option.why.clone() }
    }
}

impl Kind for Choice {
    type Draft = Draft;

    fn blank(&self, luck: &mut dyn Rng) -> Draft {
        let pinned: Vec<_> = self.options.iter().map(|option| option.pinned).collect();
        Draft { shown: shuffled(&pinned, luck), chosen: Vec::new(), cursor: 0 }
    }

    fn laid(&self, shown: &[String], answer: &Answer) -> Draft {
        let ids: Vec<&str> = self.options.iter().map(|option| option.id.as_str()).collect();
        let chosen = if let Answer::Chosen(chosen) = answer { chosen.as_slice() } else { &[] };
        let chosen = chosen.iter().filter_map(|id| place(&ids, id)).collect();
        Draft { shown: kept_order(&ids, shown), chosen, cursor: 0 }
    }

    fn edit(&self, draft: &mut Draft, input: Input) -> Result<(), Refusal> {
        match input {
            Input::Choose => self.choose(draft, draft.cursor)?,
            Input::Pick(row) => self.choose(draft, row)?,
            Input::TakeBack => drop(draft.chosen.pop()),
            _ => draft.cursor = moved(draft.cursor, input, draft.shown.len()),
        }
        Ok(())
    }

    fn answer(&self, draft: &Draft) -> Answer {
        let mut chosen: Vec<_> = draft.chosen.iter().map(|&at| self.options[at].id.clone()).collect();
        chosen.sort();
        Answer::Chosen(chosen)
    }

    fn grade(&self, draft: &Draft) -> Score {
        Score::new(draft.chosen.iter().filter(|&&at| self.options[at].correct).count(), self.keys())
    }

    fn sheet(&self, draft: &Draft, shown: bool) -> Sheet {
        let rows = draft.shown.iter().enumerate().map(|(row, &at)| {
            let (option, chosen) = (&self.options[at], draft.chosen.contains(&at));
            Row {
                id: option.id.clone(),
                label: (row + 1).to_string(),
                text: option.text.clone(),
                state: if chosen { State::Chosen } else { State::Free },
                mark: shown.then(|| Self::mark(option, chosen)),
            }
        });
        Sheet {
            ask: Ask::Choose { n: self.keys() },
            rows: rows.collect(),
            cursor: Some(draft.cursor),
            line: None,
            done: draft.chosen.len(),
            of: self.keys(),
        }
    }

    fn key(&self) -> String {
        let sign = |option: &Alternative| format!("{}{}", if option.correct { '+' } else { '-' }, option.id);
        self.options.iter().map(sign).collect::<Vec<_>>().join(" ")
    }

    fn words(&self) -> String {
        let words = self.options.iter().flat_map(|option| [option.text.as_str(), option.why.as_str()]);
        words.collect::<Vec<_>>().join("\u{1f}")
    }
}

#[cfg(test)]
mod tests {
    use crate::quiz::kind::harness::{faults, play};
    use insta::assert_snapshot;

    const TWO: &str = r#"
        kind = "choice"
        stem = "Which are the customer's? (Select TWO.)"
        [[question.correct]]
        id = "guest"
        text = "Patching the guest OS"
        why = "the guest is the customer's"
        pinned = true
        [[question.correct]]
        id = "groups"
        text = "Security groups"
        pinned = true
        [[question.incorrect]]
        id = "disks"
        text = "Destroying disks"
        why = "media are AWS's"
        pinned = true
    "#;

    #[test]
    fn a_third_of_two_is_refused_and_said() {
        assert_snapshot!(play(TWO, "space down space down space"), @"
          [x] 1  Patching the guest OS
          [x] 2  Security groups
        ▸ [ ] 3  Destroying disks
        2 of 2 · 2 of 2 points
        refused: 2 are chosen already; take one back first
        ");
    }

    #[test]
    fn choosing_again_takes_back_and_every_row_is_marked() {
        assert_snapshot!(play(TWO, "1 3 3 3 enter"), @"
          [x] 1  Patching the guest OS | right, chosen: Right. the guest is the customer's
          [ ] 2  Security groups | right, not chosen: Missed. 
        ▸ [x] 3  Destroying disks | wrong, chosen: Wrong. media are AWS's
        2 of 2 · 1 of 2 points
        ");
    }

    #[test]
    fn one_of_many_changes_with_the_next_choice() {
        let one = TWO.replacen("[[question.correct]]", "[[question.incorrect]]", 1);
        assert_snapshot!(play(&one, "1 2 9"), @"
          [ ] 1  Patching the guest OS
        ▸ [x] 2  Security groups
          [ ] 3  Destroying disks
        1 of 1 · 1 of 1 points
        refused: there is no option 9; the last is 3
        ");
    }

    #[test]
    fn its_faults_are_named() {
        assert_snapshot!(faults("kind = \"choice\"\nstem = \"s\"\n[[question.correct]]\ntxet = \"a\""), @r#"
        f.toml:2:1: this choice has no incorrect option; add `[[question.incorrect]]` with `text`
        f.toml:6:1: this option has no `text`; add `text = "..."`
        f.toml:7:1: unknown field `txet`; did you mean `text`?
        "#);
    }
}
