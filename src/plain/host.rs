//! A class led line by line: for instructors with a screen reader, and for scripts.

use crate::plain::{Talk, say};
use crate::quiz::sheet::{Sheet, letter};
use crate::session::class::command::Command;
use crate::session::class::projection::{Key, Private, Projection, Stand};
use crate::session::class::room::Room;
use crate::session::exam::timer::clock;
use std::io;

const HELP: &str = "next (or an empty line), close, show, again (second vote), pause, go, more (+30 s), skip, reopen, \
    void, lock, kick N, time N PERCENT|none, hands N N ..., who, status, end, quit";

/// Leads a class until the instructor quits or the input ends.
///
/// # Errors
/// If the input cannot be read or the output is gone.
pub fn run(room: &dyn Room, talk: &mut Talk<'_>) -> io::Result<()> {
    let at = room.projection();
    if at.address.is_empty() {
        talk.say(&[format!("{}: a show of hands, {} questions.", at.title, at.of)])?;
    } else {
        talk.say(&[
            format!("{}: {} questions.", at.title, at.of),
            format!("join http://{} code {}", at.address, at.code),
            "Plain HTTP: whoever listens to this network can read names and answers.".to_owned(),
        ])?;
    }
    lead(room, talk, false)
}

/// The private view, line by line: it answers `who` and `status` with what only the instructor sees.
///
/// # Errors
/// If the input cannot be read or the output is gone.
pub fn run_private(room: &dyn Room, talk: &mut Talk<'_>) -> io::Result<()> {
    talk.say(&["The private view; nobody else sees this.".to_owned()])?;
    lead(room, talk, true)
}

fn lead(room: &dyn Room, talk: &mut Talk<'_>, private: bool) -> io::Result<()> {
    loop {
        let Some(line) = talk.ask("class>")? else { return Ok(()) };
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut said: Vec<String> = room.trouble().map(|trouble| format!("trouble: {trouble}")).into_iter().collect();
        said.extend(match words.as_slice() {
            ["quit" | "q"] => return Ok(()),
            ["help" | "?"] => vec![HELP.to_owned()],
            ["status"] if private => mine(&room.private()),
            ["status"] => picture(&room.projection()),
            ["who"] => who(room, private),
            words => done(room, words),
        });
        talk.say(&said)?;
    }
}

/// Carries out a command, and says what the room sees after it.
fn done(room: &dyn Room, words: &[&str]) -> Vec<String> {
    let command = match command(words, room.projection().paused) {
        Ok(command) => command,
        Err(why) => return vec![format!("no: {why}")],
    };
    match room.command(command) {
        Ok(()) => {
            let at = room.projection();
            let mut said = picture(&at);
            said.push(format!("ok: {}", standing(&at)));
            said
        }
        Err(why) => vec![format!("no: {why}")],
    }
}

fn command(words: &[&str], paused: bool) -> Result<Command, String> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| format!("`{text}` is no number"));
    Ok(match words {
        [] | ["next"] => Command::Next,
        ["close"] => Command::Close,
        ["show"] => Command::Show,
        ["again"] => Command::Again,
        ["pause"] if !paused => Command::Pause,
        ["go"] if paused => Command::Pause,
        ["pause"] => return Err("it is paused already; `go` goes on".to_owned()),
        ["go"] => return Err("it is not paused".to_owned()),
        ["more"] => Command::More,
        ["skip"] => Command::Skip,
        ["reopen"] => Command::Reopen,
        ["void"] => Command::Void,
        ["lock"] => Command::Lock,
        ["kick", seat] => Command::Kick(number(seat)?),
        ["time", seat, "none"] => Command::Pace(number(seat)?, None),
        ["time", seat, percent] => Command::Pace(number(seat)?, Some(number(percent)?)),
        ["hands", counts @ ..] => Command::Hands(counts.iter().map(|count| number(count)).collect::<Result<_, _>>()?),
        ["end"] => Command::End,
        _ => return Err(format!("`{}` is none of these: {HELP}", words.join(" "))),
    })
}

