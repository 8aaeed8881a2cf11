//! Explore: stacks side by side, whose the layer under the cursor is and why, and the search for a service.

use crate::session::explore::{Column, Comparison, Finding, Part, Row};
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::sheet::{crop, ends};
use crate::tui::draw::text::{flush, hanging};
use crate::tui::draw::theme::{Theme, bar};
use crate::tui::explore::Exploring;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// From this width on there is air around the columns.
const ROOMY: usize = 60;

/// From this width on layers have their long titles.
const WIDE: usize = 96;

/// What the signs mean.
const SIGNS: &str = "C customer A AWS B both ≠ differs";

/// The title where not all layers are shown; no column of titles is narrower.
const PART: &str = "What differs";

/// Lines that the words under the stack need at least.
const WORDS: usize = 6;

/// Lines that they take with air around them and whole addresses.
const AIRY: usize = 12;

/// Stacks side by side, or the search, for a window of so many cells by so many lines.
pub fn picture(exploring: &Exploring, (width, window): (usize, usize), theme: Theme) -> Picture {
    match exploring.finding() {
        Some(finding) => search(&finding, width, theme),
        None => stacks(&exploring.comparison(), (width, window), theme),
    }
}

/// The columns of a drawing.
#[derive(Clone, Copy, Debug)]
struct Grid {
    /// The cells before the titles.
    margin: usize,
    /// The width of the titles.
    titles: usize,
    /// The width of a service, with a cell for the cursor before and one of air behind.
    column: usize,
    /// The width of a bar.
    bar: usize,
    /// The first service that is shown, and how many are.
    services: (usize, usize),
}

impl Grid {
    /// All services side by side; where a name does not fit in its column, only that under the cursor.
    fn of(comparison: &Comparison, width: usize) -> Self {
        let margin = if width >= ROOMY { 3 } else { 1 };
        let titles = comparison.rows.iter().map(|row| title(row, width).width()).max();
        let titles = titles.unwrap_or(0).max(PART.width());
        let room = width.saturating_sub(margin + titles + 2);
        let shorts = comparison.columns.iter().map(|column| column.short.width()).max().unwrap_or(0);
        let count = comparison.columns.len();
        let side_by_side = room / count.max(1) > shorts;
        let services = if side_by_side { (0, count) } else { (comparison.column, 1) };
        let column = (room / services.1.max(1)).min(if width >= WIDE { 18 } else { 16 }.max(shorts + 2));
        let bar = column.saturating_sub(if width >= ROOMY { 5 } else { 4 }).min(12);
        Self { margin, titles, column, bar, services }
    }

    fn take<T>(self, all: &[T]) -> impl Iterator<Item = (usize, &T)> {
        all.iter().enumerate().skip(self.services.0).take(self.services.1)
    }
}

fn title(row: &Row, width: usize) -> &str {
    if width >= WIDE { &row.title } else { &row.short }
}

/// How high the window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Height {
    /// The reason stands under its layer, so that both are in view.
    Low,
    /// The words stand under the stacks, without air.
    Fair,
    /// The words stand under the stacks, with air and whole addresses.
    Tall,
}

impl Height {
    fn of(window: usize, rows: usize) -> Self {
        match window.saturating_sub(rows) {
            AIRY.. => Self::Tall,
            WORDS.. => Self::Fair,
            _ => Self::Low,
        }
    }
}

fn stacks(comparison: &Comparison, (width, window): (usize, usize), theme: Theme) -> Picture {
    let grid = Grid::of(comparison, width);
    let height = Height::of(window, comparison.rows.len());
    let whose = || whose(comparison, height, width, theme);
    let mut page = Page::default();
    for (at, row) in comparison.rows.iter().enumerate() {
        let here = at == comparison.row;
        let line = layer(row, here.then_some(comparison.column), grid, width, theme);
        match here {
            true if height == Height::Low => page.focused([line].into_iter().chain(whose())),
            true => page.focused([line]),
            false => page.line(line),
        }
    }
    if height == Height::Tall {
        page.gap();
    }
    if height != Height::Low {
        page.lines(whose());
    }
    if height != Height::Fair {
        page.gap();
    }
    if let Some(column) = comparison.columns.get(comparison.column) {
        about(&mut page, column, height, width, theme);
    }
    Picture { title: heads(comparison, grid, theme), aside: aside(comparison, grid, theme), page }
}

/// The names of the services over their columns, with a pointer at that under the cursor.
fn heads(comparison: &Comparison, grid: Grid, theme: Theme) -> Line<'static> {
    let place = if comparison.differing { PART } else { "Explore" };
    let mut spans = vec![Span::styled(padded(place, grid.margin + grid.titles + 1), theme.title())];
    for (at, column) in grid.take(&comparison.columns) {
        let here = at == comparison.column;
        let style = if here { theme.strong() } else { theme.quiet() };
        spans.push(Span::raw(pointer(here)));
        spans.push(Span::styled(padded(&column.short, grid.column.saturating_sub(1)), style));
    }
    if let Some(last) = spans.last_mut() {
        last.content = last.content.trim_end().to_owned().into();
    }
    Line::from(spans)
}

fn aside(comparison: &Comparison, grid: Grid, theme: Theme) -> Span<'static> {
    let (shown, all) = (grid.services.1, comparison.columns.len());
    let words = if shown < all { format!("{} of {all}", comparison.column + 1) } else { "/ find".to_owned() };
    Span::styled(words, theme.quiet())
}

fn pointer(here: bool) -> &'static str {
    if here { "▸" } else { " " }
}

fn padded(text: &str, width: usize) -> String {
    let text = crop(text, width);
    let air = width.saturating_sub(text.width());
    text + &" ".repeat(air)
}

