//! The questions that come with the program, checked and compiled into it by `build.rs`.
//! Deliberately not a reader of files: those are the learner's own, and may be faulty.

use crate::quiz::load::Content;
use crate::store::error::StoreError;
use std::path::Path;

const BANK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bank.bin"));

/// What the bank of this program holds.
pub fn shipped() -> Result<Content, StoreError> {
    postcard::from_bytes(BANK).map_err(|error| {
        let why = format!("this build is damaged: its own questions cannot be read ({error})");
        StoreError::unusable(Path::new("whose"), why, "install it again")
    })
}
