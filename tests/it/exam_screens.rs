//! What a candidate sees: the list of exams, cover, question, review and result, at three sizes and in plain words.

use crate::exam::fixture;
use crate::keep::{Memory, memory};
use crate::screens::{Program, SIZES};
use insta::assert_snapshot;
use std::io::{self, BufRead, Read};
use std::time::Duration;
use whose::clock::Clock;
use whose::plain::{self, Talk};
use whose::progress::day::Beat;
use whose::progress::entry::{Entry, Mode, What};
use whose::quiz::input::Input;
use whose::session::exam::compose::compose;
use whose::session::exam::wish::Wish;
use whose::session::keeper::{Keeper, carry_out};
use whose::session::start::{Opening, Start, start};
use whose::session::step::{Event, Turn};

fn exam(n: usize) -> Opening {
    Opening::Session(Start::Exam(Wish { n: Some(n), ..Wish::of("T-1") }))
}

/// The screens on the way of these keys, each at three sizes.
fn shown(name: &str, n: usize, keys: &str) {
    for size in SIZES {
        let mut keeper = memory(fixture());
        let mut program = Program::opening(&mut keeper, size, false, &exam(n));
        program.press(keys);
        assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), program.text());
    }
}

#[test]
fn the_cover_says_what_the_exam_is_like() {
    shown("cover", 65, "");
}

#[test]
fn a_question_shows_time_pace_and_what_is_struck_out() {
    shown("question", 20, "enter 1 down x m");
}

#[test]
fn the_review_shows_every_question() {
    shown("review", 65, "enter 1 right m r");
    shown("review_open", 20, "enter 1 right m r tab");
    shown("review_end", 20, "enter 1 right m r e");
}

#[test]
fn the_result_says_no_more_than_is_known() {
    shown("result", 20, "enter 1 right 1 2 right m 3 right r e enter");
    shown("result_question", 20, "enter 1 right 1 2 right m 3 right r e enter tab enter");
}

#[test]
fn exams_are_listed_with_what_they_came_to() {
    let mut keeper = memory(fixture());
    let mut program = Program::opening(&mut keeper, (80, 24), false, &exam(10));
    program.press("enter 1 right r e enter esc");
    drop(program);
    let mut program = Program::opening(&mut keeper, (80, 24), false, &Opening::Exams);
    assert_snapshot!("exams_80x24", program.text());
    drop(program);
    let mut program = Program::opening(&mut keeper, (80, 24), false, &exam(10));
    program.press("enter 1 right r q");
    drop(program);
    let mut program = Program::new(&mut keeper, (80, 24), false);
    assert_snapshot!("exam_unfinished_80x24", program.text());
    program.press("e down enter");
    assert!(program.text().contains("is still open; go on with it or end it first"), "{}", program.text());
}

/// A conversation of these lines.
fn said(keeper: &mut Memory, opening: &Opening, lines: &str) -> String {
    let clock = Clock::stopped_at("2026-11-22T18:30:00+01:00").expect("an instant");
    let (mut input, mut output) = (lines.as_bytes(), Vec::new());
    plain::run(keeper, clock, opening, &mut Talk::new(&mut input, &mut output, true)).expect("a conversation");
    String::from_utf8(output).expect("words")
}

#[test]
fn an_exam_can_be_sat_line_by_line() {
    let mut keeper = memory(fixture());
    assert_snapshot!("plain_exam", said(&mut keeper, &exam(4), "\n1\nf\nx 2\n2\ng 4\n1\n2\nl\ne\ny\n2\nb\nt\nq\n"));
    let listed = said(&mut keeper, &Opening::Exams, "9\n3\nq\nq\n");
    assert!(listed.contains("`9` is none of them."), "{listed}");
    assert!(listed.contains("3. read again T-1, 22 Nov 2026"), "{listed}");
}

/// Somebody who takes so long over each line.
struct Slow<'l> {
    lines: std::str::SplitInclusive<'l, char>,
    rest: &'l [u8],
    takes: Duration,
}

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(into)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Slow<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.rest.is_empty() {
            std::thread::sleep(self.takes);
            self.rest = self.lines.next().unwrap_or("").as_bytes();
        }
        Ok(self.rest)
    }

    fn consume(&mut self, n: usize) {
        self.rest = &self.rest[n..];
    }
}

