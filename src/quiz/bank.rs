//! The bank: all content together, looked up by id, objective and topic; and what only shows when all is together.

use crate::quiz::exams::{Exam, Skill, Task};
use crate::quiz::fault::{Fault, Place, Source, did_you_mean};
use crate::quiz::kind::Body;
use crate::quiz::late::Late;
use crate::quiz::load::{Content, Origin};
use crate::quiz::made::OWNER;
use crate::quiz::matrix::{Matrix, Stack};
use crate::quiz::question::MADE;
use crate::quiz::question::{Question, Scenario};
use crate::quiz::reader::{Reference, Target};
use crate::quiz::syllabus::{Fact, Idea, Objective};
use rustc_hash::FxHashMap;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use xxhash_rust::xxh3::Xxh3;

/// All questions and what they refer to.
#[derive(Debug, Default)]
pub struct Bank {
    questions: Vec<Arc<Question>>,
    by_id: FxHashMap<String, usize>,
    objectives: Vec<Objective>,
    objective_by_id: FxHashMap<String, usize>,
    by_objective: FxHashMap<String, Vec<usize>>,
    scenarios: FxHashMap<String, Scenario>,
    /// Made when a drill first asks for them: they are many, and most sittings need none.
    owner_drills: OnceLock<OwnerDrills>,
    /// The exams.
    pub exams: Vec<Exam>,
    /// The facts.
    pub facts: Vec<Late<Fact>>,
    /// Service × layer.
    pub matrix: Late<Matrix>,
}

/// The owner questions and their places by id.
#[derive(Debug, Default)]
struct OwnerDrills {
    questions: Vec<Arc<Question>>,
    by_id: HashMap<String, usize>,
}

impl Bank {
    /// Puts contents together; what clashes or points nowhere is a fault, and the first of two with one id stays.
    pub fn assemble(contents: Vec<Content>) -> (Self, Vec<Fault>) {
        let mut faults: Vec<Fault> = Vec::new();
        let (mut all, mut origins) = (Content::default(), Vec::new());
        for mut content in contents {
            faults.append(&mut content.faults);
            origins.extend(content.origin.take());
            all.merge(content);
        }
        let mut bank = Self { exams: all.exams, facts: all.facts, ..Self::default() };
        bank.by_id.reserve(all.questions.len());
        bank.questions.reserve(all.questions.len());
        bank.matrix = all.matrix.unwrap_or_default();
        bank.add_scenarios(all.scenarios, &origins, &mut faults);
        bank.add_objectives(all.objectives, &origins, &mut faults);
        let made = if all.lines_made { Vec::new() } else { bank.matrix.line_questions() };
        bank.add_questions(all.questions.into_iter().chain(made), &origins, &mut faults);
        bank.name_made_objectives();
        bank.check_references(&origins, &mut faults);
        faults.sort_by(|a, b| a.at.cmp(&b.at));
        (bank, faults)
    }

    fn add_scenarios(&mut self, scenarios: Vec<Scenario>, origins: &[Origin], faults: &mut Vec<Fault>) {
        for scenario in scenarios {
            if let Some(first) = self.scenarios.get(&scenario.id) {
                faults.push(twice(origins, &scenario.id, &scenario.at, &first.at));
            } else {
                self.scenarios.insert(scenario.id.clone(), scenario);
            }
        }
    }

    fn add_objectives(&mut self, objectives: Vec<Objective>, origins: &[Origin], faults: &mut Vec<Fault>) {
        for objective in objectives {
            if let Some(&first) = self.objective_by_id.get(&objective.id) {
                faults.push(twice(origins, &objective.id, &objective.at, &self.objectives[first].at));
            } else {
                self.objective_by_id.insert(objective.id.clone(), self.objectives.len());
                self.objectives.push(objective);
            }
        }
    }

    fn add_questions(
        &mut self,
        questions: impl Iterator<Item = Question>,
        origins: &[Origin],
        faults: &mut Vec<Fault>,
    ) {
        for mut question in questions {
            if let Some(&first) = self.by_id.get(&question.id) {
                faults.push(twice(origins, &question.id, &question.at, &self.questions[first].at));
                continue;
            }
            if !self.objective_by_id.contains_key(&question.objective) && !question.objective.contains('/') {
                let bank = question.id.split('/').next().unwrap_or_default();
                question.objective = format!("{bank}/{}", question.objective);
            }
            let at = self.questions.len();
            self.by_id.insert(question.id.clone(), at);
            match self.by_objective.get_mut(&question.objective) {
                Some(siblings) => siblings.push(at),
                None => drop(self.by_objective.insert(question.objective.clone(), vec![at])),
            }
            self.questions.push(Arc::new(question));
        }
        for (at, question) in self.questions.iter().enumerate() {
            for old in &question.was {
                self.by_id.entry(old.clone()).or_insert(at);
            }
        }
    }

