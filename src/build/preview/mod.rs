//! The preview's site: held in memory, brought up to date from what changed, rendered page by page when asked.

pub mod about;
pub mod change;
pub mod job;
pub mod mode;
pub mod moved;
pub(in crate::build) mod same;
pub mod shown;
mod steady;

use super::load::Request;
use super::load::ground::Ground;
use super::load::memo::{Known, Memo};
use super::load::survey::{Survey, survey};
use crate::base::diag::{Diagnostic, in_order};
use crate::base::inputs::{Entry, Inputs, Stamp};
use crate::base::path::SourcePath;
use crate::base::progress::Progress;
use crate::parse::document::Document;
use change::Swap;
use jiff::Timestamp;
use job::{Before, Fresh, Job, Task, What};
use mode::Mode;
use moved::differ;
use shown::Shown;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use steady::{Steady, Texts};

/// Ways of looking at the site that are kept at once; the one not used for longest makes room.
const MODES: usize = 3;

/// Everything that was read, and the site as each mode in use shows it.
///
/// A change goes through three hands: [`Workshop::step`] looks at the files and says what is to be done, a [`Job`] does
/// it aside, [`Workshop::take`] or [`Workshop::swap`] puts it in place. One caller at a time.
pub struct Workshop {
    request: Request,
    memo: Memo,
    pub ground: Arc<Ground>,
    /// The one linked last at the end. Nobody else holds them while a document is swapped.
    shown: Vec<Arc<Shown>>,
    /// Grows with each state.
    pub revision: u64,
}

impl Workshop {
    /// The first state.
    ///
    /// # Errors
    /// When the configuration cannot be read at all.
    pub fn open(
        inputs: &dyn Inputs,
        request: Request,
        first: Mode,
        progress: &dyn Progress,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (memo, modes, what) = (Memo::keeping(), vec![first], What::Everything);
        let job = Job { request: request.clone(), memo, modes, what, before: None };
        let Fresh { memo, ground, shown } = job.run(inputs, progress)?;
        Ok(Workshop { request, memo, ground, shown, revision: 1 })
    }

    /// What makes a new state from what lies there now.
    pub fn job(&self, what: What) -> Job {
        let modes = self.shown.iter().map(|shown| shown.mode.clone()).collect();
        let shown = if what == What::Theme { self.shown.clone() } else { Vec::new() };
        let before = Some(Before { ground: self.ground.clone(), shown });
        Job { request: self.request.clone(), memo: self.memo.clone(), modes, what, before }
    }

    /// Takes a new state over; the old one is handed back, for it takes time to fall apart.
    pub fn take(&mut self, fresh: Fresh) -> Fresh {
        self.revision += 1;
        Fresh {
            memo: std::mem::replace(&mut self.memo, fresh.memo),
            ground: std::mem::replace(&mut self.ground, fresh.ground),
            shown: std::mem::replace(&mut self.shown, fresh.shown),
        }
    }

    /// Notes the stamps of files that are what they were.
    pub fn note(&mut self, stamps: Vec<(SourcePath, Stamp)>) {
        stamps.into_iter().for_each(|(path, stamp)| self.memo.note(&path, stamp));
    }

    /// Puts texts in the place of others. False when that cannot be done in place: then everything is to be made anew.
    pub fn swap(&mut self, swap: Swap) -> bool {
        let mut done = true;
        if let Some(ground) = swap.ground {
            for shown in &mut self.shown {
                done &= Arc::get_mut(shown).is_some_and(|shown| shown.reword(&ground, self.request.strict));
            }
            self.ground = ground;
        }
        for (known, places) in swap.documents {
            for shown in &mut self.shown {
                done &= Arc::get_mut(shown).is_some_and(|shown| shown.swap(&known.document, &places));
            }
            self.memo.put(known);
        }
        for file in swap.files {
            for shown in &mut self.shown {
                done &= Arc::get_mut(shown).is_some_and(|shown| shown.resize(&file));
            }
            self.memo.put_file(file);
        }
        self.revision += 1;
        done
    }

