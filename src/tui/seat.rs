//! A student's terminal in a class, full screen.

use crate::clock::Clock;
use crate::progress::entry::Confidence;
use crate::session::class::frame::{Frame, Scene as Phase};
use crate::session::class::room::Line as ClassLine;
use crate::session::class::seat::Seat;
use crate::session::exam::timer::clock;
use crate::session::step::{Event, Scene};
use crate::tui::End;
use crate::tui::answering;
use crate::tui::draw::frame::{WIDEST, foot, foot_of, is_too_small, sheet};
use crate::tui::draw::page::{Page, Picture, Scroll};
use crate::tui::draw::text::hanging;
use crate::tui::draw::theme::Theme;
use crate::tui::events::Events;
use crate::tui::flow::{self, Flow, Show};
use crate::tui::keys::{self, Action, Context};
use crate::tui::overlay::{Then, on_help};
use crate::tui::screen::{help, play};
use crate::tui::terminal::Screen;
use ratatui::Frame as Canvas;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;
use std::io;

/// Runs the student's screen until they leave. `follow` opens the line, and is handed what to call when something
/// changed.
///
/// # Errors
/// If the terminal cannot be set up or drawn on.
pub fn run(
    color: bool,
    clock: Clock,
    follow: impl FnOnce(Box<dyn Fn() + Send + Sync>) -> Result<Box<dyn ClassLine>, String>,
) -> io::Result<End> {
    let events = Events::listen()?;
    let line = match follow(Box::new(events.nudge())) {
        Ok(line) => line,
        Err(why) => return Ok(End::Nothing(why)),
    };
    let mut screen = Screen::open()?;
    let mut app = App::new(&*line, Theme::new(color), clock);
    let end = flow::run(&mut app, draw, &mut screen, &events);
    screen.close();
    end
}

struct App<'l> {
    line: &'l dyn ClassLine,
    seat: Seat,
    theme: Theme,
    scroll: Scroll,
    help: Option<Scroll>,
    trouble: Option<String>,
    clock: Clock,
    /// The steady clock when the last frame came.
    came_ms: u64,
}

impl<'l> App<'l> {
    fn new(line: &'l dyn ClassLine, theme: Theme, clock: Clock) -> Self {
        let seat = Seat::new(line.frame());
        Self {
            line,
            seat,
            theme,
            scroll: Scroll::reading(),
            help: None,
            trouble: None,
            clock,
            came_ms: clock.beat().steady_ms,
        }
    }

    fn context(&self) -> Context {
        match self.seat.stage() {
            Some(stage) if stage.verdict.is_none() && self.seat.frame().phase == Phase::Open => {
                answering::context(&Scene::Question(Box::new(stage)))
            }
            _ => Context::Page,
        }
    }

    fn work(&mut self, context: Context, action: Action) {
        let Some(event) = answering::event(context, action) else { return };
        let asks = self.seat.frame().question.as_ref().is_some_and(|asked| asked.asks_confidence);
        if matches!(event, Event::Sure(Confidence::Guess | Confidence::Unsure | Confidence::Sure)) && !asks {
            return;
        }
        self.scroll.follow();
        if let Some(sending) = self.seat.update(&event) {
            let outcome = self.line.answer(&sending);
            self.seat.sent(sending, outcome);
        }
    }

    fn picture(&self, width: usize) -> Picture {
        let Some(mut stage) = self.seat.stage() else { return waiting(self.seat.frame(), width, self.theme) };
        if let (Some(ms), None) = (self.seat.frame().left_ms, &stage.verdict) {
            let paused = self.seat.frame().phase == Phase::Paused;
            let run = if paused { 0 } else { self.clock.beat().steady_ms.saturating_sub(self.came_ms) };
            stage.about = format!("{} left", clock(ms.saturating_sub(run)));
        }
        play::picture(&Scene::Question(Box::new(stage)), width, self.theme)
    }
}

impl Show for App<'_> {
    fn look(&mut self) -> bool {
        let frame = self.line.frame();
        if frame != *self.seat.frame() {
            let place = |frame: &Frame| (frame.phase, frame.number, frame.question.as_ref().map(|asked| asked.round));
            if place(&frame) != place(self.seat.frame()) {
                self.scroll = Scroll::reading();
            }
            self.came_ms = self.clock.beat().steady_ms;
            self.seat.take(frame);
        }
        self.trouble = self.line.trouble();
        false
    }

    fn key(&mut self, key: KeyEvent) -> Flow {
        if let Some(scroll) = &mut self.help {
            match on_help(scroll, key) {
                Then::Stay(flow) => return flow,
                Then::Close | Then::Keep(..) => self.help = None,
            }
            return Flow::Go;
        }
        let context = self.context();
        let Some(action) = keys::action(context, key) else { return Flow::Go };
        match action {
            // The place is kept; `whose join` with the address alone comes back to it.
            Action::Quit | Action::Back => return Flow::Quit,
            Action::Suspend => return Flow::Suspend,
            Action::Repaint => return Flow::Repaint,
            Action::Help => self.help = Some(Scroll::default()),
            Action::PageUp | Action::PageDown => self.scroll.by_window(action == Action::PageDown),
            action if context == Context::Page => self.scroll.act(action),
            action => self.work(context, action),
        }
        Flow::Go
    }

    fn keeps_time(&self) -> bool {
        self.seat.frame().left_ms.is_some()
    }
}

fn draw(canvas: &mut Canvas<'_>, app: &mut App<'_>) {
    let area = canvas.area();
    if is_too_small(canvas, area) {
        return;
    }
    let area = Rect { width: area.width.min(WIDEST), ..area };
    let (width, theme) = (usize::from(area.width) - 2, app.theme);
    let picture = app.picture(width);
    let foot = foot(app.context(), width, theme, app.trouble.as_deref());
    sheet(canvas, area, picture, &mut app.scroll, foot, theme);
    let context = app.context();
    if let Some(scroll) = &mut app.help {
        canvas.render_widget(Clear, area);
        let foot = vec![foot_of(Context::Page, width, theme)];
        sheet(canvas, area, help::picture(context, width, theme), scroll, foot, theme);
    }
}

/// The lobby, the end, and being out.
fn waiting(frame: &Frame, width: usize, theme: Theme) -> Picture {
    let words = match frame.phase {
        Phase::Over => vec![
            format!("The class is over: {} of {} right.", frame.score.right, frame.score.of),
            match frame.take_home {
                0 => "Nothing was missed. q leaves.".to_owned(),
                n => format!("{n} missed; they become due in your own reviews when you leave with q."),
            },
        ],
        Phase::Out => vec![frame.why.clone().unwrap_or_else(|| "You are no longer in this class.".to_owned())],
        _ => vec![format!("You are in, {}. Wait for the first question.", frame.name)],
    };
    let mut page = Page::default();
    for words in words {
        page.lines(hanging(vec![Span::raw(" ")], &words, width, Style::new(), theme));
    }
    for place in frame.board.iter().flatten() {
        let own = if place.you { "  (you)" } else { "" };
        page.line(format!(" {:>6}  {}{own}", place.points, place.name));
    }
    Picture { title: Line::from(Span::styled(frame.class.clone(), theme.title())), aside: Span::default(), page }
}
