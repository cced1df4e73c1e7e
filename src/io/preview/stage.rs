//! The site behind locks: pages are read by many, changed by one.

use super::editor::Editor;
use super::file::Tags;
use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;
use crate::base::progress::{Progress, Silent};
use crate::build::load::Request;
use crate::build::preview::change::{Step, Touched};
use crate::build::preview::job::{Job, What};
use crate::build::preview::mode::Mode;
use crate::build::preview::moved::{Moved, pages};
use crate::build::preview::shown::Shown;
use crate::build::preview::{Texts, Workshop};
use crate::io::clock::{Clock, Watch};
use crate::io::disk::DiskInputs;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
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
    /// URLs of copied files with other bytes; none when they are many.
    pub files: Option<Vec<String>>,
    /// Milliseconds from the look at the files to the new state.
    pub took: f64,
}

/// A new state, for the terminal.
pub struct Outcome {
    pub moved: Moved,
    /// Pages that show something of what changed.
    pub pages: usize,
    pub seconds: f64,
    /// Everything that is wrong now.
    pub diagnostics: Vec<Diagnostic>,
}

/// The site as the server has it.
pub struct Stage {
    pub root: PathBuf,
    pub clock: Clock,
    pub bound: IpAddr,
    pub editor: Editor,
    /// What a browser sees that has chosen nothing.
    pub usual: Mode,
    pub events: broadcast::Sender<Told>,
    /// Event streams that are open.
    pub streams: AtomicUsize,
    pub texts: Texts,
    pub tags: Tags,
    workshop: RwLock<Workshop>,
    /// Held by whoever makes a new state, so that none is made of an old one.
    work: Mutex<()>,
    ahead: Mutex<Vec<Outcome>>,
}

/// Files that are named to open pages.
const NAMED: usize = 100;

impl Stage {
    /// Reads the site.
    ///
    /// # Errors
    /// When the configuration cannot be read at all.
    pub fn open(
        root: PathBuf,
        clock: Clock,
        request: Request,
        bound: IpAddr,
        editor: Editor,
        usual: Mode,
        progress: &dyn Progress,
    ) -> Result<Stage, Vec<Diagnostic>> {
        let inputs = DiskInputs::at(&root, clock.now());
        let workshop = RwLock::new(Workshop::open(&inputs, request, usual.clone(), progress)?);
        let (events, _) = broadcast::channel(64);
        let (streams, texts, tags, work) = (AtomicUsize::new(0), Texts::default(), Tags::default(), Mutex::new(()));
        Ok(Stage {
            root,
            clock,
            bound,
            editor,
            usual,
            events,
            streams,
            texts,
            tags,
            workshop,
            work,
            ahead: Mutex::default(),
        })
    }

    /// The sources at this moment.
    pub fn inputs(&self) -> DiskInputs {
        DiskInputs::at(&self.root, self.clock.now())
    }

    fn read(&self) -> RwLockReadGuard<'_, Workshop> {
        self.workshop.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, Workshop> {
        self.workshop.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) -> MutexGuard<'_, ()> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the site in a mode; links it first when it is not at hand.
    pub fn look<R>(&self, mode: &Mode, look: impl FnOnce(&Workshop, &Shown) -> R) -> R {
        loop {
            let workshop = self.read();
            if let Some(shown) = workshop.shown(mode) {
                return look(&workshop, shown);
            }
            drop(workshop);
            let _work = self.work();
            if self.read().shown(mode).is_none() {
                let task = self.read().task(mode);
                let shown = task.link(&self.inputs());
                self.write().keep(shown);
            }
        }
    }

    /// What the site's folder is called in its configuration.
    pub fn content(&self) -> String {
        self.read().ground.config.content.to_string()
    }

    /// The configuration's file.
    pub fn config(&self) -> SourcePath {
        self.read().ground.config.path.clone()
    }

