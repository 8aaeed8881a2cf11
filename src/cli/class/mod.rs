//! `whose host`, `whose join`, `whose class`: classes, led and joined and looked at.

pub mod home;
pub mod host;
pub mod join;
pub mod ledger;
pub mod list;
pub mod net;
pub mod resume;
pub mod show;
