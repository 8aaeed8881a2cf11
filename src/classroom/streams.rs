//! The streams to the students: each sees the newest frame; who is slow misses those in between.

use crate::session::class::frame::Frame;
use axum::body::Bytes;
use std::collections::HashMap;
use tokio::sync::watch;

/// Streams that one person may have open: a phone, a laptop, and one that is not yet known to be dead.
const STREAMS_A_SEAT: u64 = 3;

/// The newest frame of a seat, as it travels.
#[derive(Clone, Debug, Default)]
pub struct Newest {
    /// The frame as a server-sent event; all streams of the seat share it.
    pub event: Bytes,
    /// Streams with a lower number are to end: newer ones took their place.
    pub oldest: u64,
}

/// A stream to a student.
#[derive(Debug)]
pub struct Watching {
    /// Whose.
    pub seat: u32,
    /// Its number among the streams of that seat.
    pub number: u64,
    /// The frames.
    pub frames: watch::Receiver<Newest>,
}

#[derive(Debug)]
struct Line {
    sender: watch::Sender<Newest>,
    opened: u64,
}

/// All streams, by seat.
#[derive(Debug, Default)]
pub struct Streams {
    lines: HashMap<u32, Line>,
    /// Where events are written before they are cut to size: a room of them is sent at once.
    scratch: Vec<u8>,
}

impl Streams {
    /// Opens a stream that begins with this frame.
    pub fn follow(&mut self, seat: u32, frame: &Frame) -> Watching {
        let event = self.event(frame);
        let line = self.lines.entry(seat).or_insert_with(|| Line { sender: watch::Sender::default(), opened: 0 });
        line.opened += 1;
        let oldest = (line.opened + 1).saturating_sub(STREAMS_A_SEAT);
        line.sender.send_replace(Newest { event, oldest });
        Watching { seat, number: line.opened, frames: line.sender.subscribe() }
    }

    /// Sends a frame to a seat.
    pub fn tell(&mut self, seat: u32, frame: &Frame) {
        let event = self.event(frame);
        if let Some(line) = self.lines.get(&seat) {
            line.sender.send_modify(|newest| newest.event = event);
        }
    }

    /// Whether a seat has more than one stream.
    pub fn several(&self, seat: u32) -> bool {
        self.lines.get(&seat).is_some_and(|line| line.sender.receiver_count() > 1)
    }

    /// The seats that anybody follows the class from; lines that nobody reads any more are dropped.
    pub fn seats(&mut self) -> Vec<u32> {
        self.lines.retain(|_, line| line.sender.receiver_count() > 0);
        self.lines.keys().copied().collect()
    }

    fn event(&mut self, frame: &Frame) -> Bytes {
        self.scratch.clear();
        self.scratch.extend_from_slice(b"data: ");
        // A frame holds texts, numbers and lists: there is nothing that JSON cannot say. It says it in one line.
        let _ = serde_json::to_writer(&mut self.scratch, frame);
        self.scratch.extend_from_slice(b"\n\n");
        Bytes::copy_from_slice(&self.scratch)
    }
}
