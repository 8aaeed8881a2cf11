//! The learner's desk: bank, progress and store together, as the shells want them.

use crate::cli::args::Global;
use crate::cli::exit::{Fail, say};
use crate::cli::load::{self, Loaded};
use crate::progress::day::Moment;
use crate::progress::entry::{Entry, What};
use crate::progress::ledger::{Progress, REVISION, Touched};
use crate::progress::memory::Scheduler;
use crate::quiz::bank::Bank;
use crate::quiz::fault::Fault;
use crate::session::keeper::Keeper;
use crate::session::sitting::Seeds;
use crate::store::files::data_dir;
use crate::store::{Access, Store, StoreError};
use rand::TryRng;
use rand::rngs::SysRng;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::thread::scope;
use uuid::Uuid;

/// Keeps the log, and in memory what follows from it.
#[derive(Debug)]
pub struct Desk {
    bank: Arc<Bank>,
    progress: Progress,
    store: Store,
    scheduler: Scheduler,
    fingerprint: u64,
    seed: Option<u64>,
    /// Entries that could not be committed yet, and the rows that they changed.
    waiting: (Vec<Entry>, Touched),
}

impl Desk {
    /// Opens the bank and the store of the data folder, side by side, and reads what is known; derived state made under
    /// another bank is rebuilt. Faults of the bank's files are handed on.
    pub fn open(global: &Global, access: Access, now: Moment) -> Result<(Self, Vec<Fault>), Fail> {
        let dir = data_dir(global.data_dir.as_deref())?;
        let (loaded, opened) = scope(|scope| {
            let opened = scope.spawn(|| open_store(&dir, access));
            (load::bank(global), opened.join())
        });
        let Loaded { bank, faults } = loaded?;
        let opened = opened.map_err(|_| Fail::failed("the thread that opens the database failed"))?;
        let (mut store, derived) = opened?;
        let fingerprint = bank.fingerprint() ^ REVISION;
        let progress = match derived.filter(|(made, _)| *made == fingerprint) {
            Some((_, progress)) => progress,
            None => rebuilt(&mut store, &bank, access, fingerprint)?,
        };
        if access == Access::Write
            && let Err(error) = store.back_up_daily(now.study_day())
        {
            say(&format!("no backup was made: {error}"));
        }
        let (bank, scheduler, waiting) = (Arc::new(bank), Scheduler::default(), (Vec::new(), Touched::default()));
        Ok((Self { bank, progress, store, scheduler, fingerprint, seed: None, waiting }, faults))
    }

    /// Repeats the paper of this seed in every session.
    pub fn repeat(&mut self, seed: Option<u64>) {
        self.seed = seed;
    }

    /// The ids of all entries of the log.
    pub fn known(&self) -> Result<HashSet<Uuid>, Fail> {
        Ok(self.store.log()?.entries.into_iter().map(|entry| entry.id).collect())
    }

    /// Commits what still waits and closes the store.
    pub fn close(mut self) -> Result<(), Fail> {
        let saved = if self.waiting.0.is_empty() { Ok(()) } else { self.commit() };
        let entries = self.waiting.0.len();
        self.store.close();
        saved.map_err(|error| Fail::failed(format!("the last {entries} entries could not be saved: {error}")))
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        let (entries, touched) = &self.waiting;
        self.store.append(entries, &self.progress, touched)?;
        let takes_back = entries.iter().any(|entry| matches!(entry.what, What::Void { .. }));
        self.waiting = (Vec::new(), Touched::default());
        if takes_back {
            self.progress = Progress::replay(&self.store.log()?.entries, &self.bank);
            self.store.replace_derived(&self.progress, self.fingerprint)?;
        }
        Ok(())
    }
}

/// The store, and what it has derived under whatever bank.
fn open_store(dir: &Path, access: Access) -> Result<(Store, Option<(u64, Progress)>), StoreError> {
    let store = Store::open(dir, access)?;
    let derived = store.derived()?;
    Ok((store, derived))
}

fn rebuilt(store: &mut Store, bank: &Bank, access: Access, fingerprint: u64) -> Result<Progress, Fail> {
    let log = store.log()?;
    if log.damaged > 0 {
        say(&format!("{} entries of the log are damaged and were passed over", log.damaged));
    }
    let progress = Progress::replay(&log.entries, bank);
    if access == Access::Write {
        store.replace_derived(&progress, fingerprint)?;
    }
    Ok(progress)
}

impl Keeper for Desk {
    fn bank(&self) -> &Arc<Bank> {
        &self.bank
    }

    fn progress(&self) -> &Progress {
        &self.progress
    }

    fn keep(&mut self, entries: &[Entry]) -> Result<(), String> {
        for entry in entries {
            let touched = self.progress.apply(entry, &self.bank, &self.scheduler);
            self.waiting.0.push(entry.clone());
            self.waiting.1.extend(touched);
        }
        self.commit().map_err(|error| format!("not saved yet, tried again with the next answer: {error}"))
    }

    fn beat(&mut self, sitting: Uuid, elapsed_ms: u64) {
        let _ = self.store.keep_beat(sitting, elapsed_ms);
    }

    fn sitting(&self, sitting: Uuid) -> Result<(Vec<Entry>, u64), String> {
        let read = || Ok((self.store.log_of(sitting)?, self.store.beat(sitting)?));
        let (mut entries, beat) = read().map_err(|error: StoreError| error.to_string())?;
        entries.extend(self.waiting.0.iter().filter(|entry| entry.session == sitting).cloned());
        Ok((entries, beat))
    }

    fn seeds(&mut self) -> Seeds {
        // Without a seed of its own a system still tells one sitting from the next by what was answered before.
        let otherwise = |salt: usize| (self.progress.questions.len() + salt) as u64 ^ self.fingerprint;
        let ids = SysRng.try_next_u64().unwrap_or_else(|_| otherwise(1));
        let paper = self.seed.unwrap_or_else(|| SysRng.try_next_u64().unwrap_or_else(|_| otherwise(2)));
        Seeds { paper, ids }
    }
}
