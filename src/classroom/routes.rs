//! The routes: HTTP on the one side, wishes to the actor on the other. The protocol is told in [`crate::classroom`].

use crate::classroom::actor::{Ticket, Wish};
use crate::classroom::codes::secret;
use crate::classroom::guard::{Peer, guard};
use crate::classroom::server::Server;
use crate::classroom::{page, stream};
use crate::progress::entry::Confidence;
use crate::report::deck::{self, Card};
use crate::session::class::answer::Rows;
use crate::session::class::command::{Refusal, Sort};
use crate::session::class::decide::{Giving, Joining, right_code};
use crate::session::class::home::{Home, Missed};
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use xxhash_rust::xxh3::xxh3_64;

/// The largest body.
const BODY: usize = 4_096;
/// A body must be there by then.
const PATIENCE: Duration = Duration::from_secs(5);

/// A refusal as it travels.
struct No(StatusCode, String);

type Answer<T> = Result<T, No>;

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "why": self.1 }))).into_response()
    }
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.sort {
            Sort::WrongCode => StatusCode::FORBIDDEN,
            Sort::Taken | Sort::Closed => StatusCode::CONFLICT,
            Sort::Locked => StatusCode::LOCKED,
            Sort::Unusable => StatusCode::UNPROCESSABLE_ENTITY,
            Sort::NoSeat => StatusCode::UNAUTHORIZED,
            Sort::Unsaved | Sort::Busy => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self(status, refusal.why)
    }
}

