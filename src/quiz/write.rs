//! A question as its author writes it: back to TOML 1.0, in the order that `questions/README.md` teaches.

use crate::quiz::kind::Body;
use crate::quiz::kind::choice::{Alternative, Choice};
use crate::quiz::kind::line::Line;
use crate::quiz::kind::order::Order;
use crate::quiz::kind::sort::Sort;
use crate::quiz::owner::Owner;
use crate::quiz::question::{Allowance, Question};
use std::fmt::Write;

/// Writes a question as `[[question]]` with all that it has.
pub fn question(question: &Question) -> String {
    let (_, id) = question.id.split_once('/').unwrap_or(("", &question.id));
    let mut out = format!("[[question]]\nid = {}\nkind = {}\n", text(id), text(question.body.name()));
    let own = |name: &str| name.split_once('/').map_or(name, |(_, own)| own).to_owned();
    if question.objective != question.id {
        field(&mut out, "objective", &text(&own(&question.objective)));
    }
    list(&mut out, "was", &question.was.iter().map(|old| own(old)).collect::<Vec<_>>());
    list(&mut out, "tasks", &question.tasks);
    list(&mut out, "facts", &question.facts);
    let optional = [("service", &question.service), ("layer", &question.layer)];
    for (name, value) in optional {
        if let Some(value) = value {
            field(&mut out, name, &text(value));
        }
    }
    if let Some(scenario) = &question.scenario {
        field(&mut out, "scenario", &text(&own(scenario)));
    }
    if question.exam_only {
        field(&mut out, "pool", "\"exam\"");
    }
    field(&mut out, "stem", &text(&question.stem));
    head(&mut out, &question.body);
    if !question.explanation.is_empty() {
        field(&mut out, "explanation", &text(&question.explanation));
    }
    list(&mut out, "sources", &question.sources);
    if let Some(day) = &question.verified {
        field(&mut out, "verified", day);
    }
    if let Some(other) = &question.variant_of {
        field(&mut out, "variant_of", &text(other));
    }
    allowances(&mut out, &question.allow);
    match &*question.body {
        Body::Choice(kind) => options(&mut out, kind),
        Body::Order(kind) => items(&mut out, kind),
        Body::Sort(kind) => sorted(&mut out, kind),
        Body::Line(kind) => layers(&mut out, kind),
    }
    out
}

fn allowances(out: &mut String, allow: &[Allowance]) {
    let table =
        |allowance: &Allowance| format!("{{ rule = {}, why = {} }}", text(&allowance.rule), text(&allowance.why));
    if !allow.is_empty() {
        field(out, "allow", &format!("[{}]", allow.iter().map(table).collect::<Vec<_>>().join(", ")));
    }
}

/// The fields of a kind that stand before its tables.
fn head(out: &mut String, body: &Body) {
    match body {
        Body::Order(order) => {
            field(out, "from", &text(&order.from));
            field(out, "to", &text(&order.to));
        }
        Body::Sort(sort) => list(out, "groups", &sort.groups),
        Body::Choice(_) | Body::Line(_) => {}
    }
}

fn options(out: &mut String, choice: &Choice) {
    let (correct, incorrect): (Vec<_>, Vec<_>) = choice.options.iter().partition(|option| option.correct);
    let named = |name: &'static str| move |option| (name, option);
    let tables = correct.into_iter().map(named("correct")).chain(incorrect.into_iter().map(named("incorrect")));
    for (name, option) in tables {
        let option: &Alternative = option;
        row(out, name, (&option.id, &option.text, &option.why));
        if option.pinned.is_some() {
            field(out, "pinned", "true");
        }
    }
}

fn items(out: &mut String, order: &Order) {
    let mut items: Vec<_> = order.items.iter().collect();
    items.sort_by_key(|item| item.rank.unwrap_or(u16::MAX));
    for item in items {
        row(out, "item", (&item.id, &item.text, &item.why));
        if let Some(rank) = item.rank {
            field(out, "rank", &rank.to_string());
        }
    }
}

fn sorted(out: &mut String, sort: &Sort) {
    for item in &sort.items {
        row(out, "item", (&item.id, &item.text, &item.why));
        field(out, "group", &text(&sort.groups[item.group]));
    }
}

fn layers(out: &mut String, line: &Line) {
    for layer in &line.layers {
        row(out, "layer", (&layer.id, &layer.text, &layer.why));
        let owner = match layer.owner {
            Owner::Customer => "\"customer\"",
            Owner::Aws => "\"aws\"",
            Owner::Both => "\"both\"",
        };
        field(out, "owner", owner);
    }
}

fn row(out: &mut String, table: &str, (id, words, why): (&str, &str, &str)) {
    let _ = write!(out, "\n[[question.{table}]]\nid = {}\ntext = {}\n", text(id), text(words));
    if !why.is_empty() {
        field(out, "why", &text(why));
    }
}

fn field(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "{name} = {value}");
}

fn list(out: &mut String, name: &str, values: &[String]) {
    if !values.is_empty() {
        let values = values.iter().map(|value| text(value)).collect::<Vec<_>>().join(", ");
        field(out, name, &format!("[{values}]"));
    }
}

/// A text in quotes; several lines in three.
fn text(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\");
    if words.contains('\n') {
        return format!("\"\"\"\n{}\"\"\"", escaped.replace("\"\"\"", "\\\"\\\"\\\""));
    }
    format!("\"{}\"", escaped.replace('"', "\\\"").replace('\t', "\\t"))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn texts_are_quoted_so_that_they_read_back() {
        assert_eq!(text("a \"b\" \\"), r#""a \"b\" \\""#);
        assert_eq!(text("a\nb"), "\"\"\"\na\nb\"\"\"");
    }
}
