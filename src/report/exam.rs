//! The report of a mock exam: the account, every question with all reasons, the trend.

use crate::progress::exam::account::Account;
use crate::progress::exam::marks::{self, Went, draft, went};
use crate::progress::exam::record::Record;
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::quiz::sheet::letter;
use crate::report::{chart, html, markdown};
use serde::Serialize;
use std::fmt::Write;

/// All that a report tells.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The result.
    pub account: Account,
    /// Its questions, in the order of the paper.
    pub questions: Vec<Told>,
    /// The exams of the same sort so far, oldest first: the day, and scored questions right in per cent.
    pub history: Vec<(String, u32)>,
}

/// A question of the exam.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// The title of its domain.
    pub domain: String,
    /// How it went.
    pub went: Went,
    /// Flagged for review.
    pub flagged: bool,
    /// Whether it counted.
    pub scored: bool,
    /// Milliseconds spent on it.
    pub ms: u64,
    /// The text that it shares with others.
    pub scenario: Option<String>,
    /// The question itself.
    pub stem: String,
    /// Its options, in the order shown.
    pub options: Vec<Choice>,
    /// The idea behind it.
    pub explanation: String,
    /// The pages that carry its key.
    pub sources: Vec<String>,
    /// The day on which they were read.
    pub verified: Option<String>,
}

/// An option.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// A, B, C.
    pub letter: String,
    /// The words.
    pub text: String,
    /// Whether it is part of the key.
    pub correct: bool,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Why it is right or wrong.
    pub why: String,
}

/// Puts a report together.
pub fn report(record: &Record, bank: &Bank, exam: &Exam, account: Account, history: Vec<(String, u32)>) -> Report {
    let questions = (0..record.paper.items.len()).map(|at| told(record, bank, exam, at)).collect();
    Report { account, questions, history }
}

fn told(record: &Record, bank: &Bank, exam: &Exam, at: usize) -> Told {
    let (item, given) = (&record.paper.items[at], &record.given[at]);
    let question = marks::question(item, bank);
    let options = question.map(|question| options(&draft(question, item, given).sheet(true)));
    Told {
        number: at + 1,
        id: item.question.clone(),
        domain: exam.domains.get(item.domain).map(|domain| domain.title.clone()).unwrap_or_default(),
        went: went(item, given, bank),
        flagged: given.flagged,
        scored: item.scored,
        ms: given.ms,
        scenario: question.and_then(|question| bank.scenario(question)).map(str::to_owned),
        stem: question.map_or_else(|| format!("`{}` is no longer in the bank", item.question), |q| q.stem.clone()),
        options: options.unwrap_or_default(),
        explanation: question.map(|question| question.explanation.clone()).unwrap_or_default(),
        sources: question.map(|question| question.sources.clone()).unwrap_or_default(),
        verified: question.and_then(|question| question.verified.clone()),
    }
}

fn options(sheet: &crate::quiz::sheet::Sheet) -> Vec<Choice> {
    let option = |(at, row): (usize, &crate::quiz::sheet::Row)| {
        let mark = row.mark.as_ref();
        Choice {
            letter: letter(at),
            text: row.text.clone(),
            correct: mark.is_some_and(|mark| mark.truth == "right"),
            chosen: row.state == crate::quiz::sheet::State::Chosen,
            why: mark.map(|mark| mark.why.clone()).unwrap_or_default(),
        }
    };
    sheet.rows.iter().enumerate().map(option).collect()
}

impl Report {
    fn title(&self) -> String {
        format!("{} mock exam, {}", self.account.exam, self.account.day)
    }

    fn score(&self) -> String {
        let Account { scaled: (low, high), pass, scale, verdict, .. } = &self.account;
        format!("{verdict}: {low} to {high} of {} to {}, {pass} to pass", scale.0, scale.1)
    }

    fn right(&self) -> String {
        let Account { score, trial, blank, .. } = &self.account;
        let mut words = format!("{} of {} that counted, {} %", score.won, score.of, score.percent());
        if trial.of > 0 {
            let _ = write!(words, "; {} of {} on trial", trial.won, trial.of);
        }
        if *blank > 0 {
            let _ = write!(words, "; {blank} not answered");
        }
        words
    }

    fn time(&self) -> String {
        let minutes = |ms: u64| format!("{} min {:02} s", ms / 60_000, ms / 1_000 % 60);
        let of = self.account.limit_ms.map_or_else(|| ", untimed".to_owned(), |ms| format!(" of {} min", ms / 60_000));
        format!("{}{of}; {} an answer", minutes(self.account.elapsed_ms), minutes(self.account.each_ms))
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", markdown::text(&self.title()));
        for (name, words) in [("Score", self.score()), ("Right", self.right()), ("Time", self.time())] {
            let _ = writeln!(out, "* {name}: {words}");
        }
        let _ = writeln!(out, "* Paper: {}\n\n{}\n", self.account.fresh, self.account.assumption);
        let _ = writeln!(out, "| domain | weight | right | |\n|---|---|---|---|");
        for domain in &self.account.domains {
            let score = domain.score;
            let _ = writeln!(
                out,
                "| {} | {} % | {} of {} | {} |",
                domain.title, domain.weight, score.won, score.of, domain.band
            );
        }
        for question in &self.questions {
            out.push_str(&question.markdown());
        }
        out
    }

