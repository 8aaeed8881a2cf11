//! Ways through questions, one machine a file: events and instants in, entries to save and plain pictures out.
//! Deliberately not here: keys, screens, disk. Study and drill are separate machines, not one with flags; explore asks
//! nothing and is none of them.

pub mod aim;
pub mod attempt;
pub mod class;
pub mod drill;
pub mod exam;
pub mod explore;
pub mod insight;
pub mod keeper;
pub mod outlook;
pub mod sitting;
pub mod start;
pub mod step;
pub mod study;
pub mod summary;
pub mod today;
