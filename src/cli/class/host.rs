//! `whose host`: plans a class, opens it, and leads it on the screen that fits.

use crate::classroom::Classroom;
use crate::classroom::codes::join_code;
use crate::cli::args::{self, ClassStyle, Global};
use crate::cli::class::ledger::Kept;
use crate::cli::class::list::record;
use crate::cli::class::net::listen;
use crate::cli::exam::find;
use crate::cli::exit::{DONE, Fail, Outcome, say};
use crate::cli::load::{self, Loaded};
use crate::cli::paper::from_set;
use crate::cli::play::{colors, is_plain, known_topic};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::{self, Talk};
use crate::progress::class::plan::{Item, Plan, Settings};
use crate::progress::class::record::Phase;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::kind::Body;
use crate::quiz::question::Question;
use crate::session::class::room::Ledger;
use crate::session::class::state::Class;
use crate::session::exam::compose::compose;
use crate::session::exam::wish::Wish;
use crate::store::class::Classes;
use crate::store::files::data_dir;
use crate::tui;
use rand::rngs::{ChaCha8Rng, SysRng};
use rand::seq::SliceRandom;
use rand::{SeedableRng, TryRng};
use std::collections::HashSet;
use std::io::{IsTerminal, stdin, stdout};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The socket of the private view, in the folder of classes.
const SOCKET: &str = "presenter.sock";

/// `whose host`
pub fn host(global: &Global, clock: Clock, wanted: &args::Host) -> Outcome {
    let folder = data_dir(global.data_dir.as_deref())?;
    let classes = Classes::of(&folder);
    if wanted.presenter {
        return presenter(global, clock, &classes);
    }
    is_free(&classes)?;
    let Loaded { bank, faults } = load::bank(global)?;
    for fault in &faults {
        say(&fault.to_string());
    }
    let bank = Arc::new(bank);
    let seed = wanted.seed.unwrap_or_else(|| SysRng.try_next_u64().unwrap_or_default() % 1_000_000);
    let (title, questions) = pick(&bank, wanted, seed)?;
    let (listener, address, code) = if wanted.show_of_hands {
        (None, String::new(), String::new())
    } else {
        let (listener, address) = listen(&wanted.net)?;
        (Some(listener), address.to_string(), join_code()?)
    };
    if questions.is_empty() {
        return Err(Fail::usage("no question fits; name another topic, or a set with --set"));
    }
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    let items = questions.iter().map(|question| Item::of(question, &bank, &mut luck)).collect();
    let title = wanted.title.clone().unwrap_or(title);
    let plan = Plan { title, seed, code, address, settings: settings(&wanted.style), items };
    let now = clock.now();
    let (class, opened) = Class::open(bank, plan, now).map_err(Fail::failed)?;
    let (name, store) = classes.make(now.study_day())?;
    let mut ledger = Kept(store);
    ledger.keep(&[opened]).map_err(Fail::failed)?;
    lead(global, clock, &classes, &name, class, ledger, listener)
}

/// Leads a class until the instructor leaves it. What was done is kept; it can be gone on with.
pub fn lead(
    global: &Global,
    clock: Clock,
    classes: &Classes,
    name: &str,
    class: Class,
    ledger: Kept,
    listener: Option<TcpListener>,
) -> Outcome {
    let room = Classroom::open(class, Box::new(ledger), clock, listener)?;
    let socket = socket(classes.folder());
    let view = present(&room, &socket);
    let ended = if is_plain(global) {
        let echo = !stdin().is_terminal();
        let (mut input, mut output) = (stdin().lock(), stdout().lock());
        plain::host::run(&room, &mut Talk::new(&mut input, &mut output, echo)).map_err(Fail::from).map(|()| DONE)
    } else {
        let options = tui::host::Options { color: colors(global.color), private: false, clock };
        let tell = |nudge| room.tell(nudge);
        tui::host::run(&room, &tell, &options).map_err(Fail::from).and_then(crate::cli::play::ended)
    };
    drop(view);
    drop(room);
    // Asked of the disk: somebody may have joined at the last moment.
    let kept = record(classes, name)?;
    if kept.seats.is_empty() && kept.at.is_none() {
        classes.delete(name)?;
        says::lines(&["Nobody joined and nothing was asked, so nothing is kept.".to_owned()])?;
    } else {
        let again = format!("; `whose class resume {name}` goes on with it");
        let again = if kept.phase == Phase::Over { String::new() } else { again };
        let next = format!("`whose class report {name} > report.html` writes its report{again}");
        says::lines(&[format!("This class is kept as {name}; {next}.")])?;
    }
    ended
}

