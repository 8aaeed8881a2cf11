//! Puts the bank together: the shipped questions, the learner's own folder, and what `--bank` names.

use crate::cli::args::Global;
use crate::cli::exit::Fail;
use crate::quiz::bank::Bank;
use crate::quiz::check::finding::Finding;
use crate::quiz::check::{self as rules, fix};
use crate::quiz::fault::{Fault, Source};
use crate::quiz::load::{Content, SourceFile, read};
use crate::store::files::{Found, bank_dir, data_dir, find, rewrite};
use crate::store::shipped;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::thread::{available_parallelism, scope};

/// Some editors begin a file with it.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// A bank and what is wrong with the files that it comes from.
#[derive(Debug)]
pub struct Loaded {
    /// What could be loaded.
    pub bank: Bank,
    /// What could not.
    pub faults: Vec<Fault>,
}

/// What a check came to.
#[derive(Debug)]
pub struct Checked {
    /// What keeps questions from loading.
    pub faults: Vec<Fault>,
    /// What the rules of item writing find in those that load.
    pub findings: Vec<Finding>,
    /// Files that were read.
    pub files: usize,
    /// Questions of these files that load.
    pub questions: usize,
}

/// The bank to study with. Faulty questions are left out, and their faults handed on.
pub fn bank(global: &Global) -> Result<Loaded, Fail> {
    let (own, faults) = read_all(&own_paths(global)?);
    Ok(assemble(shipped()?, own, faults))
}

/// The learner's own question files: the folder, if there is one, and what `--bank` names.
pub fn own_paths(global: &Global) -> Result<Vec<PathBuf>, Fail> {
    let folder = bank_dir(&data_dir(global.data_dir.as_deref())?);
    let own = folder.is_dir().then_some(folder);
    Ok(own.into_iter().chain(global.bank.iter().cloned()).collect())
}

/// Files as a bank of their own. What they refer to may be in the shipped bank, but where they bring their own version of
/// something shipped, theirs stands.
pub fn beside_shipped(paths: &[PathBuf]) -> Result<Loaded, Fail> {
    let (own, faults) = read_all(paths);
    Ok(assemble(without(shipped()?, &own), own, faults))
}

fn assemble(base: Content, own: Vec<Content>, mut faults: Vec<Fault>) -> Loaded {
    let (bank, found) = Bank::assemble([base].into_iter().chain(own).collect());
    faults.extend(found);
    Loaded { bank, faults }
}

/// Checks files as a bank of their own.
pub fn check(paths: &[PathBuf], today: &str) -> Result<Checked, Fail> {
    let (own, faults) = read_all(paths);
    let texts: Vec<(String, String)> =
        own.iter().filter_map(|content| content.origin.as_ref()).map(|o| (o.name.clone(), o.text.clone())).collect();
    let (files, base) = (own.len(), without(shipped()?, &own));
    let others = base.questions.iter().filter(|question| !question.is_made()).count();
    let Loaded { bank, faults } = assemble(base, own, faults);
    let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source { name, text }).collect();
    let findings = rules::check(&bank, &sources, today);
    Ok(Checked { faults, findings, files, questions: written(&bank).saturating_sub(others) })
}

/// Checks the shipped questions, whose files are not at hand.
pub fn check_shipped(today: &str) -> Result<Checked, Fail> {
    let (bank, faults) = Bank::assemble(vec![shipped()?]);
    let mut names: Vec<&str> = bank.questions().iter().map(|question| question.at.file.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let sources: Vec<Source<'_>> = names.iter().map(|name| Source { name, text: "" }).collect();
    let findings = rules::check(&bank, &sources, today);
    let questions = written(&bank);
    Ok(Checked { faults, findings, files: sources.len(), questions })
}

/// Mends what is mechanical in files, and tells what was done.
pub fn mend(paths: &[PathBuf]) -> Result<Vec<String>, Fail> {
    let mut changes = Vec::new();
    for file in distinct(paths).flat_map(find) {
        let Found::File(SourceFile { name, bytes }) = file else { continue };
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        if let Some(mended) = fix::mend(&Source { name: &name, text: &text[mark..] }) {
            let whole = format!("{}{}", &text[..mark], mended.text);
            rewrite(Path::new(&name), whole.as_bytes()).map_err(|error| {
                Fail::failed(format!("{name}: it cannot be written: {error}; check its permissions"))
            })?;
            changes.extend(mended.changes);
        }
    }
    Ok(changes)
}

/// The questions that somebody wrote; the others are made from the matrix.
fn written(bank: &Bank) -> usize {
    bank.questions().iter().filter(|question| !question.is_made()).count()
}

fn without(mut shipped: Content, own: &[Content]) -> Content {
    let banks: HashSet<&str> =
        own.iter().filter_map(|content| content.origin.as_ref()).map(|origin| origin.bank.as_str()).collect();
    let replaced = |id: &str| id.split_once('/').is_some_and(|(bank, _)| banks.contains(bank));
    shipped.questions.retain(|question| !replaced(&question.id));
    shipped.scenarios.retain(|scenario| !replaced(&scenario.id));
    if own.iter().any(|content| !content.objectives.is_empty()) {
        shipped.objectives.clear();
    }
    if own.iter().any(|content| !content.facts.is_empty()) {
        shipped.facts.clear();
    }
    if own.iter().any(|content| !content.exams.is_empty()) {
        shipped.exams.clear();
    }
    if own.iter().any(|content| content.matrix.is_some()) {
        shipped.matrix = None;
        shipped.lines_made = false;
        shipped.questions.retain(|question| !question.is_made());
    }
    shipped
}

/// Reads files on all cores, each by itself, in the order of their paths.
fn read_all(paths: &[PathBuf]) -> (Vec<Content>, Vec<Fault>) {
    let (mut files, mut faults): (Vec<SourceFile>, Vec<Fault>) = (Vec::new(), Vec::new());
    for found in distinct(paths).flat_map(find) {
        match found {
            Found::File(file) => files.push(file),
            Found::Fault(fault) => faults.push(fault),
        }
    }
    let cores = available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(cores).max(1);
    let contents = scope(|threads| {
        let parts: Vec<_> =
            files.chunks(share).map(|part| threads.spawn(|| part.iter().map(read).collect::<Vec<_>>())).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    });
    (contents, faults)
}

/// A path that is named twice is read once.
fn distinct(paths: &[PathBuf]) -> impl Iterator<Item = &Path> {
    let mut seen = HashSet::new();
    paths
        .iter()
        .map(PathBuf::as_path)
        .filter(move |path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_path_buf())))
}
