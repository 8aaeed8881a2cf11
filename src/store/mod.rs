//! Disk: the log and what was derived from it, backups, where files live, the questions that come with the program.
//! Deliberately not here: what an entry means, and what to do about an error.

mod backup;
mod beat;
pub mod class;
mod connect;
mod derived;
mod error;
pub mod files;
mod header;
mod lock;
mod log;
mod places;
mod private;
mod shipped;
mod upgrade;

pub use error::StoreError;
pub use log::Log;
pub use shipped::shipped;

use crate::progress::day::Day;
use crate::progress::entry::{Entry, What};
use crate::progress::ledger::{Progress, Touched};
use rusqlite::{Connection, Transaction};
use std::fs::File;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To study: makes what is missing, and keeps other writers out.
    Write,
    /// To look: makes nothing, and works beside a writer.
    Read,
}

/// The log of one learner, on disk.
#[derive(Debug)]
pub struct Store {
    // Dropped before the lock, so that the next writer finds the database closed.
    conn: Connection,
    dir: PathBuf,
    _lock: Option<File>,
}

impl Store {
    /// Opens the store of a data folder. To read where there is none gives an empty store.
    ///
    /// A process opens one at a time: looking at the file's header releases the locks, by the rules of POSIX, that
    /// another store of the same process holds on it.
    pub fn open(dir: &Path, access: Access) -> Result<Self, StoreError> {
        if dir.is_file() {
            return Err(StoreError::unusable(dir, "this is a file", "name a folder with --data-dir or WHOSE_DATA_DIR"));
        }
        let path = dir.join(places::DATABASE);
        let (conn, lock) = match access {
            Access::Read => (connect::to_read(&path)?, None),
            Access::Write => {
                private::make_folder(dir).map_err(|error| StoreError::io(dir, "make the folder", &error))?;
                let lock = lock::take(dir)?;
                let mut conn = connect::to_write(&path)?;
                upgrade::upgrade(&mut conn, &path)?;
                (conn, Some(lock))
            }
        };
        Ok(Self { conn, dir: dir.to_owned(), _lock: lock })
    }

    /// The derived state with the fingerprint of the bank that it was made under; under any other bank it must be
    /// rebuilt from the log. None if it was never made.
    pub fn derived(&self) -> Result<Option<(u64, Progress)>, StoreError> {
        // In one transaction, or a writer beside could change some tables between the reads.
        let read = |tx: Transaction<'_>| derived::read(&tx);
        let found = self.conn.unchecked_transaction().and_then(read);
        found.map_err(|error| self.failed("read the progress", &error))
    }

    /// The whole log, in the order in which it was written.
    pub fn log(&self) -> Result<Log, StoreError> {
        log::read(&self.conn).map_err(|error| self.failed("read the log", &error))
    }

    /// The entries of one session, in the order in which they were written.
    pub fn log_of(&self, session: Uuid) -> Result<Vec<Entry>, StoreError> {
        log::read_session(&self.conn, session).map_err(|error| self.failed("read the log", &error))
    }

    /// Keeps how far an exam's time has run.
    pub fn keep_beat(&mut self, session: Uuid, elapsed_ms: u64) -> Result<(), StoreError> {
        self.change("keep the time", |tx| beat::keep(tx, session, elapsed_ms))
    }

    /// How far an exam's time had run at its last heartbeat; 0 if none was kept.
    pub fn beat(&self, session: Uuid) -> Result<u64, StoreError> {
        beat::read(&self.conn, session).map_err(|error| self.failed("read the time", &error))
    }

    /// Writes entries and the rows that they changed; both are safely on the disk when this returns. Entries that are
    /// there already stay as they are, so after a failure the same call can be repeated.
    ///
    /// An entry that takes another back changes more than `touched` can say: after it there is no derived state until
    /// [`Store::replace_derived`] is called.
    pub fn append(&mut self, entries: &[Entry], progress: &Progress, touched: &Touched) -> Result<(), StoreError> {
        let takes_back = entries.iter().any(|entry| matches!(entry.what, What::Void { .. }));
        self.change("save the answer", |tx| {
            log::insert(tx, entries)?;
            derived::update(tx, progress, touched)?;
            if takes_back { derived::forget(tx) } else { Ok(()) }
        })
    }

    /// Writes all derived state anew, as made under the bank of this fingerprint.
    pub fn replace_derived(&mut self, progress: &Progress, fingerprint: u64) -> Result<(), StoreError> {
        self.change("save the progress", |tx| derived::replace(tx, progress, fingerprint))
    }

    /// Makes the backup of a study day, to be called before its first change. Returns its path; none if there is
    /// nothing to back up, or today's is there already.
    pub fn back_up_daily(&self, day: Day) -> Result<Option<PathBuf>, StoreError> {
        let empty = log::is_empty(&self.conn).map_err(|error| self.failed("read the log", &error))?;
        if empty || places::backup(&self.dir, day, places::DAILY).exists() {
            return Ok(None);
        }
        backup::back_up(&self.conn, &self.dir, day, places::DAILY).map(Some)
    }

    /// Closes the store with all of it in the one file `study.db`, as far as readers beside it allow.
    pub fn close(self) {
        connect::fold(&self.conn);
    }

    fn change(
        &mut self,
        task: &str,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        connect::change(&mut self.conn, write).map_err(|error| self.failed(task, &error))
    }

    fn failed(&self, task: &str, error: &rusqlite::Error) -> StoreError {
        StoreError::sql(&self.dir.join(places::DATABASE), task, error)
    }
}
