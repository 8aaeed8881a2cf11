//! Nothing that travels before the reveal depends on the key: two classes that differ in nothing else look the same.

use crate::class::{Host, KINDS, Keys, Style, bank, get, plan, post, room, stopped};
use proptest::prelude::*;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use std::collections::HashSet;
use whose::progress::class::deed::{Deed, Entry};
use whose::progress::class::plan::{Item, Settings};
use whose::progress::class::record::Phase;
use whose::progress::day::Moment;
use whose::progress::entry::Confidence;
use whose::quiz::sheet::Ask;
use whose::session::class::answer::Rows;
use whose::session::class::command::Command;
use whose::session::class::decide::{Giving, Joining};
use whose::session::class::home::take_home;
use whose::session::class::state::Class;

/// Something that happens in a class.
#[derive(Clone, Debug)]
enum Step {
    Says(Command),
    Waits(u64),
    Joins,
    /// Somebody answers as this luck has it, now and then something that cannot be.
    Answers(u32, u64),
}

/// Two classes to which the same happens.
struct Twins {
    classes: [Class; 2],
    ms: u64,
}

impl Twins {
    fn new(keys: [&Keys; 2], style: Style, first: usize, settings: &Settings, seed: u64) -> Self {
        let class = |keys: &Keys| {
            let bank = bank(keys, style);
            let plan = plan(&bank, first, settings.clone(), seed);
            Class::open(bank, plan, Moment::default()).expect("a class").0
        };
        Self { classes: keys.map(class), ms: 0 }
    }

    fn happens(&mut self, step: &Step) {
        match step {
            Step::Waits(ms) => self.ms += ms,
            Step::Says(command) => self.says(command),
            Step::Joins => self.both(|class, _| {
                let seat = class.record.seats.len() + 1;
                let joining =
                    Joining { code: class.record.plan.code.clone(), secret: "S".into(), ..Joining::default() };
                class
                    .join(&Joining { name: format!("Student {seat}"), ..joining })
                    .map(|deed| vec![deed])
                    .map_err(|no| no.why)
            }),
            Step::Answers(seat, luck) => self.both(|class, ms| {
                let item = class.record.at.unwrap_or(0);
                let confidence = [Confidence::None, Confidence::Sure][usize::from(luck.is_multiple_of(2))];
                let giving =
                    Giving { item, round: class.record.round(), rows: some_answer(class, item, *luck), confidence };
                class.answer(*seat, &giving, ms).map(|deed| vec![deed]).map_err(|no| no.why)
            }),
        }
    }

    /// What the instructor says; whatever would show a key leaves the question out instead.
    fn says(&mut self, command: &Command) {
        let closed = self.classes[0].record.phase == Phase::Closed;
        let shows = matches!(command, Command::Show) || *command == Command::Next && closed;
        let command = if shows { &Command::Skip } else { command };
        self.both(|class, ms| class.decide(command, ms));
    }

    /// The same is done in both, or refused with the same words.
    fn both(&mut self, decide: impl Fn(&Class, u64) -> Result<Vec<Deed>, String>) {
        let ms = self.ms;
        let outcomes = self.classes.each_mut().map(|class| {
            let deeds = decide(class, ms)?;
            let kinds: Vec<_> = deeds.iter().map(std::mem::discriminant).collect();
            for deed in deeds {
                class.record.take(&Entry { at: Moment::default(), class_ms: ms, deed });
            }
            Ok::<_, String>(kinds)
        });
        assert_eq!(outcomes[0], outcomes[1], "what is granted and refused tells nothing of the key");
    }

    /// All that anybody but the instructor can see of each.
    fn seen(&self) -> [Vec<String>; 2] {
        self.classes.each_ref().map(|class| {
            let standings = class.standings();
            let people = u32::try_from(class.record.seats.len()).expect("few people");
            let seats = 0..=people + 1;
            let frames = seats.clone().map(|seat| json!(class.frame(seat, self.ms, &standings)));
            let homes = seats.map(|seat| json!(take_home(class, seat)));
            let here = (1..=people).filter(|seat| seat % 2 == 0).collect::<HashSet<_>>();
            let screen = json!(class.projection(&here, self.ms));
            frames.chain(homes).chain([screen]).map(|seen| seen.to_string()).collect()
        })
    }

    fn look_the_same(&self) {
        let [one, other] = self.seen();
        assert_eq!(one, other);
        for telling in ["REASON", "EXPLANATION", "correct"] {
            assert!(one.iter().all(|seen| !seen.contains(telling)), "{telling} is told: {one:?}");
        }
    }
}

