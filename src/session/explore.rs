//! Explore: the stacks of up to three services side by side, so that one sees what moves from one to the next.
//! Deliberately not here: keys, bars, and questions; nothing is asked and nothing is saved.

use crate::quiz::fault::{did_you_mean, distance};
use crate::quiz::matrix::{Cell, Matrix, Service};
use crate::quiz::owner::Owner;
use crate::session::drill::Selection;
use serde::Serialize;

/// So many services are shown side by side at most: three stand on the narrowest screen.
pub const COLUMNS: usize = 3;

/// What is shown where nothing else is asked for: the step from infrastructure to a managed service to a function.
const FIRST: [&str; COLUMNS] = ["ec2", "rds", "lambda"];

/// The longest text to search for, in characters; longer than any service's name.
const LONGEST: usize = 60;

/// Which services are shown, and where the learner is among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explore {
    /// The services, by id, none of them twice.
    services: Vec<String>,
    column: usize,
    layer: usize,
    /// Only the layers whose owners differ are shown.
    differing: bool,
    search: Option<Search>,
}

/// A search under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Search {
    text: String,
    cursor: usize,
    /// What is found stands in a new column, and not in that under the cursor.
    beside: bool,
}

/// What the learner does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A layer, or a found service, up.
    Up,
    /// A layer, or a found service, down.
    Down,
    /// To the first layer.
    First,
    /// To the last layer.
    Last,
    /// To the service at the left.
    Left,
    /// To the service at the right.
    Right,
    /// Shows only the layers whose owners differ, or all again.
    Differing,
    /// Searches a service for the column under the cursor.
    Find,
    /// Searches a service for a new column.
    Add,
    /// Takes the column under the cursor away; in a search, the last letter.
    Remove,
    /// Writes a letter of the text to search for.
    Letter(char),
    /// Takes the found service under the cursor.
    Take,
    /// Leaves the search.
    Leave,
}

/// Stacks side by side, as they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The services, left to right.
    pub columns: Vec<Column>,
    /// The layers, top to bottom.
    pub rows: Vec<Row>,
    /// The column under the cursor.
    pub column: usize,
    /// The row under the cursor.
    pub row: usize,
    /// Whether layers are left out because they do not differ.
    pub differing: bool,
}

/// One service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// What is special about it.
    pub note: String,
    /// The page behind it.
    pub source: String,
    /// The day on which the page was read; no line drill is made without it.
    pub read: Option<String>,
}

/// One layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its title.
    pub title: String,
    /// Its short title.
    pub short: String,
    /// What it is in each column; none where the service has no such layer.
    pub parts: Vec<Option<Part>>,
    /// Whether it moves from one column to another.
    pub differs: bool,
}

/// One layer of one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Whose it is.
    pub owner: Owner,
    /// Why.
    pub reason: String,
}

/// A search, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was typed.
    pub text: String,
    /// What fits it: name and short name, the nearest first.
    pub found: Vec<(String, String)>,
    /// The one under the cursor.
    pub cursor: usize,
    /// The service that it takes the place of, if it stands in no new column.
    pub replaces: Option<String>,
}

impl Explore {
    /// These services side by side, without any named the three of the first lesson; else why not.
    pub fn of(matrix: &Matrix, names: &[impl AsRef<str>]) -> Result<Self, String> {
        let mut services: Vec<String> = Vec::new();
        for name in names {
            let id = &named(matrix, name.as_ref())?.id;
            if !services.contains(id) {
                services.push(id.clone());
            }
        }
        if services.len() > COLUMNS {
            let over = services.len() - COLUMNS;
            return Err(format!("at most {COLUMNS} services stand side by side; leave out {over}"));
        }
        Ok(if services.is_empty() { Self::first(matrix) } else { Self { services, ..Self::default() } })
    }

    /// EC2, RDS and Lambda; where there are none of these, whatever comes first.
    pub fn first(matrix: &Matrix) -> Self {
        let known = FIRST.iter().filter_map(|id| matrix.service(id));
        let mut services: Vec<String> = known.map(|service| service.id.clone()).collect();
        if services.is_empty() {
            services = matrix.services.iter().take(COLUMNS).map(|service| service.id.clone()).collect();
        }
        Self { services, ..Self::default() }
    }

    /// Takes in an event; what cannot be done is refused in words.
    pub fn update(&mut self, event: Event, matrix: &Matrix) -> Result<(), String> {
        let done = if self.is_searching() { self.search(event, matrix) } else { self.look(event, matrix) };
        self.settle(matrix);
        done
    }

