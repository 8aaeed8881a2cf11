//! A class's place on disk, as the actor wants it.

use crate::progress::class::deed::Entry;
use crate::progress::class::record::Record;
use crate::session::class::room::Ledger;
use crate::store::class::ClassStore;

/// Keeps a class in its database.
#[derive(Debug)]
pub struct Kept(pub ClassStore);

impl Ledger for Kept {
    fn keep(&mut self, entries: &[Entry]) -> Result<(), String> {
        self.0.append(entries).map_err(|error| error.to_string())
    }

    fn record(&self) -> Result<Record, String> {
        let (entries, _) = self.0.entries().map_err(|error| error.to_string())?;
        Record::replay(&entries).ok_or_else(|| format!("{}: this class has no plan", self.0.path().display()))
    }
}
