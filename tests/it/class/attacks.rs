//! Who guesses codes, poses as somebody else, or votes more often or later than they may.

use crate::class::{CODE, Host, Said, chosen, get, post, room};
use serde_json::{Value, json};
use std::io::Write;
use whose::session::class::command::Command;
use whose::session::class::room::Room;

/// Wrong tries that an address has in a room of ten, and that all have together.
const TRIES: (usize, usize) = (6, 22);

fn statuses(tries: impl Iterator<Item = u16>, status: u16) -> usize {
    tries.filter(|said| *said == status).count()
}

#[test]
fn wrong_codes_from_one_address_are_bounded_and_others_still_join() {
    let host = Host::open(room(10));
    let tries = (0..20).map(|n| host.try_join(2, &format!("0000-{n:03}"), "Eve").status);
    assert_eq!(statuses(tries, 403), TRIES.0);
    assert_eq!(host.try_join(2, CODE, "Eve").status, 429, "the right code from there waits, too");
    let resumed = host.ask(2, &post("/resume", &json!({ "token": "1.AAAA" })));
    assert_eq!(resumed.status, 429, "and so do codes to come back with");
    assert_eq!(host.try_join(3, CODE, "Ada").status, 200);
}

#[test]
fn wrong_codes_are_bounded_altogether() {
    let host = Host::open(room(10));
    let tries = (2..12).flat_map(|from| [from; 8]).map(|from| host.try_join(from, "0000-000", "Eve").status);
    // When all are used up, an address has one try until that is forgotten: the first four used up the rest.
    assert_eq!(statuses(tries, 403), TRIES.1 + 6);
    assert_eq!(host.try_join(11, CODE, "Eve").status, 429, "who tried a wrong one waits");
    assert_eq!(host.try_join(12, CODE, "Ada").status, 200, "and nobody else");
}

#[test]
fn wrong_codes_that_arrive_at_the_same_moment_are_bounded_too() {
    let host = Host::open(room(10));
    let request = post("/join", &json!({ "code": "0000-000", "name": "Eve" })).text(host.at);
    let (most, last) = request.split_at(request.len() - 1);
    let mut streams: Vec<_> = (0..25).map(|_| host.dial(2)).collect();
    for stream in &mut streams {
        stream.write_all(most.as_bytes()).expect("asked");
    }
    for stream in &mut streams {
        stream.write_all(last.as_bytes()).expect("asked");
    }
    let said = streams.into_iter().map(|stream| Said::read(stream).expect("an answer").status);
    assert_eq!(statuses(said, 403), TRIES.0);
}

#[test]
fn many_who_join_at_once_from_one_address_are_not_taken_for_guessers() {
    let host = Host::open(room(30));
    let joins = (0..30).map(|n| host.try_join(1, CODE, &format!("Student {n}")).status);
    assert_eq!(statuses(joins, 200), 30);
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let host = Host::open(room(10));
    for (at, typed) in ["7kq92mx", " 7KQ 92MX ", "7-K-Q-9-2-M-X"].iter().enumerate() {
        assert_eq!(host.try_join(1, typed, &format!("Student {at}")).status, 200, "{typed}");
    }
    for typed in ["", "-", "7KQ-92M", "7KQ-92MXX", "７KQ-92MX"] {
        assert_eq!(host.try_join(9, typed, "Eve").status, 403, "{typed}");
    }
}

#[test]
fn a_seat_belongs_to_its_token_alone() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    let secret = bo.token.split_once('.').expect("seat and secret").1;
    let posing = [
        format!("{}.{secret}", ada.seat),
        format!("{}.", ada.seat),
        format!("{}", ada.seat),
        secret.to_owned(),
        ada.token[..ada.token.len() - 1].to_owned(),
        format!("{}A", ada.token),
        ada.token.to_lowercase(),
        format!("99.{secret}"),
        "0.".to_owned(),
        "4294967296.A".to_owned(),
    ];
    for token in posing {
        for path in ["/me", "/events", "/take-home.json", "/take-home.html"] {
            assert_eq!(host.ask(1, &get(path).with_token(&token)).status, 401, "{path} {token}");
        }
        assert_eq!(host.answer(&token, 0, 1, &host.right()).status, 401, "{token}");
    }
    assert_eq!(host.counted(), (0, 0));
}

