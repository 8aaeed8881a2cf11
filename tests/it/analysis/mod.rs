//! Item analysis: held against figures that `golden.py` worked out with other software, and against what holds of all
//! figures; and the names of a class.

mod cases;
mod figures;
mod golden;
mod names;
