//! The one thread that owns a class: wishes come in through a bounded queue, what they come to is committed, and only
//! then answered and shown. Many wishes that wait are committed together.
//! Deliberately not here: what is allowed (`session::class`), HTTP, and the disk.

use crate::classroom::class_clock::ClassClock;
use crate::classroom::shared::{Board, Presence};
use crate::classroom::streams::{Streams, Watching};
use crate::progress::class::deed::{Deed, Entry};
use crate::progress::class::record::Phase;
use crate::session::class::command::{Command, Refusal, Sort};
use crate::session::class::decide::{Giving, Joining};
use crate::session::class::home::{Home, take_home};
use crate::session::class::room::Ledger;
use crate::session::class::state::Class;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;
use tokio::sync::oneshot;

/// Wishes that may wait; more are refused at the door.
pub const QUEUE: usize = 8_192;
/// Wishes that are committed together.
const BATCH: usize = 512;
/// The longest time between a change of a count and its showing, in milliseconds.
const COUNT_EVERY: u64 = 25;
/// How old a picture with a running time may be, in milliseconds.
const SECOND: u64 = 1_000;
/// How often time is looked at while it runs.
const TICK: Duration = Duration::from_millis(200);
const ADRIFT: &str = "what is on the disk cannot be read; the class goes on when it can";

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
    /// Whether the instructor's screens lag behind.
    stale: bool,
    /// Class time when they were last brought up to date.
    shown_ms: u64,
    /// Whether the class in memory is another than the one on the disk. Nothing of it is then granted or shown.
    adrift: bool,
    trouble: Option<String>,
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
            stale: false,
            shown_ms: 0,
            adrift: false,
            trouble: None,
        };
        (actor, shown)
    }

    /// Serves wishes until it is told to stop or nobody can wish any more.
    pub fn run(mut self, wishes: &Receiver<Wish>) {
        loop {
            let patience = if self.stale { Duration::from_millis(COUNT_EVERY) } else { TICK };
            match wishes.recv_timeout(patience) {
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
                }
                // A turn of the instructor's is shown at once; counts wait for this pause.
                Err(RecvTimeoutError::Timeout) => self.catch_up(0),
            }
            let _ = self.decide(&Command::Tick);
            self.commit();
            // They do not wait longer where there is none: somebody may ask without end.
            self.catch_up(COUNT_EVERY);
            if self.class.record.phase == Phase::Open && self.class.record.plan.settings.seconds.is_some() {
                // Whoever opens a view now shall see the time that is left now.
                self.stale |= self.clock.ms() >= self.shown_ms + SECOND;
            }
        }
    }

    /// Brings the instructor's screens up to date, if they lag behind and were last so this long ago.
    fn catch_up(&mut self, after_ms: u64) {
        if self.stale && !self.adrift && self.clock.ms() >= self.shown_ms + after_ms {
            self.stale = false;
            self.show();
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
            Wish::Presence => self.stale = true,
            Wish::Stop => {}
        }
    }

    fn seat(&self, token: &str) -> Result<u32, Refusal> {
        if self.adrift {
            return Err(unsaved());
        }
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
        for deed in deeds {
            self.take(deed);
        }
        Ok(())
    }

    fn take(&mut self, deed: Deed) {
        let entry = Entry { at: self.clock.now(), class_ms: self.clock.ms(), deed };
        self.class.record.take(&entry);
        self.entries.push(entry);
        self.stale = true;
    }

    /// Commits what was taken in, and only then replies and shows. What cannot be committed did not happen.
    fn commit(&mut self) {
        let kept = match (self.adrift, self.entries.is_empty()) {
            // What was decided on another class than the one that is kept must not be added to it.
            (true, _) => Err(ADRIFT.to_owned()),
            (false, true) => Ok(()),
            (false, false) => self.ledger.keep(&self.entries),
        };
        let refused = kept.err();
        self.entries.clear();
        if let Some(why) = &refused {
            self.go_back(why);
        }
        let turned = std::mem::take(&mut self.turned);
        if turned {
            self.stale = false;
            self.show();
            self.tell_all();
        }
        self.reply(refused.as_deref(), turned);
    }

    /// Replies to all who wait; `refused` says why nothing of it could be kept.
    fn reply(&mut self, refused: Option<&str>, turned: bool) {
        let now = self.clock.ms();
        let kept = || match refused {
            None => Ok(()),
            Some(_) => Err(unsaved()),
        };
        for pending in std::mem::take(&mut self.pending) {
            match pending {
                Pending::Join(ticket, reply) => drop(reply.send(kept().map(|()| ticket))),
                Pending::Answer(seat, reply) => {
                    let _ = reply.send(kept());
                    if !turned && !self.adrift && self.streams.several(seat) {
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

    /// Goes back to what the disk has; until that can be read, what was shown last stays.
    fn go_back(&mut self, why: &str) {
        let (record, was_adrift) = (self.ledger.record(), self.adrift);
        self.adrift = record.is_err();
        (self.turned, self.stale) = (!self.adrift, !self.adrift);
        let trouble = record.as_ref().err().cloned().unwrap_or_else(|| why.to_owned());
        // Once the disk can be read again, that it could not is no trouble any more.
        self.trouble = (self.adrift || !was_adrift).then_some(trouble);
        match record {
            Ok(record) => self.class.record = record,
            Err(worse) => self.board.warn(&worse),
        }
    }

    fn show(&mut self) {
        self.shown_ms = self.clock.ms();
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

fn unsaved() -> Refusal {
    Refusal::new(Sort::Unsaved, "it could not be saved; try again")
}

#[cfg(test)]
mod tests {
    use super::{Actor, QUEUE, Reply, Ticket, Wish};
    use crate::classroom::class_clock::ClassClock;
    use crate::classroom::shared::{Board, Presence};
    use crate::clock::Clock;
    use crate::progress::class::deed::{Deed, Entry};
    use crate::progress::class::plan::Settings;
    use crate::progress::class::record::Record;
    use crate::progress::entry::Confidence;
    use crate::session::class::answer::Rows;
    use crate::session::class::command::{Command, Refusal, Sort};
    use crate::session::class::decide::{Giving, Joining};
    use crate::session::class::harness::{CODE, class};
    use crate::session::class::projection::Stand;
    use crate::session::class::room::Ledger;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{SyncSender, sync_channel};
    use std::sync::{Arc, Mutex};
    use std::thread::{JoinHandle, sleep, spawn};
    use std::time::Duration;
    use tokio::sync::oneshot;

    /// A disk that can be full, and that can be unreadable, too.
    #[derive(Clone, Default)]
    struct Disk {
        entries: Arc<Mutex<Vec<Entry>>>,
        commits: Arc<Mutex<Vec<usize>>>,
        full: Arc<AtomicBool>,
        unreadable: Arc<AtomicBool>,
    }

    impl Disk {
        fn fails(&self, full: bool, unreadable: bool) {
            self.full.store(full, Ordering::SeqCst);
            self.unreadable.store(unreadable, Ordering::SeqCst);
        }

        fn kept(&self) -> Vec<Entry> {
            self.entries.lock().expect("entries").clone()
        }
    }

    impl Ledger for Disk {
        fn keep(&mut self, entries: &[Entry]) -> Result<(), String> {
            if self.full.load(Ordering::SeqCst) {
                return Err("the disk is full".to_owned());
            }
            self.commits.lock().expect("commits").push(entries.len());
            self.entries.lock().expect("entries").extend_from_slice(entries);
            Ok(())
        }

        fn record(&self) -> Result<Record, String> {
            if self.unreadable.load(Ordering::SeqCst) {
                return Err("the disk is gone".to_owned());
            }
            Record::replay(&self.kept()).ok_or_else(|| "there is no plan".to_owned())
        }
    }

    /// A class that an actor owns, in a thread of its own.
    struct Owned {
        wishes: SyncSender<Wish>,
        board: Arc<Board>,
        disk: Disk,
        thread: Option<JoinHandle<()>>,
    }

    impl Owned {
        fn new(clock: Clock) -> Self {
            let mut disk = Disk::default();
            let (class, opened) = class(Settings { room: 9, ..Settings::default() });
            disk.keep(&[opened]).expect("kept");
            let clock = ClassClock::from(clock, 0);
            let (actor, board) = Actor::new(class, Box::new(disk.clone()), clock, Arc::new(Presence::default()));
            let (wishes, waiting) = sync_channel(QUEUE);
            let thread = Some(spawn(move || actor.run(&waiting)));
            Self { wishes, board, disk, thread }
        }

        fn stopped() -> Self {
            Self::new(Clock::stopped_at("2026-11-27T10:00:00Z").expect("an instant"))
        }

        fn asks<T>(&self, wish: impl FnOnce(Reply<T>) -> Wish) -> Result<T, Refusal> {
            let (reply, answer) = oneshot::channel();
            self.wishes.send(wish(reply)).expect("a class");
            answer.blocking_recv().expect("a reply")
        }

        fn does(&self, command: Command) -> Result<(), String> {
            let (reply, done) = sync_channel(1);
            self.wishes.send(Wish::Command(command, reply)).expect("a class");
            done.recv().expect("a reply")
        }

        fn joins(&self, name: &str) -> Result<Ticket, Refusal> {
            self.asks(|reply| Wish::Join(joining(name), reply))
        }

        fn answers(&self, token: &str, rows: Vec<usize>) -> Result<(), Refusal> {
            let giving = giving(rows);
            self.asks(|reply| Wish::Answer(token.to_owned(), giving, reply))
        }

        fn frame(&self, token: &str) -> Result<String, Refusal> {
            self.asks(|reply| Wish::Follow(token.to_owned(), reply))
                .map(|watching| String::from_utf8_lossy(&watching.frames.borrow().event).into_owned())
        }

        fn eventually(&self, what: &str, holds: impl Fn(&Board) -> bool) {
            let held = (0..1_200).any(|_| {
                let holds = holds(&self.board);
                if !holds {
                    sleep(Duration::from_millis(25));
                }
                holds
            });
            assert!(held, "never: {what}");
        }
    }

    impl Drop for Owned {
        fn drop(&mut self) {
            let _ = self.wishes.send(Wish::Stop);
            let ended = self.thread.take().map(JoinHandle::join);
            assert!(std::thread::panicking() || ended.is_some_and(|ended| ended.is_ok()), "the actor panicked");
        }
    }

    fn joining(name: &str) -> Joining {
        Joining { code: CODE.into(), name: name.into(), roster: None, secret: format!("SECRET-{name}") }
    }

    fn giving(rows: Vec<usize>) -> Giving {
        Giving { item: 0, round: 1, rows: Rows::Chosen(rows), confidence: Confidence::None }
    }

    fn sort<T>(outcome: Result<T, Refusal>) -> Option<Sort> {
        outcome.err().map(|refusal| refusal.sort)
    }

    #[test]
    fn what_is_granted_is_on_the_disk() {
        let class = Owned::stopped();
        let ada = class.joins("Ada").expect("a seat");
        class.does(Command::Next).expect("opened");
        class.answers(&ada.token, vec![0, 1]).expect("saved");
        let kinds: Vec<Deed> = class.disk.kept().into_iter().map(|entry| entry.deed).collect();
        assert!(
            matches!(kinds[..], [Deed::Opened(_), Deed::Joined { .. }, Deed::Asked { .. }, Deed::Answered { .. }]),
            "{kinds:?}"
        );
        class.answers(&ada.token, vec![0, 1]).expect("saved already");
        assert_eq!(class.disk.kept().len(), 4, "the same again is no news");
        class.answers(&ada.token, vec![0, 2]).expect("saved");
        assert_eq!(class.disk.kept().len(), 5);
    }

    #[test]
    fn what_cannot_be_kept_did_not_happen_and_can_be_tried_again() {
        let class = Owned::stopped();
        let ada = class.joins("Ada").expect("a seat");
        class.does(Command::Next).expect("opened");
        class.disk.fails(true, false);
        assert_eq!(sort(class.answers(&ada.token, vec![0, 1])), Some(Sort::Unsaved));
        assert_eq!(sort(class.joins("Bo")), Some(Sort::Unsaved));
        assert_eq!(class.does(Command::Close), Err("the disk is full".to_owned()));
        assert_eq!(class.board.projection().phase, Stand::Open);
        assert_eq!(class.board.trouble().as_deref(), Some("the disk is full"));
        assert!(class.frame(&ada.token).expect("a frame").contains("\"yours\":null"));
        class.disk.fails(false, false);
        class.answers(&ada.token, vec![0, 1]).expect("saved");
        assert_eq!(class.joins("Bo").map(|bo| bo.seat), Ok(2));
        class.does(Command::Close).expect("closed");
        assert_eq!((class.board.private().tally.of, class.board.trouble()), (1, None));
        assert_eq!(class.disk.record().expect("a class").seats.len(), 2);
    }

    #[test]
    fn a_class_that_can_neither_be_kept_nor_read_waits_and_goes_on_as_it_was_kept() {
        let class = Owned::stopped();
        let ada = class.joins("Ada").expect("a seat");
        class.does(Command::Next).expect("opened");
        class.disk.fails(true, true);
        assert_eq!(sort(class.joins("Bo")), Some(Sort::Unsaved));
        // The disk takes entries again before it can be read: none may be added to a class that is not known.
        class.disk.fails(false, true);
        assert_eq!(sort(class.joins("Cy")), Some(Sort::Unsaved));
        assert_eq!(sort(class.answers(&ada.token, vec![0, 1])), Some(Sort::Unsaved));
        assert_eq!(sort(class.frame(&ada.token)), Some(Sort::Unsaved), "nobody sees what was not kept");
        assert!(class.does(Command::Close).is_err());
        let seen = class.board.projection();
        assert_eq!((seen.people, seen.phase, class.disk.kept().len()), (1, Stand::Open, 3));
        assert_eq!(class.board.trouble().as_deref(), Some("the disk is gone"));
        class.disk.fails(false, false);
        class.eventually("the class is read again", |_| class.frame(&ada.token).is_ok());
        assert_eq!(class.joins("Bo").map(|bo| bo.seat), Ok(2), "who could not join before does now");
        class.answers(&ada.token, vec![0, 1]).expect("saved");
        class.does(Command::Close).expect("closed");
        let kept = class.disk.record().expect("a class");
        assert_eq!((kept.seats.len(), kept.vote(0, 1, 1).is_some()), (2, true));
        assert_eq!((class.board.projection().people, class.board.private().tally.of), (2, 1));
    }

    #[test]
    fn many_who_wait_are_committed_together_and_each_gets_a_reply() {
        let disk = Disk::default();
        let (class, opened) = class(Settings { room: 99, ..Settings::default() });
        disk.clone().keep(&[opened]).expect("kept");
        let clock = ClassClock::from(Clock::default(), 0);
        let (actor, board) = Actor::new(class, Box::new(disk.clone()), clock, Arc::new(Presence::default()));
        let (wishes, waiting) = sync_channel(QUEUE);
        let replies: Vec<_> = (0..50)
            .map(|n| {
                let (reply, answer) = oneshot::channel();
                let name = if n == 30 { "Student 7".to_owned() } else { format!("Student {n}") };
                wishes.send(Wish::Join(joining(&name), reply)).expect("room in the queue");
                answer
            })
            .collect();
        wishes.send(Wish::Stop).expect("room in the queue");
        actor.run(&waiting);
        let replies: Vec<_> = replies.into_iter().map(|answer| answer.blocking_recv().expect("a reply")).collect();
        assert_eq!(replies.iter().filter(|reply| reply.is_ok()).count(), 49);
        assert_eq!(replies[30].as_ref().map_err(|refusal| refusal.sort), Err(Sort::Taken));
        assert_eq!(*disk.commits.lock().expect("commits"), [1, 49], "one commit for all");
        drop(board);
    }

    #[test]
    fn counts_are_shown_although_somebody_asks_without_end() {
        let class = Owned::new(Clock::default());
        class.joins("Ada").expect("a seat");
        let (wishes, asking) = (class.wishes.clone(), Arc::new(AtomicBool::new(true)));
        let goes_on = Arc::clone(&asking);
        let flood = spawn(move || {
            while goes_on.load(Ordering::SeqCst) {
                let (reply, _) = oneshot::channel();
                let _ = wishes.try_send(Wish::Seat("1.NOTHING".to_owned(), reply));
                sleep(Duration::from_millis(1));
            }
        });
        class.joins("Bo").expect("a seat");
        let shown = (0..200).any(|_| {
            sleep(Duration::from_millis(10));
            class.board.projection().people == 2
        });
        asking.store(false, Ordering::SeqCst);
        flood.join().expect("the flood ends");
        assert!(shown, "two people are shown while the flood goes on");
    }

    #[test]
    fn who_asks_in_vain_is_told_why() {
        let class = Owned::stopped();
        let ada = class.joins("Ada").expect("a seat");
        assert_eq!(sort(class.joins("ada")), Some(Sort::Taken));
        assert_eq!(sort(class.asks(|reply| Wish::Seat("1.WRONG".into(), reply))), Some(Sort::NoSeat));
        assert_eq!(sort(class.answers(&ada.token, vec![0, 1])), Some(Sort::Closed));
        assert!(class.does(Command::Close).is_err());
        assert_eq!(class.disk.kept().len(), 2, "what is refused is not kept");
        class.does(Command::Kick(1)).expect("sent away");
        assert_eq!(sort(class.frame(&ada.token)), Some(Sort::NoSeat));
        assert_eq!(sort(class.asks(|reply| Wish::Home(ada.token.clone(), reply))), Some(Sort::NoSeat));
    }
}
