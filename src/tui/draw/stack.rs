//! The responsibility stack of a service: whose each layer is, top to bottom.

use crate::quiz::matrix::Stack;
use crate::quiz::owner::Owner;
use crate::tui::draw::theme::{Theme, bar};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

const BAR: usize = 8;

/// The width of a stack's drawing, in cells.
pub fn width(stack: &Stack) -> usize {
    let titles = stack.rows.iter().map(|row| row.short.width()).max().unwrap_or(0);
    titles + BAR + 7
}

/// Draws a stack, its marked layer with a pointer.
pub fn draw(stack: &Stack, theme: Theme) -> Vec<Line<'static>> {
    let titles = stack.rows.iter().map(|row| row.short.width()).max().unwrap_or(0);
    let mut lines = vec![Line::from(Span::styled(stack.name.clone(), theme.title()))];
    let row = |owner: Owner, title: &str, here: bool| {
        let style = theme.owner(owner);
        let title_style = if here { theme.strong() } else { ratatui::style::Style::new() };
        let mut spans = vec![
            Span::styled(format!("{} ", owner.letter()), style),
            Span::styled(format!("{title:<titles$} "), title_style),
            Span::styled(bar(owner, BAR), style),
        ];
        spans.extend(here.then(|| Span::styled(" ◂", theme.strong())));
        Line::from(spans)
    };
    lines.extend(stack.rows.iter().map(|layer| row(layer.owner, &layer.short, layer.here)));
    lines.push(Line::from(Span::styled("C customer  A AWS  B both", theme.quiet())));
    lines
}