/// An answer of somebody who knows nothing but what a frame says.
fn some_answer(class: &Class, item: usize, luck: u64) -> Rows {
    let Some(asked) = class.asked(item) else { return Rows::Above(0) };
    let mut dice = ChaCha8Rng::seed_from_u64(luck);
    let odd = usize::from(luck.is_multiple_of(7));
    let mut rows: Vec<usize> = (0..asked.rows.len()).collect();
    rows.shuffle(&mut dice);
    match asked.ask {
        Ask::Choose { n } => Rows::Chosen(rows.into_iter().take(n + odd).collect()),
        Ask::Sequence { n, .. } => Rows::Sequence(rows.into_iter().take(n + odd).collect()),
        Ask::Group { groups } => Rows::Groups(rows.iter().map(|_| dice.random_range(0..groups.len() + odd)).collect()),
        Ask::Divide { .. } => Rows::Above(dice.random_range(0..=rows.len() + odd)),
    }
}

fn keys() -> impl Strategy<Value = Keys> {
    let ranks = vec![Some(1), Some(2), Some(3), Some(3), None];
    (
        Just(vec![true, true, false, false, false]).prop_shuffle(),
        Just(ranks).prop_shuffle(),
        prop::collection::vec(0..3usize, 4),
        1..=3usize,
    )
        .prop_map(|(correct, ranks, groups, cut)| Keys { correct, ranks, groups, cut })
}

fn style() -> impl Strategy<Value = Style> {
    (any::<bool>(), any::<bool>()).prop_map(|(unnamed, pinned)| Style { unnamed, pinned })
}

fn settings() -> impl Strategy<Value = Settings> {
    (prop::option::of(5..60u32), any::<bool>(), any::<bool>()).prop_map(|(seconds, confidence, race)| Settings {
        seconds,
        confidence,
        speed_points: race,
        leaderboard: race,
        sound: false,
        room: 6,
    })
}

