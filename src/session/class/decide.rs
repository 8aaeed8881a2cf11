//! What may be done next: a wish comes in, what is to be kept of it goes out, or the reason why not.

use crate::progress::class::deed::Deed;
use crate::progress::class::record::{Phase, Record};
use crate::progress::entry::Confidence;
use crate::session::class::answer::Rows;
use crate::session::class::class::Class;
use crate::session::class::command::{Command, Refusal, Sort};
use crate::session::class::name::{clean, numbered, skeleton};
use subtle::ConstantTimeEq;

/// Half a minute.
const MORE_MS: u64 = 30_000;
/// An answer may be this late: what is on its way when the time ends was given in time.
const GRACE_MS: u64 = 700;

/// Somebody who wants to join.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joining {
    /// The code that they typed or scanned.
    pub code: String,
    /// The name that the room may see.
    pub name: String,
    /// The name that only the instructor sees.
    pub roster: Option<String>,
    /// A secret for the seat, made by the host.
    pub secret: String,
}

/// An answer that somebody gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giving {
    /// The question that they saw, counted from 0.
    pub item: usize,
    /// The vote that they saw.
    pub round: u8,
    /// The answer.
    pub rows: Rows,
    /// How sure they say to be.
    pub confidence: Confidence,
}

impl Class {
    /// Somebody joins.
    pub fn join(&self, joining: &Joining) -> Result<Deed, Refusal> {
        let record = &self.record;
        if !same_code(&joining.code, &record.plan.code) {
            return Err(Refusal::new(
                Sort::WrongCode,
                "this is not the code of the class; read it from the screen again",
            ));
        }
        if record.phase == Phase::Over {
            return Err(Refusal::new(Sort::Locked, "the class is over"));
        }
        if record.locked {
            return Err(Refusal::new(Sort::Locked, "nobody can join now; ask the instructor to unlock the class"));
        }
        if record.seats.len() >= record.plan.settings.room {
            return Err(Refusal::new(Sort::Locked, "the class is full; ask the instructor to open one with more room"));
        }
        let seat = u32::try_from(record.seats.len() + 1).unwrap_or(u32::MAX);
        let taken = |name: &str| record.people().any(|other| skeleton(&other.name) == skeleton(name));
        let name = clean(&joining.name).unwrap_or_else(|| numbered(taken, seat));
        if taken(&name) {
            return Err(Refusal::new(
                Sort::Taken,
                format!("somebody is called {name} already, or nearly so; take another name"),
            ));
        }
        let roster = joining.roster.as_deref().and_then(clean);
        Ok(Deed::Joined { seat, name, roster, secret: joining.secret.clone() })
    }

    /// The seat that a token names, `3.SECRET`; compared in a time that tells nothing. In a class that was made anonymous
    /// no seat has a secret any more, and nobody comes back to one.
    pub fn seat_of(&self, token: &str) -> Option<u32> {
        let (seat, secret) = token.split_once('.')?;
        let seat = self.record.seat(seat.parse().ok()?).filter(|seat| !seat.secret.is_empty())?;
        bool::from(seat.secret.as_bytes().ct_eq(secret.as_bytes())).then_some(seat.number)
    }

    /// Somebody answers.
    pub fn answer(&self, seat: u32, giving: &Giving, now_ms: u64) -> Result<Deed, Refusal> {
        let record = &self.record;
        let closed = |why: &str| Refusal::new(Sort::Closed, why);
        let percent =
            record.seat(seat).ok_or_else(|| Refusal::new(Sort::NoSeat, "this seat is gone; join again"))?.percent;
        if record.at != Some(giving.item) || record.round() != giving.round || record.phase != Phase::Open {
            return Err(closed("answers to this question are closed"));
        }
        if record.paused {
            return Err(closed("the class is paused; answer when it goes on"));
        }
        let ms = record.timer.elapsed(now_ms);
        let seconds = record.plan.settings.seconds;
        if record.timer.left(seconds, percent, now_ms.saturating_sub(GRACE_MS)) == Some(0) {
            return Err(closed("the time for this question is over"));
        }
        let unusable = |why| Refusal::new(Sort::Unusable, why);
        let sheet = self.sheet(giving.item).ok_or_else(|| closed("there is no such question"))?;
        let answer = giving.rows.to_answer(sheet).map_err(unusable)?;
        let score = self.laid(giving.item, &answer).map(|draft| draft.grade()).unwrap_or_default();
        let confidence = if record.plan.settings.confidence { giving.confidence } else { Confidence::None };
        Ok(Deed::Answered { seat, item: giving.item, round: giving.round, answer, score, confidence, ms })
    }

