//! Linking and planning until what is left out is left out everywhere.

use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;
use crate::base::progress::Progress;
use crate::model::Sources;
use crate::model::site::Site;
use crate::parse::document::Document;
use crate::parse::theme::Theme;
use crate::plan::{self, Plan};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Links and plans; with `--keep-going`, again without the documents that turned out to have errors, until none has.
pub(super) fn settle(
    sources: &mut Sources,
    theme: &Theme,
    judged: &dyn Fn(Vec<Diagnostic>) -> Vec<Diagnostic>,
    progress: &dyn Progress,
) -> (Site, Plan, Vec<Diagnostic>) {
    let mut kept: Vec<Diagnostic> = Vec::new();
    loop {
        let (site, linked) = crate::model::site(sources);
        progress.phase("plan", 0);
        let (plan, planned) = plan::plan(&site, theme);
        let told = judged(linked.into_iter().chain(planned).collect());
        let newly = sources.selection.keep_going && mark_faulty(&mut sources.documents, &told);
        if !newly {
            kept.extend(told);
            return (site, plan, kept);
        }
        // What was said of a document that is now left out is not found again; the rest is.
        kept.extend(told.into_iter().filter(Diagnostic::is_error));
    }
}

/// Codes of faults that leave out what they point at alone: its document stands.
pub(super) const ALONE: [&str; 1] = ["alias-taken"];

/// Marks every document that an error points into. True when there is a new one.
pub(super) fn mark_faulty(documents: &mut [Arc<Document>], diagnostics: &[Diagnostic]) -> bool {
    let faulty: BTreeSet<&SourcePath> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error() && !ALONE.contains(&diagnostic.code))
        .filter_map(|diagnostic| Some(&diagnostic.place.as_ref()?.path))
        .collect();
    // One diagnostic stands for every document with that shortcode.
    let shortcodes =
        diagnostics.iter().any(|diagnostic| diagnostic.is_error() && diagnostic.code == "foreign-shortcode");
    let mut newly = false;
    for document in documents {
        let told = faulty.contains(&document.path) || (shortcodes && !document.body.shortcodes.is_empty());
        if told && !document.faulty {
            Arc::make_mut(document).faulty = true;
            newly = true;
        }
    }
    newly
}