#[test]
fn a_token_in_an_address_is_no_token() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    host.does(Command::Next);
    for name in ["token", "seat", "authorization"] {
        for path in ["/me", "/events", "/take-home.json"] {
            let path = format!("{path}?{name}={}", ada.token);
            assert_eq!(host.ask(1, &get(&path)).status, 401, "{path}");
        }
        let body = json!({ "question": 0, "round": 1, "answer": host.right() });
        assert_eq!(host.ask(1, &post(&format!("/answer?{name}={}", ada.token), &body)).status, 401);
    }
}

#[test]
fn one_comes_back_with_the_cookie_and_with_the_code_to_resume() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    let cookie = format!("Cookie: other=1; seat={}", ada.token);
    let me = host.ask(4, &get("/me").with(&cookie)).json();
    assert_eq!((&me["name"], &me["token"]), (&json!("Ada"), &json!(ada.token)));
    let typed = format!("  {} ", ada.token.to_lowercase());
    assert_eq!(host.ask(4, &post("/resume", &json!({ "token": typed }))).json()["seat"], ada.seat);
    assert_eq!(host.private().people.len(), 1);
}

#[test]
fn the_same_answer_twice_counts_once_and_another_replaces_it() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    host.does(Command::Next);
    for _ in 0..3 {
        assert_eq!(host.answer(&ada.token, 0, 1, &host.right()).json(), json!({ "saved": true }));
    }
    assert_eq!(host.counted(), (1, 1));
    assert_eq!(host.answer(&ada.token, 0, 1, &host.wrong()).status, 200);
    assert_eq!(host.counted(), (1, 0));
}

#[test]
fn an_answer_that_races_with_the_close_is_saved_and_counted_or_refused() {
    let host = Host::open(room(20));
    let places: Vec<_> = (0..16).map(|n| host.join(&format!("Student {n}"))).collect();
    let right = host.right();
    for round in [1, 2] {
        host.does(if round == 1 { Command::Next } else { Command::Again });
        let answer = |token: &str| host.answer(token, 0, round, &right).status;
        let said: Vec<u16> = std::thread::scope(|scope| {
            let sent: Vec<_> = places
                .iter()
                // Each from two devices at once.
                .map(|place| [(); 2].map(|()| scope.spawn(|| answer(&place.token))))
                .collect();
            host.does(Command::Close);
            let heard = sent.into_iter().map(|devices| devices.map(|device| device.join().expect("an answer")));
            heard.map(|[one, other]| one.min(other)).collect()
        });
        assert!(said.iter().all(|said| matches!(said, 200 | 409)), "{said:?}");
        let saved = said.iter().filter(|said| **said == 200).count();
        assert_eq!(host.counted(), (saved, saved));
    }
}

#[test]
fn who_reconnects_does_not_vote_twice() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    host.does(Command::Next);
    host.follow(&ada.token).leave();
    host.answer(&ada.token, 0, 1, &host.wrong());
    let back = host.follow(&ada.token).next().expect("a frame");
    assert_eq!(chosen(&back["yours"]["answer"]), chosen(&host.wrong()), "one sees what one answered");
    let resumed = host.ask(7, &post("/resume", &json!({ "token": ada.token }))).json();
    host.answer(resumed["token"].as_str().expect("a token"), 0, 1, &host.right());
    assert_eq!(host.counted(), (1, 1));
}

