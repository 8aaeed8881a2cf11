//! Opens a source page in the learner's browser.

use std::process::{Command, Stdio};

/// The programs that open an address, by system.
const OPENERS: &[&str] = if cfg!(target_os = "macos") {
    &["open"]
} else if cfg!(windows) {
    &["explorer"]
} else {
    &["xdg-open", "wslview"]
};

/// Opens an address; the error says what to do instead.
pub fn open(address: &str) -> Result<(), String> {
    let web = address.starts_with("https://") || address.starts_with("http://");
    let start = |opener: &&str| {
        let quiet = (Stdio::null(), Stdio::null(), Stdio::null());
        Command::new(opener).arg(address).stdin(quiet.0).stdout(quiet.1).stderr(quiet.2).spawn().is_ok()
    };
    if web && OPENERS.iter().any(start) {
        Ok(())
    } else {
        Err(format!("no browser was found; the address is {address}"))
    }
}
