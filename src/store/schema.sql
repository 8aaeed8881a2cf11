-- Version 3. The log is the only thing that is ever saved; the other tables follow from it and can be rebuilt.

CREATE TABLE log (
    seq            INTEGER PRIMARY KEY,
    id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    kind           TEXT    NOT NULL,
    session        BLOB    NOT NULL,
    mode           TEXT    NOT NULL,
    utc_ms         INTEGER NOT NULL,
    offset_minutes INTEGER NOT NULL,
    study_day      INTEGER NOT NULL,
    payload        TEXT    NOT NULL,
    crc            INTEGER NOT NULL
) STRICT;

CREATE TRIGGER log_keeps_its_rows BEFORE DELETE ON log
BEGIN
    SELECT raise(ABORT, 'the log is append-only');
END;

CREATE TRIGGER log_rows_stay_as_they_are BEFORE UPDATE ON log
BEGIN
    SELECT raise(ABORT, 'the log is append-only');
END;

-- `row` is encoded compactly: all of them are read at each start. A change of their fields needs no migration: the
-- revision of derived state tells, and they are rebuilt.
CREATE TABLE objective (id TEXT    PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE question  (id TEXT    PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE day       (id INTEGER PRIMARY KEY, row BLOB NOT NULL) STRICT;

-- Exams by sitting. Before version 2 there were none.
CREATE TABLE exam (id TEXT PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- How far an open exam's time has run, so that a crash costs none of it: no more than a convenience, for each entry of
-- the log tells it too.
CREATE TABLE beat (session TEXT PRIMARY KEY, elapsed_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
