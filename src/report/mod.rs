//! Results and papers → Markdown, HTML and data, as whole documents.
//! Deliberately not here: where a document goes, and how an exam is sat.

pub mod chart;
pub mod class;
pub mod deck;
pub mod exam;
pub mod handout;
pub mod html;
pub mod markdown;