/// Where the class is, in a few words.
fn standing(at: &Projection) -> String {
    let question = format!("question {} of {}", at.number, at.of);
    let left = at.left_ms.map(|ms| format!(", {} left", clock(ms))).unwrap_or_default();
    let stands = match at.phase {
        Stand::Lobby => format!("the lobby, {} joined", at.people),
        Stand::Open if at.paused => format!("{question} is paused{left}"),
        Stand::Open if at.round > 1 => format!("{question} takes a second vote{left}"),
        Stand::Open => format!("{question} is open{left}"),
        Stand::Closed if at.skipped => format!("{question} was skipped"),
        Stand::Closed => format!("{question} is closed, {}", answered(at)),
        Stand::Shown => format!("{question} is shown"),
        Stand::Over => "the class is over".to_owned(),
    };
    let void = if at.question.as_ref().is_some_and(|question| question.void) { ", it counts for nobody" } else { "" };
    let locked = if at.locked { ", the class is locked" } else { "" };
    format!("{stands}{void}{locked}")
}

/// How many answered, or whether hands were counted.
fn answered(at: &Projection) -> String {
    match (at.address.is_empty(), at.answered) {
        (true, 0) => "hands are not counted yet".to_owned(),
        (true, _) => "hands are counted".to_owned(),
        (false, answered) => format!("{answered} of {} answered", at.people),
    }
}

/// What the room sees.
fn picture(at: &Projection) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(question), None) = (&at.question, &at.told) {
        lines.push(format!("Question {} of {}.", at.number, at.of));
        lines.extend(question.scenario.iter().flat_map(|text| say::prose(text)));
        lines.extend(say::prose(&question.stem));
        lines.extend(rows(&question.sheet));
        lines.push(say::sentence(&answered(at)));
    }
    if let Some(key) = &at.told {
        lines.extend(told(key));
        lines.extend(at.board.iter().map(|(name, points)| format!("{points} points: {name}")));
    }
    lines
}

fn rows(sheet: &Sheet) -> impl Iterator<Item = String> {
    sheet.rows.iter().enumerate().map(|(at, row)| format!("{}. {}", letter(at), row.text))
}

fn told(key: &Key) -> Vec<String> {
    let mut lines = vec![format!("{} of {} had it right.", key.tally.right, key.tally.of)];
    for (at, row) in key.sheet.rows.iter().enumerate() {
        let Some(mark) = &row.mark else { continue };
        let count = key.tally.rows.get(at).map(|count| format!(" ({count})")).unwrap_or_default();
        lines.push(format!("{}, {}{count}: {}", letter(at), mark.truth, say::sentence(&row.text)));
        lines.extend(say::prose(&mark.why));
    }
    if let Some((first, shift)) = &key.first {
        lines.push(format!("First vote: {} of {} right.", first.right, first.of));
        lines.push(format!(
            "Right both times {}, now right {}, now wrong {}, wrong both times {}.",
            shift.right_right, shift.wrong_right, shift.right_wrong, shift.wrong_wrong
        ));
    }
    lines.extend(say::prose(&key.explanation));
    lines
}

/// Who is there. Beside names, answers are told in the private view alone.
fn who(room: &dyn Room, private: bool) -> Vec<String> {
    let people = &room.private().people;
    let person = |person: &crate::session::class::projection::Person| {
        let here = if person.here { "here" } else { "away" };
        let own = match (private, &person.roster, person.answered) {
            (true, roster, answered) => {
                let roster = roster.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
                let said = match answered {
                    None => "no answer",
                    Some(true) => "right",
                    Some(false) => "not right",
                };
                format!("{roster}, {said}, {} of {}", person.score.0, person.score.1)
            }
            (false, ..) => String::new(),
        };
        format!("{}. {}, {here}{own}", person.seat, person.name)
    };
    if people.is_empty() { vec!["Nobody has joined yet.".to_owned()] } else { people.iter().map(person).collect() }
}

fn mine(private: &Private) -> Vec<String> {
    let mut lines = vec![format!("{} of {} right.", private.tally.right, private.tally.of)];
    lines.extend(private.advice.map(|advice| say::sentence(advice.words())));
    lines.extend(private.key.iter().map(|key| format!("Key: {key}")));
    lines
}
