//! The instructor's private view: whose answers the host's count has, and since when.

use crate::student::{News, now};
use serde::Deserialize;
use std::collections::HashSet;
use std::io::{self, BufRead, BufReader};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread::spawn;
use std::time::Instant;
use tokio::sync::mpsc::UnboundedSender;

#[derive(Deserialize)]
struct Line {
    picture: Picture,
}

#[derive(Deserialize)]
struct Picture {
    projection: Projection,
    private: Private,
}

#[derive(Deserialize)]
struct Projection {
    number: usize,
    round: u8,
}

#[derive(Deserialize)]
struct Private {
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    seat: u32,
    answered: Option<bool>,
}

/// Tells of each answer when the count has it, until the host is gone.
pub(crate) fn watch(socket: &Path, news: UnboundedSender<News>) -> io::Result<()> {
    let mut lines = BufReader::new(UnixStream::connect(socket)?);
    spawn(move || {
        let (mut place, mut counted, mut text) = ((0, 0), HashSet::new(), Vec::new());
        while lines.read_until(b'\n', &mut text).is_ok_and(|read| read > 0) {
            let at = now();
            if let Ok(Line { picture }) = serde_json::from_slice(&text) {
                let here = (picture.projection.number, picture.projection.round);
                if here != place {
                    (place, counted) = (here, HashSet::new());
                }
                tell(&picture.private.people, at, &mut counted, &news);
            }
            text.clear();
        }
    });
    Ok(())
}

fn tell(people: &[Person], at: Instant, counted: &mut HashSet<u32>, news: &UnboundedSender<News>) {
    for person in people.iter().filter(|person| person.answered.is_some()) {
        if counted.insert(person.seat) {
            let _ = news.send(News::Counted { seat: person.seat, at });
        }
    }
}
