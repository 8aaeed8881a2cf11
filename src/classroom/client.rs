//! A student's terminal: joins a class, follows it, answers. It speaks the protocol of the page.

use crate::session::class::frame::Frame;
use crate::session::class::home::File;
use crate::session::class::room::Line;
use crate::session::class::seat::Sending;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{sleep, spawn};
use std::time::Duration;
use ureq::Agent;
use ureq::http::Response;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(8);
/// A host that is silent for longer is gone: it says that it is alive every fifteen seconds.
const SILENCE: Duration = Duration::from_secs(40);
/// Before the line is opened again.
const AGAIN: Duration = Duration::from_secs(1);
/// A frame is smaller than this.
const LONGEST: u64 = 1 << 20;

/// A place in a class.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Place {
    /// The name that the room sees.
    pub name: String,
    /// What brings one back.
    pub token: String,
    /// What the class is called.
    pub class: String,
}

/// The way to a host.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    base: String,
}

impl Client {
    /// The way to the host at this address, `192.168.1.23:4711`, with or without `http://`.
    pub fn of(address: &str) -> Self {
        let plain = address.trim().trim_start_matches("http://");
        let base = format!("http://{}", plain.split(['/', '#']).next().unwrap_or(plain));
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(PATIENCE))
            .max_redirects(0)
            .proxy(None);
        Self { agent: config.build().new_agent(), base }
    }

    /// Joins; the error is what the host says, or why it does not.
    pub fn join(&self, code: &str, name: &str, roster: Option<&str>) -> Result<Place, String> {
        self.post("/join", None, &json!({ "code": code, "name": name, "roster": roster }))
    }

    /// Comes back.
    pub fn resume(&self, token: &str) -> Result<Place, String> {
        self.post("/resume", None, &json!({ "token": token }))
    }

    /// What one missed, for one's own reviews.
    pub fn take_home(&self, token: &str) -> Result<File, String> {
        let request = self.agent.get(format!("{}/take-home.json", self.base)).config().timeout_global(Some(PATIENCE));
        let got = request.build().header("authorization", bearer(token)).call();
        read(got.map_err(|error| self.gone(&error))?)
    }

    fn post<T: DeserializeOwned>(&self, path: &str, token: Option<&str>, body: &Value) -> Result<T, String> {
        let mut request =
            self.agent.post(format!("{}{path}", self.base)).config().timeout_global(Some(PATIENCE)).build();
        if let Some(token) = token {
            request = request.header("authorization", bearer(token));
        }
        let sent = request.content_type("application/json").send(body.to_string());
        read(sent.map_err(|error| self.gone(&error))?)
    }

    fn gone(&self, error: &ureq::Error) -> String {
        format!("{} does not answer ({error}); check the address on the screen", self.base)
    }

    /// Follows the class from this place; `changed` is called whenever there is something new. Returns when the first
    /// frame is there.
    pub fn follow(&self, place: &Place, changed: impl Fn() + Send + 'static) -> Result<Following, String> {
        let mut lines = self.events(&place.token).map_err(|lost| lost.why)?;
        let first = next(&mut lines).ok_or("the host said nothing")?;
        let heard = Arc::new(Mutex::new(Heard { frame: first, trouble: None }));
        let (client, token, told) = (self.clone(), place.token.clone(), Arc::clone(&heard));
        spawn(move || client.listen(&token, lines, &told, &changed));
        Ok(Following { client: self.clone(), token: place.token.clone(), heard })
    }

    fn events(&self, token: &str) -> Result<Lines, Lost> {
        let request = self.agent.get(format!("{}/events", self.base)).config().timeout_per_read(Some(SILENCE)).build();
        let got = request.header("authorization", bearer(token)).call();
        let got = got.map_err(|error| Lost { why: self.gone(&error), for_good: false })?;
        if got.status() != 200 {
            return Err(Lost { for_good: got.status() == 401, why: why(got) });
        }
        Ok(Box::new(BufReader::new(got.into_body().into_reader())))
    }

    /// Listens as long as there is a place; a broken line is opened again.
    fn listen(&self, token: &str, mut lines: Lines, heard: &Mutex<Heard>, changed: &dyn Fn()) {
        loop {
            while let Some(frame) = next(&mut lines) {
                *lock(heard) = Heard { frame, trouble: None };
                changed();
            }
            sleep(AGAIN);
            match self.events(token) {
                Ok(again) => lines = again,
                Err(lost) => {
                    let lead = if lost.for_good { "" } else { "connection lost, trying again: " };
                    lock(heard).trouble = Some(format!("{lead}{}", lost.why));
                    changed();
                    if lost.for_good {
                        return;
                    }
                }
            }
        }
    }
}

/// Why nothing is heard.
#[derive(Debug)]
struct Lost {
    why: String,
    /// Whether trying again is of no use: there is no such place.
    for_good: bool,
}

type Lines = Box<dyn BufRead + Send + Sync>;

/// What was heard last.
#[derive(Debug)]
struct Heard {
    frame: Frame,
    trouble: Option<String>,
}

/// A class that is followed.
#[derive(Debug)]
pub struct Following {
    client: Client,
    token: String,
    heard: Arc<Mutex<Heard>>,
}

impl Line for Following {
    fn frame(&self) -> Frame {
        lock(&self.heard).frame.clone()
    }

    fn trouble(&self) -> Option<String> {
        lock(&self.heard).trouble.clone()
    }

    fn answer(&self, sending: &Sending) -> Result<(), String> {
        let body = json!({
            "question": sending.question,
            "round": sending.round,
            "answer": sending.rows,
            "confidence": sending.confidence,
        });
        self.client.post::<Value>("/answer", Some(&self.token), &body).map(drop)
    }
}

/// The next frame of a stream; none at its end.
fn next(lines: &mut Lines) -> Option<Frame> {
    let mut line = String::new();
    loop {
        line.clear();
        if std::io::Read::take(&mut *lines, LONGEST).read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(data) = line.strip_prefix("data:") {
            return serde_json::from_str(data.trim()).ok();
        }
    }
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

fn read<T: DeserializeOwned>(response: Response<ureq::Body>) -> Result<T, String> {
    if response.status() != 200 {
        return Err(why(response));
    }
    let text = response.into_body().read_to_string().map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| format!("the host said something that cannot be read: {error}"))
}

/// The host's words for a refusal.
fn why(response: Response<ureq::Body>) -> String {
    let status = response.status();
    let text = response.into_body().read_to_string().unwrap_or_default();
    let words =
        serde_json::from_str::<Value>(&text).ok().and_then(|value| Some(value.get("why")?.as_str()?.to_owned()));
    let words = words.unwrap_or_else(|| format!("the host refuses ({status})"));
    // It comes over the network: no control characters reach a terminal from here.
    words.chars().filter(|c| !c.is_control()).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
