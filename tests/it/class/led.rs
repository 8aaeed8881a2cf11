//! What the instructor does reaches everybody, and nobody can do what is not allowed at that moment.

use crate::class::{CODE, Host, Keys, Place, Style, bank, chosen, eventually, get, post, room, stopped};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
#[cfg(unix)]
use whose::classroom::presenter::Remote;
use whose::cli::class::ledger::Kept;
use whose::clock::Clock;
use whose::progress::class::deed::Entry;
use whose::progress::class::plan::Settings;
use whose::progress::class::record::Record;
use whose::progress::day::Day;
use whose::session::class::command::Command;
use whose::session::class::projection::Stand;
use whose::session::class::room::{Ledger, Room};
use whose::session::class::state::Class;
use whose::store::class::Classes;

fn missed(host: &Host, place: &Place) -> Vec<String> {
    let file = host.ask(1, &get("/take-home.json").with_token(&place.token)).json();
    let ids = file["missed"].as_array().expect("a list").iter().map(|missed| missed["question"].as_str());
    ids.map(|id| id.expect("an id").to_owned()).collect()
}

#[test]
fn nobody_joins_a_locked_class_or_a_full_room_or_one_that_is_over() {
    let host = Host::open(room(2));
    let ada = host.join("Ada");
    host.does(Command::Lock);
    assert_eq!(host.try_join(1, CODE, "Bo").status, 423);
    assert_eq!(host.ask(1, &post("/resume", &json!({ "token": ada.token }))).status, 200, "who was in comes back");
    host.does(Command::Lock);
    let bo = host.join("Bo");
    let full = host.try_join(1, CODE, "Cy");
    assert_eq!(full.status, 423);
    assert!(full.body.contains("full"), "{}", full.body);
    host.does(Command::Kick(bo.seat));
    assert_eq!(host.join("Cy").seat, 3, "a place is free again");
    host.does(Command::End);
    assert_eq!(host.try_join(1, CODE, "Dee").status, 423);
}

#[test]
fn who_was_sent_away_is_out_and_counts_for_nothing() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    for place in [&ada, &bo] {
        host.answer(&place.token, 0, 1, &host.right());
    }
    let mut stream = host.follow(&bo.token);
    host.does(Command::Kick(bo.seat));
    let out = stream.until("out");
    assert_eq!((&out["question"], &out["name"], &out["yours"]), (&Value::Null, &json!(""), &Value::Null));
    assert_eq!(host.answer(&bo.token, 0, 1, &host.wrong()).status, 401);
    for path in ["/me", "/events", "/take-home.json"] {
        assert_eq!(host.ask(1, &get(path).with_token(&bo.token)).status, 401, "{path}");
    }
    assert_eq!(host.ask(1, &post("/resume", &json!({ "token": bo.token }))).status, 401);
    assert_eq!(host.counted(), (1, 1));
    host.does(Command::Close);
    host.does(Command::Show);
    assert_eq!(host.room.projection().told.as_ref().map(|told| told.tally.of), Some(1));
    assert_eq!(host.room.projection().people, 1);
    assert_eq!(stream.until("out")["result"], Value::Null, "and is told nothing more");
}

#[test]
fn a_pause_takes_no_answers_and_keeps_those_that_were_given() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    host.answer(&ada.token, 0, 1, &host.right());
    host.does(Command::Pause);
    assert_eq!(host.frame(&ada.token)["phase"], "paused");
    let said = host.answer(&bo.token, 0, 1, &host.right());
    assert_eq!(said.status, 409);
    assert!(said.body.contains("paused"), "{}", said.body);
    host.does(Command::Pause);
    assert_eq!(host.answer(&bo.token, 0, 1, &host.wrong()).status, 200);
    host.does(Command::Close);
    assert_eq!(host.counted(), (2, 1));
}

#[test]
fn time_runs_out_by_itself_but_not_for_who_has_no_limit() {
    let settings = Settings { seconds: Some(1), ..room(5) };
    let host = Host::with(&Keys::default(), settings, Clock::default());
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Pace(bo.seat, None));
    let mut stream = host.follow(&ada.token);
    host.does(Command::Next);
    assert!(stream.until("open")["left_ms"].as_u64().is_some_and(|left| left <= 1_000));
    assert_eq!(host.frame(&bo.token)["left_ms"], Value::Null);
    // Ten answers a second are more than a seat may give for long.
    eventually("Ada's time is over", || {
        std::thread::sleep(std::time::Duration::from_millis(300));
        host.answer(&ada.token, 0, 1, &host.right()).status == 409
    });
    assert_eq!(host.room.projection().phase, Stand::Open, "Bo has time");
    assert_eq!(host.answer(&bo.token, 0, 1, &host.right()).status, 200);
    stream.until("closed");
    assert_eq!(host.answer(&bo.token, 0, 1, &host.wrong()).status, 409);
    host.does(Command::Reopen);
    assert_eq!(host.answer(&ada.token, 0, 1, &host.right()).status, 200, "who opens it again gives time, too");
}

