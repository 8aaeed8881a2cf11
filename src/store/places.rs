//! The names of files in the data folder: the database, its side files, its backups.
//! Deliberately not here: what is in them.

use crate::progress::day::Day;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The database's name in the data folder.
pub(crate) const DATABASE: &str = "study.db";
/// The backups' folder in the data folder.
const BACKUPS: &str = "backups";
/// Why a backup was made: before the first change of a study day.
pub(crate) const DAILY: &str = "daily";

/// The folder of the backups.
pub(crate) fn backups(dir: &Path) -> PathBuf {
    dir.join(BACKUPS)
}

/// Where the backup of a day is kept.
pub(crate) fn backup(dir: &Path, day: Day, reason: &str) -> PathBuf {
    backups(dir).join(format!("study-{day}-{reason}.db"))
}

/// The newest backup of a data folder, for messages.
pub(crate) fn newest_backup(dir: &Path) -> Option<PathBuf> {
    made_backups(dir, ".db").ok()?.pop()
}

/// The backups with this ending, oldest first: their names begin with the date.
pub(crate) fn made_backups(dir: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(backups(dir))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names = names.filter(|name| name.starts_with("study-") && name.ends_with(ending)).collect::<Vec<_>>();
    names.sort();
    Ok(names.into_iter().map(|name| backups(dir).join(name)).collect())
}

/// The path of a side file, which is named after its database.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
