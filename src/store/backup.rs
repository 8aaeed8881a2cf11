//! Copies of the database, checked before they count: the way back when a disk or a person spoils the original.
//! Deliberately not a restore: putting a copy back is the learner's own decision, and a plain copy of a file.

use crate::progress::day::Day;
use crate::store::connect::FLAGS;
use crate::store::error::StoreError;
use crate::store::{log, places, private};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

/// So many of them are kept.
const KEPT: usize = 14;
/// Pages copied at a time; while another process writes, the copy waits in between.
const STEP: i32 = 1024;
const PAUSE: Duration = Duration::from_millis(5);

/// Copies the database; the copy has its name only once it was checked and is safely on the disk.
pub(crate) fn back_up(conn: &Connection, dir: &Path, day: Day, reason: &str) -> Result<PathBuf, StoreError> {
    let place = places::backup(dir, day, reason);
    let folder = places::backups(dir);
    let half = places::beside(&place, ".tmp");
    let failed = |error| StoreError::io(&place, "make the backup", &error);
    private::make_folder(&folder).map_err(failed)?;
    remove_with_side_files(&half).map_err(failed)?;
    let file = private::open_file(&half).map_err(failed)?;
    let sound = copy(conn, &half);
    if !matches!(sound, Ok(Soundness::Sound | Soundness::Scratched)) {
        let _ = remove_with_side_files(&half);
    }
    let sound = sound.map_err(|error| StoreError::sql(&place, "make the backup", &error))?;
    if sound == Soundness::Broken {
        return Err(StoreError::damaged(&dir.join(places::DATABASE), "a copy of it failed the integrity check"));
    }
    let kept = file.sync_all().and_then(|()| fs::rename(&half, &place)).and_then(|()| private::sync_folder(&folder));
    kept.map_err(failed)?;
    if sound == Soundness::Sound {
        // A backup was made, whatever becomes of the old ones; tomorrow's tries again.
        let _ = thin(dir, &place);
    }
    Ok(place)
}

/// Copies a database of an older version before it is brought up to date; where that copy is there already, it stays.
pub(crate) fn before_upgrade(conn: &Connection, path: &Path, version: i32) -> Result<(), StoreError> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let reason = format!("version-{version}");
    let day = log::last_day(conn).map_err(|error| StoreError::sql(path, "read the log", &error))?;
    if places::backup(dir, day, &reason).exists() {
        return Ok(());
    }
    back_up(conn, dir, day, &reason).map(drop)
}

/// How good a copy is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Soundness {
    /// All of it is as it was written.
    Sound,
    /// Some row of the log is not: older backups may still have it, and are kept.
    Scratched,
    /// It is no backup.
    Broken,
}

fn copy(from: &Connection, to: &Path) -> rusqlite::Result<Soundness> {
    let mut copy = Connection::open_with_flags(to, FLAGS)?;
    // It is synced as a whole when it is done.
    copy.execute_batch("PRAGMA synchronous = OFF")?;
    Backup::new(from, &mut copy)?.run_to_completion(STEP, PAUSE, None)?;
    // A backup is one file, so that copying that file is enough.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Ok(Soundness::Broken);
    }
    let whole = log::read(&copy)?.damaged == 0;
    Ok(if whole { Soundness::Sound } else { Soundness::Scratched })
}

fn remove_with_side_files(half: &Path) -> io::Result<()> {
    for ending in ["", "-journal", "-wal", "-shm"] {
        match fs::remove_file(places::beside(half, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Keeps the newest dailies. The one just made stays even if the clock was wrong and others seem newer.
fn thin(dir: &Path, made: &Path) -> io::Result<()> {
    let made_daily = places::made_backups(dir, &format!("-{}.db", places::DAILY))?;
    let others = made_daily.into_iter().filter(|path| path != made).collect::<Vec<_>>();
    let extra = (others.len() + 1).saturating_sub(KEPT);
    others.into_iter().take(extra).try_for_each(fs::remove_file)
}
