//! What may be done next: a wish comes in, what is to be kept of it goes out, or the reason why not.

use crate::progress::class::deed::Deed;
use crate::progress::class::record::{Phase, Record};
use crate::progress::entry::Confidence;
use crate::session::class::answer::Rows;
use crate::session::class::command::{Command, Refusal, Sort};
use crate::session::class::name::{clean, numbered, skeleton};
use crate::session::class::state::Class;
use subtle::ConstantTimeEq;

/// Half a minute.
const MORE_MS: u64 = 30_000;
/// An answer may be this late: what is on its way when the time ends was given in time.
const GRACE_MS: u64 = 700;

/// Somebody who wants to join.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joining {
    /// The code that they typed or scanned.
    pub code: String,
    /// The name that the room may see.
    pub name: String,
    /// The name that only the instructor sees.
    pub roster: Option<String>,
    /// A secret for the seat, made by the host.
    pub secret: String,
}

/// An answer that somebody gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giving {
    /// The question that they saw, counted from 0.
    pub item: usize,
    /// The vote that they saw.
    pub round: u8,
    /// The answer.
    pub rows: Rows,
    /// How sure they say to be.
    pub confidence: Confidence,
}

impl Class {
    /// Somebody joins.
    pub fn join(&self, joining: &Joining) -> Result<Deed, Refusal> {
        let record = &self.record;
        right_code(&joining.code, &record.plan.code)?;
        if record.phase == Phase::Over {
            return Err(Refusal::new(Sort::Locked, "the class is over"));
        }
        if record.locked {
            return Err(Refusal::new(Sort::Locked, "nobody can join now; ask the instructor to unlock the class"));
        }
        if record.people().count() >= record.plan.settings.room {
            return Err(Refusal::new(Sort::Locked, "the class is full; ask the instructor to open one with more room"));
        }
        let seat = record.seats.iter().map(|seat| seat.number).max().unwrap_or(0) + 1;
        let taken = |name: &str| record.people().any(|other| skeleton(&other.name) == skeleton(name));
        let name = clean(&joining.name).unwrap_or_else(|| numbered(taken, usize::try_from(seat).unwrap_or(usize::MAX)));
        if taken(&name) {
            return Err(Refusal::new(
                Sort::Taken,
                format!("somebody is called {name} already, or nearly so; take another name"),
            ));
        }
        let roster = joining.roster.as_deref().and_then(clean);
        Ok(Deed::Joined { seat, name, roster, secret: joining.secret.clone() })
    }

    /// The seat that a token names, `3.SECRET`; compared in a time that tells nothing. In a class that was made anonymous
    /// no seat has a secret any more, and nobody comes back to one.
    pub fn seat_of(&self, token: &str) -> Option<u32> {
        let (seat, secret) = token.split_once('.')?;
        let seat = self.record.seat(seat.parse().ok()?).filter(|seat| !seat.secret.is_empty())?;
        bool::from(seat.secret.as_bytes().ct_eq(secret.as_bytes())).then_some(seat.number)
    }

    /// Somebody answers.
    pub fn answer(&self, seat: u32, giving: &Giving, now_ms: u64) -> Result<Deed, Refusal> {
        let record = &self.record;
        let closed = |why: &str| Refusal::new(Sort::Closed, why);
        let percent =
            record.seat(seat).ok_or_else(|| Refusal::new(Sort::NoSeat, "this seat is gone; join again"))?.percent;
        if record.at != Some(giving.item) || record.round() != giving.round || record.phase != Phase::Open {
            return Err(closed("answers to this question are closed"));
        }
        if record.paused {
            return Err(closed("the class is paused; answer when it goes on"));
        }
        let ms = record.timer.elapsed(now_ms);
        let seconds = record.plan.settings.seconds;
        if record.timer.left(seconds, percent, now_ms.saturating_sub(GRACE_MS)) == Some(0) {
            return Err(closed("the time for this question is over"));
        }
        let unusable = |why| Refusal::new(Sort::Unusable, why);
        let sheet = self.sheet(giving.item).ok_or_else(|| closed("there is no such question"))?;
        let answer = giving.rows.to_answer(sheet).map_err(unusable)?;
        let score = self.laid(giving.item, &answer).map(|draft| draft.grade()).unwrap_or_default();
        let confidence = if record.plan.settings.confidence { giving.confidence } else { Confidence::None };
        Ok(Deed::Answered { seat, item: giving.item, round: giving.round, answer, score, confidence, ms })
    }

