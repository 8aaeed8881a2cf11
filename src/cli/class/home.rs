//! `whose import`: what was missed in a class becomes due in one's own reviews.

use crate::cli::args::{Global, Import};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::say::clean;
use crate::progress::day::Moment;
use crate::progress::entry::{Entry, Mode, What};
use crate::quiz::question::Question;
use crate::session::class::home::{Exposure, FORMAT, File};
use crate::session::keeper::Keeper;
use crate::store::Access;
use std::collections::HashSet;
use std::fs;
use std::sync::Arc;
use uuid::Uuid;

/// A file of this size is no such file.
const LARGEST: u64 = 4 << 20;

/// `whose import`
pub fn import(global: &Global, clock: Clock, wanted: &Import) -> Outcome {
    let name = wanted.file.display().to_string();
    let unreadable = |why: String| Fail::usage(format!("{name}: {why}"));
    let meta = fs::metadata(&wanted.file).map_err(|error| unreadable(format!("it cannot be read: {error}")))?;
    if !meta.is_file() || meta.len() > LARGEST {
        return Err(unreadable("this is no file that a class gave".to_owned()));
    }
    let text = fs::read_to_string(&wanted.file).map_err(|error| unreadable(format!("it cannot be read: {error}")))?;
    let file: File = serde_json::from_str(&text)
        .map_err(|error| unreadable(format!("this is no file that a class gave: {error}")))?;
    if file.format != FORMAT {
        return Err(unreadable(format!("it says that it is `{}`; this whose reads `{FORMAT}`", file.format)));
    }
    says::lines(&[take_in(global, clock, &file)?])?;
    Ok(DONE)
}

/// Takes the answers of a class into the log; what is there already stays as it is. The words say what came of it.
pub fn take_in(global: &Global, clock: Clock, file: &File) -> Result<String, Fail> {
    let (mut desk, _) = Desk::open(global, Access::Write, clock.now())?;
    let known: HashSet<Uuid> = desk.known()?;
    let (new, old): (Vec<&Exposure>, Vec<&Exposure>) =
        file.missed.iter().partition(|missed| !known.contains(&missed.id));
    let bank = Arc::clone(desk.bank());
    let now = clock.now();
    let known = |missed: &&Exposure| Some(entry(missed, file, bank.question(&missed.question)?, now));
    let entries: Vec<Entry> = new.iter().filter_map(known).collect();
    let foreign = new.len() - entries.len();
    let kept = if entries.is_empty() { Ok(()) } else { desk.keep(&entries).map_err(Fail::failed) };
    desk.close()?;
    kept?;
    Ok(words(&clean(&file.class), entries.len(), old.len(), foreign))
}

/// What came of a file: how many are new, were there before, and are of another bank.
fn words(class: &str, new: usize, old: usize, foreign: usize) -> String {
    let mut words = vec![match new {
        0 => format!("Nothing of {class} is new to your reviews"),
        1 => format!("1 missed question of {class} is due in your reviews now"),
        _ => format!("{new} missed questions of {class} are due in your reviews now"),
    }];
    if old > 0 {
        let were = if old == 1 { "was" } else { "were" };
        words.push(format!("{old} {were} taken in before"));
    }
    if foreign > 0 {
        let are = if foreign == 1 { "is" } else { "are" };
        words.push(format!("{foreign} {are} of a bank that is not here (add it with `--bank` and import again)"));
    }
    words.join("; ") + "."
}

fn entry(missed: &Exposure, file: &File, question: &Question, now: Moment) -> Entry {
    // All of one class are one session.
    let session = xxhash_rust::xxh3::xxh3_128(format!("{}\u{1f}{}", file.class, missed.at.utc_ms).as_bytes());
    let (at, answered) = missed.answered(question, now);
    Entry {
        id: missed.id,
        session: uuid::Builder::from_random_bytes(session.to_be_bytes()).into_uuid(),
        mode: Mode::Class,
        at,
        what: What::Answer(answered),
    }
}
