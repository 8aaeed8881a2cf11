//! `line`: the signature drill. A stack of layers, data above, facilities below; the learner moves the dividing line
//! between the customer's part and AWS's. Layers that both own are shown as such and not asked.

use crate::quiz::input::{Input, Refusal};
use crate::quiz::kind::{Answer, Kind, count, row, unique_ids};
use crate::quiz::owner::Owner;
use crate::quiz::reader::Fields;
use crate::quiz::score::Score;
use crate::quiz::sheet::{Ask, Mark, Row, Sheet, State, Verdict};
use rand::Rng;
use serde::{Deserialize, Serialize};

/// A stack of layers, top to bottom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The layers.
    pub layers: Vec<Layer>,
}

/// One layer of the stack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layer {
    /// Stable id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Why its owner owns it.
    pub why: String,
    /// Whose it is.
    pub owner: Owner,
}

/// Where the learner has drawn the line: how many asked layers are above it. Not drawn at first, so that no place is
/// suggested.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    above: Option<usize>,
}

/// Reads `[[question.layer]]`.
pub fn read(fields: &Fields<'_, '_>) -> Option<Line> {
    let rows = fields.tables("layer");
    let layers: Vec<Option<Layer>> = rows.iter().map(layer).collect();
    let layers: Vec<Layer> = layers.into_iter().collect::<Option<_>>()?;
    unique_ids(&rows, layers.iter().map(|layer| layer.id.as_str()));
    let line = Line { layers };
    match line.fault() {
        None => Some(line),
        Some(message) => {
            fields.fault("layer", message, "write the layers top to bottom, the customer's above AWS's");
            None
        }
    }
}

fn layer(fields: &Fields<'_, '_>) -> Option<Layer> {
    let (row, owner) = (row(fields), fields.required("owner"));
    fields.finish();
    let (owner, (id, text, why)) = (owner?, row?);
    let owner = match owner.as_str() {
        "customer" => Owner::Customer,
        "aws" => Owner::Aws,
        "both" => Owner::Both,
        other => {
            fields.fault("owner", format!("unknown owner `{other}`"), "write `customer`, `aws` or `both`");
            return None;
        }
    };
    Some(Layer { id, text, why, owner })
}

impl Line {
    /// One of the places that the line can have.
    pub fn chance(&self) -> f64 {
        1.0 / count(1 + self.layers.iter().filter(|layer| layer.owner != Owner::Both).count())
    }

    /// What keeps the stack from being cut by one line, if anything does.
    pub fn fault(&self) -> Option<&'static str> {
        let asked: Vec<Owner> = self.asked().map(|at| self.layers[at].owner).collect();
        let cut = self.cut();
        if cut == 0 || cut == asked.len() {
            return Some("this stack needs a layer of each party");
        }
        asked[cut..].contains(&Owner::Customer).then_some("one line cannot part this stack")
    }

    /// The layers that are asked, as places in the stack.
    fn asked(&self) -> impl Iterator<Item = usize> {
        (0..self.layers.len()).filter(|&at| self.layers[at].owner != Owner::Both)
    }

    /// Where the line belongs: how many asked layers are above it.
    fn cut(&self) -> usize {
        self.asked().take_while(|&at| self.layers[at].owner == Owner::Customer).count()
    }

    fn side(above: Option<usize>, number: usize) -> Option<Owner> {
        above.map(|above| if number < above { Owner::Customer } else { Owner::Aws })
    }

    fn mark(layer: &Layer, side: Option<Owner>) -> Mark {
        let verdict = match side {
            _ if layer.owner == Owner::Both => Verdict::Apart,
            None => Verdict::Missed,
            Some(side) if side == layer.owner => Verdict::Right,
            Some(_) => Verdict::Wrong,
        };
        let said = match side {
            _ if layer.owner == Owner::Both => "not asked",
            None => "no line drawn",
            Some(side) => side.word(),
        };
        Mark { verdict, truth: layer.owner.word().into(), said: said.into(), why: layer.why.clone() }
    }

    /// The row above which the line is drawn.
    fn line_row(&self, above: usize) -> usize {
        self.asked().nth(above).unwrap_or(self.layers.len())
    }
}

impl Kind for Line {
    type Draft = Draft;

    fn blank(&self, _: &mut dyn Rng) -> Draft {
        Draft::default()
    }

    fn laid(&self, _: &[String], answer: &Answer) -> Draft {
        let above = if let Answer::Above(above) = answer { above.as_ref() } else { None };
        Draft { above: above.map(|above| above.len().min(self.asked().count())) }
    }

