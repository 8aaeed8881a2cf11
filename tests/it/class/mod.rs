//! What the class server promises, asked of a class that is opened in this process and served on the loopback network.
//!
//! Requests are written by hand, so that a test can be as rude as an attacker, and come from addresses of its choice.
//! Most classes have a clock that stands still: limits do not fill again, and counts are exact.

mod attacks;
mod border;
mod floods;
mod led;
mod names;
mod secrecy;

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use serde_json::{Value, json};
use socket2::{Domain, Socket, Type};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;
use whose::classroom::Classroom;
use whose::cli::class::ledger::Kept;
use whose::clock::Clock;
use whose::progress::class::plan::{Item, Plan, Settings};
use whose::progress::day::Day;
use whose::quiz::bank::Bank;
use whose::quiz::load::{SourceFile, read};
use whose::session::class::command::Command;
use whose::session::class::projection::Private;
use whose::session::class::room::{Ledger, Room};
use whose::session::class::state::Class;
use whose::store::class::Classes;

pub(crate) const CODE: &str = "7KQ-92MX";
/// How long a test waits for what must come; it is never a measure.
const PATIENCE: Duration = Duration::from_secs(30);

/// What only the author of the four questions knows. The number of keys, places and asked layers is the same for all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Keys {
    /// Which options of the choice are correct: two.
    pub(crate) correct: Vec<bool>,
    /// The places of the items of the order; one belongs nowhere.
    pub(crate) ranks: Vec<Option<u8>>,
    /// The headings of the items of the sort.
    pub(crate) groups: Vec<usize>,
    /// How many of the four asked layers are the customer's.
    pub(crate) cut: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            correct: vec![true, false, true, false, false],
            ranks: vec![Some(2), Some(1), None, Some(4), Some(3)],
            groups: vec![0, 1, 2, 1],
            cut: 2,
        }
    }
}

/// How an author writes the same questions.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// Options and items have no ids of their own.
    pub(crate) unnamed: bool,
    /// Options keep their order in the file.
    pub(crate) pinned: bool,
}

const GROUPS: [&str; 3] = ["AWS", "Customer", "Shared"];

/// A question of each kind, with this key. All that tells it says so in capitals.
pub(crate) fn bank(keys: &Keys, style: Style) -> Arc<Bank> {
    let mut text = "bank = \"t\"\n[[scenario]]\nid = \"case\"\ntext = \"A company moves.\"\n".to_owned();
    let row = |part: &str, id: String, key: String| {
        let named = if style.unnamed { String::new() } else { format!("id = \"{id}\"\n") };
        format!("[[question.{part}]]\n{named}text = \"the {id}\"\nwhy = \"REASON {id} {}\"\n{key}", key.len())
    };
    let head = |text: &mut String, id: &str, more: &str| {
        let told = format!("EXPLANATION {keys:?}").replace('"', "");
        let _ = writeln!(
            text,
            "[[question]]\nid = \"{id}\"\nkind = \"{id}\"\nstem = \"Question {id}?\"\nexplanation = \"{told}\"\n{more}"
        );
    };
    head(&mut text, "choice", "");
    for (at, correct) in keys.correct.iter().enumerate() {
        let pinned = if style.pinned { "pinned = true\n" } else { "" };
        text.push_str(&row(if *correct { "correct" } else { "incorrect" }, format!("option-{at}"), pinned.to_owned()));
    }
    head(&mut text, "order", "from = \"first\"\nto = \"last\"");
    for (at, rank) in keys.ranks.iter().enumerate() {
        let rank = rank.map_or(String::new(), |rank| format!("rank = {rank}\n"));
        text.push_str(&row("item", format!("step-{at}"), rank));
    }
    head(&mut text, "sort", &format!("scenario = \"case\"\ngroups = {GROUPS:?}"));
    for (at, group) in keys.groups.iter().enumerate() {
        text.push_str(&row("item", format!("thing-{at}"), format!("group = \"{}\"\n", GROUPS[*group])));
    }
    head(&mut text, "line", "");
    for at in 0..4 {
        let owner = if at < keys.cut { "customer" } else { "aws" };
        text.push_str(&row("layer", format!("layer-{at}"), format!("owner = \"{owner}\"\n")));
        if at == 1 {
            text.push_str(&row("layer", "shared".to_owned(), "owner = \"both\"\n".to_owned()));
        }
    }
    let (bank, faults) = Bank::assemble(vec![read(&SourceFile::new("t.toml", text))]);
    assert!(faults.is_empty(), "{faults:?}");
    Arc::new(bank)
}

pub(crate) const KINDS: [&str; 4] = ["choice", "order", "sort", "line"];

