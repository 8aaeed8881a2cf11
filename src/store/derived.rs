//! Derived rows, and the bank under which they were made: read at start instead of replaying the log.
//! Deliberately not the truth: whatever is missing or unreadable here is rebuilt from the log.

use crate::progress::day::Day;
use crate::progress::exam::row::ExamRow;
use crate::progress::ledger::{Progress, Touched};
use crate::store::header::VERSION;
use rusqlite::types::FromSql;
use rusqlite::{Connection, Error, OptionalExtension, Result, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

const FINGERPRINT: &str = "fingerprint";

/// The derived state with the fingerprint of the bank that it was made under, if it can be read whole.
pub(crate) fn read(conn: &Connection) -> Result<Option<(u64, Progress)>> {
    // An older program's rows lack what came later; who only reads brings nothing up to date.
    if conn.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))? < VERSION {
        return Ok(None);
    }
    let kept = conn
        .query_row("SELECT value FROM meta WHERE key = ?1", [FINGERPRINT], |row| row.get::<_, i64>(0))
        .optional()?;
    let Some(fingerprint) = kept.map(i64::cast_unsigned) else { return Ok(None) };
    let days = rows(conn, "day")?.map(|rows| rows.into_iter().map(|(day, row)| (Day(day), row)).collect());
    let (objectives, questions) = (rows(conn, "objective")?, rows(conn, "question")?);
    let exams = rows::<String, ExamRow>(conn, "exam")?.map(|rows| {
        let named = rows.into_iter().filter_map(|(id, row)| Some((Uuid::parse_str(&id).ok()?, row)));
        named.collect()
    });
    let progress = || {
        Some(Progress {
            objectives: objectives?.into_iter().collect(),
            questions: questions?.into_iter().collect(),
            days: days?,
            exams: exams?,
        })
    };
    Ok(progress().map(|progress| (fingerprint, progress)))
}

/// All rows of a table; none if one of them cannot be read.
fn rows<I: FromSql, R: DeserializeOwned>(conn: &Connection, table: &str) -> Result<Option<Vec<(I, R)>>> {
    let mut select = conn.prepare(&format!("SELECT id, row FROM {table}"))?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().ok();
        match bytes.and_then(|bytes| postcard::from_bytes(bytes).ok()) {
            Some(read) => all.push((row.get(0)?, read)),
            None => return Ok(None),
        }
    }
    Ok(Some(all))
}

/// Writes the touched rows; a touched row that is no longer there is removed.
pub(crate) fn update(conn: &Connection, progress: &Progress, touched: &Touched) -> Result<()> {
    put(conn, "objective", touched.objectives.iter().map(|id| (id, progress.objectives.get(id))))?;
    put(conn, "question", touched.questions.iter().map(|id| (id, progress.questions.get(id))))?;
    put(conn, "day", touched.days.iter().map(|day| (day.0, progress.days.get(day))))?;
    put(conn, "exam", touched.exams.iter().map(|id| (id.to_string(), progress.exams.get(id))))
}

/// Writes all rows anew, as made under this bank.
pub(crate) fn replace(conn: &Connection, progress: &Progress, fingerprint: u64) -> Result<()> {
    conn.execute_batch("DELETE FROM objective; DELETE FROM question; DELETE FROM day; DELETE FROM exam;")?;
    put(conn, "objective", progress.objectives.iter().map(|(id, row)| (id, Some(row))))?;
    put(conn, "question", progress.questions.iter().map(|(id, row)| (id, Some(row))))?;
    put(conn, "day", progress.days.iter().map(|(day, row)| (day.0, Some(row))))?;
    put(conn, "exam", progress.exams.iter().map(|(id, row)| (id.to_string(), Some(row))))?;
    let upsert = "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    conn.execute(upsert, (FINGERPRINT, fingerprint.cast_signed())).map(drop)
}

/// From now on there is no derived state, until it is replaced.
pub(crate) fn forget(conn: &Connection) -> Result<()> {
    conn.execute("DELETE FROM meta WHERE key = ?1", [FINGERPRINT]).map(drop)
}

fn put<'p, I: ToSql, R: Serialize + 'p>(
    conn: &Connection,
    table: &str,
    rows: impl Iterator<Item = (I, Option<&'p R>)>,
) -> Result<()> {
    let upsert = format!("INSERT INTO {table} VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET row = excluded.row");
    let mut upsert = conn.prepare(&upsert)?;
    for (id, row) in rows {
        match row {
            Some(row) => {
                let bytes = postcard::to_stdvec(row).map_err(|e| Error::ToSqlConversionFailure(Box::new(e)))?;
                upsert.execute((id, bytes))?;
            }
            None => drop(conn.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id])?),
        }
    }
    Ok(())
}
