//! Documents and `tags.yaml`, read and parsed.

use super::memo::{Known, Memo};
use super::unreadable;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::inputs::{Entry, Inputs};
use crate::base::path::SourcePath;
use crate::base::progress::Progress;
use crate::parse::config::Config;
use crate::parse::document::Document;
use crate::parse::tags::{self, TagFile};
use crate::parse::{self, Context};
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Reads every document whose stamp is not the one that `memo` knows, and says how many these were; the memo holds them
/// all afterwards.
pub(super) fn parse_all(
    inputs: &dyn Inputs,
    entries: &[Entry],
    context: Context,
    memo: &mut Memo,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Document>>, usize) {
    let parse = |entry: &Entry, bytes: &[u8]| {
        let (document, told) = parse::document(&entry.path, bytes, context);
        Known { stamp: entry.stamp, document: Arc::new(document), told }
    };
    let parsed = AtomicUsize::new(0);
    let read = |entry: &Entry| {
        let known = match memo.known(entry) {
            Some(known) => Ok(known.clone()),
            None => {
                parsed.fetch_add(1, Ordering::Relaxed);
                inputs.read(&entry.path).map(|bytes| parse(entry, &bytes))
            }
        };
        progress.step(1);
        known
    };
    let read: Vec<_> = entries.par_iter().map(read).collect();
    let mut documents = Vec::with_capacity(read.len());
    let mut all = Vec::with_capacity(if memo.keeps { read.len() } else { 0 });
    for one in read {
        match one {
            Ok(known) => {
                documents.push(known.document.clone());
                diagnostics.extend(known.told.iter().cloned());
                if memo.keeps {
                    all.push(known);
                }
            }
            Err(error) => diagnostics.push(unreadable(error)),
        }
    }
    let parsed = parsed.into_inner();
    memo.news = parsed > 0 || all.len() != memo.documents.len();
    memo.documents = all;
    (documents, parsed)
}

/// `tags.yaml`; nothing when there is none.
pub(super) fn read_tags(inputs: &dyn Inputs, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> TagFile {
    let Some(path) = SourcePath::root().join(&format!("{}/tags.yaml", config.content)) else {
        return TagFile::default();
    };
    match inputs.read(&path).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let (tags, told) = tags::tags(&path, &text);
            diagnostics.extend(told);
            return tags;
        }
        Ok(Err(error)) => {
            let at = error.utf8_error().valid_up_to();
            let place = Place::new(&path, Span::new(at, at + 1));
            diagnostics.push(Diagnostic::new("not-utf8", format!("`{path}` is not UTF-8 text")).at(place));
        }
        Err(error) if error.missing => {}
        Err(error) => diagnostics.push(unreadable(error)),
    }
    TagFile::default()
}
