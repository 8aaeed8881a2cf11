//! whose
pub mod quiz;
pub mod cli { /** x */ pub fn main() -> std::process::ExitCode { std::process::ExitCode::SUCCESS } }
