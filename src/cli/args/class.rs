//! What can be typed about classes.

use super::Json;
use clap::{Args, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// `whose host`
#[derive(Clone, Debug, Args)]
pub struct Host {
    /// A file with the ids of its questions: `questions = ["bank/id", "..."]`, and a `title`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["topic", "exam", "n"])]
    pub set: Option<PathBuf>,
    /// Questions of this topic
    #[arg(long, value_name = "T", conflicts_with = "exam")]
    pub topic: Option<String>,
    /// Questions by the blueprint of this exam, `CLF-C02`
    #[arg(long, value_name = "ID")]
    pub exam: Option<String>,
    /// The same number picks the same questions in the same order
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// So many questions
    #[arg(short, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=500))]
    pub n: u16,
    /// What the class is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// How it is run.
    #[command(flatten)]
    pub style: ClassStyle,
    /// Where it is served.
    #[command(flatten)]
    pub net: Net,
    /// Without a network: the instructor types the hands that were counted
    #[arg(long, conflicts_with_all = ["bind", "port"])]
    pub show_of_hands: bool,
    /// Open the private view of the class that this computer hosts, in a second terminal
    #[arg(long, conflicts_with_all = ["set", "topic", "exam", "show_of_hands"])]
    pub presenter: bool,
}

/// How a class is run.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct ClassStyle {
    /// Seconds a question; without it there is no limit
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(5..=3600))]
    pub seconds: Option<u32>,
    /// Ask how sure they are, too
    #[arg(long)]
    pub confidence: bool,
    /// Give more points to quicker answers; needs --seconds
    #[arg(long, requires = "seconds")]
    pub speed_points: bool,
    /// Show who leads
    #[arg(long)]
    pub leaderboard: bool,
    /// Ring the terminal when a question opens and closes
    #[arg(long)]
    pub sound: bool,
    /// For how many people there is room
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u16).range(1..=2000))]
    pub room: u16,
}

/// Where a class is served.
#[derive(Clone, Debug, Args)]
pub struct Net {
    /// The address of this computer in the room's network; found by itself if left out
    #[arg(long, value_name = "ADDR")]
    pub bind: Option<IpAddr>,
    /// The port; 0 for any
    #[arg(long, value_name = "P")]
    pub port: Option<u16>,
}

/// `whose join`
#[derive(Clone, Debug, Args)]
pub struct Join {
    /// The address on the screen, `192.168.1.23:4711`
    pub address: String,
    /// The code on the screen; without it, your last place in that class
    pub code: Option<String>,
    /// The name that the room sees
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The name that only the instructor sees
    #[arg(long, value_name = "NAME")]
    pub roster: Option<String>,
    /// Your resume code, to go on from another device
    #[arg(long, value_name = "CODE", conflicts_with_all = ["code", "name", "roster"])]
    pub resume: Option<String>,
}

/// `whose class`
#[derive(Clone, Debug, Subcommand)]
pub enum Class {
    /// List all classes
    List(Json),
    /// Show what a class came to; without a name, the last one
    Show(ClassName),
    /// Write a report: a page with charts, tables of answers, JSON or xAPI statements
    Report(ClassReport),
    /// Go on with a class that was broken off, with the same code, address and answers
    Resume(ClassResume),
    /// Forget who took part; what was answered stays
    Anonymise(ClassSure),
    /// Delete a class and all that is known of it
    Delete(ClassSure),
}

/// A class by its name.
#[derive(Clone, Debug, Args)]
pub struct ClassName {
    /// The class, as `whose class list` names it
    #[arg(value_name = "CLASS")]
    pub name: Option<String>,
    /// As JSON, for scripts
    #[arg(long)]
    pub json: bool,
}

/// `whose class report`
#[derive(Clone, Debug, Args)]
pub struct ClassReport {
    /// The class; without a name, the last one. Several are pooled, question by question
    #[arg(value_name = "CLASS")]
    pub names: Vec<String>,
    /// The format
    #[arg(long, value_name = "F", default_value = "html")]
    pub format: ClassFormat,
}

/// A format of a class report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClassFormat {
    /// One HTML page with charts.
    Html,
    /// CSV: a row an answer.
    Answers,
    /// CSV: a row a person, a column a question.
    Matrix,
    /// CSV: a row a person, with the score.
    Gradebook,
    /// JSON.
    Json,
    /// xAPI statements, one a line.
    Xapi,
}

/// `whose class resume`
#[derive(Clone, Debug, Args)]
pub struct ClassResume {
    /// The class; without a name, the last one
    #[arg(value_name = "CLASS")]
    pub name: Option<String>,
    /// Where it is served, if that changed.
    #[command(flatten)]
    pub net: Net,
}

/// A class by its name, for what cannot be undone.
#[derive(Clone, Debug, Args)]
pub struct ClassSure {
    /// The class, as `whose class list` names it
    #[arg(value_name = "CLASS")]
    pub name: String,
    /// Without asking first
    #[arg(long)]
    pub yes: bool,
}

/// `whose import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The file that the class gave you, `whose-missed.json`
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}
