//! The floors of the house: which room of `src/` may use which, and which rooms stay pure.
//!
//! A room is a folder or a file directly below `src/`. It may use itself and the rooms on lower
//! floors, never one beside it or above. Floors 1 to 3 are pure: they name no terminal, file,
//! clock or source of chance. The check reads the source as text, so it also forbids the few ways
//! of writing that would hide a use from it. Every fault is told with its file and line.

use std::path::Path;
use std::{fs, io, iter};

/// The rooms, floor by floor. The clock lies below them all and uses none, but for the instants that it tells.
const HOUSE: [(u8, &[&str]); 6] = [
    (0, &["clock"]),
    (1, &["quiz"]),
    (2, &["progress", "exchange"]),
    (3, &["session", "report"]),
    (4, &["store", "tui", "plain", "classroom"]),
    (5, &["cli"]),
];

/// What the clock tells; a value like any other to the floors above it.
const INSTANTS: &str = "crate::progress::day";

const FILE_LINES: usize = 400;
const MAIN_LINES: usize = 30;

/// What no pure floor names. A crate counts at the start of a path, a type anywhere in it.
const IMPURE: &str = "std::fs std::io std::net std::process std::env std::thread \
    std::time::SystemTime std::time::Instant SystemTime::now Instant::now Timestamp::now Zoned::now \
    anyhow signal_hook rustix etcetera getrandom rand::rng rand::random rand::make_rng \
    SysRng ThreadRng \
    println! eprintln! print! eprint!";

/// Crates that are named in certain places only.
const KEPT: [(&str, &[&str]); 8] = [
    ("fsrs", &["progress/memory"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("rusqlite", &["store"]),
    ("clap", &["cli"]),
    ("axum", &["classroom", "cli"]),
    ("tokio", &["classroom", "cli"]),
    ("toml", &["quiz", "exchange"]),
];

/// Where a file stands, and how many lines it has before its tests.
struct Source<'a> {
    path: &'a str,
    code_lines: usize,
}

impl<'a> Source<'a> {
    /// The path below `src/`, without its ending.
    fn place(&self) -> &'a str {
        let below = self.path.strip_prefix("src/").unwrap_or(self.path);
        below.strip_suffix(".rs").unwrap_or(below)
    }

    fn room(&self) -> &'a str {
        self.place().split('/').next().unwrap_or_default()
    }

    fn lies_in(&self, place: &str) -> bool {
        let rest = self.place().strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// In the file that is a whole room, or its `mod.rs`, `super` is the crate.
    fn is_room_root(&self) -> bool {
        let place = self.place();
        !place.strip_suffix("/mod").unwrap_or(place).contains('/')
    }

    fn is_code(&self, mention: &Mention) -> bool {
        mention.line <= self.code_lines
    }
}

/// A path the source names, such as `crate::quiz::Bank`, and the tokens around it. A use tree
/// gives one for each of its branches.
struct Mention<'a> {
    line: usize,
    path: String,
    before: &'a str,
    then: &'a str,
}

impl Mention<'_> {
    fn names(&self, wanted: &str) -> bool {
        if let Some(name) = wanted.strip_suffix('!') {
            return self.then == "!" && self.path.rsplit("::").next() == Some(name);
        }
        let (path, run) = (format!("::{}::", self.path), format!("::{wanted}::"));
        if wanted.starts_with(char::is_uppercase) {
            return path.contains(&run);
        }
        path.starts_with(&run) && (self.path.contains("::") || self.then == "as")
    }
}

/// Every fault of the tree, given as paths from the package root and their texts.
fn faults(files: &[(String, String)]) -> Vec<String> {
    let found = files.iter().map(|(path, text)| faults_in(path, text));
    found.flatten().collect()
}

fn faults_in(path: &str, text: &str) -> Vec<String> {
    let clean = without_comments_and_literals(text);
    let code_lines = lines_before_tests(&clean);
    let source = Source { path, code_lines };
    let mut found = file_faults(&source, text);
    for mention in mentions(&clean) {
        let told = MENTION_RULES.map(|rule| rule(&source, &mention));
        found.extend(told.into_iter().flatten().map(|it| (mention.line, it)));
    }
    found.sort();
    found.dedup();
    let told = |(line, fault)| format!("{path}:{line}: {fault}");
    found.into_iter().map(told).collect()
}

