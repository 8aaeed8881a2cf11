//! What the store promises: nothing acknowledged is lost, nobody else's file is touched, and each refusal says why.
// Tells clippy that the helpers below are tests too.
#![cfg(test)]

mod backups;
mod files;
mod refusals;

use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::{TempDir, tempdir};
use uuid::Uuid;
use whose::progress::day::{Day, Moment};
use whose::progress::entry::{Answered, Confidence, Entry, Mode, What};
use whose::progress::ledger::{DayRow, ObjectiveRow, Progress, QuestionRow, Touched};
use whose::progress::memory::Memory;
use whose::quiz::kind::Answer;
use whose::quiz::load::MAX_BYTES;
use whose::quiz::score::Score;
use whose::store::files::{Found, bank_dir, data_dir, find};
use whose::store::{Access, Store, StoreError, shipped};

pub(crate) const BANK: u64 = 0xFEDC_BA98_7654_3210;
pub(crate) const DAY: Day = Day(20_000);

/// The answer number `n`, with characters that are easily mangled.
pub(crate) fn answer(n: u32) -> Entry {
    let what = What::Answer(Answered {
        question: format!("srm/{}", n % 7),
        key: u64::MAX - u64::from(n),
        text: u64::from(n),
        shown: vec!["a".to_owned(), "b \"ü\"\n\u{0}".to_owned()],
        answer: Answer::Chosen(vec!["a".to_owned()]),
        score: Score::new(1, 2),
        confidence: Confidence::Unsure,
        ms: 4_000,
    });
    Entry { what, ..void(n, 0) }
}

/// The entry number `n`, which takes back the entry `of`.
pub(crate) fn void(n: u32, of: u32) -> Entry {
    Entry {
        id: Uuid::from_u128(u128::from(n) + 1),
        session: Uuid::from_u128(7),
        mode: if n.is_multiple_of(2) { Mode::Study } else { Mode::Drill },
        at: Moment { utc_ms: i64::from(DAY.0) * 86_400_000 + i64::from(n) * 1_000, offset_minutes: -210 },
        what: What::Void { entry: Uuid::from_u128(u128::from(of) + 1) },
    }
}

pub(crate) fn entries(range: std::ops::Range<u32>) -> Vec<Entry> {
    range.map(answer).collect()
}

/// Some derived state; it differs by `n`.
pub(crate) fn progress(n: u32) -> (Progress, Touched) {
    let mut progress = Progress::default();
    let memory = Memory {
        stability: 1.0 / 3.0,
        difficulty: 5.1,
        last: DAY,
        due: DAY.plus(3),
        reviews: n,
        lapses: 0,
        missed: false,
    };
    progress.objectives.insert("known".to_owned(), ObjectiveRow { memory: Some(memory), owed: Some(DAY) });
    progress.objectives.insert("owed".to_owned(), ObjectiveRow { memory: None, owed: Some(Day(-1)) });
    let row = QuestionRow {
        seen: n,
        last: Some(DAY),
        flagged: true,
        note: "it's \"AWS\"".to_owned(),
        ..QuestionRow::default()
    };
    progress.questions.insert("srm/1".to_owned(), row);
    progress.days.insert(DAY, DayRow { answers: n, ms: u64::from(n) * 4_000, ..DayRow::default() });
    let touched = Touched {
        exams: progress.exams.keys().copied().collect(),
        objectives: vec!["known".to_owned(), "owed".to_owned()],
        questions: vec!["srm/1".to_owned()],
        days: vec![DAY],
    };
    (progress, touched)
}

pub(crate) fn write(dir: &Path) -> Store {
    Store::open(dir, Access::Write).expect("the store opens to write")
}

pub(crate) fn read(dir: &Path) -> Store {
    Store::open(dir, Access::Read).expect("the store opens to read")
}

/// A store with so many answers, closed.
pub(crate) fn stored(answers: u32) -> TempDir {
    let dir = tempdir().expect("a folder");
    let mut store = write(dir.path());
    let (progress, touched) = progress(answers);
    store.replace_derived(&Progress::default(), BANK).expect("derived");
    store.append(&entries(0..answers), &progress, &touched).expect("appended");
    store.close();
    dir
}

pub(crate) fn database(dir: &Path) -> PathBuf {
    dir.join("study.db")
}

/// The database as another program may open it.
pub(crate) fn raw(dir: &Path) -> Connection {
    Connection::open(database(dir)).expect("a database")
}

pub(crate) fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

/// What is derived under this bank.
pub(crate) fn derived(store: &Store, bank: u64) -> Option<Progress> {
    store.derived().expect("it is read").filter(|(made, _)| *made == bank).map(|(_, progress)| progress)
}

#[test]
fn what_was_appended_is_there_after_reopening() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("a/b");
    let mut store = write(&folder);
    store.replace_derived(&Progress::default(), BANK).unwrap();
    for n in 1..=3 {
        let (progress, touched) = progress(n);
        store.append(&entries(n * 10..n * 10 + 3), &progress, &touched).unwrap();
    }
    store.close();
    assert_eq!(names(&folder), ["study.db", "whose.lock"], "all is in the one file");
    for store in [read(&folder), write(&folder)] {
        let log = store.log().unwrap();
        assert_eq!(log.damaged, 0);
        assert_eq!(log.entries, [entries(10..13), entries(20..23), entries(30..33)].concat());
        assert_eq!(derived(&store, BANK), Some(progress(3).0));
        store.close();
    }
    assert_eq!(names(&folder), ["study.db", "whose.lock"], "readers leave nothing behind");
}

