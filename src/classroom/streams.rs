//! The streams to the students: each sees the newest frame; who is slow misses those in between.

use crate::session::class::frame::Frame;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::watch;

/// Streams that one person may have open: a phone, a laptop, and one that is not yet known to be dead.
const STREAMS_A_SEAT: u64 = 3;

/// The newest frame of a seat, as it travels.
#[derive(Clone, Debug, Default)]
pub struct Newest {
    /// The frame as JSON.
    pub frame: Arc<str>,
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
pub struct Streams(HashMap<u32, Line>);

impl Streams {
    /// Opens a stream that begins with this frame.
    pub fn follow(&mut self, seat: u32, frame: &Frame) -> Watching {
        let line = self.0.entry(seat).or_insert_with(|| Line { sender: watch::Sender::default(), opened: 0 });
        line.opened += 1;
        let oldest = (line.opened + 1).saturating_sub(STREAMS_A_SEAT);
        line.sender.send_replace(Newest { frame: json(frame), oldest });
        Watching { seat, number: line.opened, frames: line.sender.subscribe() }
    }

    /// Sends a frame to a seat.
    pub fn tell(&self, seat: u32, frame: &Frame) {
        if let Some(line) = self.0.get(&seat) {
            let frame = json(frame);
            line.sender.send_modify(|newest| newest.frame = frame);
        }
    }

    /// Whether a seat has more than one stream.
    pub fn several(&self, seat: u32) -> bool {
        self.0.get(&seat).is_some_and(|line| line.sender.receiver_count() > 1)
    }

    /// The seats that anybody follows the class from; lines that nobody reads any more are dropped.
    pub fn seats(&mut self) -> Vec<u32> {
        self.0.retain(|_, line| line.sender.receiver_count() > 0);
        self.0.keys().copied().collect()
    }
}

fn json(frame: &Frame) -> Arc<str> {
    // A frame holds texts, numbers and lists: there is nothing that JSON cannot say.
    serde_json::to_string(frame).unwrap_or_default().into()
}
