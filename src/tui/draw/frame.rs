//! The frame around every screen: title above, keys below, the page between them, and its signs of more.

use crate::tui::app::{App, Place};
use crate::tui::draw::page::{Picture, Scroll};
use crate::tui::draw::text::{flush, hanging};
use crate::tui::draw::theme::Theme;
use crate::tui::keys::{Context, footer};
use crate::tui::overlay::{Overlay, Written};
use crate::tui::screen::{exams, explore, help, home, menu, play, progress};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

/// The smallest screen on which anything is drawn.
pub const SMALLEST: (u16, u16) = (40, 12);

/// Longer lines are hard to read.
pub(crate) const WIDEST: u16 = 100;

/// What went wrong takes no more lines than this from the page.
const TROUBLE_LINES: usize = 5;

/// Draws the program as it is now.
pub fn draw(frame: &mut Frame<'_>, app: &mut App<'_>) {
    let area = frame.area();
    if is_too_small(frame, area) {
        return;
    }
    let area = Rect { width: area.width.min(WIDEST), ..area };
    let (theme, context) = (app.theme, app.context());
    let width = usize::from(area.width) - 2;
    let (picture, scroll) = match &mut app.place {
        Place::Home(home) => (home::picture(home, &app.today, app.outlooks.as_deref(), width, theme), &mut app.scroll),
        Place::Menu(menu) => (menu::picture(menu, width, theme), &mut app.scroll),
        Place::Play(play) => (play::picture(&play.scene, width, theme), &mut app.scroll),
        Place::Progress(sections) => (progress::picture(&app.today, sections, width, theme), &mut app.scroll),
        Place::Exams(exams) => (exams::picture(exams, width, theme), &mut app.scroll),
        Place::Explore(exploring) => (explore::picture(exploring, (width, window(area)), theme), &mut app.scroll),
    };
    // What is wrong with a line that is being written stands beside the line.
    let (below, beside) = match &app.overlay {
        Some(Overlay::Line(..)) => (None, app.trouble.as_deref()),
        _ => (app.trouble.as_deref(), None),
    };
    sheet(frame, area, picture, scroll, foot(context, width, theme, below), theme);
    match &mut app.overlay {
        Some(Overlay::Help(context, scroll)) => {
            let picture = help::picture(*context, width, theme);
            frame.render_widget(Clear, area);
            sheet(frame, area, picture, scroll, vec![foot_of(Context::Page, width, theme)], theme);
        }
        Some(Overlay::Line(what, text)) => line(frame, area, (*what, text), beside, theme),
        None => {}
    }
}

/// Says so where there is no room to draw anything.
pub(crate) fn is_too_small(frame: &mut Frame<'_>, area: Rect) -> bool {
    let too_small = area.width < SMALLEST.0 || area.height < SMALLEST.1;
    if too_small {
        let words =
            format!("{} by {} is too small: whose needs {} by {}", area.width, area.height, SMALLEST.0, SMALLEST.1);
        frame.render_widget(Paragraph::new(words).wrap(ratatui::widgets::Wrap { trim: true }), area);
    }
    too_small
}

/// The empty lines under the title; on low screens they go first.
fn air(area: Rect) -> u16 {
    u16::from(area.height >= 20)
}

/// The lines of a page that are in view.
pub(crate) fn window(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(3 + air(area)))
}

/// Draws a page between its title and its foot.
pub(crate) fn sheet(
    frame: &mut Frame<'_>,
    area: Rect,
    picture: Picture,
    scroll: &mut Scroll,
    foot: Vec<Line<'static>>,
    theme: Theme,
) {
    let feet = u16::try_from(foot.len()).unwrap_or(1);
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    let [head, _, body, below] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(air(area)),
        Constraint::Min(1),
        Constraint::Length(1 + feet),
    ])
    .areas(inner);
    let width = usize::from(inner.width);
    frame.render_widget(flush(picture.title, picture.aside, width), head);
    let window = usize::from(body.height);
    scroll.settle(&picture.page, window);
    let shown = picture.page.lines.iter().skip(scroll.top).take(window).cloned().collect::<Vec<_>>();
    frame.render_widget(Paragraph::new(shown), body);
    let [more, keys] = Layout::vertical([Constraint::Length(1), Constraint::Length(feet)]).areas(below);
    frame.render_widget(signs(scroll.top, picture.page.lines.len(), window, theme), more);
    frame.render_widget(Paragraph::new(foot), keys);
}

