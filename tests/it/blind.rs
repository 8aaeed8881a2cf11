//! What a second reader gets: sheets without a key, and a comparison of the answers with it.

use crate::cli::{Done, Run, folder};
use std::fs;

const MINE: &str = r#"
bank = "mine"
[[question]]
id = "guest"
kind = "choice"
stem = "Who patches the guest operating system of an EC2 instance?"
[[question.correct]]
text = "The customer"
why = "Secret reason of the key."
[[question.incorrect]]
text = "AWS"
[[question]]
id = "stack"
kind = "order"
stem = "Order the layers from the top."
[[question.item]]
text = "Guest operating system"
rank = 1
[[question.item]]
text = "Virtualization"
rank = 2
[[question.item]]
text = "Hardware"
rank = 3
"#;

fn blind(data: &std::path::Path, more: &[&str]) -> Done {
    let file = data.join("mine.toml");
    fs::write(&file, MINE).expect("a file");
    let file = file.to_str().expect("a path").to_owned();
    Run::new(data).args(&["bank", "blind", &file]).args(more).done()
}

/// The number of the question whose sheet holds these words, and that of a row of it.
fn place(sheets: &str, stem: &str, row: &str) -> (usize, usize) {
    let sheet = sheets.split("\n\n").find(|sheet| sheet.contains(stem)).expect("its sheet");
    let number = |line: &str, end: char| line.split_once(end)?.0.parse().ok();
    let line = sheet.lines().find(|line| line.ends_with(row)).expect("its row");
    (number(sheet, ':').expect("a question's number"), number(line, '.').expect("a row's number"))
}

#[test]
fn a_sheet_shows_questions_and_no_key() {
    let data = folder();
    let done = blind(data.path(), &[]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.out.starts_with("sheet "));
    assert!(done.out.contains("Who patches the guest operating system"));
    assert!(done.out.contains("Your order (3 numbers"));
    assert!(!done.out.contains("Secret reason"), "{}", done.out);
    assert_eq!(done.out, blind(data.path(), &[]).out, "the same seed deals the same sheets");
    assert_eq!(blind(data.path(), &["-n", "1"]).out.matches("Your ").count(), 1);
}

#[test]
fn options_alone_come_without_their_stem() {
    let data = folder();
    let out = blind(data.path(), &["--options-only"]).out;
    assert!(out.contains("The customer") && !out.contains("guest operating system"), "{out}");
    assert!(!out.contains("Hardware"), "an order means nothing without its stem");
}

#[test]
fn answers_are_compared_and_each_difference_is_named_at_its_line() {
    let data = folder();
    let sheets = blind(data.path(), &[]).out;
    let name = sheets.lines().next().expect("a name");
    let (choice, aws) = place(&sheets, "Who patches", "AWS");
    let rows = ["Guest operating system", "Virtualization", "Hardware"].map(|row| place(&sheets, "Order the", row));
    let [(order, first), (_, second), (_, third)] = rows;
    let answers = data.path().join("answers.txt");
    fs::write(&answers, format!("# by Ada\n{name}\n\n{choice}: {aws} s\n{order}: {first} {second} {third}\n"))
        .expect("a file");
    let done = blind(data.path(), &["--answers", answers.to_str().expect("a path")]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.out.contains("mine.toml:3"), "{}", done.out);
    assert!(done.out.contains("mine/guest\n"), "{}", done.out);
    assert!(done.out.contains("    `The customer`: the key says right, the reader not chosen\n"), "{}", done.out);
    assert!(!done.out.contains("mine/stack"), "the two agree on it");
    let last = done.out.lines().last().expect("a line");
    assert_eq!(last, "2 of 2 answered, 1 as the key has it: 50.0 %, by chance 33.3 %");
}

#[test]
fn answers_that_make_no_sense_are_named_at_their_line() {
    let data = folder();
    let sheets = blind(data.path(), &[]).out;
    let name = sheets.lines().next().expect("a name");
    let (choice, _) = place(&sheets, "Who patches", "AWS");
    let twice = format!("{choice}: 1\n{choice}: 2\n");
    for (text, expected) in [
        ("sheet 00000000\n1: 1\n".to_owned(), "these answers are to other sheets"),
        (format!("{name}\n1 2\n"), ":2: `1 2` has no colon"),
        (format!("{name}\n9: 1\n"), ":2: there is no question `9`; they are numbered 1 to 2"),
        (format!("{name}\n{choice}: 7\n"), ":2: 7 is not between 1 and 2"),
        (format!("{name}\n{choice}: q\n"), ":2: `q` is no answer"),
        (format!("{name}\n{twice}"), &format!(":3: question {choice} is answered twice")),
        (String::new(), "these answers are to other sheets"),
    ] {
        let answers = data.path().join("answers.txt");
        fs::write(&answers, &text).expect("a file");
        let done = blind(data.path(), &["--answers", answers.to_str().expect("a path")]);
        assert_eq!(done.code, Some(2), "{text}");
        assert!(done.err.contains(expected), "{text}: {}", done.err);
        assert!(done.out.is_empty(), "{text}: nothing is compared by half");
    }
    let none = blind(data.path(), &["--answers", "nowhere.txt"]);
    assert!(none.code == Some(2) && none.err.contains("nowhere.txt: it cannot be read"), "{}", none.err);
}

#[test]
fn where_there_is_nothing_to_deal_it_says_so() {
    let data = folder();
    let nowhere = Run::new(data.path()).args(&["bank", "blind", "nowhere.toml"]).done();
    assert_eq!(nowhere.code, Some(2), "{}", nowhere.out);
    assert!(nowhere.err.contains("there is no question in nowhere.toml"), "{}", nowhere.err);
    let order = data.path().join("order.toml");
    let (_, text) = MINE.split_once("[[question]]\nid = \"stack\"").expect("the order");
    fs::write(&order, format!("bank = \"mine\"\n[[question]]\nid = \"stack\"{text}")).expect("a file");
    let order = order.to_str().expect("a path");
    let options = Run::new(data.path()).args(&["bank", "blind", order, "--options-only"]).done();
    assert_eq!(options.code, Some(2), "{}", options.out);
    assert!(options.err.contains("other kinds mean nothing without their stem"), "{}", options.err);
}

#[test]
fn answers_stay_good_while_words_are_mended() {
    let data = folder();
    let sheets = blind(data.path(), &[]).out;
    let name = sheets.lines().next().expect("a name");
    let (choice, customer) = place(&sheets, "Who patches", "The customer");
    let answers = data.path().join("answers.txt");
    fs::write(&answers, format!("\u{feff}{name}\n{choice}: {customer}\n")).expect("a file");
    let file = data.path().join("mended.toml");
    fs::write(&file, MINE.replace("Who patches the guest operating system of", "Who patches the guest OS of"))
        .expect("a file");
    let answers = answers.to_str().expect("a path");
    let done =
        Run::new(data.path()).args(&["bank", "blind", file.to_str().expect("a path"), "--answers", answers]).done();
    assert!(done.out.contains("1 of 2 answered, 1 as the key has it: 100.0 %"), "{}{}", done.out, done.err);
}