    /// Whether letters are taken as a text to search for.
    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// The drill of the service under the cursor.
    pub fn drill(&self) -> Selection {
        Selection { service: self.services.get(self.column).cloned(), ..Selection::default() }
    }

    fn look(&mut self, event: Event, matrix: &Matrix) -> Result<(), String> {
        let shown = self.shown(matrix);
        let row = shown.iter().position(|layer| *layer == self.layer).unwrap_or(0);
        let to = |row: usize| shown.get(row).copied();
        match event {
            Event::Up => self.layer = to(row.saturating_sub(1)).unwrap_or(self.layer),
            Event::Down => self.layer = to(row + 1).unwrap_or(self.layer),
            Event::First => self.layer = to(0).unwrap_or(self.layer),
            Event::Last => self.layer = shown.last().copied().unwrap_or(self.layer),
            Event::Left => self.column = self.column.saturating_sub(1),
            Event::Right => self.column += 1,
            Event::Differing => return self.toggle(matrix),
            Event::Find => self.search = Some(Search::default()),
            Event::Add if self.services.len() == COLUMNS => return Err("three at most; Backspace removes one".into()),
            Event::Add => self.search = Some(Search { beside: true, ..Search::default() }),
            Event::Remove if self.services.len() < 2 => return Err("the last one stays; / finds another".into()),
            Event::Remove => drop(self.services.remove(self.column)),
            Event::Letter(_) | Event::Take | Event::Leave => {}
        }
        Ok(())
    }

    fn toggle(&mut self, matrix: &Matrix) -> Result<(), String> {
        if self.services.len() < 2 {
            return Err("one service differs from nothing".into());
        }
        self.differing = !self.differing;
        if self.shown(matrix).is_empty() { Err("no layer differs here".into()) } else { Ok(()) }
    }

    fn search(&mut self, event: Event, matrix: &Matrix) -> Result<(), String> {
        let Some(search) = &mut self.search else { return Ok(()) };
        let last = find(matrix, &search.text).len().saturating_sub(1);
        match event {
            Event::Up => search.cursor = search.cursor.saturating_sub(1),
            Event::Down => search.cursor = (search.cursor + 1).min(last),
            Event::Letter(c) if !c.is_control() && search.text.chars().count() < LONGEST => {
                search.text.push(c);
                search.cursor = 0;
            }
            Event::Remove => {
                search.text.pop();
                search.cursor = 0;
            }
            Event::Take => return self.take(matrix),
            Event::Leave => self.search = None,
            _ => {}
        }
        Ok(())
    }

    /// Takes what is under the cursor into its column; nothing stands there twice.
    fn take(&mut self, matrix: &Matrix) -> Result<(), String> {
        let Some(search) = &self.search else { return Ok(()) };
        let Some(service) = find(matrix, &search.text).get(search.cursor).copied() else {
            return Err("nothing is called that".into());
        };
        let beside = search.beside || self.services.is_empty();
        self.search = None;
        if let Some(at) = self.services.iter().position(|id| *id == service.id) {
            self.column = at;
            return Err(format!("{} is there already", service.short));
        }
        if beside {
            self.column = self.services.len();
            self.services.push(service.id.clone());
        } else if let Some(id) = self.services.get_mut(self.column) {
            id.clone_from(&service.id);
        }
        Ok(())
    }

    /// Keeps the cursor on something that is shown.
    fn settle(&mut self, matrix: &Matrix) {
        self.column = self.column.min(self.services.len().saturating_sub(1));
        if self.shown(matrix).is_empty() {
            self.differing = false;
        }
        let shown = self.shown(matrix);
        let next = shown.iter().find(|layer| **layer >= self.layer).or(shown.last());
        self.layer = next.copied().unwrap_or(0);
    }

    fn services<'m>(&self, matrix: &'m Matrix) -> Vec<&'m Service> {
        self.services.iter().filter_map(|id| matrix.service(id)).collect()
    }

    /// The places of the layers that are shown.
    fn shown(&self, matrix: &Matrix) -> Vec<usize> {
        let services = self.services(matrix);
        (0..matrix.layers.len()).filter(|layer| !self.differing || differs(&services, *layer)).collect()
    }

    /// The stacks as they are shown.
    pub fn comparison(&self, matrix: &Matrix) -> Comparison {
        let (services, shown) = (self.services(matrix), self.shown(matrix));
        let row = shown.iter().position(|layer| *layer == self.layer).unwrap_or(0);
        Comparison {
            columns: services.iter().map(|service| column(service)).collect(),
            rows: shown.into_iter().map(|layer| layer_row(matrix, &services, layer)).collect(),
            column: self.column,
            row,
            differing: self.differing,
        }
    }

    /// The search under way, if there is one.
    pub fn finding(&self, matrix: &Matrix) -> Option<Finding> {
        let search = self.search.as_ref()?;
        let found = find(matrix, &search.text);
        let here = self.services.get(self.column).and_then(|id| matrix.service(id));
        Some(Finding {
            text: search.text.clone(),
            found: found.iter().map(|service| (service.name.clone(), service.short.clone())).collect(),
            cursor: search.cursor,
            replaces: here.filter(|_| !search.beside).map(|service| service.short.clone()),
        })
    }
}

