//! Frames as server-sent events: the newest one, whenever there is one.

use crate::classroom::server::Server;
use crate::classroom::streams::Watching;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// A silent stream says that it is alive.
const PING: Duration = Duration::from_secs(15);

/// The stream of a seat. It ends when the class does, or when newer streams of the same seat took its place.
pub fn frames(server: Arc<Server>, watching: Watching) -> Response {
    let attending = server.presence.enter(watching.seat);
    server.presence_changed();
    let gone = Gone(server);
    let state = (watching, attending, gone, true);
    let stream = unfold(state, |(mut watching, attending, gone, first)| async move {
        if !first && watching.frames.changed().await.is_err() {
            return None;
        }
        let newest = watching.frames.borrow_and_update().clone();
        if watching.number < newest.oldest {
            return None;
        }
        let event: Result<Event, Infallible> = Ok(Event::default().data(&*newest.frame));
        Some((event, (watching, attending, gone, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(PING)).into_response()
}

/// Tells when a stream is over. It comes after the seat's entry in the list, which is dropped first.
struct Gone(Arc<Server>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.presence_changed();
    }
}
