//! An exam under an axe: the program is killed at each of its system calls, and what it had said is there afterwards.
#![cfg(target_os = "linux")]

use crate::terminal::folder;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use whose::progress::entry::{Entry, What};
use whose::progress::exam::record::Record;
use whose::store::{Access, Store};

const QUESTIONS: usize = 5;

/// The seconds that an exam of five questions has: 90 minutes for 65.
const LIMIT_MS: u64 = 90 * 60_000 * 5 / 65;

/// An exam of its own, with one right answer of two to each question.
fn bank() -> String {
    let mut text = String::from("bank = \"axe\"\n");
    for n in 0..QUESTIONS {
        let _ = writeln!(
            text,
            "[[question]]\nid = \"q{n}\"\nkind = \"choice\"\ntasks = [\"T-1/1\"]\nstem = \"Question {n}?\"\n[[question.correct]]\ntext = \"yes {n}\"\n[[question.incorrect]]\ntext = \"no {n}\""
        );
    }
    text
}

const EXAM: &str = "[[exam]]\ncode = \"T-1\"\ntitle = \"Test\"\nstatus = \"current\"\nquestions = 65\nscored = 50\nminutes = 90\npass = 700\nscale = [100, 1000]\n[[domain]]\nexam = \"T-1\"\nnumber = 1\ntitle = \"Domain\"\nweight = 100\n[[task]]\nexam = \"T-1\"\nid = \"T-1/1\"\ndomain = 1\ntitle = \"Task\"\n";

/// A system call: the n-th of its name, counted from 1.
type Call = (String, usize);

