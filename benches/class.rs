//! A class of 300 and one of 1,000, answered from as many phones on this machine: how long a question takes to all, an
//! answer to its acknowledgement and to the instructor's count, and whether any was lost or counted twice. Fails where a
//! promise is broken. `cargo bench --bench class -- --soak 10` keeps a class of 300 at it for ten minutes and watches the
//! host's memory instead.

#[expect(dead_code, reason = "the tests of classes need more of it")]
#[expect(clippy::expect_used, clippy::panic, reason = "a host that does not start cannot be measured")]
#[path = "../tests/it/spoken.rs"]
mod spoken;
#[path = "class/student.rs"]
mod student;
#[path = "class/watch.rs"]
mod watch;
#[path = "../tests/it/wire.rs"]
mod wire;

use anyhow::{Context, Result, bail, ensure};
use spoken::{PATIENCE, Spoken};
use std::collections::HashMap;
use std::fs;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use student::{Given, News, Room, attend, now};
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use whose::progress::class::deed::Deed;
use whose::progress::class::record::Record;
use whose::quiz::bank::Bank;
use whose::session::class::frame::Scene;
use whose::session::class::state::Class;
use whose::store::class::Classes;
use whose::store::shipped;

/// Questions of a class, of all kinds by turns. Every second one is answered by all at once, as soon as it is seen.
const QUESTIONS: usize = 12;
const KINDS: [&str; 4] = ["choice", "order", "sort", "line"];
/// The others are answered over this time.
const SPREAD: Duration = Duration::from_secs(2);

const LARGEST_MB: u64 = 64;

/// In a soak a question is answered over this time, and closed for as long.
const SOAK_SPREAD: Duration = Duration::from_millis(500);
/// How often memory is looked at.
const SAMPLE: Duration = Duration::from_secs(30);
const GROWTH: f64 = 1.10;

fn main() -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--soak") {
        let minutes = args.get(at + 1).and_then(|minutes| minutes.parse().ok()).context("--soak MINUTES")?;
        return Ok(code(runtime.block_on(soak(minutes))?));
    }
    let small = runtime.block_on(class(300, Duration::from_millis(100)))?;
    let large = runtime.block_on(class(1_000, Duration::from_millis(400)))?;
    Ok(code(small && large))
}