    /// Brings the site up to date with these files, and tells every open page. None when nothing changed.
    pub fn update(&self, touched: &Touched) -> Option<Outcome> {
        let _work = self.work();
        let watch = Watch::start();
        let inputs = self.inputs();
        let step = self.read().step(&inputs, touched);
        match step {
            Step::Nothing => None,
            Step::Stamps(stamps) => {
                self.write().note(stamps);
                None
            }
            Step::Work(job) => self.finish(job, &watch),
            Step::Swap(swap) => {
                let moved = self.look(&self.usual, |_, shown| Moved::by(&swap, shown));
                if !self.write().swap(swap) {
                    let job = self.read().job(What::Everything);
                    return self.finish(job, &watch);
                }
                Some(self.tell(moved, &watch))
            }
        }
    }

    /// Brings the site up to date with one file, for a reader who is quicker than the watcher; false when there was
    /// nothing to be done. What comes of it is said when the watcher has heard of it too.
    pub fn catch_up(&self, path: &SourcePath) -> bool {
        let Some(outcome) = self.update(&Touched::Doubted(path.clone())) else { return false };
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        if ahead.len() < NAMED {
            ahead.push(outcome);
        }
        true
    }

    /// What came of catching up since this was asked last.
    pub fn caught_up(&self) -> Vec<Outcome> {
        std::mem::take(&mut *self.ahead.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Compares everything with what lies there, and brings the site up to date with what differs and with these files.
    /// None when nothing does. Nobody waits for the comparison.
    pub fn compare(&self, mut files: BTreeSet<SourcePath>) -> Option<Outcome> {
        let outlook = self.read().outlook();
        let inputs = self.inputs();
        let survey = outlook.survey(&inputs);
        let doubtful = self.tags.outdated(&inputs);
        files.extend(self.read().suspects(&survey, &doubtful));
        // What nobody holds any more takes time to fall apart.
        drop(survey);
        if files.is_empty() { None } else { self.update(&Touched::Files(files)) }
    }

    /// Links the site for another minute.
    pub fn relink(&self) -> Option<Outcome> {
        let _work = self.work();
        let job = self.read().job(What::Documents);
        self.finish(job, &Watch::start())
    }

    /// The next instant at which a piece appears by itself.
    pub fn next(&self) -> Option<jiff::Timestamp> {
        self.read().next()
    }

    fn finish(&self, job: Job, watch: &Watch) -> Option<Outcome> {
        // It fails only where no state was before.
        job.run(&self.inputs(), &Silent).ok().map(|fresh| self.adopt(fresh, watch))
    }

    fn adopt(&self, fresh: crate::build::preview::job::Fresh, watch: &Watch) -> Outcome {
        let old = self.write().take(fresh);
        let moved = self.look(&self.usual, |workshop, shown| Moved::since(&old, workshop, shown));
        let outcome = self.tell(moved, watch);
        // It takes time to fall apart, and nobody waits for it.
        rayon::spawn(move || drop(old));
        outcome
    }

    /// Tells every open page, and sums up.
    fn tell(&self, moved: Moved, watch: &Watch) -> Outcome {
        let seconds = watch.seconds();
        let (diagnostics, pages, revision) = self.look(&self.usual, |workshop, shown| {
            let pages = if moved.all { shown.plan.pages.len() } else { pages(shown, &moved.sources) };
            (workshop.diagnostics(shown), pages, workshop.revision)
        });
        let (errors, warnings) = count(&diagnostics);
        let files = (moved.files.len() <= NAMED).then(|| moved.files.iter().map(|url| url.to_string()).collect());
        let told =
            Told { revision, css: moved.css, reload: moved.script, errors, warnings, files, took: seconds * 1000.0 };
        // Nobody listening is no fault.
        let _ = self.events.send(told);
        Outcome { moved, pages, seconds, diagnostics }
    }

    pub fn revision(&self) -> u64 {
        self.read().revision
    }

    /// What a page is told that may have missed something.
    pub fn told(&self) -> Told {
        let (revision, (errors, warnings)) =
            self.look(&self.usual, |workshop, shown| (workshop.revision, count(&workshop.diagnostics(shown))));
        Told { revision, css: true, reload: false, errors, warnings, files: None, took: 0.0 }
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
