//! A mock exam from its cover to its result: no verdict before the end, all that is done is kept at once.

use crate::progress::day::{Beat, Moment};
use crate::progress::entry::{Answered, Confidence, Entry, Mode, What};
use crate::progress::exam::deed::{Deed, Ending, Sat};
use crate::progress::exam::marks::{self, answer, by_domain, draft};
use crate::progress::exam::paper::Paper;
use crate::progress::exam::record::Record;
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::quiz::input::{Input, Refusal};
use crate::quiz::kind::{Answer, Draft};
use crate::quiz::question::Question;
use crate::session::exam::look::{self, Looking};
use crate::session::exam::review::Reviewing;
use crate::session::exam::timer::{Timer, clock};
use crate::session::sitting::{Seeds, fresh_id};
use crate::session::step::{Effect, Event, Scene, Session, Turn};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::sync::Arc;

/// How often the time is kept on disk.
const HEARTBEAT_MS: u64 = 5_000;

/// A mock exam.
#[derive(Debug)]
pub struct Sitting {
    pub(super) bank: Arc<Bank>,
    pub(super) exam: Exam,
    pub(super) record: Record,
    phase: Phase,
    /// The answer to the question on the table.
    pub(super) draft: Option<Draft>,
    pub(super) timer: Timer,
    pub(super) notice: Option<String>,
    ids: ChaCha8Rng,
    /// The time that was kept last.
    kept_ms: u64,
}

/// Where the learner is.
#[derive(Clone, Copy, Debug)]
enum Phase {
    Cover,
    Question,
    Review(Reviewing),
    Result(Looking),
    /// Left, with nothing more to show.
    Left,
}

impl Sitting {
    /// An exam that is about to begin; nothing is kept before the learner begins it.
    pub fn begin(bank: Arc<Bank>, exam: Exam, paper: Paper, seeds: Seeds, now: Moment) -> Self {
        let mut ids = ChaCha8Rng::seed_from_u64(seeds.ids);
        let record = Record::begin(fresh_id(&mut ids), now, paper);
        Self::of(bank, exam, record, ids, Phase::Cover)
    }

    /// An exam that was broken off, with the time that counts by its policy.
    pub fn resume(bank: Arc<Bank>, exam: Exam, mut record: Record, beat_ms: u64, seeds: Seeds, now: Moment) -> Self {
        let ids = ChaCha8Rng::seed_from_u64(seeds.ids);
        record.catch_up(beat_ms, now);
        let ended = record.ended.is_some();
        let phase = if ended { Phase::Result(Looking::default()) } else { Phase::Question };
        let mut sitting = Self::of(bank, exam, record, ids, phase);
        if ended {
            return sitting;
        }
        sitting.notice = sitting.record.left_ms().map(|left| format!("gone on with, {} left", clock(left)));
        if sitting.draft.is_none() {
            sitting.phase = Phase::Review(Reviewing::at(sitting.record.at));
        }
        sitting
    }

    fn of(bank: Arc<Bank>, exam: Exam, record: Record, ids: ChaCha8Rng, phase: Phase) -> Self {
        let timer = Timer::new(record.paper.limit_ms, record.paper.timing, record.elapsed_ms);
        let kept_ms = record.elapsed_ms;
        let mut sitting = Self { bank, exam, record, phase, draft: None, timer, notice: None, ids, kept_ms };
        sitting.lay_out();
        sitting
    }

    /// The question on the table; none if it is gone from the bank.
    pub(super) fn question(&self) -> Option<&Arc<Question>> {
        marks::question(self.record.paper.items.get(self.record.at)?, &self.bank)
    }

    /// Lays the question on the table, as its answer was left.
    fn lay_out(&mut self) {
        let at = self.record.at;
        let laid = |question: &Arc<Question>| draft(question, &self.record.paper.items[at], &self.record.given[at]);
        self.draft = self.question().map(laid);
    }

    fn entry(&mut self, what: What, at: Moment) -> Entry {
        Entry { id: fresh_id(&mut self.ids), session: self.record.id, mode: Mode::Exam, at, what }
    }

    /// Does something in the exam, and keeps it.
    fn act(&mut self, deed: Deed, now: Moment) -> Vec<Effect> {
        let sat = Sat { elapsed_ms: self.timer.elapsed_ms, deed };
        self.record.take(&sat, now);
        vec![Effect::Save(vec![self.entry(What::Sat(sat), now)])]
    }

    /// Begins: the paper is kept before its first question is seen.
    fn open(&mut self, now: Moment) -> Vec<Effect> {
        self.record.begun = now;
        self.phase = Phase::Question;
        let paper = Box::new(self.record.paper.clone());
        vec![Effect::Save(vec![self.entry(What::Paper(paper), now)])]
    }

    /// Whether the question is still in the bank, as it was when the paper was composed.
    fn is_there(&self, item: usize) -> bool {
        self.record.paper.items.get(item).is_some_and(|item| marks::question(item, &self.bank).is_some())
    }

