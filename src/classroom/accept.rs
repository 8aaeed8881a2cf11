//! The accept loop: how many connections, how long a request may take to arrive, and when a silent peer is given up.

use crate::classroom::guard::Peer;
use crate::classroom::limits::Limits;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use socket2::{SockRef, TcpKeepalive};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// The head of a request must be there by then, and the next one after an answer.
const HEAD: Duration = Duration::from_secs(5);
/// What a peer does not take by then is given up: a phone that left the room without a word.
const SILENCE: Duration = Duration::from_secs(45);
/// The head of a request and its answer pass through this.
const BUFFER: usize = 16 * 1024;
const HEADERS: usize = 64;
/// After the system ran out of something it is asked again after this.
const BREATH: Duration = Duration::from_millis(50);

/// Connections that may wait to be accepted: a whole room comes back at once when its Wi-Fi does, and who is turned away
/// by a full queue tries again only a second later.
const WAITING: i32 = 1_024;
/// Files that are open besides connections: the class, the terminal, the private views.
#[cfg(unix)]
const FILES: u64 = 32;

/// Makes room for so many connections; for how many there is. Systems allow a process few open files unless it asks for
/// more, and some no more than that.
///
/// # Errors
/// If the listener cannot be used.
pub fn make_room(listener: &std::net::TcpListener, most: usize) -> std::io::Result<usize> {
    SockRef::from(listener).listen(WAITING)?;
    Ok(files(most))
}

#[cfg(unix)]
fn files(most: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(FILES);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let Some(current) = current.filter(|current| *current < wanted) else { return most };
    let granted = maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(granted), maximum });
    let allowed = if raised.is_ok() { granted } else { current };
    usize::try_from(allowed.saturating_sub(FILES)).unwrap_or(most).clamp(1, most)
}

#[cfg(not(unix))]
fn files(most: usize) -> usize {
    most
}

/// Serves so many connections at once, for ever.
pub async fn serve(listener: TcpListener, app: Router, limits: Arc<Limits>, most: usize) {
    let room = Arc::new(Semaphore::new(most));
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        // At the limit a connection is closed at once: the next may be one that comes back.
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
        let Some(connected) = limits.connect(peer.ip()) else { continue };
        let app = app.clone();
        tokio::spawn(async move {
            let _held = (place, connected);
            connection(stream, peer, app).await;
        });
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, app: Router) {
    settle(&stream);
    let with_peer = tower_fn(app, Peer(peer.ip()));
    let mut server = Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(BUFFER).max_headers(HEADERS);
    // Whatever a peer does wrong ends its own connection and is nobody else's business.
    let _ = server.serve_connection(TokioIo::new(stream), with_peer).await;
}

/// The service of one connection: it knows where its requests come from.
fn tower_fn(
    app: Router,
    peer: Peer,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> {
    let inner = TowerToHyperService::new(app);
    hyper::service::service_fn(move |request: Request<Incoming>| {
        let inner = inner.clone();
        async move {
            let (mut parts, body) = request.into_parts();
            parts.extensions.insert(peer);
            hyper::service::Service::call(&inner, Request::from_parts(parts, Body::new(body))).await
        }
    })
}

/// Small answers leave at once, and a peer that is gone is noticed.
fn settle(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let socket = SockRef::from(stream);
    let _ = socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(SILENCE / 3).with_interval(SILENCE / 9));
    #[cfg(target_os = "linux")]
    let _ = socket.set_tcp_user_timeout(Some(SILENCE));
}
