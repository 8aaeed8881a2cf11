//! Examinees of the ACT-R theory: what they can do is made of many small memories that fade and are practised.
//!
//! Sixty ideas with four questions each, shared among the domains by blueprint. An idea is a heap of traces, one a
//! practice; its activation is `ln Σ age^-decay` plus offsets of learner, domain and idea, and it is recalled with the
//! chance `logistic((activation - threshold) / noise)`. A trace made while activation is high decays faster, which is
//! why spacing pays; between sittings time runs at a fortieth (Pavlik & Anderson 2005, with their parameters). Some ideas
//! are known from work: old traces. A question is right if its idea is recalled and carries over to it, or by a guess.
//!
//! Practice is 21 days. Due ideas come first, at doubling intervals, each time with a question not seen before as long
//! as there is one, then new ideas; after a miss the question returns the same day. Feedback leaves a trace, if it
//! sinks in. Only first answers count. Learners differ in how many new ideas a day they take on whatever is due: the
//! slowest reach half of them. The exam comes up to three days later and asks fresh items of all sixty ideas.

use crate::examinees::luck::Luck;
use crate::examinees::{ANSWERS, DOMAINS, Examinee, GUESSES_BETTER, Guess, IDEAS, age, blueprint, share, sit, truth};
use whose::progress::readiness::{Exposure, Practice};

const SIBLINGS: u32 = 4;
const DAYS: u32 = 21;
const DAY: f64 = 86_400.0;
const ANSWER_SECONDS: f64 = 40.0;

/// How fast time runs between sittings, and the parameters of activation.
const AWAY: f64 = 0.025;
const DECAY: f64 = 0.177;
const DECAY_BY_ACTIVATION: f64 = 0.217;
const THRESHOLD: f64 = -0.704;
const NOISE: f64 = 0.255;

/// How a recalled idea carries over to one of its questions, evenly between these.
const CARRIES: (f64, f64) = (0.75, 1.0);

struct Idea {
    domain: usize,
    ease: f64,
    /// When each practice was, in seconds of felt time, and how fast its trace decays.
    traces: Vec<(f64, f64)>,
    asked: u32,
    /// The day it comes back, and the days after which it did.
    due: u32,
    interval: u32,
}

struct Learner {
    ideas: Vec<Idea>,
    /// The chance that feedback leaves a trace.
    attention: f64,
    /// The share of all ideas that the learner means to meet before the exam, at least.
    hurry: f64,
    answers: Vec<Exposure>,
}

impl Idea {
    fn recall(&self, now: f64) -> f64 {
        1.0 / (1.0 + ((THRESHOLD - self.activation(now)) / NOISE).exp())
    }

    fn activation(&self, now: f64) -> f64 {
        let left: f64 = self.traces.iter().map(|(at, decay)| (now - at).max(1.0).powf(-decay)).sum();
        left.ln() + self.ease
    }

    fn practise(&mut self, now: f64) {
        let decay = DECAY_BY_ACTIVATION * self.activation(now).exp() + DECAY;
        self.traces.push((now, decay.min(1.5)));
    }

    /// Known from work: met several times in the years before.
    fn remember_work(&mut self, luck: &mut Luck) {
        for _ in 0..3 + luck.below(10) {
            self.traces.push((-AWAY * DAY * luck.between(10.0, 700.0), DECAY + luck.between(0.0, 0.05)));
        }
    }

    /// The chance of a right answer to one of its questions.
    fn right(&self, now: f64, guess: Guess, luck: &mut Luck) -> f64 {
        let known = self.recall(now) * luck.between(CARRIES.0, CARRIES.1);
        known + (1.0 - known) * guess.real
    }
}

impl Learner {
    fn draw(luck: &mut Luck) -> Self {
        let aptitude = luck.normal(1.1, 0.5);
        let experience = luck.normal(-1.0, 1.2);
        let affinities: [(f64, f64); DOMAINS] =
            std::array::from_fn(|_| (luck.normal(0.0, 0.25), luck.normal(0.0, 0.6)));
        let (attention, hurry) = (luck.between(0.6, 1.0), luck.between(0.5, 1.2));
        let ideas = deal(luck).into_iter().map(|domain| {
            let ease = aptitude + affinities[domain].0 + luck.normal(0.0, 0.35);
            let known = 1.0 / (1.0 + (-experience - affinities[domain].1).exp());
            let mut idea = Idea { domain, ease, traces: Vec::new(), asked: 0, due: 0, interval: 1 };
            if luck.hits(known) {
                idea.remember_work(luck);
            }
            idea
        });
        Self { ideas: ideas.collect(), attention, hurry, answers: Vec::new() }
    }

