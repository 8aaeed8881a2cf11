//! `whose aim`: which exam is prepared for, and when it is, so that study is fitted to it.

use crate::cli::args::{self, Global};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::say::sentence;
use crate::session::aim::{change, said};
use crate::session::keeper::Keeper;
use crate::store::Access;

/// `whose aim`
pub fn aim(global: &Global, clock: Clock, wanted: &args::Aim) -> Outcome {
    let now = clock.now();
    let words: Vec<&str> = [&wanted.exam, &wanted.day].into_iter().flatten().map(String::as_str).collect();
    if words.is_empty() {
        let (desk, _) = Desk::open(global, Access::Read, now)?;
        return says::lines(&[sentence(&said(desk.bank(), desk.progress(), now.study_day()))]).map(|()| DONE);
    }
    let (mut desk, _) = Desk::open(global, Access::Write, now)?;
    let kept = change(&mut desk, &words.join(" "), now);
    let said = said(desk.bank(), desk.progress(), now.study_day());
    desk.close()?;
    kept.map_err(Fail::usage)?;
    says::lines(&[sentence(&said)]).map(|()| DONE)
}
