//! A class under an axe: the host is killed while the room answers, or its disk takes nothing more. What it had said is
//! there afterwards, and everyone comes back to the same place.
#![cfg(target_os = "linux")]

use crate::spoken::{Ended, PATIENCE, Spoken, whose};
use crate::terminal::folder;
use crate::wire::{Wire, nth_answer, phone};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::{Value, json};
use std::iter::repeat_with;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use whose::classroom::Classroom;
use whose::clock::Clock;
use whose::progress::class::deed::{Deed, Entry};
use whose::progress::class::plan::{Item, Plan, Settings};
use whose::progress::class::record::Record;
use whose::quiz::bank::Bank;
use whose::session::class::answer::Rows;
use whose::session::class::command::Command;
use whose::session::class::frame::{Frame, Scene};
use whose::session::class::projection::Stand;
use whose::session::class::room::{Ledger, Room};
use whose::session::class::state::Class;
use whose::store::class::Classes;
use whose::store::shipped;

const STUDENTS: usize = 50;
const SECONDS: u32 = 3_600;
/// The host is killed within so many milliseconds of the room's first answer.
const AXE_MS: u64 = 150;

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// A port that the system gives nobody by itself: while the host is dead, no connection may sit on it, nor another test.
fn port() -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let from = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap_or(0);
    let port = || from + NEXT.fetch_add(1, Ordering::SeqCst);
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    repeat_with(port).take(1_000).find(free).expect("a free port").to_string()
}

/// An answer with its question and vote.
type Sent = (usize, u8, Rows);

/// A student with what the host said and did not say.
#[derive(Clone, Debug)]
struct Student {
    n: usize,
    token: String,
    turn: usize,
    /// The last answer that was acknowledged.
    kept: Option<Sent>,
    /// Answers that were sent after it and not acknowledged: each may be there or not.
    open: Vec<Sent>,
}

impl Student {
    async fn join(n: usize, host: SocketAddr, code: &str) -> std::io::Result<Self> {
        let token = Wire::open(phone(n), host).await?.join(code, &format!("Student {n}")).await?;
        Ok(Self { n, token, turn: 0, kept: None, open: Vec::new() })
    }

    fn seat(&self) -> u32 {
        self.token.split('.').next().and_then(|seat| seat.parse().ok()).expect("a seat")
    }

    async fn look(&self, host: SocketAddr) -> std::io::Result<Frame> {
        let mut wire = Wire::open(phone(self.n), host).await?;
        wire.follow(&self.token).await?;
        wire.frame().await
    }

    async fn frame(&self, host: SocketAddr) -> Frame {
        self.look(host).await.expect("a place in the class")
    }

    /// Answers again and again, each time something else, until nobody listens any more. The next host must not be
    /// taken for this one.
    async fn storm(mut self, host: SocketAddr, killed: Arc<AtomicBool>, wait_ms: u64) -> Self {
        let Ok(frame) = self.look(host).await else { return self };
        let asked = frame.question.expect("a question");
        let Ok(mut wire) = Wire::open(phone(self.n), host).await else { return self };
        loop {
            sleep(Duration::from_millis(wait_ms)).await;
            if killed.load(Ordering::SeqCst) {
                return self;
            }
            self.turn += 1;
            let rows = nth_answer(&asked.ask, asked.rows.len(), self.n + self.turn);
            let sent = (asked.at, asked.round, rows);
            self.open.push(sent.clone());
            match wire.answer(&self.token, asked.at, asked.round, &sent.2).await {
                Ok(200) => {
                    self.kept = Some(sent);
                    self.open.clear();
                }
                // Refused, and said so: it must not be there.
                Ok(_) => drop(self.open.pop()),
                Err(_) => return self,
            }
        }
    }
}

/// A class in its own folder, whose host can be killed.
struct Hosted {
    host: Spoken,
    address: SocketAddr,
    code: String,
    name: String,
}

impl Hosted {
    fn open(data: &Path) -> Self {
        let seconds = SECONDS.to_string();
        let args = ["host", "--topic", "network", "-n", "12", "--seed", "3", "--seconds", &seconds];
        let port = port();
        let net = ["--bind", "127.0.0.1", "--port", &port];
        let mut host = Spoken::start(&mut whose(data, &[&args[..], &net[..]].concat()));
        let (address, code) = host.place();
        let name = Classes::of(data).names().expect("a folder").pop().expect("a class");
        Self { host, address, code, name }
    }

