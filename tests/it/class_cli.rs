//! A class at the command line: led and joined line by line, taken home, and what is said where that cannot be.
#![cfg(unix)]

use crate::spoken::{Ended, Spoken, whose};
use crate::terminal::folder;
use serde_json::Value;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;
use whose::classroom::client::Client;
use whose::cli::class::ledger::Kept;
use whose::session::class::room::Ledger;
use whose::store::class::{Classes, Seats};

const KINDS: [&str; 4] = ["choice", "order", "sort", "line"];
const SET: &str = "title = \"Monday\"\nquestions = [\"mine/guest-os-patches\", \"mine/instance-from-the-metal-up\", \
    \"mine/rds-tasks\", \"mine/line-of-an-instance\"]\n";

/// Where news are asked for again, and how often.
const GLANCE: Duration = Duration::from_millis(20);
const GLANCES: usize = 1_500;

fn run(data: &Path, args: &[&str]) -> Ended {
    Spoken::start(&mut whose(data, args)).ended()
}

/// A data folder with the questions that an author starts from, one of each kind.
fn desk() -> TempDir {
    let data = folder();
    fs::create_dir(data.path().join("banks")).expect("a folder");
    for kind in KINDS {
        let example = run(data.path(), &["bank", "new", kind]);
        fs::write(data.path().join(format!("banks/{kind}.toml")), example.out).expect("a file");
    }
    fs::write(data.path().join("set.toml"), SET).expect("a file");
    data
}

/// Hosts the set in a folder, with these arguments.
fn host(data: &Path, more: &[&str]) -> Spoken {
    let set = data.join("set.toml").display().to_string();
    Spoken::start(&mut whose(data, &[&["host", "--set", &set, "--seed", "1"], more].concat()))
}

const LOCAL: [&str; 4] = ["--bind", "127.0.0.1", "--port", "0"];

/// Asks for news until these words are in them.
#[track_caller]
fn news(student: &mut Spoken, words: &str) -> String {
    for _ in 0..GLANCES {
        student.say("");
        let heard = student.until(&[words, "Enter for news", "for help):"]);
        if heard.contains(words) {
            return heard;
        }
        sleep(GLANCE);
    }
    panic!("no news of {words:?}")
}

/// Waits for a question and reads it aloud.
#[track_caller]
fn question(student: &mut Spoken, number: usize) -> String {
    let heard = news(student, &format!("Question {number} of 4. "));
    student.say("?");
    heard + &student.until(&["q ends the session"])
}

/// The number of the row with these words.
#[track_caller]
fn row(heard: &str, words: &str) -> String {
    let line = heard.lines().find(|line| line.ends_with(&format!(". {words}")));
    let number = line.and_then(|line| line.split_once(". ")).map(|(number, _)| number.to_owned());
    number.unwrap_or_else(|| panic!("no row {words:?} in\n{heard}"))
}

fn rows(heard: &str, words: &[&str]) -> String {
    words.iter().map(|words| row(heard, words)).collect::<Vec<_>>().join(" ")
}

