//! The terminal, taken over and given back as it was found: on quit, error, panic and signals.

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::force_color_output;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode, size,
};
use ratatui::layout::Rect;
use std::io::{self, Stdout, Write, stdout};
use std::panic::{set_hook, take_hook};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::current;

/// Larger screens are not drawn: their buffers alone would take hundreds of megabytes.
const MAX_CELLS: u32 = 1_000_000;

/// Whether the terminal is ours, so that it is given back once, whoever does it.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while the program has it.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// If there is none, or it refuses.
    pub fn open() -> io::Result<Self> {
        // The theme decides on colours: left alone, the library would turn NO_COLOR into resets that undo bold too.
        force_color_output(true);
        give_back_on_panic();
        take()?;
        let terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(Self { terminal })
    }

    /// Draws a picture in one go.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn draw(&mut self, picture: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        let (width, height) = size()?;
        if u32::from(width) * u32::from(height) > MAX_CELLS {
            return execute!(stdout(), ratatui::crossterm::style::Print("the terminal is too large to draw on\r\n"));
        }
        execute!(stdout(), BeginSynchronizedUpdate)?;
        let drawn = self.terminal.draw(picture).map(drop);
        execute!(stdout(), EndSynchronizedUpdate)?;
        drawn
    }

    /// Rings the bell.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn ring(&self) -> io::Result<()> {
        execute!(stdout(), ratatui::crossterm::style::Print('\x07'))
    }

    /// Fits the picture to a changed size.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn fit(&mut self) -> io::Result<()> {
        self.terminal.autoresize()
    }

    /// Paints everything anew. Not by `clear`, which asks the terminal for its cursor and can hang.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn repaint(&mut self) -> io::Result<()> {
        let (width, height) = size()?;
        self.terminal.resize(Rect::new(0, 0, width, height))
    }

    /// Gives the terminal back, stops the process, and takes it over again when the process goes on.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        // SIGSTOP, not SIGTSTP: the latter is dropped where no shell watches the process.
        #[cfg(unix)]
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
        take()?;
        self.repaint()
    }

    /// Gives the terminal back.
    pub fn close(self) {
        drop(self);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, Hide)
}

/// Gives the terminal back, once; errors are of no use to anybody by now.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
        let _ = execute!(stdout(), EndSynchronizedUpdate, LeaveAlternateScreen, Show);
        let _ = stdout().flush();
    }
}

/// Gives back only the line discipline, without writing: for a terminal that nobody reads any more.
pub fn give_back_silently() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
    }
}

/// A panic of this thread gives the terminal back before its message is printed. One of another thread is left to
/// [`crate::tui::events`]: the screen is still ours, and its message would be painted over.
fn give_back_on_panic() {
    let (screen_thread, hook) = (current().id(), take_hook());
    set_hook(Box::new(move |info| {
        if current().id() == screen_thread {
            give_back();
            hook(info);
        }
    }));
}