    /// As one HTML page that needs nothing else.
    pub fn html(&self) -> String {
        let mut out = format!("<h1>{}</h1>\n", html::escape(&self.title()));
        let _ = writeln!(out, "<p class=\"verdict\">{}</p>", html::escape(&self.score()));
        out.push_str(&chart::score(&self.account));
        let _ = writeln!(out, "<p class=\"quiet\">{}</p>", html::escape(&self.account.assumption));
        let _ = writeln!(out, "<dl>");
        for (name, words) in [("Right", self.right()), ("Time", self.time()), ("Paper", self.account.fresh.clone())] {
            let _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", html::escape(&words));
        }
        let _ = writeln!(out, "</dl>\n<h2>Domains</h2>");
        out.push_str(&chart::domains(&self.account.domains));
        if self.history.len() > 1 {
            let _ = writeln!(out, "<h2>Exam by exam</h2>");
            out.push_str(&chart::trend(&self.history));
        }
        let _ = writeln!(out, "<h2>Time on each question</h2>");
        let times: Vec<_> = self.questions.iter().map(|one| (one.number, one.ms, one.went == Went::Right)).collect();
        out.push_str(&chart::times(&times));
        self.questions_html(&mut out);
        html::page(&self.title(), &out)
    }

    /// The questions below the filters, which are radio buttons and need no script.
    fn questions_html(&self, out: &mut String) {
        let _ = writeln!(out, "<h2>Questions</h2>\n<div class=\"list\">");
        let missed = self.questions.iter().filter(|one| one.went.is_missed()).count();
        let flagged = self.questions.iter().filter(|one| one.flagged).count();
        let filters = [
            ("all", format!("all {}", self.questions.len())),
            ("missed", format!("missed {missed}")),
            ("flagged", format!("flagged {flagged}")),
        ];
        for (id, words) in filters {
            let checked = if id == "all" { " checked" } else { "" };
            let _ = writeln!(
                out,
                "<input type=\"radio\" name=\"show\" id=\"show-{id}\"{checked}><label for=\"show-{id}\">{words}</label>"
            );
        }
        for question in &self.questions {
            out.push_str(&question.html());
        }
        let _ = writeln!(out, "</div>");
    }
}

impl Told {
    fn head(&self) -> String {
        let mut words = format!("{}. {}", self.number, self.went.word());
        if self.flagged {
            words.push_str(", flagged");
        }
        if !self.scored {
            words.push_str(", on trial");
        }
        format!("{words} · {} s · {}", self.ms / 1_000, self.domain)
    }

    fn markdown(&self) -> String {
        let mut out = format!("\n## {}\n\n", self.head());
        for text in self.scenario.iter().chain([&self.stem]) {
            let _ = writeln!(out, "{}\n", markdown::text(text));
        }
        for option in &self.options {
            let Choice { letter, text, why, .. } = option;
            let _ =
                writeln!(out, "* **{letter}** {} ({}). {}", markdown::text(text), option.said(), markdown::text(why));
        }
        let _ = writeln!(out, "\n{}\n", markdown::text(&self.explanation));
        let read = self.verified.as_ref().map(|day| format!(", read {day}")).unwrap_or_default();
        for source in &self.sources {
            let _ = writeln!(out, "Source: <{source}>{read}");
        }
        out
    }

    fn html(&self) -> String {
        let mut class = String::from("question");
        class.push_str(if self.went.is_missed() { " missed" } else { "" });
        class.push_str(if self.flagged { " flagged" } else { "" });
        let mut out = format!("<article class=\"{class}\">\n<h3>{}</h3>\n", html::escape(&self.head()));
        for text in self.scenario.iter().chain([&self.stem]) {
            out.push_str(&html::prose(text));
        }
        let _ = writeln!(out, "<ul>");
        for option in &self.options {
            let class = if option.correct { "correct" } else { "incorrect" };
            let _ = writeln!(
                out,
                "<li class=\"{class}\"><strong>{}</strong> {} <em>{}</em><br>{}</li>",
                option.letter,
                html::line(&option.text),
                option.said(),
                html::line(&option.why)
            );
        }
        let _ = writeln!(out, "</ul>\n{}", html::prose(&self.explanation));
        let read = self.verified.as_ref().map(|day| format!(" (read {day})")).unwrap_or_default();
        for source in &self.sources {
            let source = html::escape(source);
            let _ = writeln!(out, "<p class=\"quiet\">Source: <a href=\"{source}\">{source}</a>{read}</p>");
        }
        let _ = writeln!(out, "</article>");
        out
    }
}

impl Choice {
    fn said(&self) -> &'static str {
        match (self.correct, self.chosen) {
            (true, true) => "right, chosen",
            (true, false) => "right, not chosen",
            (false, true) => "wrong, chosen",
            (false, false) => "wrong",
        }
    }
}
