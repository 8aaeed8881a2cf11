//! Service × layer → owner: the stacks that are drawn after an answer.
//! Deliberately not here: the questions that are made from it.

use crate::quiz::fault::Place;
use crate::quiz::owner::Owner;
use crate::quiz::reader::{Fields, Reader};
use serde::{Deserialize, Serialize};
use toml::de::DeTable;

/// The whole table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// The layers, top to bottom.
    pub layers: Vec<Layer>,
    /// The services.
    pub services: Vec<Service>,
}

/// One layer of the stack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// `guest_os`.
    pub id: String,
    /// As a learner reads it.
    pub title: String,
    /// For narrow places, at most 14 characters.
    pub short: String,
    /// Whether line stacks have it.
    pub in_line: bool,
    /// Why it is whose it is, by [`Cell`].
    reasons: [Option<String>; 4],
}

/// One service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// `ec2`.
    pub id: String,
    /// As a learner reads it.
    pub name: String,
    /// For narrow places, at most 14 characters.
    pub short: String,
    /// What is special about it.
    pub note: String,
    /// The page behind it.
    pub source: String,
    /// The day on which the page was read, if it was.
    pub checked: Option<String>,
    /// Whether one line parts its stack, and may be asked.
    pub line: bool,
    /// Whose each layer is, in the order of the layers; none where the service has no such layer.
    pub cells: Vec<Option<Cell>>,
    /// Where it is written.
    pub at: Place,
}

/// Whose a layer of a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// The customer does it.
    Customer,
    /// AWS runs the mechanism, the customer sets it: counts as the customer's.
    Configures,
    /// Both act, each at its own part.
    Shared,
    /// AWS does it.
    Aws,
}

/// The words for the cells, in their order.
const CELLS: [(&str, &str); 4] =
    [("customer", "customer"), ("customer-configures", "customer_configures"), ("shared", "shared"), ("aws", "aws")];

impl Cell {
    /// The party that a question's key names.
    pub fn owner(self) -> Owner {
        match self {
            Self::Customer | Self::Configures => Owner::Customer,
            Self::Shared => Owner::Both,
            Self::Aws => Owner::Aws,
        }
    }
}

/// The stack of one service as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stack {
    /// The service.
    pub name: String,
    /// Its layers, top to bottom.
    pub rows: Vec<StackRow>,
}

/// One layer of a drawn stack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackRow {
    /// The layer's title.
    pub title: String,
    /// Its short title.
    pub short: String,
    /// Whose it is.
    pub owner: Owner,
    /// Whether the question was about it.
    pub here: bool,
}

impl Layer {
    /// Why this layer is whose it is, where it is that.
    pub fn reason(&self, cell: Cell) -> &str {
        self.reasons[cell as usize].as_deref().unwrap_or_default()
    }
}

impl Matrix {
    /// The service of this id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// The stack of a service with one layer marked.
    pub fn stack(&self, service: &Service, marked: Option<&str>) -> Stack {
        let rows = self.cells(service).map(|(layer, cell)| StackRow {
            title: layer.title.clone(),
            short: layer.short.clone(),
            owner: cell.owner(),
            here: marked == Some(&layer.id),
        });
        Stack { name: service.name.clone(), rows: rows.collect() }
    }

    /// The layers that a service has, top to bottom, and whose each is.
    pub fn cells<'m>(&'m self, service: &'m Service) -> impl Iterator<Item = (&'m Layer, Cell)> {
        self.layers.iter().zip(&service.cells).filter_map(|(layer, cell)| Some((layer, (*cell)?)))
    }
}

/// Reads `[[layer]]` and `[[service]]`.
pub fn read(reader: &Reader<'_>, table: &DeTable<'_>) -> Matrix {
    let file = Fields::new(reader, "file", table, 0..0);
    let layers: Vec<Layer> = file.tables("layer").iter().filter_map(layer).collect();
    let services = file.tables("service").iter().filter_map(|fields| service(fields, &layers)).collect();
    file.finish();
    let matrix = Matrix { layers, services };
    for service in matrix.services.iter().filter(|service| service.line) {
        if let Some(message) = matrix.line(service).fault() {
            let message = format!("`{}`: {message}", service.id);
            let next = "write `line = false`, or mend its owners";
            reader.fault(service_span(&file, &service.id), message, next);
        }
    }
    matrix
}

fn service_span(file: &Fields<'_, '_>, id: &str) -> std::ops::Range<usize> {
    let tables = file.tables("service");
    let found = tables.iter().find(|fields| fields.text("id").as_deref() == Some(id));
    found.map_or(0..0, |fields| fields.span_of("id"))
}

fn layer(fields: &Fields<'_, '_>) -> Option<Layer> {
    let (id, title, short) = (fields.required("id"), fields.required("title"), fields.required("short"));
    let in_line = fields.flag("in_line").unwrap_or(true);
    let reasons = CELLS.map(|(_, name)| fields.text(name));
    fields.finish();
    Some(Layer { id: id?, title: title?, short: short?, in_line, reasons })
}

fn service(fields: &Fields<'_, '_>, layers: &[Layer]) -> Option<Service> {
    let (id, name, short) = (fields.required("id"), fields.required("name"), fields.required("short"));
    let (note, source) = (fields.required("note"), fields.required("source"));
    let (evidence, checked) = (fields.required("evidence"), fields.day("checked"));
    let line = fields.flag("line").unwrap_or(false);
    for note in ["class", "class_basis", "label", "exams", "shared_between"] {
        fields.forgive(note);
    }
    let cells = fields.table("layers").map(|owners| cells(&owners, layers));
    fields.finish();
    Some(Service {
        id: id?,
        name: name?,
        short: short?,
        note: note?,
        source: source?,
        checked: checked.filter(|_| evidence.as_deref() == Some("fetched")),
        line,
        cells: cells?,
        at: fields.reader.place(fields.span.start),
    })
}

fn cells(owners: &Fields<'_, '_>, layers: &[Layer]) -> Vec<Option<Cell>> {
    let mut cells = vec![None; layers.len()];
    for (name, owner, span) in owners.entries() {
        let Some(row) = layers.iter().position(|layer| layer.id == name) else {
            owners.reader.fault(span, format!("unknown layer `{name}`"), "use an id of `[[layer]]`");
            continue;
        };
        cells[row] = match owner.as_deref() {
            Some("customer") => Some(Cell::Customer),
            Some("customer-configures") => Some(Cell::Configures),
            Some("shared") => Some(Cell::Shared),
            Some("aws") => Some(Cell::Aws),
            Some("n/a") => None,
            _ => {
                let words = CELLS.map(|(word, _)| word).join("`, `");
                owners.reader.fault(span, format!("`{name}` has no known owner"), &format!("write `{words}` or `n/a`"));
                None
            }
        };
        if let Some(cell) = cells[row].filter(|cell| layers[row].reasons[*cell as usize].is_none()) {
            let field = CELLS[cell as usize].1;
            owners.fault("", format!("no reason for `{name}`"), &format!("add `{field} = \"...\"` to the layer"));
        }
    }
    cells
}