#[test]
fn a_store_dropped_without_closing_loses_nothing() {
    let dir = tempdir().unwrap();
    let mut store = write(dir.path());
    store.append(&entries(0..5), &Progress::default(), &Touched::default()).unwrap();
    // As after a kill: the files as they are at this instant.
    let copy = tempdir().unwrap();
    for name in ["study.db", "study.db-wal"] {
        fs::copy(dir.path().join(name), copy.path().join(name)).unwrap();
    }
    drop(store);
    assert_eq!(write(copy.path()).log().unwrap().entries, entries(0..5));
    assert_eq!(write(dir.path()).log().unwrap().entries, entries(0..5));
}

#[test]
fn every_sort_of_entry_comes_back() {
    let dir = stored(0);
    let question = || "srm/ü".to_owned();
    let whats = [
        What::Void { entry: Uuid::max() },
        What::Flag { question: question(), on: true },
        What::Suspend { question: question(), on: false },
        What::Note { question: question(), text: "\"\\\u{202e}\u{1F468}\u{200D}\u{1F469}\n".to_owned() },
    ];
    let all: Vec<Entry> = whats.into_iter().zip(0..).map(|(what, n)| Entry { what, ..answer(n) }).collect();
    write(dir.path()).append(&all, &Progress::default(), &Touched::default()).unwrap();
    assert_eq!(read(dir.path()).log().unwrap().entries, all);
}

#[test]
fn derived_state_belongs_to_one_bank() {
    let dir = stored(2);
    let mut store = write(dir.path());
    assert_eq!(derived(&store, BANK + 1), None);
    let (other, _) = progress(9);
    store.replace_derived(&other, BANK + 1).unwrap();
    assert_eq!(derived(&store, BANK + 1), Some(other));
    assert_eq!(derived(&store, BANK), None);
    assert_eq!(derived(&write(tempdir().unwrap().path()), BANK), None, "never made");
}

#[test]
fn rows_that_are_gone_from_derived_state_are_removed() {
    let dir = stored(2);
    let mut store = write(dir.path());
    store.append(&[], &Progress::default(), &progress(2).1).unwrap();
    assert_eq!(derived(&store, BANK), Some(Progress::default()));
    store.replace_derived(&progress(2).0, BANK).unwrap();
    store.replace_derived(&Progress::default(), BANK).unwrap();
    assert_eq!(derived(&store, BANK), Some(Progress::default()));
}

#[test]
fn derived_state_is_rebuilt_after_an_entry_is_taken_back() {
    let dir = stored(2);
    let mut store = write(dir.path());
    let (progress, touched) = progress(2);
    store.append(&[void(2, 1)], &progress, &touched).unwrap();
    assert_eq!(derived(&store, BANK), None, "a kill here must not leave the answer counted");
    store.replace_derived(&progress, BANK).unwrap();
    assert_eq!(derived(&store, BANK), Some(progress));
}

#[test]
fn derived_rows_that_cannot_be_read_are_rebuilt() {
    let dir = stored(2);
    raw(dir.path()).execute("UPDATE question SET row = x'FF'", []).unwrap();
    assert_eq!(derived(&read(dir.path()), BANK), None);
}

#[test]
fn the_log_is_append_only() {
    let dir = stored(3);
    let conn = raw(dir.path());
    for sql in ["UPDATE log SET payload = '{}'", "UPDATE log SET seq = seq + 9", "DELETE FROM log WHERE seq = 2"] {
        let error = conn.execute(sql, []).unwrap_err();
        assert!(error.to_string().contains("append-only"), "{sql}: {error}");
    }
    drop(conn);
    assert_eq!(read(dir.path()).log().unwrap().entries, entries(0..3));
}

#[test]
fn a_damaged_row_is_counted_and_left_out() {
    let changes = [
        "payload = replace(payload, '4000', '4001')",
        "payload = 'nonsense'",
        "kind = 'void'",
        "mode = 'drill'",
        "utc_ms = utc_ms + 1",
        "offset_minutes = 0",
        "study_day = study_day + 1",
        "session = zeroblob(16)",
        "id = zeroblob(16)",
        "seq = 99",
        "crc = crc + 1",
    ];
    for change in changes {
        let dir = stored(4);
        let conn = raw(dir.path());
        conn.execute_batch("DROP TRIGGER log_rows_stay_as_they_are").unwrap();
        conn.execute(&format!("UPDATE log SET {change} WHERE seq = 3"), []).unwrap();
        drop(conn);
        let log = read(dir.path()).log().unwrap();
        assert_eq!(log.damaged, 1, "{change}");
        assert_eq!(log.entries, [entries(0..2), entries(3..4)].concat(), "{change}");
    }
}

#[test]
fn appending_again_is_harmless() {
    let dir = stored(3);
    let mut store = write(dir.path());
    let (progress, touched) = progress(3);
    store.append(&entries(1..6), &progress, &touched).unwrap();
    store.append(&entries(1..6), &progress, &touched).unwrap();
    let log = store.log().unwrap();
    assert_eq!((log.entries, log.damaged), (entries(0..6), 0));
    assert_eq!(derived(&store, BANK), Some(progress));
    drop(store);
    let last: i64 = raw(dir.path()).query_row("SELECT max(seq) FROM log", [], |row| row.get(0)).unwrap();
    assert_eq!(last, 6, "no number is skipped");
}

/// The time of an append, for the record: `cargo test --release -- --ignored --nocapture append_time`.
#[test]
#[ignore = "a measurement"]
#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement reads the clock and tells")]
fn append_time() {
    let dir = stored(0);
    let mut store = write(dir.path());
    let (progress, touched) = progress(1);
    let mut times: Vec<_> = (0..200)
        .map(|n| {
            let begun = std::time::Instant::now();
            store.append(&[answer(n)], &progress, &touched).unwrap();
            begun.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    println!("append: median {} µs, 95 % {} µs, slowest {} µs", times[100], times[190], times[199]);
}
