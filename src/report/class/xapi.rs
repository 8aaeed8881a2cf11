//! xAPI 1.0.3 statements, one a line, for learning record stores: who answered what. Written, never sent.

use crate::progress::class::record::Record;
use crate::progress::class::seat::Vote;
use crate::report::class::csv::{said, time};
use serde_json::{Value, json};
use uuid::Builder;
use xxhash_rust::xxh3::xxh3_128;

/// Names in statements must be addresses; this one leads nowhere, on purpose.
const BASE: &str = "https://whose.invalid";

/// All answers of a class, of all votes.
pub fn statements(class: &str, record: &Record) -> String {
    let mut out = String::new();
    for (item, progress) in record.items.iter().enumerate() {
        for (round, votes) in (1u8..).zip(&progress.rounds) {
            for (seat, vote) in votes.votes.iter().filter(|(seat, _)| record.seat(**seat).is_some()) {
                out.push_str(&statement(class, record, (item, round, *seat), vote).to_string());
                out.push('\n');
            }
        }
    }
    out
}

fn statement(class: &str, record: &Record, (item, round, seat): (usize, u8, u32), vote: &Vote) -> Value {
    let planned = &record.plan.items[item];
    let name = record.seat(seat).map(|seat| seat.name.clone()).unwrap_or_default();
    let kind = match planned.kind.as_str() {
        "choice" => "choice",
        "order" => "sequencing",
        "sort" => "matching",
        _ => "other",
    };
    let scaled = f64::from(vote.score.won) / f64::from(vote.score.of.max(1));
    json!({
        "id": id(&format!("{class}/{}/{item}/{round}/{seat}", record.begun.utc_ms)),
        "timestamp": time(vote),
        "actor": { "objectType": "Agent", "name": name, "account": { "homePage": format!("{BASE}/class/{class}"), "name": format!("seat-{seat}") } },
        "verb": { "id": "http://adlnet.gov/expapi/verbs/answered", "display": { "en": "answered" } },
        "object": {
            "objectType": "Activity",
            "id": format!("{BASE}/question/{}", planned.question),
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": kind,
                "name": { "en": planned.question },
                "description": { "en": planned.stem },
            },
        },
        "result": {
            "success": vote.score.is_full(),
            "response": said(record, item, &vote.answer),
            "duration": format!("PT{}.{:03}S", vote.ms / 1_000, vote.ms % 1_000),
            "score": { "scaled": scaled, "raw": vote.score.won, "min": 0, "max": vote.score.of },
        },
        "context": {
            "registration": id(&format!("{class}/{}", record.begun.utc_ms)),
            "platform": "whose",
            "extensions": { format!("{BASE}/vote"): round, format!("{BASE}/void"): record.items[item].void },
        },
    })
}

/// The same for the same name, and for no other.
fn id(name: &str) -> String {
    Builder::from_random_bytes(xxh3_128(name.as_bytes()).to_be_bytes()).into_uuid().to_string()
}
