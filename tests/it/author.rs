//! What an author gets: examples that pass, a schema that agrees with the loader, questions written back as they were.

use crate::bank::shipped_bank;
use serde_json::Value;
use std::collections::BTreeSet;
use whose::quiz::coverage::coverage;
use whose::quiz::fault::Place;
use whose::quiz::kind::{Body, NAMES};
use whose::quiz::load::{SourceFile, read};
use whose::quiz::question::{Question, Words};
use whose::quiz::write;

const SCHEMA: &str = include_str!("../../assets/bank.schema.json");

fn example(kind: &str) -> String {
    let path = format!("{}/assets/examples/{kind}.toml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("an example of each kind")
}

#[test]
fn every_kind_has_an_example_that_loads() {
    for kind in NAMES {
        let content = read(&SourceFile::new(kind, example(kind)));
        assert!(content.faults.is_empty(), "{:?}", content.faults);
        assert_eq!(content.questions[0].body.name(), kind);
    }
}

/// What the loader knows, as it tells an author who wrote something that it does not.
fn known_fields(text: &str, line: usize) -> BTreeSet<String> {
    let faults = read(&SourceFile::new("f.toml", text)).faults;
    let fault = faults.iter().find(|fault| fault.at.line == line && fault.message.contains("zzzzzz")).expect("a fault");
    let known = fault.next.as_deref().and_then(|next| next.split_once(" has ")).expect("the known fields").1;
    known.split(", ").map(str::to_owned).collect()
}

fn properties(schema: &Value) -> BTreeSet<String> {
    schema["properties"].as_object().expect("properties").keys().cloned().collect()
}

#[test]
fn the_schema_knows_the_fields_that_the_loader_knows() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    for kind in NAMES {
        let text = example(kind);
        let question = text.replacen("[[question]]\n", "[[question]]\nzzzzzz = 1\n", 1);
        let line = question.lines().position(|line| line == "zzzzzz = 1").expect("it was put in") + 1;
        let definition = &schema["definitions"][kind];
        assert_eq!(known_fields(&question, line), properties(definition), "{kind}");
        for table in ["correct", "incorrect", "item", "layer"] {
            let header = format!("[[question.{table}]]");
            let Some(at) = text.lines().position(|line| line.starts_with(&header)) else { continue };
            let mut lines: Vec<&str> = text.lines().collect();
            lines.insert(at + 1, "zzzzzz = 1");
            let known = known_fields(&lines.join("\n"), at + 2);
            assert_eq!(known, properties(&definition["properties"][table]["items"]), "{kind} {table}");
        }
    }
    let known = known_fields("bank = \"b\"\nzzzzzz = 1\n", 2);
    let mut file = properties(&schema);
    file.insert("fact".into());
    assert_eq!(known, file, "facts are the shipped bank's alone");
}

/// A question with what writing cannot keep set equal: where it stands, and how far pinned options are apart.
fn comparable(question: &Question) -> Question {
    let mut question = question.clone();
    let bare = Words { at: Place::default(), topic: String::new(), ..(*question.words).clone() };
    question.words = bare.into();
    let mut body = Body::clone(&question.body);
    if let Body::Choice(choice) = &mut body {
        choice.options.iter_mut().for_each(|option| option.pinned = option.pinned.map(|_| 0));
    }
    question.body = body.into();
    question
}

#[test]
fn a_question_written_back_reads_as_it_was() {
    let bank = shipped_bank();
    let written: Vec<_> = bank.questions().iter().filter(|question| !question.is_made()).collect();
    for question in &written {
        let bank = question.id.split('/').next().expect("a bank");
        let text = format!("bank = \"{bank}\"\n{}", write::question(question));
        let content = read(&SourceFile::new("f.toml", text.as_str()));
        assert!(content.faults.is_empty(), "{text}\n{:?}", content.faults);
        assert_eq!(comparable(&content.questions[0]), comparable(question), "{text}");
    }
    assert!(written.len() >= 60);
}

#[test]
fn coverage_counts_each_written_question_once() {
    let bank = shipped_bank();
    let found = coverage(&bank);
    let written = bank.questions().iter().filter(|question| !question.is_made()).count();
    assert_eq!(found.questions.practice + found.questions.exam, written);
    assert_eq!(found.questions.kinds.iter().sum::<usize>(), written);
    assert_eq!(found.objectives.iter().map(|row| row.practice + row.exam).sum::<usize>(), written);
    assert_eq!(found.tasks.len(), 32);
    assert_eq!(found.domains.len(), 9);
}

#[test]
fn the_page_for_authors_shows_what_trips_each_rule() {
    let page = include_str!("../../questions/README.md");
    for rule in whose::quiz::check::RULES {
        let row = format!("| `{}` |", rule.name);
        assert!(page.contains(&row), "{} has no example", rule.name);
    }
}
