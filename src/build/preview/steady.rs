//! The sources as the state knows them: a text that has moved on since is not rendered with the marks of the old one.

use super::Workshop;
use crate::base::hash::Hash128;
use crate::base::inputs::{InputError, Inputs, Listing, Stamp};
use crate::base::path::SourcePath;
use crate::parse::document::Document;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Texts that were rendered last, for documents that can no longer be read.
#[derive(Default)]
pub struct Texts(Mutex<BTreeMap<SourcePath, Arc<[u8]>>>);

/// Bytes of texts that are kept.
const KEPT: usize = 32 * 1024 * 1024;

impl Texts {
    fn keep(&self, path: &SourcePath, bytes: &[u8]) {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if texts.get(path).is_some_and(|kept| **kept == *bytes) {
            return;
        }
        if texts.values().map(|text| text.len()).sum::<usize>() + bytes.len() > KEPT {
            texts.clear();
        }
        texts.insert(path.clone(), bytes.into());
    }

    fn kept(&self, path: &SourcePath) -> Option<Arc<[u8]>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}

/// Inputs that answer with the text that a document was read from, or not at all.
pub struct Steady<'a> {
    pub inputs: &'a dyn Inputs,
    pub workshop: &'a Workshop,
    pub texts: &'a Texts,
}

/// Whether a document was read from these bytes.
fn is_of(document: &Document, bytes: &[u8]) -> bool {
    let span = document.body.span;
    let body = bytes.get(span.start as usize..span.end as usize);
    let has_body = body.is_some_and(|body| Hash128::of(body) == document.body.hash);
    let span = document.common.front_span;
    let front = bytes.get(span.start as usize..span.end as usize);
    // Only `x` is read from the front matter again.
    has_body && (!document.common.has_x || front.is_some_and(|front| Hash128::of(front) == document.common.front_hash))
}

impl Inputs for Steady<'_> {
    fn list(&self, folder: &str) -> Listing {
        self.inputs.list(folder)
    }

    fn list_plain(&self, path: &str) -> Listing {
        self.inputs.list_plain(path)
    }

    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        self.inputs.stamp(path)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        let Some(document) = self.workshop.document(path) else { return self.inputs.read(path) };
        let read = self.inputs.read(path);
        if let Ok(bytes) = &read
            && is_of(document, bytes)
        {
            self.texts.keep(path, bytes);
            return read;
        }
        match self.texts.kept(path).filter(|bytes| is_of(document, bytes)) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => read
                .and_then(|_| Err(InputError { path: path.clone(), reason: "it has changed".into(), missing: false })),
        }
    }

    /// It is told already that it cannot be read.
    fn is_lost(&self, path: &SourcePath) -> bool {
        // What can be read again has caught up soon, with its text.
        self.workshop.is_unreadable(path) && self.inputs.read(path).is_err() && self.read(path).is_err()
    }

    fn now(&self) -> jiff::Timestamp {
        self.inputs.now()
    }
}
