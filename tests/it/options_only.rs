//! A reader who sees the options and not the question, and who has studied the style of this bank: what words and forms
//! keys have in other questions. Whoever knows no AWS should do little better than chance with that.
//!
//! Partial-input baselines are how data sets are tested for such artefacts (Poliak et al. 2018; Gururangan et al. 2018).
//! The reader is a logistic regression over words, pairs of words and the form of an option, trained on nine tenths of
//! the ideas and tried on the other tenth, ten times.

use std::collections::HashMap;
use whose::quiz::bank::Bank;
use whose::quiz::kind::Body;
use whose::quiz::load::read;
use whose::store::shipped;

const FOLDS: usize = 10;
const ROUNDS: usize = 12;
/// How much better than chance the reader may do.
const MARGIN: f64 = 0.10;

/// A question as the reader sees it.
struct Item {
    fold: usize,
    options: Vec<Vec<(usize, f64)>>,
    keys: Vec<bool>,
    chance: f64,
}

/// Numbers the features that options have.
#[derive(Default)]
struct Features(HashMap<String, usize>);

impl Features {
    fn of(&mut self, name: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(name.to_owned()).or_insert(next)
    }

    /// Words, pairs of words, and the form of an option among its neighbours.
    fn option(&mut self, text: &str, at: usize, all: &[&str]) -> Vec<(usize, f64)> {
        let words = words_of(text);
        let mut names: Vec<String> = words.clone();
        names.extend(words.windows(2).map(|pair| pair.join(" ")));
        names.sort();
        names.dedup();
        let weight = 1.0 / real(names.len().max(1)).sqrt();
        let mut features: Vec<(usize, f64)> = names.iter().map(|name| (self.of(name), weight)).collect();
        let longer = |other: &&&str| other.len() > text.len();
        let shared = |other: &str| {
            let theirs = words_of(other);
            real(words.iter().filter(|word| theirs.contains(word)).count()) / real(words.len().max(1))
        };
        let others = all.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, other)| *other);
        let alike: f64 = others.map(shared).sum::<f64>() / real(all.len() - 1);
        let form = [
            ("length", real(all.iter().filter(longer).count()) / real(all.len() - 1)),
            ("alike", alike),
            ("words", real(words.len()) / 20.0),
            ("comma", f64::from(u8::from(text.contains(',')))),
            ("and", f64::from(u8::from(text.contains(" and ")))),
            ("figure", f64::from(u8::from(text.contains(|c: char| c.is_ascii_digit())))),
        ];
        features.extend(form.map(|(name, value)| (self.of(&format!("<{name}>")), value)));
        features
    }
}

fn words_of(text: &str) -> Vec<String> {
    let plain = text.to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn items(bank: &Bank, features: &mut Features) -> Vec<Item> {
    let mut folds: HashMap<&str, usize> = HashMap::new();
    let mut items = Vec::new();
    for question in bank.questions().iter().filter(|question| !question.is_made()) {
        let Body::Choice(choice) = &*question.body else { continue };
        let texts: Vec<&str> = choice.options.iter().map(|option| option.text.as_str()).collect();
        let next = folds.len();
        // Questions of one idea stay together: the reader shall not learn the answer from its sister.
        let fold = *folds.entry(question.objective.as_str()).or_insert(next) % FOLDS;
        items.push(Item {
            fold,
            options: texts.iter().enumerate().map(|(at, text)| features.option(text, at, &texts)).collect(),
            keys: choice.options.iter().map(|option| option.correct).collect(),
            chance: choice.chance(),
        });
    }
    items
}

/// Learns from all folds but one, by the gradient, with a little forgetting so that rare words do not rule.
fn learn(items: &[Item], fold: usize, features: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features];
    let mut bias = 0.0;
    for round in 0..ROUNDS {
        let step = 0.5 / (1.0 + real(round));
        for item in items.iter().filter(|item| item.fold != fold) {
            for (option, key) in item.options.iter().zip(&item.keys) {
                let score: f64 = bias + option.iter().map(|(at, value)| weights[*at] * value).sum::<f64>();
                let error = f64::from(u8::from(*key)) - 1.0 / (1.0 + (-score).exp());
                bias += step * error;
                for (at, value) in option {
                    weights[*at] += step * (error * value - 0.002 * weights[*at]);
                }
            }
        }
    }
    weights
}

/// Whether the options that the reader likes best are the keys.
fn picks(item: &Item, weights: &[f64]) -> bool {
    let score = |option: &Vec<(usize, f64)>| option.iter().map(|(at, value)| weights[*at] * value).sum::<f64>();
    let mut ranked: Vec<(f64, bool)> = item.options.iter().map(score).zip(item.keys.iter().copied()).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let keys = item.keys.iter().filter(|key| **key).count();
    ranked.iter().take(keys).all(|(_, key)| *key)
}

/// The share of questions that the reader has right, and what chance alone would give.
fn shares(bank: &Bank) -> (f64, f64) {
    let mut features = Features::default();
    let items = items(bank, &mut features);
    let mut right = 0;
    for fold in 0..FOLDS {
        let weights = learn(&items, fold, features.0.len());
        right += items.iter().filter(|item| item.fold == fold && picks(item, &weights)).count();
    }
    let chance: f64 = items.iter().map(|item| item.chance).sum();
    (real(right) / real(items.len()), chance / real(items.len()))
}

#[test]
fn who_has_studied_the_style_of_the_options_does_little_better_than_chance() {
    let shipped = shipped().expect("the bank of this build");
    let (found, chance) = shares(&Bank::assemble(vec![shipped]).0);
    assert!(
        found <= chance + MARGIN,
        "{:.1} % right from options alone, {:.1} % by chance",
        found * 100.0,
        chance * 100.0
    );
}

#[test]
fn the_reader_notices_keys_that_give_themselves_away() {
    use std::fmt::Write;
    let mut text = String::from("bank = \"b\"\n");
    for number in 0..120 {
        let _ = write!(
            text,
            "[[question]]\nid = \"q{number}\"\nkind = \"choice\"\nstem = \"s{number}?\"\n\
             [[question.correct]]\ntext = \"properly done thing {number}\"\n[[question.incorrect]]\ntext = \"thing {number}a\"\n\
             [[question.incorrect]]\ntext = \"thing {number}b\"\n[[question.incorrect]]\ntext = \"thing {number}c\"\n"
        );
    }
    let (bank, _) = Bank::assemble(vec![read(&whose::quiz::load::SourceFile::new("b.toml", &text))]);
    let (found, chance) = shares(&bank);
    assert!(found > chance + 0.5, "{found}");
}
