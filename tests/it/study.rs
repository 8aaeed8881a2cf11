//! Study and drill, played event by event with instants handed in.

use crate::bank::shipped_bank;
use crate::keep::{Memory, memory};
use std::collections::HashSet;
use std::sync::Arc;
use whose::progress::day::{Day, Moment};
use whose::progress::entry::{Confidence, Mode, What};
use whose::progress::ledger::Progress;
use whose::progress::memory::Scheduler;
use whose::progress::plan::{Wish, plan};
use whose::progress::stats::overview;
use whose::quiz::bank::Bank;
use whose::quiz::input::Input;
use whose::quiz::load::{SourceFile, read};
use whose::session::drill::Selection;
use whose::session::keeper::carry_out;
use whose::session::start::{Start, start};
use whose::session::step::{Event, Scene, Session, Stage};
use whose::session::summary::Summary;
use whose::session::today::today;

const HOUR: i64 = 3_600_000;

/// Noon of a study day.
fn noon(day: i32) -> Moment {
    Moment { utc_ms: i64::from(day) * 24 * HOUR + 12 * HOUR, offset_minutes: 0 }
}

/// A bank of so many objectives with two questions each, of which the option `yes` is right.
fn fixture(objectives: usize) -> Arc<Bank> {
    let question = |n: usize, sibling: &str| {
        let head = format!("[[question]]\nid = \"q{n}{sibling}\"\nkind = \"choice\"\nobjective = \"o{n}\"\n");
        let options =
            "[[question.correct]]\nid = \"yes\"\ntext = \"yes\"\n[[question.incorrect]]\nid = \"no\"\ntext = \"no\"\n";
        format!("{head}stem = \"Yes? {n}{sibling}\"\n{options}")
    };
    let objective = |n: usize| {
        let topic = if n.is_multiple_of(2) { "even" } else { "odd" };
        let head = format!("[[objective]]\nid = \"o{n}\"\ntopic = \"{topic}\"\ntitle = \"Idea {n}\"\n");
        head + &question(n, "a") + &question(n, "b")
    };
    let text = "bank = \"t\"\n".to_owned() + &(0..objectives).map(objective).collect::<String>();
    let (bank, faults) = Bank::assemble(vec![read(&SourceFile::new("t.toml", text))]);
    assert!(faults.is_empty(), "{faults:?}");
    Arc::new(bank)
}

/// A learner with a log, as a shell would keep it.
struct Learner(Memory);

impl Learner {
    fn new(bank: Arc<Bank>) -> Self {
        Self(Memory { paper: 5, ..memory(bank) })
    }

    fn begin(&mut self, what: &Start, now: Moment) -> Result<Box<dyn Session>, String> {
        start(what, &mut self.0, now)
    }

    fn send(&mut self, session: &mut dyn Session, event: Event, now: Moment) {
        carry_out(&mut self.0, session.update(event, now)).expect("it is kept");
        let replayed = Progress::replay(&self.0.log, &self.0.bank);
        assert_eq!(self.0.progress, replayed, "the log says the same");
    }

    /// Answers the question on stage, rightly or not.
    fn answer(&mut self, session: &mut dyn Session, right: bool, now: Moment) {
        let wanted = if right { "yes" } else { "no" };
        let row = stage(session).sheet.rows.iter().position(|row| row.id == wanted).expect("a row");
        self.send(session, Event::Input(Input::Pick(row)), now);
        self.send(session, Event::Submit, now);
    }

    /// Studies a day to its end, all right but the objectives named; returns the questions in order.
    fn study(&mut self, wish: &Wish, wrong: &[&str], now: Moment) -> Vec<String> {
        let Ok(mut session) = self.begin(&Start::Study(wish.clone()), now) else { return Vec::new() };
        let mut asked: Vec<String> = Vec::new();
        while matches!(session.scene(), Scene::Question(_)) {
            let stem = stage(&*session).stem;
            let first = !asked.contains(&stem);
            let missed =
                wrong.iter().any(|name| stem.contains(&format!("{name}a")) || stem.contains(&format!("{name}b")));
            asked.push(stem);
            self.answer(&mut *session, !(missed && first), now);
            self.send(&mut *session, Event::Next, now);
        }
        asked
    }
}

fn stage(session: &dyn Session) -> Stage {
    match session.scene() {
        Scene::Question(stage) => *stage,
        _ => panic!("the session is over"),
    }
}

