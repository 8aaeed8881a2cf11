//! `whose bank blind`: sheets without the key for a second reader, and how the answers that come back compare with it.

use crate::cli::args::{Blind, Global};
use crate::cli::exit::{DONE, Fail, Outcome, say as warn};
use crate::cli::load::{self, Loaded};
use crate::cli::says;
use crate::plain::read::{Reply, reply};
use crate::plain::say;
use crate::quiz::bank::Bank;
use crate::quiz::blind::{Covered, Dealt, compare, deal};
use crate::quiz::question::Question;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `whose bank blind`
pub fn blind(global: &Global, wanted: &Blind) -> Outcome {
    let paths = match &wanted.path {
        Some(path) => vec![path.clone()],
        None => load::own_paths(global)?,
    };
    let Loaded { bank, faults } = load::beside_shipped(&paths)?;
    for fault in &faults {
        warn(&fault.to_string());
    }
    let covered = if wanted.options_only { Covered::Stem } else { Covered::Key };
    let mut luck = ChaCha8Rng::seed_from_u64(wanted.seed);
    let mut hand = deal(asked(&bank, &paths), covered, &mut luck);
    hand.truncate(wanted.n.map_or(usize::MAX, usize::from));
    if hand.is_empty() {
        return Err(nothing(wanted));
    }
    let (sheets, name) = (sheets(&bank, &hand, covered), name(&hand));
    match &wanted.answers {
        None => says::lines(&[vec![heading(&name)], sheets].concat())?,
        Some(file) => {
            let answered = take_in(&mut hand, file, &name)?;
            says::lines(&outcome(&hand, &answered, covered))?;
        }
    }
    Ok(DONE)
}

/// The written questions of these files; where none are named, the shipped ones.
fn asked(bank: &Bank, paths: &[PathBuf]) -> Vec<Arc<Question>> {
    let own = |file: &str| paths.is_empty() || paths.iter().any(|path| Path::new(file).starts_with(path));
    let written = bank.questions().iter().filter(|question| !question.is_made() && own(&question.at.file));
    written.map(Arc::clone).collect()
}

fn nothing(wanted: &Blind) -> Fail {
    let place = wanted.path.as_ref().map(|path| format!(" in {}", path.display())).unwrap_or_default();
    let what =
        if wanted.options_only { "no choice, and other kinds mean nothing without their stem" } else { "no question" };
    Fail::usage(format!("there is {what}{place}; `whose bank check` says what is wrong with a file"))
}

/// What tells these sheets from others: the questions and their rows, and not the words, which may be mended meanwhile.
fn name(hand: &[Dealt]) -> String {
    let sheet = |dealt: &Dealt| format!("{} {}", dealt.question.id, dealt.draft.shown_order().join(" "));
    let all = hand.iter().map(sheet).collect::<Vec<_>>().join("\n");
    format!("{:08x}", xxhash_rust::xxh3::xxh3_64(all.as_bytes()) >> 32)
}

fn heading(name: &str) -> String {
    format!(
        "sheet {name}\n# Write the answers into a file that begins with `sheet {name}`: a line a question, the number of \
         the question,\n# a colon, and the numbers asked for, as in `12: 2 4`."
    )
}

/// What the reader sees of each question.
fn sheets(bank: &Bank, hand: &[Dealt], covered: Covered) -> Vec<String> {
    let sheet = |(number, dealt): (usize, &Dealt)| {
        let sheet = dealt.draft.sheet(false);
        let (what, how) = say::wanted(&sheet);
        let mut lines = vec![String::new(), format!("{number}: {what} ({how})")];
        match covered {
            Covered::Key => lines.extend(say::asked(bank.scenario(&dealt.question), &dealt.question.stem, &sheet)),
            Covered::Stem => lines.extend(say::rows(&sheet)),
        }
        lines
    };
    (1..).zip(hand).flat_map(sheet).collect()
}

/// Puts the answers of a file down; the numbers of those that were answered.
fn take_in(hand: &mut [Dealt], file: &Path, name: &str) -> Result<BTreeSet<usize>, Fail> {
    let place = file.display();
    let text = fs::read_to_string(file).map_err(|error| Fail::usage(format!("{place}: it cannot be read: {error}")))?;
    let text = text.trim_start_matches(load::BYTE_ORDER_MARK);
    let mut lines =
        (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let (_, first) = lines.next().unwrap_or((1, ""));
    if first != format!("sheet {name}") {
        return Err(Fail::usage(format!(
            "{place}: it begins with `{first}` and not with `sheet {name}`: these answers are to other sheets; use the \
             seed, the options and the questions of their time"
        )));
    }
    let mut answered = BTreeSet::new();
    for (number, line) in lines {
        let wrong = |why: String| Fail::usage(format!("{place}:{number}: {why}"));
        let at = answer(hand, line).map_err(wrong)?;
        if !answered.insert(at) {
            return Err(wrong(format!("question {} is answered twice", at + 1)));
        }
    }
    Ok(answered)
}

/// Puts one line down; the place of its question.
fn answer(hand: &mut [Dealt], line: &str) -> Result<usize, String> {
    let (number, said) =
        line.split_once(':').ok_or_else(|| format!("`{line}` has no colon behind the question's number"))?;
    let known = hand.len();
    let at = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < known);
    let at = at.ok_or_else(|| format!("there is no question `{}`; they are numbered 1 to {known}", number.trim()))?;
    let draft = &mut hand[at].draft;
    match reply(said.trim(), &draft.sheet(false)) {
        Reply::Answer { inputs, .. } => {
            for input in inputs {
                draft.edit(input).map_err(|refusal| refusal.0)?;
            }
            Ok(at)
        }
        Reply::Unclear(why) => Err(why.replace("; type ? for help", "")),
        Reply::Repeat | Reply::Help | Reply::Leave => Err(format!("`{}` is no answer", said.trim())),
    }
}

/// How the answers compare with the key; with the key alone covered, every question on which the two differ.
fn outcome(hand: &[Dealt], answered: &BTreeSet<usize>, covered: Covered) -> Vec<String> {
    let given: Vec<&Dealt> = answered.iter().map(|&at| &hand[at]).collect();
    let found = compare(given.iter().copied());
    let share = |right: f64| 100.0 * right / real(found.answered.max(1));
    let mut lines = Vec::new();
    if covered == Covered::Key {
        for dealt in given.iter().filter(|dealt| !dealt.agrees()) {
            lines.push(format!("{}: {}", dealt.question.at, dealt.question.id));
            lines.extend(dealt.differences().into_iter().map(|words| format!("    {words}")));
        }
    }
    lines.push(format!(
        "{} of {} answered, {} as the key has it: {:.1} %, by chance {:.1} %",
        found.answered,
        hand.len(),
        found.agreed,
        share(real(found.agreed)),
        share(found.by_chance)
    ));
    lines
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
