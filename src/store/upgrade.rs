//! Databases of older programs, brought up to date step by step; a backup is made first.
//! Deliberately no way back: the backup is.

use crate::store::backup;
use crate::store::error::StoreError;
use crate::store::header::{self, State};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;

/// What each version lacks that the next one has; the first step leads from version 1 to version 2.
const STEPS: [&str; 3] = [EXAMS, COMPACT_ROWS, AIMS];

const EXAMS: &str = "CREATE TABLE exam (id TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE beat (session TEXT PRIMARY KEY, elapsed_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

/// Derived rows were JSON; without the fingerprint they are rebuilt from the log.
const COMPACT_ROWS: &str = "DROP TABLE objective; DROP TABLE question; DROP TABLE day; DROP TABLE exam;
    CREATE TABLE objective (id TEXT    PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE question  (id TEXT    PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE day       (id INTEGER PRIMARY KEY, row BLOB NOT NULL) STRICT;
    CREATE TABLE exam (id TEXT PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
    DELETE FROM meta WHERE key = 'fingerprint';";

/// The log can tell of an exam that is prepared for, which an older program would pass over as damaged.
const AIMS: &str = "";

/// Brings a database up to date that an older program made, each step in a transaction of its own.
pub(crate) fn upgrade(conn: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let State::Older(version) = header::ask(conn, path)? else { return Ok(()) };
    backup::before_upgrade(conn, path, version)?;
    let missing = STEPS.iter().zip(2..).skip(usize::try_from(version - 1).unwrap_or(0));
    for (step, next) in missing {
        let done = conn.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|tx| take(tx, step, next));
        done.map_err(|error| StoreError::sql(path, "bring the database up to date", &error))?;
    }
    Ok(())
}

fn take(tx: Transaction<'_>, step: &str, next: i32) -> rusqlite::Result<()> {
    tx.execute_batch(step)?;
    tx.pragma_update(None, "user_version", next)?;
    tx.commit()
}

#[cfg(test)]
mod tests {
    use super::{STEPS, upgrade};
    use crate::store::connect::to_write;
    use crate::store::header::VERSION;
    use crate::store::{Access, Store};
    use rusqlite::Connection;

    const FIRST: &str = include_str!("../../tests/it/schema-1.sql");

    fn tables(conn: &Connection) -> Vec<String> {
        let mut select =
            conn.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").expect("sql");
        let plain = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ");
        let rows = select.query_map([], |row| row.get::<_, String>(0)).expect("rows");
        rows.map(|sql| plain(sql.expect("a text"))).collect()
    }

    #[test]
    fn the_first_version_becomes_the_present_one_and_is_backed_up() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("study.db");
        let old = Connection::open(&path).expect("a database");
        old.execute_batch(FIRST).expect("the first schema");
        old.execute_batch("PRAGMA application_id = 2003332979; PRAGMA user_version = 1").expect("its header");
        drop(old);
        let store = Store::open(dir.path(), Access::Read).expect("readers need no upgrade");
        assert_eq!(store.derived().expect("no error"), None, "they rebuild it from the log");
        assert!(store.log().expect("the log").entries.is_empty());
        drop(store);
        let mut upgraded = to_write(&path).expect("a database");
        upgrade(&mut upgraded, &path).expect("an upgrade");
        let made = dir.path().join("new").join("study.db");
        std::fs::create_dir(dir.path().join("new")).expect("a folder");
        assert_eq!(tables(&upgraded), tables(&to_write(&made).expect("a new database")));
        let backups: Vec<_> = std::fs::read_dir(dir.path().join("backups")).expect("backups").collect();
        assert_eq!(backups.len(), 1, "{backups:?}");
    }

    #[test]
    fn there_is_a_step_for_each_version() {
        assert_eq!(i32::try_from(STEPS.len()), Ok(VERSION - 1));
    }
}
