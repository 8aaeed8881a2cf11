//! The one thread that owns a class: wishes come in through a bounded queue, what they come to is committed, and only
//! then answered and shown. Many wishes that wait are committed together.
//! Deliberately not here: what is allowed (`session::class`), HTTP, and the disk.

use crate::classroom::class_clock::ClassClock;
use crate::classroom::shared::{Board, Presence};
use crate::classroom::streams::{Streams, Watching};
use crate::progress::class::deed::{Deed, Entry};
use crate::session::class::class::Class;
use crate::session::class::command::{Command, Refusal, Sort};
use crate::session::class::decide::{Giving, Joining};
use crate::session::class::home::{Home, take_home};
use crate::session::class::room::Ledger;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;
use tokio::sync::oneshot;

/// Wishes that may wait; more are refused at the door.
pub const QUEUE: usize = 8_192;
/// Wishes that are committed together.
const BATCH: usize = 512;
/// The longest time between a change of a count and its showing.
const COUNT_EVERY_MS: u64 = 25;
const COUNT_EVERY: Duration = Duration::from_millis(COUNT_EVERY_MS);
/// How often time is looked at while it runs.
const TICK: Duration = Duration::from_millis(200);

/// Somebody's place, as told to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The seat.
    pub seat: u32,
    /// The name that the room sees.
    pub name: String,
    /// What brings them back.
    pub token: String,
    /// What the class is called.
    pub class: String,
}

/// Where a reply goes.
pub type Reply<T> = oneshot::Sender<Result<T, Refusal>>;

/// A wish, with the place for its reply.
#[derive(Debug)]
pub enum Wish {
    /// Join.
    Join(Joining, Reply<Ticket>),
    /// Come back to a seat.
    Seat(String, Reply<Ticket>),
    /// Follow the class from a seat.
    Follow(String, Reply<Watching>),
    /// Answer.
    Answer(String, Giving, Reply<()>),
    /// Take the missed questions home.
    Home(String, Reply<Home>),
    /// The instructor's.
    Command(Command, SyncSender<Result<(), String>>),
    /// Somebody came or went.
    Presence,
    /// End the thread.
    Stop,
}

/// A reply that waits for the commit.
enum Pending {
    Join(Ticket, Reply<Ticket>),
    Answer(u32, Reply<()>),
    Command(SyncSender<Result<(), String>>),
    /// Reads wait, too: nobody may see what is not committed.
    Follow(String, Reply<Watching>),
    Home(String, Reply<Home>),
}

/// The owner of a class.
pub struct Actor {
    class: Class,
    ledger: Box<dyn Ledger>,
    clock: ClassClock,
    board: Arc<Board>,
    presence: Arc<Presence>,
    streams: Streams,
    /// Entries that are taken in and not yet committed.
    entries: Vec<Entry>,
    pending: Vec<Pending>,
    /// Whether all students see something new, not only those who answered.
    turned: bool,
    /// Since when the instructor's screens lag behind, in class time.
    stale: Option<u64>,
    trouble: Option<String>,
    /// Whether the class may be something else than what the disk has: it took nothing, and could not be read either.
    adrift: bool,
}

impl Actor {
    /// An owner of this class, with a board that shows it.
    pub fn new(
        class: Class,
        ledger: Box<dyn Ledger>,
        clock: ClassClock,
        presence: Arc<Presence>,
    ) -> (Self, Arc<Board>) {
        let here = presence.here();
        let board = Arc::new(Board::new(class.projection(&here, clock.ms()), class.private(&here)));
        let shown = Arc::clone(&board);
        let actor = Self {
            class,
            ledger,
            clock,
            board,
            presence,
            streams: Streams::default(),
            entries: Vec::new(),
            pending: Vec::new(),
            turned: false,
            stale: None,
            trouble: None,
            adrift: false,
        };
        (actor, shown)
    }

