//! The projector: lobby, question, key, end. It is handed what the room may see and nothing else.

use crate::progress::class::analysis::Shift;
use crate::quiz::sheet::{Ask, Mark, Row, Sheet, letter};
use crate::session::class::projection::{Key, Projection, Shown, Stand};
use crate::session::class::tally::Tally;
use crate::session::exam::timer::clock;
use crate::tui::draw::page::{Page, Picture};
use crate::tui::draw::stack;
use crate::tui::draw::text::{hanging, prose};
use crate::tui::draw::theme::{Theme, gauge};
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};

/// How the picture is to be laid out.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Cells across.
    pub width: usize,
    /// Lines in view.
    pub height: usize,
    /// Whether the second half of a long question is wanted.
    pub turned: bool,
    /// Seconds left, if there is a limit.
    pub left: Option<u64>,
}

/// The width of the bars of a count.
const BAR: usize = 20;

/// What the room sees.
pub fn picture(at: &Projection, look: &Look, theme: Theme) -> Picture {
    match (at.phase, &at.question, &at.told) {
        (Stand::Lobby, ..) => lobby(at, look, theme),
        (Stand::Over, ..) => over(at, look, theme),
        (Stand::Shown, Some(question), Some(key)) => shown(at, question, key, look, theme),
        (_, Some(question), _) => asked(at, question, look, theme),
        _ => Picture::default(),
    }
}

fn join_line(at: &Projection, theme: Theme) -> Span<'static> {
    match (at.address.is_empty(), at.locked) {
        (true, _) => Span::default(),
        (false, true) => Span::styled("locked", theme.quiet()),
        (false, false) => Span::styled(format!("join {}  code {}", at.address, at.code), theme.quiet()),
    }
}

fn lobby(at: &Projection, look: &Look, theme: Theme) -> Picture {
    let title = Line::from(Span::styled(at.title.clone(), theme.title()));
    let mut page = Page::default();
    if at.address.is_empty() {
        page.line(format!(" {} questions by a show of hands.", at.of));
        return Picture { title, aside: Span::default(), page };
    }
    let code = qr(&format!("http://{}/#{}", at.address, at.code), theme);
    let words = invitation(at, theme);
    let code_width = code.first().map_or(0, Line::width);
    if code_width > 0 && look.width >= code_width + 30 && look.height >= code.len() {
        let room = look.width - code_width - 4;
        let mut right: Vec<Line<'static>> =
            words.into_iter().flat_map(|(words, style)| hanging(Vec::new(), &words, room, style, theme)).collect();
        right.push(Line::default());
        right.extend(hanging(
            Vec::new(),
            &names(at, look.height.saturating_sub(right.len())),
            room,
            Style::new(),
            theme,
        ));
        let lines = code.len().max(right.len());
        let (mut code, mut right) = (code.into_iter(), right.into_iter());
        for _ in 0..lines {
            let mut line = code.next().unwrap_or_else(|| Line::raw(" ".repeat(code_width)));
            line.spans.insert(0, Span::raw(" "));
            line.spans.push(Span::raw("   "));
            line.spans.extend(right.next().unwrap_or_default().spans);
            page.line(line);
        }
    } else {
        // Where the code does not fit, address and code are typed.
        for (words, style) in words {
            page.lines(hanging(vec![Span::raw(" ")], &words, look.width, style, theme));
        }
        page.gap();
        page.lines(hanging(vec![Span::raw(" ")], &names(at, look.height), look.width, Style::new(), theme));
        if look.width > code_width {
            page.gap();
            page.lines(code);
        }
    }
    Picture { title, aside: Span::styled(format!("{} here", at.here), theme.strong()), page }
}

fn invitation(at: &Projection, theme: Theme) -> Vec<(String, Style)> {
    let open = if at.locked {
        "The class is locked: nobody can join now.".to_owned()
    } else {
        "Scan, or open the address and type the code.".to_owned()
    };
    vec![
        (format!("http://{}", at.address), theme.strong()),
        (format!("code  {}", at.code), theme.strong()),
        (open, Style::new()),
        (
            "Answers stay on this laptop. The network is not encrypted: take a nickname, type no password.".to_owned(),
            theme.quiet(),
        ),
    ]
}

/// Who joined; of many, the last ones.
fn names(at: &Projection, lines: usize) -> String {
    if at.names.is_empty() {
        return "Nobody has joined yet.".to_owned();
    }
    let most = lines.max(2) * 3;
    let left_out = at.names.len().saturating_sub(most);
    let shown = at.names[left_out..].join("  ");
    if left_out == 0 { shown } else { format!("{shown}  and {left_out} more") }
}