    /// Kills the host and goes on with the class; how it stood on the disk in between, and when it went on.
    fn kill_and_resume(self, data: &Path) -> (Self, Record, u64) {
        let Self { host, address, code, name } = self;
        host.kill();
        let (record, begun) = (kept(data, &name), steady_ms());
        let mut host = Spoken::start(&mut whose(data, &["class", "resume", &name]));
        assert_eq!(host.place(), (address, code.clone()), "it comes back where it was, under the same code");
        (Self { host, address, code, name }, record, begun)
    }
}

fn steady_ms() -> u64 {
    Clock::default().beat().steady_ms
}

/// A class as it is on the disk.
fn kept(data: &Path, name: &str) -> Record {
    let (entries, damaged) = Classes::of(data).open(name).expect("a class").entries().expect("entries");
    assert_eq!(damaged, 0, "no entry is damaged");
    Record::replay(&entries).expect("a plan")
}

/// The class of a record, with the questions that came with the program.
fn class(record: Record) -> Class {
    let (bank, _) = Bank::assemble(vec![shipped().expect("a bank")]);
    Class::new(bank.into(), record).expect("its questions")
}

/// All that was acknowledged is on the disk, and nothing else but what was on its way.
fn check_kept(record: &Record, students: &[Student]) {
    let class = class(record.clone());
    for student in students {
        let Some((item, round, rows)) = &student.kept else { continue };
        let answer = |rows: &Rows| rows.to_answer(class.sheet(*item).expect("a sheet")).expect("an answer");
        let vote = record.vote(*item, *round, student.seat()).map(|vote| &vote.answer);
        let here = student.open.iter().filter(|sent| (sent.0, sent.1) == (*item, *round)).map(|sent| &sent.2);
        let may_be: Vec<_> = here.chain([rows]).map(answer).collect();
        assert!(vote.is_some_and(|vote| may_be.contains(vote)), "{student:?}: the disk has {vote:?}");
    }
}

/// Everyone comes back to the same place, with their own answer and all of the time that was left.
async fn check_back(hosted: &Hosted, record: &Record, begun: u64, students: &[Student]) {
    let class = class(record.clone());
    let left = record.timer.left(Some(SECONDS), Some(100), record.class_ms).expect("a limit");
    for student in students {
        let mut wire = Wire::open(phone(student.n), hosted.address).await.expect("a host");
        let back = wire.post("/resume", "", &json!({ "token": student.token })).await.expect("an answer");
        let ticket: Value = back.json().expect("JSON");
        let name = format!("Student {}", student.n);
        assert_eq!((back.status, ticket["name"].as_str()), (200, Some(name.as_str())), "{ticket}");
        assert_eq!(ticket["seat"].as_u64(), Some(student.seat().into()));
        let frame = student.frame(hosted.address).await;
        let Some(item) = record.at else { continue };
        let vote = record.vote(item, record.round(), student.seat());
        let on_disk = vote.and_then(|vote| Rows::of(&vote.answer, class.sheet(item)?));
        assert_eq!(frame.yours.map(|yours| yours.answer), on_disk, "{name} sees what the disk has");
        if let Some(left_ms) = frame.left_ms {
            let since = steady_ms() - begun;
            assert!(left_ms <= left && left_ms + since >= left, "{name}: {left_ms} of {left} ms, {since} ms later");
        }
    }
}

