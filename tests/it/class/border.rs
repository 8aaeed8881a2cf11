//! The border: requests that are too large or cannot be read, from foreign pages or under foreign names; and what every
//! answer carries.

use crate::class::{CODE, Host, Request, Said, eventually, get, post, post_text, room};
use serde_json::json;
use std::io::Write;
use std::net::Shutdown;
use whose::session::class::command::Command;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The marks that a page needs so that it can do no more than it should.
fn is_marked(said: &Said) -> bool {
    let marks = [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    marks.iter().all(|(name, value)| said.header(name) == Some(*value))
}

fn join_text(host: &Host, head: &str) -> Vec<u8> {
    let body = json!({ "code": CODE, "name": "Ada" }).to_string();
    format!("POST /join HTTP/1.1\r\nConnection: close\r\n{head}Content-Length: {}\r\n\r\n{body}", body.len())
        .replace("HOST", &host.at.to_string())
        .into_bytes()
}

#[test]
fn every_answer_is_marked_whatever_it_says() {
    let host = Host::open(room(1));
    let ada = host.join("Ada");
    let asked: [(u16, Request); 13] = [
        (200, get("/")),
        (200, get("/page.js")),
        (200, get("/style.css")),
        (200, get("/me").with_token(&ada.token)),
        (200, get("/take-home.html").with_token(&ada.token)),
        (200, get("/take-home.json").with_token(&ada.token)),
        (401, get("/me")),
        (403, post("/join", &json!({ "code": "0", "name": "Eve" }))),
        (404, get("/nothing")),
        (405, get("/join")),
        (409, post("/answer", &json!({ "question": 0, "round": 1, "answer": { "above": 1 } })).with_token(&ada.token)),
        (422, post_text("/join", "{")),
        (421, get("/").of_host("evil.test")),
    ];
    for (status, request) in asked {
        let said = host.ask(1, &request);
        assert_eq!(said.status, status, "{request:?}");
        assert!(is_marked(&said), "{request:?}: {}", said.head);
    }
    assert_eq!(host.try_join(1, CODE, "Bo").status, 423);
}

#[test]
fn a_stream_is_marked_too() {
    let host = Host::open(room(1));
    let ada = host.join("Ada");
    let mut stream = host.dial(1);
    stream.write_all(get("/events").with_token(&ada.token).text(host.at).as_bytes()).expect("asked");
    eventually("the stream is there", || host.presence() == 1);
    // A class that has ended ends its streams, so that all of one can be read.
    drop(host);
    let said = Said::read(stream).expect("a stream");
    assert_eq!((said.status, said.header("content-type")), (200, Some("text/event-stream")));
    assert!(is_marked(&said), "{}", said.head);
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let host = Host::open(room(3));
    let said = host.try_join(1, CODE, "Ada");
    let token = said.json()["token"].as_str().expect("a token").to_owned();
    let cookie = said.header("set-cookie").expect("a cookie");
    assert!(cookie.starts_with(&format!("seat={token}; Path=/;")), "{cookie}");
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"), "{cookie}");
    assert_eq!(host.ask(1, &get("/me").with_token(&token)).header("set-cookie"), None);
}

#[test]
fn a_secret_has_130_bits_and_is_no_other_seats() {
    let host = Host::open(room(20));
    let mut secrets: Vec<String> = (0..20)
        .map(|n| host.join(&format!("Student {n}")).token.split_once('.').expect("a secret").1.to_owned())
        .collect();
    assert!(secrets.iter().all(|secret| secret.len() == 26));
    secrets.sort();
    secrets.dedup();
    assert_eq!(secrets.len(), 20);
}

#[test]
fn requests_under_foreign_names_are_misdirected() {
    let host = Host::open(room(3));
    let port = host.at.port();
    let known = [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
        "class.test:4711".to_owned(),
    ];
    for name in known {
        assert_eq!(host.ask(1, &get("/").of_host(&name)).status, 200, "{name}");
    }
    let foreign = [
        "evil.test",
        "",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "class.test",
        "class.test:4711.evil.test",
        "127.0.0.1:4711@evil.test",
    ];
    for name in foreign {
        for request in [get("/"), get("/me"), post("/join", &json!({ "code": CODE, "name": "Eve" }))] {
            assert_eq!(host.ask(1, &request.of_host(name)).status, 421, "{name:?}");
        }
    }
}

#[test]
fn a_request_has_exactly_one_host() {
    let host = Host::open(room(3));
    for head in [
        "",
        "Host: HOST\r\nHost: HOST\r\n",
        "Host: HOST\r\nHost: evil.test\r\n",
        "Host: evil.test\r\nHost: HOST\r\n",
        "Host: HOST, evil.test\r\n",
    ] {
        let said = host.raw(1, &join_text(&host, head)).expect("an answer");
        assert!(matches!(said.status, 400 | 421), "{head:?}: {}", said.status);
    }
    assert_eq!(host.raw(1, &join_text(&host, "Host: HOST\r\n")).expect("an answer").status, 200);
}

#[test]
fn requests_from_foreign_pages_are_forbidden() {
    let host = Host::open(room(3));
    let own = format!("Origin: http://{}", host.at);
    let ada = host.join("Ada");
    let marks = [
        "Origin: http://evil.test".to_owned(),
        "Origin: null".to_owned(),
        format!("Origin: https://{}", host.at),
        format!("Origin: http://{}.evil.test", host.at),
        format!("Origin: http://localhost:{}", host.at.port()),
        "Sec-Fetch-Site: cross-site".to_owned(),
        "Sec-Fetch-Site: same-site".to_owned(),
        format!("{own}\r\nOrigin: http://evil.test"),
        format!("{own}\r\nSec-Fetch-Site: cross-site"),
    ];
    for mark in marks {
        let cookie = format!("Cookie: seat={}", ada.token);
        let answer = post("/answer", &json!({ "question": 0, "round": 1, "answer": { "above": 1 } }));
        for request in [
            get("/me"),
            get("/events"),
            answer,
            post("/join", &json!({ "code": CODE, "name": "Eve" })),
            post("/leave", &json!({})),
        ] {
            let said = host.ask(1, &request.with(&cookie).with(&mark));
            assert_eq!(said.status, 403, "{mark}");
            assert_eq!(said.header("set-cookie"), None);
        }
    }
    assert_eq!(
        host.ask(1, &get("/me").with_token(&ada.token).with(&own).with("Sec-Fetch-Site: same-origin")).status,
        200
    );
    assert_eq!(host.ask(1, &get("/").with("Sec-Fetch-Site: none")).status, 200, "typed, or from a code on the wall");
}

#[test]
fn no_answer_invites_other_pages() {
    let host = Host::open(room(3));
    let preflight = get("/join").with("Origin: http://evil.test").with("Access-Control-Request-Method: POST");
    let text = preflight.text(host.at).replacen("GET", "OPTIONS", 1);
    let said = host.raw(1, text.as_bytes()).expect("an answer");
    assert_eq!(said.status, 403);
    assert!(!said.head.to_lowercase().contains("access-control"), "{}", said.head);
}

#[test]
fn bodies_are_bounded() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    let long = |size: usize| json!({ "code": CODE, "name": "x".repeat(size) });
    assert_eq!(host.ask(1, &post("/join", &long(4_000))).status, 200, "what fits is cut");
    for size in [4_096, 6_000, 100_000] {
        let said = host.ask(1, &post("/join", &long(size)));
        assert_eq!(said.status, 413, "{size}");
    }
    let zeros = format!("{{\"question\":0,\"round\":1,\"answer\":{{\"chosen\":[{}0]}}}}", "0,".repeat(3_000));
    assert_eq!(host.ask(1, &post_text("/answer", &zeros).with_token(&ada.token)).status, 413);
    let chunks = format!("2000\r\n{}\r\n", "x".repeat(0x2000)).repeat(2);
    let head =
        format!("POST /join HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n", host.at);
    assert_eq!(host.raw(1, (head + &chunks + "0\r\n\r\n").as_bytes()).expect("an answer").status, 413);
}

