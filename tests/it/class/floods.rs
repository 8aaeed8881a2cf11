//! Floods and silence: whoever asks too much, too slowly or not at all keeps nobody else out.

use crate::class::{CODE, Host, Said, eventually, get, post, room};
use serde_json::json;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;
use whose::session::class::command::Command;

/// Whether the server has closed a connection on which it said nothing.
fn is_closed(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0; 1_024]) {
        Ok(n) => n == 0,
        Err(error) => !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted),
    }
}

/// Sends a byte whenever it may be too early to give a peer up; whether the server closed the connection at last.
fn dribble(mut stream: TcpStream, text: &str) -> bool {
    stream.set_read_timeout(Some(Duration::from_millis(250))).expect("a short patience");
    text.bytes().take(120).any(|byte| {
        let gone = stream.write_all(&[byte]).is_err();
        gone || is_closed(&mut stream)
    })
}

#[test]
fn heads_that_come_byte_by_byte_keep_nobody_out_and_are_closed() {
    let host = Host::open(room(10));
    let head = format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Slow: {}", host.at, "x".repeat(200));
    let slow: Vec<_> = (0..20)
        .map(|_| {
            let (stream, head) = (host.dial(2), head.clone());
            std::thread::spawn(move || dribble(stream, &head))
        })
        .collect();
    assert_eq!(host.try_join(3, CODE, "Ada").status, 200);
    assert_eq!(host.try_join(2, CODE, "Bo").status, 200, "from the same address, too");
    assert!(slow.into_iter().all(|slow| slow.join().expect("an end")), "all slow ones are closed");
}

#[test]
fn who_connects_and_says_nothing_or_nothing_more_is_closed() {
    let host = Host::open(room(10));
    let silent: Vec<_> = (0..20).map(|_| host.dial(2)).collect();
    let mut idle = host.dial(3);
    idle.write_all(format!("GET /me HTTP/1.1\r\nHost: {}\r\n\r\n", host.at).as_bytes()).expect("asked");
    assert_eq!(host.try_join(4, CODE, "Ada").status, 200);
    for stream in silent {
        assert!(Said::read(stream).is_none_or(|said| said.status == 408), "closed, without being served");
    }
    assert_eq!(Said::read(idle).expect("an answer before that").status, 401);
}