fn summary(session: &dyn Session) -> Summary {
    match session.scene() {
        Scene::Summary(summary) => *summary,
        _ => panic!("the session goes on"),
    }
}

fn wish(new: u32) -> Wish {
    Wish { new: Some(new), ..Wish::default() }
}

#[test]
fn a_day_has_its_number_of_new_ideas_and_no_more() {
    let mut learner = Learner::new(fixture(10));
    assert_eq!(learner.study(&wish(4), &[], noon(100)).len(), 4);
    assert_eq!(learner.study(&wish(4), &[], noon(100)).len(), 0, "today's are done");
    assert_eq!(learner.study(&wish(6), &[], noon(100)).len(), 2, "asking for more gives more");
    let why = learner.begin(&Start::Study(wish(6)), noon(100)).err().expect("nothing is left");
    assert!(why.contains("nothing is due"), "{why}");
}

#[test]
fn due_ideas_come_first_and_the_least_remembered_before_others() {
    let mut learner = Learner::new(fixture(10));
    learner.study(&wish(3), &["1"], noon(100));
    let today = noon(110);
    let planned = plan(&learner.0.bank, &learner.0.progress, today.study_day(), &wish(2));
    let order: Vec<(&str, bool)> =
        planned.items.iter().map(|item| (item.question.objective.as_str(), item.new)).collect();
    assert_eq!(order[0], ("o1", false), "the missed one is remembered least");
    assert_eq!(order.iter().map(|(_, new)| *new).collect::<Vec<_>>(), [false, false, false, true, true]);
}

#[test]
fn a_missed_question_returns_after_others_until_it_is_right() {
    let mut learner = Learner::new(fixture(10));
    let asked = learner.study(&wish(10), &["0"], noon(100));
    let places: Vec<usize> = (0..asked.len()).filter(|&at| asked[at].starts_with("Yes? 0")).collect();
    assert_eq!(asked.len(), 11);
    assert_eq!(places, [0, 9], "after eight others");
    let asked = Learner::new(fixture(2)).study(&wish(2), &["0", "1"], noon(100));
    assert_eq!(asked.len(), 4, "with few others it returns when they are done: {asked:?}");
}

#[test]
fn siblings_rotate_and_never_share_a_day() {
    let mut learner = Learner::new(fixture(1));
    let mut shown = Vec::new();
    for day in 100..160 {
        let asked = learner.study(&wish(1), &[], noon(day));
        assert!(asked.len() <= 1, "two of one idea on a day: {asked:?}");
        shown.extend(asked);
    }
    assert!(shown.len() >= 3);
    assert_ne!(shown[0], shown[1]);
    assert_ne!(shown[1], shown[2]);
}

#[test]
fn the_sibling_missed_last_comes_before_the_one_seen_least() {
    let bank = fixture(1);
    let mut learner = Learner::new(Arc::clone(&bank));
    let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
    let missed = stage(&*session).stem;
    learner.answer(&mut *session, false, noon(100));
    learner.send(&mut *session, Event::Leave, noon(100));
    let asked = learner.study(&wish(1), &[], noon(101));
    assert_eq!(asked, [missed]);
}

#[test]
fn confidence_moves_when_it_comes_back() {
    let due = |confidence: Option<Confidence>| {
        let mut learner = Learner::new(fixture(1));
        let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
        if let Some(confidence) = confidence {
            learner.send(&mut *session, Event::Sure(confidence), noon(100));
        }
        learner.answer(&mut *session, true, noon(100));
        learner.0.progress.due("o0").expect("it is scheduled").since(Day(100))
    };
    assert!(due(Some(Confidence::Guess)) < due(None), "what was guessed comes back sooner");
    assert_eq!(due(Some(Confidence::Unsure)), due(Some(Confidence::Guess)));
    assert_eq!(due(Some(Confidence::Sure)), due(None));
}

#[test]
fn saying_how_sure_twice_takes_it_back() {
    let mut learner = Learner::new(fixture(1));
    let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
    learner.send(&mut *session, Event::Sure(Confidence::Guess), noon(100));
    assert_eq!(stage(&*session).confidence, Confidence::Guess);
    learner.send(&mut *session, Event::Sure(Confidence::Guess), noon(100));
    assert_eq!(stage(&*session).confidence, Confidence::None);
}

#[test]
fn an_incomplete_answer_is_refused_and_said() {
    let mut learner = Learner::new(fixture(1));
    let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
    learner.send(&mut *session, Event::Submit, noon(100));
    assert_eq!(stage(&*session).notice.as_deref(), Some("choose an answer first"));
    assert!(learner.0.log.is_empty());
}