/// All routes.
pub fn routes(server: Arc<Server>) -> Router {
    Router::new()
        .route("/", get(page::html))
        .route("/style.css", get(page::css))
        .route("/page.js", get(page::js))
        .route("/join", post(join))
        .route("/resume", post(resume))
        .route("/me", get(me))
        .route("/leave", post(leave))
        .route("/events", get(events))
        .route("/answer", post(answer))
        .route("/take-home.html", get(home_page))
        .route("/take-home.json", get(home_file))
        .layer(from_fn_with_state(Arc::clone(&server), guard))
        .with_state(server)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Join {
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    roster: Option<String>,
}

async fn join(
    State(server): State<Arc<Server>>,
    Extension(Peer(from)): Extension<Peer>,
    body: Body,
) -> Answer<Response> {
    let Join { code, name, roster } = read(body).await?;
    let now = server.now_ms();
    if !server.limits.may_try(from, now) {
        return Err(No(StatusCode::TOO_MANY_REQUESTS, "too many wrong codes; wait half a minute".to_owned()));
    }
    // Judged and counted at once: of wrong codes that come at the same moment none may pass before the first is counted.
    if let Err(wrong) = right_code(&code, &server.code) {
        server.limits.wrong(from, now);
        return Err(wrong.into());
    }
    if !server.limits.join(from, now) {
        return Err(No(StatusCode::TOO_MANY_REQUESTS, "too many joined from here at once; wait a moment".to_owned()));
    }
    let no_secret = |_| No(StatusCode::SERVICE_UNAVAILABLE, "no secret could be made; try again".to_owned());
    let joining = Joining { code, name, roster, secret: secret().map_err(no_secret)? };
    Ok(seated(&server.ask(|reply| Wish::Join(joining, reply)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Resume {
    token: String,
}

async fn resume(
    State(server): State<Arc<Server>>,
    Extension(Peer(from)): Extension<Peer>,
    body: Body,
) -> Answer<Response> {
    let Resume { token } = read(body).await?;
    may_come_back(&server, from)?;
    let back = server.ask(|reply| Wish::Seat(plain_token(&token), reply)).await;
    if back.as_ref().is_err_and(|refusal| refusal.sort == Sort::NoSeat) {
        server.limits.wrong(from, server.now_ms());
    }
    Ok(seated(&back?))
}

/// A resume code as it was meant: the page shows it in groups, and some letters are easily misread.
fn plain_token(typed: &str) -> String {
    let kept = typed.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').map(|c| c.to_ascii_uppercase());
    kept.map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    })
    .collect()
}

/// Wrong resume codes count like wrong join codes.
fn may_come_back(server: &Server, from: IpAddr) -> Answer<()> {
    let may = server.limits.may_try(from, server.now_ms());
    may.then_some(())
        .ok_or_else(|| No(StatusCode::TOO_MANY_REQUESTS, "too many wrong codes; wait half a minute".to_owned()))
}

/// A ticket, and the cookie that goes with it.
fn seated(ticket: &Ticket) -> Response {
    let cookie = format!("seat={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=86400", ticket.token);
    ([(header::SET_COOKIE, cookie)], told(ticket)).into_response()
}

fn told(ticket: &Ticket) -> Json<serde_json::Value> {
    let Ticket { seat, name, token, class } = ticket;
    Json(json!({ "seat": seat, "name": name, "token": token, "class": class }))
}

async fn me(State(server): State<Arc<Server>>, headers: HeaderMap) -> Answer<Json<serde_json::Value>> {
    let token = token(&headers)?;
    Ok(told(&server.ask(|reply| Wish::Seat(token, reply)).await?))
}

async fn leave() -> Response {
    let cookie = "seat=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
    ([(header::SET_COOKIE, cookie)], Json(json!({}))).into_response()
}

async fn events(State(server): State<Arc<Server>>, headers: HeaderMap) -> Answer<Response> {
    let token = token(&headers)?;
    let watching = server.ask(|reply| Wish::Follow(token, reply)).await?;
    Ok(stream::frames(server, watching))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    question: usize,
    round: u8,
    answer: Rows,
    #[serde(default)]
    confidence: Option<Confidence>,
}

async fn answer(State(server): State<Arc<Server>>, headers: HeaderMap, body: Body) -> Answer<Json<serde_json::Value>> {
    let token = token(&headers)?;
    if !server.limits.answer(xxh3_64(token.as_bytes()), server.now_ms()) {
        return Err(No(StatusCode::TOO_MANY_REQUESTS, "too many answers at once; wait a moment".to_owned()));
    }
    let Given { question, round, answer, confidence } = read(body).await?;
    let giving = Giving { item: question, round, rows: answer, confidence: confidence.unwrap_or_default() };
    server.ask(|reply| Wish::Answer(token, giving, reply)).await?;
    Ok(Json(json!({ "saved": true })))
}

async fn home_page(State(server): State<Arc<Server>>, headers: HeaderMap) -> Answer<Response> {
    let token = token(&headers)?;
    let home = server.ask(|reply| Wish::Home(token, reply)).await?;
    let download = "attachment; filename=\"whose-missed.html\"";
    let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
    Ok(([kind, (header::CONTENT_DISPOSITION, download)], deck_of(&home)).into_response())
}

fn deck_of(home: &Home) -> String {
    let cards: Vec<Card<'_>> = home.missed.iter().map(card).collect();
    deck::html(&home.class, &home.name, &cards)
}

fn card(missed: &Missed) -> Card<'_> {
    Card {
        scenario: missed.scenario.as_deref(),
        stem: &missed.stem,
        sheet: &missed.sheet,
        answered: missed.answered,
        explanation: &missed.explanation,
        sources: &missed.sources,
    }
}

async fn home_file(State(server): State<Arc<Server>>, headers: HeaderMap) -> Answer<Response> {
    let token = token(&headers)?;
    let home = server.ask(|reply| Wish::Home(token, reply)).await?;
    let download = "attachment; filename=\"whose-missed.json\"";
    Ok(([(header::CONTENT_DISPOSITION, download)], Json(home.file)).into_response())
}

/// The token of a request: in the header of a terminal, or in the page's cookie.
fn token(headers: &HeaderMap) -> Answer<String> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookie = || cookies.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix("seat="));
    let token = bearer.or_else(cookie).filter(|token| !token.is_empty());
    token.map(str::to_owned).ok_or_else(|| No(StatusCode::UNAUTHORIZED, "join the class first".to_owned()))
}

/// Reads a body of JSON, of a bounded size and in a bounded time.
async fn read<T: DeserializeOwned>(body: Body) -> Answer<T> {
    let bytes = tokio::time::timeout(PATIENCE, to_bytes(body, BODY)).await;
    let bytes = bytes.map_err(|_| No(StatusCode::REQUEST_TIMEOUT, "the request took too long to arrive".to_owned()))?;
    let bytes = bytes.map_err(|_| No(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large".to_owned()))?;
    let wrong =
        |error: serde_json::Error| No(StatusCode::UNPROCESSABLE_ENTITY, format!("the request cannot be read: {error}"));
    serde_json::from_slice(&bytes).map_err(wrong)
}
