//! What the actor lets others see: the newest pictures for the instructor's screens, and who is connected.

use crate::session::class::projection::{Private, Projection};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Told whenever there is something new to see.
pub type Nudge = Box<dyn Fn() + Send + Sync>;

/// The newest pictures.
pub struct Board {
    seen: Mutex<Seen>,
    changed: Condvar,
    nudge: Mutex<Option<Nudge>>,
}

struct Seen {
    version: u64,
    projection: Arc<Projection>,
    private: Arc<Private>,
    trouble: Option<String>,
}

/// A mutex whose holder panicked still holds a whole picture: pictures are replaced, never changed in place.
fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Board {
    /// A board with its first pictures.
    pub fn new(projection: Projection, private: Private) -> Self {
        let seen = Seen { version: 1, projection: Arc::new(projection), private: Arc::new(private), trouble: None };
        Self { seen: Mutex::new(seen), changed: Condvar::new(), nudge: Mutex::new(None) }
    }

    /// Shows new pictures.
    pub fn show(&self, projection: Projection, private: Private, trouble: Option<String>) {
        {
            let mut seen = open(&self.seen);
            seen.version += 1;
            (seen.projection, seen.private, seen.trouble) = (Arc::new(projection), Arc::new(private), trouble);
        }
        self.tell_of_it();
    }

    /// Says what went wrong, beside the pictures that there are.
    pub fn warn(&self, trouble: &str) {
        {
            let mut seen = open(&self.seen);
            if seen.trouble.as_deref() == Some(trouble) {
                return;
            }
            seen.version += 1;
            seen.trouble = Some(trouble.to_owned());
        }
        self.tell_of_it();
    }

    fn tell_of_it(&self) {
        self.changed.notify_all();
        if let Some(nudge) = &*open(&self.nudge) {
            nudge();
        }
    }

    /// Whom to tell.
    pub fn tell(&self, nudge: Nudge) {
        *open(&self.nudge) = Some(nudge);
    }

    /// What the room sees.
    pub fn projection(&self) -> Arc<Projection> {
        Arc::clone(&open(&self.seen).projection)
    }

    /// What the instructor alone sees.
    pub fn private(&self) -> Arc<Private> {
        Arc::clone(&open(&self.seen).private)
    }

    /// Something that went wrong.
    pub fn trouble(&self) -> Option<String> {
        open(&self.seen).trouble.clone()
    }

    /// Waits until there is something newer than this version, for so long at most; the version that there is then.
    pub fn wait(&self, version: u64, at_most: Duration) -> u64 {
        let seen = open(&self.seen);
        let waited = self.changed.wait_timeout_while(seen, at_most, |seen| seen.version == version);
        waited.unwrap_or_else(PoisonError::into_inner).0.version
    }
}

/// Who is connected: streams by seat.
#[derive(Debug, Default)]
pub struct Presence(Mutex<HashMap<u32, usize>>);

impl Presence {
    /// The seats that are connected.
    pub fn here(&self) -> HashSet<u32> {
        open(&self.0).keys().copied().collect()
    }

    /// Somebody is connected, until what is returned is dropped.
    pub fn enter(self: &Arc<Self>, seat: u32) -> Attending {
        *open(&self.0).entry(seat).or_default() += 1;
        Attending { presence: Arc::clone(self), seat }
    }
}

/// Somebody's connection.
#[derive(Debug)]
pub struct Attending {
    presence: Arc<Presence>,
    seat: u32,
}

impl Drop for Attending {
    fn drop(&mut self) {
        let mut streams = open(&self.presence.0);
        if let Some(count) = streams.get_mut(&self.seat) {
            *count -= 1;
            if *count == 0 {
                streams.remove(&self.seat);
            }
        }
    }
}
