//! `whose bank show`: a question as a learner sees it, and as its author wrote it.

use crate::cli::args::{Global, Show};
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::load;
use crate::cli::says;
use crate::plain::say;
use crate::progress::day::Moment;
use crate::progress::entry::Mode;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::fault::nearest;
use crate::quiz::question::Question;
use crate::quiz::write;
use crate::session::sitting::{Seeds, Sitting};
use std::sync::Arc;

/// `whose bank show`
pub fn show(global: &Global, wanted: &Show) -> Outcome {
    let bank = Arc::new(load::bank(global)?.bank);
    let question = Arc::clone(find(&bank, &wanted.id)?);
    let mut lines = seen(&bank, &question);
    lines.push(String::new());
    lines.push(format!("As it is written, {}:", question.at));
    lines.push(String::new());
    lines.extend(write::question(&question).lines().map(str::to_owned));
    says::lines(&lines).map(|()| DONE)
}

/// A question by its id, with or without its bank.
fn find<'b>(bank: &'b Bank, id: &str) -> Result<&'b Arc<Question>, Fail> {
    let own = |question: &Question| question.id.split_once('/').is_some_and(|(_, own)| own == id);
    if let Some(question) = bank.question(id).or_else(|| bank.questions().iter().find(|question| own(question))) {
        return Ok(question);
    }
    let names = bank.questions().iter().filter_map(|question| question.id.split_once('/')).map(|(_, own)| own);
    let next = nearest(id, names)
        .map_or_else(|| "`whose bank list` names them all".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Fail::usage(format!("there is no question `{id}`; {next}")))
}

/// The question as it is asked, and what is said of it, as if nothing had been answered.
fn seen(bank: &Arc<Bank>, question: &Arc<Question>) -> Vec<String> {
    let (seeds, now) = (Seeds { paper: 0, ids: 0 }, Moment::default());
    let mut sitting = Sitting::begin(Arc::clone(bank), Progress::default(), Mode::Drill, seeds);
    let mut attempt = sitting.ask(Arc::clone(question), now);
    let open = sitting.stage(&attempt, "", (1, 1), String::new());
    attempt.reveal();
    let shown = sitting.stage(&attempt, "", (1, 1), String::new());
    let key = shown.verdict.as_ref().map(|verdict| say::key(&shown, verdict)).unwrap_or_default();
    // The first line numbers the question, and this is not a session.
    let asked = say::question(&open).into_iter().skip(2);
    asked.chain([String::new(), "The answer:".to_owned()]).chain(key).collect()
}
