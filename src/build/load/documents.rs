//! Documents and `tags.yaml`, read and parsed.

use super::memo::{Known, Memo};
use super::unreadable;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::inputs::{Entry, InputError, Inputs, Stamp};
use crate::base::path::SourcePath;
use crate::base::progress::Progress;
use crate::parse::config::Config;
use crate::parse::document::{Common, Document};
use crate::parse::tags::{self, TagFile};
use crate::parse::{self, Context};
use rayon::prelude::*;
use std::sync::Arc;

/// Reads every document whose stamp is not the one that `memo` knows; the memo holds them all afterwards. `entries` are in
/// order of path.
pub(super) fn parse_all(
    inputs: &dyn Inputs,
    entries: &[Entry],
    context: Context,
    memo: &mut Memo,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Document>> {
    let read = |(entry, last): (&Entry, Option<&Known>)| {
        let known = match last.filter(|known| known.stamp.proves(&entry.stamp)) {
            Some(known) => Ok(known.clone()),
            None => parse_one(inputs, entry, context, last.filter(|_| memo.stands_in)),
        };
        progress.step(1);
        known
    };
    let mut last = memo.in_order();
    let entries: Vec<_> = entries.iter().map(|entry| (entry, last.last(&entry.path))).collect();
    let is_fresh = |(_, last): &&(&Entry, Option<&Known>)| last.is_none() && !memo.documents.is_empty();
    let fresh = entries.iter().filter(is_fresh).map(|(entry, _)| entry.path.clone()).collect();
    let parsed: Vec<_> = entries.into_par_iter().map(read).collect();
    memo.fresh = fresh;
    let mut documents = Vec::with_capacity(parsed.len());
    let mut all = Vec::with_capacity(if memo.keeps { parsed.len() } else { 0 });
    for one in parsed {
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
    let before = std::mem::replace(&mut memo.documents, all.into());
    let mut now = memo.in_order();
    let is_another = |known: &&Known| now.last(&known.document.path).is_none_or(|now| now.stamp != known.stamp);
    memo.replaced = before.iter().filter(is_another).cloned().collect();
    documents
}

/// Reads a document. What can no longer be read stands as it was known `before`: all of it, or its front matter.
///
/// # Errors
/// When it cannot be read and is not known.
pub(in crate::build) fn parse_one(
    inputs: &dyn Inputs,
    entry: &Entry,
    context: Context,
    before: Option<&Known>,
) -> Result<Known, InputError> {
    let bytes = match (inputs.read(&entry.path), before) {
        (Ok(bytes), _) => bytes,
        (Err(error), Some(before)) if !error.missing => {
            let (document, told) = (before.document.clone(), vec![unreadable(error)]);
            return Ok(Known { stamp: Stamp::default(), document, told: told.into() });
        }
        (Err(error), _) => return Err(error),
    };
    let (mut document, told) = parse::document(&entry.path, &bytes, context);
    if let Some(before) = before.filter(|_| document.partial) {
        document.common = Common { has_x: false, ..before.document.common.clone() };
        document.front = before.document.front.clone();
    }
    Ok(Known { stamp: entry.stamp, document: Arc::new(document), told: told.into() })
}

/// Where `tags.yaml` is.
pub(in crate::build) fn tags_path(config: &Config) -> Option<SourcePath> {
    SourcePath::root().join(&format!("{}/tags.yaml", config.content))
}

/// `tags.yaml`; nothing when there is none.
pub(super) fn read_tags(inputs: &dyn Inputs, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> TagFile {
    let Some(path) = tags_path(config) else { return TagFile::default() };
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
