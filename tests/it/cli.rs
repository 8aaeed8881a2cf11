//! The command line: arguments in; standard output, standard error and exit code out.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A run of the program in a data folder of its own.
#[must_use]
pub(crate) struct Run {
    command: Command,
    input: String,
}

/// What a run came to.
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn new(data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whose"));
        command.env_clear().env("WHOSE_DATA_DIR", data).env("TZ", "UTC");
        command.args(["--now", "2026-12-01T18:30:00+00:00"]);
        Self { command, input: String::new() }
    }

    pub(crate) fn args(mut self, args: &[&str]) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn typing(mut self, input: &str) -> Self {
        input.clone_into(&mut self.input);
        self
    }

    pub(crate) fn done(mut self) -> Done {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // A program that ends early closes its end; that is for the test to judge.
        let _ = stdin.write_all(self.input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Done { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

const MINE: &str = r#"
bank = "mine"
[[question]]
id = "sky"
kind = "choice"
stem = "What colour is the sky?"
explanation = "It scatters."
[[question.correct]]
id = "blue"
text = "blue"
why = "Short waves scatter most."
pinned = true
[[question.incorrect]]
id = "green"
text = "green"
why = "That is grass."
pinned = true
"#;

/// A question that breaks no rule of item writing.
const SOUND: &str = r#"bank = "mine"
[[question]]
id = "sky"
kind = "choice"
stem = "Which colour does the sky have?"
sources = ["https://example.com/sky"]
verified = 2026-11-22
[[question.correct]]
id = "blue"
text = "light blue"
why = "Short waves scatter most in air, and so they reach the eye from everywhere."
[[question.incorrect]]
id = "grey"
text = "grey"
why = "Grey is the colour of clouds, which stand before the sky and are not it."
[[question.incorrect]]
id = "dark-green"
text = "dark green"
why = "Green is the colour of grass, which keeps the long waves and the short ones."
[[question.incorrect]]
id = "red"
text = "red"
why = "Red is what is left in the evening, when the light has come a long way."
"#;

#[test]
fn help_leads_with_examples_and_version_is_one_line() {
    let data = folder();
    let help = Run::new(data.path()).args(&["--help"]).done();
    assert_eq!(help.code, Some(0));
    assert!(help.out.starts_with("Examples:"), "{}", help.out);
    for command in ["study", "drill", "explore", "bank", "progress"] {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command}: {}", help.out);
    }
    let version = Run::new(data.path()).args(&["--version"]).done();
    assert_eq!(version.out, format!("whose {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_drill_line_by_line() {
    let data = folder();
    let bank = data.path().join("mine.toml");
    fs::write(&bank, MINE).expect("a file");
    let bank = bank.to_str().expect("a path");
    let done = Run::new(data.path())
        .args(&["--bank", bank, "drill", "--topic", "mine", "--seed", "1"])
        .typing("3\nhelp\n2 g\nn look up\n\n")
        .done();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
    assert!(!done.out.contains('\u{1b}'), "no escape reaches a pipe");
    insta::assert_snapshot!("plain_drill", done.out);
}

#[test]
fn a_session_counts_and_is_remembered() {
    let data = folder();
    fs::create_dir(data.path().join("banks")).expect("a folder");
    fs::write(data.path().join("banks/mine.toml"), MINE).expect("a file");
    let done = Run::new(data.path()).args(&["study", "--topic", "mine"]).typing("1\n\n").done();
    assert_eq!(done.code, Some(0), "{}", done.err);
    let progress = Run::new(data.path()).args(&["progress", "--json"]).done();
    let json: serde_json::Value = serde_json::from_str(&progress.out).expect("JSON");
    assert_eq!(json["overview"]["answers"].as_u64(), Some(1), "{}", progress.out);
    assert_eq!(json["overview"]["all"]["met"].as_u64(), Some(1), "{}", progress.out);
    let words = Run::new(data.path()).args(&["progress"]).done();
    assert!(words.out.starts_with("Answers: 1, of them right: 1."), "{}", words.out);
}

#[test]
fn home_line_by_line_and_an_end_of_input_are_no_errors() {
    let data = folder();
    let done = Run::new(data.path()).typing("9\n5\nq\n").done();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
    assert!(done.out.contains("1. study\n2. drill anything\n"), "{}", done.out);
    assert!(done.out.contains("`9` is none of them"), "{}", done.out);
    assert!(done.out.contains("Days in a row: 0."), "{}", done.out);
    assert_eq!(Run::new(data.path()).done().code, Some(0));
    assert_eq!(Run::new(data.path()).args(&["study"]).done().code, Some(0));
}

#[test]
fn nothing_due_is_said_and_no_failure() {
    let data = folder();
    let done = Run::new(data.path()).args(&["study", "--new", "0"]).done();
    assert_eq!(done.code, Some(0));
    assert!(done.out.starts_with("Nothing is due"), "{}", done.out);
}

#[test]
fn names_that_there_are_not_are_usage_errors_with_a_suggestion() {
    let data = folder();
    let run = |args: &[&str]| {
        let done = Run::new(data.path()).args(args).done();
        assert_eq!(done.code, Some(2), "{}", done.err);
        done.err
    };
    assert_eq!(run(&["drill", "--kind", "ordr"]), "whose: there is no kind `ordr`; did you mean `order`?\n");
    assert_eq!(run(&["drill", "--service", "rdz"]), "whose: there is no service `rdz`; did you mean `rds`?\n");
    assert!(run(&["study", "--topic", "zzzzzz"]).starts_with("whose: there is no topic `zzzzzz`; it is one of model,"));
    assert!(run(&["stdy"]).contains("a similar subcommand exists: 'study'"));
    let done = Run::new(data.path()).args(&["--now", "noon", "progress"]).done();
    assert_eq!(done.code, Some(2));
}

#[test]
fn the_bank_is_listed_in_words_and_as_json() {
    let data = folder();
    let words = Run::new(data.path()).args(&["bank", "list"]).done();
    let json = Run::new(data.path()).args(&["bank", "list", "--json"]).done();
    let listed: Vec<serde_json::Value> = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(words.out.lines().count(), listed.len());
    assert!(listed.len() > 200);
    assert!(listed.iter().all(|question| question["id"].is_string() && question["stem"].is_string()));
}

#[test]
fn check_names_every_fault_at_its_line_and_exits_with_3() {
    let data = folder();
    let file = data.path().join("mine.toml");
    let faulty = MINE
        .replace("why = \"That is grass.\"", "wy = \"That is grass.\"")
        .replace("[[question.correct]]", "[[question.corect]]");
    fs::write(&file, faulty).expect("a file");
    let done = Run::new(data.path()).args(&["bank", "check", file.to_str().expect("a path")]).done();
    assert_eq!((done.code, done.err.as_str()), (Some(3), ""));
    insta::assert_snapshot!("check_faults", done.out.replace(data.path().to_str().expect("a path"), "DIR"));
    fs::write(&file, SOUND).expect("a file");
    let good = Run::new(data.path()).args(&["bank", "check", file.to_str().expect("a path")]).done();
    assert_eq!((good.code, good.out.as_str()), (Some(0), "0 errors, 0 warnings in 1 file; 1 question loads\n"));
}

#[test]
fn check_tells_what_is_badly_written_and_warnings_alone_pass() {
    let data = folder();
    let file = data.path().join("mine.toml");
    let check = |text: &str| {
        fs::write(&file, text).expect("a file");
        let done = Run::new(data.path()).args(&["bank", "check", file.to_str().expect("a path")]).done();
        (done.code, done.out.replace(data.path().to_str().expect("a path"), "DIR"))
    };
    let (code, out) = check(&SOUND.replace("does the sky have?", "does your sky have?"));
    assert_eq!(code, Some(0), "{out}");
    insta::assert_snapshot!("check_warning", out);
    let (code, out) = check(&SOUND.replace("text = \"grey\"", "text = \"None of the above\""));
    assert_eq!(code, Some(3), "{out}");
    assert!(out.ends_with("\n1 error, 0 warnings in 1 file; 1 question loads\n"), "{out}");
    let (code, out) = check(&SOUND.replace("id = \"grey\"", "id = \"Grey\"").replace("does the sky", "does your sky"));
    assert!(code == Some(3) && out.contains("`Grey` cannot be an id") && out.contains(" [load]\n"), "{out}");
}

#[test]
fn check_without_files_checks_the_shipped_ones_and_lists_its_rules() {
    let data = folder();
    let done = Run::new(data.path()).args(&["bank", "check"]).done();
    assert_eq!(done.code, Some(0), "{}", done.out);
    assert!(done.out.lines().last().is_some_and(|line| line.starts_with("0 errors, ")), "{}", done.out);
    let rules = Run::new(data.path()).args(&["bank", "check", "--rules"]).done();
    assert!(rules.out.starts_with("key-count          error    A choice has one key"), "{}", rules.out);
    let json = Run::new(data.path()).args(&["bank", "check", "--rules", "--json"]).done();
    let listed: Vec<serde_json::Value> = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(listed.len(), rules.out.lines().count());
}

#[test]
fn fix_mends_what_is_mechanical_in_place() {
    let data = folder();
    let file = data.path().join("mine.toml");
    let path = file.to_str().expect("a path");
    let fix = || Run::new(data.path()).args(&["bank", "check", "--fix", path]).done();
    fs::write(&file, SOUND.replace("id = \"dark-green\"\n", "# grass\n")).expect("a file");
    let done = fix();
    let told = format!(
        "{path}:18:1: gave `dark green` the id `dark-green`\n0 errors, 0 warnings in 1 file; 1 question loads\n"
    );
    assert_eq!((done.code, done.out), (Some(0), told));
    let mended = SOUND.replace("id = \"dark-green\"", "# grass\nid = \"dark-green\"");
    assert_eq!(fs::read_to_string(&file).expect("a file"), mended);
    assert_eq!(fix().err, "whose: there is nothing that --fix could mend\n");
    let broken = SOUND.replace("id = \"dark-green\"\n", "").replace("kind =", "kind");
    fs::write(&file, &broken).expect("a file");
    assert_eq!(fix().code, Some(3));
    assert_eq!(fs::read_to_string(&file).expect("a file"), broken, "a file with syntax faults is not touched");
    assert_eq!(fs::read_dir(data.path()).expect("a folder").count(), 1, "nothing is left beside it");
    let none = Run::new(data.path()).args(&["bank", "check", "--fix"]).done();
    assert_eq!(none.code, Some(2), "the shipped questions are not the user's to mend");
}

#[test]
fn check_as_json_is_for_editors() {
    let data = folder();
    let file = data.path().join("mine.toml");
    fs::write(&file, MINE.replace("kind = \"choice\"", "kind = \"choise\"")).expect("a file");
    let done = Run::new(data.path()).args(&["bank", "check", "--json", file.to_str().expect("a path")]).done();
    assert_eq!(done.code, Some(3));
    let json: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    let fault = &json["findings"][0];
    assert_eq!((fault["rule"].as_str(), fault["level"].as_str()), (Some("load"), Some("error")));
    assert_eq!((json["errors"].as_u64(), json["warnings"].as_u64()), (Some(1), Some(0)));
    assert_eq!((fault["line"].as_u64(), fault["column"].as_u64()), (Some(5), Some(8)));
    assert_eq!(fault["next"].as_str(), Some("did you mean `choice`?"));
}

#[test]
fn the_shipped_bank_passes_its_own_check() {
    let data = folder();
    let questions = concat!(env!("CARGO_MANIFEST_DIR"), "/questions");
    let done = Run::new(data.path()).args(&["bank", "check", questions]).done();
    assert_eq!(done.code, Some(0), "{}", done.out);
}

#[test]
fn what_is_missing_or_unreadable_is_told_and_the_rest_loads() {
    let data = folder();
    let missing = data.path().join("nowhere.toml");
    let done = Run::new(data.path()).args(&["bank", "check", missing.to_str().expect("a path")]).done();
    assert_eq!(done.code, Some(3));
    assert!(done.out.contains("there is no such file or folder; check the path"), "{}", done.out);
    let done = Run::new(data.path()).args(&["--bank", missing.to_str().expect("a path"), "study"]).typing("q\n").done();
    assert_eq!(done.code, Some(0));
    assert!(done.err.contains("there is no such file or folder"), "{}", done.err);
    assert!(done.out.contains("Question 1 of"), "{}", done.out);
}

#[test]
fn the_own_folder_is_found_by_itself() {
    let data = folder();
    fs::create_dir(data.path().join("banks")).expect("a folder");
    fs::write(data.path().join("banks/mine.toml"), MINE).expect("a file");
    let done = Run::new(data.path()).args(&["bank", "list"]).done();
    assert!(done.out.contains("mine/sky"), "{}", done.out);
}

#[test]
fn a_foreign_or_newer_database_is_refused_with_exit_code_4() {
    let data = folder();
    fs::write(data.path().join("study.db"), "this is no database at all, but a diary").expect("a file");
    let done = Run::new(data.path()).args(&["study"]).typing("q\n").done();
    assert_eq!(done.code, Some(4), "{}", done.err);
    assert!(done.err.starts_with("whose: ") && done.err.contains("study.db"), "{}", done.err);
    let kept = fs::read_to_string(data.path().join("study.db")).expect("it is still there");
    assert_eq!(kept, "this is no database at all, but a diary");
}

#[test]
fn a_second_one_on_the_same_folder_is_told_so_with_exit_code_5() {
    let data = folder();
    let mut first = Command::new(env!("CARGO_BIN_EXE_whose"));
    first.env("WHOSE_DATA_DIR", data.path()).arg("study").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut first = first.spawn().expect("it starts");
    let mut seen = [0; 16];
    std::io::Read::read_exact(first.stdout.as_mut().expect("a pipe"), &mut seen).expect("it asks");
    let second = Run::new(data.path()).args(&["study"]).done();
    assert_eq!(second.code, Some(5), "{}", second.err);
    assert!(second.err.contains("already running"), "{}", second.err);
    assert_eq!(Run::new(data.path()).args(&["progress"]).done().code, Some(0), "looking is possible meanwhile");
    drop(first.stdin.take());
    assert!(first.wait().expect("it ends").success());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let data = folder();
    let mut list = Command::new(env!("CARGO_BIN_EXE_whose"));
    list.env("WHOSE_DATA_DIR", data.path())
        .args(["bank", "list", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = list.spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_question_is_shown_as_a_learner_sees_it_and_as_it_is_written() {
    let data = folder();
    let bank = data.path().join("mine.toml");
    fs::write(&bank, MINE).expect("a file");
    let args = |id: &'static str| ["--bank", bank.to_str().expect("a path"), "bank", "show", id];
    let done = Run::new(data.path()).args(&args("sky")).done();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("bank_show", done.out.replace(data.path().to_str().expect("a path"), "DIR"));
    let done = Run::new(data.path()).args(&args("skyy")).done();
    assert_eq!((done.code, done.err.as_str()), (Some(2), "whose: there is no question `skyy`; did you mean `sky`?\n"));
}

#[test]
fn an_author_starts_from_an_example_and_a_schema() {
    let data = folder();
    let example = Run::new(data.path()).args(&["bank", "new", "sort"]).done();
    let file = data.path().join("new.toml");
    fs::write(&file, example.out).expect("a file");
    let checked = Run::new(data.path()).args(&["bank", "check", file.to_str().expect("a path")]).done();
    assert_eq!(checked.code, Some(0), "{}", checked.out);
    let unknown = Run::new(data.path()).args(&["bank", "new", "srot"]).done();
    assert_eq!(
        (unknown.code, unknown.err.as_str()),
        (Some(2), "whose: there is no kind `srot`; did you mean `sort`?\n")
    );
    let schema = Run::new(data.path()).args(&["bank", "schema"]).done();
    assert!(serde_json::from_str::<serde_json::Value>(&schema.out).is_ok());
}

#[test]
fn coverage_names_the_holes() {
    let data = folder();
    let words = Run::new(data.path()).args(&["bank", "coverage"]).done();
    assert!(words.out.contains("facts without a question: "), "{}", words.out);
    let json = Run::new(data.path()).args(&["bank", "coverage", "--json"]).done();
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert!(json["holes"]["objectives"].is_array());
}
