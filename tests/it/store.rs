//! What the store promises: nothing acknowledged is lost, nobody else's file is touched, and each refusal says why.
// Tells clippy that the helpers below are tests too.
#![cfg(test)]

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

const BANK: u64 = 0xFEDC_BA98_7654_3210;
const DAY: Day = Day(20_000);

/// The answer number `n`, with characters that are easily mangled.
fn answer(n: u32) -> Entry {
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
fn void(n: u32, of: u32) -> Entry {
    Entry {
        id: Uuid::from_u128(u128::from(n) + 1),
        session: Uuid::from_u128(7),
        mode: if n.is_multiple_of(2) { Mode::Study } else { Mode::Drill },
        at: Moment { utc_ms: i64::from(DAY.0) * 86_400_000 + i64::from(n) * 1_000, offset_minutes: -210 },
        what: What::Void { entry: Uuid::from_u128(u128::from(of) + 1) },
    }
}

fn entries(range: std::ops::Range<u32>) -> Vec<Entry> {
    range.map(answer).collect()
}

/// Some derived state; it differs by `n`.
fn progress(n: u32) -> (Progress, Touched) {
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

fn write(dir: &Path) -> Store {
    Store::open(dir, Access::Write).expect("the store opens to write")
}

fn read(dir: &Path) -> Store {
    Store::open(dir, Access::Read).expect("the store opens to read")
}

/// A store with so many answers, closed.
fn stored(answers: u32) -> TempDir {
    let dir = tempdir().expect("a folder");
    let mut store = write(dir.path());
    let (progress, touched) = progress(answers);
    store.replace_derived(&Progress::default(), BANK).expect("derived");
    store.append(&entries(0..answers), &progress, &touched).expect("appended");
    store.close();
    dir
}

fn database(dir: &Path) -> PathBuf {
    dir.join("study.db")
}

/// The database as another program may open it.
fn raw(dir: &Path) -> Connection {
    Connection::open(database(dir)).expect("a database")
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

/// What is derived under this bank.
fn derived(store: &Store, bank: u64) -> Option<Progress> {
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

/// Opens what must be refused, for both accesses, and returns the message.
fn refused(dir: &Path) -> String {
    let before = fs::read(database(dir)).ok();
    let mut there = names(dir);
    let messages = [Access::Read, Access::Write].map(|access| match Store::open(dir, access) {
        Err(error @ StoreError::Unusable { .. }) => error.to_string(),
        Err(error) => panic!("another error: {error}"),
        Ok(_) => panic!("it was opened"),
    });
    assert_eq!(messages[0], messages[1]);
    assert_eq!(fs::read(database(dir)).ok(), before, "the bytes are as they were");
    there.push("whose.lock".to_owned());
    there.sort();
    there.dedup();
    assert_eq!(names(dir), there, "nothing is beside it");
    let path = database(dir).display().to_string();
    assert!(messages[0].starts_with(&path), "{}", messages[0]);
    messages[0][path.len()..].to_owned()
}

#[test]
fn what_is_not_ours_is_refused_and_left_alone() {
    let file = |bytes: &[u8]| {
        let dir = tempdir().unwrap();
        fs::write(database(dir.path()), bytes).unwrap();
        refused(dir.path())
    };
    let not_a_database = ": this is not a database; move it away, or give another folder with --data-dir";
    assert_eq!(file(b"buy milk\n"), not_a_database);
    assert_eq!(file(&b"SQLite format 2\0".repeat(40)), not_a_database);
    assert_eq!(file(b"SQLite format 3\0"), not_a_database);

    let folder = tempdir().unwrap();
    fs::create_dir(database(folder.path())).unwrap();
    assert!(refused(folder.path()).starts_with(": a folder is where the database should be; move it away"));

    let foreign = ["PRAGMA application_id = 5; CREATE TABLE t (x)", "CREATE TABLE t (x)", "PRAGMA application_id = 5"];
    for (sql, mode) in foreign.iter().flat_map(|sql| [(sql, "DELETE"), (sql, "WAL")]) {
        let dir = tempdir().unwrap();
        let conn = raw(dir.path());
        conn.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(())).unwrap();
        conn.execute_batch(sql).unwrap();
        drop(conn);
        assert!(refused(dir.path()).starts_with(": this is another program's database; "), "{sql}");
    }
}

#[test]
fn a_newer_version_is_refused_and_left_alone() {
    let dir = stored(3);
    raw(dir.path()).pragma_update(None, "user_version", 9).unwrap();
    let message = refused(dir.path());
    assert!(message.contains("version 9 of the data; this one knows 4); install the newer whose"), "{message}");
}

/// A newer whose that was killed: the file itself still says the version of this one.
#[test]
fn a_newer_version_in_the_wal_is_refused() {
    let dir = stored(3);
    let conn = raw(dir.path());
    conn.pragma_update(None, "user_version", 9).unwrap();
    let copy = tempdir().unwrap();
    for name in ["study.db", "study.db-wal"] {
        fs::copy(dir.path().join(name), copy.path().join(name)).unwrap();
    }
    for access in [Access::Read, Access::Write] {
        let error = Store::open(copy.path(), access).unwrap_err();
        assert!(error.to_string().contains("newer whose"), "{error}");
    }
}

#[test]
fn a_wal_without_its_database_is_left_alone() {
    let dir = tempdir().unwrap();
    fs::write(dir.path().join("study.db-wal"), "answers").unwrap();
    assert!(refused(dir.path()).contains("its last changes are still here; put the database back beside it"));
}

#[test]
fn an_interrupted_creation_is_continued() {
    let empty = tempdir().unwrap();
    fs::write(database(empty.path()), "").unwrap();
    let begun = tempdir().unwrap();
    raw(begun.path()).pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
    assert_ne!(fs::metadata(database(begun.path())).unwrap().len(), 0);
    for dir in [empty, begun] {
        assert_eq!(read(dir.path()).log().unwrap().entries, []);
        write(dir.path()).append(&entries(0..2), &Progress::default(), &Touched::default()).unwrap();
        assert_eq!(read(dir.path()).log().unwrap().entries, entries(0..2));
    }
}

#[test]
fn damage_names_the_newest_backup_and_the_way_out() {
    let dir = stored(400);
    let backup = write(dir.path()).back_up_daily(DAY).unwrap().expect("a backup");
    let path = database(dir.path());
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let error = Store::open(dir.path(), Access::Read).and_then(|store| store.log()).unwrap_err();
    assert!(matches!(error, StoreError::Unusable { .. }));
    let message = error.to_string();
    assert!(message.contains("study.db: the database is damaged ("), "{message}");
    assert!(message.contains("move study.db aside (with study.db-wal and study.db-shm"), "{message}");
    assert!(message.ends_with(&format!("copy the backup {} in its place", backup.display())), "{message}");
}

#[test]
fn a_second_writer_is_refused() {
    let dir = tempdir().unwrap();
    let first = write(dir.path());
    let error = Store::open(dir.path(), Access::Write).unwrap_err();
    assert!(matches!(error, StoreError::Running { .. }));
    let process = std::process::id();
    let message = format!("whose is already running here (process {process}); close it first");
    assert!(error.to_string().contains(&message), "{error}");
    first.close();
    write(dir.path());
}

const HELPER: &str = "WHOSE_TEST_READS";

/// Not a test: what the next one starts as a process of its own, as a store is opened once in a process.
#[test]
#[ignore = "started by another test"]
fn reads_beside_a_writer() {
    if let Some(dir) = std::env::var_os(HELPER) {
        let store = read(Path::new(&dir));
        assert_eq!(store.log().unwrap().entries, entries(0..3));
        assert_eq!(derived(&store, BANK), Some(progress(3).0));
        store.close();
    }
}

#[test]
fn a_reader_works_beside_a_writer() {
    let dir = tempdir().unwrap();
    let mut store = write(dir.path());
    let (progress, touched) = progress(3);
    store.replace_derived(&Progress::default(), BANK).unwrap();
    store.append(&entries(0..3), &progress, &touched).unwrap();
    let mut helper = Command::new(std::env::current_exe().unwrap());
    helper.args(["reads_beside_a_writer", "--ignored"]).env(HELPER, dir.path());
    let output = helper.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
    store.append(&entries(3..6), &progress, &touched).unwrap();
    store.close();
    assert_eq!(read(dir.path()).log().unwrap().entries, entries(0..6));
}

#[test]
fn reading_where_nothing_is_makes_nothing() {
    let dir = tempdir().unwrap();
    let missing = dir.path().join("none");
    for folder in [dir.path(), &missing] {
        let mut store = read(folder);
        assert_eq!(store.log().unwrap().entries, []);
        assert_eq!(derived(&store, BANK), None);
        assert_eq!(store.back_up_daily(DAY).unwrap(), None);
        let error = store.append(&entries(0..1), &Progress::default(), &Touched::default()).unwrap_err();
        assert!(error.to_string().contains("cannot save the answer: "), "{error}");
    }
    assert!(names(dir.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempdir().unwrap();
    let folder = dir.path().join("data");
    let mut store = write(&folder);
    store.append(&entries(0..1), &Progress::default(), &Touched::default()).unwrap();
    let backup = store.back_up_daily(DAY).unwrap().expect("a backup");
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(folder.clone()), mode(folder.join("backups"))], [0o700; 2]);
    for name in ["study.db", "study.db-wal", "study.db-shm", "whose.lock"] {
        assert_eq!(mode(folder.join(name)), 0o600, "{name}");
    }
    assert_eq!(mode(backup), 0o600);
}

#[test]
fn answers_outlast_a_power_cut() {
    let dir = stored(1);
    let conn = raw(dir.path());
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal", "how much is synced is a setting of the connection, tested beside it");
    assert!(rusqlite::version_number() >= 3_051_003, "older ones can lose a WAL");
}

#[test]
fn a_backup_is_made_once_a_day_and_can_take_the_place() {
    let dir = stored(5);
    let mut store = write(dir.path());
    let backup = store.back_up_daily(DAY).unwrap().expect("a backup");
    assert_eq!(backup, dir.path().join("backups/study-2024-10-04-daily.db"));
    store.append(&entries(5..6), &Progress::default(), &Touched::default()).unwrap();
    assert_eq!(store.back_up_daily(DAY).unwrap(), None, "today's is there");
    store.close();
    assert_eq!(names(backup.parent().unwrap()), ["study-2024-10-04-daily.db"]);

    let restored = tempdir().unwrap();
    fs::copy(backup, database(restored.path())).unwrap();
    let store = write(restored.path());
    assert_eq!(store.log().unwrap().entries, entries(0..5));
    assert_eq!(derived(&store, BANK), Some(progress(5).0));
}

#[test]
fn a_backup_is_one_plain_file() {
    let dir = stored(2);
    let backup = write(dir.path()).back_up_daily(DAY).unwrap().expect("a backup");
    let conn = Connection::open_with_flags(&backup, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "delete");
}

#[test]
fn an_empty_log_needs_no_backup() {
    let dir = tempdir().unwrap();
    assert_eq!(write(dir.path()).back_up_daily(DAY).unwrap(), None);
    assert!(!dir.path().join("backups").exists());
}

#[test]
fn a_backup_that_was_cut_short_is_made_again() {
    let dir = stored(5);
    let backups = dir.path().join("backups");
    fs::create_dir(&backups).unwrap();
    for ending in ["", "-journal", "-wal"] {
        fs::write(backups.join(format!("study-2024-10-04-daily.db.tmp{ending}")), "half").unwrap();
    }
    write(dir.path()).back_up_daily(DAY).unwrap().expect("a backup");
    assert_eq!(names(&backups), ["study-2024-10-04-daily.db"]);
}

#[test]
fn the_newest_fourteen_dailies_are_kept() {
    let dir = stored(1);
    let store = write(dir.path());
    let backups = dir.path().join("backups");
    fs::create_dir(&backups).unwrap();
    let others = ["notes.txt", "study-2020-01-01-manual.db"];
    for name in others {
        fs::write(backups.join(name), "").unwrap();
    }
    let made: Vec<_> = (0..20).map(|n| store.back_up_daily(DAY.plus(n)).unwrap().expect("a backup")).collect();
    let mut kept: Vec<_> = made[6..].iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    kept.extend(others);
    kept.sort_unstable();
    assert_eq!(names(&backups), kept);
    let early = store.back_up_daily(DAY.plus(-900)).unwrap().expect("a backup");
    assert!(early.exists(), "a wrong clock does not cost the backup just made");
}

#[test]
fn backups_of_a_damaged_log_push_no_others_out() {
    let dir = stored(2);
    let conn = raw(dir.path());
    conn.execute_batch("DROP TRIGGER log_rows_stay_as_they_are; UPDATE log SET utc_ms = 0 WHERE seq = 1").unwrap();
    drop(conn);
    let store = write(dir.path());
    for n in 0..16 {
        store.back_up_daily(DAY.plus(n)).unwrap().expect("a backup");
    }
    assert_eq!(names(&dir.path().join("backups")).len(), 16);
}

#[test]
fn a_broken_database_makes_no_backup() {
    let dir = stored(400);
    let store = write(dir.path());
    store.back_up_daily(DAY).unwrap().expect("a backup");
    store.close();
    let path = database(dir.path());
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[end - 4096..].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let error = write(dir.path()).back_up_daily(DAY.plus(1)).unwrap_err();
    assert!(error.to_string().contains("the database is damaged"), "{error}");
    assert_eq!(names(&dir.path().join("backups")), ["study-2024-10-04-daily.db"]);
}

#[test]
fn the_data_folder_is_the_given_one() {
    let given = Path::new("some/where");
    assert_eq!(data_dir(Some(given)).unwrap(), given);
    assert_eq!(bank_dir(given), given.join("banks"));
}

#[test]
fn the_shipped_questions_can_be_read() {
    let content = shipped().unwrap();
    assert!(!content.questions.is_empty());
    assert!(content.matrix.is_some());
}

/// What was found, with paths below `dir`: names of files and texts of faults.
fn found(dir: &Path, path: &str) -> Vec<String> {
    let full = if path.is_empty() { dir.to_owned() } else { dir.join(path) };
    let prefix = format!("{}/", dir.display());
    let told = find(&full).into_iter().map(|found| match found {
        Found::File(file) => format!("{} ({})", file.name, file.bytes.len()),
        Found::Fault(fault) => fault.to_string(),
    });
    told.map(|text| text.replace(&prefix, "")).collect()
}

fn folder(files: &[&str]) -> TempDir {
    let dir = tempdir().unwrap();
    for file in files {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    dir
}

#[test]
fn a_folder_is_walked_in_the_order_of_names() {
    let dir = folder(&["b.toml", "a/z.toml", "a/c/d.TOML", "c.toml", "notes.txt", ".h.toml", ".git/x.toml", "toml"]);
    assert_eq!(found(dir.path(), ""), ["a/c/d.TOML (1)", "a/z.toml (1)", "b.toml (1)", "c.toml (1)"]);
    assert_eq!(found(dir.path(), "notes.txt"), ["notes.txt (1)"], "a named file is read whatever its name");
    assert_eq!(found(folder(&[]).path(), ""), [""; 0]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let dir = folder(&["a.toml"]);
    assert_eq!(found(dir.path(), "b.toml"), ["b.toml: there is no such file or folder; check the path"]);
    let inside = found(dir.path(), "a.toml/b.toml");
    assert!(inside[0].starts_with("a.toml/b.toml: this cannot be read: "), "{inside:?}");
    assert!(inside[0].ends_with("; check the path and permissions"), "{inside:?}");
}

#[cfg(unix)]
#[test]
fn links_lead_neither_round_in_circles_nor_to_silence() {
    use std::os::unix::fs::symlink;
    let dir = folder(&["a/one.toml"]);
    let link = |to: &str, name: &str| symlink(to, dir.path().join(name)).unwrap();
    link("..", "a/up");
    link("a", "b");
    link("round.toml", "round.toml");
    link("gone", "lost.toml");
    link("/dev/zero", "zero.toml");
    let found = found(dir.path(), "");
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[0], "a/one.toml (1)");
    assert_eq!(found[1], "lost.toml: there is no such file or folder; check the path");
    assert!(found[2].starts_with("round.toml: this cannot be read: "), "{found:?}");
    assert_eq!(found[3], "zero.toml: this is neither a file nor a folder; name a `.toml` file, or a folder of them");
}

#[test]
fn an_oversized_file_is_not_read_whole() {
    let dir = folder(&["a.toml"]);
    let file = fs::File::options().write(true).open(dir.path().join("a.toml")).unwrap();
    file.set_len(MAX_BYTES as u64 * 4).unwrap();
    assert_eq!(found(dir.path(), ""), [format!("a.toml ({})", MAX_BYTES + 1)]);
}

#[test]
fn too_many_files_are_told_and_left_out() {
    let dir = tempdir().unwrap();
    for n in 0..10_002 {
        fs::write(dir.path().join(format!("{n:05}.toml")), "").unwrap();
    }
    let found = found(dir.path(), "");
    assert_eq!(found.len(), 10_001);
    assert_eq!(
        found[10_000],
        "10000.toml: this and what follows was left out: there are over 10000 files; name a smaller folder"
    );
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
