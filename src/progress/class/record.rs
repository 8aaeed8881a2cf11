//! A class as it stands: a fold over what was done. The same entries always give the same class.

use crate::progress::class::deed::{Deed, Entry};
use crate::progress::class::plan::{Item, Plan};
use crate::progress::class::seat::{Progress, Round, Seat, Vote};
use crate::progress::class::timer::Timer;
use crate::progress::day::Moment;
use crate::quiz::score::Score;

/// Where a class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Before the first question.
    Lobby,
    /// A question takes answers.
    Open,
    /// It takes none any more.
    Closed,
    /// Its key is on the screen.
    Shown,
    /// The end.
    Over,
}

/// A class as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What was planned.
    pub plan: Plan,
    /// When it was opened.
    pub begun: Moment,
    /// Who sits in it, in the order in which they came.
    pub seats: Vec<Seat>,
    /// How far its questions are.
    pub items: Vec<Progress>,
    /// Where it is.
    pub phase: Phase,
    /// The question on the screen; none in the lobby.
    pub at: Option<usize>,
    /// Whether time stands still.
    pub paused: bool,
    /// Whether nobody may join.
    pub locked: bool,
    /// The time of the question on the screen.
    pub timer: Timer,
    /// Class time of the last thing done, in milliseconds.
    pub class_ms: u64,
}

/// The right to tell a question's key: only [`Record::revealed`] gives it, and only after the key was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revealed(usize);

impl Revealed {
    /// The question.
    pub fn item(self) -> usize {
        self.0
    }
}

impl Record {
    /// A class that was just opened.
    pub fn begin(plan: Plan, begun: Moment) -> Self {
        Self {
            items: vec![Progress::default(); plan.items.len()],
            plan,
            begun,
            seats: Vec::new(),
            phase: Phase::Lobby,
            at: None,
            paused: false,
            locked: false,
            timer: Timer::default(),
            class_ms: 0,
        }
    }

    /// The class that these entries tell of; none if they do not begin with its plan.
    pub fn replay(entries: &[Entry]) -> Option<Self> {
        let (first, rest) = entries.split_first()?;
        let Deed::Opened(plan) = &first.deed else { return None };
        let mut record = Self::begin((**plan).clone(), first.at);
        for entry in rest {
            record.take(entry);
        }
        Some(record)
    }

    /// Takes in what was done.
    pub fn take(&mut self, entry: &Entry) {
        let now = entry.class_ms.max(self.class_ms);
        self.class_ms = now;
        match &entry.deed {
            Deed::Opened(_) => {}
            Deed::Joined { seat, name, roster, secret } => self.seats.push(Seat {
                number: *seat,
                name: name.clone(),
                roster: roster.clone(),
                secret: secret.clone(),
                kicked: false,
                percent: Some(100),
                from_item: self.first_to_come(),
            }),
            Deed::Kicked { seat } => self.change(*seat, |seat| seat.kicked = true),
            Deed::Paced { seat, percent } => self.change(*seat, |seat| seat.percent = *percent),
            Deed::Locked { on } => self.locked = *on,
            Deed::Asked { item, round } => self.ask(*item, *round, now),
            Deed::Answered { seat, item, round, answer, score, confidence, ms } => {
                let vote =
                    Vote { answer: answer.clone(), score: *score, confidence: *confidence, ms: *ms, at: entry.at };
                if let Some(round) = self.round_mut(*item, *round) {
                    round.votes.insert(*seat, vote);
                }
            }
            Deed::Counted { item, round, hands } => {
                if let Some(round) = self.round_mut(*item, *round) {
                    round.hands.clone_from(hands);
                }
            }
            Deed::Closed { .. } => self.turn(Phase::Closed, now),
            Deed::Shown { item } => {
                self.progress_mut(*item, |progress| progress.shown = true);
                self.turn(Phase::Shown, now);
            }
            Deed::Paused { on } => self.pause(*on, now),
            Deed::Extended { ms } => self.timer.extend(*ms),
            Deed::Reopened { .. } => {
                self.phase = Phase::Open;
                self.timer.go(now);
            }
            Deed::Skipped { item } => {
                self.progress_mut(*item, |progress| progress.skipped = true);
                self.turn(Phase::Closed, now);
            }
            Deed::Voided { item, on } => self.progress_mut(*item, |progress| progress.void = *on),
            Deed::Moved { address } => self.plan.address.clone_from(address),
            Deed::Over => self.turn(Phase::Over, now),
        }
    }

