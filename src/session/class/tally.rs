//! The votes on a question, counted.

use crate::progress::class::record::Record;
use crate::progress::class::seat::Round;
use crate::progress::entry::Confidence;
use crate::quiz::sheet::{State, Verdict};
use crate::session::class::state::Class;
use serde::{Deserialize, Serialize};

/// One vote on a question, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many answered.
    pub of: usize,
    /// How many of them had all of it right.
    pub right: usize,
    /// For each row: how many chose it; for kinds without options, how many had it right.
    pub rows: Vec<usize>,
    /// Right and not right, by how sure they said to be: said nothing, a guess, unsure, sure.
    pub sure: [[usize; 2]; 4],
}

/// What the share right suggests after a first vote. The bounds are those of peer instruction (Mazur; Crouch and Mazur
/// 2001): too few to teach each other below 30 %, nothing left to discuss above 70 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Advice {
    /// Explain the idea anew.
    Teach,
    /// Let them talk to each other, then vote again.
    Discuss,
    /// Explain and go on.
    Explain,
}

impl Tally {
    /// Counts a vote, counted from 1.
    pub fn of(class: &Class, item: usize, round: u8) -> Self {
        let record = &class.record;
        let rounds = record.items.get(item).map(|progress| progress.rounds.as_slice()).unwrap_or_default();
        let Some(votes) = usize::from(round).checked_sub(1).and_then(|at| rounds.get(at)) else {
            return Self::default();
        };
        if !votes.hands.is_empty() {
            return Self::of_hands(record, item, votes);
        }
        let mut tally = Self { rows: vec![0; record.plan.items[item].rows.len()], ..Self::default() };
        for (seat, vote) in &votes.votes {
            if record.seat(*seat).is_none() {
                continue;
            }
            let full = vote.score.is_full();
            tally.of += 1;
            tally.right += usize::from(full);
            tally.sure[place(vote.confidence)][usize::from(!full)] += 1;
            let Some(draft) = class.laid(item, &vote.answer) else { continue };
            let choice = record.plan.items[item].is_choice();
            for (count, row) in tally.rows.iter_mut().zip(draft.sheet(!choice).rows) {
                let right = row.mark.is_some_and(|mark| mark.verdict == Verdict::Right);
                *count += usize::from(if choice { row.state == State::Chosen } else { right });
            }
        }
        tally
    }

    /// Hands of a choice are counted for each option: with one key, those of the key had it right. With several keys
    /// hands do not tell who had all of them; the fewest of a key bound it from above.
    fn of_hands(record: &Record, item: usize, votes: &Round) -> Self {
        let counts: Vec<usize> = votes.hands.iter().map(|&count| usize::try_from(count).unwrap_or(0)).collect();
        let planned = &record.plan.items[item];
        if !planned.is_choice() {
            let (right, wrong) = (counts.first().copied().unwrap_or(0), counts.get(1).copied().unwrap_or(0));
            return Self { of: right + wrong, right, rows: Vec::new(), ..Self::default() };
        }
        let keys = planned.keys().max(1);
        let of_key = counts.iter().zip(&planned.rows).filter(|(_, row)| row.correct).map(|(count, _)| *count);
        Self {
            of: counts.iter().sum::<usize>() / keys,
            right: of_key.min().unwrap_or(0),
            rows: counts,
            ..Self::default()
        }
    }

    /// The share right in per cent; none if nobody answered.
    pub fn percent(&self) -> Option<usize> {
        (self.right * 100).checked_div(self.of)
    }

    /// What the share right suggests; none if nobody answered.
    pub fn advice(&self) -> Option<Advice> {
        let percent = self.percent()?;
        Some(match percent {
            0..30 => Advice::Teach,
            30..=70 => Advice::Discuss,
            _ => Advice::Explain,
        })
    }
}

fn place(confidence: Confidence) -> usize {
    match confidence {
        Confidence::None => 0,
        Confidence::Guess => 1,
        Confidence::Unsure => 2,
        Confidence::Sure => 3,
    }
}

