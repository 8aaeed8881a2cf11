//! A mock exam: its cover, the review of all questions, and what it came to. A question of it is drawn by `play`.

use crate::progress::exam::account::{Account, DomainResult};
use crate::progress::exam::deed::Ending;
use crate::progress::exam::marks::Went;
use crate::quiz::sheet::Verdict;
use crate::session::exam::review::COLUMNS;
use crate::session::exam::scene::{Cell, Cover, Driver, ExamResult, Filled, Line as Listed, Review, Shown};
use crate::session::exam::timer::{clock, span};
use crate::session::step::Stage;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::text::{flush, flush_or_below, hanging};
use crate::tui::draw::theme::{Theme, gauge};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// Below this much time left it is shown as a warning.
const SHORT_MS: u64 = 5 * 60_000;

/// What stands at the right of the title while a question of an exam is on the screen; none outside exams.
pub fn aside(stage: &Stage, room: usize, theme: Theme) -> Option<Span<'static>> {
    match stage.exam.as_ref()? {
        // The time is never left out; the pace is, where there is no room for it.
        Driver::Sitting { left_ms, pace, .. } => {
            let whole = time(*left_ms, pace, theme);
            Some(if whole.width() < room { whole } else { time(*left_ms, "", theme) })
        }
        Driver::Looked { .. } => None,
    }
}

fn time(left_ms: Option<u64>, pace: &str, theme: Theme) -> Span<'static> {
    let Some(left) = left_ms else { return Span::styled("untimed", theme.quiet()) };
    let pace = if pace.is_empty() { String::new() } else { format!(" · {pace}") };
    let style = if left <= SHORT_MS { theme.warning() } else { theme.strong() };
    Span::styled(format!("{} left{pace}", clock(left)), style)
}

/// What the exam is like, before it begins.
pub fn cover(cover: &Cover, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    page.line(Span::styled(format!(" {}", cover.title), theme.strong()));
    page.gap();
    for (name, words) in &cover.facts {
        let head = vec![Span::styled(format!(" {name:<12}"), theme.quiet())];
        page.lines(hanging(head, words, width, Style::new(), theme));
    }
    page.gap();
    let words = "The time begins with Enter. Whatever you choose, strike out or flag is kept at once.";
    page.lines(hanging(vec![Span::raw(" ")], words, width, theme.quiet(), theme));
    let title = Line::from(Span::styled(cover.exam.clone(), theme.title()));
    Picture { title, aside: Span::styled("mock exam", theme.quiet()), page }
}

/// All questions by number.
pub fn review(review: &Review, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    let counts = format!(" {} answered · {} open · {} flagged", review.answered, review.open, review.flagged);
    let shown = match review.shown {
        Shown::All => "showing all",
        Shown::Open => "showing the open ones",
        Shown::Flagged => "showing the flagged ones",
    };
    page.lines(flush_or_below(Line::from(counts), Span::styled(shown, theme.quiet()), width, 1));
    page.gap();
    if review.cells.is_empty() {
        page.line("   none");
    }
    for (row, cells) in review.cells.chunks(COLUMNS).enumerate() {
        let spans: Vec<Span<'static>> = std::iter::once(Span::raw(" "))
            .chain(cells.iter().enumerate().flat_map(|(at, one)| cell(one, row * COLUMNS + at == review.cursor, theme)))
            .collect();
        let here = review.cursor / COLUMNS == row;
        if here { page.focused([Line::from(spans)]) } else { page.line(spans) }
    }
    page.gap();
    let legend = "● answered  ◐ partly  ○ open  ⚑ flagged";
    page.lines(hanging(vec![Span::raw(" ")], legend, width, theme.quiet(), theme));
    let mut say = |words: &str, style: Style| {
        page.gap();
        page.focused(hanging(vec![Span::raw(" ")], words, width, style, theme));
    };
    if let Some(notice) = &review.notice {
        say(&format!("! {notice}"), theme.warning());
    }
    if review.asks_to_end {
        say(&end_question(review), theme.warning());
    }
    let title = Line::from(vec![
        Span::styled(review.exam.clone(), theme.title()),
        Span::raw(if review.asks_to_end { "  end?" } else { "  review" }),
    ]);
    Picture { title, aside: time(review.left_ms, "", theme), page }
}

fn end_question(review: &Review) -> String {
    match review.open {
        0 => "End the exam and see the result? It cannot be gone on with afterwards.".to_owned(),
        1 => "One question is not fully answered and counts as wrong. End the exam all the same?".to_owned(),
        open => format!("{open} questions are not fully answered and count as wrong. End the exam all the same?"),
    }
}

