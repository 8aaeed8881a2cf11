//! The bank: what the shipped one holds, what every question of it promises, and how a faulty file is told.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use std::collections::HashSet;
use std::sync::Arc;
use whose::quiz::bank::Bank;
use whose::quiz::fault::Fault;
use whose::quiz::input::Input;
use whose::quiz::kind::{Body, Draft};
use whose::quiz::load::{MAX_BYTES, SourceFile, read};
use whose::quiz::owner::Owner;
use whose::quiz::question::Question;
use whose::quiz::sheet::{Ask, Sheet, State};
use whose::store::shipped;

pub(crate) fn shipped_bank() -> Bank {
    let (bank, faults) = Bank::assemble(vec![shipped().expect("the shipped bank")]);
    assert!(faults.is_empty(), "{}", told(&faults));
    bank
}

fn told(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn luck(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// The inputs that give the key, from an untouched sheet on.
fn key(question: &Question, sheet: &Sheet) -> Vec<Input> {
    let row = |id: &str| sheet.rows.iter().position(|row| row.id == id).expect("every id is a row");
    match &*question.body {
        Body::Choice(choice) => {
            let keys = choice.options.iter().filter(|option| option.correct);
            keys.map(|option| Input::Pick(row(&option.id))).collect()
        }
        Body::Order(order) => {
            let mut ranked: Vec<_> = order.items.iter().filter(|item| item.rank.is_some()).collect();
            ranked.sort_by_key(|item| item.rank);
            ranked.iter().map(|item| Input::Pick(row(&item.id))).collect()
        }
        Body::Sort(sort) => {
            sort.items.iter().map(|item| Input::Put { row: row(&item.id), group: item.group }).collect()
        }
        Body::Line(line) => {
            let above = line.layers.iter().filter(|layer| layer.owner == Owner::Customer).count();
            vec![Input::Pick(above)]
        }
    }
}

fn play(question: &Question, seed: u64, inputs: &[Input]) -> Draft {
    let mut draft = question.body.begin(&mut luck(seed));
    for input in inputs {
        let _ = draft.edit(*input);
    }
    draft
}

#[test]
fn the_first_bank_has_what_it_should() {
    let bank = shipped_bank();
    let count = |kind: &str| bank.questions().iter().filter(|question| question.body.name() == kind).count();
    for kind in ["choice", "order", "sort", "line"] {
        assert!(count(kind) >= 15, "{kind}: {}", count(kind));
    }
    let scenarios: HashSet<_> = bank.questions().iter().filter_map(|question| question.scenario.as_ref()).collect();
    assert!(scenarios.len() >= 5, "{}", scenarios.len());
    for scenario in scenarios {
        let sharing = bank.questions().iter().filter(|question| question.scenario.as_ref() == Some(scenario)).count();
        assert!((2..=4).contains(&sharing), "{scenario} is shared by {sharing}");
    }
    for objective in bank.objectives() {
        assert!(bank.siblings(&objective.id).next().is_some(), "{} has no question", objective.id);
    }
}

#[test]
fn every_fact_belongs_to_one_objective() {
    let bank = shipped_bank();
    for fact in &bank.facts {
        let takers: Vec<_> = bank.objectives().iter().filter(|objective| objective.facts.contains(&fact.id)).collect();
        assert_eq!(takers.len(), 1, "{} is in {} objectives", fact.id, takers.len());
    }
}

#[test]
fn every_shipped_question_says_why_and_where_from() {
    for question in shipped_bank().questions() {
        let draft = play(question, 1, &[]);
        for row in draft.sheet(true).rows {
            let why = row.mark.expect("a shown row is marked").why;
            assert!(!why.is_empty(), "{}: `{}` has no reason", question.id, row.id);
        }
        assert!(!question.explanation.is_empty(), "{} has no explanation", question.id);
        assert!(
            !question.sources.is_empty() && question.verified.is_some(),
            "{} has no source that was read",
            question.id
        );
        let of_the_model = question.id.starts_with("responsibility/");
        assert!(!of_the_model || !question.facts.is_empty(), "{} names no fact", question.id);
    }
}

#[test]
fn what_was_not_read_is_not_keyed() {
    let bank = shipped_bank();
    for question in bank.questions() {
        for fact in &question.facts {
            let fact = bank.facts.iter().find(|known| known.id == *fact).expect("a known fact");
            assert!(fact.read, "{} is keyed on {}", question.id, fact.id);
        }
    }
    let drilled = |id: &str| bank.question(&format!("matrix/line-{id}")).is_some();
    assert!(drilled("ec2") && !drilled("lightsail"), "only rows whose source was read are drilled");
}

#[test]
fn the_key_wins_every_point_and_a_blank_none() {
    for question in shipped_bank().questions() {
        for seed in 0..5 {
            let blank = play(question, seed, &[]);
            assert!(!blank.grade().is_full(), "{}: a blank wins", question.id);
            let sheet = blank.sheet(false);
            let draft = play(question, seed, &key(question, &sheet));
            assert!(draft.grade().is_full(), "{}: the key wins {:?}", question.id, draft.grade());
            assert!(draft.sheet(false).is_ready(), "{}: the key is no whole answer", question.id);
        }
    }
}

#[test]
fn no_inputs_break_a_sheet() {
    let inputs: Vec<Input> = [Input::Up, Input::Down, Input::Left, Input::Right, Input::First, Input::Last]
        .into_iter()
        .chain([Input::Choose, Input::TakeBack, Input::Pick(0), Input::Pick(3), Input::Pick(999)])
        .chain([Input::Put { row: 1, group: 0 }, Input::Put { row: 99, group: 99 }])
        .collect();
    for question in shipped_bank().questions() {
        let mut luck = luck(question.key);
        let mut draft = question.body.begin(&mut luck);
        for _ in 0..200 {
            let _ = draft.edit(*inputs.choose(&mut luck).expect("an input"));
            let (sheet, score) = (draft.sheet(false), draft.grade());
            assert!(sheet.done <= sheet.of && score.won <= score.of, "{}", question.id);
            assert!(sheet.rows.iter().all(|row| row.mark.is_none()), "{}: a mark before the answer", question.id);
        }
        assert!(draft.sheet(true).rows.iter().all(|row| row.mark.is_some()), "{}", question.id);
    }
}

/// The same question with another key: the same rows, other ones correct.
fn with_another_key(question: &Question) -> Option<Question> {
    let mut body = Body::clone(&question.body);
    match &mut body {
        Body::Choice(choice) => {
            let last = choice.options.len() - 1;
            let correct: Vec<bool> = choice.options.iter().map(|option| option.correct).collect();
            for (at, option) in choice.options.iter_mut().enumerate() {
                option.correct = correct[if at == 0 { last } else { at - 1 }];
            }
        }
        Body::Order(order) => {
            let mut ranks: Vec<_> = order.items.iter().map(|item| item.rank).collect();
            ranks.rotate_left(1);
            order.items.iter_mut().zip(ranks).for_each(|(item, rank)| item.rank = rank);
        }
        Body::Sort(sort) => {
            let groups = sort.groups.len();
            sort.items.iter_mut().for_each(|item| item.group = (item.group + 1) % groups);
        }
        Body::Line(line) => {
            let customers = line.layers.iter().filter(|layer| layer.owner == Owner::Customer).count();
            let layer = line.layers.iter_mut().filter(|layer| layer.owner != Owner::Both).nth(customers - 1)?;
            if customers < 2 {
                return None;
            }
            layer.owner = Owner::Aws;
        }
    }
    Some(Question { key: body.revision(), body: body.into(), ..question.clone() })
}

#[test]
fn a_sheet_tells_nothing_of_the_key_before_the_answer() {
    let mut compared = 0;
    for question in shipped_bank().questions() {
        let Some(other) = with_another_key(question) else { continue };
        assert_ne!(question.key, other.key, "{}", question.id);
        for seed in 0..3 {
            let mut luck = luck(seed + 100);
            let (mut a, mut b) = (play(question, seed, &[]), play(&other, seed, &[]));
            assert_eq!(a.sheet(false), b.sheet(false), "{}", question.id);
            for _ in 0..20 {
                let input =
                    *[Input::Choose, Input::Down, Input::Pick(1), Input::TakeBack].choose(&mut luck).expect("one");
                assert_eq!(a.edit(input), b.edit(input), "{}", question.id);
                assert_eq!(a.sheet(false), b.sheet(false), "{}", question.id);
            }
        }
        compared += 1;
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn pinned_options_keep_their_place_and_the_others_are_shuffled() {
    let mut orders = HashSet::new();
    let bank = shipped_bank();
    let question =
        bank.questions().iter().find(|question| question.body.name() == "choice").map(Arc::clone).expect("one");
    for seed in 0..50 {
        orders.insert(play(&question, seed, &[]).shown_order());
    }
    assert!(orders.len() > 10, "{} orders in 50 showings", orders.len());
    let pinned = "bank = \"t\"\n[[question]]\nid = \"q\"\nkind = \"choice\"\nstem = \"s\"\n".to_owned()
        + "[[question.incorrect]]\nid = \"b\"\ntext = \"1\"\npinned = true\n"
        + "[[question.correct]]\nid = \"c\"\ntext = \"2\"\npinned = true\n"
        + "[[question.incorrect]]\nid = \"a\"\ntext = \"3\"\npinned = true\n";
    let question = read(&SourceFile::new("f", pinned)).questions.remove(0);
    for seed in 0..5 {
        assert_eq!(play(&question, seed, &[]).shown_order(), ["b", "c", "a"]);
    }
}

#[test]
fn answers_are_kept_by_id_whatever_the_order_shown() {
    for question in shipped_bank().questions().iter().take(60) {
        let answer = |seed| {
            let sheet = play(question, seed, &[]).sheet(false);
            play(question, seed, &key(question, &sheet)).answer()
        };
        let is_order_with_ties = matches!(&*question.body, Body::Order(_));
        assert!(is_order_with_ties || answer(1) == answer(2), "{}", question.id);
    }
}

// --- files with faults -------------------------------------------------------------------------------------------

fn faults_of(files: &[(&str, &str)]) -> String {
    let contents = files.iter().map(|(name, text)| read(&SourceFile::new(name, *text))).collect();
    told(&Bank::assemble(contents).1)
}

const GOOD: &str = r#"
[[question]]
id = "good"
kind = "choice"
stem = "Which?"
[[question.correct]]
text = "this"
[[question.incorrect]]
text = "that"
"#;

#[test]
fn a_users_file_needs_no_more_than_bank_id_kind_stem_and_options() {
    let (bank, faults) = Bank::assemble(vec![read(&SourceFile::new("my.toml", format!("bank = \"my\"{GOOD}")))]);
    assert_eq!(told(&faults), "");
    let question = bank.question("my/good").expect("it loads");
    assert_eq!(question.objective, "my/good", "the objective defaults to the id");
    assert_eq!(bank.topic(question), "my");
}

#[test]
fn the_example_of_the_readme_loads() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let content = read(&SourceFile::new("README.md", example));
    assert_eq!(told(&content.faults), "");
    assert_eq!(content.questions.len(), 1);
}

#[test]
fn every_fault_of_every_file_is_told_in_one_run() {
    let first =
        format!("bank = \"my\"\n[[question]]\nid = \"Bad Id\"\nkind = \"chioce\"\nstem = \"\"\nwrnog = 3\n{GOOD}");
    let second = format!(
        "bank = \"my\"{GOOD}\n[[question]]\nid = \"b\"\nkind = \"choice\"\nscenario = \"none\"\ntasks = [\"CLF\"]\nstem = 5"
    );
    insta::assert_snapshot!(faults_of(&[("a.toml", &first), ("b.toml", &second)]));
}

#[test]
fn syntax_faults_leave_the_rest_of_the_file_alone() {
    let text = format!("bank = \"my\"\n{GOOD}\n[[question]]\nid = \"broken\nkind = \"choice\"\n");
    let content = read(&SourceFile::new("a.toml", text.as_str()));
    assert!(!content.faults.is_empty());
    assert_eq!(content.faults[0].at.line, 12, "{}", told(&content.faults));
    assert_eq!(content.questions.len(), 1, "the good one loads");
}

#[test]
fn files_that_are_no_banks_are_told_apart() {
    let bytes = |bytes: Vec<u8>| told(&read(&SourceFile { name: "f.toml".into(), bytes }).faults);
    assert_eq!(bytes(b"bank = \"m\"\n# \xff".to_vec()), "f.toml:2:3: byte 0xFF is not UTF-8; save the file as UTF-8");
    assert_eq!(bytes(Vec::new()), "f.toml: this file is empty; write a `[[question]]`, or remove it");
    assert_eq!(
        bytes(b"# only a comment\n".to_vec()),
        "f.toml: this file is empty; write a `[[question]]`, or remove it"
    );
    assert_eq!(bytes(vec![b' '; MAX_BYTES + 1]), "f.toml: this file is over 16 MB; split it by topic");
    let deep = format!("bank = \"m\"\na = {}1{}", "[".repeat(5000), "]".repeat(5000));
    let deep = bytes(deep.into_bytes());
    assert!(
        deep.contains("this is nested too deeply; write it with at most 80 levels of nesting"),
        "{}",
        deep.lines().next().unwrap_or_default()
    );
    let unprintable = faults_of(&[("f.toml", &format!("bank = \"my\"{}", GOOD.replace("Which?", "Wh\\u001bich?")))]);
    assert_eq!(unprintable, "f.toml:5:8: `stem` holds the unprintable character U+001B; remove it");
}

#[test]
fn an_id_used_twice_names_both_places_and_the_first_stays() {
    let text = format!("bank = \"my\"{GOOD}");
    let (bank, faults) = Bank::assemble(vec![
        read(&SourceFile::new("a.toml", text.as_str())),
        read(&SourceFile::new("b.toml", text.as_str())),
    ]);
    let told = told(&faults);
    assert_eq!(
        told,
        "b.toml:2:1: the id `good` is used twice, first at a.toml:2:1; rename one of the two; the first was kept"
    );
    assert_eq!(bank.question("my/good").expect("the first").at.file, "a.toml");
}

#[test]
fn a_renamed_question_is_found_under_its_old_id() {
    let text = format!("bank = \"my\"{}", GOOD.replace("kind =", "was = [\"old\"]\nkind ="));
    let (bank, _) = Bank::assemble(vec![read(&SourceFile::new("a.toml", text))]);
    assert_eq!(bank.question("my/old").expect("by its old id").id, "my/good");
}

#[test]
fn wording_keeps_the_key_revision_and_a_changed_key_does_not() {
    let load = |text: &str| read(&SourceFile::new("a.toml", format!("bank = \"my\"{text}"))).questions.remove(0);
    let text = GOOD
        .replace("text = \"this\"", "id = \"x\"\ntext = \"this\"")
        .replace("text = \"that\"", "id = \"y\"\ntext = \"that\"");
    let (plain, reworded) = (load(&text), load(&text.replace("this", "these")));
    assert_eq!(plain.key, reworded.key);
    assert_ne!(plain.text_revision(), reworded.text_revision());
    let rekeyed = load(
        &text
            .replace("question.correct", "question.c")
            .replace("question.incorrect", "question.correct")
            .replace("question.c]", "question.incorrect]"),
    );
    assert_ne!(plain.key, rekeyed.key);
}

#[test]
fn an_untouched_sheet_suggests_nothing() {
    for question in shipped_bank().questions() {
        let sheet = play(question, 3, &[]).sheet(false);
        assert_eq!(sheet.done, 0, "{}", question.id);
        assert!(sheet.rows.iter().all(|row| matches!(row.state, State::Free | State::Given)), "{}", question.id);
        assert!(!matches!(sheet.ask, Ask::Divide { .. }) || sheet.line.is_none(), "{}", question.id);
    }
}

#[test]
fn no_fact_no_idea_and_no_side_of_a_line_is_left_out() {
    let bank = shipped_bank();
    let holes = whose::quiz::coverage::coverage(&bank).holes;
    assert!(holes.facts.is_empty(), "facts without a question: {:?}", holes.facts);
    assert!(holes.objectives.is_empty(), "ideas with fewer than three questions: {:?}", holes.objectives);
    for service in bank.matrix.services.iter().filter(|service| service.line && service.checked.is_some()) {
        let of_service =
            bank.owner_questions().iter().filter(|question| question.service.as_ref() == Some(&service.id));
        let owners: HashSet<&str> = of_service.filter_map(|question| right(question)).collect();
        assert!(owners.contains("aws") && owners.contains("customer"), "{}: {owners:?}", service.id);
    }
}

#[test]
fn every_task_and_skill_of_both_exams_is_taught_and_practice_is_no_smaller_than_the_exam_pool() {
    let bank = shipped_bank();
    let found = whose::quiz::coverage::coverage(&bank);
    assert!(found.holes.skills.is_empty() && found.holes.tasks.is_empty(), "{:?}", found.holes);
    assert_eq!((found.tasks.len(), found.skills.len()), (32, 197));
    for task in &found.tasks {
        assert!(task.practice >= 25, "{} has {} questions in practice", task.id, task.practice);
    }
    for domain in &found.domains {
        assert!(domain.practice >= domain.exam, "{}: {} to {}", domain.id, domain.practice, domain.exam);
    }
    let choices = found.questions.kinds[0];
    assert!(found.select_n * 5 >= choices, "{} of {choices} select several", found.select_n);
    let kept = bank.questions().iter().filter(|question| question.exam_only);
    assert!(kept.clone().all(|question| matches!(&*question.body, Body::Choice(_))), "exams ask choices alone");
}

/// The id of the right option of a choice.
fn right(question: &Question) -> Option<&str> {
    let Body::Choice(choice) = &*question.body else { return None };
    choice.options.iter().find(|option| option.correct).map(|option| option.id.as_str())
}

#[test]
fn the_readme_counts_the_questions_as_they_are() {
    let bank = shipped_bank();
    let written = bank.questions().iter().filter(|question| !question.is_made()).count();
    let claim = format!("The {written} questions are content");
    assert!(include_str!("../../README.md").contains(&claim), "the README does not say: {claim}");
}

#[test]
fn one_mistake_is_told_once() {
    let without_text = format!("bank = \"my\"{}", GOOD.replacen("text = \"this\"", "id = \"a\"", 1));
    assert_eq!(faults_of(&[("a.toml", &without_text)]), "a.toml:6:1: this option has no `text`; add `text = \"...\"`");
    let line =
        "bank = \"my\"\n[[question]]\nid = \"l\"\nkind = \"line\"\nstem = \"s\"\n[[question.layer]]\nowner = \"aws\"\n";
    assert_eq!(faults_of(&[("a.toml", line)]), "a.toml:6:1: this layer has no `text`; add `text = \"...\"`");
}