fn noun(count: usize) -> &'static str {
    if count == 1 { "line" } else { "lines" }
}

/// How much there is above and below.
fn signs(top: usize, lines: usize, window: usize, theme: Theme) -> Line<'static> {
    let below = lines.saturating_sub(top + window);
    let words = match (top, below) {
        (0, 0) => String::new(),
        (0, below) => format!("▼ {below} more {}", noun(below)),
        (above, 0) => format!("▲ {above} more {}", noun(above)),
        (above, below) => format!("▲ {above} · ▼ {below} more lines"),
    };
    Line::from(Span::styled(words, theme.quiet())).right_aligned()
}

/// The keys; in their place what went wrong, in as many lines as it takes.
pub(crate) fn foot(context: Context, width: usize, theme: Theme, trouble: Option<&str>) -> Vec<Line<'static>> {
    trouble.map_or_else(|| vec![foot_of(context, width, theme)], |trouble| warned(trouble, width, theme))
}

fn warned(trouble: &str, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = hanging(vec![Span::styled("! ", theme.warning())], trouble, width, theme.warning(), theme);
    lines.truncate(TROUBLE_LINES);
    lines
}

/// As many keys as there is room for; help is always among them.
pub(crate) fn foot_of(context: Context, width: usize, theme: Theme) -> Line<'static> {
    let (mut named, help): (Vec<_>, Vec<_>) = footer(context).partition(|binding| binding.show != "?");
    let room = |named: &[&crate::tui::keys::Binding]| {
        let all = named.iter().chain(&help);
        all.map(|binding| Span::raw(format!("{} {} · ", binding.show, binding.word)).width()).sum::<usize>()
    };
    while room(&named) > width + 3 && named.pop().is_some() {}
    let mut spans = Vec::new();
    for binding in named.iter().chain(&help) {
        if !spans.is_empty() {
            spans.push(Span::styled(" · ", theme.quiet()));
        }
        spans.push(Span::styled(binding.show, theme.strong()));
        spans.push(Span::styled(format!(" {}", binding.word), theme.quiet()));
    }
    Line::from(spans)
}

/// The line that is being written, over the foot, and what was wrong with it.
fn line(frame: &mut Frame<'_>, area: Rect, (what, text): (Written, &str), wrong: Option<&str>, theme: Theme) {
    let room = usize::from(area.width).saturating_sub(8);
    let tail: String = text.chars().rev().take(room).collect::<Vec<_>>().into_iter().rev().collect();
    let hint = if text.is_empty() { what.hint() } else { "" };
    let name = Span::styled(format!(" {}: ", what.name()), theme.strong());
    let width = usize::from(area.width) - 1;
    let mut lines: Vec<Line<'static>> = wrong.map_or_else(Vec::new, |wrong| warned(wrong, width, theme));
    lines.push(Line::from(vec![name, Span::raw(format!("{tail}▏")), Span::styled(hint, theme.quiet())]));
    lines.push(Line::from(Span::styled(" Enter keep · Esc drop", theme.quiet())));
    let height = u16::try_from(lines.len()).unwrap_or(area.height).min(area.height);
    let bottom = Rect { y: area.bottom().saturating_sub(height), height, ..area }.intersection(frame.area());
    frame.render_widget(Clear, bottom);
    frame.render_widget(Paragraph::new(lines), bottom);
}
