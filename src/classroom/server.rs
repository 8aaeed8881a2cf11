//! What all routes share: the way to the actor, the limits, the names of this server.

use crate::classroom::actor::{Reply, Wish};
use crate::classroom::class_clock::ClassClock;
use crate::classroom::limits::Limits;
use crate::classroom::names::Names;
use crate::classroom::shared::Presence;
use crate::session::class::command::{Refusal, Sort};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};
use tokio::sync::oneshot;

/// What the routes share.
pub struct Server {
    /// The way to the actor.
    pub wishes: SyncSender<Wish>,
    /// The code with which one joins.
    pub code: String,
    /// What is bounded.
    pub limits: Arc<Limits>,
    /// The names of this server.
    pub names: Names,
    /// Who is connected.
    pub presence: Arc<Presence>,
    /// Class time.
    pub clock: ClassClock,
}

impl Server {
    /// Milliseconds of a clock that does not go back.
    pub fn now_ms(&self) -> u64 {
        self.clock.ms()
    }

    /// Asks the actor and waits for its reply.
    pub async fn ask<T>(&self, wish: impl FnOnce(Reply<T>) -> Wish) -> Result<T, Refusal> {
        let (reply, answer) = oneshot::channel();
        self.wishes.try_send(wish(reply)).map_err(|error| match error {
            TrySendError::Full(_) => Refusal::new(Sort::Busy, "too many at once; try again"),
            TrySendError::Disconnected(_) => Refusal::new(Sort::Busy, "the class has ended"),
        })?;
        answer.await.map_err(|_| Refusal::new(Sort::Busy, "the class has ended"))?
    }

    /// Tells the actor that somebody came or went; if it has too much to do, it will see so anyway.
    pub fn presence_changed(&self) {
        let _ = self.wishes.try_send(Wish::Presence);
    }
}
