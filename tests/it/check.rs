//! The rules of item writing over whole banks: flawed ones, each with exactly the rules that it trips, and the shipped
//! one, which trips no error and gives nothing to those who guess.

use crate::bank::shipped_bank;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use whose::quiz::bank::Bank;
use whose::quiz::check::absolutes::absolute;
use whose::quiz::check::convergence::sharing;
use whose::quiz::check::finding::{Finding, Level};
use whose::quiz::check::fix::mend;
use whose::quiz::check::{RULES, check};
use whose::quiz::fault::Source;
use whose::quiz::kind::Body;
use whose::quiz::kind::choice::Choice;
use whose::quiz::load::{SourceFile, read};
use whose::store::shipped;

const TODAY: &str = "2026-12-01";

/// What is found in a file beside the shipped bank.
fn found(text: &str) -> Vec<Finding> {
    let contents = vec![shipped().expect("the shipped bank"), read(&SourceFile::new("f.toml", text))];
    let (bank, faults) = Bank::assemble(contents);
    assert!(faults.is_empty(), "{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    check(&bank, &[Source { name: "f.toml", text }], TODAY)
}

/// The rules that each question trips, a line each; what is no one question's goes under the file.
fn trips(text: &str) -> String {
    let mut tripped: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for finding in found(text) {
        let name = finding.question.unwrap_or_else(|| "the file".to_owned());
        tripped.entry(name).or_default().push(finding.rule);
    }
    tripped.into_iter().fold(String::new(), |mut out, (name, mut rules)| {
        rules.sort_unstable();
        rules.dedup();
        let _ = writeln!(out, "{name}: {}", rules.join(" "));
        out
    })
}

#[test]
fn flawed_questions_trip_the_rules_that_they_break_and_no_others() {
    insta::assert_snapshot!(trips(include_str!("flawed/questions.toml")), @r"
    flawed/bare: key-count options-end-alike reasons same-options stale stem-form
    flawed/careless: absolutes key-count negative-stem of-the-above positions reasons same-options select-word stale stem-form vague-words you-we
    flawed/lopsided: sort-groups
    flawed/numbers: future-date numbers-in-order
    flawed/told-again: near-duplicates order-distractors stem-form two-keys
    flawed/too-many-items: idle-allowance order-distractors
    the file: scenario-shared
    ");
}

/// A bank of choices among four options, the key first, in which questions differ enough not to be duplicates.
fn bank_of(n: usize, options: impl Fn(usize) -> [String; 4]) -> String {
    let mut text = "bank = \"habits\"\n".to_owned();
    for at in 0..n {
        let topic = ["disks", "racks", "guests", "hosts", "keys", "logs", "roles", "rules", "zones", "tables"][at % 10];
        let place = ["Berlin", "Lagos", "Lima", "Oslo", "Perth", "Quito"][at / 10];
        let _ = write!(
            text,
            "[[question]]\nid = \"q{at:02}\"\nkind = \"choice\"\nverified = 2026-11-22\n\
             sources = [\"https://docs.aws.amazon.com/x\"]\nstem = \"Whose are {topic} {at} of {place}?\"\n"
        );
        for (row, option) in options(at).iter().enumerate() {
            let list = if row == 0 { "correct" } else { "incorrect" };
            let why = "why = \"This reason has as many words as a reason has to have.\"";
            let _ = write!(text, "[[question.{list}]]\nid = \"o{row}\"\ntext = \"{option}\"\n{why}\n");
        }
    }
    text
}

fn owned(options: [&str; 4]) -> [String; 4] {
    options.map(str::to_owned)
}

#[test]
fn a_bank_without_habits_trips_nothing() {
    assert_eq!(rules(&bank_of(40, fair)), "");
}

/// The rules that a bank trips, each once, by name.
fn rules(text: &str) -> String {
    let rules: BTreeSet<&str> = found(text).into_iter().map(|finding| finding.rule).collect();
    rules.into_iter().collect::<Vec<_>>().join(" ")
}

/// Key and distractors; these take turns, so that no place is a habit.
fn turned(at: usize, mut distractors: [&str; 3], key: &str) -> [String; 4] {
    distractors.rotate_left(at % 3);
    owned([key, distractors[0], distractors[1], distractors[2]])
}

/// Options of four lengths; each is the key in a quarter of the questions.
fn fair(at: usize) -> [String; 4] {
    let mut options = ["sun", "moons", "planets", "asteroids"];
    options.rotate_left(at % 4);
    turned(at, [options[1], options[2], options[3]], options[0])
}

#[test]
fn habits_of_length_and_place_trip_their_rules_and_no_others() {
    let long = bank_of(20, |at| turned(at, ["moon", "comet", "stars"], "meteors"));
    assert_eq!(rules(&long), "longest-key shortest-key");
    let short = bank_of(20, |at| turned(at, ["moons", "planets", "comet"], "sun"));
    assert_eq!(rules(&short), "longest-key shortest-key");
    let by_far = |at| if at % 4 == 3 { turned(at, ["sun", "moons", "star"], "asteroids") } else { fair(at) };
    assert_eq!(rules(&bank_of(20, by_far)), "longest-key");
    let pinned = bank_of(40, fair).replace("why =", "pinned = true\nwhy =");
    assert_eq!(rules(&pinned), "key-position");
    let few = bank_of(19, |_| owned(["The customer", "AWS", "An auditor", "Its neighbour"]));
    assert_eq!(rules(&few), "", "too few to speak of a habit");
}

#[test]
fn habits_of_words_trip_their_rules_and_no_others() {
    let ringing = bank_of(20, |at| {
        let topic = ["disks", "racks", "guests", "hosts", "keys", "logs", "roles", "rules", "zones", "tables"][at % 10];
        let distractors = match at % 4 {
            0 => ["old sea", "old sun", "old fog"],
            1 => ["old asteroids", "old meteorites", "old galaxies"],
            _ => ["old sun", "old asteroids", "old comets"],
        };
        turned(at, distractors, &format!("old {topic}"))
    });
    assert_eq!(rules(&ringing), "clang");
    let middle = bank_of(20, |at| match at % 4 {
        0 => turned(at, ["red moon", "blue star", "grey"], "red star now"),
        1 => turned(at, ["red moonlight", "blue star of old", "grey nothing"], "red star"),
        _ => turned(at, ["red moon", "blue star", "grey"], "red star"),
    });
    assert_eq!(rules(&middle), "convergence");
    let negative = bank_of(40, fair).replacen("Whose are", "Whose are NOT", 3);
    assert_eq!(rules(&negative), "negative-share");
    let absolute = bank_of(40, |at| {
        let sun = |text: &str| if text == "sun" && at < 12 { "any sun".to_owned() } else { text.to_owned() };
        let [key, a, b, c] = fair(at);
        [key, sun(&a), sun(&b), sun(&c)]
    });
    assert_eq!(rules(&absolute), "absolutes absolutes-balance");
}

#[test]
fn a_habit_of_one_owner_trips_its_rule_and_no_other() {
    let customers = bank_of(20, |at| match at % 4 {
        0 => turned(at, ["An auditor", "A neighbour of the site", "AWS"], "The customer, by its choice"),
        1 => turned(at, ["An auditor of it", "A neighbour of the site", "AWS, as the owner"], "The customer"),
        _ => turned(at, ["An auditor", "A neighbour of the site", "AWS"], "The customer"),
    });
    assert_eq!(rules(&customers), "owner-balance");
}

#[test]
fn a_question_that_repeats_a_shipped_one_is_told() {
    let bank = shipped_bank();
    let stem = &bank.questions().iter().find(|question| question.body.name() == "choice").expect("one").stem;
    let mine = bank_of(1, |_| owned(["sun", "moon", "comet", "star"]));
    let mine = mine.replace("Whose are disks 0 of Berlin?", &stem.replace('"', "'"));
    assert!(trips(&mine).contains("near-duplicates"), "{}", trips(&mine));
}

#[test]
fn allowances_and_variants_that_there_are_not_are_faults() {
    let one = bank_of(1, |_| owned(["sun", "moon", "comet", "star"]));
    let with = |line: &str| {
        let content = read(&SourceFile::new("f.toml", one.replace("kind =", &format!("{line}\nkind ="))));
        Bank::assemble(vec![content]).1.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let allow =
        "allow = [{ rule = \"stem-from\", why = \"x\" }, { rule = \"stem-form\" }, { rule = \"zz\", wy = 1 }, 3]";
    insta::assert_snapshot!(with(allow), @r#"
    f.toml:4:19: unknown rule `stem-from`; did you mean `stem-form`?
    f.toml:4:45: this allowance has no `why`; add `why = "..."`
    f.toml:4:69: this allowance has no `why`; add `why = "..."`
    f.toml:4:84: unknown field `wy`; did you mean `why`?
    f.toml:4:94: `allow` holds an integer; write it as a table, `[[allow]]`
    "#);
    insta::assert_snapshot!(with("variant_of = \"q0\""), @"f.toml:4:14: unknown question `q0`; did you mean `habits/q00`?");
    insta::assert_snapshot!(with("variant_of = \"q00\""), @"f.toml:4:14: `q00` is a variant of itself; name another question, or remove this");
    let table = format!("{one}[[question.allow]]\nrule = \"stem-form\"\nwhy = \"tables do as well\"\n");
    let content = read(&SourceFile::new("f.toml", table));
    assert_eq!((content.faults.len(), content.questions[0].allow.len()), (0, 1));
}

#[test]
#[expect(clippy::print_stdout, reason = "warnings are for who runs the test with --nocapture")]
fn the_shipped_bank_has_no_errors() {
    let bank = shipped_bank();
    let files: Vec<&str> = bank.questions().iter().map(|question| question.at.file.as_str()).collect();
    let sources: Vec<Source<'_>> = files.iter().map(|name| Source { name, text: "" }).collect();
    let (errors, warnings): (Vec<Finding>, Vec<Finding>) =
        check(&bank, &sources, TODAY).into_iter().partition(|finding| finding.level == Level::Error);
    for warning in &warnings {
        println!("{warning}");
    }
    assert!(errors.is_empty(), "{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_rule_says_what_it_wants_in_a_sentence() {
    for rule in RULES {
        assert!(rule.says.ends_with('.') && rule.says.len() < 200, "{}: {}", rule.name, rule.says);
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
    }
}

// --- those who guess ---------------------------------------------------------------------------------------------

/// A way to guess: the higher an option's worth, the sooner it is picked.
type Guess = fn(&Choice) -> Vec<usize>;

/// Those who guess, as they can without knowing anything.
const GUESSERS: [(&str, Guess); 4] = [
    ("the longest option", |choice| choice.options.iter().map(|option| option.text.chars().count()).collect()),
    ("the first by id", |choice| (0..choice.options.len()).rev().collect()),
    ("the one sharing most words with the others", |choice| {
        sharing(&choice.options.iter().map(|option| option.text.as_str()).collect::<Vec<_>>())
    }),
    ("the one without absolutes", |choice| {
        choice.options.iter().map(|option| usize::from(absolute(&option.text).is_none())).collect()
    }),
];

/// Per cent of the keys that a guesser finds in the choices of a bank, and that chance finds. Where options are worth
/// the same, each is picked in its share of cases.
fn guessed(bank: &Bank, guess: Guess) -> (f64, f64) {
    let count = |n: usize| f64::from(u32::try_from(n).expect("few options"));
    let (mut won, mut chance, mut items) = (0.0, 0.0, 0.0);
    for question in bank.questions() {
        let Body::Choice(choice) = &*question.body else { continue };
        let (worth, keys) = (guess(choice), choice.keys());
        for (_, own) in choice.options.iter().zip(&worth).filter(|(option, _)| option.correct) {
            let better = worth.iter().filter(|other| *other > own).count();
            let equal = worth.iter().filter(|other| *other == own).count();
            let picked = count(keys.saturating_sub(better)) / count(equal);
            won += picked.min(1.0) / count(keys);
        }
        chance += count(keys) / count(choice.options.len());
        items += 1.0;
    }
    (100.0 * won / items, 100.0 * chance / items)
}

#[test]
#[expect(clippy::print_stdout, reason = "how near they came is for who runs the test with --nocapture")]
fn guessing_does_not_pay_on_the_shipped_bank() {
    let bank = shipped_bank();
    let mut told = String::new();
    let mut pays = false;
    for (name, guess) in GUESSERS {
        let (won, chance) = guessed(&bank, guess);
        let _ = writeln!(told, "{name}: {won:.1} %, chance {chance:.1} %");
        pays |= (won - chance).abs() > 5.0;
    }
    println!("{told}");
    assert!(!pays, "a guesser is more than 5 points from chance:\n{told}");
}

#[test]
fn guessing_pays_on_a_bank_with_habits() {
    let guesses = |text: &str| {
        let (bank, _) = Bank::assemble(vec![read(&SourceFile::new("f.toml", text))]);
        GUESSERS.map(|(_, guess)| guessed(&bank, guess).0.round())
    };
    let habit = bank_of(20, |_| owned(["host patches here", "never host", "always patches", "must"]));
    for (share, expected) in guesses(&habit).into_iter().zip([100.0, 100.0, 100.0, 100.0]) {
        assert!((share - expected).abs() < 0.1, "{:?}", guesses(&habit));
    }
    let none = bank_of(20, |_| owned(["sun", "sea", "fog", "ice"]));
    let found = guesses(&none);
    assert!(
        (found[0] - 25.0).abs() < 0.1 && (found[2] - 25.0).abs() < 0.1 && (found[3] - 25.0).abs() < 0.1,
        "{found:?}"
    );
}

// --- mending -----------------------------------------------------------------------------------------------------

/// The shipped question files, by name and text.
fn question_files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/shared-responsibility");
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let text = |path: &std::path::Path| std::fs::read_to_string(path).expect("a text");
    files.map(|path| (path.display().to_string(), text(&path))).collect()
}

#[test]
fn shipped_files_without_option_ids_are_mended_by_whole_lines_alone() {
    for (name, text) in question_files() {
        assert_eq!(mend(&Source { name: &name, text: &text }), None, "{name} needs no mending");
        let mut in_row = false;
        let bare = text.replace(" (Select TWO.)", "");
        let bare: Vec<&str> = bare
            .lines()
            .filter(|line| {
                in_row = if line.starts_with('[') { line.starts_with("[[question.") } else { in_row };
                !(in_row && line.starts_with("id = "))
            })
            .collect();
        let bare = bare.join("\n") + "\n";
        let mended = mend(&Source { name: &name, text: &bare }).expect("ids are missing").text;
        let before = text.lines().filter(|line| line.starts_with("id = ")).count();
        let after = mended.lines().filter(|line| line.starts_with("id = ")).count();
        assert_eq!(before, after, "{name}");
        assert_eq!(text.matches(" (Select TWO.)").count(), mended.matches(" (Select TWO.)").count(), "{name}");
        let kept = mended.replace(" (Select TWO.)", "");
        let mut kept = kept.lines();
        assert!(bare.lines().all(|line| kept.any(|other| other == line)), "{name}: a line was lost");
    }
}
