//! An open sheet: one drawing for all kinds, by what they ask for.

use crate::quiz::owner::Owner;
use crate::quiz::sheet::{Ask, Row, Sheet, State};
use crate::tui::draw::page::Page;
use crate::tui::draw::text::{flush, hanging, prose};
use crate::tui::draw::theme::{Theme, bar};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Draws the answer area; options may be struck out.
pub fn draw(page: &mut Page, sheet: &Sheet, struck: &[String], width: usize, theme: Theme) {
    match &sheet.ask {
        Ask::Choose { n } => choose(page, sheet, *n, struck, width, theme),
        Ask::Sequence { from, to, .. } => sequence(page, sheet, (from, to), width, theme),
        Ask::Group { groups } => group(page, sheet, groups, width, theme),
        Ask::Divide { .. } => divide(page, sheet, width, theme),
    }
}

/// Adds the lines of a row, in focus if the cursor is on it.
fn put(page: &mut Page, at_cursor: bool, lines: Vec<Line<'static>>) {
    if at_cursor { page.focused(lines) } else { page.lines(lines) }
}

fn pointer(at_cursor: bool) -> Span<'static> {
    Span::raw(if at_cursor { " ▸ " } else { "   " })
}

fn choose(page: &mut Page, sheet: &Sheet, n: usize, struck: &[String], width: usize, theme: Theme) {
    for (at, row) in sheet.rows.iter().enumerate() {
        let chosen = row.state == State::Chosen;
        let out = struck.contains(&row.id);
        let sign = match (n, chosen) {
            _ if out => " ✗  ",
            (1, true) => "(•) ",
            (1, false) => "( ) ",
            (_, true) => "[x] ",
            (_, false) => "[ ] ",
        };
        let style = match (chosen, out) {
            (_, true) => theme.struck(),
            (true, _) => theme.strong(),
            (false, _) => theme.title().remove_modifier(ratatui::style::Modifier::BOLD),
        };
        let head = vec![pointer(sheet.cursor == Some(at)), Span::styled(sign, style), label(row, theme)];
        put(page, sheet.cursor == Some(at), hanging(head, &row.text, width, style, theme));
    }
    page.gap();
    let count = if n == 1 { "choose 1".to_owned() } else { format!("{} of {n} chosen", sheet.done) };
    page.line(Span::styled(format!("   {count}"), theme.quiet()));
}

fn label(row: &Row, theme: Theme) -> Span<'static> {
    Span::styled(format!("{}  ", row.label), theme.quiet())
}

fn sequence(page: &mut Page, sheet: &Sheet, (from, to): (&str, &str), width: usize, theme: Theme) {
    let ends = format!("Pick them in order, from {from} to {to}.");
    page.lines(hanging(vec![Span::raw("   ")], &ends, width, theme.quiet(), theme));
    page.gap();
    for (at, row) in sheet.rows.iter().enumerate() {
        let place = match row.state {
            State::Placed(n) => format!("{n:>2}. "),
            _ => " ·  ".to_owned(),
        };
        let placed = matches!(row.state, State::Placed(_));
        let style = if placed { theme.strong() } else { ratatui::style::Style::new() };
        let head = vec![pointer(sheet.cursor == Some(at)), Span::styled(place, style), label(row, theme)];
        put(page, sheet.cursor == Some(at), hanging(head, &row.text, width, style, theme));
    }
    page.gap();
    page.line(Span::styled(format!("   {} of {} placed", sheet.done, sheet.of), theme.quiet()));
}

/// The owner that a heading names, if it names one.
pub fn owner_of(heading: &str) -> Option<Owner> {
    match heading.to_lowercase().as_str() {
        "aws" => Some(Owner::Aws),
        "customer" | "the customer" => Some(Owner::Customer),
        "shared" | "both" => Some(Owner::Both),
        _ => None,
    }
}

