//! The instructor's private view: a socket that only the same user can open. Pictures go out as lines of JSON, wishes
//! come in as lines of JSON, and each gets a reply.

use crate::classroom::actor::Wish;
use crate::classroom::ask;
use crate::classroom::shared::{Board, Nudge};
use crate::session::class::command::Command;
use crate::session::class::projection::{Private, Projection};
use crate::session::class::room::Room;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::Shutdown;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::spawn;
use std::time::Duration;

/// Views that may be open at once.
const MOST: usize = 4;
/// How often a view that nothing changes in is looked at: so its end is noticed.
const LOOK: Duration = Duration::from_millis(500);
/// How long a reply may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// A line from the host.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Said {
    Picture { projection: Arc<Projection>, private: Arc<Private>, trouble: Option<String> },
    Done(Result<(), String>),
}

/// The open socket; its file goes when this does.
#[derive(Debug)]
pub struct Open(PathBuf);

impl Drop for Open {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Opens the socket. One that a killed host left behind is taken over.
pub(super) fn open(path: &Path, board: Arc<Board>, wishes: SyncSender<Wish>) -> io::Result<Open> {
    if UnixStream::connect(path).is_ok() {
        return Err(io::Error::new(io::ErrorKind::AddrInUse, "another host serves it"));
    }
    let _ = fs::remove_file(path);
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    let views = Arc::new(());
    spawn(move || {
        for stream in listener.incoming().flatten() {
            if Arc::strong_count(&views) > MOST {
                continue;
            }
            let (board, wishes, view) = (Arc::clone(&board), wishes.clone(), Arc::clone(&views));
            spawn(move || {
                // A view that goes away is no failure of the class.
                let _ = serve(&stream, &board, &wishes);
                // Half a line may have been written to a view that does not read: it must not wait for the rest.
                let _ = stream.shutdown(Shutdown::Both);
                drop(view);
            });
        }
    });
    Ok(Open(path.to_owned()))
}

fn serve(stream: &UnixStream, board: &Arc<Board>, wishes: &SyncSender<Wish>) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let out = Arc::new(Mutex::new(stream.try_clone()?));
    let (replies, shown) = (Arc::clone(&out), Arc::clone(board));
    let (wishes, reading) = (wishes.clone(), stream.try_clone()?);
    let reader = spawn(move || {
        for line in BufReader::new(reading).lines().map_while(Result::ok) {
            let done = match serde_json::from_str::<Command>(&line) {
                Ok(command) => ask(&wishes, command),
                Err(error) => Err(format!("this is no command: {error}")),
            };
            // What it came to is to be seen by who hears that it is done.
            let told = picture(&replies, &shown).and_then(|()| write(&mut open_line(&replies), &Said::Done(done)));
            if told.is_err() {
                return;
            }
        }
    });
    let mut version = 0;
    while !reader.is_finished() {
        let newer = board.wait(version, LOOK);
        if newer != version {
            version = newer;
            picture(&out, board)?;
        }
    }
    Ok(())
}

fn open_line(out: &Mutex<UnixStream>) -> MutexGuard<'_, UnixStream> {
    out.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends the newest picture. The line is taken first, so that no older one can follow a newer one.
fn picture(out: &Mutex<UnixStream>, board: &Board) -> io::Result<()> {
    let mut out = open_line(out);
    let (projection, private, trouble) = (board.projection(), board.private(), board.trouble());
    write(&mut out, &Said::Picture { projection, private, trouble })
}

fn write(out: &mut UnixStream, said: &Said) -> io::Result<()> {
    let mut line = serde_json::to_string(said)?;
    line.push('\n');
    out.write_all(line.as_bytes())
}

/// A class that another process holds, through its socket.
pub struct Remote {
    board: Arc<Board>,
    stream: Mutex<UnixStream>,
    replies: Mutex<Receiver<Result<(), String>>>,
}

impl Remote {
    /// Opens the view of the class that is served on this socket.
    ///
    /// # Errors
    /// If nobody serves it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let stream = UnixStream::connect(path)?;
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        let first = lines.next().ok_or(io::ErrorKind::UnexpectedEof)??;
        let Said::Picture { projection, private, .. } = serde_json::from_str(&first)? else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let board = Arc::new(Board::new(Arc::unwrap_or_clone(projection), Arc::unwrap_or_clone(private)));
        let (sender, replies) = sync_channel(16);
        let shown = Arc::clone(&board);
        spawn(move || {
            for line in lines.map_while(Result::ok) {
                match serde_json::from_str(&line) {
                    Ok(Said::Picture { projection, private, trouble }) => {
                        shown.show(Arc::unwrap_or_clone(projection), Arc::unwrap_or_clone(private), trouble);
                    }
                    Ok(Said::Done(done)) => drop(sender.try_send(done)),
                    Err(_) => break,
                }
            }
            let (projection, private) = ((*shown.projection()).clone(), (*shown.private()).clone());
            shown.show(
                projection,
                private,
                Some("the host cannot be heard any more; open this view again if the class still runs".to_owned()),
            );
        });
        Ok(Self { board, stream: Mutex::new(stream), replies: Mutex::new(replies) })
    }

    /// Tells somebody whenever there is something new to see.
    pub fn tell(&self, nudge: Nudge) {
        self.board.tell(nudge);
    }
}

impl Room for Remote {
    fn projection(&self) -> Arc<Projection> {
        self.board.projection()
    }

    fn private(&self) -> Arc<Private> {
        self.board.private()
    }

    fn command(&self, command: Command) -> Result<(), String> {
        let mut line = serde_json::to_string(&command).map_err(|error| error.to_string())?;
        line.push('\n');
        let gone = |_| "the host is gone".to_owned();
        let replies = self.replies.lock().unwrap_or_else(PoisonError::into_inner);
        // A reply that came too late belongs to an earlier command.
        while replies.try_recv().is_ok() {}
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes()).map_err(gone)?;
        replies.recv_timeout(PATIENCE).map_err(|_| "the host does not answer".to_owned())?
    }

    fn trouble(&self) -> Option<String> {
        self.board.trouble()
    }
}
