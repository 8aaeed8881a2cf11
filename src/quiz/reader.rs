//! Reads the tables of a TOML file field by field and notes every mistake at its own place.
//!
//! Deliberately not serde: it stops at the first fault, and its `tag` and `flatten` lose the position of faults.

use crate::quiz::fault::{Fault, Lines, Place, Source, did_you_mean};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads one file and collects what is wrong with it.
#[derive(Debug)]
pub struct Reader<'t> {
    /// The file.
    pub source: Source<'t>,
    faults: RefCell<Vec<Fault>>,
    references: RefCell<Vec<Reference>>,
    lines: Lines,
}

/// What a question can refer to; checked when all files are together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// A fact of the inventory.
    Fact,
    /// A task statement of an exam.
    Task,
    /// A skill of a task statement.
    Skill,
    /// A text that questions share.
    Scenario,
    /// A service of the matrix.
    Service,
    /// A layer of the matrix.
    Layer,
    /// Another question.
    Question,
}

/// A name that must exist somewhere in the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What sort of thing is named.
    pub target: Target,
    /// The name.
    pub name: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// What reading one file noted besides its content.
#[derive(Debug)]
pub struct Notes {
    /// Mistakes.
    pub faults: Vec<Fault>,
    /// Names to be looked up.
    pub references: Vec<Reference>,
}

impl<'t> Reader<'t> {
    /// A reader of this file.
    pub fn new(source: Source<'t>) -> Self {
        let lines = Lines::of(source.text);
        Self { source, faults: RefCell::default(), references: RefCell::default(), lines }
    }

    /// Parses the file; syntax faults are noted, and what could be read is handed on.
    pub fn parse(&self) -> Spanned<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(self.source.text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let (message, next) = syntax_fault(error.message());
            self.fault(span, message, next);
        }
        table
    }

    /// The place of a byte.
    pub fn place(&self, byte: usize) -> Place {
        self.lines.place(&self.source, byte)
    }

    /// Notes a mistake at these bytes.
    pub fn fault(&self, span: Range<usize>, message: impl Into<String>, next: &str) {
        let fault = self.source.fault_at(self.place(span.start), span, message, next);
        self.faults.borrow_mut().push(fault);
    }

    /// Whether any mistake was noted.
    pub fn has_faults(&self) -> bool {
        !self.faults.borrow().is_empty()
    }

    /// What was noted.
    pub fn finish(self) -> Notes {
        Notes { faults: self.faults.into_inner(), references: self.references.into_inner() }
    }
}

/// A syntax fault in one line, with the step that mends it where there is one to name.
fn syntax_fault(message: &str) -> (String, &'static str) {
    if message.contains("recursion") {
        return ("this is nested too deeply".to_owned(), "write it with at most 80 levels of nesting");
    }
    (message.lines().map(str::trim).collect::<Vec<_>>().join(", "), "")
}

/// The fields of one table; each field is asked for by name, and what nobody asked for is a mistake.
#[derive(Debug)]
pub struct Fields<'r, 't> {
    /// The reader of the file.
    pub reader: &'r Reader<'t>,
    /// The bytes of the table, or of its header.
    pub span: Range<usize>,
    /// What the table is, as an author calls it: `question`, `item`.
    pub what: &'static str,
    table: &'r DeTable<'t>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r, 't> Fields<'r, 't> {
    /// The fields of a table.
    pub fn new(reader: &'r Reader<'t>, what: &'static str, table: &'r DeTable<'t>, span: Range<usize>) -> Self {
        Self { reader, span, what, table, asked: RefCell::default() }
    }

    /// Whether the table has this field; does not count as asking for it.
    pub fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// Whether this field is a list or tables.
    pub fn is_list(&self, name: &str) -> bool {
        self.table.get(name).is_some_and(|value| value.get_ref().is_array())
    }

