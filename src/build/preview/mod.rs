//! The preview's site: held in memory, brought up to date from what changed, rendered page by page when asked.

pub mod about;
pub mod mode;
pub mod shown;

use super::load::Request;
use super::load::ground::{Ground, read};
use super::load::memo::Memo;
use crate::base::diag::{Diagnostic, in_order};
use crate::base::inputs::Inputs;
use crate::base::progress::{Progress, Silent};
use crate::parse::document::Document;
use mode::Mode;
use shown::Shown;
use std::sync::Arc;

/// Ways of looking at the site that are kept at once; the one not used for longest makes room.
const MODES: usize = 3;

/// Everything that was read, and the site as each mode in use shows it.
pub struct Workshop {
    request: Request,
    memo: Memo,
    pub ground: Arc<Ground>,
    /// The one asked for last at the end.
    shown: Vec<Shown>,
    /// Grows with each state.
    pub revision: u64,
}

/// A whole new state.
pub struct Fresh {
    memo: Memo,
    ground: Arc<Ground>,
    shown: Vec<Shown>,
}

/// What is needed to make one, owned: it is made while the old state is still looked at.
pub struct Job {
    request: Request,
    memo: Memo,
    modes: Vec<Mode>,
}

impl Job {
    /// Reads what changed, and links the site for each mode.
    ///
    /// # Errors
    /// When the configuration cannot be read at all.
    pub fn run(mut self, inputs: &dyn Inputs, progress: &dyn Progress) -> Result<Fresh, Vec<Diagnostic>> {
        let read = read(inputs, &self.request, &mut self.memo, progress)?;
        let ground = Arc::new(read.ground);
        let link = |mode| Shown::new(&ground, read.documents.clone(), &self.request, mode, inputs, progress);
        let shown = self.modes.iter().map(link).collect();
        Ok(Fresh { memo: self.memo, ground, shown })
    }
}

/// What is needed to look at the same state in one more mode.
pub struct Task {
    ground: Arc<Ground>,
    documents: Vec<Arc<Document>>,
    request: Request,
    mode: Mode,
}

impl Task {
    /// Links it.
    pub fn link(self, inputs: &dyn Inputs) -> Shown {
        Shown::new(&self.ground, self.documents, &self.request, &self.mode, inputs, &Silent)
    }
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
        let job = Job { request: request.clone(), memo: Memo::keeping(), modes: vec![first] };
        let Fresh { memo, ground, shown } = job.run(inputs, progress)?;
        Ok(Workshop { request, memo, ground, shown, revision: 1 })
    }

    /// What makes a new state from what lies there now.
    pub fn job(&self) -> Job {
        let modes = self.shown.iter().map(|shown| shown.mode.clone()).collect();
        Job { request: self.request.clone(), memo: self.memo.clone(), modes }
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

    /// The site as a mode shows it, if it is at hand.
    pub fn shown(&self, mode: &Mode) -> Option<&Shown> {
        self.shown.iter().find(|shown| shown.mode == *mode)
    }

    /// What links the site for one more mode.
    pub fn task(&self, mode: &Mode) -> Task {
        let (ground, documents) = (self.ground.clone(), self.memo.parsed());
        Task { ground, documents, request: self.request.clone(), mode: mode.clone() }
    }

    /// Keeps a mode at hand.
    pub fn keep(&mut self, shown: Shown) {
        self.shown.retain(|other| other.mode != shown.mode);
        self.shown.push(shown);
        if self.shown.len() > MODES {
            self.shown.remove(0);
        }
    }

    /// Everything that is wrong with the site as a mode shows it, in order.
    pub fn diagnostics(&self, shown: &Shown) -> Vec<Diagnostic> {
        let told = self.memo.told().chain(&self.ground.told).cloned().collect();
        let mut told = self.ground.judged(told, self.request.strict);
        told.extend(shown.told.iter().cloned());
        in_order(told)
    }
}
