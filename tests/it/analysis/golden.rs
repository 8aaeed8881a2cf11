//! Holds the figures against those of `golden.py`.

use serde_json::Value;
use whose::progress::class::analysis::{
    Answers, Choice, ChoiceFigures, Evidence, Given, Item, ItemFigures, TestFigures, Verdict, analyse, counted, pool,
};

const GOLDEN: &str = include_str!("golden.json");

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("a small one")
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn given(value: &Value) -> Option<Given> {
    let parts = value.as_array()?;
    let chosen = list(&parts[1]).iter().map(number).collect();
    Some(Given { right: parts[0] == 1, chosen, ms: parts[2].as_u64().expect("milliseconds") })
}

fn item(value: &Value) -> Item {
    let choice =
        |it: &Value| Choice { label: text(&it["label"]), text: text(&it["text"]), correct: it["correct"] == true };
    Item {
        id: text(&value["id"]),
        void: value["void"] == true,
        options: list(&value["options"]).iter().map(choice).collect(),
        given: list(&value["given"]).iter().map(given).collect(),
    }
}

fn answers(value: &Value) -> Answers {
    let items = list(&value["items"]).iter().map(item).collect();
    Answers { items, people: number(&value["people"]), classes: Vec::new() }
}

/// Compares a figure to 1e-9; counts those compared.
struct Check {
    at: String,
    figures: usize,
}

impl Check {
    fn real(&mut self, name: &str, ours: Option<f64>, golden: &Value) {
        let same = match (ours, golden.as_f64()) {
            (Some(ours), Some(golden)) => (ours - golden).abs() < 1e-9,
            (None, None) => golden.is_null(),
            _ => false,
        };
        assert!(same, "{} {name}: ours {ours:?}, golden {golden}", self.at);
        self.figures += 1;
    }

    fn count(&mut self, name: &str, ours: usize, golden: &Value) {
        assert_eq!(ours, number(golden), "{} {name}", self.at);
        self.figures += 1;
    }

    fn item(&mut self, ours: &ItemFigures, golden: &Value) {
        assert_eq!(ours.id, text(&golden["id"]));
        self.count("answered", ours.answered, &golden["answered"]);
        self.count("counted", ours.counted, &golden["counted"]);
        self.real("facility", ours.facility, &golden["facility"]);
        self.real("low", ours.interval.map(|interval| interval.low), &golden["low"]);
        self.real("high", ours.interval.map(|interval| interval.high), &golden["high"]);
        self.real("correlation", ours.correlation, &golden["correlation"]);
        self.real("upper", ours.groups.map(|groups| groups.upper), &golden["upper"]);
        self.real("lower", ours.groups.map(|groups| groups.lower), &golden["lower"]);
        self.real("median", ours.median_ms, &golden["median_ms"]);
        let choices = list(&golden["choices"]);
        assert_eq!(ours.choices.len(), choices.len());
        ours.choices.iter().zip(choices).for_each(|(ours, golden)| self.choice(ours, golden));
    }

    fn choice(&mut self, ours: &ChoiceFigures, golden: &Value) {
        self.count("count", ours.count, &golden["count"]);
        self.real("share", ours.share, &golden["share"]);
        self.real("upper of option", ours.upper, &golden["upper"]);
        self.real("lower of option", ours.lower, &golden["lower"]);
        self.real("mean rest", ours.mean_rest, &golden["mean_rest"]);
        self.real("correlation of option", ours.correlation, &golden["correlation"]);
    }

    fn test(&mut self, ours: &TestFigures, golden: &Value) {
        self.count("items", ours.items, &golden["items"]);
        self.count("people", ours.people, &golden["people"]);
        self.real("mean", Some(ours.mean), &golden["mean"]);
        self.real("sd", ours.sd, &golden["sd"]);
        self.real("kr20", ours.kr20, &golden["kr20"]);
        self.real("alpha", ours.alpha, &golden["alpha"]);
        self.real("sem", ours.sem, &golden["sem"]);
        let golden: Vec<usize> = list(&golden["distribution"]).iter().map(number).collect();
        assert_eq!(ours.distribution, golden, "{}", self.at);
    }
}

fn hold(case: &Value) -> usize {
    let classes: Vec<Answers> = list(&case["classes"]).iter().map(answers).collect();
    let data = if classes.len() == 1 { classes[0].clone() } else { pool(&classes) };
    let (ours, golden) = (analyse(&data), &case["figures"]);
    let mut check = Check { at: text(&case["name"]), figures: 0 };
    let counts: Vec<bool> = list(&golden["counted"]).iter().map(|counts| counts == true).collect();
    assert_eq!(counted(&data), counts, "{}", check.at);
    assert_eq!(ours.items.len(), list(&golden["items"]).len());
    for (ours, golden) in ours.items.iter().zip(list(&golden["items"])) {
        check.at = format!("{} {}", text(&case["name"]), ours.id);
        check.item(ours, golden);
    }
    assert_eq!(ours.test.is_none(), golden["test"].is_null());
    if let Some(test) = &ours.test {
        check.test(test, &golden["test"]);
    }
    check.figures
}

#[test]
fn all_figures_are_those_of_python() {
    let golden: Value = serde_json::from_str(GOLDEN).expect("golden.json");
    let figures: Vec<usize> = list(&golden).iter().map(hold).collect();
    assert_eq!(figures.len(), 7);
    assert!(figures.iter().sum::<usize>() > 2_500, "{figures:?}");
}

#[test]
fn the_miskeyed_item_and_the_dead_distractor_are_found() {
    let golden: Value = serde_json::from_str(GOLDEN).expect("golden.json");
    let case = list(&golden).iter().find(|case| case["name"] == "miskeyed").expect("the case");
    let data = answers(&case["classes"][0]);
    let analysis = analyse(&data);
    let key = data.items[3].options.iter().position(|option| option.correct).expect("a key");
    assert_eq!(analysis.items[3].verdict, Some(Verdict::KeySuspect((key + 2) % 4)));
    assert!(matches!(&analysis.items[7].verdict, Some(Verdict::DeadDistractors(dead)) if dead.len() == 1));
    assert!(analysis.items.iter().all(|item| item.evidence == Evidence::Firm));
    // Where even the strong guess, the key cannot be told from luck, and is worth a look too.
    let others = analysis.items.iter().enumerate().filter(|(at, item)| *at != 3 && item.suspect.is_some());
    assert!(others.clone().count() <= 2 && others.clone().all(|(_, item)| item.facility.is_some_and(|it| it < 0.25)));
}
