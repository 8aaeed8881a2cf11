//! A student's side of the wire: as little HTTP as a phone needs, over one connection that stays open.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::io::{Error, ErrorKind, Result};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::{TcpSocket, TcpStream};
use whose::quiz::sheet::Ask;
use whose::session::class::answer::Rows;

/// What is read at once.
const CHUNK: usize = 8 * 1024;

/// A connection to a host.
pub(crate) struct Wire {
    host: SocketAddr,
    stream: TcpStream,
    read: Vec<u8>,
}

/// What a host answers.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Answered {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// The address of the n-th student: a phone of its own.
pub(crate) fn phone(n: usize) -> Ipv4Addr {
    let byte = |n: usize| u8::try_from(n % 250).unwrap_or(0) + 1;
    Ipv4Addr::new(127, 1 + byte(n / 62_500), byte(n / 250), byte(n))
}

impl Wire {
    pub(crate) async fn open(from: Ipv4Addr, host: SocketAddr) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        let stream = socket.connect(host).await?;
        // While nobody listens, a connection to a free port of the own machine can end up at itself.
        if stream.local_addr()? == host {
            return Err(ErrorKind::ConnectionRefused.into());
        }
        stream.set_nodelay(true)?;
        Ok(Self { host, stream, read: Vec::new() })
    }

    pub(crate) async fn post(&mut self, path: &str, token: &str, body: &Value) -> Result<Answered> {
        let body = body.to_string();
        let (host, length) = (self.host, body.len());
        let bearer = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n{bearer}Content-Length: {length}\r\n\r\n");
        self.write(&(head + &body)).await?;
        self.answered().await
    }

    /// Joins; the token.
    pub(crate) async fn join(&mut self, code: &str, name: &str) -> Result<String> {
        let joined = self.post("/join", "", &json!({ "code": code, "name": name })).await?;
        let ticket: Value = joined.json()?;
        let token = ticket["token"].as_str().map(str::to_owned);
        token.ok_or_else(|| Error::other(format!("{}: {ticket}", joined.status)))
    }

    /// Answers; the status.
    pub(crate) async fn answer(&mut self, token: &str, question: usize, round: u8, rows: &Rows) -> Result<u16> {
        let body = json!({ "question": question, "round": round, "answer": rows });
        Ok(self.post("/answer", token, &body).await?.status)
    }

    /// Follows the class from here on.
    pub(crate) async fn follow(&mut self, token: &str) -> Result<()> {
        let host = self.host;
        self.write(&format!("GET /events HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n")).await?;
        let status = self.head().await?.0;
        if status == 200 { Ok(()) } else { Err(Error::other(format!("no events: {status}"))) }
    }

    /// The next frame of what is followed.
    pub(crate) async fn frame<T: DeserializeOwned>(&mut self) -> Result<T> {
        loop {
            let line = self.line().await?;
            if let Some(data) = line.strip_prefix(b"data: ") {
                return Ok(serde_json::from_slice(data)?);
            }
        }
    }

    async fn answered(&mut self) -> Result<Answered> {
        let (status, length) = self.head().await?;
        while self.read.len() < length {
            self.fill().await?;
        }
        Ok(Answered { status, body: self.read.drain(..length).collect() })
    }

    /// Status and length of what is answered.
    async fn head(&mut self) -> Result<(u16, usize)> {
        let first = self.line().await?;
        let status = first.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        let status = status.ok_or_else(|| Error::other("this is no HTTP"))?;
        let mut length = 0;
        loop {
            let line = self.line().await?;
            if line.is_empty() {
                return Ok((status, length));
            }
            let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
            if let Some(digits) = line.strip_prefix("content-length:") {
                length = digits.trim().parse().map_err(Error::other)?;
            }
        }
    }

    async fn line(&mut self) -> Result<Vec<u8>> {
        let mut looked = 0;
        loop {
            if let Some(at) = self.read[looked..].iter().position(|byte| *byte == b'\n') {
                let mut line: Vec<u8> = self.read.drain(..=looked + at).collect();
                line.pop();
                line.pop_if(|byte| *byte == b'\r');
                return Ok(line);
            }
            looked = self.read.len();
            self.fill().await?;
        }
    }

    async fn fill(&mut self) -> Result<()> {
        let mut chunk = [0; CHUNK];
        loop {
            self.stream.readable().await?;
            match self.stream.try_read(&mut chunk) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(n) => {
                    self.read.extend_from_slice(&chunk[..n]);
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn write(&self, text: &str) -> Result<()> {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            self.stream.writable().await?;
            match self.stream.try_write(rest) {
                Ok(n) => rest = &rest[n..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The n-th answer to what is asked of so many rows; answers next to each other differ.
pub(crate) fn nth_answer(ask: &Ask, rows: usize, n: usize) -> Rows {
    let turned = |count: usize| (0..count).map(|at| (at + n) % rows.max(1)).collect();
    match ask {
        Ask::Choose { n: count } => {
            let mut chosen: Vec<usize> = turned(*count);
            chosen.sort_unstable();
            Rows::Chosen(chosen)
        }
        Ask::Sequence { n: count, .. } => Rows::Sequence(turned(*count)),
        Ask::Group { groups } => Rows::Groups((0..rows).map(|row| (row + n) % groups.len()).collect()),
        Ask::Divide { .. } => Rows::Above(n % (rows + 1)),
    }
}
