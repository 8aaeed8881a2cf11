//! The commands of `whose bank`, one a file.

pub mod blind;
pub mod check;
pub mod coverage;
pub mod list;
pub mod new;
pub mod show;
