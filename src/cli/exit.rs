//! How the program ends: exit codes, and errors said once on standard error.

use crate::store::StoreError;
use std::io::{self, Write, stderr};
use std::process::ExitCode;

/// Done.
pub const DONE: u8 = 0;
/// Something failed.
pub const FAILED: u8 = 1;
/// The command line asks for something that there is not.
pub const USAGE: u8 = 2;
/// The check found errors.
pub const FAULTS: u8 = 3;
/// The database cannot be used.
pub const DATABASE: u8 = 4;
/// Another process is studying.
pub const RUNNING: u8 = 5;

/// What a command comes to: an exit code, or what went wrong.
pub type Outcome = Result<u8, Fail>;

/// What went wrong, and the exit code for it.
#[derive(Debug)]
pub struct Fail {
    code: u8,
    why: String,
}

impl Fail {
    /// A failure of the system.
    pub fn failed(why: impl Into<String>) -> Self {
        Self { code: FAILED, why: why.into() }
    }

    /// A command line that asks for something that there is not.
    pub fn usage(why: impl Into<String>) -> Self {
        Self { code: USAGE, why: why.into() }
    }

    /// Another process has what is asked for.
    pub fn running(why: impl Into<String>) -> Self {
        Self { code: RUNNING, why: why.into() }
    }

    /// Says it on standard error and gives the exit code.
    pub fn report(self) -> ExitCode {
        if !self.why.is_empty() {
            say(&self.why);
        }
        ExitCode::from(self.code)
    }
}

impl From<StoreError> for Fail {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Unusable { .. } => DATABASE,
            StoreError::Running { .. } => RUNNING,
            StoreError::Failed { .. } => FAILED,
        };
        Self { code, why: error.to_string() }
    }
}

impl From<io::Error> for Fail {
    /// A reader that has gone away has seen enough: `whose bank list | head` is no failure.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { code: DONE, why: String::new() };
        }
        if error.kind() == io::ErrorKind::InvalidData {
            return Self::failed("what was typed or piped in is not UTF-8; all answers before it are saved");
        }
        Self::failed(format!("cannot read or write the terminal: {error}"))
    }
}

/// Says something on standard error; where nobody listens there is nothing to be done.
pub fn say(what: &str) {
    let _ = writeln!(stderr(), "whose: {what}");
}
