//! What the program promises in a real terminal: a question in two keys, nothing acknowledged is lost, and whatever
//! ends or stops the program, the terminal is given back as it was found.
#![cfg(test)]
#![cfg(unix)]

use crate::pty::{Model, PATIENCE, Pty, Size, command};
use portable_pty::CommandBuilder;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::Value;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::{TempDir, tempdir};

pub(crate) const USUAL: Size = (24, 80);

/// What a terminal is like that a program has left as it was.
const RESTORED: &str = "raw=false as_found=true alternate=false hidden=false mouse=None paste=false";

/// What it is like while the program has it.
const TAKEN: &str = "raw=true as_found=false alternate=true hidden=true mouse=None paste=false";

/// In the footer, which is painted last: what stood there before is gone when this is seen.
pub(crate) const HOME: &str = "q quit";
const OPEN: &str = "Enter answer";
const SHOWN: &str = "Enter next";
const DONE: &str = "Study: done";

pub(crate) const CTRL_C: &str = "\x03";
const CTRL_L: &str = "\x0c";
const ESC: &str = "\x1b";
pub(crate) const ENTER: &str = "\r";

pub(crate) fn folder() -> TempDir {
    tempdir().expect("a folder")
}

/// The program with its data in this folder.
pub(crate) fn whose(data: &Path, args: &[&str], env: &[(&str, &str)]) -> CommandBuilder {
    let mut command = command(env!("CARGO_BIN_EXE_whose"), args, env);
    command.env("WHOSE_DATA_DIR", data);
    command
}

/// The program at its home screen.
fn at_home(data: &Path) -> Pty {
    let pty = Pty::start(whose(data, &[], &[]), USUAL);
    pty.wait_text(HOME);
    assert_eq!(pty.state(), TAKEN);
    pty
}

/// The program with an open question.
fn at_question(data: &Path, args: &[&str]) -> Pty {
    let pty = Pty::start(whose(data, args, &[]), USUAL);
    pty.wait_text(OPEN);
    pty
}

/// Answers the open question, whatever its kind, and waits for the verdict.
fn answer(pty: &mut Pty) {
    let text = pty.look(Model::text);
    let keys = if text.contains("1-9 heading") { "1".repeat(12) } else { "123456789".to_owned() };
    pty.send(&keys);
    pty.send(ENTER);
    pty.wait_text(SHOWN);
}

/// The program has ended with this code, by itself, and has left the terminal as it was.
#[track_caller]
pub(crate) fn ends(mut pty: Pty, code: u32) -> Pty {
    let status = pty.process.wait_end(PATIENCE);
    let text = pty.look(Model::text);
    assert_eq!((status.exit_code(), status.signal()), (code, None), "{text}");
    wait_restored(&pty);
    pty
}

/// The last bytes may still be on their way when the process is gone.
#[track_caller]
fn wait_restored(pty: &Pty) {
    pty.wait("the primary screen", |model| !model.parser.screen().alternate_screen());
    pty.wait("the cursor", |model| !model.parser.screen().hide_cursor());
    assert_eq!(pty.state(), RESTORED);
}

/// Sends a signal from outside.
fn signal(pty: &Pty, name: &str) {
    let sent = Command::new("sh").args(["-c", &format!("kill -s {name} {}", pty.process.id())]).status();
    assert!(sent.expect("a shell").success());
}