fn column(service: &Service) -> Column {
    Column {
        name: service.name.clone(),
        short: service.short.clone(),
        note: service.note.clone(),
        source: service.source.clone(),
        read: service.checked.clone(),
    }
}

fn layer_row(matrix: &Matrix, services: &[&Service], at: usize) -> Row {
    let layer = &matrix.layers[at];
    let part = |service: &&Service| {
        let cell = service.cells.get(at).copied().flatten()?;
        Some(Part { owner: cell.owner(), reason: layer.reason(cell).to_owned() })
    };
    Row {
        title: layer.title.clone(),
        short: layer.short.clone(),
        parts: services.iter().map(part).collect(),
        differs: differs(services, at),
    }
}

fn differs(services: &[&Service], layer: usize) -> bool {
    let owner = |service: &Service| service.cells.get(layer).copied().flatten().map(Cell::owner);
    services.windows(2).any(|pair| owner(pair[0]) != owner(pair[1]))
}

/// The service of this id, name or short name.
fn named<'m>(matrix: &'m Matrix, name: &str) -> Result<&'m Service, String> {
    let wanted = bare(name);
    let is = |service: &&Service| [&service.id, &service.short, &service.name].iter().any(|name| bare(name) == wanted);
    matrix.services.iter().find(is).ok_or_else(|| {
        let ids = || matrix.services.iter().map(|service| service.id.as_str());
        let next = did_you_mean(&wanted, ids(), || match find(matrix, name).first() {
            Some(service) => format!("did you mean `{}`?", service.id),
            None => format!("it is one of {}", ids().collect::<Vec<_>>().join(", ")),
        });
        format!("there is no service `{name}`; {next}")
    })
}

/// A name without what people leave out: the maker in front, the remark behind.
fn bare(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let name = name.split(" (").next().unwrap_or_default();
    let without = |maker: &str| name.strip_prefix(maker);
    without("amazon ").or_else(|| without("aws ")).unwrap_or(name).to_owned()
}

/// The services that a text means: those that have all its words in their names, else those with a word near to it.
pub fn find<'m>(matrix: &'m Matrix, text: &str) -> Vec<&'m Service> {
    let text = text.trim().to_lowercase();
    let best = |rank: fn(&Service, &str) -> Option<usize>| {
        let ranked = matrix.services.iter().filter_map(|service| Some((rank(service, &text)?, service)));
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, service)| service).collect::<Vec<_>>()
    };
    let found = best(fit);
    if found.is_empty() { best(nearness) } else { found }
}

fn names(service: &Service) -> [String; 3] {
    [&service.short, &service.id, &service.name].map(|name| name.to_lowercase())
}

/// How well a text fits a service: as a whole name, as its beginning, somewhere.
fn fit(service: &Service, text: &str) -> Option<usize> {
    let names = names(service);
    let any = |test: &dyn Fn(&String) -> bool| names.iter().any(test);
    if any(&|name| name == text) {
        Some(0)
    } else if any(&|name| name.starts_with(text)) {
        Some(1)
    } else {
        text.split_whitespace().all(|word| any(&|name| name.contains(word))).then_some(2)
    }
}

/// How far the nearest word of a service's names is from a mistyped text.
fn nearness(service: &Service, text: &str) -> Option<usize> {
    let names = names(service);
    let words = names.iter().flat_map(|name| name.split([' ', '-', '(', ')', ',', '/']).chain([name.as_str()]));
    words.filter(|word| !word.is_empty()).filter_map(|word| distance(text, word)).min()
}

#[cfg(test)]
mod tests {
    use super::{Event, Explore, Owner, find};
    use crate::quiz::load::{SourceFile, read};
    use crate::quiz::matrix::Matrix;

    fn matrix() -> Matrix {
        let text = include_str!("../../questions/matrix.toml").to_owned();
        (*read(&SourceFile::new("matrix.toml", text)).matrix.expect("a matrix")).clone()
    }

