//! The screens, one a file: plain data → a title and a page.

pub mod class;
pub mod exam;
pub mod exams;
pub mod explore;
pub mod help;
pub mod home;
pub mod menu;
pub mod play;
pub mod presenter;
pub mod progress;
