//! What a screen wants drawn, and a long page in a short window: lines, what must stay in view, and how far one has scrolled.

use crate::tui::keys::Action;
use ratatui::text::{Line, Span};
use std::ops::Range;

/// What a screen wants drawn.
#[derive(Debug, Default)]
pub struct Picture {
    /// The line above.
    pub title: Line<'static>,
    /// What stands at the right of it.
    pub aside: Span<'static>,
    /// The page.
    pub page: Page,
}

/// Lines to show, of which some must stay in view.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The lines under the cursor.
    pub focus: Option<Range<usize>>,
}

impl Page {
    /// Adds a line.
    pub fn line(&mut self, line: impl Into<Line<'static>>) {
        self.lines.push(line.into());
    }

    /// Adds lines.
    pub fn lines(&mut self, lines: impl IntoIterator<Item = Line<'static>>) {
        self.lines.extend(lines);
    }

    /// Adds an empty line, unless there is one already or nothing before.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// Adds lines that are under the cursor.
    pub fn focused(&mut self, lines: impl IntoIterator<Item = Line<'static>>) {
        let start = self.lines.len();
        self.lines.extend(lines);
        self.focus = Some(start..self.lines.len());
    }
}

/// How far a page is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first line in view.
    pub top: usize,
    /// Whether the reader scrolled, so that the view no longer follows the cursor.
    free: bool,
    /// The lines in view when it was last drawn.
    window: usize,
}

impl Scroll {
    /// At the top, where reading begins; the first act follows the cursor.
    pub fn reading() -> Self {
        Self { free: true, ..Self::default() }
    }

    /// Follows the cursor again.
    pub fn follow(&mut self) {
        self.free = false;
    }

    /// Scrolls by lines; the drawing keeps it within the page.
    pub fn by(&mut self, lines: isize) {
        self.free = true;
        self.top = self.top.saturating_add_signed(lines);
    }

    /// Scrolls by a window, keeping one line of it in view.
    pub fn by_window(&mut self, down: bool) {
        let step = isize::try_from(self.window.saturating_sub(1).max(1)).unwrap_or(1);
        self.by(if down { step } else { -step });
    }

    /// Scrolls to the first or the last line.
    pub fn to_end(&mut self, last: bool) {
        self.free = true;
        self.top = if last { usize::MAX } else { 0 };
    }

    /// Scrolls as a key asks; other actions leave it.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Up => self.by(-1),
            Action::Down => self.by(1),
            Action::First => self.to_end(false),
            Action::Last => self.to_end(true),
            _ => {}
        }
    }

    /// Settles the view on a page in a window of so many lines.
    pub fn settle(&mut self, page: &Page, window: usize) {
        self.window = window;
        let last = page.lines.len().saturating_sub(window);
        if let Some(focus) = page.focus.as_ref().filter(|_| !self.free) {
            let low = focus.end.saturating_sub(window);
            // The start of the focus matters more than its end, and the top of the page more than an empty foot.
            self.top = self.top.max(low).min(focus.start);
        }
        self.top = self.top.min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Scroll};
    use ratatui::text::Line;

    fn page(lines: usize, focus: std::ops::Range<usize>) -> Page {
        Page { lines: vec![Line::raw("x"); lines], focus: Some(focus) }
    }

    #[test]
    fn the_view_follows_the_cursor_until_the_reader_scrolls() {
        let mut scroll = Scroll::default();
        scroll.settle(&page(30, 20..22), 10);
        assert_eq!(scroll.top, 12);
        scroll.by(-5);
        scroll.settle(&page(30, 20..22), 10);
        assert_eq!(scroll.top, 7, "the reader is free to look elsewhere");
        scroll.follow();
        scroll.settle(&page(30, 3..4), 10);
        assert_eq!(scroll.top, 3);
    }

    #[test]
    fn the_view_never_leaves_the_page() {
        let mut scroll = Scroll::default();
        scroll.to_end(true);
        scroll.settle(&page(30, 0..1), 10);
        assert_eq!(scroll.top, 20);
        scroll.settle(&page(5, 0..1), 10);
        assert_eq!(scroll.top, 0);
    }
}
