//! The live preview: a server for the site in memory, brought up to date as files change.

mod answer;
mod client;
pub mod editor;
pub mod guard;
mod index;
mod media;
mod own;
mod script;
pub mod server;
pub mod stage;
mod watch;

use crate::io::terminal::Terminal;
use stage::Stage;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// Serves until Ctrl-C.
///
/// # Errors
/// The system's, when nothing can be served.
pub fn run(listener: TcpListener, stage: Arc<Stage>, poll: bool, terminal: &Terminal) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let address = listener.local_addr()?;
    let serving = runtime.spawn(server::run(listener, stage.clone()));
    terminal.say(&format!("the site is at {}", url(&stage, address)));
    let watching = watch::Watching::start(stage.clone(), poll);
    let stopped = runtime.block_on(async {
        tokio::select! {
            ended = serving => ended.map_err(std::io::Error::other).and_then(|ended| ended),
            stopped = tokio::signal::ctrl_c() => stopped,
        }
    });
    drop(watching);
    // Whoever is still connected need not be waited for.
    runtime.shutdown_timeout(Duration::ZERO);
    stopped
}

/// The address of the site's home page.
fn url(stage: &Stage, address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() || ip.is_loopback() => "localhost".to_string(),
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
        ip => ip.to_string(),
    };
    let home = stage.look(&stage.usual, |_, shown| crate::plan::address::url(&shown.ground.config, "/"));
    format!("http://{host}:{}{home}", address.port())
}
