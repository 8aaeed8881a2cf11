//! `whose paper`: a paper and its key for a classroom without screens, in forms with the same questions.

use crate::cli::args::{self, Global, PrintFormat};
use crate::cli::exam::find;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::load::{self, Loaded};
use crate::cli::says;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::question::Question;
use crate::quiz::set::Set;
use crate::report::handout::{Asked, Form, as_html, as_markdown};
use crate::session::exam::compose::compose;
use crate::session::exam::wish::Wish;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// `whose paper`
pub fn paper(global: &Global, wanted: &args::Paper) -> Outcome {
    let Loaded { bank, .. } = load::bank(global)?;
    let (title, questions) = match (&wanted.set, &wanted.id) {
        (Some(file), _) => from_set(&bank, file)?,
        (None, id) => by_blueprint(&bank, id.as_deref().unwrap_or_default(), wanted)?,
    };
    let forms: Vec<Form> = (0..wanted.forms).map(|at| form(&bank, &questions, wanted.seed, at)).collect();
    says::text(&match wanted.format {
        PrintFormat::Md => as_markdown(&title, &forms),
        PrintFormat::Html => as_html(&title, &forms),
    })?;
    Ok(DONE)
}

/// The questions that a file names.
pub fn from_set(bank: &Bank, file: &Path) -> Result<(String, Vec<Arc<Question>>), Fail> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| Fail::usage(format!("{name}: it cannot be read: {error}")))?;
    let set = Set::read(&name, &text, bank).map_err(|faults| Fail::usage(faults.join("\n")))?;
    Ok((set.title, set.questions))
}

/// Questions by an exam's blueprint; what any learner has seen plays no part.
fn by_blueprint(bank: &Bank, id: &str, wanted: &args::Paper) -> Result<(String, Vec<Arc<Question>>), Fail> {
    let exam = find(bank, id)?;
    let wish = Wish { n: wanted.n.map(usize::from), ..Wish::of(&exam.code) };
    let paper = compose(bank, &Progress::default(), exam, &wish, wanted.seed);
    let paper = paper.map_err(|shortage| Fail::failed(shortage.words()))?;
    let questions = paper.items.iter().filter_map(|item| bank.question(&item.question)).map(Arc::clone);
    Ok((format!("{} paper {}", exam.code, wanted.seed), questions.collect()))
}

/// The n-th form: form A keeps the order of the paper, the others have one of their own.
fn form(bank: &Bank, questions: &[Arc<Question>], seed: u64, at: u8) -> Form {
    let mut luck = ChaCha8Rng::seed_from_u64(seed);
    luck.set_stream(u64::from(at) + 1);
    let mut questions = questions.to_vec();
    if at > 0 {
        questions.shuffle(&mut luck);
    }
    let asked = questions.into_iter().map(|question| {
        let draft = question.body.begin(&mut luck);
        let scenario = bank.scenario(&question).map(str::to_owned);
        Asked { scenario, sheet: draft.sheet(false), key: draft.sheet(true), question }
    });
    Form { name: char::from(b'A' + at).to_string(), questions: asked.collect() }
}
