//! What is written down: the report of an exam, papers with their keys, the real result, progress as data.

use crate::cli::{Run, folder};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// An exam of its own with three questions, one of them in two parts of a case.
const BANK: &str = r#"bank = "own"
[[question]]
id = "guest"
kind = "choice"
tasks = ["T-1/1"]
stem = "Who patches the `guest` <system>?"
explanation = "The guest belongs to whoever runs it."
sources = ["https://docs.aws.amazon.com/a?b=1&c=2"]
verified = 2026-11-22
[[question.correct]]
id = "a"
text = "The customer"
why = "It runs the guest."
[[question.incorrect]]
id = "b"
text = "AWS & co"
why = "It runs the host."
[[question]]
id = "host"
kind = "choice"
tasks = ["T-1/1"]
stem = "Who patches the host?\n\n```\nuname <-a>\n```"
explanation = "The host is AWS's."
[[question.correct]]
id = "a"
text = "AWS"
why = "It runs the host."
[[question.incorrect]]
id = "b"
text = "The customer"
why = "It never sees the host."
[[question]]
id = "stack"
kind = "order"
stem = "Put the layers in order."
explanation = "Each rests on the one below."
[[question.item]]
id = "a"
text = "Host"
rank = 1
[[question.item]]
id = "b"
text = "Guest"
rank = 2
"#;

const EXAM: &str = "[[exam]]\ncode = \"T-1\"\ntitle = \"Test\"\nstatus = \"current\"\nquestions = 65\nscored = 50\nminutes = 90\npass = 700\nscale = [100, 1000]\n[[domain]]\nexam = \"T-1\"\nnumber = 1\ntitle = \"Layers & owners\"\nweight = 100\n[[task]]\nexam = \"T-1\"\nid = \"T-1/1\"\ndomain = 1\ntitle = \"Task\"\n";

fn own_bank(dir: &Path) {
    fs::create_dir_all(dir.join("banks")).expect("a folder");
    fs::write(dir.join("banks/exam.toml"), EXAM).expect("a file");
    fs::write(dir.join("banks/own.toml"), BANK).expect("a file");
}

/// Sits the exam of two questions and ends it.
fn sit(dir: &Path, first: &str) {
    let typed = format!("\n{first}\nf\n\nl\ne\ny\nq\n");
    let done = Run::new(dir).args(&["exam", "T-1", "-n", "2", "--seed", "1"]).typing(&typed).done();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{}", done.out);
}

fn report(dir: &Path, args: &[&str]) -> String {
    let done = Run::new(dir).args(&["report", "exam"]).args(args).done();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
    done.out
}

#[test]
fn an_exam_is_written_down_with_every_question_and_all_reasons() {
    let data = folder();
    own_bank(data.path());
    sit(data.path(), "1");
    insta::assert_snapshot!("report_markdown", report(data.path(), &[]));
    let json: Value = serde_json::from_str(&report(data.path(), &["--format", "json"])).expect("JSON");
    assert_eq!(json["account"]["score"]["of"], 2);
    assert_eq!(json["questions"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["questions"][1]["went"], "blank");
}

#[test]
fn the_page_needs_nothing_else_and_no_text_becomes_markup() {
    let data = folder();
    own_bank(data.path());
    sit(data.path(), "1");
    sit(data.path(), "2");
    let page = report(data.path(), &["--format", "html"]);
    for wanted in ["<svg", "Exam by exam", "&lt;system&gt;", "uname &lt;-a&gt;", "AWS &amp; co", "Layers &amp; owners"]
    {
        assert!(page.contains(wanted), "{wanted}");
    }
    for unwanted in ["<script", "src=", "url(http", "@import", "<system>", "on\u{63}lick"] {
        assert!(!page.contains(unwanted), "{unwanted}");
    }
    assert_eq!(open_tags(&page), Vec::<String>::new(), "every tag is closed");
}

/// The tags of a page that are not closed in order.
fn open_tags(page: &str) -> Vec<String> {
    const VOID: [&str; 5] = ["meta", "link", "br", "input", "!doctype"];
    let mut open: Vec<String> = Vec::new();
    for tag in page.split('<').skip(1) {
        let inner = tag.split('>').next().unwrap_or_default().trim_end();
        let name = inner.split([' ', '\n']).next().unwrap_or_default().trim_end_matches('/').to_lowercase();
        match name.strip_prefix('/') {
            Some(closed) if open.last().is_some_and(|last| last == closed) => drop(open.pop()),
            Some(closed) => open.push(format!("/{closed}")),
            None if VOID.contains(&name.as_str()) || inner.ends_with('/') => {}
            None => open.push(name),
        }
    }
    open
}

#[test]
fn reports_are_counted_back_from_the_last() {
    let data = folder();
    let none = Run::new(data.path()).args(&["report", "exam"]).done();
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("no mock exam has come to its end yet; `whose exam` begins one"), "{}", none.err);
    own_bank(data.path());
    sit(data.path(), "1");
    let far = Run::new(data.path()).args(&["report", "exam", "9"]).done();
    assert!(far.err.contains("there is only one exam"), "{}", far.err);
}

