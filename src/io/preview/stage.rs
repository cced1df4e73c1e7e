//! The site behind locks: pages are read by many, changed by one.

use super::editor::Editor;
use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;
use crate::base::progress::Silent;
use crate::build::load::Request;
use crate::build::preview::Workshop;
use crate::build::preview::mode::Mode;
use crate::build::preview::shown::Shown;
use crate::io::disk::DiskInputs;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use tokio::sync::broadcast;

/// What every open page is told of a new state.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Told {
    pub revision: u64,
    /// A stylesheet changed.
    pub css: bool,
    /// A script changed: a page must be loaded anew.
    pub reload: bool,
    pub errors: usize,
    pub warnings: usize,
}

/// The site as the server has it.
pub struct Stage {
    pub root: PathBuf,
    pub bound: IpAddr,
    pub editor: Editor,
    /// What a browser sees that has chosen nothing.
    pub usual: Mode,
    pub events: broadcast::Sender<Told>,
    /// Event streams that are open.
    pub streams: AtomicUsize,
    pub workshop: RwLock<Workshop>,
    /// Held by whoever makes a new state, so that none is made of an old one.
    work: Mutex<()>,
}

impl Stage {
    /// Reads the site.
    ///
    /// # Errors
    /// When the configuration cannot be read at all.
    pub fn open(
        root: PathBuf,
        request: Request,
        bound: IpAddr,
        editor: Editor,
        usual: Mode,
    ) -> Result<Stage, Vec<Diagnostic>> {
        let inputs = DiskInputs::new(&root);
        let workshop = Workshop::open(&inputs, request, usual.clone(), &Silent)?;
        let (events, _) = broadcast::channel(64);
        let streams = AtomicUsize::new(0);
        let workshop = RwLock::new(workshop);
        Ok(Stage { root, bound, editor, usual, events, streams, workshop, work: Mutex::new(()) })
    }

    /// The sources at this moment.
    pub fn inputs(&self) -> DiskInputs {
        DiskInputs::new(&self.root)
    }

    /// Looks at the site in a mode; links it first when it is not at hand.
    pub fn look<R>(&self, mode: &Mode, look: impl FnOnce(&Workshop, &Shown) -> R) -> R {
        loop {
            let workshop = self.workshop.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(shown) = workshop.shown(mode) {
                return look(&workshop, shown);
            }
            drop(workshop);
            let _work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
            let task = {
                let workshop = self.workshop.read().unwrap_or_else(PoisonError::into_inner);
                if workshop.shown(mode).is_some() {
                    continue;
                }
                workshop.task(mode)
            };
            let shown = task.link(&self.inputs());
            self.workshop.write().unwrap_or_else(PoisonError::into_inner).keep(shown);
        }
    }

    /// Errors and warnings of the usual mode.
    pub fn counts(&self) -> (usize, usize) {
        self.look(&self.usual, |workshop, shown| count(&workshop.diagnostics(shown)))
    }

    /// Reads what changed and tells every page.
    pub fn refresh(&self) -> Result<(), Vec<Diagnostic>> {
        let _work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let job = self.workshop.read().unwrap_or_else(PoisonError::into_inner).job();
        let fresh = job.run(&self.inputs(), &Silent)?;
        let old = self.workshop.write().unwrap_or_else(PoisonError::into_inner).take(fresh);
        // Nobody listening is no fault.
        let _ = self.events.send(self.told(true));
        drop(old);
        Ok(())
    }

    pub fn revision(&self) -> u64 {
        self.workshop.read().unwrap_or_else(PoisonError::into_inner).revision
    }

    /// What a page is told that may have missed something.
    pub fn told(&self, css: bool) -> Told {
        let (errors, warnings) = self.counts();
        Told { revision: self.revision(), css, reload: false, errors, warnings }
    }

    /// The whole path of a source file, with forward slashes; none for what comes with the program.
    pub fn absolute(&self, path: &SourcePath) -> Option<String> {
        let file = std::path::absolute(self.root.join(path.as_str())).ok()?;
        file.exists().then(|| file.to_string_lossy().replace('\\', "/"))
    }

    /// Counts an event stream in, unless there are too many.
    pub fn enter(&self, most: usize) -> bool {
        let enter = |open: usize| (open < most).then_some(open + 1);
        self.streams.fetch_update(Ordering::Relaxed, Ordering::Relaxed, enter).is_ok()
    }
}

/// Errors, and the rest.
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    (errors, diagnostics.len() - errors)
}
