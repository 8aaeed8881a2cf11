//! What the program promises, in one crate: a file a subject.
#![cfg(test)]

mod floors;
mod store;