#[test]
fn undo_voids_the_answer_and_asks_again() {
    let mut learner = Learner::new(fixture(3));
    let mut session = learner.begin(&Start::Study(wish(3)), noon(100)).expect("a session");
    let stem = stage(&*session).stem;
    learner.answer(&mut *session, false, noon(100));
    learner.send(&mut *session, Event::Undo, noon(100));
    assert_eq!((stage(&*session).stem, stage(&*session).verdict), (stem, None));
    assert_eq!(learner.0.progress, Progress::default(), "nothing is left of it");
    assert!(
        matches!(learner.0.log[1].what, What::Void { entry } if entry == learner.0.log[0].id),
        "the log keeps both"
    );
    learner.answer(&mut *session, true, noon(100));
    learner.send(&mut *session, Event::Leave, noon(100));
    assert_eq!((summary(&*session).full.won, summary(&*session).full.of), (1, 1));
}

#[test]
fn what_is_never_to_be_shown_is_not_shown() {
    let mut learner = Learner::new(fixture(1));
    let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
    let hated = stage(&*session).stem;
    learner.answer(&mut *session, true, noon(100));
    learner.send(&mut *session, Event::Suspend, noon(100));
    for day in 101..140 {
        assert!(!learner.study(&wish(1), &[], noon(day)).contains(&hated));
    }
}

#[test]
fn flags_and_notes_are_kept() {
    let mut learner = Learner::new(fixture(1));
    let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
    learner.send(&mut *session, Event::Flag, noon(100));
    assert!(stage(&*session).flagged);
    learner.answer(&mut *session, true, noon(100));
    learner.send(&mut *session, Event::Note(" mind the guest ".into()), noon(100));
    assert_eq!(stage(&*session).note, "mind the guest");
    learner.send(&mut *session, Event::Flag, noon(100));
    assert!(!stage(&*session).flagged);
    assert_eq!(learner.0.log.len(), 4);
}

#[test]
fn a_drill_leaves_the_schedule_alone_but_a_miss_makes_its_idea_due() {
    let mut learner = Learner::new(fixture(6));
    let selection = Selection { n: Some(2), ..Selection::default() };
    let mut session = learner.begin(&Start::Drill(selection), noon(100)).expect("a drill");
    let right = stage(&*session).about;
    learner.answer(&mut *session, true, noon(100));
    learner.send(&mut *session, Event::Next, noon(100));
    let missed = stage(&*session).about;
    learner.answer(&mut *session, false, noon(100));
    learner.send(&mut *session, Event::Next, noon(100));
    assert_ne!(right, missed, "siblings come only when every idea had its turn");
    let end = summary(&*session);
    assert_eq!((end.full.won, end.full.of, end.points.won), (1, 2, 1));
    assert!(learner.0.log.iter().all(|entry| entry.mode == Mode::Drill));
    let today = today(&learner.0.bank, &learner.0.progress, noon(100));
    assert_eq!((today.due, today.missed), (1, 1));
    let asked = learner.study(&wish(0), &[], noon(100));
    assert_eq!(asked.len(), 1, "it is due at once: {asked:?}");
    assert!(missed.ends_with(asked[0].trim_start_matches("Yes? ").trim_end_matches(['a', 'b'])));
}

#[test]
fn a_drill_takes_what_was_asked_for() {
    let mut learner = Learner::new(Arc::new(shipped_bank()));
    let drill = |selection: Selection| Start::Drill(Selection { n: Some(500), ..selection });
    let all = |learner: &mut Learner, start: &Start| {
        let mut session = learner.begin(start, noon(100)).expect("a drill");
        let mut stages = Vec::new();
        while let Scene::Question(stage) = session.scene() {
            stages.push(*stage);
            learner.send(&mut *session, Event::Suspend, noon(100));
        }
        learner.0.log.clear();
        learner.0.progress = Progress::default();
        stages
    };
    let lines = all(&mut learner, &drill(Selection { kind: Some("line".into()), ..Selection::default() }));
    assert!(lines.len() >= 50 && lines.iter().all(|stage| stage.about.starts_with("The dividing line")));
    let rds = all(&mut learner, &drill(Selection { service: Some("rds".into()), ..Selection::default() }));
    assert!(rds.len() >= 15 && rds.len() < 60, "{}", rds.len());
    let owners = all(&mut learner, &drill(Selection { kind: Some("owner".into()), ..Selection::default() }));
    assert_eq!(owners.len(), 500, "there are more than were asked for");
    assert!(owners.iter().all(|stage| stage.stem.contains("whose is this layer")));
    let why = learner.begin(&drill(Selection { missed: true, ..Selection::default() }), noon(100)).err();
    assert!(why.expect("nothing was missed").contains("no question was missed"));
}

