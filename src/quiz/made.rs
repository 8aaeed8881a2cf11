//! Questions made from the matrix: the line of a service, and whose a layer is.
//! Deliberately not the matrix itself: what it says is content, what is asked of it is here.

use crate::quiz::kind::choice::{Alternative, Choice};
use crate::quiz::kind::line::{self, Line};
use crate::quiz::kind::{Body, Kind};
use crate::quiz::matrix::{Cell, Layer, Matrix, Service};
use crate::quiz::owner::Owner;
use crate::quiz::question::{MADE, Question, Words};

/// Ids of owner questions begin with this.
pub const OWNER: &str = "matrix/owner-";

impl Matrix {
    /// The stack that one line parts.
    pub fn line(&self, service: &Service) -> Line {
        let layers = self.cells(service).filter(|(layer, _)| layer.in_line).map(|(layer, cell)| line::Layer {
            id: layer.id.clone(),
            text: layer.title.clone(),
            why: layer.reason(cell).to_owned(),
            owner: cell.owner(),
        });
        Line { layers: layers.collect() }
    }

    /// A line question for every service whose source was read and whose stack one line parts.
    pub fn line_questions(&self) -> Vec<Question> {
        self.read_services().filter(|service| service.line).map(|service| self.line_question(service)).collect()
    }

    /// A question for every layer of every service whose source was read: whose is it?
    pub fn owner_questions(&self) -> Vec<Question> {
        let of = |service| self.cells(service).map(move |(layer, cell)| self.owner_question(service, layer, cell));
        self.read_services().flat_map(of).collect()
    }

    /// What was not read is not asked.
    fn read_services(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(|service| service.checked.is_some())
    }

    fn line_question(&self, service: &Service) -> Question {
        let line = self.line(service);
        Question {
            id: format!("{MADE}line-{}", service.id),
            objective: pattern(&line),
            ..about(service, None, format!("{}: where does the customer's part end?", service.name), Body::Line(line))
        }
    }

    fn owner_question(&self, service: &Service, layer: &Layer, cell: Cell) -> Question {
        let stem = format!("{}: whose is this layer, `{}`?", service.name, layer.title);
        let objective = if service.line { pattern(&self.line(service)) } else { format!("{MADE}owner") };
        Question {
            id: format!("{OWNER}{}-{}", service.id, layer.id),
            objective,
            ..about(service, Some(layer), stem, Body::Choice(owners(service, layer, cell)))
        }
    }
}

/// What all questions about a service share.
fn about(service: &Service, layer: Option<&Layer>, stem: String, body: Body) -> Question {
    let words = Words {
        topic: "the line".into(),
        tasks: vec!["CLF-C02/2.1".into()],
        service: Some(service.id.clone()),
        layer: layer.map(|layer| layer.id.clone()),
        stem,
        explanation: service.note.clone(),
        sources: vec![service.source.clone()],
        verified: service.checked.clone(),
        at: service.at.clone(),
        ..Words::default()
    };
    Question {
        id: String::new(),
        was: Vec::new(),
        objective: String::new(),
        exam_only: false,
        key: body.revision(),
        body: body.into(),
        words: words.into(),
    }
}

/// The objective of a line: services whose stacks have the same layers on the same sides are siblings.
fn pattern(line: &Line) -> String {
    format!("{MADE}line-{:08x}", xxhash_rust::xxh3::xxh3_64(line.key().as_bytes()) >> 32)
}

/// The three answers, always in the same order.
fn owners(service: &Service, layer: &Layer, cell: Cell) -> Choice {
    let answer = |place: u32, owner: Owner, id: &str, text: &str| Alternative {
        id: id.to_owned(),
        text: text.to_owned(),
        why: why(service, layer, cell, owner),
        correct: cell.owner() == owner,
        pinned: Some(place),
    };
    let options = vec![
        answer(1, Owner::Aws, "aws", "AWS's"),
        answer(2, Owner::Both, "both", "Both parties', each at its own part"),
        answer(0, Owner::Customer, "customer", "The customer's"),
    ];
    Choice { options }
}

/// Why an answer is right, or why it is not.
fn why(service: &Service, layer: &Layer, cell: Cell, said: Owner) -> String {
    let name = &service.short;
    match (said, cell) {
        _ if said == cell.owner() => layer.reason(cell).to_owned(),
        (Owner::Both, Cell::Configures) => {
            format!("AWS runs the mechanism on {name}, but the duty is to set it well, and that is the customer's.")
        }
        (_, Cell::Configures) => {
            format!(
                "AWS runs the mechanism on {name}, but its settings are what this layer is about; they are not AWS's."
            )
        }
        (_, Cell::Shared) => {
            format!("That is half of it: on {name} the other party has a part of its own in this layer.")
        }
        (Owner::Both, Cell::Aws) => format!("The customer has no part of its own in this layer of {name}."),
        (Owner::Both, _) => format!("AWS has no part of its own in this layer of {name}."),
        (_, Cell::Aws) => format!("On {name} the customer never gets at this layer; AWS takes care of it."),
        (_, _) => format!("AWS leaves this layer of {name} to the customer and does nothing about it unasked."),
    }
}

#[cfg(test)]
mod tests {
    use super::Owner;
    use crate::quiz::kind::Body;
    use crate::quiz::load::{SourceFile, read};

    const MATRIX: &str = r#"
        [[layer]]
        id = "data"
        title = "Customer data"
        short = "data"
        customer = "The customer decides."
        [[layer]]
        id = "keys"
        title = "Encryption settings"
        short = "keys"
        customer_configures = "The customer picks the key."
        [[layer]]
        id = "host"
        title = "Hosts"
        short = "hosts"
        aws = "AWS runs them."
        [[service]]
        id = "s3"
        name = "Amazon S3"
        short = "S3"
        note = "A note."
        source = "https://example.com"
        evidence = "fetched"
        checked = 2026-11-22
        line = true
        [service.layers]
        data = "customer"
        keys = "customer-configures"
        host = "aws"
        [[service]]
        id = "unread"
        name = "Unread"
        short = "unread"
        note = "A note."
        source = "https://example.com"
        evidence = "recalled"
        line = true
        [service.layers]
        data = "customer"
        host = "aws"
    "#;

    #[test]
    fn every_layer_of_a_service_that_was_read_is_asked_with_its_reason() {
        let content = read(&SourceFile::new("matrix.toml", MATRIX));
        assert!(content.faults.is_empty(), "{:?}", content.faults);
        let matrix = content.matrix.expect("a matrix");
        let questions = matrix.owner_questions();
        let ids: Vec<&str> = questions.iter().map(|question| question.id.as_str()).collect();
        assert_eq!(ids, ["matrix/owner-s3-data", "matrix/owner-s3-keys", "matrix/owner-s3-host"]);
        let Body::Choice(keys) = &*questions[1].body else { panic!("a choice") };
        let right: Vec<_> = keys.options.iter().filter(|option| option.correct).collect();
        assert_eq!((right.len(), right[0].id.as_str()), (1, "customer"));
        assert_eq!(right[0].why, "The customer picks the key.");
        assert!(keys.options[1].why.starts_with("AWS runs the mechanism on S3"));
        assert_eq!(matrix.line_questions().len(), 1);
        assert_eq!(Owner::Both.letter(), "B");
    }
}