fn file_faults(source: &Source, text: &str) -> Vec<(usize, String)> {
    let (path, room) = (source.path, source.room());
    let mut found = Vec::new();
    if !matches!(path, "src/lib.rs" | "src/main.rs") && floor_of(room).is_none() {
        found.push((1, format!("{room} is no known room: give it a floor")));
    }
    if is_rust(Path::new(path)) && !text.starts_with("//! ") {
        found.push((1, "the first line is no `//!` head".to_owned()));
    }
    let most = match path {
        "src/main.rs" => MAIN_LINES,
        _ => FILE_LINES,
    };
    if source.code_lines > most {
        let fault = format!("{} lines of code: at most {most}", source.code_lines);
        found.push((most + 1, fault));
    }
    found
}

const MENTION_RULES: [fn(&Source, &Mention) -> Option<String>; 5] = [arrow, impurity, misplaced, disguise, crate_root];

fn arrow(source: &Source, mention: &Mention) -> Option<String> {
    let from = floor_of(source.room())?;
    let user = label(source.room(), from);
    let room = first_part(mention.path.strip_prefix("crate::")?);
    let Some(to) = floor_of(room) else {
        return (room != "*").then(|| format!("{user} uses {room}, which is no known room"));
    };
    let why = match (from, to) {
        _ if room == source.room() => return None,
        _ if source.room() == "clock" && mention.path.starts_with(INSTANTS) => return None,
        (1..=3, 0) => "only floors 4 and 5 may",
        _ if from < to => "an arrow up",
        _ if from == to => "an arrow sideways",
        _ => return None,
    };
    Some(format!("{user} uses {}: {why}", label(room, to)))
}

fn impurity(source: &Source, mention: &Mention) -> Option<String> {
    let floor = floor_of(source.room()).filter(|floor| (1..=3).contains(floor))?;
    let name = IMPURE.split_whitespace().find(|name| mention.names(name))?;
    let user = label(source.room(), floor);
    source.is_code(mention).then(|| format!("{user} names {name}: floors 1 to 3 are pure"))
}

fn misplaced(source: &Source, mention: &Mention) -> Option<String> {
    let (name, places) = KEPT.iter().find(|(name, _)| mention.names(name))?;
    let misplaced = !places.iter().any(|place| source.lies_in(place));
    (misplaced && source.is_code(mention)).then(|| format!("{name} is kept to {}", places.join(" and ")))
}

/// The ways of writing that hide what is used.
fn disguise(source: &Source, mention: &Mention) -> Option<String> {
    let how = match (mention.before, mention.path.as_str(), mention.then) {
        (_, "crate", "as") => "use crate as",
        (_, "std", "as") => "use std as",
        (_, "crate::*", _) => "use crate::*",
        (_, "std::*", _) => "use std::*",
        (_, "extern", "crate") => "extern crate",
        (_, "include", "!") => "include!",
        ("[", "path", "=") => "#[path",
        _ if mention.names("super::super") => "super::super",
        _ if source.is_room_root() && source.is_code(mention) && mention.names("super") => "super",
        _ => return None,
    };
    Some(format!("`{how}` hides what is used"))
}

/// `main.rs` uses `whose::cli` only, `lib.rs` only declares modules.
fn crate_root(source: &Source, mention: &Mention) -> Option<String> {
    let begins_item = ["", ";", "}", "]", ")", "pub"].contains(&mention.before);
    let holds_body = mention.before == "mod" && mention.then != ";";
    let fault = match (source.path, first_part(&mention.path)) {
        ("src/main.rs", "whose") => !mention.names("whose::cli"),
        ("src/main.rs", first) => first == "mod" && source.is_code(mention),
        ("src/lib.rs", "pub" | "mod") => false,
        ("src/lib.rs", _) => begins_item || holds_body,
        _ => false,
    };
    fault.then(|| match source.path {
        "src/lib.rs" => "lib.rs only declares modules".to_owned(),
        _ => format!("main.rs names {}: it may use only whose::cli", mention.path),
    })
}

fn floor_of(room: &str) -> Option<u8> {
    let found = HOUSE.iter().find(|(_, rooms)| rooms.contains(&room));
    found.map(|(floor, _)| *floor)
}

fn label(room: &str, floor: u8) -> String {
    match floor {
        0 => format!("the {room}"),
        _ => format!("floor {floor} ({room})"),
    }
}

