//! The time of an exam: its end, more of it, breaks, crashes.

use crate::exam::*;

#[test]
fn time_over_ends_the_exam_by_itself() {
    let mut candidate = Candidate::begin(Wish { n: Some(13), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    assert_eq!(candidate.left_minutes(), 18);
    candidate.answer(true);
    candidate.wait(9 * MINUTE);
    assert_eq!(candidate.stage().notice.as_deref(), Some("10 minutes left"));
    candidate.wait(9 * MINUTE);
    let account = candidate.result().account;
    assert_eq!((account.how, account.blank), (Ending::TimeUp, 12));
    candidate.wait(MINUTE);
    assert_eq!(candidate.result().account.elapsed_ms, 18 * MINUTE, "its time has ended");
}

#[test]
fn extra_time_and_no_limit() {
    let mut more = Candidate::begin(Wish { extra: Extra::Minutes(30), ..Wish::of("T-1") });
    more.turn(Turn::Open);
    assert_eq!(more.left_minutes(), 120);
    let mut none = Candidate::begin(Wish { untimed: true, ..Wish::of("T-1") });
    none.turn(Turn::Open);
    none.wait(10_000 * MINUTE);
    assert!(matches!(none.stage().exam, Some(Driver::Sitting { left_ms: None, .. })));
}

#[test]
fn after_a_crash_everything_is_there_with_the_right_time_left() {
    for (timing, gone, left) in [(Timing::Fair, 40, 84), (Timing::Strict, 40, 44)] {
        let mut candidate = Candidate::begin(Wish { timing, ..Wish::of("T-1") });
        candidate.turn(Turn::Open);
        candidate.answer(true);
        candidate.turn(Turn::Next);
        candidate.turn(Turn::Strike);
        candidate.send(Event::Flag);
        for _ in 0..6 * 12 {
            candidate.wait(5_000);
        }
        let before = candidate.stage();
        let candidate = candidate.killed(gone * 60_000);
        let stage = candidate.stage();
        assert_eq!((stage.number, stage.flagged, &stage.sheet.rows), (2, true, &before.sheet.rows), "{timing:?}");
        assert_eq!(candidate.left_minutes(), left, "{timing:?}");
        assert_eq!(stage.notice.as_deref().map(|words| words.starts_with("gone on with")), Some(true));
        let mut candidate = candidate;
        candidate.turn(Turn::Previous);
        assert_eq!(candidate.stage().sheet.done, candidate.stage().sheet.of, "the answer is there");
    }
}

#[test]
fn a_strict_exam_whose_time_ran_out_meanwhile_shows_its_result() {
    let mut candidate = Candidate::begin(Wish { timing: Timing::Strict, ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    candidate.answer(true);
    let candidate = candidate.killed(10 * 3_600_000);
    assert_eq!(candidate.result().account.how, Ending::TimeUp);
}

#[test]
fn one_exam_at_a_time() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    candidate.turn(Turn::Open);
    candidate.send(Event::Leave);
    assert_eq!(candidate.session.scene(), Scene::Left);
    let why = start(&Start::Exam(Wish::of("T-1")), &mut candidate.keeper, noon()).err().expect("a refusal");
    assert_eq!(why, "T-1 of 2024-10-04 is still open; go on with it or end it first, with `whose exam`");
}

/// Whatever is done in whatever order, the log alone gives the same exam again: kills at random moments.
#[test]
fn random_play_survives_a_kill_at_any_moment() {
    for seed in 0..60 {
        let mut luck = ChaCha8Rng::seed_from_u64(seed);
        let mut candidate = Candidate::begin(Wish { n: Some(10), ..Wish::of("T-1") });
        candidate.turn(Turn::Open);
        for _ in 0..luck.random_range(1..60) {
            let event = match luck.random_range(0..10) {
                0..4 => Event::Input(Input::Pick(luck.random_range(0..6))),
                4 => Event::Flag,
                5 => Event::Exam(Turn::Strike),
                6 => Event::Input(Input::Down),
                7 => Event::Exam(Turn::Previous),
                8 => Event::Exam(Turn::Review),
                _ => Event::Exam(Turn::Next),
            };
            candidate.send(event);
            candidate.wait(luck.random_range(0..4_000));
        }
        let sitting = candidate.keeper.log[0].session;
        let (entries, beat) = candidate.keeper.sitting(sitting).expect("kept");
        let record = Record::replay(&entries).expect("a paper");
        candidate.turn(Turn::Review);
        let (review, elapsed) = (candidate.review(), candidate.beat.steady_ms);
        let mut again = candidate.killed(5_000);
        again.turn(Turn::Review);
        let resumed = again.review();
        assert_eq!((&resumed.cells, resumed.answered), (&review.cells, review.answered), "seed {seed}");
        again.end();
        let live = again.result();
        let read_again =
            start(&Start::Resume(sitting), &mut again.keeper, noon()).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(read_again.scene(), Scene::Result(Box::new(live)), "seed {seed}: read again, it says the same");
        let kept = record.elapsed_ms.max(beat);
        assert!(elapsed - kept <= 5_000 + 4_000, "seed {seed}: {kept} of {elapsed} ms were kept");
        let left = resumed.left_ms.expect("a limit");
        assert!(left >= review.left_ms.expect("a limit"), "seed {seed}: a crash costs no time");
    }
}