/// Kills the host so many times at random moments; fewer times than there are questions.
async fn under_the_axe(data: &Path, kills: usize, seed: u64) {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let mut hosted = Hosted::open(data);
    let mut students = Vec::new();
    for n in 0..STUDENTS {
        students.push(Student::join(n, hosted.address, &hosted.code).await.expect("a seat"));
    }
    hosted.host.lead("next");
    let mut answered = 0;
    for kill in 0..kills {
        let (mut storm, killed) = (JoinSet::new(), Arc::new(AtomicBool::new(false)));
        for student in students.drain(..STUDENTS) {
            storm.spawn(student.storm(hosted.address, Arc::clone(&killed), luck.random_range(0..30)));
        }
        let late = tokio::spawn({
            let (n, host, code) = (STUDENTS + kill, hosted.address, hosted.code.clone());
            let wait = Duration::from_millis(luck.random_range(0..AXE_MS));
            async move {
                sleep(wait).await;
                Student::join(n, host, &code).await
            }
        });
        sleep(Duration::from_millis(luck.random_range(0..AXE_MS))).await;
        // Now and then the axe falls while the instructor turns the page.
        if luck.random_range(0..4) == 0 {
            hosted.host.say("next");
            sleep(Duration::from_millis(luck.random_range(0..10))).await;
        }
        killed.store(true, Ordering::SeqCst);
        let (again, record, begun) = hosted.kill_and_resume(data);
        hosted = again;
        let mut back = timeout(PATIENCE, storm.join_all()).await.expect("nobody waits for a host that is gone");
        back.sort_by_key(|student| student.n);
        answered += back.iter().filter(|student| student.kept.is_some()).count();
        students.splice(0..0, back);
        students.extend(late.await.expect("no panic").ok());
        check_kept(&record, &students);
        check_back(&hosted, &record, begun, &students).await;
        while students[0].frame(hosted.address).await.phase != Scene::Open {
            hosted.host.lead("next");
        }
    }
    assert!(answered > kills, "only {answered} answers in {kills} kills");
    hosted.host.lead("end");
    assert_eq!(hosted.host.ended().code, Some(0));
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill_and_everyone_comes_back() {
    let data = folder();
    runtime().block_on(under_the_axe(data.path(), 5, 1));
}

#[test]
#[ignore = "minutes; cargo test --test it class_kill -- --ignored"]
fn a_class_survives_a_hundred_kills() {
    for seed in 0..10 {
        let data = folder();
        runtime().block_on(under_the_axe(data.path(), 10, 100 + seed));
    }
}

fn run(data: &Path, args: &[&str]) -> Ended {
    Spoken::start(&mut whose(data, args)).ended()
}

/// A class of three, of whom two answered, whose host was killed.
async fn killed(data: &Path) -> (String, Vec<Student>) {
    let mut hosted = Hosted::open(data);
    let mut students = Vec::new();
    for n in 0..3 {
        students.push(Student::join(n, hosted.address, &hosted.code).await.expect("a seat"));
    }
    hosted.host.lead("next");
    for student in &students[..2] {
        let asked = student.frame(hosted.address).await.question.expect("a question");
        let mut wire = Wire::open(phone(student.n), hosted.address).await.expect("a host");
        let rows = nth_answer(&asked.ask, asked.rows.len(), student.n);
        assert_eq!(wire.answer(&student.token, asked.at, asked.round, &rows).await.expect("a status"), 200);
    }
    hosted.host.kill();
    (hosted.name, students)
}

#[test]
fn a_class_that_was_killed_is_listed_made_anonymous_and_deleted() {
    let data = folder();
    let (name, students) = runtime().block_on(killed(data.path()));
    let listed = run(data.path(), &["class", "list"]);
    assert!(listed.out.contains(&format!("{name}  ")) && listed.out.contains("3 people"), "{}", listed.out);
    assert!(listed.out.contains("not ended"), "{}", listed.out);
    let done = run(data.path(), &["class", "anonymise", &name]);
    assert!(done.code == Some(0) && done.out.contains("3 people are numbers now"), "{}{}", done.out, done.err);
    let record = kept(data.path(), &name);
    assert_eq!(record.items[0].rounds[0].votes.len(), 2, "what was answered stays");
    assert!(record.people().all(|seat| seat.name.starts_with("Student ") && seat.secret.is_empty()));
    let secrets = students.iter().map(|student| student.token.split_once('.').expect("a token").1.to_owned());
    let bytes = std::fs::read(Classes::of(data.path()).folder().join(format!("{name}.db"))).expect("the file");
    for secret in secrets {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "a token is still in the file");
    }
    let gone = run(data.path(), &["class", "delete", &name]);
    assert_eq!(gone.code, Some(0), "{}", gone.err);
    let listed = run(data.path(), &["class", "list"]);
    assert!(listed.out.contains("No class was held yet"), "{}", listed.out);
    let unknown = run(data.path(), &["class", "delete", &name]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.err);
    assert!(unknown.err.contains(&name) && unknown.err.contains("`whose class list`"), "{}", unknown.err);
}