#[cfg(unix)]
fn present(room: &Classroom, socket: &Path) -> Option<crate::classroom::presenter::Open> {
    match room.present(socket) {
        Ok(open) => Some(open),
        Err(error) => {
            say(&format!("no private view: {}: {error}", socket.display()));
            None
        }
    }
}

#[cfg(not(unix))]
fn present(_: &Classroom, _: &Path) {}

/// One class at a time has the private view of a data folder.
#[cfg(unix)]
pub fn is_free(classes: &Classes) -> Result<(), Fail> {
    let socket = socket(classes.folder());
    if std::os::unix::net::UnixStream::connect(&socket).is_err() {
        return Ok(());
    }
    Err(Fail::running(format!(
        "{}: a class is hosted here already; end it first, or give another folder with --data-dir",
        classes.folder().display()
    )))
}

#[cfg(not(unix))]
pub fn is_free(_: &Classes) -> Result<(), Fail> {
    Ok(())
}

fn socket(folder: &Path) -> PathBuf {
    folder.join(SOCKET)
}

/// `whose host --presenter`
#[cfg(unix)]
fn presenter(global: &Global, clock: Clock, classes: &Classes) -> Outcome {
    use crate::classroom::presenter::Remote;
    let socket = socket(classes.folder());
    let none = |error: std::io::Error| {
        Fail::failed(format!(
            "{}: no class is hosted here ({error}); begin one with `whose host` first",
            socket.display()
        ))
    };
    let room = Remote::open(&socket).map_err(none)?;
    if is_plain(global) {
        let (mut input, mut output) = (stdin().lock(), stdout().lock());
        let echo = !stdin().is_terminal();
        plain::host::run_private(&room, &mut Talk::new(&mut input, &mut output, echo))?;
        return Ok(DONE);
    }
    let options = tui::host::Options { color: colors(global.color), private: true, clock };
    let tell = |nudge| room.tell(nudge);
    tui::host::run(&room, &tell, &options).map_err(Fail::from).and_then(crate::cli::play::ended)
}

#[cfg(not(unix))]
fn presenter(_: &Global, _: Clock, _: &Classes) -> Outcome {
    Err(Fail::failed("the private view needs a system with Unix sockets; lead the class from the one window"))
}

fn settings(style: &ClassStyle) -> Settings {
    Settings {
        seconds: style.seconds,
        confidence: style.confidence,
        speed_points: style.speed_points,
        leaderboard: style.leaderboard,
        sound: style.sound,
        room: usize::from(style.room),
    }
}

/// The questions of a class, and what it is called.
fn pick(bank: &Bank, wanted: &args::Host, seed: u64) -> Result<(String, Vec<Arc<Question>>), Fail> {
    if let Some(file) = &wanted.set {
        return from_set(bank, file);
    }
    let n = usize::from(wanted.n);
    if let Some(id) = &wanted.exam {
        let exam = find(bank, id)?;
        let paper = compose(bank, &Progress::default(), exam, &Wish { n: Some(n), ..Wish::of(&exam.code) }, seed);
        let paper = paper.map_err(|shortage| Fail::failed(shortage.words()))?;
        let questions = paper.items.iter().filter_map(|item| bank.question(&item.question)).map(Arc::clone);
        return Ok((exam.code.clone(), questions.collect()));
    }
    known_topic(bank, wanted.topic.as_deref())?;
    let fits = |question: &&Arc<Question>| {
        !question.exam_only
            && !question.is_made()
            && (!wanted.show_of_hands || matches!(*question.body, Body::Choice(_)))
            && wanted.topic.as_deref().is_none_or(|topic| topic == bank.topic(question))
    };
    let mut questions: Vec<Arc<Question>> = bank.questions().iter().filter(fits).map(Arc::clone).collect();
    questions.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    // One of each idea before a second of any.
    let mut asked = HashSet::new();
    let (mut first, rest): (Vec<_>, Vec<_>) = questions.into_iter().partition(|q| asked.insert(q.objective.clone()));
    first.extend(rest);
    first.truncate(n);
    let title = wanted
        .topic
        .as_ref()
        .map_or_else(|| "Whose job is it?".to_owned(), |topic| format!("Whose job is it: {topic}"));
    Ok((title, first))
}
