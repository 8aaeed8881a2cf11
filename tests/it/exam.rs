//! Mock exams, sat event by event with instants handed in, broken off and gone on with.

use crate::bank::shipped_bank;
use crate::keep::{Memory, memory};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::collections::HashSet;
use std::sync::Arc;
use whose::progress::day::{Beat, Moment};
use whose::progress::entry::{Entry, What};
use whose::progress::exam::deed::Ending;
use whose::progress::exam::marks::Went;
use whose::progress::exam::paper::Timing;
use whose::progress::exam::record::Record;
use whose::progress::exam::row::ExamRow;
use whose::progress::ledger::Progress;
use whose::quiz::bank::Bank;
use whose::quiz::exams::Exam;
use whose::quiz::input::Input;
use whose::quiz::load::{SourceFile, read};
use whose::session::drill::Selection;
use whose::session::exam::scene::{Driver, ExamResult, Review, Shown};
use whose::session::exam::wish::{Extra, Wish};
use whose::session::keeper::{Keeper, carry_out};
use whose::session::start::{Start, start};
use whose::session::step::{Event, Scene, Session, Stage, Turn};

const MINUTE: u64 = 60_000;

/// An exam of four domains, weighed as Cloud Practitioner is. Each domain has ideas of a practice question and two that
/// are kept for exams, enough for three papers, and one question that is no choice.
pub(crate) fn fixture() -> Arc<Bank> {
    fixture_without("")
}

/// The same bank after its author took a question out.
fn fixture_without(gone: &str) -> Arc<Bank> {
    let exam = "[[exam]]\ncode = \"T-1\"\ntitle = \"Test\"\nstatus = \"current\"\nquestions = 65\nscored = 50\nminutes = 90\npass = 700\nscale = [100, 1000]\n";
    let weights = [24, 30, 34, 12];
    let domain = |(number, weight): (usize, u16)| {
        let head = "[[domain]]\nexam = \"T-1\"\n";
        format!(
            "{head}number = {number}\ntitle = \"Domain {number}\"\nweight = {weight}\n[[task]]\nexam = \"T-1\"\nid = \"T-1/{number}\"\ndomain = {number}\ntitle = \"Task\"\n"
        )
    };
    let exams = exam.to_owned() + &(1..).zip(weights).map(domain).collect::<String>();
    let ideas: String =
        (1..).zip(weights).flat_map(|(number, weight)| (0..weight).map(move |n| idea(number, n))).collect();
    let order = "[[question]]\nid = \"order\"\nkind = \"order\"\ntasks = [\"T-1/1\"]\nstem = \"s\"\n[[question.item]]\nid = \"a\"\ntext = \"a\"\nrank = 1\n[[question.item]]\nid = \"b\"\ntext = \"b\"\nrank = 2\n";
    let ideas = ideas.replace(&format!("id = \"{gone}\"\nkind"), "id = \"another\"\nkind");
    let files = [("exams.toml", exams), ("bank.toml", format!("bank = \"t\"\n{ideas}{order}"))];
    let (bank, faults) =
        Bank::assemble(files.iter().map(|(name, text)| read(&SourceFile::new(name, text.as_str()))).collect());
    assert!(faults.is_empty(), "{faults:?}");
    Arc::new(bank)
}

fn idea(domain: usize, n: u16) -> String {
    let id = format!("d{domain}-{n}");
    let question = |name: &str, pool: &str| {
        let keys = if n.is_multiple_of(4) { 2 } else { 1 };
        let row = |at: u8| {
            let part = if at < keys { "correct" } else { "incorrect" };
            format!("[[question.{part}]]\nid = \"o{at}\"\ntext = \"Option {at}\"\nwhy = \"SECRET\"\n")
        };
        let rows = (0..4 + u8::from(keys == 2)).map(row).collect::<Vec<_>>().concat();
        format!(
            "[[question]]\nid = \"{id}-{name}\"\nkind = \"choice\"\nobjective = \"{id}\"\ntasks = [\"T-1/{domain}\"]\n{pool}stem = \"{id} {name}?\"\nexplanation = \"SECRET\"\n{rows}"
        )
    };
    let objective = format!("[[objective]]\nid = \"{id}\"\ntopic = \"t{domain}\"\ntitle = \"Idea {id}\"\n");
    let kept = "pool = \"exam\"\n";
    objective + &question("p", "") + &question("x", kept) + &question("y", kept)
}

