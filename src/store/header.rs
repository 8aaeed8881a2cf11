//! Whose database a file is, told from its first bytes, so that SQLite never opens, and so never changes, another's.
//! Deliberately no check of the rest: SQLite itself tells what is damaged further in.

use crate::store::error::StoreError;
use crate::store::places;
use rusqlite::Connection;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// `whos`, in the header of each database of this program.
pub(crate) const APPLICATION: i32 = i32::from_be_bytes(*b"whos");
/// The version of `schema.sql`.
pub(crate) const VERSION: i32 = 4;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// The header proper has 100 bytes; then the list of tables begins.
const LENGTH: usize = 108;
/// How that list begins when it is empty: a leaf, no free block, no cells.
const NO_TABLES: [u8; 5] = [13, 0, 0, 0, 0];

/// How far a usable database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing is there yet, or its making was cut short.
    Blank,
    /// An older program made it: a step or more is missing, and this is its version.
    Older(i32),
    /// It has its tables.
    Made,
}

/// What a database says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity {
    application: i32,
    version: i32,
    tables: bool,
}

impl Identity {
    fn state(self, path: &Path) -> Result<State, StoreError> {
        match self {
            Self { application: 0, version: 0, tables: false } => Ok(State::Blank),
            Self { application: APPLICATION, version: VERSION, .. } => Ok(State::Made),
            Self { application: APPLICATION, version, .. } if version > VERSION => Err(newer(path, version)),
            Self { application: APPLICATION, version, .. } if version > 0 => Ok(State::Older(version)),
            _ => Err(foreign(path, "this is another program's database")),
        }
    }
}

/// Reads the first bytes of the file at `path` and refuses what is not ours.
pub(crate) fn inspect(path: &Path) -> Result<State, StoreError> {
    let bytes = match first_bytes(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
            return Err(foreign(path, "a folder is where the database should be"));
        }
        Err(error) => return Err(StoreError::io(path, "read the database", &error)),
        Ok(None) => return Err(foreign(path, "this is no regular file")),
        Ok(Some(bytes)) => bytes,
    };
    if bytes.is_empty() {
        return no_orphaned_wal(path).map(|()| State::Blank);
    }
    // A power cut while the database was made can leave zeros, which SQLite then rolls back.
    if bytes.iter().all(|&byte| byte == 0) {
        return Ok(State::Blank);
    }
    let identity = parse(&bytes).ok_or_else(|| foreign(path, "this is not a database"))?;
    identity.state(path)
}

/// Asks SQLite the same once the database is open: the last word may still have been in its `-wal`.
pub(crate) fn ask(conn: &Connection, path: &Path) -> Result<State, StoreError> {
    let number = |sql| conn.query_row(sql, [], |row| row.get::<_, i32>(0));
    let identity = || -> rusqlite::Result<Identity> {
        Ok(Identity {
            application: number("PRAGMA application_id")?,
            version: number("PRAGMA user_version")?,
            tables: number("SELECT count(*) FROM sqlite_schema")? > 0,
        })
    };
    identity().map_err(|error| StoreError::sql(path, "open the database", &error))?.state(path)
}

/// None for what is neither a file nor a folder; opening a pipe would wait forever.
fn first_bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let meta = fs::metadata(path)?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !meta.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(LENGTH);
    File::open(path)?.take(LENGTH as u64).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn parse(bytes: &[u8]) -> Option<Identity> {
    if bytes.len() < LENGTH || !bytes.starts_with(MAGIC) {
        return None;
    }
    let number = |at: usize| bytes[at..at + 4].try_into().map(i32::from_be_bytes);
    Some(Identity { version: number(60).ok()?, application: number(68).ok()?, tables: bytes[100..105] != NO_TABLES })
}

/// SQLite deletes a `-wal` beside an empty database; but whoever moved the database away may want both back.
fn no_orphaned_wal(path: &Path) -> Result<(), StoreError> {
    let wal = places::beside(path, "-wal");
    if fs::metadata(&wal).is_ok_and(|meta| meta.len() > 0) {
        let next = format!("put the database back beside it, or move {} away to start anew", wal.display());
        return Err(StoreError::unusable(path, "the database is gone, but its last changes are still here", next));
    }
    Ok(())
}

fn foreign(path: &Path, why: &str) -> StoreError {
    StoreError::unusable(path, why, "move it away, or give another folder with --data-dir")
}

fn newer(path: &Path, version: i32) -> StoreError {
    let why = format!("this was written by a newer whose (version {version} of the data; this one knows {VERSION})");
    StoreError::unusable(path, why, "install the newer whose, or give another folder with --data-dir")
}
