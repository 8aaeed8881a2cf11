//! The names under which the server may be asked for.

use std::net::SocketAddr;

/// The names of a server. A page of a foreign name that was made to point here is not one.
#[derive(Clone, Debug)]
pub struct Names(Vec<String>);

impl Names {
    /// The names of a server at this address.
    pub fn of(address: SocketAddr) -> Self {
        let port = address.port();
        let mut names = vec![address.to_string()];
        if address.ip().is_loopback() || address.ip().is_unspecified() {
            names.extend([format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")]);
        }
        if port == 80 {
            // Browsers leave the usual port out.
            names.push(address.ip().to_string());
        }
        Self(names)
    }

    /// Adds a name.
    pub fn add(&mut self, name: String) {
        self.0.push(name);
    }

    /// Whether it is one of them, in any case.
    pub fn knows(&self, host: &str) -> bool {
        self.0.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}
