//! Watches the site's folders, and has the site brought up to date when something in them changes.

use super::stage::Stage;
use notify::event::EventKind;
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long nothing may change before a change is looked at: an editor that saves in steps is done by then.
const QUIET: Duration = Duration::from_millis(15);
/// Between two looks at every file, where the system tells of no changes.
const PULSE: Duration = Duration::from_millis(500);

/// Watches as long as it lives.
pub struct Watching {
    _watcher: Option<Box<dyn Watcher + Send>>,
}

impl Watching {
    /// Begins to watch the folders of the site.
    pub fn start(stage: Arc<Stage>, poll: bool) -> Self {
        let (sender, receiver) = channel();
        let tell = move |event: notify::Result<notify::Event>| {
            // A system that tells that it lost count has seen a change.
            let paths = match event {
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(event) => event.paths,
                Err(_) => Vec::new(),
            };
            // Nobody listens any more when the program ends.
            let _ = sender.send(paths);
        };
        let config = Config::default().with_poll_interval(PULSE);
        let watcher: notify::Result<Box<dyn Watcher + Send>> = match poll {
            true => PollWatcher::new(tell, config).map(|watcher| Box::new(watcher) as _),
            false => RecommendedWatcher::new(tell, config).map(|watcher| Box::new(watcher) as _),
        };
        let mut watcher = watcher.ok();
        if let Some(watcher) = &mut watcher {
            // What is not there is not watched.
            let _ = watcher.watch(&stage.root, RecursiveMode::Recursive);
        }
        std::thread::spawn(move || listen(&stage, &receiver));
        Watching { _watcher: watcher }
    }
}

fn listen(stage: &Stage, changes: &Receiver<Vec<PathBuf>>) {
    while changes.recv().is_ok() {
        while changes.recv_timeout(QUIET).is_ok() {}
        // The configuration cannot be read: the site stays as it is.
        let _ = stage.refresh();
    }
}