    fn ask(&mut self, item: usize, round: u8, now: u64) {
        (self.at, self.phase, self.paused) = (Some(item), Phase::Open, false);
        self.timer = Timer::begun(now);
        self.progress_mut(item, |progress| {
            progress.skipped = false;
            progress.rounds.resize(usize::from(round), Round::default());
        });
    }

    fn turn(&mut self, phase: Phase, now: u64) {
        self.timer.stop(now);
        (self.phase, self.paused) = (phase, false);
    }

    fn pause(&mut self, on: bool, now: u64) {
        self.paused = on;
        if on {
            self.timer.stop(now);
        } else if self.phase == Phase::Open {
            self.timer.go(now);
        }
    }

    fn change(&mut self, seat: u32, change: impl FnOnce(&mut Seat)) {
        if let Some(seat) = self.seats.iter_mut().find(|known| known.number == seat) {
            change(seat);
        }
    }

    fn progress_mut(&mut self, item: usize, change: impl FnOnce(&mut Progress)) {
        if let Some(progress) = self.items.get_mut(item) {
            change(progress);
        }
    }

    fn round_mut(&mut self, item: usize, round: u8) -> Option<&mut Round> {
        self.items.get_mut(item)?.rounds.get_mut(usize::from(round).checked_sub(1)?)
    }

    /// The first question that somebody who joins now can answer.
    fn first_to_come(&self) -> usize {
        match self.at {
            None => 0,
            Some(at) if self.phase == Phase::Open => at,
            Some(at) => at + 1,
        }
    }

    /// The seat of this number, unless its person was sent away.
    pub fn seat(&self, number: u32) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.number == number).filter(|seat| !seat.kicked)
    }

    /// All who were not sent away.
    pub fn people(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| !seat.kicked)
    }

    /// The question on the screen.
    pub fn item(&self) -> Option<(usize, &Item)> {
        let at = self.at?;
        Some((at, self.plan.items.get(at)?))
    }

    /// Which vote is taken on the question on the screen, or was taken last; 0 before the first.
    pub fn round(&self) -> u8 {
        let rounds = self.at.and_then(|at| self.items.get(at)).map_or(0, |progress| progress.rounds.len());
        u8::try_from(rounds).unwrap_or(u8::MAX)
    }

    /// What somebody answered in a vote; none if they did not, or were sent away.
    pub fn vote(&self, item: usize, round: u8, seat: u32) -> Option<&Vote> {
        let progress = self.items.get(item)?;
        progress.rounds.get(usize::from(round).checked_sub(1)?)?.votes.get(&seat).filter(|_| self.seat(seat).is_some())
    }

    /// What somebody answered in the vote that counts.
    pub fn final_vote(&self, item: usize, seat: u32) -> Option<&Vote> {
        let rounds = self.items.get(item)?.rounds.len();
        self.vote(item, u8::try_from(rounds).ok()?, seat)
    }

    /// The right to tell the key of a question; none before it was shown.
    pub fn revealed(&self, item: usize) -> Option<Revealed> {
        // While a question is open again nobody is told its key, even if it was shown before.
        let open = self.at == Some(item) && matches!(self.phase, Phase::Open | Phase::Closed);
        self.items.get(item).filter(|progress| progress.shown && !open).map(|_| Revealed(item))
    }

    /// The questions that count: those whose key was shown and that are not void.
    pub fn counting(&self) -> impl Iterator<Item = usize> {
        (0..self.items.len()).filter(|&item| self.revealed(item).is_some() && !self.items[item].void)
    }

    /// Questions that somebody had right, of those that count and that they could answer.
    pub fn score(&self, seat: &Seat) -> Score {
        let asked = || self.counting().filter(|&item| self.was_asked(seat, item));
        let right = |item: &usize| self.final_vote(*item, seat.number).is_some_and(|vote| vote.score.is_full());
        Score::new(asked().filter(right).count(), asked().count())
    }

    /// Whether somebody could answer a question: they were there in time, or in time for a later vote on it.
    pub fn was_asked(&self, seat: &Seat, item: usize) -> bool {
        item >= seat.from_item || self.final_vote(item, seat.number).is_some()
    }
}
