//! Classes on disk: each is a database of its own, so that deleting a class deletes all that is known of it.
//! Deliberately not here: what an entry means.

use crate::progress::class::deed::{Deed, Entry};
use crate::progress::day::Day;
use crate::store::connect::{change, connect, fold, keep_a_wal, label};
use crate::store::error::StoreError;
use crate::store::{lock, places, private};
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// `whoc`, in the header of each class.
const APPLICATION: i32 = i32::from_be_bytes(*b"whoc");
const VERSION: i32 = 1;
const SCHEMA: &str = "CREATE TABLE deed (
    seq  INTEGER PRIMARY KEY,
    body TEXT    NOT NULL,
    crc  INTEGER NOT NULL
) STRICT;";
/// More classes than this on one day are a mistake.
const MOST_A_DAY: u32 = 999;

/// The folder of all classes.
#[derive(Clone, Debug)]
pub struct Classes(PathBuf);

/// The places that this user has in classes elsewhere: what brings one back, by address.
#[derive(Clone, Debug)]
pub struct Seats(PathBuf);

impl Seats {
    /// The places of a data folder.
    pub fn of(data_dir: &Path) -> Self {
        Self(data_dir.join("seats.json"))
    }

    /// What brings one back to the class at this address.
    pub fn token(&self, address: &str) -> Option<String> {
        self.read().remove(address)
    }

    /// Keeps what brings one back.
    pub fn keep(&self, address: &str, token: &str) -> Result<(), StoreError> {
        let mut seats = self.read();
        seats.insert(address.to_owned(), token.to_owned());
        let failed = |error| StoreError::io(&self.0, "keep the place in the class", &error);
        let folder = self.0.parent().unwrap_or(Path::new("."));
        private::make_folder(folder).map_err(failed)?;
        let text = serde_json::to_string_pretty(&seats).unwrap_or_default();
        let mut file = private::open_file(&self.0).map_err(failed)?;
        file.set_len(0).and_then(|()| file.write_all(text.as_bytes())).map_err(failed)
    }

    /// What cannot be read is none: one can always join anew.
    fn read(&self) -> BTreeMap<String, String> {
        fs::read_to_string(&self.0).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }
}

/// One class on disk.
#[derive(Debug)]
pub struct ClassStore {
    conn: Connection,
    path: PathBuf,
    /// The number of the last entry.
    last: i64,
    lock: Option<File>,
}

