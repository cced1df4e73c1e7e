//! The files of a site: which are documents, which are published as they are, which are left alone.

use super::memo::Memo;
use super::unreadable;
use crate::base::diag::Diagnostic;
use crate::base::inputs::{Entry, Inputs};
use crate::base::path::SourcePath;
use crate::build::pictures;
use crate::model::SourceFile;
use crate::parse::config::Config;
use rayon::prelude::*;

/// The files of a site, sorted into documents and the rest.
pub(super) struct Folder {
    /// In order of path.
    pub documents: Vec<Entry>,
    pub files: Vec<SourceFile>,
}

pub(super) fn listing(
    inputs: &dyn Inputs,
    config: &Config,
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Folder {
    let content = &*config.content;
    let ignored = ignored(config);
    let is_left = |path: &SourcePath| {
        let below = path.below(content).unwrap_or("");
        left_alone(below) || ignored.is_match(below)
    };
    let found = inputs.list(content);
    diagnostics.extend(found.faults.into_iter().filter(|fault| !is_left(&fault.path)).map(unreadable));
    let mut folder = Folder { documents: Vec::new(), files: Vec::new() };
    let tags = format!("{content}/tags.yaml");
    let mut others = Vec::new();
    for entry in found.entries.into_iter().filter(|entry| !is_left(&entry.path) && entry.path.as_str() != tags) {
        match entry.path.is_markdown() {
            true => folder.documents.push(entry),
            false => others.push(entry),
        }
    }
    let found = inputs.list("static");
    let is_hidden = |path: &SourcePath| path.as_str().split('/').any(|name| name.starts_with('.'));
    diagnostics.extend(found.faults.into_iter().filter(|fault| !is_hidden(&fault.path)).map(unreadable));
    others.extend(found.entries);
    others.sort_by(|a, b| a.path.cmp(&b.path));
    folder.files = others.par_iter().map(|entry| source_file(inputs, entry, memo)).collect();
    memo.measured = others.iter().zip(&folder.files).map(|(entry, file)| (entry.clone(), file.size)).collect();
    if folder.documents.is_empty() {
        diagnostics.push(
            Diagnostic::new("no-content", format!("there is no article below `{content}/`"))
                .hint("`throughline new article \"A headline\"` writes one"),
        );
    }
    folder
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

/// A file with its size as a picture, measured once for as long as its stamp stands.
fn source_file(inputs: &dyn Inputs, entry: &Entry, memo: &Memo) -> SourceFile {
    let measure = || {
        let bytes = inputs.head(&entry.path, pictures::HEAD).ok()?;
        pictures::size(&bytes)
    };
    let size = match memo.size(entry) {
        Some(known) => known,
        None => pictures::is_picture(&entry.path).then(measure).flatten(),
    };
    SourceFile { path: entry.path.clone(), stamp: entry.stamp, size }
}