fn command() -> impl Strategy<Value = Command> {
    use Command as C;
    let seat = 0..5u32;
    prop_oneof![
        8 => Just(C::Next),
        3 => prop::sample::select(vec![C::Close, C::Show, C::Again, C::Pause, C::More, C::Skip, C::Reopen, C::Void, C::Lock]),
        1 => prop_oneof![
            seat.clone().prop_map(C::Kick),
            (seat, prop::option::of(90..300u32)).prop_map(|(seat, percent)| C::Pace(seat, percent)),
            prop::collection::vec(0..30u32, 2..6).prop_map(C::Hands),
        ],
        1 => Just(C::Tick),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => command().prop_map(Step::Says),
        1 => (0..9_000u64).prop_map(Step::Waits),
        1 => Just(Step::Joins),
        4 => (0..5u32, any::<u64>()).prop_map(|(seat, luck)| Step::Answers(seat, luck)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn before_the_reveal_nothing_that_anybody_sees_depends_on_the_key(
        (one, other) in (keys(), keys()),
        (style, settings) in (style(), settings()),
        (first, seed) in (0..4usize, any::<u64>()),
        steps in prop::collection::vec(step(), 1..50),
    ) {
        let mut twins = Twins::new([&one, &other], style, first, &settings, seed);
        twins.look_the_same();
        for step in [Step::Joins, Step::Joins, Step::Says(Command::Next)].iter().chain(&steps) {
            twins.happens(step);
            twins.look_the_same();
        }
        twins.happens(&Step::Says(Command::End));
        twins.look_the_same();
    }

    #[test]
    fn the_same_luck_shows_the_same_order_whatever_the_key(
        (one, other) in (keys(), keys()), style in style(), seed in any::<u64>(),
    ) {
        let shown = |keys: &Keys| -> Vec<Vec<String>> {
            plan(&bank(keys, style), 0, room(3), seed).items.iter().map(Item::shown).collect()
        };
        prop_assert_eq!(shown(&one), shown(&other));
    }

    #[test]
    fn the_reveal_tells_the_key_and_not_before(
        (one, other) in (keys(), keys()), kind in 0..4usize, seed in any::<u64>(), luck in any::<u64>(),
    ) {
        let differ = [one.correct != other.correct, one.ranks != other.ranks, one.groups != other.groups, one.cut != other.cut];
        prop_assume!(differ[kind]);
        let mut twins = Twins::new([&one, &other], Style::default(), kind, &room(3), seed);
        let before = [Step::Joins, Step::Joins, Step::Says(Command::Next), Step::Answers(1, luck), Step::Says(Command::Close)];
        for step in &before {
            twins.happens(step);
            twins.look_the_same();
        }
        twins.both(|class, ms| class.decide(&Command::Show, ms));
        let [one, other] = twins.seen();
        // The seats, the homes, the screen: who answered, who did not, and the room are all told now.
        for at in [1, 2, one.len() - 1] {
            prop_assert_ne!(&one[at], &other[at], "{} is told", KINDS[kind]);
            prop_assert!(one[at].contains("REASON") && one[at].contains("EXPLANATION"));
        }
    }
}

/// All that a student can hear from a served class, but for the secret that is theirs alone.
fn heard(host: &Host, token: &str) -> Vec<String> {
    let me = host.ask(1, &get("/me").with_token(token)).body.replace(token, "TOKEN");
    let homes = ["/take-home.json", "/take-home.html"].map(|path| host.ask(1, &get(path).with_token(token)).body);
    homes.into_iter().chain([me]).collect()
}

fn both_do(hosts: &[Host; 2], command: &Command) {
    for host in hosts {
        host.does(command.clone());
    }
}

#[test]
fn two_served_classes_that_differ_in_their_keys_send_the_same_bytes_until_the_reveal() {
    let turned = Keys {
        correct: vec![false, true, false, true, false],
        ranks: vec![None, Some(4), Some(2), Some(1), Some(3)],
        groups: vec![2, 0, 1, 0],
        cut: 3,
    };
    let settings = Settings { confidence: true, leaderboard: true, seconds: Some(30), ..room(5) };
    let hosts = [Keys::default(), turned].map(|keys| Host::with(&keys, settings.clone(), stopped()));
    let places = hosts.each_ref().map(|host| host.join("Ada"));
    let both = |of: &dyn Fn(&Host, &str) -> Vec<String>| {
        let [one, other] = [0, 1].map(|at| of(&hosts[at], &places[at].token));
        assert_eq!(one, other);
        assert!(!one.concat().contains("REASON") && !one.concat().contains("EXPLANATION"));
    };
    let mut streams = [0, 1].map(|at| hosts[at].follow(&places[at].token));
    let mut frames_are_the_same = || {
        let [one, other] = streams.each_mut().map(|stream| stream.next_text().expect("a frame"));
        assert_eq!(one, other);
        one
    };
    frames_are_the_same();
    let answers: [Value; 4] = [
        json!({ "chosen": [0, 1] }),
        json!({ "sequence": [3, 0, 1, 2] }),
        json!({ "groups": [0, 1, 2, 0] }),
        json!({ "above": 2 }),
    ];
    both_do(&hosts, &Command::Next);
    for (at, answer) in answers.iter().enumerate() {
        let open = frames_are_the_same();
        assert!(open.contains(&format!("Question {}?", KINDS[at])), "{open}");
        both(&|host, token| vec![host.answer(token, at, 1, answer).body, host.answer(token, at, 2, answer).body]);
        both(&|host, token| vec![host.answer(token, at, 1, &json!({ "chosen": [0, 0] })).body]);
        for command in [Command::Pause, Command::Pause, Command::Close, Command::Again] {
            both_do(&hosts, &command);
            frames_are_the_same();
            both(&|host, token| heard(host, token));
        }
        both(&|host, token| vec![host.answer(token, at, 2, answer).body]);
        if at < 3 {
            both_do(&hosts, &Command::Skip);
        }
    }
    both_do(&hosts, &Command::Close);
    frames_are_the_same();
    both_do(&hosts, &Command::Show);
    let [one, other] = streams.each_mut().map(|stream| stream.next_text().expect("a frame"));
    assert_ne!(one, other, "the key is told at the end");
}

#[test]
fn no_page_script_or_refusal_holds_anything_of_a_question() {
    let host = Host::open(room(3));
    let ada = host.join("Ada");
    host.does(Command::Next);
    let asked =
        [get("/"), get("/page.js"), get("/style.css"), get("/nothing"), post("/answer", &json!({ "question": 0 }))];
    for request in asked {
        let said = host.ask(1, &request.with_token(&ada.token));
        assert!(!said.body.contains("REASON") && !said.body.contains("EXPLANATION"), "{}", said.body);
    }
}