    /// Objectives that questions name and no file describes: line patterns, and the groups of a user's own bank.
    fn name_made_objectives(&mut self) {
        let mut made = Vec::new();
        for (objective, siblings) in &self.by_objective {
            if self.objective_by_id.contains_key(objective) {
                continue;
            }
            let question = &self.questions[siblings[0]];
            let idea = Idea {
                title: self.made_title(question, siblings.len()),
                tasks: question.tasks.clone(),
                at: question.at.clone(),
                ..Idea::default()
            };
            let objective = Objective { id: objective.clone(), topic: question.topic.clone(), idea: idea.into() };
            made.push((siblings[0], objective));
        }
        // In the order of their first questions, whatever the order of the map.
        made.sort_by_key(|(first, _)| *first);
        for (_, objective) in made {
            self.objective_by_id.insert(objective.id.clone(), self.objectives.len());
            self.objectives.push(objective);
        }
    }

    fn made_title(&self, question: &Question, siblings: usize) -> String {
        if !question.objective.starts_with(MADE) {
            return question.objective.split_once('/').map_or("", |(_, name)| name).replace('-', " ");
        }
        let service = question.service.as_deref().and_then(|id| self.matrix.service(id));
        let name = service.map_or("", |service| service.short.as_str());
        match siblings {
            1 => format!("The line of {name}"),
            n => format!("The line of {name} and {} like it", n - 1),
        }
    }

    fn check_references(&self, origins: &[Origin], faults: &mut Vec<Fault>) {
        if origins.is_empty() {
            return;
        }
        let known = |target| self.known(target);
        let sets: HashMap<Target, HashSet<&str>> = [
            Target::Fact,
            Target::Task,
            Target::Skill,
            Target::Scenario,
            Target::Service,
            Target::Layer,
            Target::Question,
        ]
        .map(|t| (t, known(t)))
        .into();
        for origin in origins {
            let source = Source { name: &origin.name, text: &origin.text };
            for Reference { target, name, span } in &origin.references {
                let is_own = *target == Target::Scenario || *target == Target::Question && !name.contains('/');
                let full = if is_own { format!("{}/{name}", origin.bank) } else { name.clone() };
                if !sets[target].contains(full.as_str()) {
                    let (noun, otherwise) = describe(*target);
                    let next = did_you_mean(&full, sets[target].iter().copied(), || otherwise.to_owned());
                    faults.push(source.fault(span.clone(), format!("unknown {noun} `{name}`"), &next));
                }
            }
        }
    }

    fn known(&self, target: Target) -> HashSet<&str> {
        match target {
            Target::Fact => self.facts.iter().map(|fact| fact.id.as_str()).collect(),
            Target::Task => self.tasks().map(|(id, _)| id).collect(),
            Target::Skill => self.skills().map(|skill| skill.id.as_str()).collect(),
            Target::Scenario => self.scenarios.keys().map(String::as_str).collect(),
            Target::Service => self.matrix.services.iter().map(|service| service.id.as_str()).collect(),
            Target::Question => self.by_id.keys().map(String::as_str).collect(),
            Target::Layer => self.matrix.layers.iter().map(|layer| layer.id.as_str()).collect(),
        }
    }

    /// The task statements of all exams, id and title.
    pub fn tasks(&self) -> impl Iterator<Item = (&str, &str)> {
        self.statements().map(|task| (task.id.as_str(), task.title.as_str()))
    }

    /// The skills of all task statements.
    pub fn skills(&self) -> impl Iterator<Item = &Skill> {
        self.statements().flat_map(|task| task.skills.iter())
    }

    fn statements(&self) -> impl Iterator<Item = &Task> {
        self.exams.iter().flat_map(|exam| &exam.domains).flat_map(|domain| &domain.tasks)
    }

    /// All questions, in the order of their files.
    pub fn questions(&self) -> &[Arc<Question>] {
        &self.questions
    }

    /// Whose is each layer of each service: questions for drills, not for the schedule.
    pub fn owner_questions(&self) -> &[Arc<Question>] {
        &self.owner_drills().questions
    }

    fn owner_drills(&self) -> &OwnerDrills {
        self.owner_drills.get_or_init(|| {
            let questions: Vec<Arc<Question>> = self.matrix.owner_questions().into_iter().map(Arc::new).collect();
            let by_id = questions.iter().enumerate().map(|(at, question)| (question.id.clone(), at)).collect();
            OwnerDrills { questions, by_id }
        })
    }

