//! What the program promises, in one crate: a file a subject.
#![cfg(test)]

mod bank;
mod floors;
mod store;
mod study;