/// How the program is run.
enum Under<'c> {
    /// By itself.
    Nothing,
    /// Watched: its system calls are counted into this file.
    Count(&'c Path),
    /// Killed at a system call.
    Axe(&'c Call),
}

/// Runs the program with these lines.
fn run(dir: &Path, args: &[&str], lines: &str, under: &Under<'_>) -> Output {
    let program = env!("CARGO_BIN_EXE_whose");
    let mut command = match under {
        Under::Nothing => Command::new(program),
        Under::Count(file) => {
            let mut strace = Command::new("strace");
            strace.args(["-f", "-qq", "-c", "-U", "calls,name", "-o"]).arg(file).arg(program);
            strace
        }
        Under::Axe((name, n)) => {
            let mut strace = Command::new("strace");
            let inject = format!("inject={name}:signal=KILL:when={n}");
            strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={name}"), "-e", &inject, program]);
            strace
        }
    };
    let mut child = command
        .args(["--plain", "--data-dir"])
        .arg(dir.join("data"))
        .arg("--bank")
        .arg(dir.join("bank"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    // A killed program does not read on.
    let _ = child.stdin.take().expect("a pipe").write_all(lines.as_bytes());
    child.wait_with_output().expect("an end")
}

fn entries(dir: &Path) -> Vec<Entry> {
    let data = dir.join("data");
    if !data.join("study.db").exists() {
        return Vec::new();
    }
    let store = Store::open(&data, Access::Read).expect("a database that can be opened");
    let log = store.log().expect("a log");
    assert_eq!(log.damaged, 0, "no line is damaged");
    log.entries
}

fn record(dir: &Path) -> Option<Record> {
    Record::replay(&entries(dir))
}

/// How many answers the program had said it took: after each it says the next question, or the list.
fn acknowledged(output: &Output) -> usize {
    let said = String::from_utf8_lossy(&output.stdout);
    (2..=QUESTIONS).filter(|n| said.contains(&format!("Question {n} of 5."))).count()
        + usize::from(said.contains("review."))
}

/// The whole exam, line by line.
const WHOLE: &str = "\n1\n1\n1\n1\n1\ne\ny\nq\n";
const ARGS: [&str; 6] = ["exam", "T-1", "-n", "5", "--seed", "3"];

/// A folder with the bank in it and a database. The database is opened in a thread of its own, and calls are counted by
/// thread: what that thread writes would hide as many calls of the exam itself.
fn desk() -> TempDir {
    let dir = folder();
    std::fs::create_dir(dir.path().join("bank")).expect("a folder");
    std::fs::write(dir.path().join("bank/exam.toml"), EXAM).expect("a file");
    std::fs::write(dir.path().join("bank/bank.toml"), bank()).expect("a file");
    assert!(run(dir.path(), &ARGS, "q\n", &Under::Nothing).status.success());
    dir
}

/// All system calls of a whole exam, by name and number.
fn calls() -> Vec<Call> {
    let dir = desk();
    let file = dir.path().join("calls");
    assert!(run(dir.path(), &ARGS, WHOLE, &Under::Count(&file)).status.success());
    let table = std::fs::read_to_string(&file).expect("a table of calls");
    let row = |line: &str| {
        let (count, name) = line.trim().split_once(' ')?;
        Some((name.trim().to_owned(), count.parse::<usize>().ok()?))
    };
    let rows = table.lines().filter_map(row).filter(|(name, _)| name != "total");
    rows.flat_map(|(name, count)| (1..=count).map(move |n| (name.clone(), n))).collect()
}

/// Kills a run of the whole exam at a call; whether it was reached.
fn axe(call: &Call) -> bool {
    let (dir, n) = (desk(), format!("{} {}", call.0, call.1));
    let output = run(dir.path(), &ARGS, WHOLE, &Under::Axe(call));
    let (said, kept) = (acknowledged(&output), record(dir.path()));
    let answered = kept.as_ref().map_or(0, Record::answered);
    assert!(answered >= said, "killed at call {n}: {said} answers were taken, {answered} are there");
    let shown = String::from_utf8_lossy(&output.stdout).contains("to pass.");
    if let Some(record) = &kept {
        let left = record.left_ms().expect("a limit");
        assert!(left <= LIMIT_MS && left + 60_000 >= LIMIT_MS, "killed at call {n}: {left} of {LIMIT_MS} ms left");
        assert!(record.ended.is_some() || !shown, "killed at call {n}: a result that was shown is kept");
        let answers = entries(dir.path()).iter().filter(|entry| matches!(entry.what, What::Answer(_))).count();
        let expected = if record.ended.is_some() { record.answered() } else { 0 };
        assert_eq!(answers, expected, "killed at call {n}: answers are logged with the end, or not at all");
    }
    // It can be gone on with, and comes to its end.
    let rest = match &kept {
        Some(record) if record.ended.is_none() => {
            let mut lines = String::from("1\ng 1\n");
            lines.push_str(&"1\n".repeat(QUESTIONS));
            lines + "e\ny\nq\nq\n"
        }
        Some(_) => "3\nq\nq\n".to_owned(),
        None => "1\n".to_owned() + "q\nq\n",
    };
    let again = run(dir.path(), &["exam"], &rest, &Under::Nothing);
    let told = String::from_utf8_lossy(&again.stdout).into_owned() + &String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success(), "killed at call {n}: the next start says {told}");
    if kept.is_some() {
        let ended = record(dir.path()).expect("a paper");
        assert!(ended.ended.is_some() && ended.answered() == QUESTIONS, "killed at call {n}: {told}");
    }
    !output.status.success()
}

#[test]
#[expect(clippy::print_stdout, reason = "the number of calls is for who runs the test with --nocapture")]
#[ignore = "slow, and needs strace; run it with `cargo test --release --test it axe -- --ignored`"]
fn an_exam_survives_the_axe_at_every_system_call() {
    let stride: usize = std::env::var("WHOSE_AXE_STRIDE").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let calls = calls();
    let tried: Vec<&Call> = calls.iter().step_by(stride).collect();
    let killed = tried.iter().filter(|call| axe(call)).count();
    println!("{} system calls, killed at {killed} of {} tried", calls.len(), tried.len());
    // The table counts all threads together, and each thread counts for itself: the highest numbers are not reached.
    assert!(killed * 10 > tried.len() * 7, "only {killed} of {} calls were reached", tried.len());
}
