//! How a sitting looks: the cover, the question on the table, the review, a question read after the end.

use crate::progress::entry::Confidence;
use crate::progress::exam::account::fresh;
use crate::progress::exam::marks::{self, draft};
use crate::progress::exam::paper::Timing;
use crate::progress::exam::record::Given;
use crate::quiz::question::Question;
use crate::quiz::sheet::Sheet;
use crate::session::exam::look::{self, Looking};
use crate::session::exam::review::Reviewing;
use crate::session::exam::scene::{Cell, Cover, Driver, Filled, Review};
use crate::session::exam::sit::Sitting;
use crate::session::exam::timer::span;
use crate::session::step::{Stage, Verdict};

impl Sitting {
    pub(super) fn cells(&self) -> Vec<Cell> {
        let cell = |(at, given): (usize, &Given)| {
            let question = marks::question(&self.record.paper.items[at], &self.bank);
            let wanted =
                question.map_or(1, |question| draft(question, &self.record.paper.items[at], given).sheet(false).of);
            let filled = match given.chosen.len() {
                chosen if chosen >= wanted => Filled::Answered,
                0 => Filled::Open,
                _ => Filled::Partly,
            };
            Cell { number: at + 1, filled, flagged: given.flagged }
        };
        self.record.given.iter().enumerate().map(cell).collect()
    }

    /// The item that is looked at; none if its question is gone.
    pub(super) fn looked(&self, looking: Looking) -> Option<usize> {
        let items = look::items(&self.record, &self.bank, looking.listing);
        let at = *items.get(looking.cursor)?;
        marks::question(&self.record.paper.items[at], &self.bank).map(|_| at)
    }

    pub(super) fn stage(&self) -> Option<Stage> {
        let (question, sheet) = (self.question()?, self.draft.as_ref()?.sheet(false));
        let given = &self.record.given[self.record.at];
        let answered = self.cells().iter().filter(|cell| cell.filled == Filled::Answered).count();
        let driver = Driver::Sitting {
            left_ms: self.timer.left_ms(),
            pace: self.timer.pace(answered, self.record.given.len()),
            struck: given.struck.clone(),
        };
        let mut stage = self.bare(question, sheet, self.record.at, driver);
        stage.notice.clone_from(&self.notice);
        Some(stage)
    }

    fn bare(&self, question: &Question, sheet: Sheet, at: usize, driver: Driver) -> Stage {
        Stage {
            title: self.exam.code.clone(),
            number: at + 1,
            of: self.record.given.len(),
            about: String::new(),
            scenario: self.bank.scenario(question).map(str::to_owned),
            stem: question.stem.clone(),
            sheet,
            confidence: Confidence::None,
            notice: None,
            flagged: self.record.given[at].flagged,
            suspended: false,
            note: String::new(),
            exam: Some(driver),
            verdict: None,
        }
    }

    /// A question with its reasons, after the end.
    pub(super) fn looked_stage(&self, looking: Looking) -> Option<Stage> {
        let at = self.looked(looking)?;
        let (item, given) = (&self.record.paper.items[at], &self.record.given[at]);
        let question = marks::question(item, &self.bank)?;
        let items = look::items(&self.record, &self.bank, looking.listing);
        let filter = look::listed(looking.listing, &self.exam);
        let driver = Driver::Looked { number: looking.cursor + 1, of: items.len(), filter };
        let mut stage = self.bare(question, look::sheet(&self.record, &self.bank, at)?, at, driver);
        let objective = self.bank.objective(&question.objective);
        stage.about = objective.map(|objective| objective.title.clone()).unwrap_or_default();
        let trial = if item.scored { "" } else { " It was on trial and did not count." };
        stage.verdict = Some(Verdict {
            score: draft(question, item, given).grade(),
            words: marks::went(item, given, &self.bank).word().to_owned(),
            explanation: question.explanation.clone(),
            stack: self.bank.stack(question),
            sources: question.sources.clone(),
            verified: question.verified.clone(),
            returns: format!("You spent {} on it.{trial}", span(given.ms)),
        });
        Some(stage)
    }

    pub(super) fn review(&self, review: Reviewing) -> Review {
        let all = self.cells();
        let cells = review.cells(&all);
        let answered = all.iter().filter(|cell| cell.filled == Filled::Answered).count();
        Review {
            exam: self.exam.code.clone(),
            left_ms: self.timer.left_ms(),
            shown: review.shown,
            cursor: review.cursor(&cells),
            answered,
            open: all.len() - answered,
            flagged: all.iter().filter(|cell| cell.flagged).count(),
            asks_to_end: review.asks_to_end,
            notice: self.notice.clone(),
            cells,
        }
    }

    pub(super) fn cover(&self) -> Cover {
        let paper = &self.record.paper;
        let on_trial = paper.items.iter().filter(|item| !item.scored).count();
        let questions = match on_trial {
            0 => format!("{}, all of them count", paper.items.len()),
            trial => {
                format!("{}, of which {trial} are on trial and do not count; nobody knows which", paper.items.len())
            }
        };
        let time = match (paper.limit_ms, paper.timing) {
            (None, _) => "untimed".to_owned(),
            (Some(ms), Timing::Fair) => {
                format!("{}; while the program is closed or the computer sleeps the time stands still", span(ms))
            }
            (Some(ms), Timing::Strict) => format!("{} from the start on, whatever happens", span(ms)),
        };
        let facts = [
            ("Questions", questions),
            ("Time", time),
            ("To pass", format!("{} on a scale from {} to {}", self.exam.pass, self.exam.scale.0, self.exam.scale.1)),
            (
                "Answers",
                "all or nothing; a guess costs nothing, a blank is wrong; no verdict before the end".to_owned(),
            ),
            ("This paper", format!("{} (paper {})", fresh(paper), paper.seed)),
        ];
        let facts = facts.into_iter().map(|(name, words)| (name.to_owned(), words)).collect();
        Cover { exam: self.exam.code.clone(), title: self.exam.title.clone(), facts }
    }
}