fn code(kept: bool) -> ExitCode {
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Holds a class of so many; whether all promises are kept.
async fn class(people: usize, promised: Duration) -> Result<bool> {
    let begun = now();
    let mut held = Held::open(people, false).await?;
    let joined = begun.elapsed();
    let mut all = Heard::default();
    let (mut at_once, mut spread, mut keys) = (Heard::default(), Heard::default(), Vec::new());
    for question in 0..QUESTIONS {
        let time = if question % 2 == 0 { Duration::ZERO } else { SPREAD };
        held.room.spread_ms.store(u64::try_from(time.as_millis())?, Ordering::Relaxed);
        let heard = held.ask("next", Scene::Open, true).await?;
        held.ask("next", Scene::Closed, false).await?;
        keys.extend(held.ask("next", Scene::Shown, false).await?.saw);
        all.saw.extend(&heard.saw);
        (if question % 2 == 0 { &mut at_once } else { &mut spread }).add(heard);
    }
    let memory_kb = held.memory("VmHWM:")?;
    let Checked { acknowledged, lost, doubled } = held.end()?;
    let rows = [
        Row { what: "question to student", times: all.saw, promised: Some(promised) },
        Row { what: "key to student", times: keys, promised: None },
        Row { what: "answer acknowledged, all at once", times: at_once.acknowledged, promised: None },
        Row { what: "answer acknowledged, over 2 s", times: spread.acknowledged, promised: None },
        Row { what: "answer counted, all at once", times: at_once.counted, promised: Some(promised) },
        Row { what: "answer counted, over 2 s", times: spread.counted, promised: Some(promised) },
    ];
    let mut out = stdout().lock();
    writeln!(out, "{people} students: all in after {}", ms(joined))?;
    writeln!(out, "{:<34}{:>10}{:>10}{:>10}  promised", "", "half", "99 %", "longest")?;
    let mut kept = true;
    for mut row in rows {
        kept &= row.say(&mut out)?;
    }
    let small = memory_kb <= LARGEST_MB * 1024;
    let whole = lost == 0 && doubled == 0;
    writeln!(out, "{acknowledged} answers acknowledged, {lost} lost, {doubled} doubled{}", broken(whole))?;
    writeln!(out, "most memory of the host: {:.1} MB, promised {LARGEST_MB}{}\n", mb(memory_kb), broken(small))?;
    Ok(kept && small && whole)
}

/// Keeps a class at one question for so many minutes: answers replace answers, so that what the host holds stays the
/// same; some students lose their lines each time. Whether the memory stays the same, too.
async fn soak(minutes: u32) -> Result<bool> {
    let mut held = Held::open(300, true).await?;
    held.room.spread_ms.store(u64::try_from(SOAK_SPREAD.as_millis())?, Ordering::Relaxed);
    let (begun, mut next, mut samples, mut turns) = (now(), SAMPLE, Vec::new(), 0);
    held.ask("next", Scene::Open, true).await?;
    while begun.elapsed() < Duration::from_secs(60 * u64::from(minutes)) {
        held.ask("close", Scene::Closed, false).await?;
        tokio::time::sleep(SOAK_SPREAD).await;
        held.ask("reopen", Scene::Open, false).await?;
        turns += 1;
        if begun.elapsed() >= next {
            next += SAMPLE;
            let memory_kb = held.memory("VmRSS:")?;
            samples.push(memory_kb);
            writeln!(
                stdout(),
                "{:>6.1} min{turns:>6} turns{:>8.1} MB",
                begun.elapsed().as_secs_f64() / 60.0,
                mb(memory_kb)
            )?;
        }
    }
    let Checked { acknowledged, lost, doubled } = held.end()?;
    let third = samples.len() / 3;
    let mean =
        |part: &[u64]| part.iter().map(|kb| mb(*kb)).sum::<f64>() / f64::from(u32::try_from(part.len()).unwrap_or(1));
    let (first, last) = (mean(&samples[..third]), mean(&samples[samples.len() - third..]));
    let kept = lost == 0 && doubled == 0 && (third == 0 || last <= first * GROWTH);
    writeln!(stdout(), "{acknowledged} answers acknowledged, {lost} lost, {doubled} doubled")?;
    writeln!(
        stdout(),
        "first third {first:.1} MB, last third {last:.1} MB, promised 10 % more at most{}",
        broken(kept)
    )?;
    Ok(kept)
}

/// What was heard of a question.
#[derive(Default)]
struct Heard {
    saw: Vec<Duration>,
    acknowledged: Vec<Duration>,
    counted: Vec<Duration>,
}

impl Heard {
    fn add(&mut self, other: Self) {
        self.acknowledged.extend(other.acknowledged);
        self.counted.extend(other.counted);
    }
}

/// A class that is held, with all its students in this process.
struct Held {
    data: TempDir,
    host: Spoken,
    people: usize,
    room: Arc<Room>,
    news: UnboundedReceiver<News>,
    given: Vec<Given>,
}

/// What the host's disk has of what it acknowledged.
struct Checked {
    acknowledged: usize,
    lost: usize,
    doubled: usize,
}

impl Held {
    /// Opens a class; all are in it when this is done.
    async fn open(people: usize, shaky: bool) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let set = data.path().join("set.toml");
        fs::write(&set, questions(&bank()?))?;
        let (set, room) = (set.display().to_string(), people.to_string());
        let args = ["host", "--set", &set, "--bind", "127.0.0.1", "--port", "0", "--room", &room];
        let mut host = Spoken::start(&mut spoken::whose(data.path(), &args));
        let (address, code) = host.place();
        let (told, news) = unbounded_channel();
        watch::watch(&Classes::of(data.path()).folder().join("presenter.sock"), told.clone())?;
        let room = Arc::new(Room { host: address, code, spread_ms: AtomicU64::new(0), shaky, news: told });
        for n in 0..people {
            tokio::spawn(attend(n, Arc::clone(&room)));
        }
        let mut held = Self { data, host, people, room, news, given: Vec::new() };
        let mut joined = 0;
        while joined < people {
            joined += usize::from(matches!(held.hear().await?, News::Joined));
        }
        Ok(held)
    }

    async fn hear(&mut self) -> Result<News> {
        let news = tokio::time::timeout(PATIENCE, self.news.recv()).await.context("nothing happens any more")?;
        match news.context("everybody is gone")? {
            News::Failed(why) => bail!(why),
            news => Ok(news),
        }
    }

    /// Asks the host for something, and waits until all saw it, and if it opened a question, answered it. If answers are
    /// `new`, it waits until they are counted, too.
    async fn ask(&mut self, command: &str, wanted: Scene, new: bool) -> Result<Heard> {
        let asked = now();
        self.host.say(command);
        let answers = if wanted == Scene::Open { self.people } else { 0 };
        let news = if new { self.people } else { 0 };
        let (mut heard, mut sent, mut counted) = (Heard::default(), HashMap::new(), HashMap::new());
        while heard.saw.len() < self.people || sent.len() < answers || counted.len() < news {
            match self.hear().await? {
                News::Saw { scene, at } if scene == wanted => heard.saw.push(at - asked),
                News::Answered(given) => {
                    heard.acknowledged.push(given.acknowledged - given.sent);
                    sent.insert(given.seat, given.sent);
                    self.given.push(given);
                }
                News::Counted { seat, at } => drop(counted.insert(seat, at)),
                _ => {}
            }
        }
        let time = |(seat, at): (&u32, &Instant)| Some(*at - *sent.get(seat)?);
        heard.counted = counted.iter().filter_map(time).collect();
        let said = self.host.until(&["ok: ", "no: "]);
        ensure!(said.contains("ok: "), "`{command}` is refused: {said}");
        Ok(heard)
    }

    /// A line of what the system knows of the host's memory, in KiB.
    fn memory(&self, line: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.host.id()))?;
        let line = status.lines().find_map(|said| said.strip_prefix(line)).context("no such line")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse()?)
    }

    /// Ends the class, and compares its disk with what was acknowledged.
    fn end(mut self) -> Result<Checked> {
        self.host.lead("end");
        self.host.say("quit");
        let ended = self.host.ended();
        ensure!(ended.code == Some(0), "the host ended with {:?}: {}", ended.code, ended.err);
        check(self.data.path(), &self.given)
    }
}

