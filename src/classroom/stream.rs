//! Frames as server-sent events: the newest one, whenever there is one.

use crate::classroom::server::Server;
use crate::classroom::streams::Watching;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// A silent stream says that it is alive.
const PING: Duration = Duration::from_secs(15);
/// A line that means nothing.
const ALIVE: &[u8] = b":\n\n";

/// The stream of a seat. It ends when the class does, or when newer streams of the same seat took its place.
pub fn frames(server: Arc<Server>, watching: Watching) -> Response {
    let attending = server.presence.enter(watching.seat);
    server.presence_changed();
    let gone = Gone(server);
    let state = (watching, attending, gone, true);
    let stream = unfold(state, |(mut watching, attending, gone, first)| async move {
        let event = if first { newest(&mut watching) } else { next(&mut watching).await }?;
        Some((Ok::<Bytes, Infallible>(event), (watching, attending, gone, false)))
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(stream)).into_response()
}

/// What is to be said next; none at the end.
async fn next(watching: &mut Watching) -> Option<Bytes> {
    match timeout(PING, watching.frames.changed()).await {
        Ok(changed) => changed.ok().and_then(|()| newest(watching)),
        Err(_) => Some(Bytes::from_static(ALIVE)),
    }
}

/// The newest frame; none where newer streams took the place of this one.
fn newest(watching: &mut Watching) -> Option<Bytes> {
    let newest = watching.frames.borrow_and_update();
    (watching.number >= newest.oldest).then(|| newest.event.clone())
}

/// Tells when a stream is over. It comes after the seat's entry in the list, which is dropped first.
struct Gone(Arc<Server>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.presence_changed();
    }
}
