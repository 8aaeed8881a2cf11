//! What can be wrong with the disk, said with the place and the next step.
//! Deliberately not here: exit codes, and the wording around the message.

use crate::store::places;
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};
use std::{error, fmt, io};

/// Why the store cannot do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// What is there cannot be used, and was left as it is.
    Unusable {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
        /// What to do about it.
        next: String,
    },
    /// Another process is studying with this folder.
    Running {
        /// The folder.
        path: PathBuf,
        /// That process, where it can be told.
        pid: Option<u32>,
    },
    /// The system refused a read or a write; nothing of it was saved.
    Failed {
        /// The file or folder.
        path: PathBuf,
        /// What was tried, and the system's reason.
        why: String,
        /// What to do about it.
        next: &'static str,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable { path, why, next } => write!(f, "{}: {why}; {next}", path.display()),
            Self::Failed { path, why, next } => write!(f, "{}: {why}; {next}", path.display()),
            Self::Running { path, pid } => {
                write!(f, "{}: whose is already running here", path.display())?;
                if let Some(pid) = pid {
                    write!(f, " (process {pid})")?;
                }
                f.write_str("; close it first, or give another folder with --data-dir")
            }
        }
    }
}

impl error::Error for StoreError {}

impl StoreError {
    /// Something that is there and is not ours to use.
    pub(crate) fn unusable(path: &Path, why: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Unusable { path: path.to_owned(), why: why.into(), next: next.into() }
    }

    /// The system refused; `task` completes "cannot".
    pub(crate) fn io(path: &Path, task: &str, error: &io::Error) -> Self {
        let next = match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => NOT_ALLOWED,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FULL,
            _ => OTHER,
        };
        Self::Failed { path: path.to_owned(), why: format!("cannot {task}: {error}"), next }
    }

    /// SQLite refused; a damaged database is told apart, since there the way out is a backup.
    pub(crate) fn sql(path: &Path, task: &str, error: &rusqlite::Error) -> Self {
        let next = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                return Self::damaged(path, &error.to_string());
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => NOT_ALLOWED,
            Some(ErrorCode::DiskFull) => FULL,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => BUSY,
            _ => OTHER,
        };
        Self::Failed { path: path.to_owned(), why: format!("cannot {task}: {error}"), next }
    }

    /// The database at `path` is damaged. Its `-wal` has to go along with it: SQLite would apply it to the backup.
    pub(crate) fn damaged(path: &Path, sign: &str) -> Self {
        let name = path.file_name().unwrap_or_default().display();
        let aside = format!("move {name} aside (with {name}-wal and {name}-shm, if they are there)");
        let next = match path.parent().and_then(places::newest_backup) {
            Some(backup) => format!("{aside} and copy the backup {} in its place", backup.display()),
            None => format!("{aside} to start anew; there is no backup"),
        };
        Self::unusable(path, format!("the database is damaged ({sign})"), next)
    }
}

const NOT_ALLOWED: &str = "make it and its folder readable and writable, or give another folder with --data-dir";
const FULL: &str = "free some space on this disk";
const BUSY: &str = "close the other program that uses this file and try again";
const OTHER: &str = "try again, or give another folder with --data-dir";
