//! Shortcodes of another generator: told once a name for the whole site.

use crate::base::diag::{Diagnostic, Place};
use crate::base::text::count;
use crate::model::Sources;
use std::collections::BTreeMap;

/// Says of each name how often and in how many files it was left out, and where first.
pub(super) fn check(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let mut names: BTreeMap<&str, (Place, usize, usize)> = BTreeMap::new();
    for document in &sources.documents {
        for shortcode in &document.body.shortcodes {
            let first = || (Place::new(&document.path, shortcode.span), 0, 0);
            let (_, times, files) = names.entry(&shortcode.name).or_insert_with(first);
            *times += shortcode.times as usize;
            *files += 1;
        }
    }
    for (name, (first, times, files)) in names {
        let (times, files) = (count(times, "time"), count(files, "file"));
        diagnostics.push(
            Diagnostic::new(
                "foreign-shortcode",
                format!("`{name}` is a shortcode of another generator, left out {times} in {files}"),
            )
            .at(first)
            .label("here first")
            .hint("write Markdown in its place, or, when nothing is missed, `lints: {foreign-shortcode: allow}`"),
        );
    }
}