    fn go_to(&mut self, item: usize, now: Moment) -> Vec<Effect> {
        if !self.is_there(item) {
            self.phase = Phase::Review(Reviewing::at(item));
            self.notice = Some(format!("question {} has changed or is gone, and does not count", item + 1));
            return Vec::new();
        }
        self.notice = None;
        self.phase = Phase::Question;
        if item == self.record.at {
            return Vec::new();
        }
        let effects = self.act(Deed::Move { item }, now);
        self.lay_out();
        effects
    }

    fn previous(&mut self, now: Moment) -> Vec<Effect> {
        let before = (0..self.record.at).rev().find(|item| self.is_there(*item));
        self.go_to(before.unwrap_or(self.record.at), now)
    }

    /// The next question; after the last one, the review.
    fn next(&mut self, now: Moment) -> Vec<Effect> {
        let after = (self.record.at + 1..self.record.paper.items.len()).find(|item| self.is_there(*item));
        if let Some(item) = after {
            return self.go_to(item, now);
        }
        self.notice = None;
        self.phase = Phase::Review(Reviewing::at(self.record.at));
        Vec::new()
    }

    fn input(&mut self, input: Input, now: Moment) -> Vec<Effect> {
        let Some(draft) = &mut self.draft else { return Vec::new() };
        let before = draft.answer();
        self.notice = draft.edit(input).err().map(|Refusal(why)| why);
        let Answer::Chosen(chosen) = draft.answer() else { return Vec::new() };
        if before == Answer::Chosen(chosen.clone()) {
            return Vec::new();
        }
        let item = self.record.at;
        let mut struck = self.record.given[item].struck.clone();
        let all = struck.len();
        struck.retain(|id| !chosen.contains(id));
        // To choose what was struck out brings it back.
        let mut effects = if struck.len() < all { self.act(Deed::Strike { item, struck }, now) } else { Vec::new() };
        effects.extend(self.act(Deed::Choose { item, chosen }, now));
        effects
    }

    /// Strikes the option under the cursor out, or brings it back. One that is chosen must be taken back first.
    fn strike(&mut self, now: Moment) -> Vec<Effect> {
        let Some(sheet) = self.draft.as_ref().map(|draft| draft.sheet(false)) else { return Vec::new() };
        let Some(row) = sheet.cursor.and_then(|at| sheet.rows.get(at)) else { return Vec::new() };
        let at = self.record.at;
        if self.record.given[at].chosen.contains(&row.id) {
            self.notice = Some("this option is chosen; take it back first".to_owned());
            return Vec::new();
        }
        let mut struck = self.record.given[at].struck.clone();
        match struck.iter().position(|id| *id == row.id) {
            Some(place) => drop(struck.remove(place)),
            None => struck.push(row.id.clone()),
        }
        self.notice = None;
        self.act(Deed::Strike { item: at, struck }, now)
    }

    fn flag(&mut self, item: usize, now: Moment) -> Vec<Effect> {
        let Some(given) = self.record.given.get(item) else { return Vec::new() };
        let on = !given.flagged;
        self.notice = None;
        self.act(Deed::Flag { item, on }, now)
    }

    /// Ends the exam: its answers and its end are kept together, so that a crash leaves it open or ended.
    fn end(&mut self, how: Ending, now: Moment) -> Vec<Effect> {
        let mut entries: Vec<Entry> = Vec::new();
        self.record.reach(self.timer.elapsed_ms);
        for at in 0..self.record.given.len() {
            let answered = self.answered(at);
            entries.extend(answered.map(|answered| self.entry(What::Answer(answered), now)));
        }
        let domains = by_domain(&self.record, &self.bank, &self.exam);
        let sat = Sat { elapsed_ms: self.timer.elapsed_ms, deed: Deed::End { how, domains } };
        self.record.take(&sat, now);
        entries.push(self.entry(What::Sat(sat), now));
        self.phase = Phase::Result(Looking::default());
        vec![Effect::Save(entries)]
    }

    /// The answer on a question as the log of answers has it; none for a blank, which is no answer.
    fn answered(&self, at: usize) -> Option<Answered> {
        let (item, given) = (&self.record.paper.items[at], &self.record.given[at]);
        let question = marks::question(item, &self.bank).filter(|_| !given.chosen.is_empty())?;
        Some(Answered {
            question: question.id.clone(),
            key: question.key,
            text: question.text_revision(),
            shown: item.shown.clone(),
            answer: answer(given),
            score: draft(question, item, given).grade(),
            confidence: Confidence::None,
            ms: given.ms,
        })
    }

    fn tick(&mut self, beat: Beat, now: Moment) -> Vec<Effect> {
        let running = matches!(self.phase, Phase::Question | Phase::Review(_));
        let beaten = self.timer.beat(beat, now, running);
        if !running {
            return Vec::new();
        }
        self.notice = beaten.notice.or(self.notice.take());
        if beaten.over {
            return self.end(Ending::TimeUp, now);
        }
        if self.timer.elapsed_ms < self.kept_ms + HEARTBEAT_MS {
            return Vec::new();
        }
        self.kept_ms = self.timer.elapsed_ms;
        vec![Effect::Beat(self.record.id, self.kept_ms)]
    }