    /// The site as a mode shows it, if it is at hand.
    pub fn shown(&self, mode: &Mode) -> Option<&Shown> {
        self.shown.iter().find(|shown| shown.mode == *mode).map(|shown| &**shown)
    }

    /// What links the site for one more mode.
    pub fn task(&self, mode: &Mode) -> Task {
        let (ground, documents, files) = (self.ground.clone(), self.memo.parsed(), self.memo.files());
        Task { ground, documents, files, request: self.request.clone(), mode: mode.clone() }
    }

    /// Keeps a mode at hand. The first one, that of whoever has chosen none, stays.
    pub fn keep(&mut self, shown: Shown) {
        self.shown.retain(|other| other.mode != shown.mode);
        self.shown.push(Arc::new(shown));
        if self.shown.len() > MODES {
            self.shown.remove(1);
        }
    }

    /// Everything that is wrong with the site as a mode shows it, in order.
    pub fn diagnostics(&self, shown: &Shown) -> Vec<Diagnostic> {
        let told = self.memo.told().chain(self.ground.faults()).cloned().collect();
        let mut told = self.ground.judged(told, self.request.strict);
        told.extend(shown.told().cloned());
        in_order(told)
    }

    /// The document of a source file, as it was read.
    pub fn document(&self, path: &SourcePath) -> Option<&Document> {
        self.memo.last(path).map(|known| &*known.document)
    }

    /// Whether the document of a source is known, and can no longer be read.
    pub(super) fn is_unreadable(&self, path: &SourcePath) -> bool {
        self.memo.last(path).is_some_and(|known| known.told.iter().any(|told| told.code == "unreadable"))
    }

    /// The next instant at which a piece appears by itself in what is shown as of now.
    pub fn next(&self) -> Option<Timestamp> {
        let now = self.shown.iter().filter(|shown| shown.mode.as_of.is_none());
        now.filter_map(|shown| about::next_instant(shown)).min()
    }

    /// What to look at everything with, while nobody is kept from the state.
    pub fn outlook(&self) -> Outlook {
        Outlook { request: self.request.clone(), ground: self.ground.clone() }
    }

    /// The files that may not be what the state was made from. A stamp that has not settled proves nothing: a document
    /// is then named, any other file only if it is one of the `doubtful`.
    pub fn suspects(&self, survey: &Survey, doubtful: &BTreeSet<SourcePath>) -> BTreeSet<SourcePath> {
        let known = |known: &Known| Entry { path: known.document.path.clone(), stamp: known.stamp };
        let documents: Vec<Entry> = self.memo.documents.iter().map(known).collect();
        let proves = |old: &Entry, new: &Entry| old.stamp.proves(&new.stamp);
        let path = |entry: &Entry| entry.path.clone();
        let mut out: BTreeSet<_> = differ(&documents, &survey.documents, path, proves).into_iter().collect();
        let files: Vec<Entry> = self.memo.measured.iter().map(|(entry, _)| entry.clone()).collect();
        let same = |old: &Entry, new: &Entry| {
            old.stamp.proves(&new.stamp) || (old.stamp == new.stamp && !doubtful.contains(&new.path))
        };
        out.extend(differ(&files, &survey.files, path, same));
        out.extend((!survey.config_stands).then(|| self.request.config.clone()));
        out.extend((!survey.ground_stands).then(|| SourcePath::new(&self.ground.config.content)).flatten());
        out.extend((!survey.theme_stands).then(|| SourcePath::new("templates")).flatten());
        out
    }
}

/// What a look at everything needs of a state.
pub struct Outlook {
    request: Request,
    ground: Arc<Ground>,
}

impl Outlook {
    /// Looks at everything.
    pub fn survey(&self, inputs: &dyn Inputs) -> Survey {
        survey(inputs, &self.request, &self.ground)
    }
}
