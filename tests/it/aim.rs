//! Study that is fitted to the exam ahead: what it asks, how much is new, what its last days bring forward.

use crate::bank::shipped_bank;
use crate::cli::{Run, folder};
use crate::keep::{Memory, memory};
use crate::screens::{Program, SIZES};
use insta::assert_snapshot;
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use uuid::Uuid;
use whose::progress::day::Moment;
use whose::progress::entry::{Answered, Confidence, Entry, Mode, What};
use whose::progress::exam::aim::Aim;
use whose::progress::exam::row::{ExamRow, Real};
use whose::progress::fit::{MOST_NEW, NEW_A_DAY};
use whose::progress::ledger::Progress;
use whose::progress::memory::Scheduler;
use whose::progress::plan::{Plan, Wish, plan};
use whose::quiz::bank::Bank;
use whose::quiz::kind::Answer;
use whose::quiz::load::{SourceFile, read as read_file};
use whose::quiz::question::Question;
use whose::quiz::score::Score;
use whose::session::aim::{keep, question, read, said, words};
use whose::session::exam::list::told;
use whose::session::keeper::Keeper;
use whose::session::today::today;
use whose::store::{Access, Store, shipped};

static BANK: LazyLock<Arc<Bank>> = LazyLock::new(|| Arc::new(shipped_bank()));

const HOUR: i64 = 3_600_000;

/// The evening of the n-th day from the 23rd of January 2027 on.
fn evening(day: i32) -> Moment {
    Moment { utc_ms: 1_800_729_000_000 + i64::from(day) * 24 * HOUR, offset_minutes: 0 }
}

/// A learner who said this on the first day.
fn aiming(text: &str) -> Memory {
    let mut learner = memory(Arc::clone(&BANK));
    aim(&mut learner, text, evening(0));
    learner
}

/// Says what is prepared for.
fn aim(learner: &mut Memory, text: &str, now: Moment) {
    let aim = read(&learner.bank, text, now).expect("an aim");
    keep(learner, aim, now).expect("kept");
}

fn planned(learner: &Memory, day: i32, wish: &Wish) -> Plan {
    plan(&learner.bank, &learner.progress, evening(day).study_day(), wish)
}

/// Answers all that the day has, each rightly.
fn study(learner: &mut Memory, day: i32) {
    let at = evening(day);
    let entries: Vec<Entry> = (0..)
        .zip(planned(learner, day, &Wish::default()).items)
        .map(|(n, item)| {
            let question = &item.question;
            let answered = Answered {
                question: question.id.clone(),
                key: question.key,
                text: 0,
                shown: Vec::new(),
                answer: Answer::Chosen(Vec::new()),
                score: Score::new(1, 1),
                confidence: Confidence::None,
                ms: 30_000,
            };
            let id = Uuid::from_u128(u128::try_from(day).expect("a day") << 32 | n);
            Entry { id, session: id, mode: Mode::Study, at, what: What::Answer(answered) }
        })
        .collect();
    learner.keep(&entries).expect("kept");
}

#[test]
fn only_what_belongs_to_the_exam_is_studied_and_at_its_level() {
    for exam in ["CLF-C02", "SOA-C03"] {
        let mut learner = aiming(exam);
        let is_of = |tasks: &[String]| tasks.iter().any(|task| task.starts_with(exam));
        let suits = |question: &Arc<Question>| is_of(&question.tasks);
        let mut asked = 0;
        for day in 0..12 {
            for item in planned(&learner, day, &Wish { new: Some(30), ..Wish::default() }).items {
                let objective = BANK.objective(&item.question.objective).expect("an idea");
                let could = BANK.siblings(&objective.id).any(suits);
                assert!(could || is_of(&objective.tasks), "{} is no idea of {exam}", objective.id);
                assert!(!could || suits(&item.question), "{} is not at the level of {exam}", item.question.id);
                asked += 1;
            }
            study(&mut learner, day);
        }
        assert!(asked > 100, "{asked}");
    }
}

#[test]
fn study_brings_every_idea_that_the_exam_can_ask() {
    for exam in ["CLF-C02", "SOA-C03"] {
        let learner = aiming(exam);
        let all = planned(&learner, 0, &Wish { new: Some(1_000), ..Wish::default() });
        let brought: HashSet<&str> = all.items.iter().map(|item| item.question.objective.as_str()).collect();
        let of_the_exam = |question: &&Arc<Question>| question.tasks.iter().any(|task| task.starts_with(exam));
        for question in BANK.questions().iter().filter(of_the_exam) {
            assert!(brought.contains(question.objective.as_str()), "{exam} asks {}, study does not", question.id);
        }
    }
}

