//! The instructor's private view: the key, the votes as they come in, what they suggest, and who is there.

use crate::quiz::sheet::letter;
use crate::session::class::projection::{Person, Private, Projection, Stand};
use crate::session::exam::timer::clock;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::sheet;
use crate::tui::draw::text::{hanging, prose};
use crate::tui::draw::theme::{Theme, gauge};
use crate::tui::screen::class::sure;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

const BAR: usize = 16;

/// The private view.
pub fn picture(at: &Projection, mine: &Private, width: usize, left: Option<u64>, theme: Theme) -> Picture {
    let mut page = Page::default();
    page.line(Span::styled(format!(" {}", standing(at, left)), theme.strong()));
    if let Some(advice) = mine.advice {
        page.lines(hanging(vec![Span::styled(" → ", theme.strong())], advice.words(), width, theme.strong(), theme));
    }
    if at.phase == Stand::Lobby && !at.address.is_empty() {
        page.line(format!(" http://{}  code {}", at.address, at.code));
    }
    if let Some(question) = &at.question {
        page.gap();
        sheet::question(&mut page, question.scenario.as_deref(), &question.stem, width, theme);
        for (place, row) in question.sheet.rows.iter().enumerate() {
            let count = mine.tally.rows.get(place).copied().unwrap_or(0);
            let of = u32::try_from(mine.tally.of.max(1)).unwrap_or(u32::MAX);
            let bar = gauge(u32::try_from(count).unwrap_or(u32::MAX).min(of), of, BAR);
            let head = vec![Span::styled(format!(" {bar} {count:>3}  {}  ", letter(place)), theme.quiet())];
            page.lines(hanging(head, &row.text, width, Style::new(), theme));
        }
        if let Some(percent) = mine.tally.percent() {
            page.line(Span::styled(
                format!(" {} of {} right, {percent} %", mine.tally.right, mine.tally.of),
                theme.strong(),
            ));
        }
        sure(&mut page, &mine.tally, theme);
        page.gap();
        page.line(Span::styled(" Key", theme.title()));
        for key in &mine.key {
            page.lines(hanging(vec![Span::raw("  ")], key, width, Style::new(), theme));
        }
        page.lines(prose(&mine.explanation, width.saturating_sub(2), Style::new(), theme).into_iter().map(
            |mut line| {
                line.spans.insert(0, Span::raw("  "));
                line
            },
        ));
    }
    page.gap();
    page.line(Span::styled(format!(" People: {} joined, {} connected", at.people, at.here), theme.title()));
    for person in &mine.people {
        page.lines(hanging(vec![Span::raw("  ")], &line(person, true), width, Style::new(), theme));
    }
    let title = Line::from(Span::styled(format!("{} · private view", at.title), theme.title()));
    Picture { title, aside: Span::styled("nobody else sees this", theme.quiet()), page }
}

fn standing(at: &Projection, left: Option<u64>) -> String {
    let left = left.map(|seconds| format!(", {} left", clock(seconds * 1_000))).unwrap_or_default();
    match at.phase {
        Stand::Lobby => format!("Lobby{}", if at.locked { ", locked" } else { "" }),
        Stand::Open if at.paused => format!("Question {} of {}, paused{left}", at.number, at.of),
        Stand::Open => format!(
            "Question {} of {}, vote {}, {} of {} answered{left}",
            at.number, at.of, at.round, at.answered, at.people
        ),
        Stand::Closed => format!(
            "Question {} of {}, vote {}, closed: {} of {} answered",
            at.number, at.of, at.round, at.answered, at.people
        ),
        Stand::Shown => format!("Question {} of {}, its key is on the screen", at.number, at.of),
        Stand::Over => "The class is over".to_owned(),
    }
}

/// Who is there. On the projector no answer stands beside a name.
pub fn people(mine: &Private, cursor: usize, private: bool, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    if mine.people.is_empty() {
        page.line(" Nobody has joined yet.");
    }
    for (at, person) in mine.people.iter().enumerate() {
        let pointer = if at == cursor { " ▸ " } else { "   " };
        let lines = hanging(vec![Span::raw(pointer)], &line(person, private), width, Style::new(), theme);
        if at == cursor { page.focused(lines) } else { page.lines(lines) }
    }
    Picture { title: Line::from(Span::styled("Who is here", theme.title())), aside: Span::default(), page }
}

fn line(person: &Person, private: bool) -> String {
    let mut words = vec![person.name.clone()];
    if private && let Some(roster) = &person.roster {
        words.push(format!("({roster})"));
    }
    if !person.here {
        words.push("· away".to_owned());
    }
    // More time is nobody else's business.
    match person.percent.filter(|_| private).or(Some(100).filter(|_| !private)) {
        Some(100) => {}
        Some(percent) => words.push(format!("· {percent} % of the time")),
        None => words.push("· no time limit".to_owned()),
    }
    if private {
        let said = match person.answered {
            None => "no answer yet",
            Some(true) => "right",
            Some(false) => "not right",
        };
        words.push(format!("· {said} · {} of {}", person.score.0, person.score.1));
    }
    words.join(" ")
}
