//! What the room sees on the screen, and what the instructor alone sees. Two types, so that a drawing of the one cannot
//! show anything of the other.

use crate::progress::class::analysis::Shift;
use crate::progress::class::answers::moved;
use crate::progress::class::record::{Phase, Record, Revealed};
use crate::quiz::matrix::Stack;
use crate::quiz::sheet::{Sheet, letter};
use crate::session::class::frame::BOARD;
use crate::session::class::state::Class;
use crate::session::class::tally::{Advice, Tally};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What the room sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each stands for itself on the screen")]
pub struct Projection {
    /// What the class is called.
    pub title: String,
    /// Where one joins; empty without a network.
    pub address: String,
    /// With which code.
    pub code: String,
    /// Where the class is.
    pub phase: Stand,
    /// Whether time stands still.
    pub paused: bool,
    /// Whether nobody may join.
    pub locked: bool,
    /// Whether the question on the screen was left out.
    pub skipped: bool,
    /// Which question it is, counted from 1; 0 before the first.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Which vote is taken, counted from 1.
    pub round: u8,
    /// Who has joined, in the lobby only: beside an answer no name is shown.
    pub names: Vec<String>,
    /// How many have joined.
    pub people: usize,
    /// How many of them are connected.
    pub here: usize,
    /// How many answered in this vote.
    pub answered: usize,
    /// Milliseconds left, when this was made.
    pub left_ms: Option<u64>,
    /// The question, without its key.
    pub question: Option<Shown>,
    /// The key, once it is shown.
    pub told: Option<Key>,
    /// Who leads, where that is wanted.
    pub board: Vec<(String, u64)>,
    /// Whether the terminal rings.
    pub sound: bool,
}

/// Where a class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stand {
    /// Before the first question.
    Lobby,
    /// A question takes answers.
    Open,
    /// It takes none any more.
    Closed,
    /// The key is shown.
    Shown,
    /// The end.
    Over,
}

/// A question as the room sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The text that it shares with others.
    pub scenario: Option<String>,
    /// The question itself.
    pub stem: String,
    /// The rows, without any mark.
    pub sheet: Sheet,
    /// Whether the question counts for nobody.
    pub void: bool,
}

/// The key as the room sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// The rows with what is true of them, and why.
    pub sheet: Sheet,
    /// The vote that counts.
    pub tally: Tally,
    /// The first vote and how people moved, if there were two.
    pub first: Option<(Tally, Shift)>,
    /// The idea behind the question.
    pub explanation: String,
    /// The responsibility stack.
    pub stack: Option<Stack>,
    /// The pages that carry the key.
    pub sources: Vec<String>,
}

/// What the instructor alone sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Private {
    /// The votes so far.
    pub tally: Tally,
    /// The first vote, if this is the second.
    pub first: Option<(Tally, Shift)>,
    /// What the share right suggests.
    pub advice: Option<Advice>,
    /// The key in a few words: letters, or rows with what is true of them.
    pub key: Vec<String>,
    /// The idea behind the question.
    pub explanation: String,
    /// The people, by seat.
    pub people: Vec<Person>,
}

/// Somebody in the class, for the instructor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The seat.
    pub seat: u32,
    /// The name that the room may see.
    pub name: String,
    /// The name that only the instructor sees.
    pub roster: Option<String>,
    /// Whether they are connected.
    pub here: bool,
    /// Whether they answered in this vote, and whether it was right.
    pub answered: Option<bool>,
    /// Time in per cent of a question's; none without a limit.
    pub percent: Option<u32>,
    /// Questions right, of those that count.
    pub score: (u32, u32),
}

impl Class {
    /// The class as the room sees it; `here` are the seats that are connected.
    pub fn projection(&self, here: &HashSet<u32>, now_ms: u64) -> Projection {
        let record = &self.record;
        let item = record.at.filter(|_| record.phase != Phase::Over);
        let told = item.filter(|_| record.phase == Phase::Shown).and_then(|item| record.revealed(item));
        let lobby = record.phase == Phase::Lobby;
        Projection {
            title: record.plan.title.clone(),
            address: record.plan.address.clone(),
            code: record.plan.code.clone(),
            phase: stand(record.phase),
            paused: record.paused,
            locked: record.locked,
            skipped: item.is_some_and(|item| record.items[item].skipped),
            number: record.at.map_or(0, |at| at + 1),
            of: record.items.len(),
            round: record.round(),
            names: record.people().filter(|_| lobby).map(|seat| seat.name.clone()).collect(),
            people: record.people().count(),
            here: record.people().filter(|seat| here.contains(&seat.number)).count(),
            answered: item.map_or(0, |item| answered(record, item)),
            // The usual time: who has more of it is nobody else's business.
            left_ms: self.usual_left(now_ms),
            question: item.and_then(|item| self.shown(item)),
            told: told.and_then(|revealed| self.key(revealed)),
            board: self.leaders(),
            sound: record.plan.settings.sound,
        }
    }