/// A code to scan, dark on light where there are colours; without them, as on a dark terminal.
fn qr(text: &str, theme: Theme) -> Vec<Line<'static>> {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else { return Vec::new() };
    let drawn = code.render::<Dense1x2>().dark_color(Dense1x2::Dark).light_color(Dense1x2::Light).build();
    let style = theme.paper(Color::White, Color::Black);
    drawn.lines().map(|line| Line::from(Span::styled(line.to_owned(), style))).collect()
}

fn heading(at: &Projection, theme: Theme) -> Line<'static> {
    let vote = if at.round > 1 { " · second vote" } else { "" };
    let void = if at.question.as_ref().is_some_and(|question| question.void) { " · does not count" } else { "" };
    Line::from(vec![
        Span::styled(format!("{} of {}", at.number, at.of), theme.title()),
        Span::styled(format!("{vote}{void}"), theme.strong()),
    ])
}

/// A question; where it does not fit, stem and options are two pages.
fn asked(at: &Projection, question: &Shown, look: &Look, theme: Theme) -> Picture {
    let stem = stem(question, look.width, theme);
    let status = status(at, look, theme);
    let room = look.height.saturating_sub(status.len() + 1);
    let roomy = options(&question.sheet, look.width, true, theme);
    let tight = options(&question.sheet, look.width, false, theme);
    let mut page = Page::default();
    let hint = |words: &str| Line::from(Span::styled(words.to_owned(), theme.quiet()));
    if stem.len() + roomy.len() <= room {
        page.lines(stem.into_iter().chain(roomy));
    } else if stem.len() + tight.len() <= room {
        page.lines(stem.into_iter().chain(tight));
    } else if look.turned {
        page.lines(if roomy.len() < room { roomy } else { tight });
        page.line(hint("   (Tab: the question)"));
    } else {
        page.lines(stem);
        page.line(hint("   (Tab: the options)"));
    }
    page.gap();
    page.lines(status);
    Picture { title: heading(at, theme), aside: join_line(at, theme), page }
}

fn stem(question: &Shown, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut page = Page::default();
    crate::tui::draw::sheet::question(&mut page, question.scenario.as_deref(), &question.stem, width, theme);
    page.lines
}

/// The rows with their letters; roomy ones have air between them.
fn options(sheet: &Sheet, width: usize, roomy: bool, theme: Theme) -> Vec<Line<'static>> {
    let mut page = Page::default();
    page.lines(
        hanging(vec![Span::raw("   ")], &task(&sheet.ask), width, theme.quiet(), theme)
            .into_iter()
            .filter(|line| line.width() > 3),
    );
    for (at, row) in sheet.rows.iter().enumerate() {
        if roomy && !page.lines.is_empty() {
            page.line(Line::default());
        }
        page.lines(hanging(
            vec![Span::styled(format!("   {}  ", letter(at)), theme.strong())],
            &row.text,
            width,
            Style::new(),
            theme,
        ));
    }
    page.lines
}

/// What is to be done with the rows, where that is not plain.
fn task(ask: &Ask) -> String {
    match ask {
        Ask::Choose { .. } => String::new(),
        Ask::Sequence { from, to, .. } => format!("Put them in order, from {from} to {to}."),
        Ask::Group { groups } => format!("Which belongs where: {}?", groups.join(", ")),
        Ask::Divide { .. } => {
            "Above the line the customer's layers, below it AWS's. Where does the line run?".to_owned()
        }
    }
}

/// How many answered, and the time.
fn status(at: &Projection, look: &Look, theme: Theme) -> Vec<Line<'static>> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut spans = vec![Span::raw("   ")];
    if at.address.is_empty() {
        spans.push(Span::styled(if at.answered == 0 { "Hands up." } else { "Hands are counted." }, theme.strong()));
    } else {
        spans.push(Span::styled(format!("{} of {} answered  ", at.answered, at.people), theme.strong()));
        spans.push(Span::styled(gauge(count(at.answered), count(at.people), BAR), theme.quiet()));
    }
    match (at.phase, at.paused, look.left) {
        (Stand::Closed, ..) => spans.push(Span::styled("  closed", theme.strong())),
        (_, true, _) => spans.push(Span::styled("  paused", theme.strong())),
        (_, _, Some(seconds)) => spans.push(Span::raw(format!("  {} left", clock(seconds * 1_000)))),
        _ => {}
    }
    vec![Line::from(spans)]
}