#[test]
fn the_score_of_a_real_exam_is_kept_and_listed() {
    let data = folder();
    let result = |args: &[&str]| Run::new(data.path()).args(&["exam", "result"]).args(args).done();
    let kept = result(&["clf", "712"]);
    assert_eq!(kept.out, "CLF-C02, 712: passed, kept; there were too few answers for a forecast\n");
    let bad = result(&["clf", "1200"]);
    assert_eq!(bad.code, Some(2));
    assert!(bad.err.contains("`1200` is no score of CLF-C02; the report shows one from 100 to 1000"), "{}", bad.err);
    let retired = result(&["soa-c02", "800"]);
    assert!(retired.out.starts_with("SOA-C02, 800: passed, kept"), "an exam can retire before its report comes");
    let list = Run::new(data.path()).args(&["--plain", "exam"]).typing("q\n").done();
    assert!(list.out.contains("CLF-C02 on 2026-12-01: 712, passed"), "{}", list.out);
}

#[test]
fn a_printed_paper_has_the_same_questions_in_each_form_and_a_key_for_each() {
    let data = folder();
    let paper = |args: &[&str]| Run::new(data.path()).args(&["paper", "soa", "-n", "10"]).args(args).done().out;
    let text = paper(&["--seed", "5"]);
    assert_eq!(text, paper(&["--seed", "5"]), "the same seed prints the same paper");
    assert_ne!(text, paper(&["--seed", "6"]));
    let parts: Vec<&str> = text.split("\n# ").collect();
    assert_eq!(parts.len(), 4, "two forms and two keys");
    let options = |part: &str| -> BTreeSet<String> {
        part.lines().filter_map(|line| line.strip_prefix("* ")).map(|line| line[1..].trim().to_owned()).collect()
    };
    assert_eq!(options(parts[0]), options(parts[1]), "the same options");
    let first = |part: &str| part.lines().find(|line| line.starts_with("* ")).map(|line| line[4..].to_owned());
    assert_ne!(first(parts[0]), first(parts[1]), "in another order");
    assert_eq!(parts[2].matches("**").count(), 20, "a key for each question");
    let page = paper(&["--format", "html", "--forms", "3"]);
    assert!(page.contains("form C") && page.contains("key of form C"));
    assert_eq!(open_tags(&page), Vec::<String>::new());
}

#[test]
fn a_paper_can_be_made_of_picked_questions_of_every_kind() {
    let data = folder();
    own_bank(data.path());
    let set = data.path().join("set.toml");
    fs::write(&set, "title = \"Layers\"\nquestions = [\"own/guest\", \"stack\", \"matrix/line-ec2\"]\n")
        .expect("a file");
    let path = set.to_str().expect("a path");
    let done = Run::new(data.path()).args(&["paper", "--set", path, "--forms", "1"]).done();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
    for wanted in ["# Layers, form A", "Write the letters in order", "Draw the line between", "# Layers, key of form A"]
    {
        assert!(done.out.contains(wanted), "{wanted}\n{}", done.out);
    }
    fs::write(&set, "questions = [\"own/gest\"]\n").expect("a file");
    let bad = Run::new(data.path()).args(&["paper", "--set", path]).done();
    assert_eq!(bad.code, Some(2));
    assert!(bad.err.contains("set.toml:1:14: unknown question `own/gest`; did you mean `own/guest`?"), "{}", bad.err);
}

#[test]
fn progress_tells_what_each_chart_means() {
    let data = folder();
    own_bank(data.path());
    sit(data.path(), "1");
    let done = Run::new(data.path()).args(&["progress", "--json"]).done();
    let json: Value = serde_json::from_str(&done.out).expect("JSON");
    let sections = json["sections"].as_array().expect("sections");
    assert!(sections.len() >= 8, "{}", sections.len());
    for section in sections {
        let says = section["says"].as_str().unwrap_or_default();
        assert!(says.len() > 20 && says.ends_with('.'), "{section}");
    }
    let plain = Run::new(data.path()).args(&["progress"]).done().out;
    for section in sections {
        assert!(plain.contains(section["says"].as_str().expect("a text")), "{section}\n{plain}");
    }
}

#[test]
fn a_domain_can_be_drilled_by_its_number() {
    let data = folder();
    let drill =
        |domain: &str| Run::new(data.path()).args(&["drill", "--domain", domain, "-n", "3"]).typing("q\n").done();
    for domain in ["SOA-C03/5", "soa-c03/5", "soa/5"] {
        assert!(drill(domain).out.contains("Question 1 of 3."), "{domain}");
    }
    let bad = drill("SOA-C03/9");
    assert_eq!(bad.code, Some(2));
    assert!(bad.err.contains("there is no domain `SOA-C03/9`; did you mean `SOA-C03/"), "{}", bad.err);
}
