//! whose
pub mod progress;
pub mod quiz;
pub mod session;
pub mod cli { /** x */ pub fn main() -> std::process::ExitCode { std::process::ExitCode::SUCCESS } }
