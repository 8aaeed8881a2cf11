//! The answer: verdict in words, why each option is right or wrong, the explanation beside the stack, the source.

use crate::quiz::owner::Owner;
use crate::quiz::sheet::{Ask, Mark, Row, Sheet, Verdict};
use crate::session::step::{self, Stage};
use crate::tui::draw::page::Page;
use crate::tui::draw::sheet::{self, owner_of};
use crate::tui::draw::stack;
use crate::tui::draw::text::{flush, hanging, prose};
use crate::tui::draw::theme::{Theme, sign};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// From this width on the stack stands beside the explanation.
const BESIDE: usize = 72;

/// Draws all that is said after an answer.
pub fn draw(page: &mut Page, stage: &Stage, verdict: &step::Verdict, width: usize, theme: Theme) {
    // Where the question was not on the screen just now, it is read first.
    if stage.exam.is_some() {
        sheet::question(page, stage.scenario.as_deref(), &stage.stem, width, theme);
    }
    rows(page, &stage.sheet, width, theme);
    page.gap();
    let words = words(stage, verdict, theme);
    match &verdict.stack {
        // A line question is its own stack.
        Some(picture) if !matches!(stage.sheet.ask, Ask::Divide { .. }) => {
            let picture_width = stack::width(picture);
            let left = stack::draw(picture, theme);
            if width >= BESIDE {
                let right = words(width - picture_width - 3);
                page.lines(beside(left, right, picture_width + 3));
            } else {
                page.lines(indent(words(width.saturating_sub(1))));
                page.gap();
                page.lines(indent(left));
            }
        }
        _ => page.lines(indent(words(width.saturating_sub(1)))),
    }
    page.gap();
    sources(page, verdict, width, theme);
    if stage.exam.is_none() {
        page.lines(hanging(vec![Span::raw(" ")], &format!("Question: {}", stage.stem), width, theme.quiet(), theme));
    }
}

/// The pages that carry the key, with the day on which they were read.
fn sources(page: &mut Page, verdict: &step::Verdict, width: usize, theme: Theme) {
    let read = verdict.verified.as_ref().map(|day| format!(" (read {day})")).unwrap_or_default();
    for (at, source) in verdict.sources.iter().enumerate() {
        let (address, read) = (source.trim_start_matches("https://"), if at == 0 { read.as_str() } else { "" });
        let words = format!("Source: {address}{read}");
        page.lines(hanging(vec![Span::raw(" ")], &words, width, theme.quiet(), theme));
    }
    page.gap();
}

/// Explanation, note and what comes next, wrapped to whatever width there is.
fn words<'s>(stage: &'s Stage, verdict: &'s step::Verdict, theme: Theme) -> impl Fn(usize) -> Vec<Line<'static>> + 's {
    move |width| {
        let mut page = Page::default();
        page.lines(prose(&verdict.explanation, width, Style::new(), theme));
        page.gap();
        if !stage.note.is_empty() {
            page.lines(prose(&format!("Your note: {}", stage.note), width, theme.strong(), theme));
        }
        page.gap();
        page.lines(prose(&verdict.returns, width, Style::new(), theme));
        page.lines
    }
}

fn indent(lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let pushed = |mut line: Line<'static>| {
        line.spans.insert(0, Span::raw(" "));
        line
    };
    lines.into_iter().map(pushed).collect()
}

/// Two columns, the right one beginning at `column`.
fn beside(left: Vec<Line<'static>>, right: Vec<Line<'static>>, column: usize) -> Vec<Line<'static>> {
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let mut lines = Vec::new();
    loop {
        let (a, b) = (left.next(), right.next());
        if a.is_none() && b.is_none() {
            return lines;
        }
        let mut line = Line::from(vec![Span::raw(" ")]);
        line.spans.extend(a.unwrap_or_default().spans);
        line.spans.push(Span::raw(" ".repeat(column.saturating_sub(line.width()))));
        line.spans.extend(b.unwrap_or_default().spans);
        lines.push(line);
    }
}