    /// The question of this id, also under an earlier id of it.
    pub fn question(&self, id: &str) -> Option<&Arc<Question>> {
        if id.starts_with(OWNER) {
            let drills = self.owner_drills();
            return drills.by_id.get(id).map(|&at| &drills.questions[at]);
        }
        self.by_id.get(id).map(|&at| &self.questions[at])
    }

    /// All objectives, in the order in which a learner meets them.
    pub fn objectives(&self) -> &[Objective] {
        &self.objectives
    }

    /// The objective of this id.
    pub fn objective(&self, id: &str) -> Option<&Objective> {
        self.objective_by_id.get(id).map(|&at| &self.objectives[at])
    }

    /// The questions of an objective that practice may show.
    pub fn siblings(&self, objective: &str) -> impl Iterator<Item = &Arc<Question>> {
        let places = self.by_objective.get(objective).map_or(&[][..], Vec::as_slice);
        places.iter().map(|&at| &self.questions[at]).filter(|question| !question.exam_only)
    }

    /// The topic of a question: its objective's.
    pub fn topic<'b>(&'b self, question: &'b Question) -> &'b str {
        self.objective(&question.objective).map_or(&question.topic, |objective| &objective.topic)
    }

    /// The text that a question shares with others.
    pub fn scenario(&self, question: &Question) -> Option<&str> {
        self.scenarios.get(question.scenario.as_ref()?).map(|scenario| scenario.text.as_str())
    }

    /// All texts that questions share, by their ids.
    pub fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        let mut scenarios: Vec<&Scenario> = self.scenarios.values().collect();
        scenarios.sort_by(|a, b| a.id.cmp(&b.id));
        scenarios.into_iter()
    }

    /// The exam of this code.
    pub fn exam(&self, code: &str) -> Option<&Exam> {
        self.exams.iter().find(|exam| exam.code == code)
    }

    /// Whether a question is of a domain, written `CLF-C02/2`.
    pub fn is_of_domain(&self, question: &Question, domain: &str) -> bool {
        let Some((code, number)) = domain.rsplit_once('/') else { return false };
        let exam = self.exam(code);
        let at = exam.and_then(|exam| exam.domains.iter().position(|known| known.number.to_string() == number));
        at.is_some() && exam.and_then(|exam| exam.domain_of(question)) == at
    }

    /// The fact of this id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().map(|fact| &**fact).find(|fact| fact.id == id)
    }

    /// The responsibility stack to draw beside an answer: of the question's service, else of an EC2 instance, which
    /// has every layer. None for what is about neither a service of the matrix nor a layer, but for a line.
    pub fn stack(&self, question: &Question) -> Option<Stack> {
        let named = question.service.as_deref();
        if !matches!(&*question.body, Body::Line(_)) && named.or(question.layer.as_deref()).is_none() {
            return None;
        }
        let mut stack = self.matrix.stack(self.matrix.service(named.unwrap_or("ec2"))?, question.layer.as_deref());
        if named.is_none() {
            "The model, on an EC2 instance".clone_into(&mut stack.name);
        }
        Some(stack)
    }

    /// Changes whenever derived state must be rebuilt: when an id, a key or an objective changes.
    pub fn fingerprint(&self) -> u64 {
        let mut hash = Xxh3::new();
        for question in &self.questions {
            for part in [&question.id, &question.objective].into_iter().chain(&question.was) {
                hash.update(part.as_bytes());
                hash.update(b"\n");
            }
            hash.update(&question.key.to_le_bytes());
        }
        hash.digest()
    }
}

fn describe(target: Target) -> (&'static str, &'static str) {
    match target {
        Target::Fact => ("fact", "use an id of the inventory, `SRM-041`"),
        Target::Task => ("task statement", "write exam and number, `CLF-C02/2.1`"),
        Target::Skill => ("skill", "write task statement and letter, `CLF-C02/2.1.a`"),
        Target::Scenario => ("scenario", "add its `[[scenario]]` to a file of this bank"),
        Target::Service => ("service", "use the id of a service of the matrix, `ec2`"),
        Target::Question => ("question", "write its id, with its bank where that is another one, `bank/id`"),
        Target::Layer => ("layer", "use the id of a layer of the matrix, `guest_os`"),
    }
}

/// The fault of an id that is used twice, at the second place, naming both.
fn twice(origins: &[Origin], id: &str, second: &Place, first: &Place) -> Fault {
    let name = id.split_once('/').map_or(id, |(_, name)| name);
    let message = format!("the id `{name}` is used twice, first at {first}");
    let next = "rename one of the two; the first was kept";
    match origins.iter().find(|origin| origin.name == second.file) {
        Some(origin) => {
            let source = Source { name: &origin.name, text: &origin.text };
            source.fault(source.line(second.line), message, next)
        }
        None => Fault { at: second.clone(), message, next: Some(next.to_owned()), excerpt: None },
    }
}
