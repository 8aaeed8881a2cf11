//! Rows of the log: how an entry is written down, and how damage to it shows.
//! Deliberately not here: what follows from the entries.

use crate::progress::day::{Day, Moment};
use crate::progress::entry::{Entry, Mode};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, Result, Row, params};
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use uuid::Uuid;

/// What the log holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// What could be read, in the order in which it was written.
    pub entries: Vec<Entry>,
    /// How many rows could not be read: their check sum is wrong, or a newer program wrote them.
    pub damaged: usize,
}

const INSERT: &str = "INSERT INTO log \
    (seq, id, kind, session, mode, utc_ms, offset_minutes, study_day, payload, crc) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO NOTHING";
const SELECT: &str = "SELECT seq, id, kind, session, mode, utc_ms, offset_minutes, study_day, payload, crc \
    FROM log WHERE ?1 IS NULL OR session = ?1 ORDER BY seq";

/// Adds entries; one that is there already is left as it is.
pub(crate) fn insert(conn: &Connection, entries: &[Entry]) -> Result<()> {
    let mut last: i64 = conn.query_row("SELECT coalesce(max(seq), 0) FROM log", [], |row| row.get(0))?;
    let mut insert = conn.prepare(INSERT)?;
    for entry in entries {
        let payload = serde_json::to_string(&entry.what).map_err(|e| Error::ToSqlConversionFailure(Box::new(e)))?;
        let line = Line::of(entry, last + 1, &payload);
        let added = insert.execute(params![
            line.seq,
            line.id,
            line.kind,
            line.session,
            line.mode,
            line.utc_ms,
            line.offset_minutes,
            line.study_day,
            line.payload,
            line.crc()
        ])?;
        last += i64::from(added > 0);
    }
    Ok(())
}

/// Reads the whole log; a damaged row is counted and left out.
pub(crate) fn read(conn: &Connection) -> Result<Log> {
    select(conn, None)
}

/// Reads what one session wrote; damaged rows are left out.
pub(crate) fn read_session(conn: &Connection, session: Uuid) -> Result<Vec<Entry>> {
    select(conn, Some(session)).map(|log| log.entries)
}

fn select(conn: &Connection, session: Option<Uuid>) -> Result<Log> {
    let mut log = Log::default();
    let mut select = conn.prepare(SELECT)?;
    let mut rows = select.query([session.as_ref().map(Uuid::as_bytes)])?;
    while let Some(row) = rows.next()? {
        match entry(row) {
            Some(entry) => log.entries.push(entry),
            None => log.damaged += 1,
        }
    }
    Ok(log)
}

/// Whether nothing was ever logged.
pub(crate) fn is_empty(conn: &Connection) -> Result<bool> {
    conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM log)", [], |row| row.get(0))
}

/// The study day of the last entry; the first of all days where there is none.
pub(crate) fn last_day(conn: &Connection) -> Result<Day> {
    conn.query_row("SELECT coalesce(max(study_day), 0) FROM log", [], |row| row.get(0)).map(Day)
}

fn entry(row: &Row<'_>) -> Option<Entry> {
    let line = Line::from_row(row)?;
    let crc = number(row, 9)?;
    (crc == i64::from(line.crc())).then(|| line.entry()).flatten()
}

/// One row without its check sum.
struct Line<'r> {
    seq: i64,
    id: &'r [u8],
    kind: &'r str,
    session: &'r [u8],
    mode: &'r str,
    utc_ms: i64,
    offset_minutes: i64,
    study_day: i64,
    payload: &'r str,
}

impl<'r> Line<'r> {
    fn of(entry: &'r Entry, seq: i64, payload: &'r str) -> Self {
        Self {
            seq,
            id: entry.id.as_bytes(),
            kind: entry.what.kind(),
            session: entry.session.as_bytes(),
            mode: entry.mode.name(),
            utc_ms: entry.at.utc_ms,
            offset_minutes: entry.at.offset_minutes.into(),
            study_day: entry.at.study_day().0.into(),
            payload,
        }
    }

    fn from_row(row: &'r Row<'_>) -> Option<Self> {
        Some(Self {
            seq: number(row, 0)?,
            id: value(row, 1)?.as_blob().ok()?,
            kind: value(row, 2)?.as_str().ok()?,
            session: value(row, 3)?.as_blob().ok()?,
            mode: value(row, 4)?.as_str().ok()?,
            utc_ms: number(row, 5)?,
            offset_minutes: number(row, 6)?,
            study_day: number(row, 7)?,
            payload: value(row, 8)?.as_str().ok()?,
        })
    }

    /// Over all columns; each text is preceded by its length, so that nothing can move from one to the next unseen.
    fn crc(&self) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        for number in [self.seq, self.utc_ms, self.offset_minutes, self.study_day] {
            hasher.update(&number.to_le_bytes());
        }
        let texts = [self.kind, self.mode, self.payload].map(str::as_bytes);
        for bytes in [self.id, self.session].into_iter().chain(texts) {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        hasher.finalize()
    }

    fn entry(&self) -> Option<Entry> {
        let mode = StrDeserializer::<serde::de::value::Error>::new(self.mode);
        Some(Entry {
            id: Uuid::from_slice(self.id).ok()?,
            session: Uuid::from_slice(self.session).ok()?,
            mode: Mode::deserialize(mode).ok()?,
            at: Moment { utc_ms: self.utc_ms, offset_minutes: i16::try_from(self.offset_minutes).ok()? },
            what: serde_json::from_str(self.payload).ok()?,
        })
    }
}

fn value<'r>(row: &'r Row<'_>, column: usize) -> Option<ValueRef<'r>> {
    row.get_ref(column).ok()
}

fn number(row: &Row<'_>, column: usize) -> Option<i64> {
    value(row, column)?.as_i64().ok()
}