#[test]
fn a_topic_that_is_asked_for_by_name_is_studied_whatever_lies_ahead() {
    let topic = "monitoring";
    let of_clf = |task: &String| task.starts_with("CLF");
    let others = BANK.objectives().iter().filter(|idea| idea.topic == topic && !idea.tasks.iter().any(of_clf)).count();
    assert!(others > 0, "the topic has ideas of the other exam");
    let learner = aiming("clf");
    let wish = Wish { new: Some(1_000), topic: Some(topic.to_owned()), ..Wish::default() };
    let all = planned(&learner, 0, &wish).items.len();
    assert_eq!(all, BANK.objectives().iter().filter(|idea| idea.topic == topic).count());
}

#[test]
fn a_learners_own_questions_belong_to_whatever_is_prepared_for() {
    let own = "bank = \"mine\"\n[[question]]\nid = \"sky\"\nkind = \"choice\"\nstem = \"Blue?\"\n\
               [[question.correct]]\ntext = \"yes\"\n[[question.incorrect]]\ntext = \"no\"\n";
    let contents = vec![shipped().expect("the bank of this build"), read_file(&SourceFile::new("mine.toml", own))];
    let mut learner = memory(Bank::assemble(contents).0);
    aim(&mut learner, "soa", evening(0));
    let all = planned(&learner, 0, &Wish { new: Some(1_000), ..Wish::default() });
    assert!(all.items.iter().any(|item| item.question.id == "mine/sky"));
}

#[test]
fn every_idea_of_the_exam_is_met_before_its_last_day_and_none_on_it() {
    let mut learner = aiming("clf 2027-02-14");
    let ideas = today(&BANK, &learner.progress, evening(0)).known.objectives;
    let days = 22;
    assert!(ideas > NEW_A_DAY * u32::try_from(days).expect("days"), "eight a day would not do");
    for day in 0..days {
        let new = planned(&learner, day, &Wish::default()).fresh();
        assert!(new <= MOST_NEW as usize);
        if day == days - 1 {
            assert_eq!(new, 0, "the eve");
        }
        study(&mut learner, day);
    }
    let known = today(&BANK, &learner.progress, evening(days)).known;
    assert_eq!((known.met, known.objectives), (ideas, ideas));
    assert_eq!(planned(&learner, days, &Wish::default()).fresh(), 0, "nothing new on the day itself");
}

#[test]
fn who_is_late_meets_nothing_new_on_the_eve_also_when_the_rest_is_done() {
    let mut learner = aiming("clf 2027-02-14");
    for day in 18..22 {
        study(&mut learner, day);
    }
    let known = today(&BANK, &learner.progress, evening(21)).known;
    assert!(known.met < known.objectives, "there would be something");
    assert_eq!(planned(&learner, 21, &Wish::default()).items.len(), 0, "the eve is done");
    assert_eq!(planned(&learner, 22, &Wish::default()).items.len(), 0, "and the day itself brings nothing new either");
    let mut late = aiming("clf 2027-02-14");
    assert_eq!(planned(&late, 21, &Wish::default()).fresh(), MOST_NEW as usize, "who begins on the eve begins");
    study(&mut late, 21);
    assert_eq!(planned(&late, 21, &Wish::default()).fresh(), 0, "and no more than that");
    assert_eq!(planned(&late, 22, &Wish::default()).fresh(), 0, "nor on the day itself");
}

#[test]
fn the_last_days_bring_forward_what_would_come_back_until_the_exam() {
    let mut learner = aiming("clf 2027-02-14");
    for day in 0..19 {
        study(&mut learner, day);
    }
    let (today, exam) = (evening(19).study_day(), evening(22).study_day());
    let comes_back = |until| {
        let due =
            |idea: &&whose::quiz::syllabus::Objective| learner.progress.due(&idea.id).is_some_and(|due| due <= until);
        BANK.objectives().iter().filter(due).count()
    };
    assert!(comes_back(exam) > comes_back(today), "some come back in between");
    assert_eq!(planned(&learner, 19, &Wish::default()).due(), comes_back(exam));
    assert_eq!(planned(&learner, 18, &Wish::default()).due(), 0, "what was done four days before is done");
}

#[test]
fn after_its_day_the_exam_narrows_nothing_any_more() {
    let learner = aiming("soa 2027-01-25");
    let all = Wish { new: Some(1_000), ..Wish::default() };
    assert!(planned(&learner, 2, &all).items.len() < planned(&learner, 3, &all).items.len());
    assert_eq!(planned(&learner, 3, &all).items.len(), BANK.objectives().len());
    let after = today(&BANK, &learner.progress, evening(3)).after.expect("a question");
    assert!(after.contains("`whose exam result SOA-C03 SCORE`"), "{after}");
}

