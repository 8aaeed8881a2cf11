//! The frame of the instructor's screen, and what lies over it.

use crate::session::class::projection::Stand;
use crate::tui::draw::frame::{WIDEST, foot, foot_of, is_too_small, sheet, window};
use crate::tui::draw::page::{Picture, Scroll};
use crate::tui::draw::text::hanging;
use crate::tui::draw::theme::Theme;
use crate::tui::host::app::{HostApp, Over};
use crate::tui::keys::Context;
use crate::tui::screen::{class, help, presenter};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

/// Draws the class as it is now.
pub fn draw(frame: &mut Frame<'_>, app: &mut HostApp<'_>) {
    let area = frame.area();
    if is_too_small(frame, area) {
        return;
    }
    let area = Rect { width: area.width.min(WIDEST), ..area };
    let (width, theme) = (usize::from(area.width) - 2, app.theme);
    let look = class::Look { width, height: window(area), turned: app.turned, left: app.left() };
    let picture = match &app.over {
        Some(Over::People(cursor)) => presenter::people(&app.mine, *cursor, app.private, width, theme),
        _ if app.private => presenter::picture(&app.seen, &app.mine, width, app.left(), theme),
        _ => class::picture(&app.seen, &look, theme),
    };
    let foot = below(app, width, theme);
    sheet(frame, area, picture, &mut app.scroll, foot, theme);
    if let Some(Over::Help(context, scroll)) = &mut app.over {
        over(frame, area, help::picture(*context, width, theme), scroll, theme);
    }
}

fn over(frame: &mut Frame<'_>, area: Rect, picture: Picture, scroll: &mut Scroll, theme: Theme) {
    frame.render_widget(Clear, area);
    let width = usize::from(area.width) - 2;
    sheet(frame, area, picture, scroll, vec![foot_of(Context::Page, width, theme)], theme);
}

/// The keys, what went wrong, a question to the instructor, or the line that is typed.
fn below(app: &HostApp<'_>, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let asked = match &app.over {
        Some(Over::Hands(text)) => {
            let wanted = hands_wanted(app);
            let typed = vec![Span::styled("Hands: ", theme.strong()), Span::raw(format!("{text}▏"))];
            let mut lines = hanging(Vec::new(), &wanted, width, theme.quiet(), theme);
            if let Some(trouble) = &app.refused {
                lines = hanging(vec![Span::styled("! ", theme.warning())], trouble, width, theme.warning(), theme);
            }
            lines.push(Line::from(typed));
            return lines;
        }
        Some(Over::Away(_, name)) => Some(format!("Send {name} away? Nothing of theirs will count.")),
        Some(Over::End) => Some("End the class for everybody? What was answered is kept.".to_owned()),
        Some(Over::Leave) if app.seen.phase == Stand::Over => {
            Some("Leave? Students can take their missed questions home only while this runs.".to_owned())
        }
        Some(Over::Leave) if app.seen.people == 0 && app.seen.number == 0 => {
            Some("Leave? Nobody is in and nothing was asked, so nothing is kept.".to_owned())
        }
        Some(Over::Leave) => {
            Some("Leave? Nobody can answer meanwhile; `whose class resume` goes on with the class.".to_owned())
        }
        _ => None,
    };
    let Some(asked) = asked else {
        return foot(app.context(), width, theme, app.refused.as_deref().or(app.trouble.as_deref()));
    };
    let mut lines = hanging(Vec::new(), &asked, width, theme.strong(), theme);
    lines.push(foot_of(Context::Sure, width, theme));
    lines
}

fn hands_wanted(app: &HostApp<'_>) -> String {
    use crate::quiz::sheet::{Ask, letter};
    match app.seen.question.as_ref().map(|question| (&question.sheet.ask, question.sheet.rows.len())) {
        Some((Ask::Choose { .. }, rows)) => {
            format!(
                "So many hands for each of A to {}, with spaces between; Enter counts them, Esc leaves it.",
                letter(rows - 1)
            )
        }
        _ => "How many had it right, and how many had not; Enter counts them, Esc leaves it.".to_owned(),
    }
}
