//! The folders that are watched, and the files of the site that the system's paths mean.

use super::stage::Stage;
use crate::base::path::SourcePath;
use crate::io::disk::reason;
use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
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
    /// None when files are looked at.
    watcher: Option<RecommendedWatcher>,
    /// Looks at the files that the system refuses to watch.
    poller: Option<PollWatcher>,
    covered: Vec<Folder>,
    complete: bool,
    /// What people are to be told.
    pub words: Vec<String>,
}

impl Folders {
    /// Begins to watch the folders of the site. Where the system cannot tell of changes, files are looked at.
    pub fn new<F>(stage: &Stage, poll: bool, hear: F) -> Self
    where
        F: Fn(notify::Result<Event>) + Clone + Send + 'static,
    {
        let config = Config::default().with_poll_interval(PULSE);
        let poller = PollWatcher::new(hear.clone(), config).ok();
        let system = if poll { None } else { Some(RecommendedWatcher::new(hear, config)) };
        let (root, covered, words) = (stage.root.clone(), Vec::new(), Vec::new());
        let mut folders = Folders { root, watcher: None, poller, covered, complete: false, words };
        match system {
            Some(Ok(watcher)) => folders.watcher = Some(watcher),
            Some(Err(error)) => folders.fail(&error),
            None => {}
        }
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
        let watched = self.watcher.is_some();
        self.complete = true;
        for (site, mode) in Folders::wanted(stage) {
            let folder = self.root.join(site.as_str());
            if self.covered.iter().any(|known| known.site == site) {
                continue;
            }
            if !folder.is_dir() || !self.watch(&folder, mode) {
                self.complete = false;
                continue;
            }
            let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            self.covered.push(Folder { site, names: [folder, real] });
        }
        if watched && self.watcher.is_none() {
            // What was covered before the system refused is not any more.
            self.cover(stage);
            return true;
        }
        self.covered.len() > before
    }

    /// Has the system watch a folder; where it refuses, its files are looked at.
    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> bool {
        if let Some(watcher) = &mut self.watcher {
            match watcher.watch(folder, mode) {
                Ok(()) => return true,
                // It is gone again.
                Err(_) if !folder.is_dir() => return false,
                Err(error) => {
                    let _ = watcher.unwatch(folder);
                    self.fail(&error);
                }
            }
        }
        self.poller.as_mut().is_some_and(|poller| poller.watch(folder, mode).is_ok())
    }

    /// The system cannot tell of all changes any more: from now on all files are looked at. It is said once.
    pub fn fail(&mut self, error: &notify::Error) {
        let is_refusal = match &error.kind {
            ErrorKind::MaxFilesWatch => true,
            ErrorKind::Io(error) => error.kind() != std::io::ErrorKind::NotFound,
            _ => false,
        };
        if !is_refusal || (self.watcher.is_none() && !self.words.is_empty()) {
            return;
        }
        let why = match &error.kind {
            ErrorKind::MaxFilesWatch => "its limit is reached (on Linux, `sysctl fs.inotify.max_user_watches`)".into(),
            ErrorKind::Io(error) => reason(error),
            _ => String::new(),
        };
        self.words.push(format!(
            "the system does not watch the files: {why}; they are looked at twice a second, as with `--poll`"
        ));
        self.watcher = None;
        // All are covered anew.
        self.covered.clear();
        self.complete = false;
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
        match &mut self.watcher {
            Some(watcher) => drop(watcher.unwatch(&folder.names[0])),
            None => drop(self.poller.as_mut().map(|poller| poller.unwatch(&folder.names[0]))),
        }
        true
    }
}
