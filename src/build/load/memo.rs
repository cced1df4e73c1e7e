//! What was read before: a document whose stamp stands is not parsed again.

use crate::base::diag::Diagnostic;
use crate::base::hash::{Hash128, Hasher};
use crate::base::inputs::{Entry, Stamp};
use crate::parse::document::{Document, Text};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Documents and picture sizes as they were read last. It holds for one configuration and one set of components: under
/// another, nothing in it does.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    /// False: nothing is kept for the next time.
    pub(super) keeps: bool,
    context: Hash128,
    /// In order of path.
    pub(super) documents: Vec<Known>,
    /// Files that are no documents, in order of path, with the size of a picture.
    pub(super) measured: Vec<(Entry, Option<(u32, u32)>)>,
}

/// A document as it was parsed, before the Site judged it.
#[derive(Clone, Debug)]
pub struct Known {
    pub stamp: Stamp,
    pub document: Arc<Document>,
    /// What parsing told, before `lints:`.
    pub told: Vec<Diagnostic>,
}

impl Memo {
    /// An empty one, filled by the next load.
    pub fn keeping() -> Self {
        Memo { keeps: true, ..Memo::default() }
    }

    /// Forgets the documents if the configuration or the components are not those that they were parsed with.
    pub(super) fn settle(&mut self, config: Hash128, components: &BTreeSet<Text>) {
        let mut hasher = Hasher::default();
        hasher.field(&config.0);
        components.iter().for_each(|name| {
            hasher.field(name.as_bytes());
        });
        let context = hasher.finish();
        if self.context != context {
            self.documents.clear();
            self.context = context;
        }
    }

    /// The documents, in order of path.
    pub fn parsed(&self) -> Vec<Arc<Document>> {
        self.documents.iter().map(|known| known.document.clone()).collect()
    }

    /// What parsing them told, `lints:` not yet applied.
    pub fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.documents.iter().flat_map(|known| &known.told)
    }

    /// The document of this path, if its stamp is the one it was read at.
    pub(super) fn known(&self, entry: &Entry) -> Option<&Known> {
        let at = self.documents.binary_search_by(|known| known.document.path.cmp(&entry.path)).ok()?;
        Some(&self.documents[at]).filter(|known| known.stamp == entry.stamp)
    }

    /// The size of a picture, if its stamp is the one it was measured at; `Some(None)` is a file that is no picture.
    pub(super) fn size(&self, entry: &Entry) -> Option<Option<(u32, u32)>> {
        let at = self.measured.binary_search_by(|(known, _)| known.path.cmp(&entry.path)).ok()?;
        let (known, size) = &self.measured[at];
        (known.stamp == entry.stamp).then_some(*size)
    }
}
