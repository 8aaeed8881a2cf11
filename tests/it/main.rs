//! What the program promises, in one crate: a file a subject.
#![cfg(test)]

mod aim;
mod analysis;
mod author;
mod bank;
mod blind;
mod check;
#[cfg(not(target_os = "macos"))] // its loopback network has one address
mod class;
mod class_cli;
mod class_kill;
mod class_screens;
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
mod options_only;
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
