//! The live preview: a server for the site in memory, brought up to date as files change.

mod answer;
mod browser;
mod client;
pub mod editor;
mod file;
mod folders;
pub mod guard;
mod index;
mod media;
mod own;
mod script;
pub mod server;
pub mod stage;
mod voice;
mod watch;

use crate::base::diag::Diagnostic;
use crate::io::terminal::Terminal;
use stage::{Outcome, Stage};
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use voice::Voice;

/// Serves until Ctrl-C.
///
/// # Errors
/// The system's, when nothing can be served.
pub fn run(
    listener: TcpListener,
    stage: Arc<Stage>,
    poll: bool,
    terminal: &Terminal,
    opens: bool,
) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let address = url(&stage, listener.local_addr()?);
    let mut serving = runtime.spawn(server::run(listener, stage.clone()));
    let mut voice = Voice::default();
    let found = stage.look(&stage.usual, |workshop, shown| workshop.diagnostics(shown));
    problems(terminal, &stage, &voice.news(&found).0);
    let (sender, mut outcomes) = tokio::sync::mpsc::unbounded_channel();
    watch::start(stage.clone(), poll, move |outcome| sender.send(outcome).is_ok());
    // Asked once before the address is told: from then on Ctrl-C and every change are heard.
    let mut stop = Box::pin(tokio::signal::ctrl_c());
    if runtime.block_on(std::future::poll_fn(|context| Poll::Ready(stop.as_mut().poll(context)))).is_ready() {
        return Ok(());
    }
    terminal.say(&format!("the site is at {address} (Ctrl-C ends the preview)"));
    if opens && let Err(why) = browser::open(&address) {
        terminal.say(&format!("no browser could be opened: {why}"));
    }
    let stopped = runtime.block_on(async {
        loop {
            tokio::select! {
                ended = &mut serving => return ended.map_err(std::io::Error::other).and_then(|ended| ended),
                stopped = &mut stop => return stopped,
                Some(outcome) = outcomes.recv() => say(terminal, &stage, &mut voice, &outcome),
            }
        }
    });
    // Whoever is still connected need not be waited for.
    runtime.shutdown_timeout(Duration::ZERO);
    stopped
}

fn say(terminal: &Terminal, stage: &Stage, voice: &mut Voice, outcome: &Outcome) {
    let (new, mended) = voice.news(&outcome.diagnostics);
    if !outcome.moved.sources.is_empty() || !new.is_empty() || mended > 0 {
        terminal.say(&voice::line(outcome));
    }
    problems(terminal, stage, &new);
    voice::mended(mended, &outcome.diagnostics).iter().for_each(|line| terminal.say(line));
}

fn problems(terminal: &Terminal, stage: &Stage, diagnostics: &[Diagnostic]) {
    stage.look(&stage.usual, |_, shown| {
        terminal.report(diagnostics, &|path| own::source_text(stage, shown, path));
    });
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
