//! A mock exam in a real terminal: done by keyboard from the first question to the result, and gone on with after a kill.
#![cfg(unix)]

use crate::pty::{Model, Pty};
use crate::terminal::{CTRL_C, ENTER, HOME, USUAL, ends, folder, whose};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::path::Path;

const BEGIN: &str = "Enter begin";
const SIT: &str = "x strike out";
const REVIEW: &str = "e end the exam";
const RESULT: &str = "d drill the misses";

/// The exam with its first question on the screen.
fn sitting(data: &Path, args: &[&str]) -> Pty {
    let mut pty = Pty::start(whose(data, args, &[]), USUAL);
    pty.wait_text(BEGIN);
    pty.send(ENTER);
    pty.wait_text(SIT);
    pty
}

/// Chooses as many options as the question on the screen asks for: of one of four the last choice stays, and one too
/// many is refused.
fn choose(pty: &mut Pty) {
    pty.send("123");
}

#[test]
fn an_exam_of_65_questions_is_done_by_keyboard_alone() {
    let data = folder();
    let mut pty = sitting(data.path(), &["exam", "clf", "--seed", "4"]);
    for number in 1..=65 {
        pty.wait_text(&format!("CLF-C02  {number} of 65"));
        choose(&mut pty);
        pty.send(ENTER);
    }
    pty.wait_text(REVIEW);
    pty.wait_text("65 answered · 0 open · 0 flagged");
    pty.send("e");
    pty.wait_text("End the exam and see the result?");
    pty.send(ENTER);
    pty.wait_text(RESULT);
    let text = pty.look(Model::text);
    assert!(text.contains("of 1000, 700 to pass"), "{text}");
    assert!(text.contains("of 50 that counted"), "{text}");
    assert!(text.contains("Security and Compliance (30 %)"), "{text}");
    pty.send(ENTER);
    pty.wait_text("1 of 65 all questions");
    pty.send(CTRL_C);
    ends(pty, 0);
}

#[test]
fn a_killed_exam_is_the_first_thing_that_is_offered_and_goes_on_where_it_was() {
    let mut luck = ChaCha8Rng::seed_from_u64(11);
    for _ in 0..6 {
        let data = folder();
        let mut pty = sitting(data.path(), &["exam", "soa", "-n", "10", "--seed", "2"]);
        let answered = luck.random_range(1..9);
        for number in 1..=answered {
            pty.wait_text(&format!("SOA-C03  {number} of 10"));
            choose(&mut pty);
            pty.send(ENTER);
        }
        let at = format!("SOA-C03  {} of 10", answered + 1);
        pty.wait_text(&at);
        pty.process.kill();
        let mut pty = Pty::start(whose(data.path(), &[], &[]), USUAL);
        pty.wait_text(HOME);
        pty.wait_text("▸ e  mock exam  SOA-C03: go on with it");
        pty.send(ENTER);
        pty.wait_text("go on with");
        pty.send(ENTER);
        pty.wait_text(&at);
        pty.wait_text("gone on with, ");
        pty.send("r");
        pty.wait_text(&format!("{answered} answered · {} open", 10 - answered));
        pty.send(CTRL_C);
        ends(pty, 0);
    }
}

#[test]
fn the_time_runs_on_the_screen_by_itself() {
    let data = folder();
    let pty = sitting(data.path(), &["exam", "soa", "-n", "5", "--seed", "2"]);
    pty.wait_text("9:58 left");
    pty.wait_text("9:57 left");
}