#[test]
fn what_comes_too_late_or_for_another_question_or_vote_changes_nothing() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    assert_eq!(host.answer(&ada.token, 0, 1, &host.right()).status, 409, "before the first question");
    host.does(Command::Next);
    assert_eq!(host.answer(&ada.token, 0, 1, &host.wrong()).status, 200);
    let refused = |question: usize, round: u8, when: &str| {
        let said = host.answer(&ada.token, question, round, &host.right());
        assert_eq!(said.status, 409, "{when}: {}", said.body);
    };
    for (question, round, when) in [
        (0, 0, "no vote"),
        (0, 2, "a vote to come"),
        (0, 255, "no vote"),
        (1, 1, "a question to come"),
        (usize::MAX, 1, "no question"),
    ] {
        refused(question, round, when);
        assert_eq!(host.counted(), (1, 0), "{when}");
    }
    host.does(Command::Close);
    refused(0, 1, "closed");
    host.does(Command::Again);
    refused(0, 1, "the vote before");
    assert_eq!(host.counted(), (0, 0), "nobody voted again");
    host.does(Command::Close);
    host.does(Command::Show);
    refused(0, 2, "the key is shown");
    host.does(Command::Next);
    refused(0, 2, "an old answer, replayed");
    host.does(Command::End);
    refused(1, 1, "the class is over");
    assert_eq!(host.frame(&ada.token)["score"], json!({ "right": 0, "of": 1 }));
}

#[test]
fn answers_that_cannot_be_are_refused_and_change_nothing() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    let fits = [
        json!({ "chosen": [1, 0] }),
        json!({ "sequence": [4, 2, 0, 1] }),
        json!({ "groups": [0, 1, 2, 2] }),
        json!({ "above": 4 }),
    ];
    let unfit: [&[Value]; 4] = [
        &[
            json!([]),
            json!([0]),
            json!([0, 1, 2]),
            json!([0, 0]),
            json!([0, 5]),
            json!([0, u64::MAX]),
            json!([-1, 0]),
            json!("0"),
            json!([0.5, 1]),
        ],
        &[json!([0, 1, 2]), json!([0, 1, 2, 3, 4]), json!([0, 1, 2, 2]), json!([0, 1, 2, 5])],
        &[json!([0, 0, 0]), json!([0, 0, 0, 0, 0]), json!([0, 0, 0, 3]), json!([])],
        &[json!(6), json!(-1), json!([1]), json!(null)],
    ];
    let kinds = ["chosen", "sequence", "groups", "above"];
    for (item, kind) in kinds.iter().enumerate() {
        host.does(if item == 0 { Command::Next } else { Command::Skip });
        // A class under way gives each seat a burst of twenty; a new one has its own.
        let eve = host.join(["Eve", "Fay", "Gil", "Hal"][item]);
        for rows in unfit[item] {
            let said = host.answer(&eve.token, item, 1, &json!({ *kind: rows }));
            assert_eq!(said.status, 422, "{kind}: {rows}: {}", said.body);
            assert!(!said.json()["why"].as_str().unwrap_or_default().is_empty());
        }
        for other in (0..4).filter(|other| *other != item) {
            assert_eq!(host.answer(&eve.token, item, 1, &fits[other]).status, 422, "{kind} for {}", kinds[other]);
        }
        assert_eq!(host.counted().0, 0);
        assert_eq!(host.answer(&ada.token, item, 1, &fits[item]).status, 200, "{kind}");
    }
}

#[test]
fn no_request_leads_a_class() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    let wishes =
        ["/next", "/close", "/show", "/again", "/pause", "/skip", "/void", "/lock", "/kick", "/end", "/command"];
    for path in
        wishes.iter().chain(&["/host", "/private", "/presenter", "/projection", "/admin", "/show/0", "/../private"])
    {
        for body in [json!("next"), json!({ "kick": 1 })] {
            let said = host.ask(1, &post(path, &body).with_token(&ada.token));
            assert!(matches!(said.status, 404 | 405), "{path}: {}", said.status);
        }
        assert_eq!(host.ask(1, &get(path).with_token(&ada.token)).status, 404, "{path}");
    }
    for path in ["/", "/me", "/events", "/take-home.json"] {
        assert_eq!(host.ask(1, &post(path, &json!("next")).with_token(&ada.token)).status, 405, "{path}");
    }
    assert_eq!((host.private().people.len(), host.room.projection().number), (1, 0));
}
