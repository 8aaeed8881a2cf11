//! Heartbeats of open exams: how far their time has run.
//! Deliberately not in the log, which would grow by a line every few seconds and lose nothing without them.

use rusqlite::{Connection, OptionalExtension, Result};
use uuid::Uuid;

/// Keeps the newest heartbeat.
pub(crate) fn keep(conn: &Connection, session: Uuid, elapsed_ms: u64) -> Result<()> {
    let upsert =
        "INSERT INTO beat VALUES (?1, ?2) ON CONFLICT (session) DO UPDATE SET elapsed_ms = excluded.elapsed_ms";
    conn.execute(upsert, (session.to_string(), elapsed_ms.cast_signed())).map(drop)
}

/// The newest heartbeat; 0 if there is none.
pub(crate) fn read(conn: &Connection, session: Uuid) -> Result<u64> {
    let select = "SELECT elapsed_ms FROM beat WHERE session = ?1";
    let kept = conn.query_row(select, [session.to_string()], |row| row.get::<_, i64>(0)).optional()?;
    Ok(kept.map_or(0, |ms| u64::try_from(ms).unwrap_or(0)))
}
