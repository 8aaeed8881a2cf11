//! The yardstick of the speed benchmarks: the smallest honest ratatui program. It takes the terminal over, draws one
//! screen with about the text of a question, and draws again at each key, one line of it changed.

use ratatui::crossterm::event::{Event, KeyCode, read};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Wrap};
use ratatui::{DefaultTerminal, Frame};
use std::io;

const TEXT: &str = "A company moves its order system from its own data center to Amazon EC2 instances. Its auditors \
    ask who installs the security patches of the guest operating system from now on.

    Which of these is right under the shared responsibility model?

    [ ] 1  AWS, because the instances run on its hosts
    [ ] 2  The company, because the guest operating system is its own
    [ ] 3  AWS, if the company has a support plan
    [ ] 4  Both, each for one half of the instances

    AWS looks after the host, the hypervisor and the building; the guest is the customer's.";

fn main() -> io::Result<()> {
    let mut terminal = ratatui::init();
    let done = turn(&mut terminal);
    ratatui::restore();
    done
}

fn turn(terminal: &mut DefaultTerminal) -> io::Result<()> {
    let mut keys = 0;
    loop {
        terminal.draw(|frame| draw(frame, keys))?;
        match read()? {
            Event::Key(key) if key.code == KeyCode::Char('q') => return Ok(()),
            Event::Key(_) => keys += 1,
            _ => {}
        }
    }
}

fn draw(frame: &mut Frame<'_>, keys: u32) {
    let mut lines: Vec<Line<'_>> = TEXT.lines().map(Line::raw).collect();
    lines.extend([Line::default(), Line::raw(format!("{keys} keys")), Line::raw("q quit")]);
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), frame.area());
}
