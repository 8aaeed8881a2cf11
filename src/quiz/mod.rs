//! What a question is: the kinds, how an answer is given and graded, how a bank is read from text.
//! Deliberately not here: who studies, when, and on what screen.

pub mod bank;
pub mod blind;
pub mod check;
pub mod coverage;
pub mod exams;
pub mod fault;
pub mod input;
pub mod kind;
pub mod late;
pub mod load;
pub mod made;
pub mod matrix;
pub mod owner;
pub mod prose;
pub mod question;
pub mod reader;
pub mod rule;
pub mod score;
pub mod set;
pub mod sheet;
pub mod syllabus;
pub mod write;
