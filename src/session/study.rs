//! Study by the schedule: due objectives first, then new ones; a missed question returns until it is right.

use crate::progress::day::Moment;
use crate::progress::entry::Mode;
use crate::progress::ledger::Progress;
use crate::progress::plan::{Wish, plan};
use crate::quiz::bank::Bank;
use crate::quiz::question::Question;
use crate::session::attempt::Attempt;
use crate::session::sitting::{Seeds, Sitting};
use crate::session::step::{Effect, Event, Scene, Session};
use crate::session::summary::comes_back;
use std::collections::VecDeque;
use std::sync::Arc;

/// A missed question returns after at least so many others, where there are as many.
const OTHERS_BETWEEN: usize = 8;

/// A study session.
#[derive(Debug)]
pub struct Study {
    sitting: Sitting,
    queue: VecDeque<Arc<Question>>,
    /// Missed questions, and after how many answers each may return.
    again: VecDeque<(Arc<Question>, usize)>,
    current: Option<Attempt>,
    now: Moment,
}

impl Study {
    /// Begins a session; it has no question if nothing is due and nothing new is wished.
    pub fn begin(bank: &Arc<Bank>, progress: Progress, wish: &Wish, seeds: Seeds, now: Moment) -> Self {
        let sitting = Sitting::begin(Arc::clone(bank), progress, Mode::Study, seeds);
        let planned = plan(bank, &sitting.progress, now.study_day(), wish);
        let queue = planned.items.into_iter().map(|item| item.question).collect();
        let mut study = Self { sitting, queue, again: VecDeque::new(), current: None, now };
        study.go_on(now);
        study
    }

    /// Whether there was anything to study.
    pub fn is_empty(&self) -> bool {
        self.current.is_none() && self.sitting.outcomes.is_empty()
    }

    fn go_on(&mut self, now: Moment) {
        let answers = self.sitting.outcomes.len();
        // Only now: what is put away while its answer is shown can be taken back until one goes on.
        self.again.retain(|(question, _)| !self.sitting.is_suspended(question));
        let ready = self.again.iter().position(|(_, after)| *after <= answers);
        let next = ready.and_then(|at| self.again.remove(at)).map(|(question, _)| question);
        let next = next.or_else(|| self.queue.pop_front());
        let next = next.or_else(|| self.again.pop_front().map(|(question, _)| question));
        self.current = next.map(|question| self.sitting.ask(question, now));
    }

    fn submit(&mut self, now: Moment) -> Vec<Effect> {
        let Some(attempt) = self.current.as_mut().filter(|attempt| !attempt.is_shown()) else { return Vec::new() };
        let Some(answered) = attempt.submit(now) else { return Vec::new() };
        let missed = !answered.score.is_full();
        let effects = self.sitting.answered(attempt, answered, now);
        if missed {
            let after = self.sitting.outcomes.len() + OTHERS_BETWEEN;
            self.again.push_back((Arc::clone(&attempt.question), after));
        }
        effects
    }

    fn undo(&mut self, now: Moment) -> Vec<Effect> {
        let Some(attempt) = self.current.take_if(|attempt| attempt.is_shown()) else { return Vec::new() };
        let effects = self.sitting.undo(now).unwrap_or_default();
        self.again.retain(|(question, _)| question.id != attempt.question.id);
        self.current = Some(self.sitting.ask(attempt.question, now));
        effects
    }

    /// When the question on stage comes back.
    fn returns(&self, attempt: &Attempt) -> String {
        let day =
            comes_back(&self.sitting.bank, &self.sitting.progress, &attempt.question.objective, self.now.study_day());
        if self.sitting.is_suspended(&attempt.question) {
            "Not shown again; x takes that back.".to_owned()
        } else if attempt.score().is_full() {
            format!("Comes back {day}.")
        } else {
            format!("Comes back in this session, then {day}.")
        }
    }
}

impl Session for Study {
    fn update(&mut self, event: Event, now: Moment) -> Vec<Effect> {
        self.now = now;
        let Some(attempt) = self.current.as_mut() else { return Vec::new() };
        match event {
            Event::Submit => return self.submit(now),
            Event::Undo => return self.undo(now),
            Event::Next if attempt.is_shown() => self.go_on(now),
            Event::Leave => {
                self.current = None;
                self.queue.clear();
                self.again.clear();
            }
            Event::Flag | Event::Note(_) | Event::Suspend => {
                let (question, shown) = (Arc::clone(&attempt.question), attempt.is_shown());
                let effects = self.sitting.mark(&question, &event, now).unwrap_or_default();
                if event == Event::Suspend && !shown {
                    self.go_on(now);
                }
                return effects;
            }
            Event::Next | Event::Input(_) | Event::Sure(_) => attempt.take(&event),
            Event::Tick(_) | Event::Exam(_) => {}
        }
        Vec::new()
    }

    fn scene(&self) -> Scene {
        let Some(attempt) = &self.current else {
            return Scene::Summary(Box::new(self.sitting.summary("Study", self.now)));
        };
        let done = self.sitting.outcomes.len() - usize::from(attempt.is_shown());
        let of = done + 1 + self.queue.len() + self.again.len();
        Scene::Question(Box::new(self.sitting.stage(attempt, "Study", (done + 1, of), self.returns(attempt))))
    }
}