/// The 22nd of November 2026, in the evening.
const NOW: Moment = Moment { utc_ms: 1_795_372_200_000, offset_minutes: 0 };

fn aimed(text: &str) -> Progress {
    let mut progress = Progress::default();
    progress.exams.insert(Uuid::from_u128(1), ExamRow::Aim(read(&BANK, text, NOW).expect("an aim")));
    progress
}

#[test]
fn an_exam_and_its_day_are_said_and_said_back() {
    let said = |text: &str| words(&BANK, &aimed(text), NOW);
    assert_eq!(said("clf 2027-02-14").as_deref(), Some("CLF-C02 on 14 Feb 2027 · 84 days"));
    assert_eq!(said("SOA-C03").as_deref(), Some("SOA-C03"));
    assert_eq!(said("clf 2026-11-23").as_deref(), Some("CLF-C02 on 23 Nov 2026 · tomorrow"));
    assert_eq!(said("clf 2026-11-22").as_deref(), Some("CLF-C02 on 22 Nov 2026 · today"));
    assert_eq!(said("none"), None);
}

#[test]
fn days_are_those_of_the_calendar_also_after_midnight() {
    let at_one = Moment { utc_ms: NOW.utc_ms + 13 * HOUR / 2, ..NOW };
    assert_eq!(at_one.study_day(), NOW.study_day(), "it is still the evening before for study");
    assert_eq!(words(&BANK, &aimed("clf 2026-11-23"), at_one).as_deref(), Some("CLF-C02 on 23 Nov 2026 · today"));
    assert!(read(&BANK, "clf 2026-11-22", at_one).expect_err("a reason").contains("2026-11-22 is over"));
    assert_eq!(words(&BANK, &aimed("clf 2026-11-22"), at_one), None);
    assert!(said(&BANK, &aimed("clf 2026-11-22"), at_one).starts_with("you prepare for no exam"), "it is over");
    assert!(question(&BANK, &aimed("clf 2026-11-22"), at_one).is_some());
}

#[test]
fn what_does_not_say_it_is_named_with_the_next_step() {
    let why = |text: &str| read(&BANK, text, NOW).expect_err("a reason");
    assert!(why("").contains("type an exam and its day"));
    assert!(why("clf 14.2.2027").contains("`14.2.2027` is no date; write it as year-month-day"));
    assert!(why("clf 2026-11-21").contains("2026-11-21 is over"));
    assert!(why("saa").contains("there is no exam `saa`"));
    assert!(why("soa-c02").contains("`SOA-C02` is retired"));
    assert!(why("none 2027-02-14").contains("type `none` alone"));
}

#[test]
fn a_result_ends_what_it_was_prepared_for_whenever_it_is_reported() {
    for day in [10, 40] {
        let mut learner = aiming("clf 2027-02-14");
        let asks = day > 22;
        assert_eq!(question(&BANK, &learner.progress, evening(day)).is_some(), asks);
        let real = |exam: &str| Real {
            exam: exam.into(),
            day: evening(day).study_day(),
            score: 800,
            passed: true,
            forecast: None,
        };
        let report = |learner: &mut Memory, exam| {
            let entry = told(What::Real(real(exam)), learner.seeds(), evening(day));
            learner.keep(&[entry]).expect("kept");
        };
        report(&mut learner, "SOA-C03");
        assert_eq!(words(&BANK, &learner.progress, evening(day)).is_some(), !asks, "another exam ends nothing");
        report(&mut learner, "CLF-C02");
        assert_eq!(words(&BANK, &learner.progress, evening(day)), None);
        assert_eq!(question(&BANK, &learner.progress, evening(day)), None);
        aim(&mut learner, "clf", evening(day));
        assert!(words(&BANK, &learner.progress, evening(day)).is_some(), "who did not pass prepares for it again");
        assert_eq!(learner.progress, Progress::replay(&learner.log, &BANK), "the log says the same");
    }
}