#[test]
fn what_is_no_json_or_not_what_was_asked_is_refused_with_words() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    host.does(Command::Next);
    let deep = "[".repeat(4_000);
    let joins = [
        "",
        "{",
        "null",
        "[]",
        "7",
        "\"x\"",
        "{\"code\":7,\"name\":\"Eve\"}",
        "{\"name\":\"Eve\"}",
        "\u{0}",
        &deep,
        "{\"code\":\"7KQ-92MX\",\"name\":\"Eve\",\"admin\":true}",
        "{\"code\":\"7KQ-92MX\",\"code\":\"7KQ-92MX\",\"name\":\"Eve\"}",
        "{\"code\":\"7KQ-92MX\",\"name\":\"\\ud800\"}",
        "{\"code\":\"7KQ-92MX\",\"name\":\"Eve\"} {}",
        "code=7KQ-92MX&name=Eve",
    ];
    for body in joins {
        let said = host.ask(1, &post_text("/join", body));
        assert_eq!(said.status, 422, "{body:?}");
        assert!(
            said.json()["why"].as_str().is_some_and(|why| why.starts_with("the request cannot be read")),
            "{}",
            said.body
        );
    }
    let answers = [
        "{}",
        "{\"question\":0,\"round\":1,\"answer\":{\"chosen\":[0,1]},\"seat\":2}",
        "{\"question\":0,\"round\":1,\"answer\":{\"chosen\":[0,1],\"above\":1}}",
        "{\"question\":0,\"round\":1,\"answer\":{\"correct\":[0,1]}}",
        "{\"question\":0,\"round\":1,\"answer\":{\"chosen\":[0,1]},\"confidence\":\"certain\"}",
        "{\"question\":0,\"round\":1,\"answer\":{\"chosen\":[0,1]},\"score\":{\"won\":1,\"of\":1}}",
        "{\"question\":0,\"round\":256,\"answer\":{\"chosen\":[0,1]}}",
        "{\"question\":-1,\"round\":1,\"answer\":{\"chosen\":[0,1]}}",
    ];
    for body in answers {
        assert_eq!(host.ask(1, &post_text("/answer", body).with_token(&ada.token)).status, 422, "{body:?}");
    }
    let bytes = [post_text("/join", "__").text(host.at).trim_end_matches('_').as_bytes(), b"\xff\xfe"].concat();
    assert_eq!(host.raw(1, &bytes).expect("an answer").status, 422, "no UTF-8");
    host.does(Command::Lock);
    assert_eq!(host.counted(), (0, 0));
}

#[test]
fn heads_are_bounded() {
    let host = Host::open(room(3));
    let many = (0..200).fold(get("/"), |request, n| request.with(&format!("X-{n}: 1")));
    let huge = get("/").with(&format!("X-Long: {}", "x".repeat(100_000)));
    let path = get(&format!("/{}", "x".repeat(100_000)));
    for (request, what) in [(many, "many headers"), (huge, "a huge header"), (path, "a huge address")] {
        // A head that is too large is answered or cut off, and never let in.
        let said = host.raw(1, request.text(host.at).as_bytes());
        assert!(said.as_ref().is_none_or(|said| matches!(said.status, 400 | 414 | 431)), "{what}: {said:?}");
    }
    for bytes in [
        "\r\n\r\n\r\n",
        "GET\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}",
        "GET / HTTP/9.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    ] {
        let mut stream = host.dial(1);
        let _ = stream.write_all(bytes.as_bytes());
        let _ = stream.shutdown(Shutdown::Write);
        let said = Said::read(stream);
        assert!(said.as_ref().is_none_or(|said| said.status >= 400), "{bytes:?}: {said:?}");
    }
    assert_eq!(host.try_join(1, CODE, "Ada").status, 200, "others do not notice");
}
