//! The border of the server: who asks under which name, from where, and how much. What passes is marked with headers
//! that let a page do no more than it needs.

use crate::classroom::server::Server;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::net::IpAddr;
use std::sync::Arc;

/// Where a request comes from.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The page has a script, a style and its own address to talk to, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Lets in what names this server, and marks what goes out.
pub async fn guard(State(server): State<Arc<Server>>, request: Request<Body>, next: Next) -> Response {
    let refused = refuse(&server, &request);
    let mut response = match refused {
        Some((status, why)) => (status, Json(json!({ "why": why }))).into_response(),
        None => next.run(request).await,
    };
    let marks = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in marks {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

fn refuse(server: &Server, request: &Request<Body>) -> Option<(StatusCode, &'static str)> {
    let from = request.extensions().get::<Peer>().map(|peer| peer.0);
    if !from.is_none_or(|from| server.limits.request(from, server.now_ms())) {
        return Some((StatusCode::TOO_MANY_REQUESTS, "too many requests; wait a moment"));
    }
    let headers = request.headers();
    let Some(host) = host(headers).filter(|host| server.names.knows(host)) else {
        return Some((StatusCode::MISDIRECTED_REQUEST, "this is not the address on the screen"));
    };
    if !is_own(headers, host) {
        return Some((StatusCode::FORBIDDEN, "this request comes from another page"));
    }
    None
}

/// The one name that the request asks under; none if there are several, or one that is no text.
fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?;
    if hosts.next().is_some() { None } else { host.to_str().ok() }
}

/// Whether a request comes from the page of this server, or from no page at all.
fn is_own(headers: &HeaderMap, host: &str) -> bool {
    let own = |origin: &HeaderValue| origin.to_str().is_ok_and(|origin| origin == format!("http://{host}"));
    let site = |value: &HeaderValue| matches!(value.as_bytes(), b"same-origin" | b"none");
    headers.get_all(header::ORIGIN).iter().all(own) && headers.get_all("sec-fetch-site").iter().all(site)
}
