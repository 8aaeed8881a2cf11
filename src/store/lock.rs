//! The lock file: one process at a time may study with a folder, or hold a class.
//! Deliberately not a guard of the database: SQLite has locks of its own, and readers need none.

use crate::store::error::StoreError;
use crate::store::private;
use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

/// Its name in the data folder.
const NAME: &str = "whose.lock";

/// Takes the lock of a data folder; it holds until the file is dropped, also when the process is killed.
pub(crate) fn take(dir: &Path) -> Result<File, StoreError> {
    take_at(&dir.join(NAME), dir)
}

/// Takes the lock `path`, which guards `guarded`.
pub(crate) fn take_at(path: &Path, guarded: &Path) -> Result<File, StoreError> {
    let failed = |error| StoreError::io(path, "take the lock", &error);
    let mut file = private::open_file(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StoreError::Running { path: guarded.to_owned(), pid: holder(&file) });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    // The number is for a message alone: a full disk is no reason not to start.
    let _ = file.set_len(0).and_then(|()| file.write_all(std::process::id().to_string().as_bytes()));
    Ok(file)
}

fn holder(file: &File) -> Option<u32> {
    let mut text = String::new();
    file.take(20).read_to_string(&mut text).ok()?;
    text.parse().ok()
}
