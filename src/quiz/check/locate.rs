//! Finds the part of a question in the text of its file, so that a finding is placed and quoted like a loading fault.

use crate::quiz::check::finding::Part;
use crate::quiz::fault::{Fault, Lines, Source};
use crate::quiz::kind::row_id;
use crate::quiz::reader::{Fields, Reader};
use std::collections::HashMap;
use std::ops::Range;

/// The lists of options, items and layers.
const LISTS: [&str; 4] = ["correct", "incorrect", "item", "layer"];

/// Where the parts of a file's questions are, by the id of the question without its bank.
#[derive(Debug)]
pub struct Places<'t> {
    source: Source<'t>,
    lines: Lines,
    questions: HashMap<String, Spans>,
}

#[derive(Debug, Default)]
struct Spans {
    whole: Range<usize>,
    fields: HashMap<String, Range<usize>>,
    rows: HashMap<String, Range<usize>>,
}

impl<'t> Places<'t> {
    /// Reads where everything is; what cannot be read has its faults told elsewhere.
    pub fn of(source: Source<'t>) -> Self {
        let reader = Reader::new(source);
        let table = reader.parse();
        let file = Fields::new(&reader, "file", table.get_ref(), 0..0);
        let mut questions = HashMap::new();
        for fields in file.tables("question") {
            if let Some(id) = fields.text("id") {
                // The first of two with one id is the one that loads.
                questions.entry(id).or_insert_with(|| spans(&fields));
            }
        }
        Self { source, lines: Lines::of(source.text), questions }
    }

    /// The place of a part of a question, with the line quoted and the next step beside it; of the whole question where
    /// that part is not written.
    pub fn fault(&self, question: &str, part: &Part, next: &str) -> Option<Fault> {
        let name = question.split_once('/').map_or(question, |(_, name)| name);
        let spans = self.questions.get(name)?;
        let found = match part {
            Part::Field(field) => spans.fields.get(*field),
            Part::Row(id) => spans.rows.get(id),
            _ => None,
        };
        let span = found.unwrap_or(&spans.whole).clone();
        Some(self.source.fault_at(self.lines.place(&self.source, span.start), span, "", next))
    }
}

fn spans(fields: &Fields<'_, '_>) -> Spans {
    let names = fields.entries().into_iter().map(|(name, ..)| name);
    let mut spans = Spans { whole: fields.span.clone(), ..Spans::default() };
    spans.fields = names.map(|name| (name.clone(), fields.span_of(&name))).collect();
    for list in LISTS {
        for row in fields.tables(list) {
            if let Some(id) = row.text("text").and_then(|text| row_id(&row, &text)) {
                spans.rows.insert(id, row.span_of("text"));
            }
        }
    }
    spans
}