#[test]
fn nobody_takes_a_place_in_a_class_that_was_made_anonymous() {
    let data = folder();
    let (name, students) = runtime().block_on(killed(data.path()));
    assert_eq!(run(data.path(), &["class", "anonymise", &name]).code, Some(0));
    let mut host = Spoken::start(&mut whose(data.path(), &["class", "resume", &name]));
    let (address, _) = host.place();
    runtime().block_on(async {
        for token in [students[0].token.as_str(), "1.", "1"] {
            let mut wire = Wire::open(phone(0), address).await.expect("a host");
            let back = wire.post("/resume", "", &json!({ "token": token })).await.expect("an answer");
            assert_eq!(back.status, 401, "{token:?}");
        }
    });
    host.lead("end");
    assert_eq!(host.ended().code, Some(0));
}

/// Chosen rows have no order of their own.
fn in_order(rows: Rows) -> Rows {
    let Rows::Chosen(mut chosen) = rows else { return rows };
    chosen.sort_unstable();
    Rows::Chosen(chosen)
}

/// A host that a shell starts after doing this.
fn under_shell(data: &Path, first: &str) -> (Spoken, SocketAddr, String) {
    let mut shell = std::process::Command::new("sh");
    let line = format!("{first}; exec \"$@\"");
    shell.env("TZ", "UTC").args(["-c", &line, "sh", env!("CARGO_BIN_EXE_whose"), "--plain", "--data-dir"]).arg(data);
    shell.args(["host", "--topic", "network", "-n", "3", "--bind", "127.0.0.1", "--port", "0"]);
    let mut host = Spoken::start(&mut shell);
    let (address, code) = host.place();
    (host, address, code)
}

#[test]
fn a_room_has_place_where_the_system_is_sparing_with_open_files() {
    let data = folder();
    let (mut host, address, code) = under_shell(data.path(), "ulimit -S -n 64");
    runtime().block_on(async {
        let mut lines = Vec::new();
        for n in 0..2 * STUDENTS {
            let student = Student::join(n, address, &code).await.expect("a seat");
            let mut line = Wire::open(phone(n), address).await.expect("a host");
            line.follow(&student.token).await.expect("a place");
            lines.push(line);
        }
        host.lead("next");
        for line in &mut lines {
            while line.frame::<Frame>().await.expect("a frame").phase != Scene::Open {}
        }
    });
    host.lead("end");
    assert_eq!(host.ended().code, Some(0));
}

#[test]
fn who_finds_no_place_is_turned_away_and_not_left_waiting() {
    let data = folder();
    let (mut host, address, code) = under_shell(data.path(), "ulimit -n 64");
    runtime().block_on(async {
        let mut lines = Vec::new();
        for n in 0..2 * STUDENTS {
            let Ok(student) = Student::join(n, address, &code).await else { break };
            let Ok(mut line) = Wire::open(phone(n), address).await else { break };
            if line.follow(&student.token).await.is_err() {
                break;
            }
            lines.push(line);
        }
        assert!((8..64).contains(&lines.len()), "{} have a place", lines.len());
        host.lead("next");
        for line in &mut lines {
            while line.frame::<Frame>().await.expect("a frame").phase != Scene::Open {}
        }
    });
    host.lead("end");
    assert_eq!(host.ended().code, Some(0));
}

/// Lets a process write files of so many bytes at most; none for any.
fn limit_files(process: u32, bytes: Option<u64>) {
    let process = Pid::from_raw(i32::try_from(process).expect("a process")).expect("a process");
    let limit = Rlimit { current: bytes, maximum: None };
    prlimit(Some(process), Resource::Fsize, limit).expect("a limit");
}

