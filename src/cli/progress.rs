//! `whose progress`

use crate::cli::args::{Global, Json};
use crate::cli::desk::Desk;
use crate::cli::exit::{DONE, Outcome};
use crate::cli::load::{self, Loaded};
use crate::cli::says;
use crate::clock::Clock;
use crate::plain::home;
use crate::session::keeper::Keeper;
use crate::session::today::today;
use crate::store::Access;
use crate::store::files::data_dir;

/// Shows what is known and what comes back when; changes nothing and works while a session runs.
pub fn show(global: &Global, clock: Clock, wanted: &Json) -> Outcome {
    let Loaded { bank, .. } = load::bank(global)?;
    let desk = Desk::open(&data_dir(global.data_dir.as_deref())?, Access::Read, bank, clock.now())?;
    if wanted.json {
        says::json(&today(desk.bank(), desk.progress(), clock.now()))?;
    } else {
        says::lines(&home::progress(desk.bank(), desk.progress(), clock.now()))?;
    }
    Ok(DONE)
}
