//! Drill: questions of the learner's choice, at any time and off the schedule. A miss makes its objective due.

use crate::progress::day::Moment;
use crate::progress::entry::Mode;
use crate::progress::exam::history::{is_on_the_table, unfinished};
use crate::progress::fit::Fit;
use crate::progress::ledger::{Progress, QuestionRow};
use crate::progress::plan::sibling;
use crate::quiz::bank::Bank;
use crate::quiz::kind::NAMES;
use crate::quiz::made::OWNER;
use crate::quiz::question::Question;
use crate::session::attempt::Attempt;
use crate::session::sitting::{Seeds, Sitting};
use crate::session::step::{Effect, Event, Scene, Session};
use rand::seq::SliceRandom;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// What can be drilled by kind: the kinds of questions, and whose a layer is.
pub const KINDS: [&str; 5] = [NAMES[3], "owner", NAMES[1], NAMES[2], NAMES[0]];

/// The kind of drill that a question belongs to.
fn kind_of(question: &Question) -> &'static str {
    if question.id.starts_with(OWNER) { KINDS[1] } else { question.body.name() }
}

/// What a kind of drill is called on a screen.
pub fn kind_title(kind: &str) -> &str {
    match kind {
        "line" => "the line",
        "owner" => "whose layer",
        other => other,
    }
}

/// Questions of a drill, if the learner asks for no other number.
pub const QUESTIONS: usize = 10;

/// Which questions to drill; what is left open is any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this topic.
    pub topic: Option<String>,
    /// About this service.
    pub service: Option<String>,
    /// Of this domain of an exam, `CLF-C02/2`; what was never answered comes first.
    pub domain: Option<String>,
    /// Missed when they were answered last.
    pub missed: bool,
    /// Flagged for another look.
    pub flagged: bool,
    /// At most so many.
    pub n: Option<usize>,
    /// These alone, by id, whatever their number.
    pub only: Option<Vec<String>>,
}

impl Selection {
    /// The name of such a drill.
    pub fn title(&self) -> String {
        let missed = (self.missed || self.only.is_some()).then(|| "missed".to_owned());
        let kind = self.kind.as_deref().map(|kind| kind_title(kind).to_owned());
        let flagged = self.flagged.then(|| "flagged".to_owned());
        let domain = self.domain.as_deref().map(|domain| domain.replace('/', " domain "));
        let parts = [Some("Drill".to_owned()), kind, self.topic.clone(), self.service.clone(), domain, missed, flagged];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// How many questions it asks at most.
    fn questions(&self) -> usize {
        self.n.unwrap_or(self.only.as_ref().map_or(QUESTIONS, Vec::len))
    }

    fn takes(&self, question: &Question, bank: &Bank, progress: &Progress) -> bool {
        let row = progress.questions.get(&question.id);
        !question.exam_only
            && !row.is_some_and(|row| row.suspended)
            && (!self.flagged || row.is_some_and(|row| row.flagged))
            && self.only.as_ref().is_none_or(|only| only.contains(&question.id))
            && self.kind.as_ref().is_none_or(|kind| kind == kind_of(question))
            && self.domain.as_ref().is_none_or(|domain| bank.is_of_domain(question, domain))
            && self.topic.as_ref().is_none_or(|topic| topic == bank.topic(question))
            && self.service.as_ref().is_none_or(|service| question.service.as_ref() == Some(service))
    }

    /// The questions to drill. Owner questions are asked for by kind or by service: there are so many of them that they
    /// would drown the others.
    fn fitting<'b>(&'b self, bank: &'b Bank, progress: &'b Progress) -> impl Iterator<Item = &'b Arc<Question>> {
        let drilled = |progress: &Progress| progress.questions.keys().any(|id| id.starts_with(OWNER));
        let wanted = self.service.is_some()
            || self.kind.as_deref() == Some("owner")
            || (self.missed || self.flagged) && drilled(progress);
        let owners = if wanted { bank.owner_questions() } else { &[] };
        let open = unfinished(bank, progress);
        let on_the_table = move |question: &Question| is_on_the_table(&question.id, open, progress);
        let stand_ins = if self.missed { missed_in_exams(bank, progress) } else { HashSet::new() };
        let missed = move |question: &Question| {
            stand_ins.contains(&question.id) || progress.questions.get(&question.id).is_some_and(|row| row.missed)
        };
        let all = bank.questions().iter().chain(owners).filter(move |question| !self.missed || missed(question));
        all.filter(move |question| self.takes(question, bank, progress) && !on_the_table(question))
    }

    /// How many questions there are to drill.
    pub fn count(&self, bank: &Bank, progress: &Progress) -> usize {
        self.fitting(bank, progress).count()
    }
}