/// A plan of the four questions, this one first.
pub(crate) fn plan(bank: &Bank, first: usize, settings: Settings, seed: u64) -> Plan {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let ids = (0..KINDS.len()).map(|at| format!("t/{}", KINDS[(first + at) % KINDS.len()]));
    let items = ids.map(|id| Item::of(bank.question(&id).expect("the question"), bank, &mut luck)).collect();
    let (title, code, address) = ("Who owns it".to_owned(), CODE.to_owned(), "class.test:4711".to_owned());
    Plan { title, seed, code, address, settings, items }
}

/// A class of these people that is run in the plainest way.
pub(crate) fn room(people: usize) -> Settings {
    Settings { room: people, ..Settings::default() }
}

/// A clock that stands still.
pub(crate) fn stopped() -> Clock {
    Clock::stopped_at("2026-11-27T10:00:00+01:00").expect("an instant")
}

/// A class that is served.
pub(crate) struct Host {
    pub(crate) room: Classroom,
    pub(crate) at: SocketAddr,
    /// The key of the choice, by row numbers; the choice comes first.
    pub(crate) key: Vec<usize>,
    _folder: TempDir,
}

/// Somebody's place.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) seat: u32,
    pub(crate) token: String,
}

impl Host {
    pub(crate) fn open(settings: Settings) -> Self {
        Self::with(&Keys::default(), settings, stopped())
    }

    pub(crate) fn with(keys: &Keys, settings: Settings, clock: Clock) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, store) = Classes::of(folder.path()).make(Day(20_000)).expect("a place on disk");
        Self::on(keys, settings, clock, Box::new(Kept(store)), folder)
    }

    pub(crate) fn on(
        keys: &Keys,
        settings: Settings,
        clock: Clock,
        mut ledger: Box<dyn Ledger>,
        folder: TempDir,
    ) -> Self {
        let bank = bank(keys, Style::default());
        let plan = plan(&bank, 0, settings, 7);
        let (class, opened) = Class::open(bank, plan, clock.now()).expect("a class");
        ledger.keep(&[opened]).expect("kept");
        Self::serve(class, ledger, clock, folder)
    }

    pub(crate) fn serve(class: Class, ledger: Box<dyn Ledger>, clock: Clock, folder: TempDir) -> Self {
        let rows = class.record.plan.items[0].rows.iter().enumerate();
        let key = rows.filter(|(_, row)| row.correct).map(|(at, _)| at).collect();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = listener.local_addr().expect("its address");
        let room = Classroom::open(class, ledger, clock, Some(listener)).expect("served");
        Self { room, at, key, _folder: folder }
    }

    pub(crate) fn does(&self, command: Command) {
        let said = format!("{command:?}");
        self.room.command(command).unwrap_or_else(|why| panic!("{said}: {why}"));
    }

    /// Sends a request from 127.0.0.`from`, and hears the answer.
    pub(crate) fn ask(&self, from: u8, request: &Request) -> Said {
        self.raw(from, request.text(self.at).as_bytes()).expect("an answer")
    }

    /// Sends bytes and hears what comes back; none if the connection is closed without a word.
    pub(crate) fn raw(&self, from: u8, bytes: &[u8]) -> Option<Said> {
        let mut stream = self.dial(from);
        // A server that has heard enough may close before all is written; what it said is still to be read.
        let _ = stream.write_all(bytes);
        Said::read(stream)
    }

    pub(crate) fn dial(&self, from: u8) -> TcpStream {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
        socket.bind(&SocketAddr::from(([127, 0, 0, from], 0)).into()).expect("an address of one's own");
        socket.connect(&self.at.into()).expect("a connection");
        let stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(PATIENCE)).expect("a patience");
        stream
    }

    pub(crate) fn try_join(&self, from: u8, code: &str, name: &str) -> Said {
        self.ask(from, &post("/join", &json!({ "code": code, "name": name })))
    }

    pub(crate) fn join(&self, name: &str) -> Place {
        let said = self.try_join(1, CODE, name);
        assert_eq!(said.status, 200, "{name}: {}", said.body);
        let told = said.json();
        let seat = told["seat"].as_u64().and_then(|seat| u32::try_from(seat).ok()).expect("a seat");
        Place { seat, token: told["token"].as_str().expect("a token").to_owned() }
    }

    /// Answers a question and vote.
    pub(crate) fn answer(&self, token: &str, question: usize, round: u8, answer: &Value) -> Said {
        let body = json!({ "question": question, "round": round, "answer": answer });
        self.ask(1, &post("/answer", &body).with_token(token))
    }

    /// The right answer to the choice, which comes first.
    pub(crate) fn right(&self) -> Value {
        json!({ "chosen": self.key })
    }

    /// A wrong answer to the choice.
    pub(crate) fn wrong(&self) -> Value {
        let others: Vec<usize> = (0..5).filter(|at| !self.key.contains(at)).take(2).collect();
        json!({ "chosen": others })
    }

    /// Follows the class from a seat.
    pub(crate) fn follow(&self, token: &str) -> Stream {
        let mut stream = self.dial(1);
        let request = get("/events").with_token(token);
        stream.write_all(request.text(self.at).as_bytes()).expect("asked");
        let mut lines = BufReader::new(stream);
        let mut head = String::new();
        while lines.read_line(&mut head).expect("a head") > 2 {}
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        Stream(lines)
    }

    /// The class as somebody sees it now.
    pub(crate) fn frame(&self, token: &str) -> Value {
        self.follow(token).next().expect("a frame")
    }

    /// How many are connected, as the instructor saw it last.
    pub(crate) fn presence(&self) -> usize {
        self.room.private().people.iter().filter(|person| person.here).count()
    }

    /// What the instructor alone sees. Counts may be shown a little later than they change; what the instructor does is
    /// shown at once, with all that was before it.
    pub(crate) fn private(&self) -> Arc<Private> {
        self.does(Command::Lock);
        self.does(Command::Lock);
        self.room.private()
    }

    /// How many voted in this vote, and how many of them were right.
    pub(crate) fn counted(&self) -> (usize, usize) {
        let tally = &self.private().tally;
        (tally.of, tally.right)
    }
}

