//! Shortcodes of other generators: one diagnostic a name for the whole site, which says how often and in how many files.

use crate::base::diag::{Diagnostic, Place};
use crate::base::text::count;
use crate::parse::document::{Document, Shortcode};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What each of them is told by.
pub const CODE: &str = "foreign-shortcode";

/// What became of every shortcode in `documents`, each name at its first place.
pub fn told(documents: &[Arc<Document>]) -> Vec<Diagnostic> {
    let mut names: BTreeMap<&str, Vec<(&Document, &Shortcode)>> = BTreeMap::new();
    for document in documents {
        for shortcode in &document.body.shortcodes {
            names.entry(&shortcode.name).or_default().push((document, shortcode));
        }
    }
    names.into_iter().filter_map(|(name, uses)| one(name, &uses)).collect()
}

fn one(name: &str, uses: &[(&Document, &Shortcode)]) -> Option<Diagnostic> {
    let (document, first) = uses.iter().min_by_key(|(document, _)| &document.path)?;
    let times: usize = uses.iter().map(|(_, shortcode)| shortcode.times as usize).sum();
    let (times, files) = (count(times, "time"), count(uses.len(), "file"));
    let diagnostic =
        Diagnostic::new(CODE, format!("`{name}` is a shortcode of another generator, left out {times} in {files}"))
            .at(Place::new(&document.path, first.span))
            .hint("write Markdown in its place, or, when nothing is missed, `lints: {foreign-shortcode: allow}`");
    Some(if uses.len() > 1 { diagnostic.label("here first") } else { diagnostic })
}
