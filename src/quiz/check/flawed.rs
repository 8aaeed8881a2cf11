//! The one harness of all rules: flawed text in, the rules that it trips out.

use crate::quiz::bank::Bank;
use crate::quiz::check::check;
use crate::quiz::check::finding::Finding;
use crate::quiz::fault::Source;
use crate::quiz::load::{SourceFile, read};
use crate::quiz::question::Question;
use std::fmt::Write;

/// A choice with one key that trips no rule.
pub const SOUND: &str = r#"bank = "t"
[[question]]
id = "guest"
kind = "choice"
facts = ["F-1"]
stem = "A company runs a web shop on an Amazon EC2 instance. Who patches the guest system?"
explanation = "What runs in the guest is the customer's."
sources = ["https://docs.aws.amazon.com/x"]
verified = 2026-11-22
[[question.correct]]
id = "company"
text = "The company, which runs the guest"
why = "The guest lies above the line and so stays with the company that runs it."
[[question.incorrect]]
id = "aws"
text = "AWS, as the owner of the host"
why = "The host and its hypervisor lie below the line; the guest does not belong to AWS."
[[question.incorrect]]
id = "vendor"
text = "The vendor, as the author of it"
why = "The vendor publishes updates, and whoever runs the system has to install them."
[[question.incorrect]]
id = "nobody"
text = "Nobody, for it needs none"
why = "Every operating system has flaws which sooner or later call for an update."
"#;

/// A choice with two keys that trips no rule.
pub const TWO: &str = r#"bank = "t"
[[question]]
id = "two"
kind = "choice"
facts = ["F-1"]
stem = "Which tasks on an EC2 instance are the customer's? (Select TWO.)"
sources = ["https://docs.aws.amazon.com/x"]
verified = 2026-11-22
[[question.correct]]
id = "patches"
text = "Patching the guest system"
why = "The guest lies above the line and so stays with the customer that runs it."
[[question.correct]]
id = "groups"
text = "Writing rules of security groups"
why = "Security groups are settings of the virtual network, which the customer makes."
[[question.incorrect]]
id = "disks"
text = "Destroying old disks"
why = "Disks are hardware of AWS, which destroys them before they leave its control."
[[question.incorrect]]
id = "racks"
text = "Locking the racks"
why = "Racks stand in the data center of AWS, which the customer never enters."
[[question.incorrect]]
id = "host"
text = "Updating the hypervisor"
why = "The hypervisor lies below the line and is patched by AWS without the customer."
"#;

/// A sort that trips no rule.
pub const SORT: &str = r#"bank = "t"
[[question]]
id = "sides"
kind = "sort"
stem = "Who does each of these for an EC2 instance?"
groups = ["AWS", "Customer"]
sources = ["https://docs.aws.amazon.com/x"]
verified = 2026-11-22
[[question.item]]
id = "racks"
text = "Locking the racks"
group = "AWS"
why = "Racks stand in the data center of AWS, which the customer never enters."
[[question.item]]
id = "host"
text = "Updating the hypervisor"
group = "AWS"
why = "The hypervisor lies below the line and is patched by AWS without the customer."
[[question.item]]
id = "patches"
text = "Patching the guest system"
group = "Customer"
why = "The guest lies above the line and so stays with the customer that runs it."
[[question.item]]
id = "groups"
text = "Writing rules of security groups"
group = "Customer"
why = "Security groups are settings of the virtual network, which the customer makes."
"#;

/// An order that trips no rule.
pub const ORDER: &str = r#"bank = "t"
[[question]]
id = "stack"
kind = "order"
stem = "Put the layers in order, from the hardware up."
sources = ["https://docs.aws.amazon.com/x"]
verified = 2026-11-22
[[question.item]]
id = "host"
text = "Host"
rank = 1
why = "The host is the machine itself and carries everything else in the stack."
[[question.item]]
id = "hypervisor"
text = "Hypervisor"
rank = 2
why = "The hypervisor runs on the host and parts it among several guests."
[[question.item]]
id = "guest"
text = "Guest system"
rank = 3
why = "The guest runs on the hypervisor and is the lowest layer of the customer."
"#;

/// What questions may name: a fact, one that was not read, one that is outdated.
const FACTS: &str = r#"
[[fact]]
id = "F-1"
statement = "The customer patches the guest."
status = "current"
evidence = "fetched"
[[fact]]
id = "F-unread"
statement = "The customer patches the guest."
status = "current"
[[fact]]
id = "F-old"
statement = "The customer patches the guest and restarts it."
correction = "Livepatch mends kernels without downtime."
status = "outdated"
evidence = "fetched"
[[objective]]
id = "guest-patch"
topic = "t"
title = "Patching guests"
"#;

/// The task statements that questions may name.
const EXAMS: &str = r#"
[[exam]]
code = "CLF-C02"
title = "Cloud Practitioner"
status = "current"
questions = 65
scored = 50
minutes = 90
pass = 700
scale = [100, 1000]
[[domain]]
exam = "CLF-C02"
number = 2
title = "Security"
weight = 30
[[task]]
exam = "CLF-C02"
domain = 2
id = "CLF-C02/2.1"
title = "Understand the model"
"#;

/// What is found in a text with these changes; the first is made once, wherever it stands first.
fn found(text: &str, changes: &[(&str, &str)]) -> (Vec<String>, Vec<Finding>) {
    let mut text = text.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "there is no `{old}` to change");
        text = text.replacen(old, new, 1);
    }
    let files = [("exams.toml", EXAMS), ("facts.toml", FACTS), ("f.toml", &text)];
    let contents = files.iter().map(|(name, text)| read(&SourceFile::new(name, *text))).collect();
    let (bank, faults) = Bank::assemble(contents);
    let source = Source { name: "f.toml", text: &text };
    (faults.iter().map(ToString::to_string).collect(), check(&bank, &[source], "2026-11-22"))
}

/// The rules that a changed text trips, each once, in the order of their places.
pub fn trips(text: &str, changes: &[(&str, &str)]) -> String {
    let (faults, findings) = found(text, changes);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    rules.dedup();
    rules.join(" ")
}

/// What is said of a changed text, faults first.
pub fn tells(text: &str, changes: &[(&str, &str)]) -> String {
    let (mut lines, findings) = found(text, changes);
    lines.extend(findings.iter().map(ToString::to_string));
    lines.join("\n")
}

/// What one rule says of a text.
pub fn all_told(text: &str, rule: &str) -> String {
    let lines =
        found(text, &[]).1.into_iter().filter(|finding| finding.rule == rule).map(|finding| finding.to_string());
    lines.collect::<Vec<_>>().join("\n")
}

/// The first question of a text.
pub fn loaded(text: &str) -> Question {
    read(&SourceFile::new("f.toml", text)).questions.remove(0)
}

/// A bank of `n` choices whose options are `options(0)`, `options(1)` and so on, the key first.
pub fn bank_of(n: usize, options: impl Fn(usize) -> [&'static str; 4]) -> String {
    let mut text = "bank = \"t\"\n".to_owned();
    for at in 0..n {
        let _ = write!(
            text,
            "[[question]]\nid = \"q{at}\"\nkind = \"choice\"\nstem = \"What is the thing that is asked?\"\n"
        );
        for (row, option) in options(at).into_iter().enumerate() {
            let list = if row == 0 { "correct" } else { "incorrect" };
            let _ = write!(text, "[[question.{list}]]\nid = \"o{row}\"\ntext = \"{option}\"\n");
        }
    }
    text
}
