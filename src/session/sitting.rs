//! What study and drill share: who sits, with which luck, and what was answered so far.

use crate::progress::day::Moment;
use crate::progress::entry::{Answered, Entry, Mode, What};
use crate::progress::ledger::Progress;
use crate::progress::memory::Scheduler;
use crate::quiz::bank::Bank;
use crate::quiz::kind::Body;
use crate::quiz::question::Question;
use crate::session::attempt::Attempt;
use crate::session::step::{Effect, Event, Stage, Verdict};
use crate::session::summary::{Outcome, Summary};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;
use uuid::{Builder, Uuid};

/// The luck of a session. The same `paper` repeats questions and orders; `ids` must differ each time.
#[derive(Clone, Copy, Debug)]
pub struct Seeds {
    /// For questions and their order.
    pub paper: u64,
    /// For the ids of entries.
    pub ids: u64,
}

/// One sitting of a learner.
#[derive(Debug)]
pub struct Sitting {
    /// All questions.
    pub bank: Arc<Bank>,
    /// What the learner knows, with this sitting's answers.
    pub progress: Progress,
    /// The luck of the paper.
    pub luck: ChaCha8Rng,
    /// The answers so far.
    pub outcomes: Vec<Outcome>,
    mode: Mode,
    id: Uuid,
    ids: ChaCha8Rng,
    scheduler: Scheduler,
    /// The entry of the answer that is shown, and the progress before it.
    last: Option<(Uuid, Progress)>,
}

impl Sitting {
    /// Begins a sitting.
    pub fn begin(bank: Arc<Bank>, progress: Progress, mode: Mode, seeds: Seeds) -> Self {
        let mut ids = ChaCha8Rng::seed_from_u64(seeds.ids);
        let (luck, id) = (ChaCha8Rng::seed_from_u64(seeds.paper), fresh_id(&mut ids));
        let (outcomes, scheduler) = (Vec::new(), Scheduler::default());
        Self { bank, progress, luck, outcomes, mode, id, ids, scheduler, last: None }
    }

    /// Puts a question before the learner.
    pub fn ask(&mut self, question: Arc<Question>, now: Moment) -> Attempt {
        self.last = None;
        Attempt::begin(question, &mut self.luck, now)
    }

    /// Takes in an answer.
    pub fn answered(&mut self, attempt: &Attempt, answered: Answered, now: Moment) -> Vec<Effect> {
        let before = self.progress.clone();
        self.outcomes.push(Outcome {
            question: Arc::clone(&attempt.question),
            score: answered.score,
            confidence: answered.confidence,
            ms: answered.ms,
        });
        let entry = self.entry(What::Answer(answered), now);
        self.last = Some((entry.id, before));
        vec![Effect::Save(vec![entry])]
    }

    /// Takes back the answer that is shown; none if there is none.
    pub fn undo(&mut self, now: Moment) -> Option<Vec<Effect>> {
        let (entry, before) = self.last.take()?;
        self.outcomes.pop();
        self.progress = before;
        Some(self.save(What::Void { entry }, now))
    }

    /// Carries out what can be done to a question at any time; none if the event is something else.
    pub fn mark(&mut self, question: &Question, event: &Event, now: Moment) -> Option<Vec<Effect>> {
        let id = question.id.clone();
        let what = match event {
            Event::Flag => What::Flag { on: !self.is_flagged(question), question: id },
            Event::Suspend => What::Suspend { on: !self.is_suspended(question), question: id },
            Event::Note(text) => What::Note { question: id, text: text.trim().to_owned() },
            _ => return None,
        };
        Some(self.save(what, now))
    }

    fn save(&mut self, what: What, at: Moment) -> Vec<Effect> {
        vec![Effect::Save(vec![self.entry(what, at)])]
    }

    fn entry(&mut self, what: What, at: Moment) -> Entry {
        let entry = Entry { id: fresh_id(&mut self.ids), session: self.id, mode: self.mode, at, what };
        self.progress.apply(&entry, &self.bank, &self.scheduler);
        entry
    }

    fn is_flagged(&self, question: &Question) -> bool {
        self.progress.questions.get(&question.id).is_some_and(|row| row.flagged)
    }

    /// Whether a question is not to be shown again.
    pub fn is_suspended(&self, question: &Question) -> bool {
        self.progress.questions.get(&question.id).is_some_and(|row| row.suspended)
    }

    /// The stage of an attempt.
    pub fn stage(&self, attempt: &Attempt, title: &str, (number, of): (usize, usize), returns: String) -> Stage {
        let question = &attempt.question;
        let row = self.progress.questions.get(&question.id);
        Stage {
            title: title.to_owned(),
            number,
            of,
            about: self.about(question),
            scenario: self.bank.scenario(question).map(str::to_owned),
            stem: question.stem.clone(),
            sheet: attempt.sheet(),
            confidence: attempt.confidence,
            notice: attempt.notice.clone(),
            flagged: row.is_some_and(|row| row.flagged),
            suspended: row.is_some_and(|row| row.suspended),
            note: row.map(|row| row.note.clone()).unwrap_or_default(),
            exam: None,
            verdict: attempt.is_shown().then(|| self.verdict(attempt, returns)),
        }
    }

    /// What a question is about, with its task statements. Not the title of an objective made from the matrix: it
    /// names services with the same line, which is half the answer.
    fn about(&self, question: &Question) -> String {
        let objective = self.bank.objective(&question.objective);
        let title = match (&*question.body, objective) {
            (Body::Line(_), _) => "The dividing line",
            _ if question.is_made() => "Whose layer",
            (_, Some(objective)) => objective.title.as_str(),
            (_, None) => "",
        };
        let tasks = question.tasks.iter().map(|task| task.replace("-C02/", " ").replace("-C03/", " "));
        [title.to_owned()].into_iter().chain(tasks).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn verdict(&self, attempt: &Attempt, returns: String) -> Verdict {
        let question = &attempt.question;
        Verdict {
            score: attempt.score(),
            words: attempt.verdict(),
            explanation: question.explanation.clone(),
            stack: self.bank.stack(question),
            sources: question.sources.clone(),
            verified: question.verified.clone(),
            returns,
        }
    }

    /// The summary of what was answered.
    pub fn summary(&self, title: &str, now: Moment) -> Summary {
        Summary::of(title, &self.outcomes, &self.bank, &self.progress, now.study_day())
    }
}

/// An id that no other entry has.
pub fn fresh_id(ids: &mut ChaCha8Rng) -> Uuid {
    let mut bytes = [0; 16];
    ids.fill_bytes(&mut bytes);
    Builder::from_random_bytes(bytes).into_uuid()
}