/// What `whose progress --json` says.
fn progress(data: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whose"));
    let output = command.args(["progress", "--json"]).env("WHOSE_DATA_DIR", data).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn the_first_question_is_one_key_from_home() {
    let data = folder();
    let mut pty = at_home(data.path());
    pty.send(ENTER);
    pty.wait_text(OPEN);
    pty.send(CTRL_C);
    ends(pty, 0);
}

#[test]
fn an_answer_is_counted_and_scheduled_and_still_known_at_the_next_start() {
    let data = folder();
    let mut pty = at_home(data.path());
    pty.send("s");
    pty.wait_text(OPEN);
    answer(&mut pty);
    pty.send(ESC);
    pty.wait_text(DONE);
    pty.send(ENTER);
    pty.wait_text("1 answer so far");
    pty.send("q");
    ends(pty, 0);
    let overview = &progress(data.path())["overview"];
    assert_eq!((&overview["answers"], &overview["all"]["met"]), (&1.into(), &1.into()), "{overview}");
    let mut pty = at_home(data.path());
    pty.wait_text("1 answer so far");
    pty.send("q");
    ends(pty, 0);
}

/// The terminal of a killed program cannot be restored; the next start takes it as it is.
#[test]
fn an_answer_is_on_the_disk_before_its_verdict_is_on_the_screen() {
    for n in 0..5 {
        let data = folder();
        let mut pty = at_question(data.path(), &["drill", "--kind", "line", "--seed", &n.to_string()]);
        answer(&mut pty);
        pty.process.kill();
        assert_eq!(progress(data.path())["overview"]["answers"], 1);
        let mut pty = at_home(data.path());
        pty.wait_text("1 answer so far");
        pty.send("q");
        ends(pty, 0);
    }
}

#[test]
fn quitting_restores_the_terminal() {
    let data = folder();
    for key in ["q", CTRL_C] {
        let mut pty = at_home(data.path());
        pty.send(key);
        ends(pty, 0);
    }
    let mut pty = at_home(data.path());
    pty.send("?");
    pty.wait_text("Ctrl-C");
    pty.send(CTRL_C);
    ends(pty, 0);
}

#[test]
fn leaving_a_session_leads_home_and_from_there_out() {
    let data = folder();
    for key in [ESC, "q"] {
        let mut pty = at_home(data.path());
        pty.send("s");
        pty.wait_text(OPEN);
        pty.send(key);
        pty.wait_text(HOME);
        pty.send("s");
        pty.wait_text(OPEN);
        answer(&mut pty);
        pty.send(key);
        pty.wait_text(DONE);
        pty.send(key);
        pty.wait_text(HOME);
        pty.send("q");
        ends(pty, 0);
    }
}

#[test]
fn a_session_begun_on_the_command_line_leads_out_at_its_end() {
    let data = folder();
    for key in [ESC, "q", CTRL_C] {
        let mut pty = at_question(data.path(), &["study"]);
        pty.send(key);
        ends(pty, 0);
    }
    let mut pty = at_question(data.path(), &["study"]);
    answer(&mut pty);
    pty.send(ESC);
    pty.wait_text(DONE);
    pty.send(ENTER);
    ends(pty, 0);
    let mut pty = at_question(data.path(), &["study"]);
    answer(&mut pty);
    pty.send(CTRL_C);
    ends(pty, 0);
}

#[test]
fn a_signal_ends_it_in_order_and_its_number_is_in_the_exit_code() {
    let data = folder();
    for (name, code) in [("HUP", 129), ("INT", 130), ("QUIT", 131), ("TERM", 143)] {
        let pty = at_home(data.path());
        signal(&pty, name);
        ends(pty, code);
    }
    let mut pty = at_question(data.path(), &["study"]);
    answer(&mut pty);
    signal(&pty, "TERM");
    ends(pty, 143);
    assert_eq!(progress(data.path())["overview"]["answers"], 1);
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_is_readable_on_the_restored_screen() {
    let data = folder();
    let pty = Pty::start(whose(data.path(), &[], &[("WHOSE_TEST_PANIC", "screen")]), USUAL);
    let pty = ends(pty, 101);
    pty.wait_text("asked to fail in the thread `screen`");
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_of_another_thread_ends_it_in_order() {
    let data = folder();
    let pty = Pty::start(whose(data.path(), &[], &[("WHOSE_TEST_PANIC", "keys")]), USUAL);
    let pty = ends(pty, 1);
    pty.wait_text("whose: asked to fail in the thread `keys`; all answers are saved");
    assert!(!pty.look(Model::text).contains("panicked"), "said once, in the program's own words");
}

#[test]
fn below_the_smallest_size_it_says_so_and_goes_on_when_there_is_room() {
    let data = folder();
    let mut pty = Pty::start(whose(data.path(), &[], &[]), (12, 40));
    pty.wait_text("Today");
    pty.send("s");
    pty.wait_text(OPEN);
    answer(&mut pty);
    pty.send(CTRL_C);
    ends(pty, 0);
    for size in [(11, 40), (12, 39), (1, 1), (1, 200), (100, 1)] {
        let mut pty = Pty::start(whose(data.path(), &[], &[]), size);
        pty.wait("a first picture", |model| model.text().contains(&size.1.to_string()[..1]));
        pty.resize(USUAL);
        pty.wait_text(HOME);
        pty.wait_text("q quit");
        pty.resize((11, 39));
        pty.wait_text("39 by 11 is too small");
        pty.send("q");
        ends(pty, 0);
    }
}

#[test]
fn a_storm_of_sizes_is_weathered() {
    let data = folder();
    let mut pty = at_question(data.path(), &["drill", "--seed", "1"]);
    let mut luck = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..100 {
        pty.resize((luck.random_range(1..=120), luck.random_range(1..=300)));
        sleep(Duration::from_millis(luck.random_range(0..8)));
    }
    pty.resize(USUAL);
    pty.wait_text(OPEN);
    answer(&mut pty);
    pty.send(CTRL_C);
    ends(pty, 0);
}

/// The last key of the burst works without another one after it.
#[test]
fn a_burst_of_keys_is_taken_in_to_the_last() {
    let data = folder();
    let mut pty = at_home(data.path());
    pty.send(&("jk".repeat(2048) + "p"));
    pty.wait_text("Esc q back");
    pty.send(ESC);
    pty.wait_text(HOME);
    pty.send(&"vwz".repeat(1366));
    pty.send("q");
    ends(pty, 0);
}

/// Runs `whose study` line by line on what is piped in.
fn piped(data: &Path, input: &str, out: Stdio) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whose"));
    command.arg("study").env("WHOSE_DATA_DIR", data).env("TERM", "xterm-256color").env_remove("NO_COLOR");
    let mut child = command.stdin(Stdio::piped()).stdout(out).stderr(Stdio::piped()).spawn().expect("it starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

#[test]
fn where_there_is_no_terminal_it_talks_line_by_line_and_writes_no_escapes() {
    let data = folder();
    for (place, input) in ["?\nr\nq\n", "", "1\n\n1\nq\nq\n"].into_iter().enumerate() {
        let output = piped(data.path(), input, Stdio::piped());
        let path = data.path().join(place.to_string());
        let to_file = piped(data.path(), input, File::create(&path).expect("a file").into());
        for (status, text) in [(output.status, output.stdout), (to_file.status, fs::read(&path).expect("a file"))] {
            assert_eq!(status.code(), Some(0));
            assert!(String::from_utf8_lossy(&text).contains("Question 1 of"));
            assert!(!text.contains(&0x1b));
        }
        assert_eq!((output.stderr, to_file.stderr), (Vec::new(), Vec::new()));
    }
}

#[test]
fn line_by_line_in_a_terminal_the_terminal_is_left_alone() {
    let data = folder();
    let plain = [(&["--plain", "study"][..], "xterm-256color"), (&["study"], "dumb")];
    for (args, term) in plain {
        let mut pty = Pty::start(whose(data.path(), args, &[("TERM", term)]), USUAL);
        pty.wait_text("Question 1 of");
        assert_eq!(pty.state(), RESTORED);
        pty.send("q\r");
        let pty = ends(pty, 0);
        pty.wait_text("No question was answered.");
        assert!(pty.look(|model| !model.raw.contains(&0x1b)));
    }
}

/// The numbers of all the sequences that change how text looks.
fn looks(raw: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(raw);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ';' | ':'))?;
        rest[end..].starts_with('m').then(|| &rest[..end])
    });
    sequences.flat_map(|numbers| numbers.split([';', ':'])).filter_map(|number| number.parse().ok()).collect()
}