impl Classes {
    /// The classes of a data folder.
    pub fn of(data_dir: &Path) -> Self {
        Self(data_dir.join("classes"))
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The names of all classes, oldest first.
    pub fn names(&self) -> Result<Vec<String>, StoreError> {
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(|error| StoreError::io(&self.0, "read the folder of classes", &error))?,
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".db").map(str::to_owned)).collect();
        names.sort_by_cached_key(|name| place(name));
        Ok(names)
    }

    /// Makes a class of this day, with a name of its own.
    pub fn make(&self, day: Day) -> Result<(String, ClassStore), StoreError> {
        private::make_folder(&self.0).map_err(|error| StoreError::io(&self.0, "make the folder of classes", &error))?;
        for number in 1..=MOST_A_DAY {
            let name = format!("{day}-{number}");
            let path = self.path(&name);
            if path.exists() {
                continue;
            }
            let lock = lock::take_at(&places::beside(&path, ".lock"), &path)?;
            private::open_file(&path).map_err(|error| StoreError::io(&path, "make the class", &error))?;
            let made = connect(&path).and_then(|mut conn| {
                label(&mut conn, SCHEMA, APPLICATION, VERSION)?;
                keep_a_wal(&conn)?;
                Ok(conn)
            });
            let conn = made.map_err(|error| StoreError::sql(&path, "make the class", &error))?;
            return Ok((name, ClassStore { conn, path, last: 0, lock: Some(lock) }));
        }
        Err(StoreError::unusable(
            &self.0,
            "there are too many classes of this day",
            "delete some with `whose class delete`",
        ))
    }

    /// Opens a class to go on with it; nobody else may hold it meanwhile.
    pub fn resume(&self, name: &str) -> Result<ClassStore, StoreError> {
        let path = self.existing(name)?;
        let lock = lock::take_at(&places::beside(&path, ".lock"), &path)?;
        let mut store = self.open(name)?;
        keep_a_wal(&store.conn).map_err(|error| StoreError::sql(&path, "open the class", &error))?;
        store.lock = Some(lock);
        Ok(store)
    }

    /// Opens a class to read it, also while it is held.
    pub fn open(&self, name: &str) -> Result<ClassStore, StoreError> {
        let path = self.existing(name)?;
        let failed = |error| StoreError::sql(&path, "open the class", &error);
        let conn = connect(&path).map_err(failed)?;
        let number = |sql| conn.query_row(sql, [], |row| row.get::<_, i32>(0));
        let (application, version) = (number("PRAGMA application_id"), number("PRAGMA user_version"));
        match (application.map_err(failed)?, version.map_err(failed)?) {
            (APPLICATION, VERSION) => {}
            (APPLICATION, newer) if newer > VERSION => {
                return Err(StoreError::unusable(
                    &path,
                    "this was written by a newer whose",
                    "install the newer whose",
                ));
            }
            _ => return Err(StoreError::unusable(&path, "this is no class", "move it out of the folder of classes")),
        }
        let last = conn.query_row("SELECT coalesce(max(seq), 0) FROM deed", [], |row| row.get(0)).map_err(failed)?;
        Ok(ClassStore { conn, path: path.clone(), last, lock: None })
    }

    /// Deletes a class with its side files; one that is held is left alone.
    pub fn delete(&self, name: &str) -> Result<(), StoreError> {
        let path = self.existing(name)?;
        let lock_path = places::beside(&path, ".lock");
        let lock = lock::take_at(&lock_path, &path)?;
        let failed = |error| StoreError::io(&path, "delete the class", &error);
        fs::remove_file(&path).map_err(failed)?;
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(places::beside(&path, ending));
        }
        drop(lock);
        let _ = fs::remove_file(lock_path);
        private::sync_folder(&self.0).map_err(failed)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.db"))
    }

    /// The file of a class; a name is no way out of the folder.
    fn existing(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = self.path(name);
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if plain && path.is_file() {
            return Ok(path);
        }
        let why = format!("there is no class `{name}`");
        Err(StoreError::unusable(&self.0, why, "`whose class list` lists all classes"))
    }
}

/// The day of a class, and its number on that day.
fn place(name: &str) -> (String, u32) {
    let (day, number) = name.rsplit_once('-').unwrap_or((name, ""));
    (day.to_owned(), number.parse().unwrap_or(0))
}

