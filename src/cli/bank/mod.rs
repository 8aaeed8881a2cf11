//! The commands of `whose bank`, one a file.

pub mod check;
pub mod list;
