//! Work on a new state, done while the old one is still looked at.

use super::mode::Mode;
use super::shown::Shown;
use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::base::progress::Progress;
use crate::build::load::Request;
use crate::build::load::ground::{Ground, ground, read};
use crate::build::load::memo::Memo;
use crate::model::SourceFile;
use crate::parse::document::Document;
use std::sync::Arc;

/// What must be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Every folder is listed, and what has another stamp is read.
    Everything,
    /// Templates, words and theme files.
    Theme,
    /// Nothing: the memo knows all.
    Documents,
}

/// What is needed for a new state, owned.
pub struct Job {
    pub(super) request: Request,
    pub(super) memo: Memo,
    pub(super) modes: Vec<Mode>,
    pub(super) what: What,
    /// The state that it comes from; none at the start.
    pub(super) before: Option<Before>,
}

/// What of a state may be kept.
pub(super) struct Before {
    pub ground: Arc<Ground>,
    pub shown: Vec<Arc<Shown>>,
}

/// A whole new state.
pub struct Fresh {
    pub(super) memo: Memo,
    pub(super) ground: Arc<Ground>,
    pub(super) shown: Vec<Arc<Shown>>,
}

impl Job {
    /// Makes the new state.
    ///
    /// # Errors
    /// When the configuration cannot be read at all, and there was no state before.
    pub fn run(mut self, inputs: &dyn Inputs, progress: &dyn Progress) -> Result<Fresh, Vec<Diagnostic>> {
        if let (What::Theme, Some(before)) = (self.what, &self.before) {
            let old = &before.ground;
            let (config, tags, told) = (old.config.clone(), old.tags.clone(), old.told.clone());
            let ground = Arc::new(ground(inputs, config, tags, told, Some(old)));
            // Other components are other documents.
            if ground.components == old.components {
                let strict = self.request.strict;
                let shown = before.shown.iter().map(|shown| Arc::new(shown.with(&ground, strict))).collect();
                return Ok(Fresh { memo: self.memo, ground, shown });
            }
        }
        let ground = match (self.what, &self.before) {
            (What::Documents, Some(before)) => before.ground.clone(),
            _ => {
                let last = self.before.as_ref().map(|before| &*before.ground);
                Arc::new(read(inputs, &self.request, &mut self.memo, last, progress)?.ground)
            }
        };
        let link = |mode: &Mode| {
            Arc::new(Shown::new(&ground, self.memo.parsed(), self.memo.files(), &self.request, mode, inputs))
        };
        let shown = self.modes.iter().map(link).collect();
        Ok(Fresh { memo: self.memo, ground, shown })
    }
}

/// What is needed to look at the same state in one more mode.
pub struct Task {
    pub(super) ground: Arc<Ground>,
    pub(super) documents: Vec<Arc<Document>>,
    pub(super) files: Vec<SourceFile>,
    pub(super) request: Request,
    pub(super) mode: Mode,
}

impl Task {
    /// Links it.
    pub fn link(self, inputs: &dyn Inputs) -> Shown {
        Shown::new(&self.ground, self.documents, self.files, &self.request, &self.mode, inputs)
    }
}