impl ClassStore {
    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes entries, all or none; they are safely on the disk when this returns.
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), StoreError> {
        let last = self.last;
        self.change("save the class", |tx| {
            let mut insert = tx.prepare("INSERT INTO deed VALUES (?1, ?2, ?3)")?;
            for (seq, entry) in (last + 1..).zip(entries) {
                let body = text(entry)?;
                insert.execute(params![seq, body, check_sum(seq, &body)])?;
            }
            Ok(())
        })?;
        self.last += i64::try_from(entries.len()).unwrap_or(0);
        Ok(())
    }

    /// All entries in the order in which they were written, and how many are damaged and were passed over.
    pub fn entries(&self) -> Result<(Vec<Entry>, usize), StoreError> {
        let rows = self.rows().map_err(|error| StoreError::sql(&self.path, "read the class", &error))?;
        let all = rows.len();
        let entries: Vec<Entry> = rows.into_iter().filter_map(|(_, entry)| entry).collect();
        let damaged = all - entries.len();
        Ok((entries, damaged))
    }

    /// All rows by number; none in the place of an entry that is damaged.
    fn rows(&self) -> rusqlite::Result<Vec<(i64, Option<Entry>)>> {
        let mut select = self.conn.prepare("SELECT seq, body, crc FROM deed ORDER BY seq")?;
        let rows = select.query_map([], |row| {
            let (seq, body, crc): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let sound = crc == i64::from(check_sum(seq, &body));
            Ok((seq, sound.then(|| serde_json::from_str(&body).ok()).flatten()))
        })?;
        rows.collect()
    }

    /// Forgets who it was: names become numbers, secrets are gone, and so are their traces in the file. What is damaged
    /// might hold a name, so it goes, too.
    pub fn anonymise(&mut self) -> Result<usize, StoreError> {
        let rows = self.rows().map_err(|error| StoreError::sql(&self.path, "read the class", &error))?;
        let mut people = 0;
        self.change("anonymise the class", |tx| {
            let mut update = tx.prepare("UPDATE deed SET body = ?2, crc = ?3 WHERE seq = ?1")?;
            for (seq, entry) in rows {
                let body = match entry {
                    Some(Entry { deed: Deed::Joined { seat, .. }, at, class_ms }) => {
                        people += 1;
                        let (name, secret) = (format!("Student {seat}"), String::new());
                        text(&Entry { at, class_ms, deed: Deed::Joined { seat, name, roster: None, secret } })?
                    }
                    Some(_) => continue,
                    None => String::new(),
                };
                update.execute(params![seq, body, check_sum(seq, &body)])?;
            }
            Ok(())
        })?;
        let cleared =
            self.conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        cleared.map_err(|error| StoreError::sql(&self.path, "anonymise the class", &error))?;
        Ok(people)
    }

    /// Closes it with all of it in the one file, as far as readers beside it allow.
    pub fn close(&self) {
        fold(&self.conn);
    }

    fn change(
        &mut self,
        task: &str,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        change(&mut self.conn, write).map_err(|error| StoreError::sql(&self.path, task, &error))
    }
}

impl Drop for ClassStore {
    fn drop(&mut self) {
        if self.lock.is_some() {
            self.close();
        }
    }
}

fn text(entry: &Entry) -> rusqlite::Result<String> {
    serde_json::to_string(entry).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn check_sum(seq: i64, body: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&seq.to_le_bytes());
    hasher.update(body.as_bytes());
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::Classes;
    use crate::progress::class::deed::{Deed, Entry};
    use crate::progress::day::{Day, Moment};

    fn joined(seat: u32, name: &str) -> Entry {
        let deed = Deed::Joined { seat, name: name.into(), roster: Some("Real Name".into()), secret: "SECRET".into() };
        Entry { at: Moment::default(), class_ms: 5, deed }
    }

    #[test]
    fn a_class_is_kept_read_anonymised_and_deleted() {
        let dir = tempfile::tempdir().expect("a folder");
        let classes = Classes::of(dir.path());
        assert!(classes.names().expect("none yet").is_empty());
        let (name, mut store) = classes.make(Day(20_000)).expect("a class");
        assert_eq!(name, "2024-10-04-1");
        store.append(&[joined(1, "Ada"), joined(2, "Bo")]).expect("kept");
        assert_eq!(classes.open(&name).expect("read beside").entries().expect("entries").0.len(), 2);
        assert!(classes.resume(&name).is_err(), "it is held");
        assert!(classes.delete(&name).is_err(), "it is held");
        drop(store);
        let mut store = classes.resume(&name).expect("free again");
        store.append(&[joined(3, "Cy")]).expect("kept");
        assert_eq!(store.anonymise().expect("anonymised"), 3);
        let (entries, damaged) = store.entries().expect("entries");
        assert_eq!((entries.len(), damaged), (3, 0));
        let path = store.path().to_owned();
        drop(store);
        let bytes = std::fs::read(&path).expect("the file");
        for gone in ["Ada", "Real Name", "SECRET"] {
            assert!(!bytes.windows(gone.len()).any(|part| part == gone.as_bytes()), "{gone} is still in the file");
        }
        classes.delete(&name).expect("deleted");
        assert_eq!(std::fs::read_dir(classes.folder()).expect("the folder").count(), 0, "nothing is left of it");
        assert!(classes.open("../study").expect_err("no way out").to_string().contains("there is no class"));
    }
}
