//! What the program promises, in one crate: a file a subject.
#![cfg(test)]

mod author;
mod bank;
mod check;
mod cli;
mod examinees;
mod explore;
mod floors;
mod picture;
mod pty;
mod readiness;
mod screens;
mod store;
mod study;
mod supply;
mod terminal;