/// The heading of each row, where these rows are the customer's.
fn headings(heard: &str, customers: &[&str]) -> String {
    let labelled = |line: &&str| line.chars().next().is_some_and(char::is_alphabetic) && line.get(1..3) == Some(". ");
    let heading = |line: &str| if customers.iter().any(|words| line.ends_with(words)) { "2" } else { "1" };
    heard.lines().filter(labelled).map(heading).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn answer(student: &mut Spoken, typed: &str) {
    student.say(typed);
    student.until(&["Saved"]);
}

#[track_caller]
fn close_and_show(host: &mut Spoken) -> String {
    assert!(host.lead("close").contains("ok: "));
    let shown = host.lead("show");
    assert!(shown.contains("ok: "), "{shown}");
    shown
}

fn progress(data: &Path) -> Value {
    serde_json::from_str(&run(data, &["progress", "--json"]).out).expect("JSON")
}

fn missed(data: &Path) -> Option<u64> {
    progress(data)["missed"].as_u64()
}

/// A class in which Ada missed the second and the last question; it is over and still served.
fn held(data: &Path, home: &Path) -> (Spoken, String) {
    let mut host = host(data, &[&LOCAL[..], &["--confidence"]].concat());
    let (address, code) = host.place();
    let address = address.to_string();
    let mut ada = Spoken::start(&mut whose(home, &["join", &address, &code, "--name", "Ada"]));
    ada.until(&["You are in Monday as Ada"]);
    host.lead("next");
    let heard = question(&mut ada, 1);
    answer(&mut ada, &rows(&heard, &["Patching the hypervisor", "Setting the rules of security groups"]));
    host.lead("close");
    assert!(host.lead("again").contains("takes a second vote"));
    let heard = news(&mut ada, "Second vote");
    assert!(heard.contains("Question 1 of 4. "), "{heard}");
    ada.say("?");
    let heard = heard + &ada.until(&["q ends the session"]);
    let right = rows(&heard, &["Patching the guest operating system", "Setting the rules of security groups"]);
    answer(&mut ada, &format!("{right} s"));
    let shown = close_and_show(&mut host);
    assert!(shown.contains("First vote: 0 of 1 right.") && shown.contains("now right 1"), "{shown}");
    let told = news(&mut ada, "right so far");
    assert!(told.contains("chosen, right") && told.contains("1 of 1 right so far"), "{told}");
    host.lead("next");
    let heard = question(&mut ada, 2);
    answer(&mut ada, &rows(&heard, &["Guest operating system", "Hypervisor", "Physical host"]));
    close_and_show(&mut host);
    news(&mut ada, "1 of 2 right so far");
    host.lead("next");
    let heard = question(&mut ada, 3);
    answer(&mut ada, &headings(&heard, &["Creating database users", "Choosing which networks may connect"]));
    close_and_show(&mut host);
    news(&mut ada, "2 of 3 right so far");
    host.lead("next");
    question(&mut ada, 4);
    answer(&mut ada, "0");
    close_and_show(&mut host);
    news(&mut ada, "2 of 4 right so far");
    host.lead("end");
    let heard = news(&mut ada, "The class is over: 2 of 4 right.");
    let ended = ada.ended();
    assert_eq!(ended.code, Some(0), "{heard}{}{}", ended.out, ended.err);
    assert!(ended.out.contains("2 missed questions of Monday"), "{}", ended.out);
    assert!(ended.out.contains(&format!("whose join {address}")), "{}", ended.out);
    (host, address)
}

#[test]
fn a_class_is_led_and_joined_line_by_line_and_what_was_missed_comes_back_once() {
    let (data, home, other) = (desk(), desk(), desk());
    let (mut host, address) = held(data.path(), home.path());
    let due = progress(home.path());
    assert_eq!(due["overview"]["answers"].as_u64(), Some(0), "misses alone say nothing of the share right: {due}");
    assert_eq!(due["due"].as_u64(), Some(2), "{due}");
    let again = run(home.path(), &["join", &address]);
    assert_eq!(again.code, Some(0), "one comes back without a code: {}{}", again.out, again.err);
    assert!(again.out.contains("2 were taken in before"), "{}", again.out);
    assert_eq!(missed(home.path()), Some(2), "what was missed once counts once");

    let token = Seats::of(home.path()).token(&address).expect("a place");
    let kept = Client::of(&address).take_home(&token).expect("a file");
    let file = home.path().join("whose-missed.json");
    fs::write(&file, serde_json::to_string(&kept).expect("JSON")).expect("a file");
    let file = file.to_str().expect("a path");
    for (times, words) in [(1, "2 missed questions of Monday are due"), (2, "2 were taken in before")] {
        let done = run(other.path(), &["import", file]);
        assert!(done.code == Some(0) && done.out.contains(words), "{times}: {}{}", done.out, done.err);
        assert_eq!(missed(other.path()), Some(2), "{times}");
    }
    let bare = folder();
    let done = run(bare.path(), &["import", file]);
    assert!(done.code == Some(0) && done.out.contains("2 are of a bank that is not here"), "{}{}", done.out, done.err);
    assert_eq!(missed(bare.path()), Some(0));
    host.say("quit");
    let ended = host.ended();
    let name = Classes::of(data.path()).names().expect("a folder").pop().expect("a class");
    assert!(ended.code == Some(0) && ended.out.contains(&format!("kept as {name}")), "{}{}", ended.out, ended.err);
}

#[test]
fn import_takes_nothing_but_what_a_class_gave() {
    let data = folder();
    let file = data.path().join("file");
    let refused = |text: &str, words: &str| {
        fs::write(&file, text).expect("a file");
        let done = run(data.path(), &["import", file.to_str().expect("a path")]);
        assert_eq!((done.code, done.out.as_str()), (Some(2), ""), "{text}");
        assert!(done.err.contains("file: ") && done.err.contains(words), "{}", done.err);
    };
    refused("a diary", "no file that a class gave");
    refused("[1, 2]", "no file that a class gave");
    refused("{\"format\": \"whose-class-1\"}", "no file that a class gave");
    refused("{\"format\": \"whose-class-9\", \"class\": \"C\", \"missed\": []}", "`whose-class-9`");
    let done = run(data.path(), &["import", data.path().to_str().expect("a path")]);
    assert!(done.code == Some(2) && done.err.contains("no file that a class gave"), "{}", done.err);
    let done = run(data.path(), &["import", "/nowhere/at-all.json"]);
    assert!(done.code == Some(2) && done.err.contains("/nowhere/at-all.json: it cannot be read"), "{}", done.err);
    assert!(!data.path().join("study.db").exists(), "nothing was taken in");
}

#[test]
fn hands_are_counted_without_a_network() {
    let data = desk();
    let mut host = host(data.path(), &["--show-of-hands"]);
    let heard = host.until(&["a show of hands, 4 questions"]);
    assert!(!heard.contains("join http"), "{heard}");
    let heard = host.lead("next");
    assert!(host.lead("hands 3 1 0").contains("no: type 5 numbers"), "{heard}");
    assert!(host.lead("hands 3 x 0 2 1").contains("no: `x` is no number"));
    assert!(host.lead("hands 3 1 0 2 2").contains("ok: "));
    assert!(host.lead("show").contains("no: close the answers first"));
    let shown = close_and_show(&mut host);
    assert!(shown.contains("of 4 had it right"), "four people raised two hands each: {shown}");
    host.lead("next");
    assert!(host.lead("hands 7 2").contains("ok: "), "for other kinds: right, and not right");
    let shown = close_and_show(&mut host);
    assert!(shown.contains("7 of 9 had it right"), "{shown}");
    host.lead("end");
    assert_eq!(host.ended().code, Some(0));
    let listed = run(data.path(), &["class", "list"]);
    assert!(listed.out.contains("2 of 4 questions"), "{}", listed.out);
}

#[test]
fn the_private_view_is_the_users_alone_and_ends_with_the_class() {
    let data = desk();
    let none = run(data.path(), &["host", "--presenter"]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("presenter.sock") && none.err.contains("begin one with `whose host`"), "{}", none.err);
    let mut host = host(data.path(), &LOCAL);
    host.place();
    let socket = Classes::of(data.path()).folder().join("presenter.sock");
    let mode = fs::metadata(&socket).expect("a socket").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let mut view = Spoken::start(&mut whose(data.path(), &["host", "--presenter"]));
    view.until(&["nobody else sees this"]);
    assert!(view.lead("next").contains("ok: question 1 of 4 is open"), "it leads the class, too");
    view.say("status");
    assert!(view.until(&["Key: ", "no: "]).contains("Key: "), "the instructor sees the key");
    host.say("status");
    assert!(!host.until(&["answered."]).contains("Key: "), "the room does not");
    host.lead("end");
    assert_eq!(host.ended().code, Some(0));
    assert!(!socket.exists(), "the socket goes with the class");
    assert!(view.lead("next").contains("no: the host is gone"));
    assert_eq!(view.ended().code, Some(0));
}

/// What a run that cannot be says: its exit code, and words of place, value and next step.
#[track_caller]
fn refused(data: &Path, args: &[&str], code: i32, words: &[&str]) {
    let done = run(data, args);
    assert_eq!(done.code, Some(code), "{args:?}: {}{}", done.out, done.err);
    for words in words {
        assert!(done.err.contains(words), "{args:?}: {words:?} is not in {}", done.err);
    }
    assert!(done.err.starts_with("whose: "), "{}", done.err);
}

#[test]
fn what_cannot_be_hosted_is_told_with_a_next_step_and_leaves_nothing_behind() {
    let data = desk();
    let file = data.path().join("set.toml");
    let set = file.to_str().expect("a path");
    refused(data.path(), &["host", "--set", "nowhere.toml"], 2, &["nowhere.toml: it cannot be read"]);
    fs::write(&file, SET.replace("rds-tasks", "rds-taks")).expect("a file");
    refused(
        data.path(),
        &["host", "--set", set],
        2,
        &["set.toml:2:", "`mine/rds-taks`", "did you mean `mine/rds-tasks`?"],
    );
    refused(data.path(), &["host", "--topic", "netwrk"], 2, &["no topic `netwrk`", "did you mean `network`?"]);
    refused(data.path(), &["host", "--exam", "XYZ-1"], 2, &["no exam `XYZ-1`"]);
    let held = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = held.local_addr().expect("an address").port().to_string();
    let args = ["host", "--topic", "network", "--bind", "127.0.0.1", "--port", &port];
    refused(data.path(), &args, 1, &["127.0.0.1", &port, "name a free port with --port"]);
    refused(data.path(), &["host", "--bind", "192.0.2.77"], 1, &["192.0.2.77", "--bind"]);
    assert!(Classes::of(data.path()).names().expect("a folder").is_empty());
}

#[test]
fn classes_that_there_are_not_are_told_with_a_next_step() {
    let data = folder();
    refused(data.path(), &["class", "resume"], 2, &["no class was held yet", "`whose host`"]);
    for command in ["resume", "anonymise", "delete"] {
        let told = ["no class `2026-01-01-1`", "`whose class list`"];
        refused(data.path(), &["class", command, "2026-01-01-1"], 2, &told);
    }
    refused(data.path(), &["class", "delete", "../study"], 2, &["no class `../study`"]);
}

#[test]
fn what_cannot_be_joined_is_told_with_a_next_step() {
    let (data, home) = (desk(), folder());
    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").to_string();
    let nobody = ["join", &free, "7KQ-92MX"];
    refused(home.path(), &nobody, 1, &[&free, "does not answer", "check the address on the screen"]);
    let mut host = host(data.path(), &LOCAL);
    let (address, code) = host.place();
    let address = address.to_string();
    refused(home.path(), &["join", &address], 2, &["type the code on the screen"]);
    refused(home.path(), &["join", &address, "AAA-AAAA"], 1, &["not the code of the class", "from the screen"]);
    refused(home.path(), &["join", &address, "--resume", "1.AAAA"], 1, &["this place is gone; join again"]);
    let mut ada = Spoken::start(&mut whose(home.path(), &["join", &address, &code, "--name", "Ada"]));
    ada.until(&["You are in Monday as Ada"]);
    refused(
        folder().path(),
        &["join", &address, &code, "--name", "ADA"],
        1,
        &["is called ADA already", "another name"],
    );
    assert!(host.lead("lock").contains("locked"));
    refused(folder().path(), &["join", &address, &code], 1, &["ask the instructor to unlock"]);
    ada.say("q");
    assert_eq!(ada.ended().code, Some(0));
    host.lead("end");
    assert_eq!(host.ended().code, Some(0));
}

#[test]
fn after_a_crash_the_time_of_a_question_stands_until_it_is_let_go_on() {
    let data = folder();
    let args = ["host", "--topic", "network", "-n", "2", "--seconds", "60", "--bind", "127.0.0.1", "--port", "0"];
    let mut host = Spoken::start(&mut whose(data.path(), &args));
    host.place();
    assert!(host.lead("next").contains("ok: "));
    host.kill();
    let classes = Classes::of(data.path());
    let name = classes.names().expect("names").remove(0);
    let paused = || Kept(classes.open(&name).expect("a class")).record().expect("its record").paused;
    assert!(!paused());
    let mut host = Spoken::start(&mut whose(data.path(), &["class", "resume", &name]));
    host.place();
    assert!(paused(), "phones are not back yet");
    assert!(host.lead("go").contains("ok: "));
    assert!(!paused());
    host.lead("end");
    let ended = host.ended();
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.err.contains("the time of the question stands"), "{}", ended.err);
}