fn is_colour(look: u32) -> bool {
    matches!(look, 30..=38 | 40..=48 | 90..=97 | 100..=107)
}

/// Sees all there is to see and returns how it looked.
fn seen(env: &[(&str, &str)], args: &[&str]) -> Vec<u32> {
    let data = folder();
    let drill = [args, &["drill", "--kind", "line", "--seed", "1", "-n", "1"]].concat();
    let mut pty = Pty::start(whose(data.path(), &drill, env), USUAL);
    pty.wait_text(OPEN);
    pty.send(ENTER);
    pty.wait_text("! ");
    pty.send("3");
    pty.wait_gone("! ");
    answer(&mut pty);
    pty.send(CTRL_L);
    pty.send(ENTER);
    pty.wait_text("done");
    pty.send("q");
    ends(pty, 0).look(|model| looks(&model.raw))
}

#[test]
fn no_color_means_bold_and_no_colours() {
    for (env, args) in [(&[("NO_COLOR", "1")][..], &[][..]), (&[], &["--color", "never"])] {
        let looks = seen(env, args);
        assert!(!looks.iter().copied().any(is_colour), "{looks:?}");
        assert!(looks.contains(&1), "bold is left");
    }
}

#[test]
fn colours_are_used_unless_they_are_unwanted() {
    let wanted = [(&[][..], &[][..]), (&[("NO_COLOR", "")], &[]), (&[("NO_COLOR", "1")], &["--color", "always"])];
    for (env, args) in wanted {
        assert!(seen(env, args).into_iter().any(is_colour));
    }
}

