//! A mock exam as a conversation. Time runs while a line is waited for; how much is left is said with each question.

use crate::plain::play::Play;
use crate::plain::read::{Reply, reply};
use crate::plain::say;
use crate::progress::exam::account::Account;
use crate::progress::exam::deed::Ending;
use crate::quiz::input::Input;
use crate::quiz::prose::plain;
use crate::quiz::sheet::{Sheet, State};
use crate::session::exam::scene::{Cover, Driver, ExamResult, Filled, Line, Review};
use crate::session::exam::timer::{clock, span};
use crate::session::step::{Event, Stage, Turn};
use std::io;

impl Play<'_, '_> {
    /// What the exam is like, before it begins.
    pub(super) fn cover(&mut self, cover: &Cover) -> io::Result<()> {
        let facts = cover.facts.iter().map(|(name, words)| format!("{name}: {words}."));
        let lines: Vec<String> =
            [String::new(), format!("{}, {}.", cover.exam, cover.title)].into_iter().chain(facts).collect();
        self.talk.say(&lines)?;
        match self.talk.ask("Enter begins and the time runs, q leaves:")?.as_deref() {
            Some("") => self.send(Event::Exam(Turn::Open)),
            Some("q" | "quit") | None => self.send(Event::Leave),
            Some(other) => self.unknown(other),
        }
    }

    fn unknown(&mut self, line: &str) -> io::Result<()> {
        self.talk.say(&[format!("`{line}` is none of them.")])
    }

    /// One exchange on a question of an open exam.
    pub(super) fn sit(&mut self, stage: &Stage) -> io::Result<()> {
        if std::mem::take(&mut self.unsaid) {
            self.talk.say(&asked(stage))?;
        }
        let notice = stage.notice.as_deref().filter(|notice| self.noticed.as_deref() != Some(*notice));
        if let Some(notice) = notice {
            self.talk.say(&[say::sentence(notice)])?;
        }
        self.noticed.clone_from(&stage.notice);
        let Some(line) = self.talk.ask("Your answer, Enter for the next, l for the list, or ? for help:")? else {
            return self.send(Event::Leave);
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [] | ["n"] => self.turn(Turn::Next),
            ["p"] => self.turn(Turn::Previous),
            ["l"] => self.turn(Turn::Review),
            ["q" | "quit"] => self.send(Event::Leave),
            ["f"] => {
                self.send(Event::Flag)?;
                self.talk.say(&[if stage.flagged { "No longer flagged." } else { "Flagged." }.to_owned()])
            }
            ["x", number] => self.strike(stage, number),
            ["g", number] => self.jump(number, stage.of),
            ["?" | "help"] => self.talk.say(&help()),
            ["r"] => self.talk.say(&asked(stage)),
            _ => self.answer(&line, &stage.sheet),
        }
    }

    fn turn(&mut self, turn: Turn) -> io::Result<()> {
        self.unsaid = true;
        self.send(Event::Exam(turn))
    }

    fn answer(&mut self, line: &str, sheet: &Sheet) -> io::Result<()> {
        match reply(line, sheet) {
            Reply::Answer { inputs, .. } => {
                for row in changes(&inputs, sheet) {
                    self.send(Event::Input(Input::Pick(row)))?;
                }
                self.turn(Turn::Next)
            }
            Reply::Unclear(why) => self.talk.say(&[say::sentence(&why)]),
            _ => self.talk.say(&help()),
        }
    }

    fn strike(&mut self, stage: &Stage, number: &str) -> io::Result<()> {
        let row = number.parse().ok().filter(|number| (1..=stage.sheet.rows.len()).contains(number));
        let Some(row) = row else { return self.unknown(number) };
        self.send(Event::Input(Input::First))?;
        for _ in 1..row {
            self.send(Event::Input(Input::Down))?;
        }
        self.send(Event::Exam(Turn::Strike))?;
        self.unsaid = true;
        Ok(())
    }