pub(crate) fn exam(bank: &Bank) -> &Exam {
    bank.exam("T-1").expect("the exam")
}

pub(crate) fn noon() -> Moment {
    Moment { utc_ms: 20_000 * 86_400_000 + 12 * 3_600_000, offset_minutes: 0 }
}

/// An exam under way, with a log behind it.
struct Candidate {
    keeper: Memory,
    session: Box<dyn Session>,
    now: Moment,
    beat: Beat,
}

impl Candidate {
    fn begin(wish: Wish) -> Self {
        Self::of(memory(fixture()), &Start::Exam(wish))
    }

    fn of(mut keeper: Memory, what: &Start) -> Self {
        let session = start(what, &mut keeper, noon()).unwrap_or_else(|why| panic!("{why}"));
        let mut candidate = Self { keeper, session, now: noon(), beat: Beat::default() };
        candidate.wait(0);
        candidate
    }

    /// Lets time go by, awake.
    fn wait(&mut self, ms: u64) {
        self.beat.steady_ms += ms;
        self.beat.awake_ms += ms;
        self.now.utc_ms += i64::try_from(ms).expect("a short time");
        self.send(Event::Tick(self.beat));
    }

    fn send(&mut self, event: Event) {
        let effects = self.session.update(event, self.now);
        carry_out(&mut self.keeper, effects).expect("it is kept");
        assert_eq!(
            self.keeper.progress,
            Progress::replay(&self.keeper.log, &self.keeper.bank),
            "the log says the same"
        );
    }

    fn turn(&mut self, turn: Turn) {
        self.send(Event::Exam(turn));
    }

    fn stage(&self) -> Stage {
        match self.session.scene() {
            Scene::Question(stage) => *stage,
            other => panic!("{other:?}"),
        }
    }

    fn review(&self) -> Review {
        match self.session.scene() {
            Scene::Review(review) => *review,
            other => panic!("{other:?}"),
        }
    }

    fn result(&self) -> ExamResult {
        match self.session.scene() {
            Scene::Result(result) => *result,
            other => panic!("{other:?}"),
        }
    }

    fn left_minutes(&self) -> u64 {
        let Some(Driver::Sitting { left_ms: Some(left), .. }) = self.stage().exam else { panic!("no time") };
        left / MINUTE
    }

    /// Chooses the key of the question on the table, or something else.
    fn answer(&mut self, right: bool) {
        let sheet = self.stage().sheet;
        let wanted = if right { ["o0", "o1"] } else { ["o3", "o2"] };
        for id in wanted.iter().take(sheet.of) {
            let row = sheet.rows.iter().position(|row| row.id == *id).expect("a row");
            self.send(Event::Input(Input::Pick(row)));
        }
    }

    /// Asks to end the exam, and ends it.
    fn end(&mut self) {
        self.turn(Turn::End);
        self.turn(Turn::End);
    }

    /// Answers one question after the other, rightly or not, and ends the exam.
    fn sit(&mut self, right: &[bool]) {
        for right in right {
            self.answer(*right);
            self.turn(Turn::Next);
        }
        self.end();
    }

    /// The same learner after the program was killed, with so much time gone by.
    fn killed(self, ms: i64) -> Self {
        let sitting = whose::progress::exam::history::unfinished(&self.keeper.bank, &self.keeper.progress);
        let (sitting, _) = sitting.expect("an open exam");
        let mut keeper = self.keeper;
        let now = Moment { utc_ms: self.now.utc_ms + ms, ..self.now };
        let session = start(&Start::Resume(sitting), &mut keeper, now).unwrap_or_else(|why| panic!("{why}"));
        let mut candidate = Self { keeper, session, now, beat: Beat::default() };
        candidate.wait(0);
        candidate
    }
}

#[test]
fn nothing_is_kept_before_the_exam_begins_and_the_paper_is_before_its_first_question() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    assert!(matches!(candidate.session.scene(), Scene::Cover(_)));
    assert!(candidate.keeper.log.is_empty());
    candidate.turn(Turn::Open);
    assert!(matches!(&candidate.keeper.log[..], [Entry { what: What::Paper(paper), .. }] if paper.items.len() == 65));
    assert_eq!(candidate.stage().number, 1);
}

