//! A student's terminal in a class, line by line. What the host says comes while a line is waited for, so it is said
//! when the next line is read: an empty line asks for news.

use crate::plain::read::{Reply, reply};
use crate::plain::{Talk, say};
use crate::session::class::frame::{Frame, Scene};
use crate::session::class::room::Line;
use crate::session::class::seat::Seat;
use crate::session::exam::timer::clock;
use crate::session::step::Event;
use std::io;

/// Follows a class until the student leaves, it is over, or the input ends.
///
/// # Errors
/// If the input cannot be read or the output is gone.
pub fn run(line: &dyn Line, talk: &mut Talk<'_>) -> io::Result<()> {
    let mut seat = Seat::new(line.frame());
    talk.say(&[format!("You are in {} as {}.", seat.frame().class, seat.frame().name)])?;
    let mut told = None;
    loop {
        seat.take(line.frame());
        let frame = seat.frame();
        let place = (frame.phase, frame.number, frame.question.as_ref().map(|asked| asked.round));
        if told != Some(place) {
            told = Some(place);
            talk.say(&news(&seat))?;
        }
        if let Some(trouble) = line.trouble() {
            talk.say(&[say::sentence(&trouble)])?;
        }
        if matches!(seat.frame().phase, Scene::Over | Scene::Out) {
            return Ok(());
        }
        let open = seat.frame().phase == Scene::Open;
        let stage = seat.stage().filter(|_| open);
        let prompt = match &stage {
            Some(stage) => format!("{}{}", left(seat.frame()), say::prompt(&stage.sheet)),
            None => "Enter for news, q to leave:".to_owned(),
        };
        let Some(typed) = talk.ask(&prompt)? else { return Ok(()) };
        if matches!(typed.as_str(), "q" | "quit") {
            return Ok(());
        }
        let Some(stage) = stage.filter(|_| !typed.is_empty()) else { continue };
        match reply(&typed, &stage.sheet) {
            Reply::Answer { inputs, confidence } => {
                // A new answer replaces the one before, whatever stood there.
                seat.clear();
                for input in inputs {
                    seat.update(&Event::Input(input));
                }
                seat.say_sure(confidence);
                let said = match seat.update(&Event::Submit) {
                    Some(sending) => {
                        let outcome = line.answer(&sending);
                        seat.sent(sending, outcome);
                        seat.stage().and_then(|stage| stage.notice)
                    }
                    None => seat.stage().and_then(|stage| stage.notice),
                };
                talk.say(&said.map(|words| say::sentence(&words)).into_iter().collect::<Vec<_>>())?;
            }
            Reply::Repeat => talk.say(&say::question(&stage))?,
            Reply::Help => talk.say(&say::help(&stage.sheet))?,
            Reply::Leave => return Ok(()),
            Reply::Unclear(why) => talk.say(&[say::sentence(&why)])?,
        }
    }
}

/// The time left when the host last spoke, before a prompt.
fn left(frame: &Frame) -> String {
    frame.left_ms.map(|ms| format!("{} left. ", clock(ms))).unwrap_or_default()
}

/// What is new, in words.
fn news(seat: &Seat) -> Vec<String> {
    let frame = seat.frame();
    match (frame.phase, seat.stage()) {
        (Scene::Lobby, _) => vec!["Wait for the first question.".to_owned()],
        (Scene::Over, _) => vec![format!("The class is over: {} of {} right.", frame.score.right, frame.score.of)],
        (Scene::Out, _) => vec!["You are no longer in this class.".to_owned()],
        (Scene::Open, Some(stage)) => {
            let standing = stage.notice.as_deref().map(say::sentence);
            say::question(&stage).into_iter().chain(standing).collect()
        }
        (_, Some(stage)) => match &stage.verdict {
            Some(verdict) => say::answer(&stage, verdict),
            None => stage.notice.map(|words| say::sentence(&words)).into_iter().collect(),
        },
        (_, None) => Vec::new(),
    }
}
