//! The few styles there are. The terminal's own colours and background; colour never carries meaning alone.

use crate::quiz::owner::Owner;
use crate::quiz::sheet::Verdict;
use ratatui::style::{Color, Modifier, Style};

/// How things look, in colour or without.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    color: bool,
}

impl Theme {
    /// A theme; without colour it gets by with bold, dim and reverse.
    pub fn new(color: bool) -> Self {
        Self { color }
    }

    fn tint(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }

    /// The colour of an owner, the same everywhere.
    pub fn owner(self, owner: Owner) -> Style {
        self.tint(match owner {
            Owner::Customer => Color::Yellow,
            Owner::Aws => Color::Blue,
            Owner::Both => Color::Magenta,
        })
    }

    /// The style of a verdict's sign.
    pub fn verdict(self, verdict: Verdict) -> Style {
        match verdict {
            Verdict::Right => self.tint(Color::Green).add_modifier(Modifier::BOLD),
            Verdict::Wrong | Verdict::Missed => self.tint(Color::Red).add_modifier(Modifier::BOLD),
            Verdict::Apart => Style::new(),
        }
    }

    /// The name of the program and of the place one is in.
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What stands back: reasons, places, keys that can wait.
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Keys in the footer, and what is chosen.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// An option that is struck out.
    pub fn struck(self) -> Style {
        Style::new().add_modifier(Modifier::DIM | Modifier::CROSSED_OUT)
    }

    /// Words in backticks and fenced blocks.
    pub fn code(self) -> Style {
        self.tint(Color::Cyan)
    }

    /// Ink on paper, for pictures that have to be dark on light; without colour as the terminal has it.
    pub fn paper(self, paper: Color, ink: Color) -> Style {
        if self.color { Style::new().bg(paper).fg(ink) } else { Style::new().add_modifier(Modifier::REVERSED) }
    }

    /// A refusal or a warning.
    pub fn warning(self) -> Style {
        self.tint(Color::Red).add_modifier(Modifier::BOLD)
    }
}

/// The sign of a verdict.
pub fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "✓",
        Verdict::Wrong => "✗",
        Verdict::Missed => "○",
        Verdict::Apart => " ",
    }
}

/// The bar of an owner: different in shape too, so that it reads without colour.
pub fn bar(owner: Owner, width: usize) -> String {
    match owner {
        Owner::Customer => "█",
        Owner::Aws => "▒",
        Owner::Both => "▚",
    }
    .repeat(width)
}

/// A bar of `width` cells that is `part` of `whole` full, to half a cell.
pub fn gauge(part: u32, whole: u32, width: usize) -> String {
    let halves = (part as usize * width * 2).checked_div(whole as usize).unwrap_or(0);
    let half = if halves % 2 == 1 { "▌" } else { "" };
    let full = "█".repeat(halves / 2) + half;
    let rest = width.saturating_sub(halves / 2 + halves % 2);
    full + &"░".repeat(rest)
}

#[cfg(test)]
mod tests {
    use super::gauge;

    #[test]
    fn a_gauge_fills_by_halves_and_keeps_its_width() {
        assert_eq!(gauge(0, 10, 4), "░░░░");
        assert_eq!(gauge(1, 8, 4), "▌░░░");
        assert_eq!(gauge(5, 10, 4), "██░░");
        assert_eq!(gauge(10, 10, 4), "████");
        assert_eq!(gauge(0, 0, 4), "░░░░");
    }
}