impl Advice {
    /// The suggestion in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Teach => "few have it: explain the idea anew, then ask again",
            Self::Discuss => "let them talk to their neighbours, then vote again",
            Self::Explain => "most have it: show it, explain and go on",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Advice, Tally};
    use crate::progress::class::analysis::Shift;
    use crate::progress::class::answers::moved;
    use crate::progress::class::plan::Settings;
    use crate::progress::entry::Confidence;
    use crate::session::class::answer::Rows;
    use crate::session::class::command::Command as C;
    use crate::session::class::harness::Lesson;

    #[test]
    fn the_share_right_suggests_what_to_do() {
        let advice = |right, of| Tally { of, right, ..Tally::default() }.advice();
        assert_eq!(advice(0, 0), None);
        assert_eq!(advice(29, 100), Some(Advice::Teach));
        assert_eq!(advice(30, 100), Some(Advice::Discuss));
        assert_eq!(advice(70, 100), Some(Advice::Discuss));
        assert_eq!(advice(71, 100), Some(Advice::Explain));
    }

    fn counted(lesson: &Lesson) -> Tally {
        let record = &lesson.class.record;
        Tally::of(&lesson.class, record.at.expect("a question"), record.round())
    }

    #[test]
    fn options_are_counted_by_how_many_chose_them_and_other_rows_by_how_many_had_them_right() {
        let mut lesson = Lesson::begin(Settings::default());
        let (ada, bo, _cy) = (lesson.join("Ada"), lesson.join("Bo"), lesson.join("Cy"));
        lesson.does(&[C::Next]);
        lesson.answers(ada, Rows::Chosen(vec![0, 1]));
        lesson.answers(bo, Rows::Chosen(vec![1, 4]));
        assert_eq!((counted(&lesson).of, counted(&lesson).rows), (2, vec![1, 2, 0, 0, 1]));
        lesson.does(&[C::Skip, C::Skip]);
        lesson.answers(ada, lesson.right());
        lesson.answers(bo, lesson.wrong());
        let sort = counted(&lesson);
        assert_eq!((sort.of, sort.right, sort.percent(), sort.rows), (2, 1, Some(50), vec![1, 1, 1]));
    }

    #[test]
    fn how_sure_people_were_is_counted_apart_for_right_and_wrong() {
        let mut lesson = Lesson::begin(Settings { confidence: true, ..Settings::default() });
        let seats: Vec<u32> = (0..4).map(|n| lesson.join(&format!("Student {n}"))).collect();
        lesson.does(&[C::Next]);
        let sure = [Confidence::None, Confidence::Guess, Confidence::Sure, Confidence::Sure];
        for (at, (seat, confidence)) in seats.into_iter().zip(sure).enumerate() {
            let rows = if at < 3 { lesson.right() } else { lesson.wrong() };
            lesson.gives(seat, rows, confidence).expect("taken");
        }
        assert_eq!(counted(&lesson).sure, [[1, 0], [1, 0], [0, 0], [1, 1]]);
    }

    #[test]
    fn who_was_sent_away_is_not_counted() {
        let mut lesson = Lesson::begin(Settings::default());
        let (ada, bo) = (lesson.join("Ada"), lesson.join("Bo"));
        lesson.does(&[C::Next]);
        for seat in [ada, bo] {
            lesson.answers(seat, lesson.right());
        }
        lesson.does(&[C::Close, C::Again]);
        for seat in [ada, bo] {
            lesson.answers(seat, lesson.wrong());
        }
        lesson.does(&[C::Kick(bo)]);
        assert_eq!((Tally::of(&lesson.class, 0, 1).of, counted(&lesson).of), (1, 1));
        let shift = Shift { right_wrong: 1, ..Shift::default() };
        assert_eq!(moved(&lesson.class.record, 0), Some(shift));
    }

    #[test]
    fn people_move_between_two_votes_and_who_voted_once_is_counted_apart() {
        let mut lesson = Lesson::begin(Settings::default());
        let seats: Vec<u32> = (0..6).map(|n| lesson.join(&format!("Student {n}"))).collect();
        let votes = |lesson: &mut Lesson, right: [Option<bool>; 6]| {
            for (seat, right) in seats.iter().zip(right) {
                match right {
                    Some(true) => lesson.answers(*seat, lesson.right()),
                    Some(false) => lesson.answers(*seat, lesson.wrong()),
                    None => {}
                }
            }
        };
        lesson.does(&[C::Next]);
        assert_eq!(moved(&lesson.class.record, 0), None);
        votes(&mut lesson, [Some(true), Some(false), Some(false), Some(true), Some(true), None]);
        lesson.does(&[C::Close]);
        assert_eq!(moved(&lesson.class.record, 0), None, "one vote moves nobody");
        lesson.does(&[C::Again]);
        votes(&mut lesson, [Some(true), Some(true), Some(true), Some(false), None, Some(true)]);
        let shift = Shift { right_right: 1, wrong_right: 2, right_wrong: 1, only_one: 2, ..Shift::default() };
        assert_eq!(moved(&lesson.class.record, 0), Some(shift));
        assert_eq!((Tally::of(&lesson.class, 0, 1).right, counted(&lesson).right), (3, 4));
        assert_eq!(moved(&lesson.class.record, 9), None);
    }

    #[test]
    fn hands_are_counted_for_each_option_and_bound_how_many_had_all_of_it_right() {
        let mut lesson = Lesson::by_hands();
        lesson.does(&[C::Next]);
        let Rows::Chosen(keys) = lesson.right() else { panic!("a choice comes first") };
        let hands: Vec<u32> =
            (0..5).map(|row| if keys.contains(&row) { 12 + u32::from(row == keys[0]) } else { 5 }).collect();
        lesson.does(&[C::Hands(hands)]);
        let tally = counted(&lesson);
        assert_eq!((tally.right, tally.of, tally.rows.iter().sum::<usize>()), (12, 20, 40));
        lesson.does(&[C::Skip, C::Hands(vec![7, 3])]);
        let tally = counted(&lesson);
        assert_eq!((tally.right, tally.of, tally.rows.len()), (7, 10, 0));
        lesson.does(&[C::Hands(vec![0, 0])]);
        assert_eq!(counted(&lesson).percent(), None, "counted again, and nobody");
    }

    #[test]
    fn a_vote_that_there_was_not_is_counted_as_nothing() {
        let lesson = Lesson::begin(Settings::default());
        for (item, round) in [(0, 0), (0, 1), (0, 2), (9, 1)] {
            assert_eq!(Tally::of(&lesson.class, item, round), Tally::default());
        }
    }
}
