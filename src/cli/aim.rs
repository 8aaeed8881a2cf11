//! `whose aim`: which exam is prepared for, and when it is, so that study is fitted to it.

use crate::cli::args::{self, Global};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Fail, Outcome};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::say::sentence;
use crate::session::aim::{keep, read, said};
use crate::session::keeper::Keeper;
use crate::store::Access;

/// `whose aim`
pub fn aim(global: &Global, clock: Clock, wanted: &args::Aim) -> Outcome {
    let now = clock.now();
    let words: Vec<&str> = [&wanted.exam, &wanted.day].into_iter().flatten().map(String::as_str).collect();
    if words.is_empty() {
        let (desk, _) = Desk::open(global, Access::Read, now)?;
        return says::lines(&[sentence(&said(desk.bank(), desk.progress(), now))]).map(|()| DONE);
    }
    let (mut desk, _) = Desk::open(global, Access::Write, now)?;
    let aim = read(desk.bank(), &words.join(" "), now).map_err(Fail::usage)?;
    // What cannot be saved at once is tried again as the desk is closed, which tells how that went.
    let _ = keep(&mut desk, aim, now);
    let said = said(desk.bank(), desk.progress(), now);
    desk.close()?;
    says::lines(&[sentence(&said)]).map(|()| DONE)
}
