//! `whose bank new` and `whose bank schema`: a filled-in example to start from, and what editors check by.

use crate::cli::args::New;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::says;
use crate::quiz::fault::did_you_mean;
use crate::quiz::kind::NAMES;

/// An example of each kind, in the order of the kinds.
const EXAMPLES: [&str; NAMES.len()] = [
    include_str!("../../../assets/examples/choice.toml"),
    include_str!("../../../assets/examples/order.toml"),
    include_str!("../../../assets/examples/sort.toml"),
    include_str!("../../../assets/examples/line.toml"),
];

const SCHEMA: &str = include_str!("../../../assets/bank.schema.json");

/// `whose bank new`
pub fn new(wanted: &New) -> Outcome {
    let kind = &wanted.kind;
    let Some(at) = NAMES.iter().position(|name| name == kind) else {
        let next = did_you_mean(kind, NAMES, || format!("it is one of {}", NAMES.join(", ")));
        return Err(Fail::usage(format!("there is no kind `{kind}`; {next}")));
    };
    says::lines(&[EXAMPLES[at].trim_end().to_owned()]).map(|()| DONE)
}

/// `whose bank schema`
pub fn schema() -> Outcome {
    says::lines(&[SCHEMA.trim_end().to_owned()]).map(|()| DONE)
}
