//! What the program promises, in one crate: a file a subject.
#![cfg(test)]

mod author;
mod bank;
mod check;
mod class_cli;
mod class_kill;
mod cli;
mod exam;
mod exam_kill;
mod exam_papers;
mod exam_screens;
mod exam_terminal;
mod examinees;
mod explore;
mod floors;
mod keep;
mod picture;
mod pty;
mod readiness;
mod report;
mod screens;
mod spoken;
mod store;
mod study;
mod supply;
mod terminal;
mod wire;
