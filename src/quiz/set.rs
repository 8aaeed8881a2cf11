//! A set: the questions that an instructor picks by id, in an order.

use crate::quiz::bank::Bank;
use crate::quiz::fault::{Source, did_you_mean};
use crate::quiz::question::Question;
use crate::quiz::reader::{Fields, Reader};
use std::sync::Arc;

/// Questions in an order.
#[derive(Clone, Debug)]
pub struct Set {
    /// What the set is called.
    pub title: String,
    /// Its questions.
    pub questions: Vec<Arc<Question>>,
}

impl Set {
    /// Reads `title` and `questions = ["bank/id", "id"]`; a bare id may be of any bank. All faults are told, each at its
    /// place.
    pub fn read(name: &str, text: &str, bank: &Bank) -> Result<Self, Vec<String>> {
        let reader = Reader::new(Source { name, text });
        let table = reader.parse();
        let fields = Fields::new(&reader, "set", table.get_ref(), 0..0);
        let title = fields.text("title").unwrap_or_else(|| "Questions".to_owned());
        let ids = fields.texts("questions");
        if ids.is_empty() {
            fields.fault("questions", "this set names no question", "add `questions = [\"bank/id\", \"...\"]`");
        }
        let mut questions = Vec::new();
        for (id, span) in ids {
            if let Some(question) = find(bank, &id) {
                if questions.iter().any(|other: &Arc<Question>| other.id == question.id) {
                    reader.fault(span, format!("`{}` is named twice", question.id), "leave one of them out");
                }
                questions.push(Arc::clone(question));
            } else {
                let known = bank.questions().iter().map(|question| question.id.as_str());
                let next = did_you_mean(&id, known, || "`whose bank list` lists all questions".to_owned());
                reader.fault(span, format!("unknown question `{id}`"), &next);
            }
        }
        fields.finish();
        let faults = reader.finish().faults;
        if faults.is_empty() {
            Ok(Self { title, questions })
        } else {
            Err(faults.iter().map(ToString::to_string).collect())
        }
    }
}

fn find<'b>(bank: &'b Bank, id: &str) -> Option<&'b Arc<Question>> {
    bank.question(id).or_else(|| {
        let ending = format!("/{id}");
        bank.questions().iter().find(|question| question.id.ends_with(&ending))
    })
}

#[cfg(test)]
mod tests {
    use super::Set;
    use crate::quiz::bank::Bank;
    use crate::quiz::load::{SourceFile, read};

    #[test]
    fn a_set_names_questions_with_or_without_their_bank() {
        let text = "bank = \"b\"\n[[question]]\nid = \"guest\"\nkind = \"choice\"\nstem = \"s?\"\n[[question.correct]]\ntext = \"a\"\n[[question.incorrect]]\ntext = \"b\"";
        let (bank, _) = Bank::assemble(vec![read(&SourceFile::new("b.toml", text))]);
        let set = Set::read("s.toml", "title = \"T\"\nquestions = [\"guest\"]", &bank).expect("a set");
        assert_eq!((set.title.as_str(), set.questions.len()), ("T", 1));
        let told = Set::read("s.toml", "questions = [\"b/guest\", \"guest\"]", &bank).expect_err("faults");
        assert!(told[0].contains("`b/guest` is named twice"), "{told:?}");
        let told = Set::read("s.toml", "questions = [\n  \"gest\",\n]\nfoo = 1", &bank).expect_err("faults");
        assert!(told[0].starts_with("s.toml:2:3: unknown question `gest`"), "{told:?}");
        assert!(told[1].contains("unknown field `foo`"), "{told:?}");
        Set::read("s.toml", "", &bank).expect_err("a set without questions");
    }
}
