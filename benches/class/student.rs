//! A student: a phone with one line down and one up, who answers what is asked and tells the bench of it.

use crate::wire::{Wire, nth_answer, phone};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::sleep;
use whose::quiz::sheet::Ask;
use whose::session::class::answer::Rows;
use whose::session::class::frame::Scene;

/// One student in so many loses the line after each answer and comes back, where that is wanted.
const LOSES_THE_LINE: usize = 20;
/// An answer that got no reply is sent again so often.
const TRIES: usize = 5;

/// What all students know.
pub(crate) struct Room {
    pub(crate) host: SocketAddr,
    pub(crate) code: String,
    /// Milliseconds over which the answers to a question come in.
    pub(crate) spread_ms: AtomicU64,
    /// Whether some lose the line.
    pub(crate) shaky: bool,
    pub(crate) news: UnboundedSender<News>,
}

/// What a student has to tell.
pub(crate) enum News {
    Joined,
    Saw {
        scene: Scene,
        at: Instant,
    },
    Answered(Given),
    /// The host's count has this seat's answer.
    Counted {
        seat: u32,
        at: Instant,
    },
    Failed(String),
}

/// An answer that the host acknowledged.
pub(crate) struct Given {
    pub(crate) seat: u32,
    pub(crate) item: usize,
    pub(crate) round: u8,
    pub(crate) rows: Rows,
    pub(crate) sent: Instant,
    pub(crate) acknowledged: Instant,
}

/// As much of a frame as a student reads here: the bench shall not take the host's time.
#[derive(Deserialize)]
struct Seen {
    phase: Scene,
    question: Option<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    at: usize,
    round: u8,
    ask: Ask,
    rows: Vec<IgnoredAny>,
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Attends a class to its end.
pub(crate) async fn attend(n: usize, room: Arc<Room>) {
    if let Err(error) = Student::come(n, Arc::clone(&room)).await {
        let _ = room.news.send(News::Failed(format!("student {n}: {error}")));
    }
}

struct Student {
    n: usize,
    room: Arc<Room>,
    up: Wire,
    down: Wire,
    token: String,
    seat: u32,
    turn: usize,
}

impl Student {
    async fn come(n: usize, room: Arc<Room>) -> io::Result<()> {
        let mut up = Wire::open(phone(n), room.host).await?;
        let token = up.join(&room.code, &format!("Student {n}")).await?;
        let seat = token.split('.').next().and_then(|seat| seat.parse().ok()).unwrap_or_default();
        let down = line_down(n, room.host, &token).await?;
        let _ = room.news.send(News::Joined);
        let mut student = Self { n, room, up, down, token, seat, turn: 0 };
        student.attend().await
    }

    async fn attend(&mut self) -> io::Result<()> {
        let mut before = Scene::Lobby;
        loop {
            let Seen { phase, question } = self.down.frame().await?;
            if phase == before {
                continue;
            }
            before = phase;
            let _ = self.room.news.send(News::Saw { scene: phase, at: now() });
            match question.filter(|_| phase == Scene::Open) {
                Some(asked) => self.answer(&asked).await?,
                None if phase == Scene::Over => return Ok(()),
                None => {}
            }
        }
    }

    async fn answer(&mut self, asked: &Asked) -> io::Result<()> {
        self.turn += 1;
        let spread_ms = self.room.spread_ms.load(Ordering::Relaxed);
        if spread_ms > 0 {
            // Evenly over the time, and not in the order of the seats.
            let part = (self.n as u64 * 7_919 + self.turn as u64 * 104_729) % 1_000;
            sleep(Duration::from_millis(spread_ms * part / 1_000)).await;
        }
        let rows = nth_answer(&asked.ask, asked.rows.len(), self.n + self.turn);
        let sent = now();
        self.send(asked, &rows).await?;
        let acknowledged = now();
        let given = Given { seat: self.seat, item: asked.at, round: asked.round, rows, sent, acknowledged };
        let _ = self.room.news.send(News::Answered(given));
        if self.room.shaky && (self.n + self.turn).is_multiple_of(LOSES_THE_LINE) {
            self.up = Wire::open(phone(self.n), self.room.host).await?;
            self.down = line_down(self.n, self.room.host, &self.token).await?;
        }
        Ok(())
    }

    /// Sends an answer, again where the line had been closed meanwhile.
    async fn send(&mut self, asked: &Asked, rows: &Rows) -> io::Result<()> {
        let mut tried = 1;
        loop {
            match self.up.answer(&self.token, asked.at, asked.round, rows).await {
                Ok(200) => return Ok(()),
                Ok(status) => return Err(io::Error::other(format!("the answer is refused: {status}"))),
                Err(error) if tried == TRIES => return Err(error),
                Err(_) => self.up = Wire::open(phone(self.n), self.room.host).await?,
            }
            tried += 1;
        }
    }
}

async fn line_down(n: usize, host: SocketAddr, token: &str) -> io::Result<Wire> {
    let mut down = Wire::open(phone(n), host).await?;
    down.follow(token).await?;
    Ok(down)
}