    /// Serves wishes until it is told to stop or nobody can wish any more.
    pub fn run(mut self, wishes: &Receiver<Wish>) {
        loop {
            let patience = if self.stale.is_some() { COUNT_EVERY } else { TICK };
            let pause = match wishes.recv_timeout(patience) {
                Ok(Wish::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(first) => {
                    self.grant(first);
                    for wish in wishes.try_iter().take(BATCH) {
                        if matches!(wish, Wish::Stop) {
                            self.commit();
                            return;
                        }
                        self.grant(wish);
                    }
                    false
                }
                Err(RecvTimeoutError::Timeout) => true,
            };
            let _ = self.decide(&Command::Tick);
            self.commit();
            // A turn of the instructor's is shown at once. Counts wait for a pause, but where answers never pause, only
            // so long.
            if self.stale.is_some_and(|since| pause || self.clock.ms() >= since + COUNT_EVERY_MS) {
                self.show();
            }
        }
    }

    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Join(joining, reply) => self.join(&joining, reply),
            Wish::Seat(token, reply) => drop(reply.send(self.ticket(&token))),
            Wish::Follow(token, reply) => self.pending.push(Pending::Follow(token, reply)),
            Wish::Answer(token, giving, reply) => self.answer(&token, &giving, reply),
            Wish::Home(token, reply) => self.pending.push(Pending::Home(token, reply)),
            Wish::Command(command, reply) => self.command(&command, reply),
            Wish::Presence => self.lag(),
            Wish::Stop => {}
        }
    }

    fn seat(&self, token: &str) -> Result<u32, Refusal> {
        self.class.seat_of(token).ok_or_else(|| Refusal::new(Sort::NoSeat, "this place is gone; join again"))
    }

    fn ticket(&self, token: &str) -> Result<Ticket, Refusal> {
        let seat = self.seat(token)?;
        let record = &self.class.record;
        let name = record.seat(seat).map(|seat| seat.name.clone()).unwrap_or_default();
        Ok(Ticket { seat, name, token: token.to_owned(), class: record.plan.title.clone() })
    }

    fn join(&mut self, joining: &Joining, reply: Reply<Ticket>) {
        match self.class.join(joining) {
            Ok(deed) => {
                if let Deed::Joined { seat, name, secret, .. } = &deed {
                    let token = format!("{seat}.{secret}");
                    let class = self.class.record.plan.title.clone();
                    let ticket = Ticket { seat: *seat, name: name.clone(), token, class };
                    self.pending.push(Pending::Join(ticket, reply));
                }
                self.take(deed);
            }
            Err(refusal) => drop(reply.send(Err(refusal))),
        }
    }

    fn answer(&mut self, token: &str, giving: &Giving, reply: Reply<()>) {
        let decided = self.seat(token).and_then(|seat| Ok((seat, self.class.answer(seat, giving, self.clock.ms())?)));
        match decided {
            Ok((seat, deed)) => {
                self.pending.push(Pending::Answer(seat, reply));
                // The same answer again, because its acknowledgement was lost, is no news.
                if !self.is_known(&deed) {
                    self.take(deed);
                }
            }
            Err(refusal) => drop(reply.send(Err(refusal))),
        }
    }

    fn is_known(&self, deed: &Deed) -> bool {
        let Deed::Answered { seat, item, round, answer, confidence, .. } = deed else { return false };
        let known = self.class.record.vote(*item, *round, *seat);
        known.is_some_and(|vote| vote.answer == *answer && vote.confidence == *confidence)
    }

    fn command(&mut self, command: &Command, reply: SyncSender<Result<(), String>>) {
        self.trouble = None;
        match self.decide(command) {
            Ok(()) => self.pending.push(Pending::Command(reply)),
            Err(why) => drop(reply.try_send(Err(why))),
        }
    }

    fn decide(&mut self, command: &Command) -> Result<(), String> {
        let deeds = self.class.decide(command, self.clock.ms())?;
        self.turned |= !deeds.is_empty();
        deeds.into_iter().for_each(|deed| self.take(deed));
        Ok(())
    }

    fn take(&mut self, deed: Deed) {
        let entry = Entry { at: self.clock.now(), class_ms: self.clock.ms(), deed };
        self.class.record.take(&entry);
        self.entries.push(entry);
        self.lag();
    }

    /// The instructor's screens lag behind from now on.
    fn lag(&mut self) {
        let now = self.clock.ms();
        self.stale.get_or_insert(now);
    }

    /// Commits what was taken in, and only then replies and shows. What cannot be committed did not happen.
    fn commit(&mut self) {
        let refused = self.keep().err();
        self.entries.clear();
        if let Some(why) = &refused {
            self.go_back(why);
        }
        let turned = std::mem::take(&mut self.turned);
        if turned {
            self.show();
            self.tell_all();
        }
        self.reply(refused.as_deref(), turned);
    }

    /// Nothing is kept on top of what the disk does not have.
    fn keep(&mut self) -> Result<(), String> {
        if self.adrift {
            return Err("the class cannot be read from the disk; nothing is kept until it can".to_owned());
        }
        if self.entries.is_empty() { Ok(()) } else { self.ledger.keep(&self.entries) }
    }

    /// Replies to all who wait; `refused` says why nothing of it could be kept.
    fn reply(&mut self, refused: Option<&str>, turned: bool) {
        let now = self.clock.ms();
        let kept = || match refused {
            None => Ok(()),
            Some(_) => Err(Refusal::new(Sort::Unsaved, "it could not be saved; try again")),
        };
        for pending in std::mem::take(&mut self.pending) {
            match pending {
                Pending::Join(ticket, reply) => drop(reply.send(kept().map(|()| ticket))),
                Pending::Answer(seat, reply) => {
                    let _ = reply.send(kept());
                    if !turned && self.streams.several(seat) {
                        // Another device of the same person shows the answer, too.
                        self.streams.tell(seat, &self.class.frame(seat, now, &[]));
                    }
                }
                Pending::Command(reply) => drop(reply.try_send(refused.map_or(Ok(()), |why| Err(why.to_owned())))),
                Pending::Follow(token, reply) => drop(reply.send(self.follow(&token))),
                Pending::Home(token, reply) => {
                    let _ = reply.send(self.seat(&token).map(|seat| take_home(&self.class, seat)));
                }
            }
        }
    }

    fn follow(&mut self, token: &str) -> Result<Watching, Refusal> {
        let seat = self.seat(token)?;
        let frame = self.class.frame(seat, self.clock.ms(), &self.class.standings());
        Ok(self.streams.follow(seat, &frame))
    }

    /// Goes back to what the disk has.
    fn go_back(&mut self, why: &str) {
        self.trouble = Some(why.to_owned());
        match self.ledger.record() {
            Ok(record) => (self.class.record, self.adrift) = (record, false),
            Err(worse) => (self.trouble, self.adrift) = (Some(worse), true),
        }
        self.turned = true;
    }

    fn show(&mut self) {
        self.stale = None;
        let here = self.presence.here();
        self.board.show(self.class.projection(&here, self.clock.ms()), self.class.private(&here), self.trouble.clone());
    }

    fn tell_all(&mut self) {
        let (now, standings) = (self.clock.ms(), self.class.standings());
        for seat in self.streams.seats() {
            self.streams.tell(seat, &self.class.frame(seat, now, &standings));
        }
    }
}