#[test]
fn no_sign_of_the_key_is_seen_before_the_end() {
    let mut candidate = Candidate::begin(Wish { n: Some(10), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    for _ in 0..10 {
        candidate.answer(true);
        let seen = serde_json::to_string(&candidate.stage()).expect("it encodes");
        assert!(!seen.contains("SECRET") && candidate.stage().verdict.is_none(), "{seen}");
        assert!(candidate.stage().sheet.rows.iter().all(|row| row.mark.is_none()));
        candidate.turn(Turn::Next);
    }
    assert_eq!((candidate.review().answered, candidate.review().open), (10, 0), "after the last comes the review");
}

#[test]
fn select_two_is_enforced_and_choosing_goes_on_until_the_end() {
    let mut candidate = Candidate::begin(Wish { n: Some(65), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    while candidate.stage().sheet.of < 2 {
        candidate.turn(Turn::Next);
    }
    for row in 0..3 {
        candidate.send(Event::Input(Input::Pick(row)));
    }
    assert_eq!(candidate.stage().notice.as_deref(), Some("2 are chosen already; take one back first"));
    assert_eq!(candidate.stage().sheet.done, 2);
    candidate.send(Event::Input(Input::Pick(0)));
    assert_eq!(candidate.stage().sheet.done, 1, "what is chosen can be taken back");
    candidate.turn(Turn::Review);
    assert_eq!(candidate.review().open, 65, "one of two is not an answer yet");
}

#[test]
fn a_struck_out_option_stays_so_and_a_chosen_one_is_not_struck_out() {
    let mut candidate = Candidate::begin(Wish { n: Some(10), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    candidate.turn(Turn::Strike);
    let first = candidate.stage().sheet.rows[0].id.clone();
    let struck = |candidate: &Candidate| match candidate.stage().exam {
        Some(Driver::Sitting { struck, .. }) => struck,
        _ => panic!("no exam"),
    };
    assert_eq!(struck(&candidate), std::slice::from_ref(&first));
    candidate.turn(Turn::Next);
    candidate.turn(Turn::Previous);
    assert_eq!(struck(&candidate), [first]);
    candidate.turn(Turn::Strike);
    assert!(struck(&candidate).is_empty());
    candidate.send(Event::Input(Input::Choose));
    candidate.turn(Turn::Strike);
    assert_eq!(candidate.stage().notice.as_deref(), Some("this option is chosen; take it back first"));
    candidate.send(Event::Input(Input::Down));
    candidate.turn(Turn::Strike);
    candidate.send(Event::Input(Input::Pick(1)));
    assert!(struck(&candidate).is_empty(), "to choose what was struck out brings it back");
}

#[test]
fn a_question_that_is_gone_from_the_bank_is_passed_over_and_does_not_count() {
    for at in [1, 2] {
        let mut candidate = Candidate::begin(Wish { n: Some(5), ..Wish::of("T-1") });
        candidate.turn(Turn::Open);
        let What::Paper(paper) = &candidate.keeper.log[0].what else { panic!("no paper") };
        let gone = paper.items[1].question.rsplit('/').next().expect("a name").to_owned();
        (1..at).for_each(|_| candidate.turn(Turn::Next));
        candidate.keeper.bank = fixture_without(&gone);
        candidate.keeper.progress = Progress::replay(&candidate.keeper.log, &candidate.keeper.bank);
        let mut candidate = candidate.killed(1_000);
        if at == 2 {
            assert_eq!(candidate.review().cursor, 1, "what is gone is not on the table");
            candidate.turn(Turn::Figure(1));
            candidate.turn(Turn::Open);
        }
        assert_eq!(candidate.stage().number, 1);
        candidate.turn(Turn::Next);
        assert_eq!(candidate.stage().number, 3);
        candidate.turn(Turn::Previous);
        assert_eq!(candidate.stage().number, 1);
        candidate.turn(Turn::Review);
        candidate.turn(Turn::Figure(2));
        candidate.turn(Turn::Open);
        let notice = candidate.review().notice.expect("a word on it");
        assert_eq!(notice, "question 2 has changed or is gone, and does not count");
        candidate.end();
        let result = candidate.result();
        assert_eq!((result.lines[1].went, result.account.score.of + result.account.trial.of), (Went::Gone, 4));
    }
}

#[test]
fn what_was_missed_in_an_exam_is_drilled_by_its_sister() {
    let mut candidate = Candidate::begin(Wish { n: Some(5), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    candidate.sit(&[true, false, false, true, false]);
    let missed = Selection { missed: true, ..Selection::default() };
    assert_eq!(missed.count(&candidate.keeper.bank, &candidate.keeper.progress), 3);
    let mut drill = Candidate::of(candidate.keeper, &Start::Drill(missed.clone()));
    for _ in 0..3 {
        let sheet = drill.stage().sheet;
        for id in ["o0", "o1"].iter().take(sheet.of) {
            let row = sheet.rows.iter().position(|row| row.id == *id).expect("a row");
            drill.send(Event::Input(Input::Pick(row)));
        }
        drill.send(Event::Submit);
        drill.send(Event::Next);
    }
    assert_eq!(missed.count(&drill.keeper.bank, &drill.keeper.progress), 0, "answered, it is missed no more");
}

#[test]
fn an_open_exam_that_the_bank_does_not_know_stands_in_nobodys_way() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    candidate.turn(Turn::Open);
    let mut keeper = candidate.keeper;
    keeper.bank = Arc::new(shipped_bank());
    let lines = whose::session::exam::list::lines(&keeper.bank, &keeper.progress);
    assert!(lines.iter().all(|line| line.heading == "sit"), "{lines:?}");
    assert!(start(&Start::Exam(Wish::of("CLF-C02")), &mut keeper, noon()).is_ok());
}

#[test]
fn practice_does_not_show_the_key_of_what_lies_on_the_table() {
    let (bank, every) = (fixture(), Selection::default());
    let all = every.count(&bank, &Progress::default());
    let mut candidate = Candidate::begin(Wish { n: Some(250), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    let What::Paper(paper) = &candidate.keeper.log[0].what else { panic!("no paper") };
    let practised = paper.items.iter().filter(|item| item.question.ends_with("-p")).count();
    assert!(practised > 0, "so long a paper takes practice questions, too");
    assert_eq!(every.count(&bank, &candidate.keeper.progress), all - practised);
    let today = noon().study_day();
    let wish = whose::progress::plan::Wish { new: Some(1_000), ..Default::default() };
    let planned = whose::progress::plan::plan(&bank, &candidate.keeper.progress, today, &wish);
    let on_the_table: HashSet<&str> = paper.items.iter().map(|item| item.question.as_str()).collect();
    assert!(planned.items.iter().all(|item| !on_the_table.contains(item.question.id.as_str())));
    candidate.turn(Turn::Review);
    candidate.end();
    assert_eq!(every.count(&bank, &candidate.keeper.progress), all, "after the end they are practised again");
}

#[test]
fn the_review_finds_open_and_flagged_questions_and_asks_before_the_end() {
    let mut candidate = Candidate::begin(Wish { n: Some(12), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    candidate.answer(true);
    candidate.turn(Turn::Next);
    candidate.send(Event::Flag);
    candidate.turn(Turn::Review);
    assert_eq!((candidate.review().answered, candidate.review().open, candidate.review().flagged), (1, 11, 1));
    candidate.turn(Turn::Filter);
    assert_eq!((candidate.review().shown, candidate.review().cells.len()), (Shown::Open, 11));
    candidate.turn(Turn::Filter);
    assert_eq!(candidate.review().cells.iter().map(|cell| cell.number).collect::<Vec<_>>(), [2]);
    for figure in [1, 2] {
        candidate.turn(Turn::Figure(figure));
    }
    candidate.turn(Turn::Open);
    assert_eq!(candidate.stage().number, 12, "its number was typed");
    candidate.turn(Turn::Back);
    candidate.turn(Turn::End);
    assert!(candidate.review().asks_to_end);
    candidate.turn(Turn::Back);
    assert!(!candidate.review().asks_to_end, "it goes on");
    candidate.end();
    assert_eq!(candidate.result().account.how, Ending::Handed);
}

#[test]
fn marks_are_all_or_nothing_and_blanks_are_wrong() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    candidate.turn(Turn::Open);
    for n in 0..65 {
        match n % 3 {
            0 => candidate.answer(true),
            1 => candidate.answer(false),
            _ => {}
        }
        candidate.wait(10_000);
        candidate.turn(Turn::Next);
    }
    candidate.end();
    let ExamResult { account, lines, .. } = candidate.result();
    let went = |wanted| lines.iter().filter(|line| line.went == wanted).count();
    assert_eq!((went(Went::Right), went(Went::Wrong), went(Went::Blank)), (22, 22, 21));
    assert_eq!(account.score.of, 50, "the others are on trial");
    assert_eq!(account.score.plus(account.trial).won, 22);
    assert_eq!((account.blank, account.elapsed_ms), (21, 650_000));
    assert!(lines.iter().all(|line| line.ms == 10_000), "each question has its time");
    let (low, high) = account.scaled;
    assert!(100 < low && low < high && high < account.pass, "{low} to {high}");
    assert_eq!(account.verdict, "Not a pass yet");
    // Answers are exposures: what was missed is due, and a blank is no answer.
    let answers = candidate.keeper.log.iter().filter(|entry| matches!(entry.what, What::Answer(_))).count();
    assert_eq!(answers, 44);
    let owed = candidate.keeper.progress.objectives.values().filter(|row| row.owed.is_some()).count();
    assert_eq!(owed, 22, "each miss makes its idea due");
    assert!(candidate.keeper.progress.objectives.values().all(|row| row.memory.is_none()), "no memory is moved");
}

#[test]
fn a_full_house_passes_and_an_empty_one_is_far_from_it() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    candidate.turn(Turn::Open);
    candidate.sit(&[true; 65]);
    let account = candidate.result().account;
    assert_eq!((account.score.won, account.verdict.as_str()), (50, "A pass"));
    assert!(account.scaled.0 > 900, "{:?}", account.scaled);
    assert!(account.domains.iter().all(|domain| domain.band == "meets competencies"));
}

#[test]
fn reading_the_result_lists_by_filter_and_opens_each_question_with_its_reasons() {
    let mut candidate = Candidate::begin(Wish { n: Some(10), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    for n in 0..10 {
        candidate.answer(n != 4);
        if n == 7 {
            candidate.send(Event::Flag);
        }
        candidate.turn(Turn::Next);
    }
    candidate.end();
    candidate.turn(Turn::Filter);
    let result = candidate.result();
    assert_eq!((result.listed.as_str(), result.lines.len(), result.lines[0].number), ("missed: 1", 1, 5));
    candidate.turn(Turn::Open);
    let stage = candidate.stage();
    assert!(stage.verdict.is_some_and(|verdict| verdict.explanation == "SECRET"));
    assert!(stage.sheet.rows.iter().all(|row| row.mark.as_ref().is_some_and(|mark| mark.why == "SECRET")));
    candidate.turn(Turn::Back);
    candidate.turn(Turn::Filter);
    assert_eq!(candidate.result().lines.iter().map(|line| line.number).collect::<Vec<_>>(), [8], "flagged");
    // What was missed is drilled at once: for a question that is kept for exams, a sibling in practice.
    let drill = candidate.result().drill;
    assert_eq!(drill.len(), 1);
    assert!(drill[0].ends_with("-p"), "{drill:?}");
    let selection = Selection { only: Some(drill), ..Selection::default() };
    start(&Start::Drill(selection), &mut candidate.keeper, noon()).unwrap_or_else(|why| panic!("{why}"));
}

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

#[test]
fn the_history_keeps_each_exam_with_its_marks() {
    let mut keeper = memory(fixture());
    for right in [false, true] {
        let mut candidate = Candidate::of(keeper, &Start::Exam(Wish { n: Some(10), ..Wish::of("T-1") }));
        candidate.turn(Turn::Open);
        candidate.sit(&[right; 10]);
        candidate.keeper.progress.exams.values().for_each(|row| assert!(matches!(row, ExamRow::Mock(_))));
        keeper = candidate.keeper;
        keeper.log.iter_mut().for_each(|entry| entry.at.utc_ms -= 86_400_000);
        keeper.progress = Progress::replay(&keeper.log, &keeper.bank);
    }
    let lines = whose::session::exam::list::lines(&keeper.bank, &keeper.progress);
    let said: Vec<String> =
        lines.iter().map(|line| format!("{} {}: {}", line.heading, line.name, line.aside)).collect();
    assert_eq!(
        said,
        [
            "sit T-1: 65 questions, 90 minutes",
            "sit T-1, a short paper: 20 questions, 27 minutes",
            "read again T-1, 3 Oct 2024: 10 of 10 right · 100 %, 100 more than before",
            "read again T-1, 2 Oct 2024: 0 of 10 right · 0 %",
        ]
    );
}
