//! `whose progress`

use crate::cli::args::{Global, Json};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Outcome};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::home;
use crate::session::insight::{Section, sections};
use crate::session::keeper::Keeper;
use crate::session::outlook::{Outlook, outlooks};
use crate::session::today::{Today, today};
use crate::store::Access;
use serde::Serialize;

/// What `progress --json` shows.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    today: Today,
    outlooks: Vec<Outlook>,
    sections: Vec<Section>,
}

/// Shows what is known and what comes back when; changes nothing and works while a session runs.
pub fn show(global: &Global, clock: Clock, wanted: &Json) -> Outcome {
    let (desk, _) = Desk::open(global, Access::Read, clock.now())?;
    if wanted.json {
        let (bank, progress, now) = (desk.bank(), desk.progress(), clock.now());
        let outlooks = outlooks(bank, progress, now.study_day());
        says::json(&Shown { today: today(bank, progress, now), outlooks, sections: sections(bank, progress, now) })?;
    } else {
        says::lines(&home::progress(desk.bank(), desk.progress(), clock.now()))?;
    }
    Ok(DONE)
}
