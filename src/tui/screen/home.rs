//! Home: what helps most today, one key away.

use crate::session::outlook::Outlook;
use crate::session::today::Today;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::text::hanging;
use crate::tui::draw::theme::{Theme, gauge};
use crate::tui::keys::Action;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Where the cursor is on the home screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Home {
    /// The entry under the cursor.
    pub cursor: usize,
}

impl Home {
    /// The cursor on what helps most: on an exam that was broken off, else on study.
    pub fn of(today: &Today) -> Self {
        let wanted = if today.unfinished { Action::Exams } else { Action::Study };
        Self { cursor: ENTRIES.iter().position(|(_, _, action)| *action == wanted).unwrap_or(0) }
    }
}

/// What can be opened from home: key, name, what it opens.
pub const ENTRIES: [(&str, &str, Action); 6] = [
    ("s", "study", Action::Study),
    ("d", "drill", Action::Drill),
    ("e", "mock exam", Action::Exams),
    ("x", "explore", Action::Explore),
    ("p", "progress", Action::Progress),
    ("a", "your exam", Action::Aim),
];

/// The home screen.
pub fn picture(home: &Home, today: &Today, outlooks: Option<&[Outlook]>, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    page.lines(hanging(vec![Span::styled(" Today     ", theme.title())], &due(today), width, Style::new(), theme));
    page.gap();
    let all = &today.known;
    let bar = gauge(all.known, all.objectives, 20.min(width.saturating_sub(34)));
    page.line(vec![
        Span::styled(" Known     ", theme.title()),
        Span::raw(format!("{bar}  {} of {} ideas", all.known, all.objectives)),
    ]);
    if let Some(words) = streak(today) {
        page.line(Span::styled(format!("           {words}"), theme.quiet()));
    }
    ready(&mut page, today, outlooks, width, theme);
    if let Some(words) = &today.after {
        page.gap();
        page.lines(hanging(vec![Span::raw(" ")], words, width, Style::new(), theme));
    }
    if let Some(day) = &today.ahead {
        let words = format!("The clock may be wrong: you answered questions on {day}.");
        page.gap();
        page.lines(hanging(vec![Span::raw(" ")], &words, width, theme.warning(), theme));
    }
    page.gap();
    for (at, (key, name, action)) in ENTRIES.into_iter().enumerate() {
        let here = at == home.cursor;
        let head = vec![
            Span::raw(if here { " ▸ " } else { "   " }),
            Span::styled(format!("{key}  "), theme.strong()),
            Span::styled(format!("{name:<11}"), if here { theme.strong() } else { Style::new() }),
        ];
        let lines = hanging(head, &about(action, today), width, theme.quiet(), theme);
        if here { page.focused(lines) } else { page.lines(lines) }
    }
    let (title, aside) = head(today.aim.as_deref().unwrap_or_default(), width, theme);
    Picture { title, aside, page }
}

/// The name, and the exam ahead at the other end; on narrow screens the motto makes way for it, then the name.
fn head(aim: &str, width: usize, theme: Theme) -> (Line<'static>, Span<'static>) {
    let (name, motto) = ("whose", "whose job is it, AWS's or yours?");
    let aside = Span::raw(aim.to_owned());
    let room = width.saturating_sub(if aim.is_empty() { 0 } else { aside.width() + 1 });
    // The narrowest screen has one column less than the two with the usual space between.
    let space = if name.len() + 2 + motto.len() <= room { "  " } else { " " };
    let mut title = vec![Span::styled(name, theme.title()), Span::raw(space), Span::styled(motto, theme.quiet())];
    title.truncate(match room {
        room if name.len() + space.len() + motto.len() <= room => 3,
        room if name.len() <= room => 1,
        _ => 0,
    });
    (Line::from(title), aside)
}

/// How the exams look from here. While it is worked out its lines are there already, so that nothing moves.
fn ready(page: &mut Page, today: &Today, outlooks: Option<&[Outlook]>, width: usize, theme: Theme) {
    if today.overview.answers == 0 {
        return;
    }
    page.gap();
    for at in 0..today.exams_ahead {
        let head = Span::styled(if at == 0 { " Ready?    " } else { "           " }, theme.title());
        let outlook = outlooks.and_then(|outlooks| outlooks.get(at));
        let words = outlook.map_or_else(|| "…".to_owned(), |outlook| format!("{}  {}", outlook.exam, outlook.words));
        page.lines(hanging(vec![head], &words, width, Style::new(), theme));
    }
    let most = outlooks.and_then(|outlooks| outlooks.iter().find(|outlook| outlook.most.is_some()));
    let words = most.map_or_else(String::new, |most| format!("r  most to gain: {}", most.most_title));
    page.lines(hanging(vec![Span::raw("           ")], &words, width, theme.quiet(), theme));
}

/// What is to be done today, in a line.
pub fn due(today: &Today) -> String {
    let about = match today.minutes {
        1 => "about a minute".to_owned(),
        minutes => format!("about {minutes} minutes"),
    };
    match (today.due, today.new) {
        (0, 0) if today.overview.today > 0 => "done; a drill does no harm".to_owned(),
        (0, 0) => "nothing is due; drill what you like".to_owned(),
        (0, new) => format!("{new} new · {about}"),
        (due, 0) => format!("{due} due · {about}"),
        (due, new) => format!("{due} due · {new} new · {about}"),
    }
}

fn streak(today: &Today) -> Option<String> {
    let overview = &today.overview;
    match (overview.answers, overview.streak) {
        (0, _) => None,
        (1, _) => Some("1 answer so far".to_owned()),
        (_, 0 | 1) => Some(format!("{} answers so far", overview.answers)),
        (_, days) => Some(format!("{days} days in a row · {} answers so far", overview.answers)),
    }
}

fn about(action: Action, today: &Today) -> String {
    match action {
        Action::Study if today.due + today.new == 0 => "nothing is due today".into(),
        Action::Study => "what is due, then something new".into(),
        Action::Drill if today.missed > 0 => {
            format!("the line · order · sort · choice · by topic · missed ({})", today.missed)
        }
        Action::Drill => "the line · order · sort · choice · by topic".into(),
        Action::Exams => today.exams.clone(),
        Action::Explore => "whose layer is it, service by service".into(),
        Action::Aim => today
            .aim
            .as_ref()
            .map_or_else(|| "name it, and study is fitted to it".into(), |_| "another one, or another day".into()),
        _ => "what you know, and what comes back when".into(),
    }
}
