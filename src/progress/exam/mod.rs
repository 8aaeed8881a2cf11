//! Mock exams as they are kept: the paper, what was done on it, its marks, and a row for the history.
//! Deliberately not here: how a paper is composed, and how an exam looks while it is sat.

pub mod account;
pub mod aim;
pub mod deed;
pub mod history;
pub mod marks;
pub mod paper;
pub mod record;
pub mod row;