fn first_part(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rs")
}

/// The test module begins with `#[cfg(test)]` at the margin, over a `mod` with a body.
fn lines_before_tests(clean: &str) -> usize {
    let lines: Vec<&str> = clean.lines().map(str::trim_end).collect();
    let begins_tests = |&at: &usize| {
        let mut below = lines[at..].iter().skip_while(|line| line.starts_with("#["));
        let module = |line: &&str| line.contains("mod ") && line.ends_with('{');
        lines[at] == "#[cfg(test)]" && below.next().is_some_and(module)
    };
    let mut all = 0..lines.len();
    all.find(begins_tests).unwrap_or(lines.len())
}

/// The text with a blank for every comment and literal; lines stay where they were.
fn without_comments_and_literals(text: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let silent = silent_len(rest);
        if silent == 0 {
            clean.push(next);
        } else {
            clean.push(' ');
            clean.extend(rest[..silent].matches('\n'));
        }
        rest = &rest[silent.max(next.len_utf8())..];
    }
    clean.replace("r#", "")
}

/// How far the comment or literal reaches that begins here; 0 if none does.
fn silent_len(rest: &str) -> usize {
    match rest.as_bytes() {
        [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => rest.find("*/").map_or(rest.len(), |at| at + 2),
        [b'"', ..] | [b'\'', b'\\', ..] => quoted_len(rest),
        [b'\'', ..] if rest.chars().nth(2) == Some('\'') => quoted_len(rest),
        [b'r', b'"' | b'#', ..] => raw_string_len(rest).unwrap_or(0),
        _ => 0,
    }
}

fn quoted_len(rest: &str) -> usize {
    let quote = rest.chars().next();
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|&(_, c)| {
        let ends = !escaped && Some(c) == quote;
        escaped = !escaped && c == '\\';
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

fn raw_string_len(rest: &str) -> Option<usize> {
    let body = rest[1..].trim_start_matches('#');
    let hashes = rest.len() - body.len() - 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let inner = body.strip_prefix('"')?;
    let reach = inner.find(&end).map_or(inner.len(), |at| at + end.len());
    Some(rest.len() - inner.len() + reach)
}

fn tokens(clean: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(clean.lines());
    lines.flat_map(|(at, line)| line_tokens(line).map(move |token| (at, token)))
}

/// The paths and signs of a line. A path keeps the `*` or `{` that follows its last `::`.
fn line_tokens(line: &str) -> impl Iterator<Item = &str> {
    let in_path = |c: char| c == '_' || c == ':' || c.is_alphanumeric();
    let mut rest = line;
    iter::from_fn(move || {
        rest = rest.trim_start();
        let sign = rest.chars().next()?.len_utf8();
        let path = rest.find(|c| !in_path(c)).unwrap_or(rest.len());
        let tree = rest[..path].ends_with("::") && rest[path..].starts_with(['*', '{']);
        let (token, after) = rest.split_at(sign.max(path + usize::from(tree)));
        rest = after;
        Some(token)
    })
}

fn mentions(clean: &str) -> Vec<Mention<'_>> {
    let mut found: Vec<Mention> = Vec::new();
    let mut stems = Vec::new();
    let mut before = "";
    for (line, token) in tokens(clean) {
        let stem: String = stems.last().cloned().unwrap_or_default();
        let in_tree = !stem.is_empty();
        let renames = in_tree && (token == "as" || before == "as");
        if let Some(last) = found.last_mut().filter(|last| last.then.is_empty()) {
            last.then = token;
        }
        if let Some(branch) = token.strip_suffix('{') {
            stems.push(stem + branch);
        } else if token == "}" {
            stems.pop();
        } else if !renames && (is_path(token) || in_tree && token == "*") {
            let path = plain_path(&(stem + token));
            found.push(Mention { line, path, before, then: "" });
        }
        before = token;
    }
    found
}

fn is_path(token: &str) -> bool {
    let name = token.trim_start_matches(':');
    name.starts_with(|c: char| c == '_' || c.is_alphabetic())
}

fn plain_path(path: &str) -> String {
    let path = path.trim_matches(':');
    let path = path.strip_suffix("::self").unwrap_or(path);
    let climbs = path.starts_with("self::super");
    path[if climbs { 6 } else { 0 }..].to_owned()
}

fn read_tree(folder: &Path, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_tree(&path, files)?;
            continue;
        }
        let mut text = String::new();
        if is_rust(&path) {
            text = fs::read_to_string(&path)?;
        }
        let below = path.strip_prefix(env!("CARGO_MANIFEST_DIR"));
        let below = below.unwrap_or(&path).to_string_lossy();
        files.push((below.replace('\\', "/"), text));
    }
    files.sort();
    Ok(())
}