#[test]
fn answers_that_a_full_disk_does_not_take_are_refused_and_count_for_nothing() {
    let data = folder();
    // A limit on the size of files stands for a full disk; the program is let live to see it.
    let (mut host, address, code) = under_shell(data.path(), "trap '' XFSZ");
    let name = Classes::of(data.path()).names().expect("a folder").pop().expect("a class");
    runtime().block_on(async {
        let ada = Student::join(0, address, &code).await.expect("a seat");
        host.lead("next");
        let asked = ada.frame(address).await.question.expect("a question");
        let mut wire = Wire::open(phone(0), address).await.expect("a host");
        let rows = |n| nth_answer(&asked.ask, asked.rows.len(), n);
        assert_eq!(wire.answer(&ada.token, asked.at, asked.round, &rows(1)).await.expect("a status"), 200);
        limit_files(host.id(), Some(1));
        assert_eq!(wire.answer(&ada.token, asked.at, asked.round, &rows(2)).await.expect("a status"), 503);
        let late = wire.post("/join", "", &json!({ "code": code, "name": "Bo" })).await.expect("an answer");
        assert_eq!(late.status, 503, "nobody joins a class that cannot keep it");
        let stands = ada.frame(address).await.yours.map(|yours| in_order(yours.answer));
        assert_eq!(stands, Some(rows(1)), "the answer before stands");
        let refused = host.lead("close");
        assert!(refused.contains("no: ") && refused.contains(&name), "{refused}");
        assert_eq!(ada.frame(address).await.phase, Scene::Open, "what is not kept did not happen");
        limit_files(host.id(), None);
        assert_eq!(wire.answer(&ada.token, asked.at, asked.round, &rows(2)).await.expect("a status"), 200);
        assert!(host.lead("close").contains("1 of 1 answered"));
        check_kept(&kept(data.path(), &name), &[Student { kept: Some((asked.at, asked.round, rows(2))), ..ada }]);
    });
    let (entries, _) = Classes::of(data.path()).open(&name).expect("a class").entries().expect("entries");
    assert_eq!(entries.iter().filter(|entry| matches!(entry.deed, Deed::Answered { .. })).count(), 2);
    host.lead("end");
    assert_eq!(host.ended().code, Some(0));
}

/// A disk that can fail: it takes nothing and gives nothing back.
struct Disk {
    kept: Vec<Entry>,
    fails: Arc<AtomicBool>,
}

impl Disk {
    fn or_fail(&self) -> Result<(), String> {
        if self.fails.load(Ordering::SeqCst) { Err("the disk is gone".to_owned()) } else { Ok(()) }
    }
}

impl Ledger for Disk {
    fn keep(&mut self, entries: &[Entry]) -> Result<(), String> {
        self.or_fail()?;
        self.kept.extend_from_slice(entries);
        Ok(())
    }

    fn record(&self) -> Result<Record, String> {
        self.or_fail()?;
        Ok(Record::replay(&self.kept).expect("a plan"))
    }
}

#[test]
fn a_class_whose_disk_went_away_goes_on_from_what_the_disk_has() {
    let (bank, _) = Bank::assemble(vec![shipped().expect("a bank")]);
    let item = |question| Item::of(question, &bank, &mut ChaCha8Rng::seed_from_u64(1));
    let items = bank.questions().iter().take(2).map(|question| item(question)).collect();
    let plan = Plan {
        title: "Class".into(),
        seed: 1,
        code: "AAA-AAAA".into(),
        address: String::new(),
        settings: Settings { room: 10, ..Settings::default() },
        items,
    };
    let (class, opened) = Class::open(Arc::new(bank), plan, Clock::default().now()).expect("a class");
    let fails = Arc::new(AtomicBool::new(false));
    let disk = Disk { kept: vec![opened], fails: Arc::clone(&fails) };
    let room = Classroom::open(class, Box::new(disk), Clock::default(), None).expect("a class");
    room.command(Command::Next).expect("the first question");
    fails.store(true, Ordering::SeqCst);
    for _ in 0..3 {
        assert!(room.command(Command::Close).is_err(), "it cannot be kept");
    }
    fails.store(false, Ordering::SeqCst);
    while room.command(Command::Close).is_err() {}
    let at = room.projection();
    assert_eq!((at.number, at.phase), (1, Stand::Closed), "nothing that was refused took place");
    room.command(Command::Show).expect("it goes on");
}
