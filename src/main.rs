//! The program `whose`: parse, run, print the error, give the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    whose::cli::main()
}
