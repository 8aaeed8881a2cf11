//! A class: who may do what next, and who may see what of it.
//! Deliberately not here: how it is kept (`progress/class`), the network, and how it looks.
//!
//! Everything that happens goes the same way: a wish is decided on ([`state::Class::decide`], [`state::Class::join`],
//! [`state::Class::answer`]), what it comes to is kept, and only then taken in and shown.

pub mod answer;
pub mod command;
pub mod decide;
pub mod frame;
pub mod home;
pub mod name;
pub mod projection;
pub mod room;
pub mod seat;
pub mod state;
pub mod tally;

#[cfg(test)]
pub mod harness;
