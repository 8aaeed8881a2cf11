//! What can be typed on the command line; nothing here does anything.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  whose                         what is due today, one key away
  whose study --minutes 15      study for a quarter of an hour
  whose drill --kind line       where does the customer's part end?
  whose drill --service rds     everything on one service
  whose drill --missed          what went wrong last time
  whose explore ec2 rds lambda  whose each layer is, side by side
  whose --bank my.toml study    your own questions besides the shipped ones
  whose bank check my.toml      every mistake in them, named at its line
  whose --plain study           line by line, for screen readers and pipes
";

/// Whose job is it, AWS's or yours? Study the shared responsibility model and pass the exams with it.
#[derive(Debug, Parser)]
#[command(version, before_help = EXAMPLES, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do; without it, the home screen.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What holds for all commands.
    #[command(flatten)]
    pub global: Global,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Add a question file, or a folder of them; can be given several times
    #[arg(long, value_name = "PATH", global = true)]
    pub bank: Vec<PathBuf>,
    /// Keep progress here instead of in the usual folder
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// Line by line, without a full screen
    #[arg(long, global = true)]
    pub plain: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: Color,
    /// Let the clock stand at this instant, `2026-11-22T18:30:00+01:00`, to repeat a run
    #[arg(long, value_name = "INSTANT", global = true, hide = true)]
    pub now: Option<String>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands: the one list of them.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Study what is due, then something new
    Study(Study),
    /// Drill what you pick, at any time and off the schedule
    Drill(Drill),
    /// Show whose each layer of a service is, up to three services side by side
    Explore(Explore),
    /// List and check questions
    #[command(subcommand)]
    Bank(Bank),
    /// Show what you know and what comes back when
    Progress(Json),
}

/// `whose study`
#[derive(Clone, Debug, Args)]
pub struct Study {
    /// New ideas a day
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub new: Option<u32>,
    /// Stop after about so many minutes
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=600))]
    pub minutes: Option<u32>,
    /// Only this topic
    #[arg(long, value_name = "T")]
    pub topic: Option<String>,
}

/// `whose drill`
#[derive(Clone, Debug, Args)]
pub struct Drill {
    /// Only this kind: choice, order, sort, line, owner (whose is this layer?)
    #[arg(long, value_name = "K")]
    pub kind: Option<String>,
    /// Only this topic
    #[arg(long, value_name = "T")]
    pub topic: Option<String>,
    /// Only this service, by its id: ec2, rds, lambda
    #[arg(long, value_name = "S")]
    pub service: Option<String>,
    /// Only what was missed when it was answered last
    #[arg(long)]
    pub missed: bool,
    /// Only what you flagged for another look
    #[arg(long)]
    pub flagged: bool,
    /// So many questions
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub n: Option<u32>,
    /// Repeat the same questions in the same order
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
}

/// `whose explore`
#[derive(Clone, Debug, Args)]
pub struct Explore {
    /// Up to three services, by id or name; without one, EC2, RDS and Lambda
    #[arg(value_name = "SERVICE")]
    pub services: Vec<String>,
}

/// `whose bank`
#[derive(Debug, Subcommand)]
pub enum Bank {
    /// List all questions
    List(Json),
    /// Name every mistake at its line; exit code 3 if there is an error
    Check(Check),
    /// Show what the bank reaches of the syllabus, and the holes
    Coverage(Json),
    /// Show a question as a learner sees it and as its author wrote it
    Show(Show),
    /// Print a filled-in example to start from: choice, order, sort, line
    New(New),
    /// Print the JSON Schema of question files, for editors
    Schema,
}

/// `whose bank show`
#[derive(Clone, Debug, Args)]
pub struct Show {
    /// The question's id, with or without its bank
    pub id: String,
}

/// `whose bank new`
#[derive(Clone, Debug, Args)]
pub struct New {
    /// The kind of question
    pub kind: String,
}

/// `whose bank check`
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// A question file or a folder of them; without it, your own ones, else the shipped ones
    pub path: Option<PathBuf>,
    /// As JSON, for editors and scripts
    #[arg(long)]
    pub json: bool,
    /// List the rules of item writing
    #[arg(long)]
    pub rules: bool,
    /// Mend what is mechanical, in place: missing ids of options, missing "(Select TWO.)"
    #[arg(long, conflicts_with = "rules")]
    pub fix: bool,
}

/// Commands that take `--json` alone.
#[derive(Clone, Debug, Args)]
pub struct Json {
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
}