/// What only Linux tells of a process.
#[cfg(target_os = "linux")]
mod linux {
    use super::*;
    use crate::pty::Process;

    const CTRL_Z: &str = "\x1a";

    /// The promise is 2 seconds; a busy machine gets as much again.
    const HUNG_UP: Duration = Duration::from_secs(4);

    const HUNDREDTH: Duration = Duration::from_millis(10);

    fn hundredths(time: Duration) -> u64 {
        time.as_secs() * 100
    }

    /// The state of a process, and the hundredths of a second for which it has run.
    fn stat(id: u32) -> Option<(char, u64)> {
        let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
        Some((fields.first()?.chars().next()?, ticks(11)? + ticks(12)?))
    }

    fn ticks(id: u32) -> u64 {
        stat(id).expect("a process that runs").1
    }

    /// Bytes that a process has written to anything.
    fn written(id: u32) -> String {
        let text = fs::read_to_string(format!("/proc/{id}/io")).expect("a process that runs");
        text.lines().find(|line| line.starts_with("wchar")).expect("a count of bytes").to_owned()
    }

    fn wait_state(id: u32, wanted: char) {
        for _ in 0..hundredths(PATIENCE) {
            if stat(id).is_some_and(|(state, _)| state == wanted) {
                return;
            }
            sleep(HUNDREDTH);
        }
        panic!("the process is not in the state {wanted}");
    }

    /// The process ends by itself soon, and sleeps until it does: a fifth of the time at most, and what an orderly end
    /// takes.
    fn ends_without_spinning(mut process: Process) {
        let before = ticks(process.id());
        let mut after = before;
        let glances = hundredths(HUNG_UP);
        let mut glance = 0;
        while process.ended().is_none() {
            after = stat(process.id()).map_or(after, |(_, ticks)| ticks);
            glance += 1;
            assert!(glance < glances, "it is still there after {HUNG_UP:?}");
            sleep(HUNDREDTH);
        }
        assert!(after - before <= glance / 5 + 20, "it ran for {} of {glance} hundredths of a second", after - before);
    }

    #[test]
    fn it_ends_when_the_terminal_goes_away() {
        let data = folder();
        ends_without_spinning(at_home(data.path()).hang_up(CTRL_L));
        ends_without_spinning(at_question(data.path(), &["study"]).hang_up(CTRL_L));
        let mut pty = at_question(data.path(), &["study"]);
        answer(&mut pty);
        ends_without_spinning(pty.hang_up(CTRL_L));
        assert_eq!(progress(data.path())["overview"]["answers"], 1);
    }

