//! Mock exams: a paper by the blueprint, sat as in the real driver, and read afterwards with all reasons.
//! Deliberately not here: how it is kept (`progress/exam`), and how it looks.

pub mod compose;
pub mod list;
pub mod look;
mod picture;
pub mod review;
pub mod scene;
pub mod sit;
pub mod timer;
pub mod wish;