#[test]
fn the_same_seed_gives_the_same_paper_and_another_one_another() {
    let bank = Arc::new(shipped_bank());
    let paper = |seed| {
        let what = Start::Drill(Selection { n: Some(20), ..Selection::default() });
        let mut keeper = Memory { paper: seed, ..memory(Arc::clone(&bank)) };
        let mut session = start(&what, &mut keeper, noon(1)).unwrap_or_else(|why| panic!("{why}"));
        let mut shown = Vec::new();
        while let Scene::Question(stage) = session.scene() {
            shown.push((stage.stem.clone(), stage.sheet.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()));
            session.update(Event::Suspend, noon(1));
        }
        shown
    };
    assert_eq!(paper(1), paper(1));
    assert_ne!(paper(1), paper(2));
}

#[test]
fn minutes_and_topics_narrow_a_study() {
    let mut learner = Learner::new(fixture(40));
    let short = Wish { minutes: Some(4), ..wish(40) };
    assert_eq!(learner.study(&short, &[], noon(100)).len(), 6, "at 40 seconds each");
    let odd = Wish { topic: Some("odd".into()), ..wish(40) };
    let asked = learner.study(&odd, &[], noon(101));
    assert!(
        !asked.is_empty()
            && asked.iter().all(|stem| {
                let number: u32 =
                    stem.trim_start_matches("Yes? ").trim_end_matches(['a', 'b']).parse().expect("a number");
                number % 2 == 1
            })
    );
}

#[test]
fn an_answer_under_another_key_counts_no_more_for_memory() {
    let mut learner = Learner::new(fixture(1));
    learner.study(&wish(1), &[], noon(100));
    let mut log = learner.0.log.clone();
    let What::Answer(answered) = &mut log[0].what else { panic!("an answer") };
    answered.key ^= 1;
    let replayed = Progress::replay(&log, &learner.0.bank);
    assert!(replayed.objectives.is_empty() && replayed.questions.is_empty());
    assert_eq!(replayed.days[&Day(100)].answers, 1, "but it was given that day");
}

#[test]
fn replaying_the_log_gives_what_applying_it_gave() {
    let mut learner = Learner::new(fixture(8));
    for day in 100..130 {
        learner.study(&wish(3), &["2", "5"], noon(day));
    }
    let scheduler = Scheduler::default();
    let mut applied = Progress::default();
    for entry in &learner.0.log {
        applied.apply(entry, &learner.0.bank, &scheduler);
    }
    assert_eq!(applied, Progress::replay(&learner.0.log, &learner.0.bank));
    assert!(learner.0.log.len() > 40, "{}", learner.0.log.len());
    let ids: HashSet<_> = learner.0.log.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), learner.0.log.len(), "every entry has its own id");
}

#[test]
fn the_overview_counts_what_happened() {
    let mut learner = Learner::new(fixture(10));
    for day in 100..103 {
        learner.study(&wish(2), &[], noon(day));
    }
    let seen = overview(&learner.0.bank, &learner.0.progress, Day(103));
    assert_eq!((seen.answers, seen.right, seen.streak, seen.today), (6, 6, 3, 0), "yesterday still counts");
    assert_eq!((seen.all.objectives, seen.all.met, seen.all.known), (10, 6, 6));
    assert_eq!(seen.topics.iter().map(|topic| topic.topic.as_str()).collect::<Vec<_>>(), ["even", "odd"]);
    assert_eq!(seen.forecast.iter().sum::<u32>(), 6);
    assert_eq!(overview(&learner.0.bank, &learner.0.progress, Day(110)).streak, 0);
}

#[test]
fn the_end_says_what_was_lucky_and_what_was_misled() {
    let mut learner = Learner::new(fixture(2));
    let mut session = learner.begin(&Start::Study(wish(2)), noon(100)).expect("a session");
    learner.send(&mut *session, Event::Sure(Confidence::Guess), noon(100));
    learner.answer(&mut *session, true, noon(100));
    learner.send(&mut *session, Event::Next, noon(100));
    learner.send(&mut *session, Event::Sure(Confidence::Sure), noon(100));
    learner.answer(&mut *session, false, noon(100));
    learner.send(&mut *session, Event::Leave, noon(100));
    let end = summary(&*session);
    assert_eq!((end.lucky, end.misled), (1, 1));
    assert_eq!(end.missed.len(), 1);
    assert_eq!(end.missed[0].1, "tomorrow");
}