#[test]
fn a_body_that_never_ends_is_given_up_and_keeps_nobody_out() {
    let host = Host::open(room(10));
    let ada = host.join("Ada");
    let head = |path: &str| {
        let token = format!("Authorization: Bearer {}", ada.token);
        format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{token}\r\nContent-Length: 4000\r\n\r\n{{\"",
            host.at
        )
    };
    let waiting: Vec<TcpStream> = ["/join", "/answer", "/resume"]
        .iter()
        .map(|path| {
            let mut stream = host.dial(2);
            stream.write_all(head(path).as_bytes()).expect("begun");
            stream
        })
        .collect();
    host.does(Command::Next);
    assert_eq!(host.answer(&ada.token, 0, 1, &host.right()).status, 200);
    for stream in waiting {
        assert_eq!(Said::read(stream).expect("a refusal").status, 408);
    }
}

#[test]
fn half_of_a_request_is_no_request() {
    let host = Host::open(room(5));
    let text = post("/join", &json!({ "code": CODE, "name": "Half" })).text(host.at);
    for cut in [1, 20, text.len() / 2, text.len() - 1] {
        let mut stream = host.dial(1);
        stream.write_all(&text.as_bytes()[..cut]).expect("begun");
        stream.shutdown(Shutdown::Write).expect("half-open");
        assert!(Said::read(stream).is_none_or(|said| said.status >= 400), "cut at {cut}");
    }
    let ada = host.join("Ada");
    assert_eq!(ada.seat, 1, "nobody joined before");
}

#[test]
fn connections_of_an_address_are_bounded_and_others_still_get_in() {
    let host = Host::open(room(1));
    // Half of all: twice the room and 32.
    let held: Vec<_> = (0..34).map(|_| host.dial(2)).collect();
    let request = get("/").text(host.at);
    assert!(host.raw(2, request.as_bytes()).is_none(), "one more is closed at once");
    assert_eq!(host.ask(3, &get("/")).status, 200);
    drop(held);
    eventually("there is room again", || host.raw(2, request.as_bytes()).is_some());
}

#[test]
fn connections_are_bounded_altogether_and_come_back() {
    let host = Host::open(room(1));
    // Four times the room and 64.
    let held: Vec<_> = (0..68).map(|n| host.dial(2 + n)).collect();
    let request = get("/").text(host.at);
    assert!(host.raw(99, request.as_bytes()).is_none(), "all places are taken");
    drop(held);
    eventually("there is room again", || host.raw(99, request.as_bytes()).is_some());
}

#[test]
fn two_who_take_all_that_they_can_get_leave_places_for_a_class() {
    let host = Host::open(room(10));
    let _held: Vec<_> = (0..200).map(|n| host.dial(2 + n % 2)).collect();
    for n in 0..10 {
        assert_eq!(host.try_join(10 + n, CODE, &format!("Student {n}")).status, 200);
    }
}

#[test]
fn a_flood_of_joins_fills_no_more_than_the_room() {
    let host = Host::open(room(3));
    let joins: Vec<u16> = (0..20).map(|n| host.try_join(2, CODE, &format!("Bot {n}")).status).collect();
    let count = |status| joins.iter().filter(|said| **said == status).count();
    // Ten joins at once, and two for each place.
    assert_eq!((count(200), count(423), count(429)), (3, 13, 4), "{joins:?}");
}

#[test]
fn a_flood_of_requests_of_an_address_is_refused_and_others_are_served() {
    let host = Host::open(room(1));
    let one = format!("GET /me HTTP/1.1\r\nHost: {}\r\n\r\n", host.at);
    let mut stream = host.dial(2);
    let flood = one.repeat(260) + &get("/me").text(host.at);
    let mut sending = stream.try_clone().expect("two ends");
    // What comes back is read meanwhile: a server that is not listened to does not listen.
    let sender = std::thread::spawn(move || drop(sending.write_all(flood.as_bytes())));
    let mut text = Vec::new();
    stream.read_to_end(&mut text).expect("all answers");
    sender.join().expect("sent");
    let text = String::from_utf8_lossy(&text);
    // Two hundred at once, and twenty for each place.
    assert_eq!(text.matches("HTTP/1.1 401").count(), 220);
    assert_eq!(text.matches("HTTP/1.1 429").count(), 41);
    assert_eq!(host.try_join(3, CODE, "Ada").status, 200);
}

#[test]
fn a_flood_of_answers_of_a_seat_is_refused_and_others_answer() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    let (right, wrong) = (host.right(), host.wrong());
    let turns = [&right, &wrong].into_iter().cycle().take(30);
    let said: Vec<u16> = turns.map(|answer| host.answer(&ada.token, 0, 1, answer).status).collect();
    assert_eq!(said.iter().filter(|said| **said == 200).count(), 20, "{said:?}");
    assert_eq!(said.last(), Some(&429));
    assert_eq!(host.answer(&bo.token, 0, 1, &host.right()).status, 200);
    host.does(Command::Close);
    assert_eq!(host.counted(), (2, 1), "the last that was saved counts");
}

#[test]
fn a_storm_of_reconnects_leaves_the_newest_streams_of_a_seat() {
    let host = Host::open(room(30));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    let mut bos = host.follow(&bo.token);
    let mut storm: Vec<_> = (0..40).map(|_| host.follow(&ada.token)).collect();
    let newest = storm.split_off(37);
    for mut older in storm {
        while older.next_text().is_some() {}
    }
    eventually("two people are seen", || host.presence() == 2);
    host.does(Command::Next);
    for mut stream in newest {
        assert_eq!(stream.until("open")["name"], "Ada", "all devices of one person go on");
        stream.leave();
    }
    assert_eq!(bos.until("open")["name"], "Bo");
    eventually("Ada is seen to be gone", || host.presence() == 1);
    assert_eq!(host.frame(&ada.token)["phase"], "open", "and she comes back");
}

#[test]
fn who_does_not_read_gets_the_newest_and_holds_nobody_up() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    let mut deaf = host.follow(&ada.token);
    let mut bos = host.follow(&bo.token);
    host.does(Command::Next);
    for _ in 0..300 {
        host.does(Command::Lock);
    }
    host.does(Command::Close);
    assert_eq!(bos.until("closed")["number"], 1);
    assert_eq!(deaf.until("closed")["number"], 1);
}