#[test]
fn an_exam_that_is_asked_no_more_fits_nothing() {
    for exam in ["SOA-C02", "SAA-C09"] {
        let mut learner = memory(Arc::clone(&BANK));
        keep(&mut learner, Aim { exam: Some(exam.into()), day: None }, evening(0)).expect("kept");
        let all = Wish { new: Some(1_000), ..Wish::default() };
        assert_eq!(planned(&learner, 0, &all).items.len(), BANK.objectives().len());
        let said = said(&BANK, &learner.progress, evening(0));
        assert_eq!(said, format!("you prepare for {exam}, which is asked no more, so study goes through all there is"));
        assert_eq!(today(&BANK, &learner.progress, evening(0)).aim, None);
    }
}

#[test]
fn what_was_said_last_holds_on_disk_too() {
    let data = folder();
    let mut store = Store::open(data.path(), Access::Write).expect("a store");
    let mut progress = Progress::default();
    let scheduler = Scheduler::default();
    store.replace_derived(&progress, 1).expect("kept");
    for (n, text) in [(1, "soa"), (2, "clf 2027-02-14")] {
        let aim = read(&BANK, text, NOW).expect("an aim");
        let entry =
            Entry { id: Uuid::from_u128(n), session: Uuid::nil(), mode: Mode::Exam, at: NOW, what: What::Aim(aim) };
        let touched = progress.apply(&entry, &BANK, &scheduler);
        store.append(&[entry], &progress, &touched).expect("kept");
    }
    let (_, kept) = store.derived().expect("rows").expect("derived state");
    assert_eq!(kept, progress);
    assert_eq!(kept.exams.len(), 1, "the older row is gone");
    assert_eq!(Progress::replay(&store.log().expect("the log").entries, &BANK), progress);
}

#[test]
fn home_shows_the_exam_and_how_far_it_is_off() {
    for size in SIZES {
        let mut learner = aiming("clf 2027-02-14");
        // The clock of the screen stands on the 22nd of November 2026.
        let mut program = Program::new(&mut learner, size, true);
        assert_snapshot!(format!("home_with_an_exam_{}x{}", size.0, size.1), program.text());
    }
}

#[test]
fn an_exam_is_named_on_the_home_screen_and_what_makes_no_sense_can_be_mended() {
    let mut learner = memory(Arc::clone(&BANK));
    let mut program = Program::new(&mut learner, (80, 24), true);
    let typed = |text: &str| {
        text.chars().map(|c| if c == ' ' { "space".to_owned() } else { c.to_string() }).collect::<Vec<_>>().join(" ")
    };
    program.press(&format!("a {} enter", typed("clf 2027-02-30")));
    let text = program.text();
    assert!(text.contains("! `2027-02-30` is no date") || text.contains("! 2027-02-30 is no date"), "{text}");
    assert!(text.contains("Exam: clf 2027-02-30▏"), "it stays to be mended: {text}");
    program.press(&format!("back back {} enter", typed("14")));
    let text = program.text();
    assert!(text.lines().next().expect("a title").ends_with("CLF-C02 on 14 Feb 2027 · 84 days"), "{text}");
    program.press(&format!("a {} enter", typed("none")));
    assert!(!program.text().contains("CLF-C02 on"), "taken back");
    assert_eq!(learner.log.len(), 2);
}

#[test]
fn the_command_line_keeps_the_exam_and_says_what_follows() {
    let data = folder();
    let aim = |args: &[&str]| Run::new(data.path()).args(&[&["aim"], args].concat()).done();
    assert_eq!(aim(&[]).out, "You prepare for no exam, so study goes through all there is.\n");
    let done = aim(&["clf", "2027-02-14"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.out.starts_with("CLF-C02 on 14 Feb 2027 · 75 days: 0 of its "), "{}", done.out);
    assert_eq!(aim(&[]).out, done.out, "it is kept");
    let wrong = aim(&["clf", "yesterday"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("`yesterday` is no date; write it as year-month-day, 2027-02-14"), "{}", wrong.err);
    assert_eq!(aim(&[]).out, done.out, "nothing is lost by a mistake");
    let json = Run::new(data.path()).args(&["progress", "--json"]).done();
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["aim"], "CLF-C02 on 14 Feb 2027 · 75 days");
    let outlooks = json["outlooks"].as_array().expect("outlooks");
    assert_eq!(outlooks.iter().map(|outlook| outlook["exam"].as_str()).collect::<Vec<_>>(), [Some("CLF-C02")]);
    let plain = Run::new(data.path()).args(&["--plain"]).typing("8\nsoa 2027\nsoa\nq\n").done();
    assert!(plain.out.contains("You prepare for CLF-C02 on 14 Feb 2027, 75 days."), "{}", plain.out);
    assert!(plain.out.contains("`2027` is no date"), "{}", plain.out);
    assert!(plain.out.contains("You prepare for SOA-C03."), "{}", plain.out);
}