fn cell(cell: &Cell, here: bool, theme: Theme) -> [Span<'static>; 3] {
    let sign = match cell.filled {
        Filled::Open => "○",
        Filled::Partly => "◐",
        Filled::Answered => "●",
    };
    let style = if here { Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD) } else { Style::new() };
    let flag = if cell.flagged { "⚑" } else { " " };
    [Span::styled(format!("{:>3} {sign}", cell.number), style), Span::styled(flag, theme.strong()), Span::raw(" ")]
}

/// What an exam came to.
pub fn result(result: &ExamResult, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    account(&mut page, &result.account, width, theme);
    page.gap();
    page.line(flush(
        Line::from(Span::styled(" Questions", theme.title())),
        Span::styled(result.listed.clone(), theme.quiet()),
        width,
    ));
    if result.lines.is_empty() {
        page.line("   none");
    }
    for (at, line) in result.lines.iter().enumerate() {
        let here = at == result.cursor;
        let drawn = question(line, here, width, theme);
        // From the top on the account is read; further down the view goes with the cursor.
        if here && at > 0 { page.focused(drawn) } else { page.lines(drawn) }
    }
    let title = Line::from(Span::styled(format!("{}: {}", result.account.exam, result.account.verdict), theme.title()));
    Picture { title, aside: Span::styled(result.account.day.clone(), theme.quiet()), page }
}

fn account(page: &mut Page, account: &Account, width: usize, theme: Theme) {
    let row = |name: &str, words: String| {
        hanging(vec![Span::styled(format!(" {name:<10}"), theme.quiet())], &words, width, Style::new(), theme)
    };
    let (low, high) = account.scaled;
    page.lines(hanging(
        vec![Span::styled(" Score     ", theme.quiet())],
        &format!("{low} to {high} of {}, {} to pass: {}", account.scale.1, account.pass, lower(&account.verdict)),
        width,
        theme.strong(),
        theme,
    ));
    let blank = if account.blank == 0 { String::new() } else { format!(", {} not answered", account.blank) };
    let trial = if account.trial.of == 0 {
        String::new()
    } else {
        format!("; on trial {} of {}", account.trial.won, account.trial.of)
    };
    page.lines(row(
        "Right",
        format!(
            "{} of {} that counted, {} %{trial}{blank}",
            account.score.won,
            account.score.of,
            account.score.percent()
        ),
    ));
    page.lines(row("Time", time_words(account)));
    page.lines(row("Paper", account.fresh.clone()));
    page.gap();
    for domain in &account.domains {
        page.lines(self::domain(domain, width, theme));
    }
    page.gap();
    page.lines(hanging(vec![Span::raw(" ")], &account.assumption, width, theme.quiet(), theme));
}

fn domain(domain: &DomainResult, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let score = domain.score;
    let bar = gauge(score.won, score.of, 10);
    let head = vec![Span::raw(format!(" {bar} {:>2} of {:<2} ", score.won, score.of))];
    hanging(head, &format!("{} ({} %): {}", domain.title, domain.weight, domain.band), width, Style::new(), theme)
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

fn time_words(account: &Account) -> String {
    let of = account.limit_ms.map_or_else(String::new, |ms| format!(" of {}", span(ms)));
    let up = if account.how == Ending::TimeUp { "; the time was over" } else { "" };
    format!("{}{of}, {} an answer{up}", span(account.elapsed_ms), span(account.each_ms))
}

fn question(line: &Listed, here: bool, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let (sign, verdict) = match line.went {
        Went::Right => ("✓", Verdict::Right),
        Went::Wrong => ("✗", Verdict::Wrong),
        Went::Blank => ("○", Verdict::Missed),
        Went::Gone => ("–", Verdict::Apart),
    };
    let flag = if line.flagged { " ⚑" } else { "" };
    let trial = if line.scored { "" } else { " (on trial)" };
    let head = vec![
        Span::raw(if here { " ▸ " } else { "   " }),
        Span::styled(format!("{sign} "), theme.verdict(verdict)),
        Span::raw(format!("{:>2}  ", line.number)),
    ];
    let style = if here { theme.strong() } else { Style::new() };
    let mut lines = hanging(head, &format!("{}{flag}{trial}", line.about), width.saturating_sub(8), style, theme);
    let last = lines.pop().unwrap_or_default();
    lines.push(flush(last, Span::styled(span(line.ms), theme.quiet()), width));
    lines
}
