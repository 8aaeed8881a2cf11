//! Charts as lines of a page: bars of parts, columns by ratatui's own chart, a calendar. Each reads without colour.

use crate::session::insight::{Bar, Chart};
use crate::tui::draw::text::hanging;
use crate::tui::draw::theme::{Theme, gauge};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{BarChart, Widget};
use unicode_width::UnicodeWidthStr;

/// Cells of a bar.
const BAR: usize = 20;

/// Lines of a column chart, its labels among them.
const HEIGHT: u16 = 7;

/// The signs of the calendar, by answers a day: none, some, more, many.
const SHADES: [&str; 4] = ["·", "░", "▒", "█"];

/// Draws a chart.
pub fn draw(chart: &Chart, width: usize, theme: Theme) -> Vec<Line<'static>> {
    match chart {
        Chart::Bars(bars) => bars.iter().flat_map(|bar| one(bar, bars, width, theme)).collect(),
        Chart::Columns(columns) => self::columns(columns, width),
        Chart::Calendar { weeks, .. } => calendar(weeks, width, theme),
    }
}

/// A bar with its name before it, or above it where the names are too long to stand beside.
fn one(bar: &Bar, all: &[Bar], width: usize, theme: Theme) -> Vec<Line<'static>> {
    let names = all.iter().map(|bar| bar.name.width()).max().unwrap_or(0);
    let length = BAR.min(width.saturating_sub(12));
    let drawn = Span::raw(gauge(bar.part, bar.whole, length));
    let note = format!("  {}", bar.note);
    if names + length + note.width() + 4 <= width {
        let name = Span::raw(format!(" {:<names$}  ", bar.name));
        return vec![Line::from(vec![name, drawn, Span::styled(note, theme.quiet())])];
    }
    let mut lines = hanging(vec![Span::raw(" ")], &bar.name, width, Style::new(), theme);
    lines.extend(hanging(vec![Span::raw("   "), drawn, Span::raw("  ")], &bar.note, width, theme.quiet(), theme));
    lines
}

/// Columns with their counts, drawn by ratatui into a buffer of their own; the last ones where there is no room for all.
fn columns(columns: &[(String, u64)], width: usize) -> Vec<Line<'static>> {
    let wide = columns.iter().map(|(name, count)| name.width().max(count.to_string().width())).max().unwrap_or(1);
    let room = (width.saturating_sub(1) / (wide + 1)).max(1);
    let shown = columns.iter().skip(columns.len().saturating_sub(room));
    let data: Vec<(&str, u64)> = shown.map(|(name, count)| (name.as_str(), *count)).collect();
    let area = Rect::new(0, 0, u16::try_from(width).unwrap_or(u16::MAX).max(1), HEIGHT);
    let mut buffer = Buffer::empty(area);
    let chart = BarChart::default().bar_width(u16::try_from(wide).unwrap_or(1)).bar_gap(1).data(&data[..]);
    chart.render(Rect { x: 1.min(area.width - 1), width: area.width.saturating_sub(1), ..area }, &mut buffer);
    (0..HEIGHT).map(|y| row(&buffer, y)).collect()
}

/// A row of a buffer as a line.
fn row(buffer: &Buffer, y: u16) -> Line<'static> {
    let cells = (0..buffer.area.width).filter_map(|x| buffer.cell((x, y)));
    let text: String = cells.map(|cell| cell.symbol().to_owned()).collect();
    Line::from(text.trim_end().to_owned())
}

/// A row a weekday, a column a week, today at the right end.
fn calendar(weeks: &[[Option<u32>; 7]], width: usize, theme: Theme) -> Vec<Line<'static>> {
    let room = (width.saturating_sub(6) / 2).max(1);
    let shown = &weeks[weeks.len().saturating_sub(room)..];
    let most = shown.iter().flatten().flatten().copied().max().unwrap_or(0).max(3);
    let shade = |answers: Option<u32>| match answers {
        None => " ",
        Some(0) => SHADES[0],
        Some(answers) => SHADES[1 + usize::try_from((answers - 1) * 3 / most).unwrap_or(0).min(2)],
    };
    let day = |(at, name): (usize, &str)| {
        let cells = shown.iter().map(|week| shade(week[at])).collect::<Vec<_>>().join(" ");
        Line::from(vec![Span::styled(format!(" {name:<4}"), theme.quiet()), Span::raw(cells.trim_end().to_owned())])
    };
    let mut lines: Vec<Line<'static>> =
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].into_iter().enumerate().map(day).collect();
    let [none, some, more, many] = SHADES;
    let legend = format!("{none} none  {some} a few  {more} more  {many} up to {most} answers a day");
    lines.extend(hanging(vec![Span::raw(" ")], &legend, width, theme.quiet(), theme));
    lines
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::progress::day::Day;
    use crate::session::insight::{Bar, Chart};
    use crate::tui::draw::theme::Theme;

    fn text(chart: &Chart, width: usize) -> String {
        let lines = draw(chart, width, Theme::new(false));
        lines.iter().map(|line| line.to_string().trim_end().to_owned() + "\n").collect()
    }

    #[test]
    fn bars_stand_beside_their_names_or_below_them() {
        let bar = |name: &str, part| Bar { name: name.to_owned(), part, whole: 4, note: format!("{part} of 4") };
        let bars = Chart::Bars(vec![bar("one", 1), bar("three", 3)]);
        assert_eq!(text(&bars, 50), " one    █████░░░░░░░░░░░░░░░  1 of 4\n three  ███████████████░░░░░  3 of 4\n");
        assert!(text(&bars, 30).starts_with(" one\n   ████"), "{}", text(&bars, 30));
        assert!(!text(&bars, 1).is_empty(), "no width is no reason to panic");
    }

    #[test]
    fn columns_have_their_counts_and_the_last_ones_stay() {
        let columns = Chart::Columns((1..=9).map(|n| (format!("w{n}"), n)).collect());
        let wide = text(&columns, 40);
        assert!(wide.contains("w1") && wide.contains("w9") && wide.contains('█'), "{wide}");
        let narrow = text(&columns, 10);
        assert!(!narrow.contains("w1") && narrow.contains("w9"), "{narrow}");
        text(&columns, 0);
    }

    #[test]
    fn a_calendar_has_a_sign_for_each_day_until_today() {
        let weeks = vec![[Some(0), Some(1), Some(9), Some(4), None, None, None]];
        let drawn = text(&Chart::Calendar { first: Day(0), weeks }, 40);
        assert!(drawn.starts_with(" Mon ·\n Tue ░\n Wed █\n Thu ▒\n Fri\n"), "{drawn}");
    }
}
