//! Whose database it is, who may open it, and what is said to all others.
#![cfg(test)]

use crate::store::*;

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
