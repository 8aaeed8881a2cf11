//! A finished exam: its account, its questions by filter, and each with all reasons.

use crate::progress::exam::account::account;
use crate::progress::exam::marks::{self, draft, went};
use crate::progress::exam::record::Record;
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::quiz::sheet::Sheet;
use crate::session::exam::scene::{ExamResult, Line, Listing};

/// What the learner looks at after the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looking {
    /// Which questions are listed.
    pub listing: Listing,
    /// The listed one under the cursor.
    pub cursor: usize,
    /// Whether that one is open.
    pub open: bool,
}

impl Looking {
    /// The next filter; those that list nothing are passed over.
    pub fn turn_filter(&mut self, record: &Record, bank: &Bank, domains: usize) {
        (self.cursor, self.open) = (0, false);
        loop {
            self.listing = match self.listing {
                Listing::All => Listing::Missed,
                Listing::Missed => Listing::Flagged,
                Listing::Flagged => Listing::Domain(0),
                Listing::Domain(at) if at + 1 < domains => Listing::Domain(at + 1),
                Listing::Domain(_) => Listing::All,
            };
            if self.listing == Listing::All || !items(record, bank, self.listing).is_empty() {
                return;
            }
        }
    }
}

/// The items that a filter lists, counted from 0.
pub fn items(record: &Record, bank: &Bank, listing: Listing) -> Vec<usize> {
    let takes = |at: &usize| {
        let (item, given) = (&record.paper.items[*at], &record.given[*at]);
        match listing {
            Listing::All => true,
            Listing::Missed => went(item, given, bank).is_missed(),
            Listing::Flagged => given.flagged,
            Listing::Domain(domain) => item.domain == domain,
        }
    };
    (0..record.paper.items.len()).filter(takes).collect()
}

/// What a filter lists, in words.
pub fn listed(listing: Listing, exam: &Exam) -> String {
    match listing {
        Listing::All => "all questions".to_owned(),
        Listing::Missed => "missed".to_owned(),
        Listing::Flagged => "flagged".to_owned(),
        Listing::Domain(at) => exam.domains.get(at).map_or_else(String::new, |domain| domain.title.clone()),
    }
}

/// The result with its list.
pub fn result(record: &Record, bank: &Bank, exam: &Exam, looking: Looking) -> ExamResult {
    let items = items(record, bank, looking.listing);
    let lines: Vec<Line> = items.into_iter().map(|at| line(record, bank, at)).collect();
    let count = if looking.listing == Listing::All { String::new() } else { format!(": {}", lines.len()) };
    let listed = listed(looking.listing, exam) + &count;
    let (account, drill) = (account(record, bank, exam), to_drill(record, bank));
    ExamResult { account, listed, lines, cursor: looking.cursor, drill }
}

fn line(record: &Record, bank: &Bank, at: usize) -> Line {
    let (item, given) = (&record.paper.items[at], &record.given[at]);
    let objective = marks::question(item, bank).and_then(|question| bank.objective(&question.objective));
    Line {
        number: at + 1,
        went: went(item, given, bank),
        flagged: given.flagged,
        scored: item.scored,
        ms: given.ms,
        about: objective.map_or_else(|| item.question.clone(), |objective| objective.title.clone()),
    }
}

/// What to drill for the misses: the question itself, or for one that is kept for exams a sibling of it.
fn to_drill(record: &Record, bank: &Bank) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for at in items(record, bank, Listing::Missed) {
        let Some(question) = marks::question(&record.paper.items[at], bank) else { continue };
        let practised = if question.exam_only { bank.siblings(&question.objective).next() } else { Some(question) };
        ids.extend(practised.map(|question| question.id.clone()).filter(|id| !ids.contains(id)));
    }
    ids
}

/// The answer sheet of a question with its marks; none if the question is gone.
pub fn sheet(record: &Record, bank: &Bank, at: usize) -> Option<Sheet> {
    let item = record.paper.items.get(at)?;
    let question = marks::question(item, bank)?;
    Some(draft(question, item, &record.given[at]).sheet(true))
}