#[test]
fn a_void_question_counts_for_nobody_until_it_counts_again() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    host.answer(&ada.token, 0, 1, &host.right());
    host.answer(&bo.token, 0, 1, &host.wrong());
    let mut stream = host.follow(&bo.token);
    host.does(Command::Close);
    host.does(Command::Show);
    let scores = || [&ada, &bo].map(|place| host.frame(&place.token)["score"].clone());
    let of = |right: u32, of: u32| json!({ "right": right, "of": of });
    assert_eq!(scores(), [of(1, 1), of(0, 1)]);
    assert_eq!(missed(&host, &bo), ["t/choice"]);
    assert_eq!(stream.until("shown")["result"]["void"], false);
    host.does(Command::Void);
    // A frame that was on its way may come first.
    while stream.until("shown")["result"]["void"] == false {}
    assert_eq!(scores(), [of(0, 0), of(0, 0)]);
    assert!(missed(&host, &bo).is_empty());
    host.does(Command::Void);
    assert_eq!(scores(), [of(1, 1), of(0, 1)]);
}

#[test]
fn a_question_that_is_left_out_counts_for_nobody_and_is_not_told() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    host.does(Command::Next);
    host.answer(&ada.token, 0, 1, &host.wrong());
    host.does(Command::Skip);
    let frame = host.frame(&ada.token);
    assert_eq!((&frame["number"], &frame["phase"]), (&json!(2), &json!("open")));
    for command in [Command::Close, Command::Show] {
        host.does(command);
    }
    assert_eq!(host.frame(&ada.token)["score"], json!({ "right": 0, "of": 1 }));
    assert_eq!(missed(&host, &ada), ["t/order"]);
}

#[test]
fn a_question_that_is_opened_again_keeps_its_answers_until_its_key_is_shown() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    host.answer(&ada.token, 0, 1, &host.right());
    host.does(Command::Close);
    host.does(Command::Reopen);
    assert_eq!(chosen(&host.frame(&ada.token)["yours"]["answer"]), chosen(&host.right()));
    assert_eq!(host.answer(&bo.token, 0, 1, &host.right()).status, 200);
    host.does(Command::Close);
    host.does(Command::Show);
    assert!(host.room.command(Command::Reopen).is_err());
    assert_eq!(host.answer(&bo.token, 0, 1, &host.wrong()).status, 409);
    assert_eq!(host.counted(), (2, 2));
}

#[test]
fn who_comes_late_is_asked_from_then_on() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    host.does(Command::Next);
    let in_time = host.join("Bo");
    host.does(Command::Close);
    let late = host.join("Cy");
    assert_eq!(host.answer(&late.token, 0, 1, &host.right()).status, 409);
    host.does(Command::Show);
    let later = host.join("Dee");
    let of = |place: &Place| host.frame(&place.token)["score"]["of"].clone();
    assert_eq!([&ada, &in_time, &late, &later].map(of), [json!(1), json!(1), json!(0), json!(0)]);
    assert_eq!([&ada, &in_time, &late, &later].map(|place| missed(&host, place).len()), [1, 1, 0, 0]);
}

#[test]
fn who_leaves_gives_the_cookie_back_and_keeps_the_seat() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    let cookie = format!("Cookie: seat={}", ada.token);
    let said = host.ask(1, &post("/leave", &json!({})).with(&cookie));
    assert!(said.header("set-cookie").is_some_and(|gone| gone.starts_with("seat=;") && gone.contains("Max-Age=0")));
    assert_eq!(host.ask(1, &get("/me").with("Cookie: seat=")).status, 401);
    assert_eq!(host.ask(1, &post("/resume", &json!({ "token": ada.token }))).json()["name"], "Ada");
}

#[test]
fn only_questions_whose_key_was_shown_are_taken_home() {
    let host = Host::open(room(5));
    let ada = host.join("Ada");
    let page = || host.ask(1, &get("/take-home.html").with_token(&ada.token)).body;
    host.does(Command::Next);
    host.answer(&ada.token, 0, 1, &host.wrong());
    for command in [Command::Lock, Command::Close] {
        host.does(command);
        assert!(missed(&host, &ada).is_empty());
        assert!(!page().contains("REASON") && !page().contains("EXPLANATION"));
    }
    host.does(Command::Show);
    assert_eq!(missed(&host, &ada), ["t/choice"]);
    host.does(Command::Next);
    assert_eq!(missed(&host, &ada), ["t/choice"]);
    let told = page();
    assert!(told.contains("REASON option-0") && told.contains("Question choice?"));
    assert!(!told.contains("Question order?") && !told.contains("step-0"), "nothing of the one that is open");
    host.does(Command::End);
    assert_eq!(missed(&host, &ada), ["t/choice"], "nor of those that were never shown");
    assert_eq!(host.frame(&ada.token)["take_home"], 1);
}

