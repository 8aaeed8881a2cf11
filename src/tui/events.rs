//! Keys, sizes and signals, joined in one channel: a thread blocks on the terminal, another on signals.

use crate::tui::terminal::give_back_silently;
use ratatui::crossterm::event::{Event, KeyEvent, KeyEventKind, read};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{sleep, spawn};
use std::time::Duration;

/// Something that the loop takes in.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// The terminal has another size.
    Resize,
    /// The process goes on after it was stopped.
    Resumed,
    /// Somebody asks the process to stop for a while.
    Suspend,
    /// A signal to end, by its number.
    Signal(i32),
    /// A second went by.
    Tick,
    /// Something changed that is held elsewhere.
    Changed,
    /// A thread failed.
    Broken(String),
}

/// Keys that wait: more than a person types, fewer than a paste that would take memory.
const WAITING: usize = 1024;

/// How long a signal waits for the loop to end in order. A loop that is stuck writing to a terminal that nobody reads
/// would never end.
const GRACE: Duration = Duration::from_millis(1500);

/// How often the terminal is asked whether it is still there: where SIGHUP is ignored, nothing else tells.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// The channel's end that the loop reads.
#[derive(Debug)]
pub struct Events(Receiver<Message>, SyncSender<Message>);

impl Events {
    /// Starts the two threads.
    ///
    /// # Errors
    /// If signals cannot be listened to.
    pub fn listen() -> io::Result<Self> {
        let (sender, receiver) = sync_channel(WAITING);
        // Changes of size too: the reader of keys tells of them only once it has started.
        let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
        guarded(sender.clone(), keys);
        guarded(sender.clone(), move |sender| watch(signals, sender));
        Ok(Self(receiver, sender))
    }

    /// Tells the loop that something changed elsewhere; while much waits already, it will look anyway.
    pub fn nudge(&self) -> impl Fn() + Send + Sync + 'static {
        let sender = self.1.clone();
        move || drop(sender.try_send(Message::Changed))
    }

    /// Waits for the next message; where time runs on the screen, a second is one.
    pub fn next(&self, ticking: bool) -> Message {
        loop {
            match self.0.recv_timeout(HEARTBEAT) {
                Ok(message) => return message,
                Err(RecvTimeoutError::Timeout) if is_there() && ticking => return Message::Tick,
                Err(RecvTimeoutError::Timeout) if is_there() => {}
                Err(RecvTimeoutError::Timeout) => return Message::Signal(SIGHUP),
                Err(RecvTimeoutError::Disconnected) => return Message::Broken("the terminal went silent".into()),
            }
        }
    }
}

/// Runs a thread whose panic becomes a message, so that the terminal is given back in order.
fn guarded(sender: SyncSender<Message>, work: impl FnOnce(&SyncSender<Message>) + Send + 'static) {
    spawn(move || {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&sender))) {
            let _ = sender.send(Message::Broken(words(&*panic)));
        }
    });
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a thread failed".into())
}

fn keys(sender: &SyncSender<Message>) {
    loop {
        fail_if_asked("keys");
        let message = match typed() {
            // Windows tells of releases too; held keys repeat everywhere.
            Ok(Event::Key(key)) if key.kind == KeyEventKind::Release => continue,
            Ok(Event::Key(key)) => Message::Key(key),
            Ok(Event::Resize(..)) => Message::Resize,
            Ok(_) => continue,
            Err(_) => Message::Signal(SIGHUP),
        };
        let gone = matches!(message, Message::Signal(_));
        if sender.send(message).is_err() || gone {
            return;
        }
    }
}

/// The next key. The library is asked only when there is something to read: waiting by itself, it would read the end
/// of a terminal that went away again and again.
#[cfg(target_os = "linux")]
fn typed() -> io::Result<Event> {
    // With this library a wait of no time at all returns without having read anything.
    while !ratatui::crossterm::event::poll(Duration::from_millis(1))? {
        wait()?;
    }
    read()
}

/// Elsewhere a terminal cannot always be waited for like this; the heartbeat ends it within a second.
#[cfg(not(target_os = "linux"))]
fn typed() -> io::Result<Event> {
    read()
}

/// Waits until something was typed; an error if the terminal went away.
#[cfg(target_os = "linux")]
fn wait() -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdin = io::stdin();
    let mut terminal = [PollFd::new(&stdin, PollFlags::IN)];
    match poll(&mut terminal, None) {
        Ok(_) if terminal[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) => Err(rustix::io::Errno::IO.into()),
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Lets a test see what a panic in a thread does to the terminal; not in the released program.
pub fn fail_if_asked(thread: &str) {
    let asked = cfg!(debug_assertions) && std::env::var_os("WHOSE_TEST_PANIC").is_some_and(|asked| asked == thread);
    assert!(!asked, "asked to fail in the thread `{thread}`");
}

fn watch(mut signals: Signals, sender: &SyncSender<Message>) {
    for signal in signals.forever() {
        let message = match signal {
            SIGTSTP => Message::Suspend,
            SIGCONT => Message::Resumed,
            SIGWINCH => Message::Resize,
            number => Message::Signal(number),
        };
        let ends = matches!(message, Message::Signal(_));
        // `try_send`: a full channel must not keep the watchdog from its work.
        let _ = sender.try_send(message);
        if ends {
            sleep(GRACE);
            give_back_silently();
            exit(128 + signal);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the loop had its time; all that was answered is committed")]
fn exit(code: i32) -> ! {
    std::process::exit(code)
}

#[cfg(unix)]
fn is_there() -> bool {
    rustix::termios::tcgetwinsize(std::io::stdout()).is_ok()
}

#[cfg(not(unix))]
fn is_there() -> bool {
    ratatui::crossterm::terminal::size().is_ok()
}
