//! The mock exams of a learner, in order.

use crate::progress::exam::row::{ExamRow, Mock};
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use std::cmp::Reverse;
use uuid::Uuid;

/// Mock exams, the newest first.
pub fn mocks(progress: &Progress) -> Vec<(Uuid, &Mock)> {
    let mut mocks: Vec<(Uuid, &Mock)> = Vec::new();
    for (id, row) in &progress.exams {
        if let ExamRow::Mock(mock) = row {
            mocks.push((*id, mock));
        }
    }
    mocks.sort_by_key(|(_, mock)| Reverse(mock.begun.utc_ms));
    mocks
}

/// The exam that was broken off last and can be gone on with: its exam is one that the bank knows.
pub fn unfinished<'p>(bank: &Bank, progress: &'p Progress) -> Option<(Uuid, &'p Mock)> {
    mocks(progress).into_iter().find(|(_, mock)| mock.end.is_none() && bank.exam(&mock.exam).is_some())
}

/// Whether a question lies on the table in that exam, where it is asked without its key.
pub fn is_on_the_table(question: &str, open: Option<(Uuid, &Mock)>, progress: &Progress) -> bool {
    let examined = progress.questions.get(question).and_then(|row| row.examined);
    open.is_some_and(|(_, mock)| examined == Some(mock.begun.utc_ms))
}
