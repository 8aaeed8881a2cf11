//! Writing to standard output, as lines or as JSON.

use crate::cli::exit::Fail;
use serde::Serialize;
use std::io::{Write, stdout};

/// Writes lines.
pub fn lines(lines: &[String]) -> Result<(), Fail> {
    let mut out = stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

/// Writes a value as JSON.
pub fn json(value: &impl Serialize) -> Result<(), Fail> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Fail::failed(error.to_string()))?;
    lines(&[text])
}

/// Writes a whole text as it is.
pub fn text(text: &str) -> Result<(), Fail> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}
