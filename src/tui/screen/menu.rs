//! The drill menu: what can be drilled, and how much of it there is.

use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::session::drill::{KINDS, Selection, kind_title};
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::sheet::ends;
use crate::tui::draw::theme::Theme;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// A list of drills with the cursor on one.
#[derive(Clone, Debug)]
pub struct Menu {
    /// The drills.
    pub entries: Vec<Entry>,
    /// The one under the cursor.
    pub cursor: usize,
}

/// A drill to pick.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The heading that it stands under.
    pub heading: &'static str,
    /// Its name.
    pub name: String,
    /// How many questions it has.
    pub count: usize,
    /// What it selects.
    pub selection: Selection,
}

impl Menu {
    /// All drills that have a question.
    pub fn new(bank: &Bank, progress: &Progress) -> Self {
        let mut entries = vec![
            entry("", "anything", Selection::default()),
            entry("", "missed", Selection { missed: true, ..Selection::default() }),
            entry("", "flagged", Selection { flagged: true, ..Selection::default() }),
        ];
        for kind in KINDS {
            let name = kind_title(kind);
            entries.push(entry("by kind", name, Selection { kind: Some(kind.to_owned()), ..Selection::default() }));
        }
        let mut topics: Vec<&str> = Vec::new();
        for objective in bank.objectives() {
            if !topics.contains(&objective.topic.as_str()) {
                topics.push(&objective.topic);
            }
        }
        for topic in topics {
            entries.push(entry("by topic", topic, Selection { topic: Some(topic.to_owned()), ..Selection::default() }));
        }
        for service in &bank.matrix.services {
            let selection = Selection { service: Some(service.id.clone()), ..Selection::default() };
            entries.push(entry("by service", &service.name, selection));
        }
        for entry in &mut entries {
            entry.count = entry.selection.count(bank, progress);
        }
        entries.retain(|entry| entry.count > 0 || entry.selection.missed || entry.selection.flagged);
        Self { entries, cursor: 0 }
    }
}

fn entry(heading: &'static str, name: &str, selection: Selection) -> Entry {
    Entry { heading, name: name.to_owned(), count: 0, selection }
}

/// The menu.
pub fn picture(menu: &Menu, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    let mut heading = "";
    for (at, entry) in menu.entries.iter().enumerate() {
        if entry.heading != heading {
            heading = entry.heading;
            page.gap();
            page.line(Span::styled(format!(" {heading}"), theme.quiet()));
        }
        let here = at == menu.cursor;
        let style = if here { theme.strong() } else { Style::new() };
        let name = vec![Span::raw(if here { " ▸ " } else { "   " }), Span::styled(entry.name.clone(), style)];
        let count = Span::styled(format!("{}", entry.count), theme.quiet());
        let line = ends(name, count, width.min(60));
        if here { page.focused([line]) } else { page.line(line) }
    }
    let title = Line::from(Span::styled("Drill", theme.title()));
    Picture { title, aside: Span::styled("questions to pick from", theme.quiet()), page }
}
