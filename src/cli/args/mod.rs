//! What can be typed on the command line; nothing here does anything.

mod class;

pub use class::*;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  whose                         what is due today, one key away
  whose aim clf 2027-02-14      the exam you prepare for, and its day
  whose study --minutes 15      study for a quarter of an hour
  whose drill --kind line       where does the customer's part end?
  whose drill --service rds     everything on one service
  whose drill --missed          what went wrong last time
  whose exam clf                a mock exam as the real one is
  whose report exam > exam.md   the last exam, with every question and all reasons
  whose host --topic network    a class: the room answers on its phones, offline
  whose class report > it.html  what the class came to, question by question
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
    /// Say which exam you prepare for and when it is, so that study is fitted to it
    Aim(Aim),
    /// Drill what you pick, at any time and off the schedule
    Drill(Drill),
    /// Show whose each layer of a service is, up to three services side by side
    Explore(Explore),
    /// Sit a mock exam as the real one is; without an ID, pick one, or go on with the one that was broken off
    Exam(Exam),
    /// Print a paper and its key, for a classroom without screens
    Paper(Paper),
    /// Write down what an exam came to, with every question and all reasons
    #[command(subcommand)]
    Report(Report),
    /// Lead a class: questions on the projector, answers from the phones in the room, without internet
    Host(Host),
    /// Join a class from a terminal
    Join(Join),
    /// Look at classes that were held: list, show, report, resume, anonymise, delete
    #[command(subcommand)]
    Class(Class),
    /// Take what you missed in a class into your own reviews
    Import(Import),
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

/// `whose aim`
#[derive(Clone, Debug, Args)]
pub struct Aim {
    /// The exam, `CLF-C02` or its beginning; `none` for none; left out, it is shown
    #[arg(value_name = "EXAM")]
    pub exam: Option<String>,
    /// Its day, `2027-02-14`
    #[arg(value_name = "DATE")]
    pub day: Option<String>,
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
    /// Only this domain of an exam, `CLF-C02/2` or `clf/2`; what was never answered comes first
    #[arg(long, value_name = "D")]
    pub domain: Option<String>,
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

/// `whose exam`
#[derive(Clone, Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Exam {
    /// What else can be done about exams.
    #[command(subcommand)]
    pub command: Option<ExamCommand>,
    /// The exam, `CLF-C02` or `SOA-C03`; its beginning is enough
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Compose the same paper again
    #[arg(long, value_name = "S", requires = "id")]
    pub seed: Option<u64>,
    /// More time: minutes (`30m`, as test centers grant it for English as a second language) or a factor (`1.5x`)
    #[arg(long, value_name = "T", conflicts_with = "untimed", requires = "id")]
    pub extra_time: Option<String>,
    /// Without a time limit
    #[arg(long, requires = "id")]
    pub untimed: bool,
    /// Let the time run on while the program is closed or the computer sleeps
    #[arg(long, requires = "id")]
    pub strict: bool,
    /// So many questions; the time is cut to them
    #[arg(short, value_name = "N", requires = "id", value_parser = clap::value_parser!(u16).range(1..=500))]
    pub n: Option<u16>,
}

/// `whose exam ...`
#[derive(Clone, Debug, Subcommand)]
pub enum ExamCommand {
    /// Record the score of a real exam beside what was forecast for it
    Result(ExamScore),
}

/// `whose exam result`
#[derive(Clone, Debug, Args)]
pub struct ExamScore {
    /// The exam, `CLF-C02` or `SOA-C03`
    #[arg(value_name = "ID")]
    pub id: String,
    /// The scaled score on the report
    #[arg(value_name = "SCORE")]
    pub score: u16,
}

/// `whose paper`
#[derive(Clone, Debug, Args)]
pub struct Paper {
    /// The exam whose blueprint it follows, `CLF-C02`
    #[arg(value_name = "ID", required_unless_present = "set", conflicts_with = "set")]
    pub id: Option<String>,
    /// A file with the ids of its questions instead: `questions = ["bank/id", "..."]`, and a `title`
    #[arg(long, value_name = "FILE")]
    pub set: Option<PathBuf>,
    /// The same number prints the same paper
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// So many questions, by the blueprint
    #[arg(short, value_name = "N", conflicts_with = "set", value_parser = clap::value_parser!(u16).range(1..=500))]
    pub n: Option<u16>,
    /// How many forms with the same questions in other orders: A, B, C, D
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub forms: u8,
    /// The format
    #[arg(long, value_name = "F", default_value = "md")]
    pub format: PrintFormat,
}

/// A format that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// Markdown.
    Md,
    /// One HTML page.
    Html,
}

/// `whose report`
#[derive(Clone, Debug, Subcommand)]
pub enum Report {
    /// A mock exam; without a number, the last one
    Exam(ReportExam),
}

/// `whose report exam`
#[derive(Clone, Debug, Args)]
pub struct ReportExam {
    /// Which one, counted back: 1 is the last
    #[arg(value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub number: u16,
    /// The format
    #[arg(long, value_name = "F", default_value = "md")]
    pub format: ReportFormat,
}

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Markdown.
    Md,
    /// One HTML page with charts.
    Html,
    /// JSON.
    Json,
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
    /// Print questions without their key for a second reader, and compare the answers with it
    Blind(Blind),
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

/// `whose bank blind`
#[derive(Clone, Debug, Args)]
pub struct Blind {
    /// A question file or a folder of them; without it, your own ones, else the shipped ones
    pub path: Option<PathBuf>,
    /// Cover the stems, too: who sees the options of choices alone should do little better than chance
    #[arg(long)]
    pub options_only: bool,
    /// The same number deals the same sheets
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// So many questions, picked by chance
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub n: Option<u16>,
    /// Compare the answers in this file with the key
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
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
