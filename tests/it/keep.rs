//! A learner's log in memory, as the shells see it.

use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;
use whose::progress::entry::{Entry, What};
use whose::progress::ledger::Progress;
use whose::progress::memory::Scheduler;
use whose::quiz::bank::Bank;
use whose::session::keeper::Keeper;
use whose::session::sitting::Seeds;

/// Keeps entries in memory, or refuses to.
pub(crate) struct Memory {
    pub(crate) bank: Arc<Bank>,
    pub(crate) progress: Progress,
    pub(crate) log: Vec<Entry>,
    pub(crate) beats: HashMap<Uuid, u64>,
    pub(crate) refuses: bool,
    /// The next session's luck for its paper, and for its ids.
    pub(crate) paper: u64,
    pub(crate) ids: u64,
}

pub(crate) fn memory(bank: impl Into<Arc<Bank>>) -> Memory {
    Memory {
        bank: bank.into(),
        progress: Progress::default(),
        log: Vec::new(),
        beats: HashMap::new(),
        refuses: false,
        paper: 1,
        ids: 0,
    }
}

impl Keeper for Memory {
    fn bank(&self) -> &Arc<Bank> {
        &self.bank
    }

    fn progress(&self) -> &Progress {
        &self.progress
    }

    fn keep(&mut self, entries: &[Entry]) -> Result<(), String> {
        for entry in entries {
            self.log.push(entry.clone());
            if matches!(entry.what, What::Void { .. }) {
                self.progress = Progress::replay(&self.log, &self.bank);
            } else {
                self.progress.apply(entry, &self.bank, &Scheduler::default());
            }
        }
        if self.refuses { Err("not saved yet: the disk is full".into()) } else { Ok(()) }
    }

    fn beat(&mut self, sitting: Uuid, elapsed_ms: u64) {
        self.beats.insert(sitting, elapsed_ms);
    }

    fn sitting(&self, sitting: Uuid) -> Result<(Vec<Entry>, u64), String> {
        let entries = self.log.iter().filter(|entry| entry.session == sitting).cloned().collect();
        Ok((entries, self.beats.get(&sitting).copied().unwrap_or(0)))
    }

    fn seeds(&mut self) -> Seeds {
        self.ids += 1;
        Seeds { paper: self.paper, ids: self.ids }
    }
}
