//! Where a class is served: the address of this computer in the room's network, and a free port.

use crate::cli::args::Net;
use crate::cli::exit::Fail;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

/// The port that is tried first; it is short to type.
const PORT: u16 = 4711;
/// Ports that are tried after it.
const MORE: u16 = 20;

/// A listener, and the address under which the room reaches it.
pub fn listen(net: &Net) -> Result<(TcpListener, SocketAddr), Fail> {
    let no_network = || {
        Fail::failed(
            "no network was found; join one (a phone's hotspot will do), name this computer's address with --bind, or \
             count hands with --show-of-hands",
        )
    };
    let bind = net.bind.or_else(own_address).ok_or_else(no_network)?;
    let ports = match net.port {
        Some(port) => port..=port,
        None => PORT..=PORT + MORE,
    };
    let mut refused = None;
    for port in ports {
        match TcpListener::bind((bind, port)) {
            Ok(listener) => {
                let port = listener.local_addr()?.port();
                return Ok((listener, SocketAddr::new(shown(bind), port)));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => refused = Some((port, error)),
            Err(error) => {
                return Err(Fail::failed(format!(
                    "cannot serve on {bind}: {error}; name this computer's address with --bind"
                )));
            }
        }
    }
    let why = refused.map(|(port, error)| format!("port {port}: {error}")).unwrap_or_default();
    Err(Fail::failed(format!("cannot serve on {bind}, {why}; name a free port with --port")))
}

/// The address that is shown: one that can be typed, where all are served.
fn shown(bind: IpAddr) -> IpAddr {
    if bind.is_unspecified() { own_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)) } else { bind }
}

/// The address that this computer has in a network. Asking the system for the way to a far address sends nothing; where
/// there is no way out, the usual private networks are asked for.
fn own_address() -> Option<IpAddr> {
    const FAR: [Ipv4Addr; 8] = [
        Ipv4Addr::new(192, 0, 2, 1),
        Ipv4Addr::new(192, 168, 1, 1),
        Ipv4Addr::new(192, 168, 0, 1),
        Ipv4Addr::new(192, 168, 43, 1),
        Ipv4Addr::new(192, 168, 137, 1),
        Ipv4Addr::new(10, 0, 0, 1),
        Ipv4Addr::new(172, 16, 0, 1),
        Ipv4Addr::new(169, 254, 0, 1),
    ];
    let towards = |far: &Ipv4Addr| {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((*far, 9)).ok()?;
        Some(socket.local_addr().ok()?.ip()).filter(|own| !own.is_loopback() && !own.is_unspecified())
    };
    FAR.iter().find_map(towards)
}