#[test]
fn the_house_keeps_its_floors() {
    let mut files = Vec::new();
    let src = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    read_tree(src, &mut files).expect("the sources can be read");
    let found = faults(&files);
    assert!(!files.is_empty(), "there are no sources");
    assert!(found.is_empty(), "faults:\n{}", found.join("\n"));
}

/// The faults of a file whose code begins on line 2, below its head.
fn told(path: &str, code: &str) -> String {
    faults(&[(path.to_owned(), format!("//! A head.\n{code}"))]).join("\n")
}

fn tells(path: &str, code: &str, fault: &str) {
    assert_eq!(told(path, code), format!("{path}:{fault}"), "{code}");
}

fn passes(path: &str, code: &str) {
    assert_eq!(told(path, code), "", "{path}: {code}");
}

#[test]
fn an_arrow_up_is_told_however_it_is_written() {
    for (line, code) in [
        (2, "use crate::store::Store;"),
        (2, "use crate::{quiz::Bank as Questions, store as shelf};"),
        (4, "use crate::{\n    quiz::Bank,\n    store::{self},\n};"),
        (3, "fn open() {\n    crate::store::open(1);\n}"),
        (2, "const IDS: [crate::r#store::Id; 1] = [ID];"),
        (5, "#[cfg(test)]\n#[allow(x)]\nmod tests {\nuse crate::store;\n}"),
    ] {
        let fault = format!("{line}: floor 1 (quiz) uses floor 4 (store): an arrow up");
        tells("src/quiz/bank.rs", code, &fault);
    }
}

#[test]
fn an_arrow_sideways_is_told() {
    for (user, used, floor) in [
        ("progress", "exchange", 2),
        ("session", "report", 3),
        ("report", "session", 3),
        ("tui", "plain", 4),
        ("store", "classroom", 4),
    ] {
        let path = format!("src/{user}/mod.rs");
        let arrow = format!("floor {floor} ({user}) uses floor {floor} ({used})");
        let code = format!("use crate::{used}::Any;");
        tells(&path, &code, &format!("2: {arrow}: an arrow sideways"));
        passes(&path, &format!("use crate::{user}::inner::{used};"));
    }
}

#[test]
fn the_clock_serves_the_upper_floors_and_uses_none() {
    let fault = "2: floor 3 (report) uses the clock: only floors 4 and 5 may";
    tells("src/report.rs", "use crate::clock::now;", fault);
    passes("src/plain.rs", "use crate::clock::now;");
    let fault = "2: the clock uses floor 1 (quiz): an arrow up";
    tells("src/clock.rs", "use crate::quiz::Bank;", fault);
    passes("src/clock.rs", "use crate::progress::day::Moment;");
}

#[test]
fn an_impure_name_is_told_below_floor_4_and_outside_tests() {
    for name in IMPURE.split_whitespace() {
        let code = match name.strip_suffix('!') {
            Some(_) => format!("fn say() {{ {name}(\"\") }}"),
            None => format!("use {name}::{{self, Any}};"),
        };
        let fault = format!("2: floor 3 (session) names {name}: floors 1 to 3 are pure");
        tells("src/session/turn.rs", &code, &fault);
        passes("src/plain.rs", &code);
        let tests = format!("#[cfg(test)]\nmod tests {{\n{code}\n}}");
        passes("src/session/turn.rs", &tests);
    }
    let fault = "2: floor 1 (quiz) names std::io: floors 1 to 3 are pure";
    tells("src/quiz.rs", "use std::{fmt, io::{self, Read}};", fault);
    passes("src/quiz.rs", "use {std::time::Duration, jiff::Timestamp};");
}

#[test]
fn a_kept_crate_is_told_outside_its_place() {
    for (name, places) in KEPT {
        let fault = format!("2: {name} is kept to {}", places.join(" and "));
        tells("src/report/mod.rs", &format!("use {name}::Any;"), &fault);
        tells("src/progress.rs", &format!("use {name} as it;"), &fault);
        for place in places {
            passes(&format!("src/{place}.rs"), &format!("use {name}::Any;"));
        }
    }
}

