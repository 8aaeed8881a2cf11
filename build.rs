//! Checks the bank in `questions/` and compiles it into the program: a faulty bank does not build, and nothing is
//! parsed at start.

#[expect(dead_code, unreachable_pub, reason = "the room is built here for its loader alone")]
#[path = "src/quiz/mod.rs"]
mod quiz;

use quiz::bank::Bank;
use quiz::load::{Content, SourceFile, read};
use quiz::question::MADE;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=questions");
    println!("cargo::rerun-if-changed=src/quiz");
    match compile() {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            for fault in &faults {
                println!("cargo::error={fault}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("cargo::error=the bank could not be compiled: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the bank for the program, or returns what is wrong with it.
fn compile() -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for path in toml_files(Path::new("questions"))? {
        let name = path.to_string_lossy().replace('\\', "/");
        files.push(read(&SourceFile { name, bytes: fs::read(&path)? }));
    }
    let (bank, faults) = Bank::assemble(files.clone());
    let mut faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    faults.extend(unshippable(&bank));
    if faults.is_empty() {
        let mut all = Content::default();
        for content in files {
            all.merge(content);
        }
        all.questions.extend(bank.matrix.line_questions());
        let made = bank.objectives().iter().filter(|objective| objective.id.starts_with(MADE));
        all.objectives.extend(made.cloned());
        all.lines_made = true;
        let bytes = postcard::to_stdvec(&all).map_err(io::Error::other)?;
        let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
        fs::write(PathBuf::from(out).join("bank.bin"), bytes)?;
    }
    Ok(faults)
}

/// What a user's bank may do and the shipped one may not.
fn unshippable(bank: &Bank) -> Vec<String> {
    let mut faults = Vec::new();
    for question in bank.questions() {
        if !question.is_made() && question.objective.contains('/') {
            faults.push(format!("{}: `{}` has no known objective", question.at, question.id));
        }
        for fact in &question.facts {
            if bank.facts.iter().any(|known| known.id == *fact && !known.read) {
                faults
                    .push(format!("{}: `{}` is keyed on {fact}, whose source was not read", question.at, question.id));
            }
        }
        if question.verified.is_none() || question.sources.is_empty() {
            faults.push(format!("{}: `{}` has no source that was read", question.at, question.id));
        }
    }
    faults
}

/// All TOML files of a folder and the folders in it, in the order of their names.
fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(toml_files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