    #[test]
    fn it_ends_when_the_terminal_goes_away_though_hang_ups_are_ignored() {
        let data = folder();
        let script = r#"trap "" HUP; exec "$0""#;
        let mut command = command("sh", &["-c", script, env!("CARGO_BIN_EXE_whose")], &[]);
        command.env("WHOSE_DATA_DIR", data.path());
        let pty = Pty::start(command, USUAL);
        pty.wait_text(HOME);
        ends_without_spinning(pty.hang_up(CTRL_L));
    }

    /// Only the session that a terminal belongs to is sent a signal when it goes away.
    #[test]
    fn it_ends_when_the_terminal_goes_away_though_no_signal_tells() {
        let data = folder();
        let mut command = whose(data.path(), &[], &[]);
        command.set_controlling_tty(false);
        let pty = Pty::start(command, USUAL);
        pty.wait_text(HOME);
        ends_without_spinning(pty.hang_up(CTRL_L));
    }

    /// Nothing can be written to such a terminal, its screen not be given back: its line discipline can.
    #[test]
    fn a_terminal_that_nobody_reads_does_not_keep_it_from_ending() {
        let data = folder();
        let mut pty = at_question(data.path(), &["study"]);
        pty.stall(CTRL_L);
        let (id, mut still) = (pty.process.id(), 0);
        for _ in 0..50 {
            let before = written(id);
            pty.send(&CTRL_L.repeat(60));
            sleep(Duration::from_millis(100));
            still = if written(id) == before { still + 1 } else { 0 };
            if still == 3 {
                break;
            }
        }
        assert_eq!(still, 3, "it writes no more, whatever is typed");
        signal(&pty, "TERM");
        let status = pty.process.wait_end(HUNG_UP);
        assert_eq!((status.exit_code(), status.signal()), (143, None));
        assert_eq!(pty.line_state(), "raw=false as_found=true");
    }

    /// Goes on after it was stopped, and is as it was.
    fn goes_on(mut pty: Pty) {
        wait_state(pty.process.id(), 'T');
        wait_restored(&pty);
        signal(&pty, "CONT");
        pty.wait_text(HOME);
        pty.wait_text("q quit");
        assert_eq!(pty.state(), TAKEN);
        pty.send("p");
        pty.wait_text("Esc q back");
        pty.send(ESC);
        pty.wait_text(HOME);
        pty.send("q");
        ends(pty, 0);
    }

    #[test]
    fn stopped_for_a_while_it_leaves_the_terminal_to_others_and_paints_anew_when_it_goes_on() {
        let data = folder();
        let mut pty = at_home(data.path());
        pty.send(CTRL_Z);
        goes_on(pty);
        let pty = at_home(data.path());
        signal(&pty, "TSTP");
        goes_on(pty);
    }

    #[test]
    fn a_signal_that_came_while_it_was_stopped_ends_it_in_order() {
        let data = folder();
        let mut pty = at_home(data.path());
        pty.send(CTRL_Z);
        wait_state(pty.process.id(), 'T');
        wait_restored(&pty);
        signal(&pty, "TERM");
        signal(&pty, "CONT");
        ends(pty, 143);
    }

    #[test]
    fn without_a_key_it_neither_writes_nor_works() {
        let data = folder();
        for mut pty in [at_home(data.path()), at_question(folder().path(), &["study"])] {
            pty.send(CTRL_L);
            // The picture is complete when its last row is there and nothing follows for a while.
            sleep(Duration::from_millis(500));
            let (bytes, before) = (pty.look(|model| model.raw.len()), ticks(pty.process.id()));
            sleep(Duration::from_secs(2));
            assert_eq!(pty.look(|model| model.raw.len()), bytes, "bytes written");
            let ran = ticks(pty.process.id()) - before;
            assert!(ran <= 5, "it ran for {ran} of 200 hundredths of a second");
            pty.send(CTRL_C);
            ends(pty, 0);
        }
    }
}