    /// What a wish of the instructor's comes to.
    pub fn decide(&self, command: &Command, now_ms: u64) -> Result<Vec<Deed>, String> {
        let record = &self.record;
        match command {
            Command::Tick => return Ok(self.time_is_over(now_ms).into_iter().collect()),
            Command::Lock => return Ok(vec![Deed::Locked { on: !record.locked }]),
            Command::Kick(seat) => {
                self.known(*seat)?;
                return Ok(vec![Deed::Kicked { seat: *seat }]);
            }
            Command::Pace(seat, percent) => {
                self.known(*seat)?;
                let fits = percent.is_none_or(|percent| (100..=1_000).contains(&percent));
                let paced = vec![Deed::Paced { seat: *seat, percent: *percent }];
                return fits.then_some(paced).ok_or_else(|| "give from 100 to 1000 per cent of the time".to_owned());
            }
            _ => {}
        }
        match (command, record.phase) {
            (_, Phase::Over) => Err("the class is over".to_owned()),
            (Command::End, _) => Ok(vec![Deed::Over]),
            (Command::Next, phase) => Ok(vec![self.next(phase)]),
            (_, Phase::Lobby) => Err("no question is on the screen yet; Enter opens the first".to_owned()),
            (Command::Close, Phase::Open) => self.with_item(|item| Deed::Closed { item }),
            (Command::Close, _) => Err("the answers are closed already".to_owned()),
            (Command::Show, Phase::Open) => Err("close the answers first".to_owned()),
            (Command::Show, _) => self.with_item(|item| Deed::Shown { item }),
            (Command::Again, Phase::Closed) if record.round() < 2 => {
                self.with_item(|item| Deed::Asked { item, round: 2 })
            }
            (Command::Again, Phase::Closed) => Err("this was the second vote; show the key now".to_owned()),
            (Command::Again, _) => Err("a second vote follows the first, before the key is shown".to_owned()),
            (Command::Pause, Phase::Open) => Ok(vec![Deed::Paused { on: !record.paused }]),
            (Command::More, Phase::Open) if record.plan.settings.seconds.is_some() => {
                Ok(vec![Deed::Extended { ms: MORE_MS }])
            }
            (Command::More, Phase::Open) => Err("this class has no time limit".to_owned()),
            (Command::Pause | Command::More, _) => Err("no question is open".to_owned()),
            (Command::Reopen, Phase::Closed) => self.reopen(now_ms),
            (Command::Reopen, Phase::Shown) => Err("its key was shown; an answer after that tells nothing".to_owned()),
            (Command::Reopen, _) => Err("it is open".to_owned()),
            (Command::Skip, Phase::Shown) => Err("its key was shown; void it if it should not count".to_owned()),
            (Command::Skip, _) => self.skip(),
            (Command::Void, _) => self.with_item(|item| Deed::Voided { item, on: !record.items[item].void }),
            (Command::Hands(hands), _) => self.hands(hands),
            _ => Ok(Vec::new()),
        }
    }

    /// The natural next step.
    fn next(&self, phase: Phase) -> Deed {
        match (phase, self.record.at) {
            (Phase::Open, Some(item)) => Deed::Closed { item },
            (Phase::Closed, Some(item)) if !self.record.items[item].skipped => Deed::Shown { item },
            (_, at) => self.ask_after(at),
        }
    }

    fn ask_after(&self, at: Option<usize>) -> Deed {
        let item = at.map_or(0, |at| at + 1);
        if item < self.record.items.len() { Deed::Asked { item, round: 1 } } else { Deed::Over }
    }