    fn shorts(explore: &Explore, matrix: &Matrix) -> Vec<String> {
        explore.comparison(matrix).columns.into_iter().map(|column| column.short).collect()
    }

    fn found(matrix: &Matrix, text: &str) -> Vec<String> {
        find(matrix, text).into_iter().map(|service| service.id.clone()).collect()
    }

    /// Takes in events, of which none may be refused.
    fn all(explore: &mut Explore, matrix: &Matrix, events: &[Event]) {
        for event in events {
            assert_eq!(explore.update(*event, matrix), Ok(()), "{event:?}");
        }
    }

    fn letters(text: &str) -> Vec<Event> {
        text.chars().map(Event::Letter).collect()
    }

    #[test]
    fn services_are_named_as_people_name_them() {
        let matrix = matrix();
        let of = |names: &[&str]| Explore::of(&matrix, names).map(|explore| shorts(&explore, &matrix));
        assert_eq!(of(&[]), Ok(vec!["EC2".into(), "RDS".into(), "Lambda".into()]));
        let named = of(&["Amazon Aurora", " LAMBDA ", "eks fargate"]);
        assert_eq!(named, Ok(vec!["Aurora".into(), "Lambda".into(), "EKS Fargate".into()]));
        assert_eq!(of(&["ec2", "Amazon EC2", "EC2"]), Ok(vec!["EC2".into()]), "nothing stands there twice");
        assert_eq!(of(&["rdz"]), Err("there is no service `rdz`; did you mean `rds`?".into()));
        assert_eq!(of(&["fargate"]), Err("there is no service `fargate`; did you mean `ecs-fargate`?".into()));
        assert!(of(&["qqqqqq"]).is_err_and(|why| why.contains("it is one of ec2, ebs,")));
        let many = of(&["ec2", "rds", "s3", "sqs", "sns"]);
        assert_eq!(many, Err("at most 3 services stand side by side; leave out 2".into()));
    }

    #[test]
    fn a_comparison_tells_whose_each_layer_is_and_what_moves() {
        let matrix = matrix();
        let comparison = Explore::first(&matrix).comparison(&matrix);
        assert_eq!(comparison.rows.len(), 14);
        let row = |short: &str| comparison.rows.iter().find(|row| row.short == short).expect("a layer");
        let owners = |short: &str| row(short).parts.iter().map(|part| Some(part.as_ref()?.owner)).collect::<Vec<_>>();
        assert_eq!(owners("guest OS"), [Some(Owner::Customer), Some(Owner::Aws), Some(Owner::Aws)]);
        assert!(row("guest OS").differs && !row("hypervisor").differs);
        let reason = &row("guest OS").parts[1].as_ref().expect("a part").reason;
        assert!(reason.starts_with("AWS runs and patches the operating system"), "{reason}");
        let ebs = Explore::of(&matrix, &["ec2", "ebs"]).expect("services").comparison(&matrix);
        let guest = ebs.rows.iter().find(|row| row.short == "guest OS").expect("a layer");
        assert!(guest.parts[1].is_none() && guest.differs, "a layer that is not there has moved too");
        assert_eq!(ebs.columns[1].read.as_deref(), Some("2026-11-22"));
    }

    #[test]
    fn every_cell_of_every_service_has_its_reason() {
        let matrix = matrix();
        for service in &matrix.services {
            let comparison = Explore::of(&matrix, &[&service.id]).expect("a service").comparison(&matrix);
            assert_eq!(comparison.columns[0].name, service.name);
            let parts = comparison.rows.iter().flat_map(|row| &row.parts).flatten();
            assert!(parts.into_iter().all(|part| !part.reason.is_empty()), "{}", service.id);
        }
    }

    #[test]
    fn the_cursor_stays_on_the_stacks() {
        let matrix = matrix();
        let mut explore = Explore::first(&matrix);
        all(&mut explore, &matrix, &[Event::Up, Event::Left]);
        assert_eq!(explore, Explore::first(&matrix));
        all(&mut explore, &matrix, &[Event::Last, Event::Down, Event::Right, Event::Right, Event::Right]);
        let at = explore.comparison(&matrix);
        assert_eq!((at.row, at.column), (13, 2));
        assert_eq!(explore.drill().service.as_deref(), Some("lambda"));
        all(&mut explore, &matrix, &[Event::Remove]);
        assert_eq!((shorts(&explore, &matrix), explore.column), (vec!["EC2".into(), "RDS".into()], 1));
    }