#[test]
fn a_hidden_use_is_told() {
    for (how, code) in [
        ("super::super", "use super::super::store;"),
        ("super::super", "use super::{super::{store}};"),
        ("use crate as", "use crate as house;"),
        ("use crate as", "use crate::{self as house};"),
        ("use crate::*", "use crate::*;"),
        ("use crate::*", "use crate::{*};"),
        ("use std as", "use std as base;"),
        ("use std::*", "use std::*;"),
        ("extern crate", "extern crate self as house;"),
        ("#[path", "#[path = \"../store/mod.rs\"]\nmod shelf;"),
        ("include!", "include!(\"../store/mod.rs\");"),
    ] {
        let fault = format!("2: `{how}` hides what is used");
        tells("src/tui/screen.rs", code, &fault);
    }
    for code in ["use super::*;", "use self::super::plain;", "use super as house;"] {
        tells("src/tui/mod.rs", code, "2: `super` hides what is used");
        tells("src/clock.rs", code, "2: `super` hides what is used");
    }
    passes("src/quiz/bank.rs", "use super::*;");
    passes("src/quiz.rs", "#[cfg(test)]\nmod tests {\nuse super::*;\n}");
}

#[test]
fn a_file_without_a_head_is_told() {
    for place in ["lib", "clock", "tui/mod", "tui/screen"] {
        let path = format!("src/{place}.rs");
        for text in ["", "mod a;", "// A note.", "//!", "\n//! Too late."] {
            let fault = format!("{path}:1: the first line is no `//!` head");
            assert_eq!(faults(&[(path.clone(), text.to_owned())]), [fault]);
        }
    }
}

#[test]
fn a_long_file_is_told_but_not_for_its_tests() {
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "\n".repeat(500));
    for (path, most) in [("src/main.rs", 30), ("src/cli/mod.rs", 400)] {
        let (full, over) = ("\n".repeat(most - 1), most + 1);
        let fault = format!("{over}: {over} lines of code: at most {most}");
        passes(path, &format!("{full}{tests}"));
        tells(path, &format!("{full}\n{tests}"), &fault);
    }
}

#[test]
fn an_unknown_room_is_told() {
    let rooms = [("attic/box.rs", "attic"), ("shed.rs", "shed"), ("a.sql", "a.sql")];
    for (place, room) in rooms {
        let fault = format!("1: {room} is no known room: give it a floor");
        tells(&format!("src/{place}"), "", &fault);
    }
    let fault = "2: floor 5 (cli) uses attic, which is no known room";
    tells("src/cli.rs", "use crate::attic::Box;", fault);
}

#[test]
fn main_uses_the_cli_only() {
    for (name, code) in
        [("whose::store", "use whose::{store, cli};"), ("whose::*", "use whose::*;"), ("mod", "mod store;")]
    {
        let fault = format!("2: main.rs names {name}: it may use only whose::cli");
        tells("src/main.rs", code, &fault);
    }
    passes("src/main.rs", "fn main() {\n    whose::cli::run();\n}");
}

#[test]
fn lib_only_declares_modules() {
    for code in ["pub use a::B;", "fn a();", "mod a {}", "macro_rules! a {}"] {
        tells("src/lib.rs", code, "2: lib.rs only declares modules");
    }
    passes("src/lib.rs", "#![warn(docs)]\npub mod cli;\nmod quiz;");
}

#[test]
fn comments_and_literals_are_not_looked_at() {
    for code in [
        "// use crate::store;\n/// println!(\"\")\n/* std::fs::read */",
        "const A: &str = \"say \\\"crate::store::a\\\" // \";",
        "const A: &str = r#\"a \" crate::store::a { \"#;\nconst B: &str = br\"\\\";",
        "const A: [char; 3] = ['\"', '\\'', '{'];\nfn a<'a>(b: &'a str) -> &'a str {}",
        "const A: &str = \"\n#[cfg(test)]\nmod tests {\nuse crate::*;\";",
    ] {
        passes("src/quiz/bank.rs", code);
        let line = 3 + code.matches('\n').count();
        let fault = format!("{line}: floor 1 (quiz) names std::fs: floors 1 to 3 are pure");
        tells("src/quiz/bank.rs", &format!("{code}\nuse std::fs;"), &fault);
    }
}
