//! One file of a bank: bytes in; questions, other content and faults out. A file's top-level tables say what it holds.

use crate::quiz::exams::{self, Exam};
use crate::quiz::fault::{Fault, Source};
use crate::quiz::late::Late;
use crate::quiz::matrix::{self, Matrix};
use crate::quiz::question::{self, Question, Scenario};
use crate::quiz::reader::{Fields, Reader, Reference};
use crate::quiz::syllabus::{self, Fact, Objective};
use serde::{Deserialize, Serialize};
use toml::de::DeTable;

/// Larger files are refused; a bank of this size is split by topic.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A file as it was found.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// How it is called in messages.
    pub name: String,
    /// What it holds; longer than [`MAX_BYTES`] if it is too large.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// A file of this name and text.
    pub fn new(name: &str, text: impl Into<String>) -> Self {
        Self { name: name.to_owned(), bytes: text.into().into_bytes() }
    }
}

/// What files hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Content {
    /// Questions.
    pub questions: Vec<Question>,
    /// Texts shared by questions.
    pub scenarios: Vec<Scenario>,
    /// Objectives.
    pub objectives: Vec<Objective>,
    /// Facts.
    pub facts: Vec<Late<Fact>>,
    /// Exams.
    pub exams: Vec<Exam>,
    /// The matrix.
    pub matrix: Option<Late<Matrix>>,
    /// Whether the line questions of the matrix and their objectives are among the others already.
    pub lines_made: bool,
    /// What is wrong with it.
    #[serde(skip)]
    pub faults: Vec<Fault>,
    /// The file itself, with the names in it that are to be looked up.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

/// Where content comes from, kept until its references are checked.
#[derive(Clone, Debug)]
pub struct Origin {
    /// How the file is called.
    pub name: String,
    /// What it says.
    pub text: String,
    /// The bank that it belongs to; empty for files without questions.
    pub bank: String,
    /// Names to be looked up.
    pub references: Vec<Reference>,
}

impl Content {
    /// Takes in what another file holds.
    pub fn merge(&mut self, other: Self) {
        self.questions.extend(other.questions);
        self.scenarios.extend(other.scenarios);
        self.objectives.extend(other.objectives);
        self.facts.extend(other.facts);
        self.exams.extend(other.exams);
        self.matrix = self.matrix.take().or(other.matrix);
        self.lines_made |= other.lines_made;
        self.faults.extend(other.faults);
    }

    fn of_fault(fault: Fault) -> Self {
        Self { faults: vec![fault], ..Self::default() }
    }
}

/// Reads one file; good questions load although others are faulty.
pub fn read(file: &SourceFile) -> Content {
    let name = &file.name;
    if file.bytes.len() > MAX_BYTES {
        return Content::of_fault(Fault::of_file(name, "this file is over 16 MB", "split it by topic"));
    }
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => read_text(&Source { name, text: text.trim_start_matches('\u{feff}') }),
        Err(error) => {
            let lossy = String::from_utf8_lossy(&file.bytes[..error.valid_up_to()]).into_owned();
            let at = Source { name, text: &lossy }.place(lossy.len());
            let message = format!("byte 0x{:02X} is not UTF-8", file.bytes[error.valid_up_to()]);
            let next = Some("save the file as UTF-8".to_owned());
            Content::of_fault(Fault { at, message, next, excerpt: None })
        }
    }
}

fn read_text(source: &Source<'_>) -> Content {
    let reader = Reader::new(*source);
    let table = reader.parse();
    let table = table.get_ref();
    let holds = |names: &[&str]| names.iter().any(|name| table.contains_key(*name));
    let mut bank = String::new();
    let mut content = if holds(&["exam"]) {
        Content { exams: exams::read(&reader, table), ..Content::default() }
    } else if holds(&["layer", "service"]) {
        Content { matrix: Some(matrix::read(&reader, table).into()), ..Content::default() }
    } else {
        let (name, content) = read_bank(&reader, table);
        bank = name;
        content
    };
    let notes = reader.finish();
    let empty = table.is_empty() && notes.faults.is_empty();
    content.faults = notes.faults;
    if empty {
        content.faults.push(Fault::of_file(source.name, "this file is empty", "write a `[[question]]`, or remove it"));
    }
    content.faults.sort_by(|a, b| a.at.cmp(&b.at));
    let (name, text) = (source.name.to_owned(), source.text.to_owned());
    content.origin = Some(Origin { name, text, bank, references: notes.references });
    content
}

/// Reads `bank`, `topic`, and the tables of questions, scenarios, objectives and facts.
fn read_bank(reader: &Reader<'_>, table: &DeTable<'_>) -> (String, Content) {
    let file = Fields::new(reader, "file", table, 0..0);
    let asks = file.has("question") || file.has("scenario");
    let named = if asks { file.required("bank") } else { file.text("bank") };
    let bank = named.filter(|name| is_bank_name(&file, name)).unwrap_or_else(|| "unnamed".to_owned());
    let topic = file.text("topic");
    let questions = file.tables("question");
    let content = Content {
        questions: questions.iter().filter_map(|q| question::read(q, &bank, topic.as_deref())).collect(),
        scenarios: file.tables("scenario").iter().filter_map(|s| question::read_scenario(s, &bank)).collect(),
        objectives: file.tables("objective").iter().filter_map(syllabus::read_objective).collect(),
        facts: file.tables("fact").iter().filter_map(syllabus::read_fact).map(Late::from).collect(),
        ..Content::default()
    };
    file.finish();
    (bank, content)
}

fn is_bank_name(file: &Fields<'_, '_>, name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let good = name.chars().all(plain) && name.len() <= 40;
    if !good {
        file.fault("bank", format!("`{name}` cannot name a bank"), "use at most 40 small letters, digits and hyphens");
    }
    good
}
