//! The mock exams: what can be gone on with, sat, or read again.

use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::session::exam::list;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::text::{flush_or_below, hanging};
use crate::tui::draw::theme::Theme;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// A list of exams with the cursor on one.
#[derive(Clone, Debug)]
pub struct Exams {
    /// What can be opened.
    pub entries: Vec<list::Line>,
    /// The one under the cursor.
    pub cursor: usize,
    /// Real exams, which have no paper to open.
    real: Vec<String>,
}

impl Exams {
    /// All exams.
    pub fn new(bank: &Bank, progress: &Progress) -> Self {
        Self { entries: list::lines(bank, progress), cursor: 0, real: list::reported(progress) }
    }
}

/// The list.
pub fn picture(exams: &Exams, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    let mut heading = "";
    for (at, entry) in exams.entries.iter().enumerate() {
        if entry.heading != heading {
            heading = entry.heading;
            page.gap();
            page.line(Span::styled(format!(" {heading}"), theme.quiet()));
        }
        let here = at == exams.cursor;
        let style = if here { theme.strong() } else { Style::new() };
        let name = vec![Span::raw(if here { " ▸ " } else { "   " }), Span::styled(entry.name.clone(), style)];
        let aside = Span::styled(entry.aside.clone(), theme.quiet());
        let lines = flush_or_below(Line::from(name), aside, width.min(70), 5);
        if here { page.focused(lines) } else { page.lines(lines) }
    }
    if !exams.real.is_empty() {
        page.gap();
        page.line(Span::styled(" the real ones", theme.quiet()));
        for real in &exams.real {
            page.lines(hanging(vec![Span::raw("   ")], real, width, Style::new(), theme));
        }
    }
    let title = Line::from(Span::styled("Mock exam", theme.title()));
    Picture { title, aside: Span::styled("as the real ones are", theme.quiet()), page }
}