fn check(data: &Path, given: &[Given]) -> Result<Checked> {
    let classes = Classes::of(data);
    let names = classes.names()?;
    let (entries, damaged) = classes.open(names.first().context("a class")?)?.entries()?;
    ensure!(damaged == 0, "{damaged} entries are damaged");
    let record = Record::replay(&entries).context("a plan")?;
    let class = Class::new(Arc::new(bank()?), record).map_err(anyhow::Error::msg)?;
    let mut kept: HashMap<(u32, usize, u8), Vec<_>> = HashMap::new();
    for entry in &entries {
        if let Deed::Answered { seat, item, round, answer, .. } = &entry.deed {
            kept.entry((*seat, *item, *round)).or_default().push(answer);
        }
    }
    let (mut lost, total) = (0, kept.values().map(Vec::len).sum::<usize>());
    let mut next: HashMap<(u32, usize, u8), usize> = HashMap::new();
    for given in given {
        let key = (given.seat, given.item, given.round);
        let at = next.entry(key).or_default();
        let answer = class.sheet(given.item).and_then(|sheet| given.rows.to_answer(sheet).ok());
        lost += usize::from(answer.as_ref() != kept.get(&key).and_then(|kept| kept.get(*at)).copied());
        *at += 1;
    }
    Ok(Checked { acknowledged: given.len(), lost, doubled: total.saturating_sub(given.len()) })
}

fn bank() -> Result<Bank> {
    let (bank, faults) = Bank::assemble(vec![shipped()?]);
    ensure!(faults.is_empty(), "the shipped bank is faulty");
    Ok(bank)
}

/// A set of questions of all kinds by turns.
fn questions(bank: &Bank) -> String {
    let of_kind = |kind: &'static str| bank.questions().iter().filter(move |q| q.body.name() == kind && !q.is_made());
    let id = |n: usize| of_kind(KINDS[n % KINDS.len()]).nth(n / KINDS.len()).map(|q| format!("{:?}", q.id));
    // Of some kinds there are few.
    let ids: Vec<String> = (0..KINDS.len() * QUESTIONS).filter_map(id).take(QUESTIONS).collect();
    format!("title = \"Load\"\nquestions = [{}]\n", ids.join(", "))
}

/// A line of the table.
struct Row {
    what: &'static str,
    times: Vec<Duration>,
    promised: Option<Duration>,
}

impl Row {
    /// Says it; whether what was promised is kept.
    fn say(&mut self, out: &mut impl Write) -> Result<bool> {
        self.times.sort_unstable();
        let part = |percent: usize| self.times.get((self.times.len() * percent).div_ceil(100).saturating_sub(1));
        let [half, most, longest] = [50, 99, 100].map(|percent| part(percent).copied().unwrap_or_default());
        let kept = self.promised.is_none_or(|promised| most <= promised);
        let promised = self.promised.map(|promised| format!("99 % in {}{}", ms(promised), broken(kept)));
        let promised = promised.unwrap_or_default();
        writeln!(out, "{:<34}{:>10}{:>10}{:>10}  {promised}", self.what, ms(half), ms(most), ms(longest))?;
        Ok(kept)
    }
}

fn broken(kept: bool) -> &'static str {
    if kept { "" } else { ": BROKEN" }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn mb(kb: u64) -> f64 {
    f64::from(u32::try_from(kb).unwrap_or(u32::MAX)) / 1024.0
}