fn rows(page: &mut Page, sheet: &Sheet, width: usize, theme: Theme) {
    let mut marked: Vec<(usize, &Row, &Mark)> =
        sheet.rows.iter().enumerate().filter_map(|(at, row)| Some((at, row, row.mark.as_ref()?))).collect();
    // The key first, then what was wrongly chosen, then what was rightly left; a sequence in its right order.
    match sheet.ask {
        Ask::Choose { .. } => marked.sort_by_key(|(_, _, mark)| mark.verdict == Verdict::Apart),
        Ask::Sequence { .. } => marked.sort_by_key(|(_, _, mark)| mark.place().unwrap_or(usize::MAX)),
        Ask::Group { .. } | Ask::Divide { .. } => {}
    }
    let line = sheet.rows.iter().position(|row| row.mark.as_ref().is_some_and(|mark| mark.truth == Owner::Aws.word()));
    for (at, row, mark) in marked {
        if matches!(sheet.ask, Ask::Divide { .. }) {
            lines_at(page, at, line, sheet.line, theme);
        }
        one(page, sheet, row, mark, width, theme);
    }
    if sheet.line == Some(sheet.rows.len()) {
        lines_at(page, sheet.rows.len(), line, sheet.line, theme);
    }
}

/// The line where it belongs, and the learner's where that is another place.
fn lines_at(page: &mut Page, at: usize, line: Option<usize>, drawn: Option<usize>, theme: Theme) {
    if line == Some(at) {
        page.line(Span::styled(" ═══ the line ═════════════════", theme.strong()));
    } else if drawn == Some(at) {
        page.line(Span::styled(" ─── your line ────────────────", theme.quiet()));
    }
}

fn one(page: &mut Page, sheet: &Sheet, row: &Row, mark: &Mark, width: usize, theme: Theme) {
    let head = vec![
        Span::raw(" "),
        Span::styled(format!("{} ", sign(mark.verdict)), theme.verdict(mark.verdict)),
        Span::styled(lead(sheet, row, mark), lead_style(mark, theme)),
    ];
    let style = if mark.verdict == Verdict::Apart { theme.quiet() } else { theme.strong() };
    let mut lines = hanging(head, &row.text, width, style, theme);
    let said = said(sheet, mark);
    let last = lines.pop().unwrap_or_default();
    let fits = last.width() + said.width() < width;
    lines.push(flush(last, Span::styled(said.clone(), theme.quiet()), width));
    page.lines(lines);
    // The layers of a whole stack have too many reasons to read: the wrong ones are given.
    let wanted = !matches!(sheet.ask, Ask::Divide { .. }) || mark.verdict == Verdict::Wrong;
    let why = if wanted { mark.why.as_str() } else { "" };
    let below = if fits { why.to_owned() } else { format!("({said}) {why}") };
    if !below.trim().is_empty() {
        page.lines(hanging(vec![Span::raw("     ")], &below, width, Style::new(), theme));
    }
}

/// What stands before a row's words: its number, or the truth about it.
fn lead(sheet: &Sheet, row: &Row, mark: &Mark) -> String {
    match &sheet.ask {
        Ask::Choose { .. } => format!("{}  ", row.label),
        Ask::Sequence { .. } if mark.truth == "belongs nowhere" => "–  ".to_owned(),
        Ask::Sequence { .. } | Ask::Group { .. } => format!("{}  ", mark.truth),
        Ask::Divide { .. } => owner_of(&mark.truth).map_or_else(String::new, |owner| format!("{}  ", owner.letter())),
    }
}

fn lead_style(mark: &Mark, theme: Theme) -> Style {
    owner_of(&mark.truth).map_or(theme.quiet(), |owner| theme.owner(owner))
}

/// What the learner said, where it is worth saying again.
fn said(sheet: &Sheet, mark: &Mark) -> String {
    match (&sheet.ask, mark.verdict) {
        (Ask::Choose { .. }, Verdict::Right) => "right, chosen".into(),
        (Ask::Choose { .. }, Verdict::Wrong) => "wrong, chosen".into(),
        (Ask::Choose { .. }, Verdict::Missed) => "right, not chosen".into(),
        (Ask::Choose { .. }, Verdict::Apart) => "rightly left".into(),
        (Ask::Sequence { .. }, Verdict::Apart) => "belongs nowhere".into(),
        (Ask::Sequence { .. }, Verdict::Missed) => mark.said.clone(),
        (Ask::Sequence { .. }, Verdict::Wrong) if mark.truth == "belongs nowhere" => {
            format!("belongs nowhere; {}", mark.said)
        }
        (Ask::Sequence { .. }, Verdict::Wrong) => mark.said.replace("placed", "you put it"),
        (_, Verdict::Right) => "right".into(),
        (Ask::Divide { .. }, Verdict::Apart) => "both, not asked".into(),
        (_, _) => format!("you said {}", mark.said),
    }
}
