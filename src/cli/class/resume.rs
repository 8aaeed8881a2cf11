//! `whose class resume`: a class that was broken off, as it was: the same code, address, seats and answers.

use crate::cli::args::{ClassResume, Global, Net};
use crate::cli::class::host::{is_free, lead};
use crate::cli::class::ledger::Kept;
use crate::cli::class::list::{known, record};
use crate::cli::class::net::listen;
use crate::cli::exit::{Fail, Outcome, say};
use crate::cli::load::{self, Loaded};
use crate::clock::Clock;
use crate::progress::class::deed::{Deed, Entry};
use crate::progress::class::record::{Phase, Record};
use crate::session::class::room::Ledger;
use crate::session::class::state::Class;
use crate::store::class::Classes;
use crate::store::files::data_dir;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

/// `whose class resume`
pub fn resume(global: &Global, clock: Clock, wanted: &ClassResume) -> Outcome {
    let classes = Classes::of(&data_dir(global.data_dir.as_deref())?);
    let name = name(&classes, wanted.name.as_deref())?;
    is_free(&classes)?;
    let mut ledger = Kept(classes.resume(&name)?);
    let record = ledger.record().map_err(Fail::failed)?;
    if record.phase == Phase::Over {
        let next = format!("`whose class report {name} > report.html` writes what it came to");
        return Err(Fail::usage(format!("{name}: this class is over; {next}")));
    }
    let Loaded { bank, .. } = load::bank(global)?;
    let (listener, moved) = back(&record, &wanted.net)?;
    let mut class = Class::new(Arc::new(bank), record).map_err(Fail::failed)?;
    for deed in before_it_goes_on(&class.record, moved) {
        say(&told(&deed));
        let entry = Entry { at: clock.now(), class_ms: class.record.class_ms, deed };
        ledger.keep(std::slice::from_ref(&entry)).map_err(Fail::failed)?;
        class.record.take(&entry);
    }
    lead(global, clock, &classes, &name, class, ledger, listener)
}

/// What happened to a class by being broken off. Time that is running stands until the instructor lets it go on: first the
/// phones have to find their way back.
fn before_it_goes_on(record: &Record, moved: Option<String>) -> Vec<Deed> {
    let mut deeds = Vec::new();
    deeds.extend(moved.map(|address| Deed::Moved { address }));
    if record.phase == Phase::Open && record.plan.settings.seconds.is_some() && !record.paused {
        deeds.push(Deed::Paused { on: true });
    }
    deeds
}

/// The same in words.
fn told(deed: &Deed) -> String {
    match deed {
        Deed::Moved { address } => {
            format!("the class is at another address now: {address}; those who were in scan the code again")
        }
        _ => "the time of the question stands; let it go on once the phones are back".to_owned(),
    }
}

/// The class of this name, or the last one.
pub fn name(classes: &Classes, wanted: Option<&str>) -> Result<String, Fail> {
    if let Some(name) = wanted {
        known(classes, name)?;
        return Ok(name.to_owned());
    }
    let none = || Fail::usage("no class was held yet; `whose host` begins one");
    let begun = |name: String| Some((record(classes, &name).ok()?.begun.utc_ms, name));
    classes.names()?.into_iter().filter_map(begun).max().map(|(_, name)| name).ok_or_else(none)
}

/// A listener where the class was, and the new address if that is not to be had.
fn back(record: &Record, net: &Net) -> Result<(Option<TcpListener>, Option<String>), Fail> {
    if record.plan.address.is_empty() {
        return Ok((None, None));
    }
    let before = record.plan.address.parse::<SocketAddr>().ok().filter(|_| net.bind.is_none() && net.port.is_none());
    if let Some(before) = before {
        match TcpListener::bind(before) {
            Ok(listener) => return Ok((Some(listener), None)),
            Err(error) => say(&format!("cannot serve at {before} again: {error}")),
        }
    }
    let (listener, address) = listen(net)?;
    Ok((Some(listener), Some(address.to_string()).filter(|address| *address != record.plan.address)))
}