/// What stands in for the questions that were missed in an exam and are kept for exams: of each idea the question that
/// is asked next, until one of them was answered.
fn missed_in_exams(bank: &Bank, progress: &Progress) -> HashSet<String> {
    let missed = progress.questions.iter().filter(|(_, row)| row.missed);
    let kept =
        missed.filter_map(|(id, row)| Some((bank.question(id)?, row))).filter(|(question, _)| question.exam_only);
    let stand_in = |(question, row): (&Arc<Question>, &QuestionRow)| {
        let last = |sibling: &Arc<Question>| progress.questions.get(&sibling.id).and_then(|row| row.last);
        let answered = bank.siblings(&question.objective).any(|sibling| last(sibling) >= row.last);
        if answered {
            None
        } else {
            sibling(bank, progress, &Fit::default(), &question.objective).map(|sibling| sibling.id.clone())
        }
    };
    kept.filter_map(stand_in).collect()
}

/// A drill session.
#[derive(Debug)]
pub struct Drill {
    title: String,
    sitting: Sitting,
    queue: VecDeque<Arc<Question>>,
    current: Option<Attempt>,
    now: Moment,
}

impl Drill {
    /// Begins a drill; it has no question if none fits the selection.
    pub fn begin(bank: Arc<Bank>, progress: Progress, selection: &Selection, seeds: Seeds, now: Moment) -> Self {
        let mut sitting = Sitting::begin(bank, progress, Mode::Drill, seeds);
        let queue = paper(&mut sitting, selection);
        let mut drill = Self { title: selection.title(), sitting, queue, current: None, now };
        drill.go_on(now);
        drill
    }

    /// Whether no question fitted.
    pub fn is_empty(&self) -> bool {
        self.current.is_none() && self.sitting.outcomes.is_empty()
    }

    fn go_on(&mut self, now: Moment) {
        let next = self.queue.pop_front();
        self.current = next.map(|question| self.sitting.ask(question, now));
    }

    fn submit(&mut self, now: Moment) -> Vec<Effect> {
        let Some(attempt) = self.current.as_mut().filter(|attempt| !attempt.is_shown()) else { return Vec::new() };
        let Some(answered) = attempt.submit(now) else { return Vec::new() };
        self.sitting.answered(attempt, answered, now)
    }

    fn undo(&mut self, now: Moment) -> Vec<Effect> {
        let Some(attempt) = self.current.take_if(|attempt| attempt.is_shown()) else { return Vec::new() };
        let effects = self.sitting.undo(now).unwrap_or_default();
        self.current = Some(self.sitting.ask(attempt.question, now));
        effects
    }
}

/// The questions of a drill, shuffled; siblings come only when every objective had its turn.
fn paper(sitting: &mut Sitting, selection: &Selection) -> VecDeque<Arc<Question>> {
    let Sitting { bank, progress, luck, .. } = sitting;
    let mut questions: Vec<Arc<Question>> = selection.fitting(bank, progress).map(Arc::clone).collect();
    questions.shuffle(luck);
    let mut asked = HashSet::new();
    let (mut first, rest): (Vec<_>, Vec<_>) =
        questions.into_iter().partition(|question| asked.insert(question.objective.clone()));
    first.extend(rest);
    if selection.domain.is_some() {
        first.sort_by_key(|question| progress.questions.get(&question.id).map_or(0, |row| row.seen));
    }
    first.truncate(selection.questions());
    first.into()
}

impl Session for Drill {
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
            return Scene::Summary(Box::new(self.sitting.summary(&self.title, self.now)));
        };
        let done = self.sitting.outcomes.len() - usize::from(attempt.is_shown());
        let place = (done + 1, done + 1 + self.queue.len());
        let owed = !attempt.score().is_full() && self.sitting.progress.due(&attempt.question.objective).is_some();
        let returns = if owed { "Due in your next study." } else { "" };
        Scene::Question(Box::new(self.sitting.stage(attempt, &self.title, place, returns.to_owned())))
    }
}