    #[test]
    fn what_does_not_differ_can_be_left_out() {
        let matrix = matrix();
        let mut explore = Explore::first(&matrix);
        all(&mut explore, &matrix, &[Event::Differing]);
        let shown = explore.comparison(&matrix);
        assert!(shown.rows.len() < 14 && shown.rows.iter().all(|row| row.differs), "{shown:?}");
        all(&mut explore, &matrix, &[Event::Last]);
        assert_eq!(explore.comparison(&matrix).row + 1, shown.rows.len());
        all(&mut explore, &matrix, &[Event::Remove, Event::Remove]);
        assert_eq!(explore.comparison(&matrix).rows.len(), 14, "one column alone is shown whole");
        assert!(explore.update(Event::Differing, &matrix).is_err());
        let mut same = Explore::of(&matrix, &["sqs", "sqs"]).expect("a service");
        assert!(same.update(Event::Differing, &matrix).is_err());
    }

    #[test]
    fn a_fourth_column_is_refused_and_the_last_one_stays() {
        let matrix = matrix();
        let mut explore = Explore::first(&matrix);
        let before = explore.clone();
        assert_eq!(explore.update(Event::Add, &matrix), Err("three at most; Backspace removes one".into()));
        assert_eq!(explore, before);
        all(&mut explore, &matrix, &[Event::Remove, Event::Remove]);
        assert!(explore.update(Event::Remove, &matrix).is_err());
        assert_eq!(shorts(&explore, &matrix), ["Lambda"]);
    }

    #[test]
    fn what_is_found_takes_the_column_or_a_new_one() {
        let matrix = matrix();
        let mut explore = Explore::of(&matrix, &["ec2", "rds"]).expect("services");
        all(&mut explore, &matrix, &[Event::Right, Event::Find]);
        assert_eq!(explore.finding(&matrix).expect("a search").replaces.as_deref(), Some("RDS"));
        all(&mut explore, &matrix, &letters("auroraa"));
        all(&mut explore, &matrix, &[Event::Remove, Event::Down, Event::Down, Event::Down, Event::Take]);
        assert_eq!(shorts(&explore, &matrix), ["EC2", "Aurora SLv2"]);
        all(&mut explore, &matrix, &[Event::Add]);
        all(&mut explore, &matrix, &letters("s3"));
        all(&mut explore, &matrix, &[Event::Take]);
        assert_eq!((shorts(&explore, &matrix).len(), explore.column), (3, 2));
        all(&mut explore, &matrix, &[Event::Find]);
        all(&mut explore, &matrix, &letters("ec2"));
        assert_eq!(explore.update(Event::Take, &matrix), Err("EC2 is there already".into()));
        assert_eq!((explore.column, explore.is_searching()), (0, false), "the cursor goes where it is");
    }

    #[test]
    fn a_search_that_is_left_changes_nothing() {
        let matrix = matrix();
        let mut explore = Explore::first(&matrix);
        all(&mut explore, &matrix, &[Event::Find]);
        all(&mut explore, &matrix, &letters("qqqqqq\u{1b}"));
        assert_eq!(explore.finding(&matrix).expect("a search").text, "qqqqqq");
        assert_eq!(explore.update(Event::Take, &matrix), Err("nothing is called that".into()));
        all(&mut explore, &matrix, &[Event::Leave]);
        assert_eq!(explore, Explore::first(&matrix));
    }

    #[test]
    fn a_text_finds_by_id_name_and_short_name_and_then_what_is_near() {
        let matrix = matrix();
        assert_eq!(find(&matrix, "").len(), matrix.services.len());
        assert_eq!(found(&matrix, "lambda")[0], "lambda");
        assert_eq!(found(&matrix, "Sms"), found(&matrix, "sms"));
        assert_eq!(found(&matrix, "node group"), ["eks-mng"]);
        assert_eq!(found(&matrix, "fargate eks"), ["eks-fargate"]);
        assert_eq!(found(&matrix, "labmda")[0], "lambda");
        assert_eq!(found(&matrix, "fragate"), ["ecs-fargate", "eks-fargate"]);
        assert!(found(&matrix, "qqqqqq").is_empty());
    }

    #[test]
    fn an_empty_matrix_breaks_nothing() {
        let matrix = Matrix::default();
        let mut explore = Explore::first(&matrix);
        for event in [Event::Down, Event::Last, Event::Right, Event::Remove, Event::Differing, Event::Find, Event::Take]
        {
            let _ = explore.update(event, &matrix);
        }
        assert!(explore.comparison(&matrix).columns.is_empty());
        assert!(Explore::of(&matrix, &["ec2"]).is_err());
    }
}