fn group(page: &mut Page, sheet: &Sheet, groups: &[String], width: usize, theme: Theme) {
    let style = |heading: &str| owner_of(heading).map_or(theme.strong(), |owner| theme.owner(owner));
    let mut legend = vec![Span::raw("   ")];
    for (at, heading) in groups.iter().enumerate() {
        legend.push(Span::styled(format!("{} ", at + 1), theme.strong()));
        legend.push(Span::styled(format!("{heading}   "), style(heading)));
    }
    if Line::from(legend.clone()).width() <= width {
        page.line(legend);
    } else {
        let heading = |(at, heading): (usize, &String)| format!("{} {heading}", at + 1);
        let all = groups.iter().enumerate().map(heading).collect::<Vec<_>>().join(" · ");
        page.lines(hanging(vec![Span::raw("   ")], &all, width, theme.quiet(), theme));
    }
    page.gap();
    let column = groups.iter().map(|heading| heading.width()).max().unwrap_or(0).min(width / 3) + 1;
    for (at, row) in sheet.rows.iter().enumerate() {
        let heading = match row.state {
            State::Grouped(group) => groups[group].as_str(),
            _ => "",
        };
        let heading = crop(heading, column);
        let here = sheet.cursor == Some(at);
        let cell = Span::styled(format!("{heading:<column$} "), style(heading.trim()));
        let empty = Span::styled(format!("{:<column$} ", "·"), theme.quiet());
        let head = vec![pointer(here), if heading.is_empty() { empty } else { cell }];
        put(page, here, hanging(head, &row.text, width, ratatui::style::Style::new(), theme));
    }
    page.gap();
    page.line(Span::styled(format!("   {} of {} under a heading", sheet.done, sheet.of), theme.quiet()));
}

/// A text cut to at most `width` cells.
pub fn crop(text: &str, width: usize) -> String {
    let mut cut = String::new();
    for c in text.chars() {
        if (cut.clone() + c.encode_utf8(&mut [0; 4])).width() > width {
            break;
        }
        cut.push(c);
    }
    cut
}

fn divide(page: &mut Page, sheet: &Sheet, width: usize, theme: Theme) {
    let titles = sheet.rows.iter().map(|row| row.text.width()).max().unwrap_or(0);
    let bars = width.saturating_sub(titles + 10).min(24);
    for (at, row) in sheet.rows.iter().enumerate() {
        if sheet.line == Some(at) {
            the_line(page, width, theme);
        }
        page.line(layer(row, titles, bars, theme));
    }
    if sheet.line == Some(sheet.rows.len()) {
        the_line(page, width, theme);
    }
    page.gap();
    let hint = if sheet.line.is_none() {
        "Draw the line with ↑↓: above it the customer's part, below it AWS's.".to_owned()
    } else {
        let mine = sheet.rows.iter().filter(|row| row.state == State::Side(Owner::Customer)).count();
        format!("{mine} of {} asked layers are the customer's.", asked(sheet))
    };
    page.lines(hanging(vec![Span::raw("   ")], &hint, width, theme.quiet(), theme));
}

fn asked(sheet: &Sheet) -> usize {
    sheet.rows.iter().filter(|row| row.state != State::Given).count()
}

fn layer(row: &Row, titles: usize, bars: usize, theme: Theme) -> Line<'static> {
    let owner = match row.state {
        State::Side(owner) => Some(owner),
        State::Given => Some(Owner::Both),
        _ => None,
    };
    let (letter, bar, style) = match owner {
        Some(owner) => (owner.letter(), bar(owner, bars), theme.owner(owner)),
        None => ("·", "░".repeat(bars), theme.quiet()),
    };
    let note = match owner {
        Some(Owner::Both) if bars < 15 => "both",
        Some(Owner::Both) => "both, not asked",
        _ => "",
    };
    let title = format!("{:<titles$}  ", row.text);
    let mut spans = vec![Span::styled(format!("   {letter}  "), style), Span::raw(title)];
    if note.is_empty() {
        spans.push(Span::styled(bar, style));
    } else {
        spans.push(Span::styled(note, style));
    }
    Line::from(spans)
}

fn the_line(page: &mut Page, width: usize, theme: Theme) {
    let (above, below) = ("▲ the customer's", "AWS's ▼");
    let room = width.saturating_sub(3 + above.width() + below.width() + 4).min(34);
    let line = vec![
        Span::raw("   "),
        Span::styled(above, theme.owner(Owner::Customer)),
        Span::styled(format!(" {} ", "═".repeat(room)), theme.strong()),
        Span::styled(below, theme.owner(Owner::Aws)),
    ];
    page.focused([Line::from(line)]);
}

/// A scenario and a stem, above the answer area.
pub fn question(page: &mut Page, scenario: Option<&str>, stem: &str, width: usize, theme: Theme) {
    let indent = |lines: Vec<Line<'static>>| {
        lines.into_iter().map(|mut line| {
            line.spans.insert(0, Span::raw(" "));
            line
        })
    };
    if let Some(scenario) = scenario {
        page.lines(indent(prose(scenario, width.saturating_sub(1), theme.quiet(), theme)));
        page.gap();
    }
    page.lines(indent(prose(stem, width.saturating_sub(1), theme.strong(), theme)));
    page.gap();
}

/// A line with something at its right edge.
pub fn ends(left: Vec<Span<'static>>, right: Span<'static>, width: usize) -> Line<'static> {
    flush(Line::from(left), right, width)
}