    /// Leaves a question out and goes on with the next one at once. The last one stays, closed: the end is asked for.
    fn skip(&self) -> Result<Vec<Deed>, String> {
        let mut deeds = self.with_item(|item| Deed::Skipped { item })?;
        deeds.extend(Some(self.ask_after(self.record.at)).filter(|next| *next != Deed::Over));
        Ok(deeds)
    }

    /// Takes answers again. Where the time is over there would be none for them: half a minute is given.
    fn reopen(&self, now_ms: u64) -> Result<Vec<Deed>, String> {
        let mut deeds = self.with_item(|item| Deed::Reopened { item })?;
        let record = &self.record;
        let is_over = left_for_all(record, now_ms) == Some(0);
        let lacking = record.timer.lacking(record.plan.settings.seconds, MORE_MS, now_ms);
        deeds.extend(lacking.filter(|_| is_over).map(|ms| Deed::Extended { ms }));
        Ok(deeds)
    }

    fn hands(&self, hands: &[u32]) -> Result<Vec<Deed>, String> {
        if !self.record.plan.code.is_empty() {
            return Err("in this class the phones count; `--show-of-hands` is for rooms without a network".to_owned());
        }
        let (item, planned) = self.record.item().ok_or_else(|| "no question is open".to_owned())?;
        let wanted = if planned.is_choice() { planned.rows.len() } else { 2 };
        if hands.len() != wanted {
            let what = if planned.is_choice() {
                "one number for each option"
            } else {
                "how many had it right, and how many had not"
            };
            return Err(format!("type {wanted} numbers, {what}"));
        }
        if hands.iter().any(|&count| count > 10_000) {
            return Err("no room holds so many hands".to_owned());
        }
        if self.record.phase == Phase::Shown {
            return Err("its key was shown; hands are counted before".to_owned());
        }
        Ok(vec![Deed::Counted { item, round: self.record.round(), hands: hands.to_vec() }])
    }

    fn with_item(&self, deed: impl FnOnce(usize) -> Deed) -> Result<Vec<Deed>, String> {
        self.record.at.map(|item| vec![deed(item)]).ok_or_else(|| "no question is on the screen".to_owned())
    }

    fn known(&self, seat: u32) -> Result<(), String> {
        self.record.seat(seat).map(drop).ok_or_else(|| format!("nobody has the seat {seat}"))
    }

    /// Closes a question whose time is over for everybody.
    fn time_is_over(&self, now_ms: u64) -> Option<Deed> {
        let record = &self.record;
        let item = record.at.filter(|_| record.phase == Phase::Open && !record.paused)?;
        let now_ms = now_ms.saturating_sub(GRACE_MS);
        (left_for_all(record, now_ms)? == 0).then_some(Deed::Closed { item })
    }
}

/// Milliseconds until the last of those who have not answered has no time left; none without a limit.
pub fn left_for_all(record: &Record, now_ms: u64) -> Option<u64> {
    let seconds = record.plan.settings.seconds;
    let usual = record.timer.left(seconds, Some(100), now_ms)?;
    let (item, round) = (record.at?, record.round());
    let open =
        record.people().filter(|seat| seat.percent != Some(100) && record.vote(item, round, seat.number).is_none());
    // Somebody without a limit keeps the question open until the instructor closes it.
    open.map(|seat| record.timer.left(seconds, seat.percent, now_ms))
        .try_fold(usual, |most, left| Some(most.max(left?)))
}

/// Whether the code that somebody typed is the class's.
pub fn right_code(typed: &str, code: &str) -> Result<(), Refusal> {
    let wrong = || Refusal::new(Sort::WrongCode, "this is not the code of the class; read it from the screen again");
    same_code(typed, code).then_some(()).ok_or_else(wrong)
}

