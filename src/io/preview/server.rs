//! The server: connections, each with its limits.

use super::answer;
use super::patient::Patient;
use super::stage::Stage;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Connections at once: below what a process may usually open.
const CONNECTIONS: usize = 900;
/// How long a client may take to send its headers, the time between two requests included.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a client may take nothing of an answer.
const STALL: Duration = Duration::from_secs(20);
/// Bytes of a request's headers.
const HEADERS: usize = 32 * 1024;
/// Ports tried after the one that was asked for.
const PORTS: u16 = 100;

/// Ports above 1023 at which browsers open nothing, since other protocols own them (Fetch standard, "Port blocking").
const REFUSED: [u16; 19] =
    [1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080];

/// Whether browsers open nothing at this port.
pub fn is_refused(port: u16) -> bool {
    REFUSED.contains(&port)
}

/// Listens on the port, or the next one that is free and that browsers open.
///
/// # Errors
/// The system's, when none is.
pub fn bind(host: IpAddr, port: u16) -> std::io::Result<std::net::TcpListener> {
    let mut last = None;
    let others = (1..=PORTS).filter_map(|more| port.checked_add(more)).filter(|port| !is_refused(*port));
    for port in [port].into_iter().chain(others.take_while(|_| port != 0)) {
        match std::net::TcpListener::bind(SocketAddr::new(host, port)) {
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                return Ok(listener);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into()))
}

/// Answers until the program ends.
pub async fn run(listener: std::net::TcpListener, stage: Arc<Stage>) -> std::io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return Ok(()) };
        match listener.accept().await {
            Ok((stream, _)) => {
                let stage = stage.clone();
                tokio::spawn(async move {
                    serve(stream, stage).await;
                    drop(place);
                });
            }
            // A client that is gone again, or no file handle left: the next may do better.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn serve(stream: TcpStream, stage: Arc<Stage>) {
    // Only the answer's speed depends on it.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let stage = stage.clone();
        async move { Ok::<Response<Body>, Infallible>(answer::answer(stage, request.into_parts().0).await) }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEADERS).half_close(false);
    // A client that breaks off or sends no HTTP has nobody to be told.
    let _ = builder.serve_connection(TokioIo::new(Patient::new(stream, STALL)), service).await;
}
