//! Names are made safe where they come in, and nobody can pass for somebody else.

use crate::class::{CODE, Host, get, post, room};
use serde_json::json;
use unicode_width::UnicodeWidthStr;
use whose::session::class::command::Command;
use whose::session::class::room::Room;

const RUDE: [&str; 12] = [
    "\u{1b}[31mAda\u{1b}[2J",
    "\u{9b}2JAda",
    "Ada\r\nSet-Cookie: a=b",
    "A\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}da",
    "\u{202e}adA\u{202c}",
    "\u{2067}Ada\u{2069}",
    "A\u{200b}d\u{200d}a\u{feff}",
    "\u{e0041}\u{e0064}Ada",
    "<script>alert(1)</script>",
    "\u{7}\u{8}\u{7f}Ada\u{0}",
    "ＡｄａＡｄａＡｄａＡｄａＡｄａＡｄａＡｄａＡｄａＡｄａ",
    "Ada\u{2028}Ada\u{2029}",
];

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn marks_in_a_row(name: &str) -> usize {
    name.split(|c: char| !matches!(c, '\u{300}'..='\u{36f}')).map(|marks| marks.chars().count()).max().unwrap_or(0)
}

#[test]
fn rude_names_come_back_clean_to_their_bearer_and_to_the_room() {
    for raw in RUDE {
        let host = Host::open(room(3));
        let told = host.try_join(1, CODE, raw).json();
        let name = told["name"].as_str().unwrap_or_else(|| panic!("{raw:?} is refused: {told}"));
        assert!(!name.is_empty() && !name.chars().any(is_hidden), "{raw:?} became {name:?}");
        assert!(name.width() <= 24 && name.len() <= 96, "{raw:?} became {name:?}");
        assert!(marks_in_a_row(name) <= 2, "{raw:?} became {name:?}");
        assert_eq!(host.private().people[0].name, name);
        assert_eq!(host.room.projection().names, [name]);
    }
}

#[test]
fn a_name_of_nothing_that_can_be_seen_becomes_a_number() {
    let host = Host::open(room(5));
    for (at, raw) in ["", "   ", "\u{200b}\u{202e}", "\u{1b}", "\u{3164}"].iter().enumerate() {
        assert_eq!(host.try_join(1, CODE, raw).json()["name"], format!("Player {}", at + 1), "{raw:?}");
    }
}

#[test]
fn a_name_is_taken_in_any_case_and_by_what_looks_like_it() {
    let host = Host::open(room(30));
    host.join("Bob Lee");
    for twin in
        ["Bob Lee", "bob lee", "BOB LEE", " Bob  Lee ", "Bob\u{200b} Lee", "B0b Lee", "Воb Lee", "Bób Lee", "Bob Iee"]
    {
        let said = host.try_join(1, CODE, twin);
        assert_eq!(said.status, 409, "{twin:?}: {}", said.body);
    }
    host.join("Bob");
    host.join("Bobby Lee");
    assert_eq!(host.private().people.len(), 3);
}

#[test]
fn a_name_is_free_again_when_its_bearer_was_sent_away() {
    let host = Host::open(room(3));
    let ada = host.join("Ada");
    host.does(Command::Kick(ada.seat));
    assert_ne!(host.join("Ada").token, ada.token);
}

#[test]
fn the_name_for_the_instructor_is_not_told_to_the_room() {
    let host = Host::open(room(3));
    let body = json!({ "code": CODE, "name": "Ada", "roster": "Augusta King\u{1b}[2J" });
    let said = host.ask(1, &post("/join", &body));
    let token = said.json()["token"].as_str().expect("a token").to_owned();
    host.does(Command::Next);
    assert_eq!(host.private().people[0].roster.as_deref(), Some("Augusta King[2J"));
    let seen = [said.body, json!(*host.room.projection()).to_string(), host.frame(&token).to_string()];
    assert!(seen.iter().all(|seen| !seen.contains("Augusta")), "{seen:?}");
}

#[test]
fn a_name_is_no_markup_in_what_one_takes_home() {
    let host = Host::open(room(3));
    let body = json!({ "code": CODE, "name": "<img src=x>" });
    let told = host.ask(1, &post("/join", &body)).json();
    let token = told["token"].as_str().expect("a token");
    for command in [Command::Next, Command::Close, Command::Show] {
        host.does(command);
    }
    let page = host.ask(1, &get("/take-home.html").with_token(token));
    assert!(page.body.contains("Question choice?") && !page.body.contains("<img"), "{}", page.body);
}
