//! Progress: what is known by topic, and what comes back in the next days.

use crate::progress::stats::Mastery;
use crate::session::today::Today;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::text::hanging;
use crate::tui::draw::theme::{Theme, gauge};
use ratatui::text::{Line, Span};

/// The progress screen.
pub fn picture(today: &Today, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    let overview = &today.overview;
    let row = |name: &str, words: String| vec![Span::styled(format!(" {name:<10}"), theme.quiet()), Span::raw(words)];
    page.line(row(
        "answers",
        format!("{} · {} right · {} minutes", overview.answers, overview.right, overview.minutes),
    ));
    page.line(row("in a row", format!("{} {}", overview.streak, if overview.streak == 1 { "day" } else { "days" })));
    page.gap();
    page.line(Span::styled(" Comes back", theme.title()));
    let names = ["today", "tomorrow", "in 2 days", "in 3 days", "in 4 days", "in 5 days", "in 6 days"];
    let most = overview.forecast.iter().copied().max().unwrap_or(0);
    for (name, count) in names.iter().zip(&overview.forecast) {
        let bar = if *count == 0 { String::new() } else { gauge(*count, most, 20).replace('░', "") };
        page.line(row(name, format!("{count:>3} {bar}")));
    }
    page.gap();
    page.line(Span::styled(" Known today, by topic", theme.title()));
    for topic in &overview.topics {
        page.line(bar(topic, width, theme));
    }
    page.gap();
    let words = "Known: the chance that you recall it today is 80 % or more. Met: asked at least once in study.";
    page.lines(hanging(vec![Span::raw(" ")], words, width, theme.quiet(), theme));
    let title = Line::from(Span::styled("Progress", theme.title()));
    let aside =
        Span::styled(format!("{} of {} ideas known", overview.all.known, overview.all.objectives), theme.quiet());
    Picture { title, aside, page }
}

fn bar(topic: &Mastery, width: usize, theme: Theme) -> Line<'static> {
    let bars = 20.min(width.saturating_sub(44));
    Line::from(vec![
        Span::raw(format!(" {:<17}", topic.topic)),
        Span::raw(gauge(topic.known, topic.objectives, bars)),
        Span::raw(format!(" {:>3} %", topic.percent())),
        Span::styled(format!("  {} of {}, met {}", topic.known, topic.objectives, topic.met), theme.quiet()),
    ])
}
