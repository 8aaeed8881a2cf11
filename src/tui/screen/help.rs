//! Help: every key that does something here, from the one table.

use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::text::hanging;
use crate::tui::draw::theme::Theme;
use crate::tui::keys::{Context, help};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// What a context needs said besides its keys.
fn about(context: Context) -> &'static str {
    match context {
        Context::Home => "Study asks what is due today, then something new. A drill asks what you pick, at any time.",
        Context::Menu => "Pick what to drill. Drills are off the schedule; what you miss in them becomes due.",
        Context::Exams => {
            "Only one mock exam can be open at a time. What has ended can be read again, with all reasons."
        }
        Context::Choose => "Choose as many as the question asks for; exams give all or nothing for them.",
        Context::Sequence => "Pick the rows one after the other, starting from the end that is named first.",
        Context::Group => "Put every row under its heading.",
        Context::Divide => {
            "Everything above the line is the customer's, everything below is AWS's. Layers that both own are not asked."
        }
        Context::Shown => {
            "✓ right · ✗ wrong · ○ right, but left out. C is the customer's, A is AWS's, B is both parties'."
        }
        Context::Summary => "All or nothing is how the exams count; points show how near you were.",
        Context::Explore => {
            "One column a service. C and █: the customer's; A and ▒: AWS's; B and ▚: both parties'; –: the service has no such layer; ≠: the columns differ."
        }
        Context::Cover => "The paper is composed by the exam's blueprint. No verdict is shown before the end.",
        Context::Exam => {
            "Go back and forth as you like; a flag marks what you want to see again. Unanswered counts as wrong, so guess. Ctrl-C leaves at once; the exam is kept and can be gone on with."
        }
        Context::Review => "● answered, ◐ partly, ○ open, ⚑ flagged. The time runs on.",
        Context::Asked => "Once ended, an exam can be read but not gone on with.",
        Context::Result => {
            "What was answered wrong is due in your next studies; d drills it and the blanks now, with sisters of questions that are kept for exams. ✓ right, ✗ wrong, ○ blank. Tab lists the missed, the flagged, or one domain."
        }
        Context::Lobby => {
            "Students scan the code, or type address and code. Nothing is encrypted: who listens to this network can read names and answers, and could take somebody's place. Names are nicknames; no password is asked for. A private view for you alone: `whose host --presenter` in a second terminal."
        }
        Context::Polling => "Only the count of answers is shown; v after closing asks for a second vote.",
        Context::Polled => {
            "Enter shows the key. With the share right in your private view you know whether to explain, or to let them talk and vote again."
        }
        Context::Keyed => "✓ is the key. Each option has its count and its reason.",
        Context::People => "Who is sent away loses the place, and nothing of theirs counts.",
        Context::Looked => "✓ right · ✗ wrong · ○ right, but left out.",
        Context::Page | Context::Find | Context::Dismissed | Context::Sure => "",
    }
}

/// The help for a context.
pub fn picture(context: Context, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    if !about(context).is_empty() {
        page.lines(hanging(vec![Span::raw(" ")], about(context), width, Style::new(), theme));
        page.gap();
    }
    let column = help(context).map(|binding| binding.show.width()).max().unwrap_or(0) + 2;
    for binding in help(context) {
        let keys = format!(" {}{}", binding.show, " ".repeat(column - binding.show.width()));
        page.lines(hanging(vec![Span::styled(keys, theme.strong())], binding.word, width, Style::new(), theme));
    }
    page.gap();
    let guess = "Saying g (a guess), u (unsure) or s (sure) before you answer is optional. Right, but guessed, comes back sooner.";
    if matches!(context, Context::Choose | Context::Sequence | Context::Group | Context::Divide) {
        page.lines(hanging(vec![Span::raw(" ")], guess, width, theme.quiet(), theme));
    }
    let title = Line::from(Span::styled("Help", theme.title()));
    Picture { title, aside: Span::default(), page }
}
