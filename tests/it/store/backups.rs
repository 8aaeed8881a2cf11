//! Backups: once a day, whole, and never at the cost of good ones.
#![cfg(test)]

use crate::store::*;

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