    /// What the table is, in a sentence.
    fn noun(&self) -> &'static str {
        match self.what {
            "correct" | "incorrect" => "option",
            "allow" => "allowance",
            what => what,
        }
    }

    /// Counts a field as asked for without reading it.
    pub fn forgive(&self, name: &'static str) {
        self.asked.borrow_mut().push(name);
    }

    /// The bytes of a field's value, or of the whole table where the field is missing.
    pub fn span_of(&self, name: &str) -> Range<usize> {
        self.table.get(name).map_or(self.span.clone(), Spanned::span)
    }

    /// Notes a mistake at a field's value.
    pub fn fault(&self, name: &str, message: impl Into<String>, next: &str) {
        self.reader.fault(self.span_of(name), message, next);
    }

    fn value(&self, name: &'static str) -> Option<&'r Spanned<DeValue<'t>>> {
        self.forgive(name);
        self.table.get(name)
    }

    /// A value of the wanted type, or a mistake.
    fn typed<T>(&self, name: &'static str, wanted: &str, cast: impl FnOnce(&'r DeValue<'t>) -> Option<T>) -> Option<T> {
        let value = self.value(name)?;
        let found = cast(value.get_ref());
        if found.is_none() {
            let kind = value.get_ref().type_str();
            self.fault(name, format!("`{name}` is {}", a(kind)), &format!("write {wanted}"));
        }
        found
    }

    /// A text; empty and unprintable ones are mistakes.
    pub fn text(&self, name: &'static str) -> Option<String> {
        let text = self.typed(name, "a text in quotes", |value| value.as_str())?;
        self.clean(name, text, self.span_of(name))
    }

    /// A text that must be there.
    pub fn required(&self, name: &'static str) -> Option<String> {
        if !self.has(name) {
            self.forgive(name);
            let message = format!("this {} has no `{name}`", self.noun());
            self.reader.fault(self.span.clone(), message, &format!("add `{name} = \"...\"`"));
            return None;
        }
        self.text(name)
    }

    fn clean(&self, name: &str, text: &str, span: Range<usize>) -> Option<String> {
        if let Some(bad) = text.chars().find(|&c| is_unprintable(c)) {
            let message = format!("`{name}` holds the unprintable character U+{:04X}", u32::from(bad));
            self.reader.fault(span, message, "remove it");
            return None;
        }
        if text.trim().is_empty() {
            self.reader.fault(span, format!("`{name}` is empty"), "write something or leave the field out");
            return None;
        }
        Some(text.trim().replace('\r', ""))
    }

    /// The `id`: a stable name of small letters, digits and hyphens, so that it can be typed and kept.
    pub fn id(&self) -> Option<String> {
        let id = self.required("id")?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        if id.chars().all(plain) && id.len() <= 64 {
            return Some(id);
        }
        let next = "use at most 64 small letters, digits and hyphens, `ec2-guest-os`";
        self.fault("id", format!("`{id}` cannot be an id"), next);
        None
    }

    /// A list of texts, each with its bytes; empty where the field is missing.
    pub fn texts(&self, name: &'static str) -> Vec<(String, Range<usize>)> {
        let list = self.typed(name, "a list, `[\"...\"]`", DeValue::as_array);
        let mut texts = Vec::new();
        for value in list.into_iter().flat_map(|list| list.iter()) {
            if let Some(text) = value.get_ref().as_str() {
                texts.extend(self.clean(name, text, value.span()).map(|text| (text, value.span())));
            } else {
                let message = format!("`{name}` holds {}", a(value.get_ref().type_str()));
                self.reader.fault(value.span(), message, "write a text in quotes");
            }
        }
        texts
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &'static str) -> Option<bool> {
        self.typed(name, "`true` or `false`", DeValue::as_bool)
    }

    /// A whole number from 1 to 999.
    pub fn number(&self, name: &'static str) -> Option<u16> {
        let digits = self.typed(name, "a whole number", DeValue::as_integer)?;
        let number = digits.as_str().parse().ok().filter(|n| (1..1000).contains(n));
        if number.is_none() {
            self.fault(name, format!("`{name}` is {}", digits.as_str()), "write a number from 1 to 999");
        }
        number
    }

    /// A list of whole numbers from 1 to 9999; empty where the field is missing or holds anything else.
    pub fn numbers(&self, name: &'static str) -> Vec<u16> {
        let list = self.typed(name, "a list of whole numbers", DeValue::as_array);
        let read = |value: &Spanned<DeValue<'_>>| {
            let number = value.get_ref().as_integer().and_then(|digits| digits.as_str().parse().ok());
            number.filter(|n| (1..10_000).contains(n))
        };
        let numbers = list.into_iter().flat_map(|list| list.iter()).map(read).collect::<Option<Vec<u16>>>();
        if numbers.is_none() {
            self.fault(name, format!("`{name}` holds what is no number"), "write numbers from 1 to 9999");
        }
        numbers.unwrap_or_default()
    }

    /// A day, written 2026-11-22.
    pub fn day(&self, name: &'static str) -> Option<String> {
        let day = self.typed(name, "a day without quotes, `2026-11-22`", DeValue::as_datetime)?;
        if day.time.is_some() || day.date.is_none() {
            self.fault(name, format!("`{name}` is not a day"), "write it as `2026-11-22`");
            return None;
        }
        Some(day.to_string())
    }

    /// The tables of `[[what.name]]`.
    pub fn tables(&self, name: &'static str) -> Vec<Fields<'r, 't>> {
        let list = self.typed(name, &format!("it as tables, `[[{name}]]`"), DeValue::as_array);
        let mut tables = Vec::new();
        for value in list.into_iter().flat_map(|list| list.iter()) {
            match value.get_ref().as_table() {
                Some(table) => tables.push(Fields::new(self.reader, name, table, value.span())),
                None => self.reader.fault(
                    value.span(),
                    format!("`{name}` holds {}", a(value.get_ref().type_str())),
                    &format!("write it as a table, `[[{name}]]`"),
                ),
            }
        }
        tables
    }

    /// The one table of `[what.name]`.
    pub fn table(&self, name: &'static str) -> Option<Fields<'r, 't>> {
        let table = self.typed(name, &format!("it as a table, `[{name}]`"), DeValue::as_table)?;
        Some(Fields::new(self.reader, name, table, self.span_of(name)))
    }

    /// All names of the table with their texts, for tables whose keys are data.
    pub fn entries(&self) -> Vec<(String, Option<String>, Range<usize>)> {
        let text = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(str::to_owned);
        self.table.iter().map(|(key, value)| (key.get_ref().to_string(), text(value), key.span())).collect()
    }

    /// A name that must exist in the bank.
    pub fn reference(&self, name: &'static str, target: Target) -> Option<String> {
        let text = self.text(name)?;
        self.refer(target, text.clone(), self.span_of(name));
        Some(text)
    }

    /// Names that must exist in the bank.
    pub fn references(&self, name: &'static str, target: Target) -> Vec<String> {
        let texts = self.texts(name);
        for (text, span) in &texts {
            self.refer(target, text.clone(), span.clone());
        }
        texts.into_iter().map(|(text, _)| text).collect()
    }

    fn refer(&self, target: Target, name: String, span: Range<usize>) {
        self.reader.references.borrow_mut().push(Reference { target, name, span });
    }

    /// Notes every field that nobody asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !asked.contains(&name) {
                let next = did_you_mean(name, asked.iter().copied(), || {
                    let mut known = asked.clone();
                    known.sort_unstable();
                    known.dedup();
                    format!("{} has {}", a(self.noun()), known.join(", "))
                });
                self.reader.fault(key.span(), format!("unknown field `{name}`"), &next);
            }
        }
    }
}

/// Characters that have no business in a text: controls other than line break and tab, and invisible direction marks.
fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// `a string`, `an array`.
fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