    fn jump(&mut self, number: &str, of: usize) -> io::Result<()> {
        if !number.parse().is_ok_and(|number: usize| (1..=of).contains(&number)) {
            return self.talk.say(&[format!("`{number}` is no question; they are numbered from 1 to {of}.")]);
        }
        // From the list itself this changes nothing.
        self.send(Event::Exam(Turn::Review))?;
        for figure in number.chars().filter_map(|c| c.to_digit(10)) {
            self.send(Event::Exam(Turn::Figure(figure as usize)))?;
        }
        self.turn(Turn::Open)
    }

    /// The list of all questions, and the end behind one question.
    pub(super) fn review(&mut self, review: &Review) -> io::Result<()> {
        if review.asks_to_end {
            let open = format!("{} not fully answered. End the exam (y or n)?", review.open);
            return match self.talk.ask(&open)?.as_deref() {
                Some("y" | "yes") => self.turn(Turn::End),
                Some("n" | "no") => self.turn(Turn::Back),
                None => self.send(Event::Leave),
                Some(other) => self.unknown(other),
            };
        }
        self.talk.say(&listed(review))?;
        let line = self.talk.ask("A number to go there, Enter for the question, e ends the exam, q goes on later:")?;
        match line.as_deref() {
            Some("") => self.turn(Turn::Back),
            Some("e") => self.turn(Turn::End),
            Some("q" | "quit") | None => self.send(Event::Leave),
            Some("l") => Ok(()),
            Some(number) => self.jump(number, review.cells.len()),
        }
    }

    /// What the exam came to.
    pub(super) fn result(&mut self, result: &ExamResult) -> io::Result<()> {
        if std::mem::take(&mut self.unsaid) {
            self.talk.say(&account(&result.account))?;
            self.talk.say(&[String::new(), format!("Listed: {}.", result.listed)])?;
            self.talk.say(&result.lines.iter().map(line).collect::<Vec<_>>())?;
        }
        let asked = self.talk.ask("A number to read that question, t for the next filter, q ends:")?;
        match asked.as_deref() {
            Some("q" | "quit" | "") | None => self.send(Event::Leave),
            Some("t") => self.turn(Turn::Filter),
            Some(number) => {
                let place = result.lines.iter().position(|line| line.number.to_string() == number);
                let Some(place) = place else { return self.unknown(number) };
                self.send(Event::Input(Input::First))?;
                for _ in 0..place {
                    self.send(Event::Input(Input::Down))?;
                }
                self.turn(Turn::Open)
            }
        }
    }

    /// A question of a finished exam, with its reasons.
    pub(super) fn looked(&mut self, stage: &Stage) -> io::Result<()> {
        if std::mem::take(&mut self.unsaid) {
            self.talk.say(&say::question(stage))?;
            if let Some(verdict) = &stage.verdict {
                self.talk.say(&say::answer(stage, verdict))?;
            }
        }
        match self.talk.ask("Enter for the next, p for the one before, b back to the list, q ends:")?.as_deref() {
            Some("" | "n") => self.turn(Turn::Next),
            Some("p") => self.turn(Turn::Previous),
            Some("b") => self.turn(Turn::Back),
            Some("q" | "quit") | None => self.send(Event::Leave),
            Some(other) => self.unknown(other),
        }
    }
}

/// The rows to pick so that exactly those of the line are chosen: first those that are no longer wanted, which takes
/// them back. Where one answer is asked for, to pick another replaces it.
fn changes(inputs: &[Input], sheet: &Sheet) -> Vec<usize> {
    let wanted = |row: &usize| inputs.contains(&Input::Pick(*row));
    let chosen = |row: &usize| sheet.rows[*row].state == State::Chosen;
    let out = (0..sheet.rows.len()).filter(|row| sheet.of > 1 && chosen(row) && !wanted(row));
    let picked = (0..sheet.rows.len()).filter(|row| wanted(row) && !chosen(row));
    out.chain(picked).collect()
}

