//! The files of a site: which are documents, which are published as they are, which are left alone.

use super::memo::Memo;
use super::unreadable;
use crate::base::diag::Diagnostic;
use crate::base::inputs::{Entry, Inputs, Listing};
use crate::base::path::SourcePath;
use crate::build::pictures;
use crate::parse::config::{Config, Editions};
use crate::parse::document::Text;
use crate::parse::leads_out;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The files of the catalogue of editions.
const CATALOGUE: [&str; 2] = ["index.html", "index.json"];

/// The documents of a site, in order of path; the memo knows its other files afterwards.
pub(super) fn listing(
    inputs: &dyn Inputs,
    config: &Config,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let Seen { mut documents, others, unreadable } = look(inputs, config, diagnostics);
    // What is gone is gone, in whatever folder it lay; of a folder that cannot be listed, files may be seen one by one.
    let is_listed = |path: &SourcePath| documents.binary_search_by(|entry| entry.path.cmp(path)).is_ok();
    let is_gone = |path: &SourcePath| inputs.stamp(path).is_err_and(|error| error.missing);
    let sieve = Sieve::new(config);
    let is_hidden = |entry: &Entry| !is_listed(&entry.path) && !sieve.leaves(&entry.path) && !is_gone(&entry.path);
    let hidden: Vec<Entry> = memo.standing_in(&unreadable).filter(is_hidden).collect();
    documents.extend(hidden);
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    let sizes: Vec<_> = others.par_iter().map(|entry| size(inputs, entry, memo)).collect();
    memo.measured = Arc::new(others.into_iter().zip(sizes).collect());
    documents
}

/// What lies in the folders of a site.
pub(super) struct Seen {
    /// In order of path.
    pub documents: Vec<Entry>,
    /// The other files, in order of path.
    pub others: Vec<Entry>,
    /// Folders of the content, and files, of which nobody can say what they are.
    pub unreadable: Vec<SourcePath>,
}

/// The documents of a site and its other files.
pub(super) fn look(inputs: &dyn Inputs, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Seen {
    let content = &*config.content;
    let sieve = Sieve::new(config);
    let is_left = |path: &SourcePath| sieve.leaves(path);
    let mut found = inputs.list(content);
    // What is read as text may lie elsewhere; what is published as it is may not.
    keep_out(&mut found, |path| !path.is_markdown() && !is_left(path), diagnostics);
    found.faults.retain(|fault| !is_left(&fault.path));
    let unseen: Vec<SourcePath> = found.faults.iter().map(|fault| fault.path.clone()).collect();
    diagnostics.extend(found.faults.into_iter().map(unreadable));
    let mut documents = Vec::new();
    let tags = format!("{content}/tags.yaml");
    let mut others = Vec::new();
    for entry in found.entries.into_iter().filter(|entry| !is_left(&entry.path) && entry.path.as_str() != tags) {
        match entry.path.is_markdown() {
            true => documents.push(entry),
            false => others.push(entry),
        }
    }
    let mut found = inputs.list(STATIC);
    let is_hidden = |path: &SourcePath| path.as_str().split('/').any(|name| name.starts_with('.'));
    keep_out(&mut found, |path| !is_hidden(path), diagnostics);
    diagnostics.extend(found.faults.into_iter().filter(|fault| !is_hidden(&fault.path)).map(unreadable));
    others.extend(found.entries);
    others.extend(editions(inputs, config, diagnostics));
    others.sort_by(|a, b| a.path.cmp(&b.path));
    if documents.is_empty() && unseen.is_empty() {
        diagnostics.push(
            Diagnostic::new("no-content", format!("there is no article below `{content}/`"))
                .hint("`throughline new article \"A headline\"` writes one"),
        );
    }
    Seen { documents, others, unreadable: unseen }
}

/// Takes out the files behind links that lead out of the site, and tells each link that led to a file that `matters`:
/// a stray link must not publish what lies elsewhere on the machine.
fn keep_out(found: &mut Listing, matters: impl Fn(&SourcePath) -> bool, diagnostics: &mut Vec<Diagnostic>) {
    if found.strays.is_empty() {
        return;
    }
    let (entries, mut told) = (std::mem::take(&mut found.entries), BTreeSet::new());
    for entry in entries {
        match found.stray(&entry.path).filter(|_| !entry.path.is_markdown() || entry.path.below(STATIC).is_some()) {
            Some(stray) => told.extend(matters(&entry.path).then(|| stray.clone())),
            None => found.entries.push(entry),
        }
    }
    diagnostics.extend(told.iter().map(leads_out));
}

/// The folder whose files are copied as they are.
const STATIC: &str = "static";

/// The folder that a published file lies in by its path, and must lie in.
pub(in crate::build) fn of_file<'a>(path: &SourcePath, config: &'a Config) -> &'a str {
    if path.below(STATIC).is_some() { STATIC } else { &config.content }
}

/// The editions that the catalogue lists, and its own files: nothing else that lies there, and no link.
fn editions(inputs: &dyn Inputs, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let Editions { folder, earlier, .. } = &config.editions;
    let mut found = Vec::new();
    for name in earlier.iter().flat_map(|edition| &edition.containers) {
        let path = format!("{folder}/{name}");
        let listing = inputs.list_plain(&path);
        if listing.entries.is_empty() {
            let what = format!(
                "the catalogue of editions lists `{path}`, which is not there as a file or a folder of its own"
            );
            let told = Diagnostic::new("edition-missing", what);
            diagnostics.push(told.hint("`throughline archive list` writes the catalogue anew"));
        }
        diagnostics.extend(listing.faults.into_iter().map(unreadable));
        found.extend(listing.entries);
    }
    if !earlier.is_empty() {
        found.extend(CATALOGUE.into_iter().flat_map(|name| inputs.list_plain(&format!("{folder}/{name}")).entries));
    }
    found
}

/// What of the content folder is left alone.
pub(in crate::build) struct Sieve {
    content: Text,
    ignored: globset::GlobSet,
}

impl Sieve {
    pub fn new(config: &Config) -> Self {
        Sieve { content: config.content.clone(), ignored: ignored(config) }
    }

    /// Whether a file of the content folder is not read.
    pub fn leaves(&self, path: &SourcePath) -> bool {
        let below = path.below(&self.content).unwrap_or("");
        left_alone(below) || self.ignored.is_match(below)
    }
}

fn ignored(config: &Config) -> globset::GlobSet {
    let mut set = globset::GlobSetBuilder::new();
    for pattern in &config.ignore {
        // A pattern that cannot be read was told when the configuration was.
        if let Ok(glob) = globset::Glob::new(&pattern.value) {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}

/// CONTENT.md: names that begin with `_` (but `_posts` is read) or `.`, and `README.md`.
fn left_alone(below: &str) -> bool {
    below.split('/').any(|name| name.starts_with('.') || (name.starts_with('_') && name != "_posts"))
        || below.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("README.md"))
}

/// The size of a file as a picture, measured once for as long as its stamp stands.
pub(in crate::build) fn size(inputs: &dyn Inputs, entry: &Entry, memo: &Memo) -> Option<(u32, u32)> {
    let measure = || {
        let bytes = inputs.head(&entry.path, pictures::HEAD).ok()?;
        pictures::size(&bytes)
    };
    match memo.size(entry) {
        Some(known) => known,
        None => pictures::is_picture(&entry.path).then(measure).flatten(),
    }
}
