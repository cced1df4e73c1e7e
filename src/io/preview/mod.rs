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
mod patient;
mod script;
pub mod server;
pub mod stage;
mod voice;
mod watch;

use crate::base::diag::Diagnostic;
use crate::io::terminal::Terminal;
use stage::{Outcome, Stage};
use std::future::Future;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError};
use std::task::Poll;
use std::time::Duration;
use voice::Voice;
use watch::News;

/// What may wait to be said.
const QUEUE: usize = 64;

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
    let (sender, news) = std::sync::mpsc::sync_channel(QUEUE);
    // Whoever does not read holds nobody up: what finds no place in the queue is said with what comes next.
    let pass = |sender: &SyncSender<News>, news| !matches!(sender.try_send(news), Err(TrySendError::Disconnected(_)));
    let teller = sender.clone();
    watch::start(stage.clone(), poll, move |news| pass(&teller, news));
    // Asked once before the address is told: from then on Ctrl-C and every change are heard.
    let mut stop = Box::pin(tokio::signal::ctrl_c());
    if runtime.block_on(std::future::poll_fn(|context| Poll::Ready(stop.as_mut().poll(context)))).is_ready() {
        return Ok(());
    }
    // The line of the progress goes.
    terminal.report(&[], &|_| None);
    let own = Terminal::new(terminal.format, terminal.quiet, terminal.verbose);
    let said = format!("the site is at {address} (Ctrl-C ends the preview)");
    std::thread::spawn(move || speak(&own, &stage, &said, &news));
    if opens && let Err(why) = browser::open(&address) {
        pass(&sender, News::Word(format!("no browser could be opened: {why}")));
    }
    let stopped = runtime.block_on(async {
        tokio::select! {
            ended = &mut serving => ended.map_err(std::io::Error::other).and_then(|ended| ended),
            stopped = &mut stop => stopped,
        }
    });
    // Whoever is still connected need not be waited for.
    runtime.shutdown_timeout(Duration::ZERO);
    stopped
}

/// Says what there is to say, on a thread of its own: a terminal may stop reading.
fn speak(terminal: &Terminal, stage: &Stage, address: &str, news: &Receiver<News>) {
    let mut voice = Voice::default();
    let found = stage.look(&stage.usual, |workshop, shown| workshop.diagnostics(shown));
    problems(terminal, stage, &voice.news(&found).0);
    terminal.say(address);
    for news in news {
        match news {
            News::State(outcome) => say(terminal, stage, &mut voice, &outcome),
            News::Word(line) => terminal.say(&line),
        }
    }
}

fn say(terminal: &Terminal, stage: &Stage, voice: &mut Voice, outcome: &Outcome) {
    let (new, mended) = voice.news(&outcome.diagnostics);
    terminal.say(&voice::line(outcome));
    problems(terminal, stage, &new);
    voice::mended(mended, &outcome.diagnostics).iter().for_each(|line| terminal.say(line));
}

fn problems(terminal: &Terminal, stage: &Stage, diagnostics: &[Diagnostic]) {
    // The site is looked at for each text alone, not while anything is written.
    terminal.report(diagnostics, &|path| stage.look(&stage.usual, |_, shown| own::source_text(stage, shown, path)));
}

/// The address of the site's home page.
fn url(stage: &Stage, address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() || ip == Ipv4Addr::LOCALHOST || ip == Ipv6Addr::LOCALHOST => "localhost".to_string(),
        std::net::IpAddr::V6(ip) => format!("[{ip}]"),
        ip => ip.to_string(),
    };
    let home = stage.look(&stage.usual, |_, shown| crate::plan::address::url(&shown.ground.config, "/"));
    format!("http://{host}:{}{home}", address.port())
}
