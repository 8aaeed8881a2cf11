//! Play: a question open, a question answered, the end of a session.

use crate::quiz::sheet::Verdict;
use crate::session::exam::scene::Driver;
use crate::session::step::{Scene, Stage};
use crate::session::summary::Summary;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::text::{flush, hanging};
use crate::tui::draw::theme::{Theme, gauge, sign};
use crate::tui::draw::{answer, sheet};
use crate::tui::screen::exam;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// From this width on the verdict fits beside the title.
const ROOMY: usize = 72;

/// The picture of a scene.
pub fn picture(scene: &Scene, width: usize, theme: Theme) -> Picture {
    match scene {
        Scene::Question(stage) => question(stage, width, theme),
        Scene::Summary(summary) => summed(summary, width, theme),
        Scene::Cover(cover) => exam::cover(cover, width, theme),
        Scene::Review(review) => exam::review(review, width, theme),
        Scene::Result(result) => exam::result(result, width, theme),
        Scene::Left => Picture::default(),
    }
}

fn question(stage: &Stage, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    let aside = match &stage.verdict {
        None => {
            sheet::question(&mut page, stage.scenario.as_deref(), &stage.stem, width, theme);
            sheet::draw(&mut page, &stage.sheet, struck(stage), width, theme);
            said(&mut page, stage, width, theme);
            let room = width.saturating_sub(heading(stage).width());
            exam::aside(stage, room, theme).unwrap_or_else(|| Span::styled(stage.about.clone(), theme.quiet()))
        }
        Some(verdict) => {
            let kind = if verdict.score.is_full() { Verdict::Right } else { Verdict::Wrong };
            let words = Span::styled(format!("{} {}", sign(kind), verdict.words), theme.verdict(kind));
            // Beside the title if there is room for it, else above the reasons: it is never left out.
            let beside = width >= ROOMY;
            if !beside {
                let style = theme.verdict(kind);
                page.lines(hanging(vec![Span::raw(" ")], &words.content, width, style, theme));
            }
            answer::draw(&mut page, stage, verdict, width, theme);
            if beside { words } else { Span::default() }
        }
    };
    let flag = match (stage.suspended, stage.flagged) {
        (true, _) => "  not shown again",
        (false, true) if stage.exam.is_some() => "  ⚑",
        (false, true) => "  ⚑ flagged",
        (false, false) => "",
    };
    let mut title = vec![Span::styled(stage.title.clone(), theme.title()), Span::raw(number(stage))];
    if stage.exam.is_none() && width >= 70 && aside.width() + 40 <= width {
        let (done, of) = (u32::try_from(stage.number).unwrap_or(0), u32::try_from(stage.of).unwrap_or(0));
        title.push(Span::styled(format!("  {}", gauge(done, of, 12)), theme.quiet()));
    }
    title.push(Span::styled(flag, theme.strong()));
    Picture { title: Line::from(title), aside, page }
}

/// Which question it is, of how many.
fn number(stage: &Stage) -> String {
    match &stage.exam {
        // After the end the place in the list counts, too.
        Some(Driver::Looked { number, of, filter }) => {
            format!("  question {} · {number} of {of} {filter}", stage.number)
        }
        _ => format!("  {} of {}", stage.number, stage.of),
    }
}

/// The left end of the title with the flag that an exam may put there.
fn heading(stage: &Stage) -> String {
    format!("{}{}  ⚑", stage.title, number(stage))
}

/// The options that are struck out.
fn struck(stage: &Stage) -> &[String] {
    match &stage.exam {
        Some(Driver::Sitting { struck, .. }) => struck,
        _ => &[],
    }
}

/// How sure the learner said to be, and what was just refused or done.
fn said(page: &mut Page, stage: &Stage, width: usize, theme: Theme) {
    if !stage.confidence.word().is_empty() {
        page.line(Span::styled(format!("   you say: {}", stage.confidence.word()), theme.strong()));
    }
    if let Some(notice) = &stage.notice {
        page.focused(hanging(vec![Span::raw("   ")], &format!("! {notice}"), width, theme.warning(), theme));
    }
}

fn summed(summary: &Summary, width: usize, theme: Theme) -> Picture {
    let mut page = Page::default();
    if summary.full.of == 0 {
        page.line(" No question was answered.");
    } else {
        score(&mut page, summary, theme);
    }
    if !summary.missed.is_empty() {
        page.gap();
        page.line(Span::styled(" Missed", theme.title()));
        for (title, returns) in &summary.missed {
            let head = vec![Span::raw("  "), Span::styled("✗ ", theme.verdict(Verdict::Wrong))];
            let mut lines = hanging(head, title, width.saturating_sub(16), Style::new(), theme);
            let last = lines.pop().unwrap_or_default();
            lines.push(flush(last, Span::styled(returns.clone(), theme.quiet()), width.min(72)));
            page.lines(lines);
        }
    }
    if !summary.returns.is_empty() {
        page.gap();
        page.line(Span::styled(" Comes back", theme.title()));
        let day = |(day, count): &(String, usize)| format!("{count} {day}");
        let days = summary.returns.iter().map(day).collect::<Vec<_>>().join(" · ");
        page.lines(hanging(vec![Span::raw("  ")], &days, width, Style::new(), theme));
    }
    let title = Line::from(Span::styled(format!("{}: done", summary.title), theme.title()));
    Picture { title, aside: Span::default(), page }
}

fn score(page: &mut Page, summary: &Summary, theme: Theme) {
    let line = |name: &str, words: String| vec![Span::styled(format!(" {name:<15}"), theme.quiet()), Span::raw(words)];
    let (full, points) = (summary.full, summary.points);
    page.line(line("All or nothing", format!("{} of {} right  ({} %)", full.won, full.of, full.percent())));
    page.line(line("Points", format!("{} of {}  ({} %)", points.won, points.of, points.percent())));
    page.line(line("Time", format!("{} min {:02} s", summary.ms / 60_000, summary.ms / 1000 % 60)));
    if summary.lucky > 0 {
        page.line(line("Right by luck", format!("{} (you said: a guess or unsure)", summary.lucky)));
    }
    if summary.misled > 0 {
        page.line(line("Sure but wrong", format!("{}: look at these first", summary.misled)));
    }
}