/// Codes compare without case, spaces and dashes, and with what is easily misread read as meant.
fn same_code(typed: &str, code: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
        letters
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect()
    };
    let (typed, code) = (plain(typed), plain(code));
    !code.is_empty() && bool::from(typed.as_bytes().ct_eq(code.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{Giving, Joining, left_for_all, right_code};
    use crate::progress::class::plan::Settings;
    use crate::progress::class::record::Phase;
    use crate::progress::entry::Confidence;
    use crate::session::class::answer::Rows;
    use crate::session::class::command::Command as C;
    use crate::session::class::command::Sort;
    use crate::session::class::harness::{CODE, Lesson};
    use proptest::prelude::*;

    fn timed(seconds: u32) -> Lesson {
        Lesson::begin(Settings { seconds: Some(seconds), ..Settings::default() })
    }

    /// The sort and the words with which an answer is refused.
    fn refused(lesson: &mut Lesson, seat: u32) -> (Sort, String) {
        let refusal = lesson.gives(seat, lesson.right(), Confidence::None).expect_err("it is refused");
        (refusal.sort, refusal.why)
    }

    #[test]
    fn next_alone_leads_through_a_whole_class() {
        let mut lesson = Lesson::begin(Settings::default());
        for item in 0..4 {
            for phase in [Phase::Open, Phase::Closed, Phase::Shown] {
                lesson.does(&[C::Next]);
                assert_eq!((lesson.class.record.at, lesson.class.record.phase), (Some(item), phase));
            }
        }
        lesson.does(&[C::Next]);
        assert_eq!(lesson.class.record.phase, Phase::Over);
        assert_eq!(lesson.refusal(&C::Next), "the class is over");
    }

    #[test]
    fn what_cannot_be_done_now_says_what_can() {
        let mut lesson = Lesson::begin(Settings::default());
        for command in
            [C::Close, C::Show, C::Again, C::Pause, C::More, C::Skip, C::Reopen, C::Void, C::Hands(vec![1, 2])]
        {
            assert!(lesson.refusal(&command).contains("Enter opens the first"), "{command:?} in the lobby");
        }
        lesson.does(&[C::Next]);
        let open = [
            (C::Show, "close the answers first"),
            (C::Again, "follows the first"),
            (C::Reopen, "it is open"),
            (C::More, "has no time limit"),
        ];
        lesson.does(&[C::Close]);
        let closed =
            [(C::Close, "closed already"), (C::Pause, "no question is open"), (C::More, "no question is open")];
        for (command, why) in closed {
            assert!(lesson.refusal(&command).contains(why), "{command:?} when closed");
        }
        lesson.does(&[C::Reopen]);
        for (command, why) in open {
            assert!(lesson.refusal(&command).contains(why), "{command:?} when open");
        }
        lesson.does(&[C::Close, C::Show]);
        let shown = [
            (C::Reopen, "tells nothing"),
            (C::Skip, "void it"),
            (C::Again, "before the key is shown"),
            (C::Close, "closed already"),
        ];
        for (command, why) in shown {
            assert!(lesson.refusal(&command).contains(why), "{command:?} when shown");
        }
    }

    #[test]
    fn there_are_two_votes_on_a_question_and_the_last_counts() {
        let mut lesson = Lesson::begin(Settings::default());
        let ada = lesson.join("Ada");
        lesson.does(&[C::Next]);
        lesson.answers(ada, lesson.right());
        lesson.does(&[C::Close, C::Again]);
        assert_eq!(lesson.class.record.round(), 2);
        let old = Giving { item: 0, round: 1, rows: lesson.right(), confidence: Confidence::None };
        assert_eq!(lesson.class.answer(ada, &old, 0).expect_err("too late").sort, Sort::Closed);
        lesson.answers(ada, lesson.wrong());
        lesson.does(&[C::Close]);
        assert!(lesson.refusal(&C::Again).contains("second vote"));
        lesson.does(&[C::Show]);
        assert_eq!((lesson.frame(ada).score.right, lesson.frame(ada).score.of), (0, 1));
    }

    #[test]
    fn what_is_on_its_way_when_the_time_ends_is_taken_and_nothing_after_it() {
        let mut lesson = timed(30);
        let ada = lesson.join("Ada");
        lesson.does(&[C::Next]);
        lesson.ms = 30_699;
        lesson.answers(ada, lesson.right());
        assert_eq!(lesson.tries(&C::Tick), Ok(0), "what may still come is waited for");
        lesson.ms = 30_700;
        assert_eq!(refused(&mut lesson, ada), (Sort::Closed, "the time for this question is over".to_owned()));
        assert_eq!(lesson.tries(&C::Tick), Ok(1));
        assert_eq!(lesson.class.record.phase, Phase::Closed);
    }

    #[test]
    fn who_has_more_time_can_answer_longer_and_is_waited_for() {
        let mut lesson = timed(30);
        let (ada, bo) = (lesson.join("Ada"), lesson.join("Bo"));
        lesson.does(&[C::Pace(bo, Some(150)), C::Next]);
        assert_eq!((lesson.frame(ada).left_ms, lesson.frame(bo).left_ms), (Some(30_000), Some(45_000)));
        lesson.ms = 40_000;
        assert_eq!(lesson.tries(&C::Tick), Ok(0));
        assert_eq!(refused(&mut lesson, ada).0, Sort::Closed);
        assert_eq!(left_for_all(&lesson.class.record, 40_000), Some(5_000));
        lesson.answers(bo, lesson.right());
        assert_eq!(lesson.tries(&C::Tick), Ok(1), "all who have time have answered");
    }

    #[test]
    fn who_has_no_limit_is_waited_for_until_they_answer_or_are_sent_away() {
        for leaves in [false, true] {
            let mut lesson = timed(30);
            let bo = lesson.join("Bo");
            lesson.does(&[C::Pace(bo, None), C::Next]);
            lesson.ms = 3_600_000;
            assert_eq!((lesson.tries(&C::Tick), lesson.frame(bo).left_ms), (Ok(0), None));
            if leaves {
                lesson.does(&[C::Kick(bo)]);
            } else {
                lesson.answers(bo, lesson.right());
            }
            assert_eq!(lesson.tries(&C::Tick), Ok(1));
        }
    }

    #[test]
    fn time_stands_still_in_a_pause_and_answers_wait() {
        let mut lesson = timed(30);
        let ada = lesson.join("Ada");
        lesson.does(&[C::Next]);
        lesson.ms = 10_000;
        lesson.does(&[C::Pause]);
        lesson.ms = 500_000;
        assert_eq!(lesson.tries(&C::Tick), Ok(0));
        assert!(refused(&mut lesson, ada).1.contains("paused"));
        lesson.does(&[C::Pause]);
        assert_eq!(lesson.frame(ada).left_ms, Some(20_000));
        lesson.does(&[C::More]);
        assert_eq!(lesson.frame(ada).left_ms, Some(50_000));
        lesson.answers(ada, lesson.right());
    }

    #[test]
    fn a_question_that_ran_out_of_time_and_is_opened_again_has_half_a_minute() {
        let mut lesson = timed(30);
        let (ada, bo) = (lesson.join("Ada"), lesson.join("Bo"));
        lesson.does(&[C::Pace(bo, Some(200)), C::Next]);
        lesson.ms = 61_000;
        lesson.does(&[C::Tick, C::Reopen]);
        assert_eq!((lesson.frame(ada).left_ms, lesson.frame(bo).left_ms), (Some(30_000), Some(60_000)));
        assert_eq!(lesson.tries(&C::Tick), Ok(0));
        lesson.does(&[C::Close]);
        lesson.ms += 10_000;
        lesson.does(&[C::Reopen]);
        assert_eq!(lesson.frame(ada).left_ms, Some(30_000), "where time is left nothing is added");
    }

    #[test]
    fn a_class_without_a_limit_never_closes_by_itself() {
        let mut lesson = Lesson::begin(Settings::default());
        lesson.does(&[C::Next]);
        lesson.ms = u64::MAX / 2;
        assert_eq!(lesson.tries(&C::Tick), Ok(0));
        lesson.does(&[C::Close]);
        assert_eq!(lesson.tries(&C::Reopen), Ok(1));
    }

    #[test]
    fn a_pace_is_from_the_whole_time_to_ten_times_it() {
        let mut lesson = timed(30);
        let ada = lesson.join("Ada");
        for percent in [0, 99, 1_001, u32::MAX] {
            assert!(lesson.refusal(&C::Pace(ada, Some(percent))).contains("from 100 to 1000"));
        }
        lesson.does(&[C::Pace(ada, Some(100)), C::Pace(ada, Some(1_000)), C::Pace(ada, None)]);
        for command in [C::Pace(2, None), C::Kick(0), C::Kick(2), C::Kick(u32::MAX)] {
            assert!(lesson.refusal(&command).contains("nobody has the seat"));
        }
    }

    #[test]
    fn a_question_left_out_is_followed_by_the_next_and_the_last_one_stays() {
        let mut lesson = Lesson::begin(Settings::default());
        lesson.does(&[C::Next, C::Skip, C::Close, C::Skip, C::Pause, C::Skip]);
        assert_eq!((lesson.class.record.at, lesson.class.record.phase), (Some(3), Phase::Open));
        lesson.does(&[C::Skip]);
        assert_eq!(lesson.class.record.phase, Phase::Closed, "the end is asked for");
        assert!(lesson.class.record.items.iter().all(|item| item.skipped && !item.shown));
        lesson.does(&[C::Next]);
        assert_eq!(lesson.class.record.phase, Phase::Over);
    }

    #[test]
    fn hands_fit_the_question() {
        let mut phones = Lesson::begin(Settings::default());
        phones.does(&[C::Next]);
        assert!(phones.refusal(&C::Hands(vec![1; 5])).contains("the phones count"));
        let mut lesson = Lesson::by_hands();
        lesson.does(&[C::Next]);
        assert!(lesson.refusal(&C::Hands(vec![1, 2])).contains("type 5 numbers, one number for each option"));
        assert!(lesson.refusal(&C::Hands(vec![1, 2, 3, 4, 10_001])).contains("no room holds so many"));
        lesson.does(&[C::Hands(vec![1, 2, 3, 4, 10_000]), C::Close, C::Show]);
        assert!(lesson.refusal(&C::Hands(vec![1; 5])).contains("counted before"));
        lesson.does(&[C::Next]);
        assert!(lesson.refusal(&C::Hands(vec![1; 4])).contains("type 2 numbers, how many had it right"));
    }

    #[test]
    fn a_place_that_was_taken_away_is_free_for_somebody_else() {
        let mut lesson = Lesson::begin(Settings { room: 9, ..Settings::default() });
        let seats: Vec<u32> = (0..9).map(|n| lesson.join(&format!("Student {n}"))).collect();
        assert_eq!(lesson.try_join("Zoe").expect_err("full").sort, Sort::Locked);
        lesson.does(&[C::Kick(seats[4])]);
        assert_eq!(lesson.join("Student 4"), 10, "the name is free, too, and the number is not");
        assert_eq!(lesson.try_join("Zoe").expect_err("full again").sort, Sort::Locked);
    }

    #[test]
    fn a_locked_class_and_one_that_is_over_take_nobody_in() {
        let mut lesson = Lesson::begin(Settings::default());
        lesson.does(&[C::Lock]);
        assert_eq!(lesson.try_join("Ada").expect_err("locked").sort, Sort::Locked);
        lesson.does(&[C::Lock]);
        lesson.join("Ada");
        assert_eq!(lesson.try_join("ADA").expect_err("taken").sort, Sort::Taken);
        lesson.does(&[C::End]);
        assert_eq!(lesson.try_join("Bo").expect_err("over").sort, Sort::Locked);
    }

    #[test]
    fn a_wrong_code_is_told_before_anything_else() {
        let mut lesson = Lesson::begin(Settings::default());
        lesson.join("Ada");
        lesson.does(&[C::Lock]);
        let wrong = Joining { code: "0".into(), name: "Ada".into(), ..Joining::default() };
        assert_eq!(lesson.class.join(&wrong).expect_err("wrong").sort, Sort::WrongCode);
    }

    #[test]
    fn codes_are_read_as_people_write_them_and_a_class_without_one_is_joined_by_none() {
        for typed in ["7KQ-92MX", "7kq92mx", " 7 k q - 9 2 m x "] {
            assert_eq!(right_code(typed, CODE), Ok(()), "{typed}");
        }
        assert_eq!(right_code("oIl-zzzz", "011-ZZZZ"), Ok(()), "what is easily misread is read as meant");
        for (typed, code) in
            [("", ""), ("-", ""), ("", CODE), ("7KQ-92M", CODE), ("7KQ-92MXX", CODE), ("X7KQ92M", CODE)]
        {
            assert!(right_code(typed, code).is_err(), "{typed:?} for {code:?}");
        }
    }

    #[test]
    fn a_token_names_the_seat_whose_secret_it_holds() {
        let mut lesson = Lesson::begin(Settings::default());
        let (ada, bo) = (lesson.join("Ada"), lesson.join("Bo"));
        assert_eq!(lesson.class.seat_of("1.SECRET1"), Some(ada));
        for token in [
            "",
            ".",
            "1",
            "1.",
            "1.SECRET2",
            "2.SECRET1",
            "1.SECRET",
            "1.SECRET11",
            "0.SECRET1",
            "-1.SECRET1",
            "1.secret1",
            "3.SECRET3",
            "1.1.SECRET1",
        ] {
            assert_eq!(lesson.class.seat_of(token), None, "{token:?}");
        }
        lesson.does(&[C::Kick(bo)]);
        assert_eq!(lesson.class.seat_of("2.SECRET2"), None);
    }

    #[test]
    fn how_sure_one_is_counts_only_where_it_is_asked_for() {
        for asked in [false, true] {
            let mut lesson = Lesson::begin(Settings { confidence: asked, ..Settings::default() });
            let ada = lesson.join("Ada");
            lesson.does(&[C::Next]);
            lesson.gives(ada, lesson.right(), Confidence::Sure).expect("taken");
            let kept = lesson.class.record.vote(0, 1, ada).map(|vote| vote.confidence);
            assert_eq!(kept, Some(if asked { Confidence::Sure } else { Confidence::None }));
        }
    }

    fn command() -> impl Strategy<Value = C> {
        let seat = 0..5u32;
        prop_oneof![
            6 => Just(C::Next),
            4 => prop::sample::select(vec![C::Close, C::Show, C::Again, C::Pause, C::More, C::Skip, C::Reopen, C::Void, C::Lock, C::Tick]),
            1 => seat.clone().prop_map(C::Kick),
            1 => (seat, prop::option::of(100..300u32)).prop_map(|(seat, percent)| C::Pace(seat, percent)),
            1 => prop::collection::vec(0..40u32, 2..6).prop_map(C::Hands),
            1 => Just(C::End),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_class_that_is_played_again_from_its_log_is_the_same_class(
            seconds in prop::option::of(5..60u32),
            wishes in prop::collection::vec((0..4u8, 0..5u32, command(), 0..9_000u64), 1..60),
        ) {
            let mut lesson = Lesson::begin(Settings { seconds, confidence: true, ..Settings::default() });
            lesson.join("Ada");
            lesson.does(&[C::Next]);
            for (what, seat, command, ms) in wishes {
                lesson.ms += ms;
                match what {
                    0 => drop(lesson.try_join(&format!("Student {ms}"))),
                    1 if lesson.class.record.at.is_some() => {
                        let rows = if ms % 2 == 0 { lesson.right() } else { lesson.wrong() };
                        let _ = lesson.gives(seat, rows, Confidence::Sure);
                    }
                    _ => drop(lesson.tries(&command)),
                }
                let replayed = lesson.replayed();
                prop_assert_eq!(replayed.as_ref(), Some(&lesson.class.record));
            }
        }
    }

    #[test]
    fn rows_of_no_question_are_no_answer() {
        let mut lesson = Lesson::begin(Settings::default());
        let ada = lesson.join("Ada");
        let early = lesson.gives(ada, Rows::Above(0), Confidence::None).expect_err("nothing is open");
        assert_eq!(early.sort, Sort::Closed);
        let nobody = lesson.gives(7, Rows::Above(0), Confidence::None).expect_err("nobody sits there");
        assert_eq!(nobody.sort, Sort::NoSeat);
    }
}
