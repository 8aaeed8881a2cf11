//! The class server: who joins, who answers, what each may see. One thread owns the class, another speaks HTTP.
//! Deliberately not here: what is allowed in a class (`session::class`), the instructor's screens, and the disk.
//!
//! # Protocol
//!
//! HTTP/1.1 on the local network. The page and the terminal speak the same. Bodies are JSON of at most 4 KiB. A token of
//! 130 bits belongs to each seat; it travels in the header `Authorization: Bearer` or in the cookie `seat` (`HttpOnly`,
//! `SameSite=Strict`), never in an address. Every refusal of a route is `{"why": "words"}`.
//!
//! | request | body → answer |
//! |---|---|
//! | `GET /`, `/style.css`, `/page.js` | the page; the code stands in the fragment, which no server sees |
//! | `POST /join` | `{code, name, roster?}` → `{seat, name, token, class}`; 403 wrong code, 409 name taken, 423 locked, 429 too often |
//! | `POST /resume` | `{token}` → the same |
//! | `GET /me` | → the same, for who has the cookie |
//! | `POST /leave` | the cookie goes, the seat stays |
//! | `GET /events` | server-sent events; each is a whole [`Frame`](crate::session::class::frame::Frame) and replaces all before it |
//! | `POST /answer` | `{question, round, answer, confidence?}` → `{saved: true}` once it is on the disk; 409 closed, 422 incomplete |
//! | `GET /take-home.html`, `/take-home.json` | one's own missed questions, of those whose key was shown |
//!
//! An answer is `{"chosen": [0, 2]}`, `{"sequence": [2, 0, 1]}`, `{"groups": [0, 1, 1]}` or `{"above": 3}`, by row
//! numbers. Sending it again is harmless; another one replaces it until the question is closed.
//!
//! # What it withstands, and what it does not
//!
//! Codes and secrets come from the system's randomness; wrong ones are bounded by address and altogether. The instructor
//! is the local process: no request can lead a class. The server answers only under its own address, and to no other
//! page. Requests, bodies, connections and streams are bounded; who is silent is given up.
//! HTTP is not encrypted: whoever can listen to the network can read names and answers, and take a seat's token.

pub mod accept;
pub mod actor;
pub mod class_clock;
pub mod client;
pub mod codes;
pub mod guard;
pub mod limits;
pub mod names;
pub mod page;
#[cfg(unix)]
pub mod presenter;
pub mod routes;
pub mod server;
pub mod shared;
pub mod stream;
pub mod streams;

use crate::classroom::actor::{Actor, QUEUE, Wish};
use crate::classroom::class_clock::ClassClock;
use crate::classroom::limits::Limits;
use crate::classroom::names::Names;
use crate::classroom::routes::routes;
use crate::classroom::server::Server;
use crate::classroom::shared::{Board, Nudge, Presence};
use crate::clock::Clock;
use crate::session::class::command::Command;
use crate::session::class::projection::{Private, Projection};
use crate::session::class::room::{Ledger, Room};
use crate::session::class::state::Class;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};

/// A class under way, with its threads.
pub struct Classroom {
    wishes: SyncSender<Wish>,
    board: Arc<Board>,
    actor: Option<JoinHandle<()>>,
}

impl Classroom {
    /// Opens a class, and serves it on this listener if there is one.
    ///
    /// # Errors
    /// If a thread cannot be started or the listener cannot be used.
    pub fn open(
        class: Class,
        ledger: Box<dyn Ledger>,
        clock: Clock,
        listener: Option<TcpListener>,
    ) -> io::Result<Self> {
        let clock = ClassClock::from(clock, class.record.class_ms);
        let (presence, room) = (Arc::new(Presence::default()), class.record.plan.settings.room);
        let (address, code) = (class.record.plan.address.clone(), class.record.plan.code.clone());
        let (actor, board) = Actor::new(class, ledger, clock, Arc::clone(&presence));
        let (wishes, waiting) = sync_channel(QUEUE);
        if let Some(listener) = listener {
            let mut names = Names::of(listener.local_addr()?);
            names.add(address);
            let server = Server { wishes: wishes.clone(), code, limits: Limits::of(room), names, presence, clock };
            listen(listener, Arc::new(server))?;
        }
        let actor = Builder::new().name("class".to_owned()).spawn(move || actor.run(&waiting))?;
        Ok(Self { wishes, board, actor: Some(actor) })
    }

    /// Tells somebody whenever there is something new to see.
    pub fn tell(&self, nudge: Nudge) {
        self.board.tell(nudge);
    }

    /// Serves the instructor's private view on this socket; only this user can open it.
    ///
    /// # Errors
    /// If the socket cannot be made.
    #[cfg(unix)]
    pub fn present(&self, path: &std::path::Path) -> io::Result<presenter::Open> {
        presenter::open(path, Arc::clone(&self.board), self.wishes.clone())
    }
}

impl Room for Classroom {
    fn projection(&self) -> Arc<Projection> {
        self.board.projection()
    }

    fn private(&self) -> Arc<Private> {
        self.board.private()
    }

    fn command(&self, command: Command) -> Result<(), String> {
        ask(&self.wishes, command)
    }

    fn trouble(&self) -> Option<String> {
        self.board.trouble()
    }
}

impl Drop for Classroom {
    fn drop(&mut self) {
        let _ = self.wishes.send(Wish::Stop);
        if let Some(actor) = self.actor.take() {
            let _ = actor.join();
        }
    }
}

/// Asks the actor for something of the instructor's, and waits until it is done.
fn ask(wishes: &SyncSender<Wish>, command: Command) -> Result<(), String> {
    let (reply, done) = sync_channel(1);
    wishes.try_send(Wish::Command(command, reply)).map_err(|error| match error {
        TrySendError::Full(_) => "too much at once; try again".to_owned(),
        TrySendError::Disconnected(_) => "the class has ended".to_owned(),
    })?;
    done.recv().map_err(|_| "the class has ended".to_owned())?
}

/// Serves HTTP in a thread of its own, until the process ends.
fn listen(listener: TcpListener, server: Arc<Server>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let most = accept::make_room(&listener, server.limits.most)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let limits = Arc::clone(&server.limits);
    Builder::new().name("http".to_owned()).spawn(move || {
        runtime.block_on(async move {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                accept::serve(listener, routes(server), limits, most).await;
            }
        });
    })?;
    Ok(())
}
