//! The folders that are watched, and the files of the site that the system's paths mean.

use super::stage::Stage;
use crate::base::path::SourcePath;
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Between two looks at every file, where the system tells of no changes.
const PULSE: Duration = Duration::from_millis(500);
/// Between two looks for a folder that is not there yet, or cannot be watched.
const SEEK: Duration = Duration::from_secs(2);

/// A folder of the site.
struct Folder {
    site: SourcePath,
    /// As it was given to the system, and as that may call it.
    names: [PathBuf; 2],
}

/// What is watched.
pub struct Folders {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    covered: Vec<Folder>,
    complete: bool,
}

impl Folders {
    /// Begins to watch the folders of the site. Where the system cannot tell of changes, files are looked at.
    pub fn new<F>(stage: &Stage, poll: bool, hear: F) -> Self
    where
        F: Fn(notify::Result<Event>) + Clone + Send + 'static,
    {
        let config = Config::default().with_poll_interval(PULSE);
        let system = if poll { None } else { RecommendedWatcher::new(hear.clone(), config).ok() };
        let watcher: Box<dyn Watcher + Send> = match system {
            Some(watcher) => Box::new(watcher),
            None => match PollWatcher::new(hear, config) {
                Ok(watcher) => Box::new(watcher),
                Err(_) => Box::new(notify::NullWatcher),
            },
        };
        let mut folders = Folders { root: stage.root.clone(), watcher, covered: Vec::new(), complete: false };
        folders.cover(stage);
        folders
    }

    /// The folders that the site is made of, and the one that its configuration lies in.
    fn wanted(stage: &Stage) -> Vec<(SourcePath, RecursiveMode)> {
        let config = stage.config().parent();
        let deep = [stage.content(), "static".into(), "templates".into(), "themes".into(), "words".into()];
        let deep = deep.iter().filter_map(|folder| SourcePath::new(folder));
        let flat = [(SourcePath::root(), RecursiveMode::NonRecursive), (config, RecursiveMode::NonRecursive)];
        flat.into_iter().chain(deep.map(|folder| (folder, RecursiveMode::Recursive))).collect()
    }

    /// Watches what is there and not watched yet. True when there is something new.
    pub fn cover(&mut self, stage: &Stage) -> bool {
        let before = self.covered.len();
        self.complete = true;
        for (site, mode) in Folders::wanted(stage) {
            let folder = self.root.join(site.as_str());
            if self.covered.iter().any(|known| known.site == site) {
                continue;
            }
            if !folder.is_dir() || self.watcher.watch(&folder, mode).is_err() {
                self.complete = false;
                continue;
            }
            let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            self.covered.push(Folder { site, names: [folder, real] });
        }
        self.covered.len() > before
    }

    /// How long a folder that is missing may be overlooked.
    pub fn patience(&self) -> Duration {
        if self.complete { Duration::MAX } else { SEEK }
    }

    /// The file of the site that a path of the system means.
    pub fn source(&self, file: &Path) -> Option<SourcePath> {
        let below = |folder: &Folder| folder.names.iter().find_map(|name| file.strip_prefix(name).ok());
        // The deepest folder knows best: `content` may be a link out of the site.
        let found = self.covered.iter().filter_map(|folder| Some((folder, below(folder)?)));
        let found = found.min_by_key(|(_, rest)| rest.as_os_str().len());
        let (folder, rest) = found?;
        folder.site.join(rest.to_str()?)
    }

    /// Whether a path is one of the watched folders, or lies in one that is watched to its depths.
    pub fn holds(&self, path: &SourcePath) -> bool {
        let deep = |folder: &&Folder| !folder.site.as_str().is_empty();
        let mut deep = self.covered.iter().filter(deep);
        deep.any(|folder| folder.site == *path || path.below(folder.site.as_str()).is_some())
    }

    /// A watched folder itself was made, moved or removed: the system may watch what is no longer there.
    pub fn lose(&mut self, path: &SourcePath) -> bool {
        let Some(at) = self.covered.iter().position(|folder| folder.site == *path) else { return false };
        if path.as_str().is_empty() {
            return false;
        }
        let folder = self.covered.remove(at);
        // What is gone cannot be let go of.
        let _ = self.watcher.unwatch(&folder.names[0]);
        true
    }
}
