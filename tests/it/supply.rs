//! What the program is built from: few crates, all from the one registry, all with a checksum.

use std::fs;

/// More than this and nobody can look through them.
const MOST: usize = 300;

fn lock() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).expect("the lock file is committed")
}

#[test]
fn the_lock_file_stays_small_and_names_one_registry() {
    let lock = lock();
    let packages: Vec<&str> = lock.split("[[package]]").skip(1).collect();
    assert!(packages.len() <= MOST, "{} crates in the lock file", packages.len());
    for package in packages.iter().filter(|package| !package.contains("name = \"whose\"")) {
        let name = package.lines().nth(1).unwrap_or_default();
        assert!(package.contains("source = \"registry+https://github.com/rust-lang/crates.io-index\""), "{name}");
        assert!(package.contains("checksum = "), "{name}");
    }
}

#[test]
fn there_is_one_copy_of_the_terminal_and_of_the_database() {
    let lock = lock();
    for name in ["ratatui", "crossterm", "rusqlite", "toml", "rand", "signal-hook"] {
        assert_eq!(lock.matches(&format!("name = \"{name}\"\n")).count(), 1, "{name}");
    }
}