    fn edit(&self, draft: &mut Draft, input: Input) -> Result<(), Refusal> {
        let n = self.asked().count();
        draft.above = match (input, draft.above) {
            (Input::Up, None) => Some(n - 1),
            (Input::Up, Some(above)) => Some(above.saturating_sub(1)),
            (Input::Down, None) => Some(1),
            (Input::Down, Some(above)) => Some((above + 1).min(n)),
            (Input::First, _) => Some(0),
            (Input::Last, _) => Some(n),
            (Input::Pick(above), _) if above <= n => Some(above),
            (Input::Pick(above), _) => {
                return Err(Refusal(format!("{above} layers are more than the {n} that there are")));
            }
            (Input::TakeBack, _) => None,
            (_, above) => above,
        };
        Ok(())
    }

    fn answer(&self, draft: &Draft) -> Answer {
        let above = |above| self.asked().take(above).map(|at| self.layers[at].id.clone()).collect();
        Answer::Above(draft.above.map(above))
    }

    fn grade(&self, draft: &Draft) -> Score {
        let n = self.asked().count();
        let cut = self.cut();
        Score::new(draft.above.map_or(0, |above| n - above.abs_diff(cut)), n)
    }

    fn sheet(&self, draft: &Draft, shown: bool) -> Sheet {
        let mut number = 0;
        let rows = self.layers.iter().map(|layer| {
            let asked = layer.owner != Owner::Both;
            let side = if asked { Self::side(draft.above, number) } else { None };
            number += usize::from(asked);
            Row {
                id: layer.id.clone(),
                label: if asked { number.to_string() } else { String::new() },
                text: layer.text.clone(),
                state: if asked { side.map_or(State::Free, State::Side) } else { State::Given },
                mark: shown.then(|| Self::mark(layer, side)),
            }
        });
        Sheet {
            rows: rows.collect(),
            ask: Ask::Divide { n: self.asked().count() },
            cursor: None,
            line: draft.above.map(|above| self.line_row(above)),
            done: usize::from(draft.above.is_some()),
            of: 1,
        }
    }

    fn key(&self) -> String {
        let sign = |layer: &Layer| format!("{}={}", layer.id, layer.owner.letter());
        self.layers.iter().map(sign).collect::<Vec<_>>().join(" ")
    }

    fn words(&self) -> String {
        let words = self.layers.iter().flat_map(|layer| [layer.text.as_str(), layer.why.as_str()]);
        words.collect::<Vec<_>>().join("\u{1f}")
    }
}

#[cfg(test)]
mod tests {
    use crate::quiz::kind::harness::{faults, play};
    use insta::assert_snapshot;

    const EC2: &str = r#"
        kind = "line"
        stem = "Where does the customer's part end?"
        [[question.layer]]
        id = "data"
        text = "data"
        owner = "customer"
        [[question.layer]]
        id = "patches"
        text = "patches"
        owner = "both"
        [[question.layer]]
        id = "guest"
        text = "guest OS"
        owner = "customer"
        why = "from the guest up"
        [[question.layer]]
        id = "host"
        text = "host"
        owner = "aws"
        why = "below the guest"
    "#;

    #[test]
    fn the_line_starts_undrawn_and_moves() {
        assert_snapshot!(play(EC2, ""), @"
          [ ] 1  data
          [both]    patches
          [ ] 2  guest OS
          [ ] 3  host
        0 of 1 · 0 of 3 points
        ");
        assert_snapshot!(play(EC2, "down down"), @"
          [C] 1  data
          [both]    patches
          [C] 2  guest OS
          ------
          [A] 3  host
        1 of 1 · 3 of 3 points
        ");
    }

    #[test]
    fn a_wrong_line_names_each_layer_on_the_wrong_side() {
        assert_snapshot!(play(EC2, "1 enter"), @"
          [C] 1  data | customer, customer: Right. 
          [both]    patches | both, not asked: Apart. 
          ------
          [A] 2  guest OS | customer, AWS: Wrong. from the guest up
          [A] 3  host | AWS, AWS: Right. below the guest
        1 of 1 · 2 of 3 points
        ");
        assert!(play(EC2, "9").contains("refused: 9 layers are more than the 3 that there are"));
    }

    #[test]
    fn a_stack_that_no_line_can_part_is_a_fault() {
        let text = "kind = \"line\"\nstem = \"s\"\n[[question.layer]]\ntext = \"a\"\nowner = \"aws\"\n[[question.layer]]\ntext = \"b\"\nowner = \"customer\"";
        assert!(faults(text).contains("this stack needs a layer of each party"), "{}", faults(text));
        assert!(faults(&text.replace("\"aws\"", "\"awss\"")).contains("unknown owner `awss`"));
    }
}
