//! The mock exams of a learner, in order.

use crate::progress::exam::row::{ExamRow, Mock};
use crate::progress::ledger::Progress;
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

/// The exam that was broken off last and can be gone on with.
pub fn unfinished(progress: &Progress) -> Option<(Uuid, &Mock)> {
    mocks(progress).into_iter().find(|(_, mock)| mock.end.is_none())
}