/// A layer in all columns; a sign at the end tells that it moves. `here` is the column under the cursor.
fn layer(row: &Row, here: Option<usize>, grid: Grid, width: usize, theme: Theme) -> Line<'static> {
    let style = if here.is_some() { theme.strong() } else { Style::new() };
    let air = " ".repeat(grid.margin / 2);
    let mut spans = vec![
        Span::raw(format!("{air}{}{air}", pointer(here.is_some()))),
        Span::styled(padded(title(row, width), grid.titles + 1), style),
    ];
    for (at, part) in grid.take(&row.parts) {
        spans.push(Span::raw(pointer(here == Some(at))));
        spans.push(cell(part.as_ref(), grid, theme));
    }
    spans.extend(row.differs.then(|| Span::styled("≠", theme.strong())));
    Line::from(spans)
}

fn cell(part: Option<&Part>, grid: Grid, theme: Theme) -> Span<'static> {
    let room = grid.column.saturating_sub(1);
    match part {
        Some(part) => {
            let words = format!("{} {}", part.owner.letter(), bar(part.owner, grid.bar));
            Span::styled(padded(&words, room), theme.owner(part.owner))
        }
        None => Span::styled(padded("–", room), theme.quiet()),
    }
}

fn under(comparison: &Comparison) -> Option<(&Row, &Column, Option<&Part>)> {
    let row = comparison.rows.get(comparison.row)?;
    let part = row.parts.get(comparison.column)?;
    Some((row, comparison.columns.get(comparison.column)?, part.as_ref()))
}

/// Whose the layer under the cursor is, and why; on high screens with the signs explained where there is room.
fn whose(comparison: &Comparison, height: Height, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let Some((row, column, part)) = under(comparison) else { return Vec::new() };
    let (letter, style) = part.map_or(("–", theme.quiet()), |part| (part.owner.letter(), theme.owner(part.owner)));
    let head = vec![Span::styled(format!(" {letter} "), style)];
    let (whose, reason) = part.map_or(("no such layer", ""), |part| (part.owner.whose(), part.reason.as_str()));
    let words = |title: &str| format!("{title} on {}: {whose}", column.short);
    match height {
        Height::Low => led(vec![Span::raw("   ")], &format!("{}: {whose}.", column.short), reason, width, theme),
        Height::Fair => led(head, &format!("{}.", words(&row.short)), reason, width, theme),
        Height::Tall => {
            let mut lines = hanging(head, &words(&row.title), width, theme.strong(), theme);
            let signs = if comparison.columns.len() > 1 { SIGNS } else { SIGNS.trim_end_matches(" ≠ differs") };
            let last = lines.pop().unwrap_or_default();
            lines.push(flush(last, Span::styled(signs, theme.quiet()), width));
            if !reason.is_empty() {
                lines.extend(hanging(vec![Span::raw("   ")], reason, width, Style::new(), theme));
            }
            lines
        }
    }
}

/// A text with its first words set apart, if they fit in its first line.
fn led(head: Vec<Span<'static>>, lead: &str, text: &str, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let at = head.len();
    let mut lines = hanging(head, format!("{lead} {text}").trim_end(), width, Style::new(), theme);
    if let Some(first) = lines.first_mut()
        && let Some(span) = first.spans.get_mut(at)
        && let Some(rest) = span.content.strip_prefix(lead)
    {
        let rest = Span::styled(rest.to_owned(), span.style);
        *span = Span::styled(lead.to_owned(), theme.strong());
        first.spans.insert(at + 1, rest);
    }
    lines
}

/// The service under the cursor: what is special about it, and where that is written. Where there is no air it goes
/// without its name, which stands above, and with the beginning of the address.
fn about(page: &mut Page, column: &Column, height: Height, width: usize, theme: Theme) {
    let note = match height {
        Height::Low => format!("{}: {}", column.short, column.note),
        Height::Fair => column.note.clone(),
        Height::Tall => format!("{}: {}", column.name, column.note),
    };
    page.lines(hanging(vec![Span::raw(" ")], &note, width, theme.quiet(), theme));
    let read = match &column.read {
        Some(day) => format!(" (read {day})"),
        None => " (not read again; not drilled)".to_owned(),
    };
    let address = column.source.trim_start_matches("https://");
    let room = width.saturating_sub(1 + read.width());
    let whole = height != Height::Fair || width < ROOMY || address.width() <= room;
    let address = if whole { address.to_owned() } else { crop(address, room.saturating_sub(1)) + "…" };
    page.lines(hanging(vec![Span::raw(" ")], &format!("{address}{read}"), width, theme.quiet(), theme));
}

fn search(finding: &Finding, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    for (at, (name, short)) in finding.found.iter().enumerate() {
        let here = at == finding.cursor;
        let style = if here { theme.strong() } else { Style::new() };
        let short = Span::styled(short.clone(), theme.quiet());
        let room = width.min(70).saturating_sub(short.width() + 5);
        let name = vec![Span::raw(format!(" {} ", pointer(here))), Span::styled(crop(name, room), style)];
        let line = ends(name, short, width.min(70));
        if here { page.focused([line]) } else { page.line(line) }
    }
    if finding.found.is_empty() {
        page.lines(hanging(vec![Span::raw(" ")], "No service is called that.", width, theme.warning(), theme));
    }
    let aside = match &finding.replaces {
        Some(short) => format!("in place of {short}"),
        None => "beside the others".to_owned(),
    };
    let room = width.saturating_sub(aside.width() + 8);
    let tail = finding.text.chars().rev().take(room).collect::<Vec<_>>();
    let text: String = tail.into_iter().rev().collect();
    let title = vec![Span::styled("Find ", theme.title()), Span::raw(format!("{text}▏"))];
    Picture { title: Line::from(title), aside: Span::styled(aside, theme.quiet()), page }
}
