//! The program in a process of its own, led line by line, for the tests of classes and for their benchmark. It waits
//! for words, never for a time.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

/// The longest wait for words that are sure to come, also on a slow and busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The program, in a data folder of its own.
pub(crate) fn whose(data: &Path, args: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whose"));
    command.env_clear().env("TZ", "UTC").args(["--plain", "--data-dir"]).arg(data).args(args);
    command
}

/// A process that does not outlive the test.
pub(crate) struct Spoken {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    errors: Option<JoinHandle<String>>,
}

/// What a process came to.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    /// What it said since one last listened.
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Spoken {
    pub(crate) fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let (said, lines) = channel();
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| said.send(line)));
        let mut err = child.stderr.take().expect("a pipe");
        let errors = spawn(move || {
            let mut text = String::new();
            let _ = err.read_to_string(&mut text);
            text
        });
        let stdin = child.stdin.take();
        Self { child, stdin, lines, errors: Some(errors) }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Types a line; a process that is gone does not read it.
    pub(crate) fn say(&mut self, line: &str) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(format!("{line}\n").as_bytes());
        }
    }

    /// Listens until a line holds one of these words; all that was said until then, that line with it.
    #[track_caller]
    pub(crate) fn until(&mut self, words: &[&str]) -> String {
        let mut heard = String::new();
        loop {
            let line = match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => line,
                Err(RecvTimeoutError::Timeout) => panic!("waited for {words:?} and heard\n{heard}"),
                Err(RecvTimeoutError::Disconnected) => {
                    let ended = self.ended();
                    panic!("waited for {words:?}, but it ended with {:?}\n{heard}{}", ended.code, ended.err)
                }
            };
            let _ = writeln!(heard, "{line}");
            if words.iter().any(|words| line.contains(words)) {
                return heard;
            }
        }
    }

    /// Types a command for a class and listens until it is done, or refused.
    #[track_caller]
    pub(crate) fn lead(&mut self, line: &str) -> String {
        self.say(line);
        self.until(&["ok: ", "no: "])
    }

    /// Where a host serves its class, and the code.
    #[track_caller]
    pub(crate) fn place(&mut self) -> (SocketAddr, String) {
        let heard = self.until(&["join http://"]);
        let line = heard.lines().last().and_then(|line| line.strip_prefix("join http://")).expect("the way in");
        let (address, code) = line.split_once(" code ").expect("a code");
        (address.parse().expect("an address"), code.to_owned())
    }

    /// Kills it, as a cut of the power would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("a process of ours");
        self.child.wait().expect("its end");
    }

    /// Ends its input and waits for its end.
    pub(crate) fn ended(&mut self) -> Ended {
        drop(self.stdin.take());
        let mut out = String::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            let _ = writeln!(out, "{line}");
        }
        let code = self.child.wait().expect("its end").code();
        let err = self.errors.take().and_then(|errors| errors.join().ok()).unwrap_or_default();
        Ended { code, out, err }
    }
}

impl Drop for Spoken {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