    fn usual_left(&self, now_ms: u64) -> Option<u64> {
        let record = &self.record;
        let open = record.phase == Phase::Open;
        record.timer.left(record.plan.settings.seconds, Some(100), now_ms).filter(|_| open)
    }

    fn shown(&self, item: usize) -> Option<Shown> {
        let question = self.question(item)?;
        Some(Shown {
            scenario: self.bank.scenario(question).map(str::to_owned),
            stem: question.stem.clone(),
            sheet: self.sheet(item)?.clone(),
            void: self.record.items[item].void,
        })
    }

    fn key(&self, revealed: Revealed) -> Option<Key> {
        let item = revealed.item();
        let question = self.question(item)?;
        Some(Key {
            sheet: self.record.plan.items.get(item)?.blank(question).sheet(true),
            tally: Tally::of(self, item, self.record.round()),
            first: self.first(item),
            explanation: question.explanation.clone(),
            stack: self.bank.stack(question),
            sources: question.sources.clone(),
        })
    }

    fn first(&self, item: usize) -> Option<(Tally, Shift)> {
        Some((Tally::of(self, item, 1), moved(&self.record, item)?))
    }

    fn leaders(&self) -> Vec<(String, u64)> {
        self.standings().into_iter().take(BOARD).map(|standing| (standing.name, standing.points)).collect()
    }

    /// The class as the instructor alone sees it.
    pub fn private(&self, here: &HashSet<u32>) -> Private {
        let record = &self.record;
        let item = record.at.filter(|_| record.phase != Phase::Over);
        let tally = item.map(|item| Tally::of(self, item, record.round())).unwrap_or_default();
        let first = item.and_then(|item| self.first(item));
        let people = record.people().map(|seat| {
            let vote = item.and_then(|item| record.vote(item, record.round(), seat.number));
            let score = record.score(seat);
            Person {
                seat: seat.number,
                name: seat.name.clone(),
                roster: seat.roster.clone(),
                here: here.contains(&seat.number),
                answered: vote.map(|vote| vote.score.is_full()),
                percent: seat.percent,
                score: (score.won, score.of),
            }
        });
        Private {
            advice: tally.advice().filter(|_| record.phase == Phase::Closed && first.is_none()),
            tally,
            first,
            key: item.map(|item| self.key_words(item)).unwrap_or_default(),
            explanation: item.and_then(|item| self.question(item)).map(|q| q.explanation.clone()).unwrap_or_default(),
            people: people.collect(),
        }
    }

    /// The key in a few words, for the instructor's eyes.
    fn key_words(&self, item: usize) -> Vec<String> {
        let Some(question) = self.question(item) else { return Vec::new() };
        let Some(planned) = self.record.plan.items.get(item) else { return Vec::new() };
        let sheet = planned.blank(question).sheet(true);
        let rows = sheet.rows.iter().enumerate().filter_map(|(at, row)| Some((at, row, row.mark.as_ref()?)));
        let wanted = rows.filter(|(_, _, mark)| !planned.is_choice() || mark.truth == "right");
        wanted.map(|(at, row, mark)| format!("{}  {}: {}", letter(at), row.text, mark.truth)).collect()
    }
}

fn answered(record: &Record, item: usize) -> usize {
    let round = record.round();
    let votes = record.people().filter(|seat| record.vote(item, round, seat.number).is_some()).count();
    let hands = record.items[item].last().map_or(0, |round| round.hands.len());
    if hands == 0 { votes } else { votes.max(1) }
}

fn stand(phase: Phase) -> Stand {
    match phase {
        Phase::Lobby => Stand::Lobby,
        Phase::Open => Stand::Open,
        Phase::Closed => Stand::Closed,
        Phase::Shown => Stand::Shown,
        Phase::Over => Stand::Over,
    }
}