    fn on_question(&mut self, event: &Event, now: Moment) -> Vec<Effect> {
        match event {
            Event::Input(input) => self.input(*input, now),
            Event::Flag => self.flag(self.record.at, now),
            Event::Exam(Turn::Strike) => self.strike(now),
            Event::Exam(Turn::Next) | Event::Next | Event::Submit => self.next(now),
            Event::Exam(Turn::Previous) => self.previous(now),
            Event::Exam(Turn::Review | Turn::Back) => {
                (self.notice, self.phase) = (None, Phase::Review(Reviewing::at(self.record.at)));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn on_review(&mut self, mut review: Reviewing, event: &Event, now: Moment) -> Vec<Effect> {
        let cells = self.cells();
        let shown = review.cells(&cells);
        let under = shown.get(review.cursor(&shown)).map(|cell| cell.number - 1);
        match event {
            Event::Exam(Turn::End) if review.asks_to_end => return self.end(Ending::Handed, now),
            Event::Exam(Turn::Back | Turn::Open) if review.asks_to_end => review.asks_to_end = false,
            _ if review.asks_to_end => {}
            Event::Exam(Turn::End) => review.asks_to_end = true,
            Event::Exam(Turn::Back) => return self.go_to(self.record.at, now),
            Event::Exam(Turn::Open) => return self.go_to(under.unwrap_or(self.record.at), now),
            Event::Exam(Turn::Filter) => review.turn_filter(),
            Event::Exam(Turn::Figure(figure)) => review.figure(*figure, self.record.given.len()),
            Event::Input(input) => review.go(*input, &cells),
            Event::Flag => {
                let effects = under.map(|item| self.flag(item, now)).unwrap_or_default();
                self.phase = Phase::Review(review);
                return effects;
            }
            _ => {}
        }
        self.phase = Phase::Review(review);
        Vec::new()
    }

    fn on_result(&mut self, mut looking: Looking, event: &Event) {
        let last = look::items(&self.record, &self.bank, looking.listing).len().saturating_sub(1);
        match event {
            Event::Input(Input::Up) | Event::Exam(Turn::Previous) => looking.cursor = looking.cursor.saturating_sub(1),
            Event::Input(Input::Down) | Event::Exam(Turn::Next) | Event::Next => {
                looking.cursor = (looking.cursor + 1).min(last);
            }
            Event::Input(Input::First) => looking.cursor = 0,
            Event::Input(Input::Last) => looking.cursor = last,
            Event::Exam(Turn::Filter) => {
                looking.turn_filter(&self.record, &self.bank, self.exam.domains.len());
            }
            Event::Exam(Turn::Open) => looking.open = self.looked(looking).is_some(),
            Event::Exam(Turn::Back) if looking.open => looking.open = false,
            _ => {}
        }
        looking.open &= self.looked(looking).is_some();
        self.phase = Phase::Result(looking);
    }
}

impl Session for Sitting {
    fn update(&mut self, event: Event, now: Moment) -> Vec<Effect> {
        if let Event::Tick(beat) = event {
            return self.tick(beat, now);
        }
        match (self.phase, event) {
            (_, Event::Leave) => {
                // An exam that is left open is gone on with later; its time is kept.
                let open = matches!(self.phase, Phase::Question | Phase::Review(_));
                self.phase = Phase::Left;
                return if open { vec![Effect::Beat(self.record.id, self.timer.elapsed_ms)] } else { Vec::new() };
            }
            (Phase::Cover, Event::Submit | Event::Next | Event::Exam(Turn::Open)) => return self.open(now),
            (Phase::Question, event) => return self.on_question(&event, now),
            (Phase::Review(review), event) => return self.on_review(review, &event, now),
            (Phase::Result(looking), event) => self.on_result(looking, &event),
            (Phase::Cover | Phase::Left, _) => {}
        }
        Vec::new()
    }

    fn scene(&self) -> Scene {
        let review = || Scene::Review(Box::new(self.review(Reviewing::at(self.record.at))));
        match self.phase {
            Phase::Cover => Scene::Cover(Box::new(self.cover())),
            Phase::Question => self.stage().map_or_else(review, |stage| Scene::Question(Box::new(stage))),
            Phase::Review(looked) => Scene::Review(Box::new(self.review(looked))),
            Phase::Result(looking) => match self.looked_stage(looking).filter(|_| looking.open) {
                Some(stage) => Scene::Question(Box::new(stage)),
                None => Scene::Result(Box::new(look::result(&self.record, &self.bank, &self.exam, looking))),
            },
            Phase::Left => Scene::Left,
        }
    }

    fn keeps_time(&self) -> bool {
        matches!(self.phase, Phase::Question | Phase::Review(_))
    }
}