/// A request that is still being written.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    line: String,
    host: Option<String>,
    headers: Vec<String>,
    body: String,
}

pub(crate) fn get(path: &str) -> Request {
    Request { line: format!("GET {path}"), host: None, headers: Vec::new(), body: String::new() }
}

pub(crate) fn post(path: &str, body: &Value) -> Request {
    post_text(path, &body.to_string())
}

pub(crate) fn post_text(path: &str, body: &str) -> Request {
    let length = format!("Content-Length: {}", body.len());
    Request { line: format!("POST {path}"), host: None, headers: vec![length], body: body.to_owned() }
}

impl Request {
    pub(crate) fn with(mut self, header: &str) -> Self {
        self.headers.push(header.to_owned());
        self
    }

    pub(crate) fn with_token(self, token: &str) -> Self {
        self.with(&format!("Authorization: Bearer {token}"))
    }

    /// Asks under another name than the server's.
    pub(crate) fn of_host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    pub(crate) fn text(&self, at: SocketAddr) -> String {
        let host = self.host.clone().unwrap_or_else(|| at.to_string());
        let mut lines =
            vec![format!("{} HTTP/1.1", self.line), format!("Host: {host}"), "Connection: close".to_owned()];
        lines.extend(self.headers.iter().cloned());
        format!("{}\r\n\r\n{}", lines.join("\r\n"), self.body)
    }
}

/// What the server said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Said {
    fn read(mut stream: TcpStream) -> Option<Self> {
        let (mut bytes, mut part) = (Vec::new(), [0; 4_096]);
        while let Ok(n @ 1..) = stream.read(&mut part) {
            bytes.extend_from_slice(&part[..n]);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Self { status, head: head.to_owned(), body: body.to_owned() })
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// A stream of frames.
pub(crate) struct Stream(BufReader<TcpStream>);

impl Stream {
    /// The next frame as it travelled; none when the stream has ended.
    pub(crate) fn next_text(&mut self) -> Option<String> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).expect("something is heard in time") == 0 || line == "0\r\n" {
                return None;
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return Some(data.trim_end().to_owned());
            }
        }
    }

    pub(crate) fn next(&mut self) -> Option<Value> {
        self.next_text().map(|text| serde_json::from_str(&text).expect("a frame"))
    }

    /// The first frame of this phase.
    pub(crate) fn until(&mut self, phase: &str) -> Value {
        loop {
            let frame = self.next().expect("the stream goes on");
            if frame["phase"] == phase {
                return frame;
            }
        }
    }

    /// Goes away, as a phone does that is switched off.
    pub(crate) fn leave(self) {
        let _ = self.0.get_ref().shutdown(Shutdown::Both);
    }
}

/// The chosen rows of an answer, in the order of the rows.
pub(crate) fn chosen(answer: &Value) -> Vec<u64> {
    let rows = answer["chosen"].as_array().expect("a choice").iter();
    let mut rows: Vec<u64> = rows.map(|row| row.as_u64().expect("a number")).collect();
    rows.sort_unstable();
    rows
}

/// Waits until something holds that other threads bring about.
pub(crate) fn eventually(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1_200 {
        if holds() {
            return;
        }
        sleep(Duration::from_millis(25));
    }
    panic!("never: {what}");
}
