//! What `check` looks at beyond a build: the texts themselves, read once more.

use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::build::lints;
use crate::model::check::unlisted_notes;
use crate::model::site::Site;
use crate::parse::config::Config;
use rayon::prelude::*;

/// Bodies that name a person, place or organisation with a note and do not list it.
pub fn texts(inputs: &dyn Inputs, site: &Site, config: &Config) -> Vec<Diagnostic> {
    let told: Vec<Vec<Diagnostic>> = site
        .articles
        .par_iter()
        .map(|article| {
            let bytes = inputs.read(&article.doc.path).unwrap_or_default();
            let span = article.doc.body.span;
            let body = bytes.get(span.start as usize..span.end as usize).unwrap_or_default();
            std::str::from_utf8(body).map(|text| unlisted_notes(text, article, site)).unwrap_or_default()
        })
        .collect();
    lints::apply(told.into_iter().flatten().collect(), config)
}