    /// What a wish of the instructor's comes to.
    pub fn decide(&self, command: &Command, now_ms: u64) -> Result<Vec<Deed>, String> {
        let record = &self.record;
        match command {
            Command::Tick => return Ok(self.time_is_over(now_ms).into_iter().collect()),
            Command::Lock => return Ok(vec![Deed::Locked { on: !record.locked }]),
            Command::Kick(seat) => {
                self.known(*seat)?;
                return Ok(vec![Deed::Kicked { seat: *seat }]);
            }
            Command::Pace(seat, percent) => {
                self.known(*seat)?;
                let fits = percent.is_none_or(|percent| (100..=1_000).contains(&percent));
                let paced = vec![Deed::Paced { seat: *seat, percent: *percent }];
                return fits.then_some(paced).ok_or_else(|| "give from 100 to 1000 per cent of the time".to_owned());
            }
            _ => {}
        }
        match (command, record.phase) {
            (_, Phase::Over) => Err("the class is over".to_owned()),
            (Command::End, _) => Ok(vec![Deed::Over]),
            (Command::Next, phase) => Ok(vec![self.next(phase)]),
            (_, Phase::Lobby) => Err("no question is on the screen yet; Enter opens the first".to_owned()),
            (Command::Close, Phase::Open) => self.with_item(|item| Deed::Closed { item }),
            (Command::Close, _) => Err("the answers are closed already".to_owned()),
            (Command::Show, Phase::Open) => Err("close the answers first".to_owned()),
            (Command::Show, _) => self.with_item(|item| Deed::Shown { item }),
            (Command::Again, Phase::Closed) if record.round() < 2 => {
                self.with_item(|item| Deed::Asked { item, round: 2 })
            }
            (Command::Again, Phase::Closed) => Err("this was the second vote; show the key now".to_owned()),
            (Command::Again, _) => Err("a second vote follows the first, before the key is shown".to_owned()),
            (Command::Pause, Phase::Open) => Ok(vec![Deed::Paused { on: !record.paused }]),
            (Command::More, Phase::Open) if record.plan.settings.seconds.is_some() => {
                Ok(vec![Deed::Extended { ms: MORE_MS }])
            }
            (Command::More, Phase::Open) => Err("this class has no time limit".to_owned()),
            (Command::Pause | Command::More, _) => Err("no question is open".to_owned()),
            (Command::Reopen, Phase::Closed) => self.with_item(|item| Deed::Reopened { item }),
            (Command::Reopen, Phase::Shown) => Err("its key was shown; an answer after that tells nothing".to_owned()),
            (Command::Reopen, _) => Err("it is open".to_owned()),
            (Command::Skip, Phase::Shown) => Err("its key was shown; void it if it should not count".to_owned()),
            (Command::Skip, _) => self.skip(),
            (Command::Void, _) => self.with_item(|item| Deed::Voided { item, on: !record.items[item].void }),
            (Command::Hands(hands), _) => self.hands(hands),
            _ => Ok(Vec::new()),
        }
    }

    /// The natural next step.
    fn next(&self, phase: Phase) -> Deed {
        match (phase, self.record.at) {
            (Phase::Open, Some(item)) => Deed::Closed { item },
            (Phase::Closed, Some(item)) if !self.record.items[item].skipped => Deed::Shown { item },
            (_, at) => self.ask_after(at),
        }
    }

    fn ask_after(&self, at: Option<usize>) -> Deed {
        let item = at.map_or(0, |at| at + 1);
        if item < self.record.items.len() { Deed::Asked { item, round: 1 } } else { Deed::Over }
    }

    /// Leaves a question out and goes on with the next one at once.
    fn skip(&self) -> Result<Vec<Deed>, String> {
        let mut deeds = self.with_item(|item| Deed::Skipped { item })?;
        deeds.push(self.ask_after(self.record.at));
        Ok(deeds)
    }

    fn hands(&self, hands: &[u32]) -> Result<Vec<Deed>, String> {
        let (item, planned) = self.record.item().ok_or_else(|| "no question is open".to_owned())?;
        let wanted = if planned.is_choice() { planned.rows.len() } else { 2 };
        if hands.len() != wanted {
            let what = if planned.is_choice() {
                "one number for each option"
            } else {
                "how many had it right, and how many had not"
            };
            return Err(format!("type {wanted} numbers, {what}"));
        }
        if hands.iter().any(|&count| count > 10_000) {
            return Err("no room holds so many hands".to_owned());
        }
        if self.record.phase == Phase::Shown {
            return Err("its key was shown; hands are counted before".to_owned());
        }
        Ok(vec![Deed::Counted { item, round: self.record.round(), hands: hands.to_vec() }])
    }

    fn with_item(&self, deed: impl FnOnce(usize) -> Deed) -> Result<Vec<Deed>, String> {
        self.record.at.map(|item| vec![deed(item)]).ok_or_else(|| "no question is on the screen".to_owned())
    }

    fn known(&self, seat: u32) -> Result<(), String> {
        self.record.seat(seat).map(drop).ok_or_else(|| format!("nobody has the seat {seat}"))
    }

    /// Closes a question whose time is over for everybody.
    fn time_is_over(&self, now_ms: u64) -> Option<Deed> {
        let record = &self.record;
        let item = record.at.filter(|_| record.phase == Phase::Open && !record.paused)?;
        let now_ms = now_ms.saturating_sub(GRACE_MS);
        (left_for_all(record, now_ms)? == 0).then_some(Deed::Closed { item })
    }
}

/// Milliseconds until the last of those who have not answered has no time left; none without a limit.
pub fn left_for_all(record: &Record, now_ms: u64) -> Option<u64> {
    let seconds = record.plan.settings.seconds;
    let usual = record.timer.left(seconds, Some(100), now_ms)?;
    let (item, round) = (record.at?, record.round());
    let open =
        record.people().filter(|seat| seat.percent != Some(100) && record.vote(item, round, seat.number).is_none());
    // Somebody without a limit keeps the question open until the instructor closes it.
    open.map(|seat| record.timer.left(seconds, seat.percent, now_ms))
        .try_fold(usual, |most, left| Some(most.max(left?)))
}

/// Codes compare without case, spaces and dashes, and with what is easily misread read as meant.
fn same_code(typed: &str, code: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
        letters
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect()
    };
    let (typed, code) = (plain(typed), plain(code));
    !code.is_empty() && bool::from(typed.as_bytes().ct_eq(code.as_bytes()))
}
