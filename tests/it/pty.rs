//! A program in a terminal of its own, for the tests of the terminal and for the benchmarks: keys in, and out what a
//! terminal makes of the bytes. It waits for what is on the screen, never for a time.
#![cfg(unix)]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system};
use rustix::termios::LocalModes;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::Duration;
use vt100::Parser;

/// The longest wait for something that is sure to come, also on a slow and busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How often a process is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// Rows and columns of a terminal.
pub(crate) type Size = (u16, u16);

/// A command with nothing in its environment but these and what a terminal sets.
pub(crate) fn command(program: &str, args: &[&str], env: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    command.args(args);
    command.env("TERM", "xterm-256color");
    command.env("PATH", "/usr/bin:/bin");
    for (name, value) in env {
        command.env(name, value);
    }
    command
}

/// A process that does not outlive the test.
pub(crate) struct Process(Box<dyn Child + Send + Sync>);

impl Process {
    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.0.process_id().expect("a process")
    }

    /// How it ended; none while it runs.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().expect("a process of ours")
    }

    /// Waits for its end, at most so long.
    #[track_caller]
    pub(crate) fn wait_end(&mut self, limit: Duration) -> ExitStatus {
        let mut glances = limit.as_millis() / GLANCE.as_millis();
        loop {
            if let Some(status) = self.ended() {
                return status;
            }
            assert!(glances > 0, "the process {} did not end", self.id());
            glances -= 1;
            sleep(GLANCE);
        }
    }

    /// Kills it at once. Not by the trait's own `kill`, which asks politely first.
    pub(crate) fn kill(&mut self) {
        let child: &mut dyn Child = &mut *self.0;
        if let Some(child) = child.downcast_mut::<std::process::Child>() {
            let _ = child.kill();
        }
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A program in its terminal.
pub(crate) struct Pty {
    /// The program. It goes first, so that the terminal is not hung up under it.
    pub(crate) process: Process,
    /// Kept open, so that the terminal can be looked at when the program has ended.
    slave: Box<dyn SlavePty + Send>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    shared: Arc<Shared>,
    reader: JoinHandle<()>,
    /// The line discipline as it was before the program began.
    found: String,
}

/// What the reader and the test share.
struct Shared {
    model: Mutex<Model>,
    changed: Condvar,
}

/// What a terminal makes of the bytes.
pub(crate) struct Model {
    /// The screen.
    pub(crate) parser: Parser,
    /// All that was written so far.
    pub(crate) raw: Vec<u8>,
    reading: Reading,
}

/// What the reader does with the next bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    On,
    /// It stops for a while, as a terminal does whose user typed Ctrl-S.
    Stalling,
    Stalled,
    /// It goes away.
    Ending,
}

impl Model {
    /// The text on the screen.
    pub(crate) fn text(&self) -> String {
        self.parser.screen().contents()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Model> {
        self.model.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, reading: Reading) {
        self.lock().reading = reading;
        self.changed.notify_all();
    }

    /// Feeds the screen until the terminal is gone.
    fn read(&self, mut from: Box<dyn Read + Send>) {
        let mut bytes = vec![0; 65_536];
        while let Ok(n) = from.read(&mut bytes)
            && n > 0
        {
            let mut model = self.lock();
            model.parser.process(&bytes[..n]);
            model.raw.extend_from_slice(&bytes[..n]);
            if model.reading == Reading::Stalling {
                model.reading = Reading::Stalled;
            }
            self.changed.notify_all();
            let stalled = |model: &mut Model| model.reading == Reading::Stalled;
            let model = self.changed.wait_while(model, stalled).unwrap_or_else(PoisonError::into_inner);
            if model.reading == Reading::Ending {
                return;
            }
        }
    }
}

impl Pty {
    /// Starts a command in a terminal of this size.
    pub(crate) fn start(command: CommandBuilder, size: Size) -> Self {
        let PtyPair { slave, master } = native_pty_system().openpty(pty_size(size)).expect("a terminal");
        let (rows, cols) = model_size(size);
        let model = Model { parser: Parser::new(rows, cols, 0), raw: Vec::new(), reading: Reading::On };
        let shared = Arc::new(Shared { model: Mutex::new(model), changed: Condvar::new() });
        let from = master.try_clone_reader().expect("a terminal that can be read");
        let reader = spawn({
            let shared = Arc::clone(&shared);
            move || shared.read(from)
        });
        let found = discipline(&*master);
        let writer = master.take_writer().expect("a terminal that can be written to");
        let process = Process(slave.spawn_command(command).expect("the program"));
        Self { process, slave, master, writer, shared, reader, found }
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }

    /// The screen as it is now.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Model) -> T) -> T {
        look(&self.shared.lock())
    }

    /// Waits until something is there.
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, is_there: impl Fn(&Model) -> bool) {
        let waits = |model: &mut Model| !is_there(model);
        let waited = self.shared.changed.wait_timeout_while(self.shared.lock(), PATIENCE, waits);
        let (model, late) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!late.timed_out(), "{what} did not come; the screen says:\n{}", model.text());
    }

    /// Waits until this is on the screen.
    #[track_caller]
    pub(crate) fn wait_text(&self, text: &str) {
        self.wait(text, |model| model.text().contains(text));
    }

    /// Waits until this is no longer on the screen.
    #[track_caller]
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait(&format!("a screen without `{text}`"), |model| !model.text().contains(text));
    }

    /// Gives the terminal another size, as a window does that is dragged.
    pub(crate) fn resize(&self, size: Size) {
        let (rows, cols) = model_size(size);
        self.shared.lock().parser.screen_mut().set_size(rows, cols);
        self.master.resize(pty_size(size)).expect("a terminal with a size");
    }

    /// What the terminal is like, apart from its text.
    pub(crate) fn state(&self) -> String {
        let screen = self.look(|model| model.parser.screen().clone());
        format!(
            "{} alternate={} hidden={} mouse={:?} paste={}",
            self.line_state(),
            screen.alternate_screen(),
            screen.hide_cursor(),
            screen.mouse_protocol_mode(),
            screen.bracketed_paste(),
        )
    }

    /// What its line discipline is like.
    pub(crate) fn line_state(&self) -> String {
        let cooked = LocalModes::ICANON | LocalModes::ECHO;
        let modes = self.master.get_termios().map_or(0, |termios| termios.local_flags.bits());
        format!("raw={} as_found={}", modes & cooked.bits() != cooked.bits(), discipline(&*self.master) == self.found)
    }

    /// Reads no more, so that what is written stays in the pipe and then blocks. `nudge` makes the program write.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux tells what the process does then"))]
    pub(crate) fn stall(&mut self, nudge: &str) {
        self.shared.set(Reading::Stalling);
        self.send(nudge);
        self.wait("a stalled reader", |model| model.reading == Reading::Stalled);
    }

    /// Closes the terminal, as when its window is closed, and leaves the process. `nudge` makes the program write, so
    /// that the reader wakes up and lets go.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux tells what the process does then"))]
    pub(crate) fn hang_up(mut self, nudge: &str) -> Process {
        self.shared.set(Reading::Ending);
        self.send(nudge);
        let Self { process, slave, master, writer, reader, .. } = self;
        reader.join().expect("a reader that ends");
        drop((slave, master, writer));
        process
    }
}

fn discipline(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn pty_size((rows, cols): Size) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

fn model_size((rows, cols): Size) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows).unwrap_or(NonZeroU16::MIN), NonZeroU16::new(cols).unwrap_or(NonZeroU16::MIN))
}
