//! Progress: charts, each with a sentence that says what it means for today.

use crate::session::insight::Section;
use crate::session::today::Today;
use crate::tui::draw::chart;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::text::hanging;
use crate::tui::draw::theme::Theme;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// The progress screen.
pub fn picture(today: &Today, sections: &[Section], width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    let overview = &today.overview;
    let days = if overview.streak == 1 { "day" } else { "days" };
    let words = format!(
        "{} answers · {} right · {} minutes · {} {days} in a row",
        overview.answers, overview.right, overview.minutes, overview.streak
    );
    page.lines(hanging(vec![Span::raw(" ")], &words, width, Style::new(), theme));
    for section in sections {
        page.gap();
        page.lines(hanging(vec![Span::raw(" ")], &section.title, width, theme.title(), theme));
        page.lines(hanging(vec![Span::raw(" ")], &section.says, width, theme.quiet(), theme));
        page.gap();
        page.lines(chart::draw(&section.chart, width, theme));
    }
    let title = Line::from(Span::styled("Progress", theme.title()));
    let aside =
        Span::styled(format!("{} of {} ideas known", overview.all.known, overview.all.objectives), theme.quiet());
    Picture { title, aside, page }
}