fn said_slowly(keeper: &mut Memory, opening: &Opening, lines: &str, ms: u64) -> String {
    let takes = Duration::from_millis(ms);
    let mut input = Slow { lines: lines.split_inclusive('\n'), rest: &[], takes };
    let mut output = Vec::new();
    let mut talk = Talk::new(&mut input, &mut output, true);
    plain::run(keeper, Clock::default(), opening, &mut talk).expect("a conversation");
    String::from_utf8(output).expect("words")
}

#[test]
fn time_for_a_line_is_time_on_its_question() {
    let mut keeper = memory(fixture());
    said_slowly(&mut keeper, &exam(2), "\n1\n1 2\n1\n1 2\nl\ne\ny\nq\n", 60);
    let spent = keeper.log.iter().filter_map(|entry| match &entry.what {
        What::Answer(answered) => Some(answered.ms),
        _ => None,
    });
    let spent: Vec<u64> = spent.collect();
    assert!(!spent.is_empty() && spent.iter().all(|ms| *ms >= 60), "{spent:?}");
}

#[test]
fn a_line_that_comes_after_the_time_does_not_count() {
    let mut keeper = memory(fixture());
    let wish = Wish { n: Some(1), ..Wish::of("T-1") };
    let exam = keeper.bank.exam("T-1").expect("the exam");
    let mut paper = compose(&keeper.bank, &keeper.progress, exam, &wish, 1).expect("a paper");
    paper.limit_ms = Some(100);
    let session = uuid::Uuid::from_bytes([7; 16]);
    let what = What::Paper(Box::new(paper));
    let entry = Entry { id: session, session, mode: Mode::Exam, at: Clock::default().now(), what };
    keeper.keep(&[entry]).expect("kept");
    let told = said_slowly(&mut keeper, &Opening::Session(Start::Resume(session)), "1 2\ng 1\nq\n", 150);
    assert!(told.contains("The time was over."), "{told}");
    assert!(told.contains("1 not answered"), "{told}");
    assert!(!keeper.log.iter().any(|entry| matches!(entry.what, What::Answer(_))), "no answer counts");
}

/// A learner who has answered fifty questions over some weeks.
fn practised() -> Memory {
    let mut keeper = memory(crate::bank::shipped_bank());
    for week in 0..5 {
        let text = format!("2026-10-{:02}T18:30:00+01:00", 7 * week + 2);
        let clock = Clock::stopped_at(&text).expect("an instant");
        let wish = Wish { n: Some(13), ..Wish::of("CLF-C02") };
        keeper.paper = week;
        let mut session = start(&Start::Exam(wish), &mut keeper, clock.now()).unwrap_or_else(|why| panic!("{why}"));
        let mut beat = Beat::default();
        let mut turns = vec![Event::Exam(Turn::Open)];
        turns.extend(
            (0..13).flat_map(|n| {
                [Event::Input(Input::Pick(n % 4)), Event::Input(Input::Pick(4)), Event::Exam(Turn::Next)]
            }),
        );
        turns.extend([Event::Exam(Turn::End), Event::Exam(Turn::End)]);
        for turn in turns {
            beat = Beat { steady_ms: beat.steady_ms + 9_000, awake_ms: beat.awake_ms + 9_000 };
            for event in [Event::Tick(beat), turn] {
                let effects = session.update(event, clock.now());
                carry_out(&mut keeper, effects).expect("kept");
            }
        }
    }
    keeper
}

#[test]
fn home_says_how_ready_one_is_and_drills_what_raises_it_most() {
    let mut keeper = practised();
    let mut program = Program::new(&mut keeper, (80, 24), false);
    let home = program.text();
    assert!(home.contains("CLF-C02") && home.contains("first answers"), "{home}");
    assert!(home.contains("r  most to gain: "), "{home}");
    program.press("r");
    assert!(program.text().contains("Drill · CLF-C02 domain "), "{}", program.text());
}

#[test]
fn progress_draws_its_charts_at_every_size() {
    for size in SIZES {
        let mut keeper = practised();
        let mut program = Program::new(&mut keeper, size, false);
        program.press("p");
        let mut seen = program.text();
        for _ in 0..30 {
            program.press("pgdn");
            seen.push_str(&program.text());
        }
        for wanted in ["Ready for CLF-C02?", "Comes back", "Study days", "Remembering", "Guesses", "Minutes, week"] {
            assert!(seen.contains(wanted), "{wanted} at {size:?}\n{seen}");
        }
    }
}