/// The key: counts and reasons, and the stack.
fn shown(at: &Projection, question: &Shown, key: &Key, look: &Look, theme: Theme) -> Picture {
    let mut page = Page::default();
    let right = format!("{} of {} had it right", key.tally.right, key.tally.of);
    page.line(Span::styled(format!(" {right}"), theme.strong()));
    if let Some((first, shift)) = &key.first {
        page.line(format!(" First vote: {} of {}", first.right, first.of));
        moved(&mut page, shift, theme);
    }
    page.gap();
    let mut rows: Vec<(usize, &Row)> = key.sheet.rows.iter().enumerate().collect();
    if let Ask::Sequence { .. } = key.sheet.ask {
        // In the order that is right; what belongs nowhere comes last.
        rows.sort_by_key(|(_, row)| row.mark.as_ref().and_then(Mark::place).unwrap_or(usize::MAX));
    }
    for (place, row) in rows {
        told(&mut page, place, row, &key.sheet, &key.tally, look.width, theme);
    }
    sure(&mut page, &key.tally, theme);
    page.gap();
    page.lines(hanging(
        vec![Span::raw(" ")],
        &crate::quiz::prose::plain(&question.stem),
        look.width,
        theme.quiet(),
        theme,
    ));
    page.gap();
    page.lines(prose(&key.explanation, look.width.saturating_sub(1), Style::new(), theme).into_iter().map(indented));
    if let Some(picture) = &key.stack {
        page.gap();
        page.lines(stack::draw(picture, theme).into_iter().map(indented));
    }
    board(&mut page, at, theme);
    Picture { title: heading(at, theme), aside: join_line(at, theme), page }
}

/// Who leads, where that is wanted.
fn board(page: &mut Page, at: &Projection, theme: Theme) {
    if at.board.is_empty() {
        return;
    }
    page.gap();
    page.line(Span::styled(" Board", theme.title()));
    for (name, points) in at.board.iter().filter(|(_, points)| *points > 0) {
        page.line(format!(" {points:>6}  {name}"));
    }
}

/// How people moved from the first vote to the second.
fn moved(page: &mut Page, shift: &Shift, theme: Theme) {
    let of = u32::try_from(shift.both().max(1)).unwrap_or(u32::MAX);
    let rows = [
        ("right → right", shift.right_right),
        ("wrong → right", shift.wrong_right),
        ("right → wrong", shift.right_wrong),
        ("wrong → wrong", shift.wrong_wrong),
    ];
    for (name, count) in rows {
        let bar = gauge(u32::try_from(count).unwrap_or(u32::MAX), of, BAR);
        page.line(vec![Span::raw(format!("   {name}  ")), Span::styled(format!("{bar} {count}"), theme.quiet())]);
    }
}

fn indented(mut line: Line<'static>) -> Line<'static> {
    line.spans.insert(0, Span::raw(" "));
    line
}

/// A row with its count, its truth and its reason.
pub fn told(page: &mut Page, place: usize, row: &Row, sheet: &Sheet, tally: &Tally, width: usize, theme: Theme) {
    let Some(mark) = &row.mark else { return };
    let choice = matches!(sheet.ask, Ask::Choose { .. });
    let right = choice && mark.truth == "right";
    let sign = if right { "✓" } else { " " };
    let truth = if choice { String::new() } else { format!("{}: ", mark.truth) };
    let style = if right || !choice { theme.strong() } else { Style::new() };
    let head = vec![Span::styled(format!(" {sign} {}  {truth}", letter(place)), style)];
    page.lines(hanging(head, &row.text, width, style, theme));
    if let Some(count) = tally.rows.get(place) {
        let of = u32::try_from(tally.of.max(1)).unwrap_or(u32::MAX);
        let bar = gauge(u32::try_from(*count).unwrap_or(u32::MAX).min(of), of, BAR);
        let word = if choice { "" } else { " right" };
        page.line(Span::styled(format!("      {bar} {count}{word}"), theme.quiet()));
    }
    page.lines(hanging(vec![Span::raw("      ")], &mark.why, width, Style::new(), theme));
}

/// Right and not right, by how sure they were; only where that was asked.
pub fn sure(page: &mut Page, tally: &Tally, theme: Theme) {
    let said = tally.sure.iter().skip(1).any(|counts| counts.iter().sum::<usize>() > 0);
    if !said {
        return;
    }
    page.gap();
    let names = ["said nothing", "a guess", "unsure", "sure"];
    for (name, [right, wrong]) in names.iter().zip(tally.sure).rev() {
        let bars = format!("{}{}", "█".repeat(right.min(40)), "░".repeat(wrong.min(40)));
        page.line(vec![
            Span::styled(format!(" {name:<13}"), theme.quiet()),
            Span::raw(format!("{right:>4} right {wrong:>4} not  ")),
            Span::styled(bars, theme.quiet()),
        ]);
    }
}

fn over(at: &Projection, look: &Look, theme: Theme) -> Picture {
    let mut page = Page::default();
    page.line(Span::styled(" The class is over. Thank you.", theme.strong()));
    page.gap();
    if !at.address.is_empty() {
        let words = "Take your missed questions home now, on your phone: they are there as long as this runs.";
        page.lines(hanging(vec![Span::raw(" ")], words, look.width, Style::new(), theme));
    }
    page.gap();
    board(&mut page, at, theme);
    Picture { title: Line::from(Span::styled(at.title.clone(), theme.title())), aside: Span::default(), page }
}
