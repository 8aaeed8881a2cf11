//! Plain data → cells. Nothing here changes anything or knows how it came about.

pub mod answer;
pub mod chart;
pub mod frame;
pub mod page;
pub mod sheet;
pub mod stack;
pub mod text;
pub mod theme;