    /// The first answer to a question of an idea, what follows from it, and when the idea comes back.
    fn answer(&mut self, idea: usize, day: u32, now: f64, luck: &mut Luck) {
        let guess = Guess::draw(false, luck);
        let idea = &mut self.ideas[idea];
        let chance = idea.right(now, guess, luck);
        let right = luck.hits(chance);
        let age = age(self.answers.len());
        let practised = idea.asked > 0;
        self.answers.push(Exposure { domain: idea.domain, right, chance: guess.told, practised, age });
        let times = if right { 1 } else { 2 };
        for time in 0..times {
            if luck.hits(self.attention) {
                idea.practise(now + f64::from(time) * 8.0 * ANSWER_SECONDS);
            }
        }
        idea.asked += 1;
        idea.interval = if right { idea.interval * 2 } else { 1 };
        idea.due = day + idea.interval;
    }

    /// What to ask: something new if that lags behind, what is due longest, else something new, else what was asked least.
    fn next(&self, day: u32) -> usize {
        let open = || self.ideas.iter().enumerate().filter(|(_, idea)| idea.asked < SIBLINGS);
        let new = self.ideas.iter().position(|idea| idea.asked == 0);
        let met = share(self.ideas.iter().map(|idea| f64::from(idea.asked > 0)));
        if let Some(new) = new.filter(|_| met < self.hurry * f64::from(day + 1) / f64::from(DAYS)) {
            return new;
        }
        let due = open().filter(|(_, idea)| idea.asked > 0 && idea.due <= day).min_by_key(|(_, idea)| idea.due);
        let next = due.or_else(|| open().min_by_key(|(_, idea)| (idea.asked, idea.due)));
        next.map_or(0, |(at, _)| at)
    }

    fn of(&self, domain: usize) -> Vec<&Idea> {
        self.ideas.iter().filter(|idea| idea.domain == domain).collect()
    }

    /// The chance of a right answer to a fresh item of a domain.
    fn fresh(&self, domain: usize, now: f64, luck: &mut Luck) -> f64 {
        let ideas = self.of(domain);
        let (idea, guess) = (ideas[luck.below(ideas.len())], Guess::draw(true, luck));
        idea.right(now, guess, luck)
    }

    /// The share of each domain's ideas that were met.
    fn covered(&self) -> Vec<f64> {
        (0..DOMAINS).map(|domain| share(self.of(domain).iter().map(|idea| f64::from(idea.asked > 0)))).collect()
    }

    /// The same, of all items there could be.
    fn share(&self, domain: usize, now: f64) -> f64 {
        let recalls: Vec<f64> = self.of(domain).iter().map(|idea| idea.recall(now)).collect();
        let known = f64::midpoint(CARRIES.0, CARRIES.1) * share(recalls.into_iter());
        let guess = blueprint().chance * GUESSES_BETTER;
        known + (1.0 - known) * guess
    }
}

/// The domains of the ideas, in the order in which they are met.
fn deal(luck: &mut Luck) -> Vec<usize> {
    let mut left = IDEAS.map(|count| (0..count).map(|_| 1.0).sum());
    let mut dealt = Vec::new();
    while left.iter().any(|count| *count > 0.0) {
        let domain = luck.pick(&left);
        left[domain] -= 1.0;
        dealt.push(domain);
    }
    dealt
}

pub(crate) fn examinee(luck: &mut Luck) -> Examinee {
    let mut learner = Learner::draw(luck);
    let mut now = 0.0;
    for number in 0..ANSWERS {
        let day = number * DAYS / ANSWERS;
        let idea = learner.next(day);
        learner.answer(idea, day, now, luck);
        now += ANSWER_SECONDS;
        if (number + 1) * DAYS / ANSWERS > day {
            now += AWAY * DAY;
        }
    }
    let exam = now + AWAY * DAY * luck.between(0.0, 3.0);
    let passed = sit(luck, |domain, luck| learner.fresh(domain, exam, luck));
    let shares = std::array::from_fn(|domain| learner.share(domain, exam));
    let covered = learner.covered();
    Examinee { practice: Practice { answers: learner.answers, covered }, truth: truth(&shares), passed }
}