#[test]
fn who_takes_nothing_home_had_all_of_it_right() {
    let host = Host::open(room(5));
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    host.answer(&ada.token, 0, 1, &host.right());
    host.does(Command::Close);
    host.does(Command::Show);
    assert!(missed(&host, &ada).is_empty());
    assert_eq!(missed(&host, &bo), ["t/choice"], "what was not answered is missed, too");
}

/// A disk that can be full.
struct Disk {
    kept: Mutex<Vec<Entry>>,
    full: Arc<AtomicBool>,
}

impl Ledger for Disk {
    fn keep(&mut self, entries: &[Entry]) -> Result<(), String> {
        if self.full.load(Ordering::SeqCst) {
            return Err("the disk is full".to_owned());
        }
        self.kept.lock().expect("the entries").extend_from_slice(entries);
        Ok(())
    }

    fn record(&self) -> Result<Record, String> {
        Record::replay(&self.kept.lock().expect("the entries")).ok_or_else(|| "there is no plan".to_owned())
    }
}

#[test]
fn what_cannot_be_kept_did_not_happen_and_can_be_tried_again() {
    let full = Arc::new(AtomicBool::new(false));
    let disk = Disk { kept: Mutex::default(), full: Arc::clone(&full) };
    let folder = tempfile::tempdir().expect("a folder");
    let host = Host::on(&Keys::default(), room(5), stopped(), Box::new(disk), folder);
    let ada = host.join("Ada");
    host.does(Command::Next);
    full.store(true, Ordering::SeqCst);
    assert_eq!(host.answer(&ada.token, 0, 1, &host.right()).status, 503);
    assert_eq!(host.try_join(1, CODE, "Bo").status, 503);
    assert_eq!(host.room.command(Command::Close), Err("the disk is full".to_owned()));
    assert_eq!(host.frame(&ada.token)["yours"], Value::Null, "nobody is told what was not kept");
    let seen = host.room.projection();
    assert_eq!((seen.answered, seen.phase, seen.people), (0, Stand::Open, 1));
    assert_eq!(host.room.trouble().as_deref(), Some("the disk is full"));
    full.store(false, Ordering::SeqCst);
    assert_eq!(host.answer(&ada.token, 0, 1, &host.right()).status, 200);
    assert_eq!(host.join("Bo").seat, 2, "the name and the seat are free");
    host.does(Command::Close);
    assert_eq!((host.counted(), host.room.trouble()), ((1, 1), None));
}

#[test]
fn a_class_whose_host_is_gone_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let classes = Classes::of(folder.path());
    let (name, store) = classes.make(Day(20_000)).expect("a place on disk");
    let aside = || tempfile::tempdir().expect("a folder");
    let host = Host::on(&Keys::default(), room(5), stopped(), Box::new(Kept(store)), aside());
    let (ada, bo) = (host.join("Ada"), host.join("Bo"));
    host.does(Command::Next);
    assert_eq!(host.answer(&ada.token, 0, 1, &host.right()).status, 200);
    host.does(Command::Kick(bo.seat));
    let before = host.frame(&ada.token);
    drop(host);
    let kept = Kept(classes.resume(&name).expect("nobody holds it"));
    let class =
        Class::new(bank(&Keys::default(), Style::default()), kept.record().expect("its record")).expect("a class");
    let host = Host::serve(class, Box::new(kept), stopped(), aside());
    assert_eq!(host.frame(&ada.token), before);
    assert_eq!(host.ask(1, &get("/me").with_token(&bo.token)).status, 401, "who was sent away stays away");
    assert_eq!(host.try_join(1, CODE, "ada").status, 409, "the code is the same, and so are the names");
    assert_eq!(host.answer(&ada.token, 0, 1, &host.wrong()).status, 200);
    assert_eq!(host.counted(), (1, 0));
}

#[cfg(unix)]
#[test]
fn the_private_view_opens_for_the_same_user_alone_and_leads_the_class() {
    use std::os::unix::fs::PermissionsExt;
    let host = Host::open(room(5));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("presenter.sock");
    let open = host.room.present(&path).expect("a socket");
    let mode = path.metadata().expect("the socket").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(host.room.present(&path).is_err(), "nobody takes over a view that is served");
    let view = Remote::open(&path).expect("the view");
    view.command(Command::Next).expect("opened");
    assert!(view.command(Command::Show).is_err_and(|why| why == "close the answers first"));
    eventually("the view follows", || view.projection().phase == Stand::Open);
    assert!(!view.private().key.is_empty());
    drop(open);
    assert!(!path.exists(), "the socket goes with the class");
}