/// A question as it is asked in an exam: number, time left, the question, what is chosen and struck out.
fn asked(stage: &Stage) -> Vec<String> {
    let Some(Driver::Sitting { left_ms, pace, struck }) = &stage.exam else { return Vec::new() };
    let left = left_ms.map_or_else(|| "untimed".to_owned(), |ms| format!("{} left", clock(ms)));
    let pace = if pace.is_empty() { String::new() } else { format!(", {pace}") };
    let flagged = if stage.flagged { " Flagged." } else { "" };
    let mut lines = say::question(stage);
    // The second line names the number; in an exam the time stands there instead of what the question is about.
    if let Some(head) = lines.get_mut(1) {
        *head = format!("Question {} of {}. {left}{pace}.{flagged}", stage.number, stage.of);
    }
    let of = |wanted: &dyn Fn(&crate::quiz::sheet::Row) -> bool| {
        let rows = stage.sheet.rows.iter().filter(|row| wanted(row));
        rows.map(|row| row.label.clone()).collect::<Vec<_>>().join(" ")
    };
    let (chosen, out) = (of(&|row| row.state == State::Chosen), of(&|row| struck.contains(&row.id)));
    lines.extend((!chosen.is_empty()).then(|| format!("Chosen: {chosen}.")));
    lines.extend((!out.is_empty()).then(|| format!("Struck out: {out}.")));
    lines
}

fn help() -> Vec<String> {
    [
        "Type the number of your answer, or the numbers: 2, or 1 4. It can be changed until the end.",
        "Enter or n goes to the next question, p to the one before, g 12 to question 12.",
        "f flags the question, x 3 strikes option 3 out, r says the question again.",
        "l lists all questions; there e ends the exam. q leaves; the exam can be gone on with later.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn listed(review: &Review) -> Vec<String> {
    let left = review.left_ms.map_or_else(|| "untimed".to_owned(), |ms| format!("{} left", clock(ms)));
    let numbers = |wanted: &dyn Fn(&crate::session::exam::scene::Cell) -> bool| {
        let cells = review.cells.iter().filter(|cell| wanted(cell));
        let numbers = cells.map(|cell| cell.number.to_string()).collect::<Vec<_>>().join(" ");
        if numbers.is_empty() { "none".to_owned() } else { numbers }
    };
    vec![
        String::new(),
        format!("{} review. {left}. {} answered.", review.exam, review.answered),
        format!("Not fully answered: {}.", numbers(&|cell| cell.filled != Filled::Answered)),
        format!("Flagged: {}.", numbers(&|cell| cell.flagged)),
    ]
}

fn account(account: &Account) -> Vec<String> {
    let (low, high) = account.scaled;
    let up = if account.how == Ending::TimeUp { " The time was over." } else { "" };
    let mut lines = vec![
        String::new(),
        format!("{}: {}.{up}", account.exam, account.verdict),
        format!("Score: {low} to {high} of {}, {} to pass.", account.scale.1, account.pass),
        format!(
            "Right: {} of {} that counted, {} percent; {} not answered.",
            account.score.won,
            account.score.of,
            account.score.percent(),
            account.blank
        ),
        format!("Time: {}, {} an answer. {}.", span(account.elapsed_ms), span(account.each_ms), account.fresh),
    ];
    lines.extend(account.domains.iter().map(|domain| {
        format!("{}: {} of {} right, {}.", domain.title, domain.score.won, domain.score.of, domain.band)
    }));
    lines.push(account.assumption.clone());
    lines
}

fn line(line: &Line) -> String {
    let flag = if line.flagged { ", flagged" } else { "" };
    let trial = if line.scored { "" } else { ", on trial" };
    format!("{}. {}{flag}{trial}: {}", line.number, line.went.word(), plain(&line.about))
}