#[test]
fn a_missed_layer_makes_the_line_of_its_service_due() {
    let mut learner = Learner::new(Arc::new(shipped_bank()));
    let owner = Selection { kind: Some("owner".into()), service: Some("rds".into()), ..Selection::default() };
    let mut session = learner.begin(&Start::Drill(owner), noon(100)).expect("a drill");
    let asked = stage(&*session);
    let right = asked.sheet.rows.iter().position(|row| row.id == "both").expect("RDS shares no layer");
    learner.send(&mut *session, Event::Input(Input::Pick(right)), noon(100));
    learner.send(&mut *session, Event::Submit, noon(100));
    assert_eq!(today(&learner.0.bank, &learner.0.progress, noon(100)).due, 1);
    let planned = plan(&learner.0.bank, &learner.0.progress, Day(100), &wish(0));
    assert_eq!(planned.items[0].question.body.name(), "line");
}

#[test]
fn what_was_missed_last_is_not_known_however_fresh() {
    let mut learner = Learner::new(fixture(2));
    let mut session = learner.begin(&Start::Study(wish(2)), noon(100)).expect("a session");
    learner.answer(&mut *session, false, noon(100));
    let seen = overview(&learner.0.bank, &learner.0.progress, Day(100)).all;
    assert_eq!((seen.met, seen.known), (1, 0));
    learner.send(&mut *session, Event::Next, noon(100));
    learner.answer(&mut *session, true, noon(100));
    assert_eq!(overview(&learner.0.bank, &learner.0.progress, Day(100)).all.known, 1);
}

#[test]
fn a_question_put_away_can_be_taken_back_while_its_answer_is_shown() {
    let mut learner = Learner::new(fixture(1));
    let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
    learner.answer(&mut *session, true, noon(100));
    learner.send(&mut *session, Event::Suspend, noon(100));
    assert!(stage(&*session).suspended);
    learner.send(&mut *session, Event::Suspend, noon(100));
    assert!(!stage(&*session).suspended);
}

#[test]
fn a_missed_question_put_away_stays_away_and_taken_back_returns() {
    for times in [1, 2] {
        let mut learner = Learner::new(fixture(1));
        let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
        learner.answer(&mut *session, false, noon(100));
        for _ in 0..times {
            learner.send(&mut *session, Event::Suspend, noon(100));
        }
        learner.send(&mut *session, Event::Next, noon(100));
        let returned = matches!(session.scene(), Scene::Question(_));
        assert_eq!(returned, times == 2, "put away {times} times");
    }
}

#[test]
fn what_was_flagged_can_be_drilled() {
    let mut learner = Learner::new(fixture(4));
    let flagged = Start::Drill(Selection { flagged: true, ..Selection::default() });
    assert!(learner.begin(&flagged, noon(100)).err().expect("nothing yet").contains("no question is flagged"));
    let mut session = learner.begin(&Start::Study(wish(1)), noon(100)).expect("a session");
    let stem = stage(&*session).stem;
    learner.send(&mut *session, Event::Flag, noon(100));
    let drill = learner.begin(&flagged, noon(100)).expect("a drill");
    assert_eq!((stage(&*drill).stem, stage(&*drill).of), (stem, 1));
}

#[test]
fn a_layer_without_a_line_is_drilled_and_promises_no_return() {
    let mut learner = Learner::new(Arc::new(shipped_bank()));
    let owner = Selection { kind: Some("owner".into()), service: Some("cloudfront".into()), ..Selection::default() };
    let mut session = learner.begin(&Start::Drill(owner), noon(100)).expect("a drill");
    assert!(stage(&*session).about.starts_with("Whose layer"));
    for row in 0..3 {
        learner.send(&mut *session, Event::Input(Input::Pick(row)), noon(100));
        learner.send(&mut *session, Event::Submit, noon(100));
        let shown = stage(&*session).verdict.expect("a verdict");
        assert_eq!(shown.returns, "");
        learner.send(&mut *session, Event::Undo, noon(100));
    }
    assert_eq!(today(&learner.0.bank, &learner.0.progress, noon(100)).due, 0);
}
